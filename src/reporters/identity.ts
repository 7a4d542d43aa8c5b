import type { PlacedFinding } from '../core/finding.ts';
import { fingerprint } from '../core/text/fingerprint.ts';

/**
 * A name for each finding that stays when lines are put in above it: of its file, its rule and what is written there. Of
 * those that are alike, the first and the second differ.
 */
export function identitiesOf(findings: readonly PlacedFinding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ file, rule, reference, message }) => {
    const key = [file, rule, reference?.raw ?? message].join('\0');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return fingerprint(count === 0 ? key : `${key}\0${count}`);
  });
}
