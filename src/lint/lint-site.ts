import type { Finding, Severity } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { FileFacts, Rule, Sight } from '../core/rule.ts';
import type { Range } from '../core/text/range.ts';
import type { Site } from '../core/site/site.ts';
import { rules } from '../rules/index.ts';
import { judgementsOf, type Judgement } from './judge.ts';

export interface LintOptions {
  /** Over the rules' own severities: `{ 'missing-alt': 'off' }`. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly facts: FileFacts;
}

/** Shows every reference, document and the site to the rules that inspect them. Sorted by file, place and rule. */
export function lintSite(site: Site, options: LintOptions): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const severity = options.rules?.[rule.id] ?? (rule.off ? 'off' : rule.severity);
    if (severity === 'off') continue;
    const stated = options.rules?.[rule.id] !== undefined;
    for (const { sight, file, judgement } of inspect(rule, site, options.facts)) {
      const range = sight.range ?? judgement?.reference.range ?? NOWHERE;
      findings.push({
        rule: rule.id, file: sight.file ?? file, range, message: sight.message,
        severity: stated ? severity : sight.severity ?? severity,
        ...(sight.help !== undefined && { help: sight.help }),
        ...(judgement && { reference: referenceOf(judgement) }),
      });
    }
  }
  return withoutRepeats(findings.sort(byPlace));
}

const NOWHERE: Range = { start: 0, end: 0 };

interface Seen {
  readonly sight: Sight;
  readonly file: FilePath;
  readonly judgement?: Judgement;
}

function* inspect(rule: Rule, site: Site, facts: FileFacts): Iterable<Seen> {
  switch (rule.inspects) {
    case 'reference':
      for (const judgement of judgementsOf(site)) {
        if (judgement.entry.visibility.kind === 'expired') continue;
        for (const sight of rule.check({ ...judgement, site, facts })) yield { sight, file: judgement.document.path, judgement };
      }
      return;
    case 'document':
      for (const document of site.documents.values()) {
        const entry = site.bySource.get(document.path);
        for (const sight of rule.check({ document, entry, site })) yield { sight, file: document.path };
      }
      return;
    case 'site':
      for (const sight of rule.check({ site })) if (sight.file) yield { sight, file: sight.file };
      return;
    default: rule satisfies never;
  }
}

const referenceOf = ({ reference, resolution }: Judgement): { raw: string; url: string } =>
  ({ raw: reference.raw, url: ('url' in resolution ? resolution.url : undefined) ?? reference.url });

const byPlace = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) || a.range.start - b.range.start || a.range.end - b.range.end || compare(a.rule, b.rule) || compare(a.message, b.message);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A definition used twice is one place; it is said once. */
const withoutRepeats = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding, index) => {
    const before = findings[index - 1];
    return !before || before.rule !== finding.rule || before.message !== finding.message || byPlace(before, finding) !== 0;
  });
