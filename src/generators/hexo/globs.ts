/**
 * Whether a path is meant by one of the patterns of `skip_render`, `include` or `exclude`, as micromatch reads them:
 * `*` stays in its folder, `**` does not, neither sees names that start with a dot, `!` takes back.
 */
export function matchesGlob(path: string, patterns: readonly string[]): boolean {
  let matched = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!') && !pattern.startsWith('!(')) matched &&= !matchesOne(path, pattern.slice(1));
    else matched ||= matchesOne(path, pattern);
  }
  return matched;
}

const matchesOne = (path: string, pattern: string): boolean => {
  const parts = path.split('/');
  return expandBraces(pattern.replace(/^\.\//, '')).some((one) => matchesParts(parts, one.split('/')));
};

/** Row by row over the pattern, so that no pattern is slow: `reached` holds how many parts of the path are used up. */
function matchesParts(parts: readonly string[], globs: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const [i, glob] of globs.entries()) {
    reached = glob === '**' ? acrossFolders(parts, reached, i === globs.length - 1) : oneFolder(parts, reached, glob);
    if (reached.size === 0) return false;
  }
  return reached.has(parts.length);
}

function oneFolder(parts: readonly string[], reached: ReadonlySet<number>, glob: string): Set<number> {
  const next = new Set<number>();
  for (const at of reached) {
    const part = parts[at];
    if (part !== undefined && matchesName(part, glob)) next.add(at + 1);
  }
  return next;
}

/** `raw/**` also means `raw` itself; in the middle it means no folder or any number of them. */
function acrossFolders(parts: readonly string[], reached: ReadonlySet<number>, last: boolean): Set<number> {
  const next = new Set<number>(reached);
  for (let at = Math.min(...reached); at < parts.length; at += 1) {
    if (next.has(at) && !parts[at]?.startsWith('.')) next.add(at + 1);
  }
  if (last && !next.has(parts.length)) next.clear();
  return next;
}

/** The usual walk with one place to come back to, which is enough for `*` and never slow. */
function matchesName(name: string, glob: string): boolean {
  if (name.startsWith('.') && !glob.startsWith('.')) return false;
  const tokens = tokensOf(glob);
  let at = 0;
  let token = 0;
  let starAt = -1;
  let starToken = -1;
  while (at < name.length) {
    const current = tokens[token];
    if (current === '*') {
      [starAt, starToken] = [at, token];
      token += 1;
    } else if (current !== undefined && matchesCharacter(name.charAt(at), current)) {
      at += 1;
      token += 1;
    } else if (starToken >= 0) {
      starAt += 1;
      [at, token] = [starAt, starToken + 1];
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

const tokensOf = (glob: string): readonly string[] => glob.match(/\\.|\[[^\]]+\]|\*+|[^]/g)?.map((token) => (token.startsWith('**') ? '*' : token)) ?? [];

function matchesCharacter(character: string, token: string): boolean {
  if (token === '?') return true;
  if (token.length > 1 && token.startsWith('[')) return inClass(character, token.slice(1, -1));
  return character === (token.startsWith('\\') && token.length > 1 ? token.slice(1) : token);
}

function inClass(character: string, members: string): boolean {
  const negated = /^[!^]/.test(members);
  const ranges = (negated ? members.slice(1) : members).match(/[^]-[^]|[^]/g) ?? [];
  const found = ranges.some((range) => (range.length === 3 ? range.charAt(0) <= character && character <= range.charAt(2) : range === character));
  return found !== negated;
}

/** `{a,b}.md` is `a.md` and `b.md`; nested braces and absurd numbers of them are taken literally. */
function expandBraces(pattern: string): readonly string[] {
  let expanded = [pattern];
  for (let round = 0; round < 5 && expanded.length <= 64; round += 1) {
    const next = expanded.flatMap(expandFirst);
    if (next.length === expanded.length) break;
    expanded = next;
  }
  return expanded;
}

function expandFirst(pattern: string): readonly string[] {
  const open = pattern.search(/\{[^{}]*,[^{}]*\}/);
  if (open < 0) return [pattern];
  const close = pattern.indexOf('}', open);
  return pattern.slice(open + 1, close).split(',').map((choice) => pattern.slice(0, open) + choice + pattern.slice(close + 1));
}
