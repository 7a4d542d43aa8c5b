/**
 * `ignoreFiles` are regular expressions matched against a file's whole path. Go's engine takes linear time and ours may
 * not, so that an expression which could take long is left out: it ignores nothing.
 */
export function fileTest(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.flatMap((pattern) => (isHarmless(pattern) ? compiled(pattern) : []));
  return (path) => tests.some((test) => test.test(path));
}

function compiled(pattern: string): readonly RegExp[] {
  const insensitive = pattern.startsWith('(?i)');
  try { return [new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'i' : '')]; } catch { return []; }
}

/** At most three repetitions and no repeated group: the worst that can cost is bounded by a path's length cubed. */
const isHarmless = (pattern: string): boolean =>
  pattern.length <= 500 && (pattern.match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0) <= 3 && !/\)[*+{?]/.test(pattern) && !/\\\d/.test(pattern);
