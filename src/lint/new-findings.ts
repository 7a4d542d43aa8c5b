import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';

/**
 * The findings that were not there before. What is the same is told by its file - under the name it had then - its rule
 * and what is written there, not by lines, which move; what was there twice and is there three times is new once.
 */
export function newFindings<T extends Finding>(now: readonly T[], then: readonly Finding[], renamed: ReadonlyMap<FilePath, FilePath> = new Map()): readonly T[] {
  const left = counted(then);
  const rest = now.filter((finding) => !take(left, keyOf(finding, renamed.get(finding.file))));
  return rest.filter((finding) => finding.rule !== ON_THIS_DISK || !MISSING.some((rule) => take(left, keyOf({ ...finding, rule }, renamed.get(finding.file)))));
}

/** What is on this disk alone is missing in every commit: there the same reference was found broken. */
const ON_THIS_DISK = 'untracked-file';
const MISSING = ['broken-image', 'broken-link'];

function counted(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function take(left: Map<string, number>, key: string): boolean {
  const count = left.get(key) ?? 0;
  if (count > 0) left.set(key, count - 1);
  return count > 0;
}

const keyOf = ({ rule, file, reference, message }: Finding, was: FilePath = file): string => `${rule}\n${was}\n${reference?.raw ?? message}`;
