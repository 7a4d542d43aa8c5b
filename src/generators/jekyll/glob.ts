/**
 * A pattern as Ruby's `File.fnmatch` has it without flags: `*` and `?` match `/` as well. `acrossFolders: false` is
 * `Dir.glob`: they stop at `/`, and `**` spans folders.
 */
export function glob(pattern: string, { acrossFolders }: { readonly acrossFolders: boolean }): (text: string) => boolean {
  if (!/[*?[\\{]/.test(pattern)) return (text) => text === pattern;
  if (acrossFolders) {
    const tokens = tokensOf(pattern);
    return (text) => matches(tokens, [...text]);
  }
  const ways = alternatives(pattern).map((one) => one.split('/').map((name) => ({ name, tokens: tokensOf(name) })));
  return (path) => ways.some((names) => matchesFolders(names, path.split('/')));
}

type Token = { readonly kind: 'star' } | { readonly kind: 'one'; readonly test: (letter: string) => boolean };

const star: Token = { kind: 'star' };

function tokensOf(pattern: string): readonly Token[] {
  const letters = [...pattern];
  const tokens: Token[] = [];
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? '';
    const close = letter === '[' ? letters.indexOf(']', i + 2) : -1;
    if (letter === '*') tokens.push(star);
    else if (letter === '?') tokens.push({ kind: 'one', test: () => true });
    else if (close > 0) {
      tokens.push({ kind: 'one', test: setOf(letters.slice(i + 1, close)) });
      i = close;
    } else {
      const literal = letter === '\\' ? letters[(i += 1)] ?? '\\' : letter;
      tokens.push({ kind: 'one', test: (other) => other === literal });
    }
  }
  return tokens;
}

function setOf(letters: readonly string[]): (letter: string) => boolean {
  const negated = letters[0] === '!' || letters[0] === '^';
  const members = negated ? letters.slice(1) : letters;
  const inside = (letter: string): boolean => members.some((member, i) =>
    member === letter || (members[i + 1] === '-' && letter >= member && letter <= (members[i + 2] ?? '')));
  return (letter) => inside(letter) !== negated;
}

/** Linear in the text for each star: on a mismatch only the last star takes one letter more. */
function matches(tokens: readonly Token[], letters: readonly string[]): boolean {
  let token = 0;
  let letter = 0;
  let retryToken = -1;
  let retryLetter = 0;
  while (letter < letters.length) {
    const expected = tokens[token];
    if (expected?.kind === 'star') {
      retryToken = token += 1;
      retryLetter = letter;
    } else if (expected?.test(letters[letter] ?? '')) {
      token += 1;
      letter += 1;
    } else if (retryToken >= 0) {
      token = retryToken;
      letter = retryLetter += 1;
    } else return false;
  }
  return tokens.slice(token).every(({ kind }) => kind === 'star');
}

interface NamePattern { readonly name: string; readonly tokens: readonly Token[] }

/** Name by name; the set of how many names of the path are used up keeps it from trying anything twice. */
function matchesFolders(pattern: readonly NamePattern[], path: readonly string[]): boolean {
  let reached: ReadonlySet<number> = new Set([0]);
  for (const [i, part] of pattern.entries()) {
    const next = new Set<number>();
    for (const used of reached) {
      if (part.name === '**' && i < pattern.length - 1) spanFolders(path, used, next);
      else if (meets(part, path[used])) next.add(used + 1);
    }
    reached = next;
  }
  return reached.has(path.length);
}

/** From here on, any number of folders that are not hidden. */
function spanFolders(path: readonly string[], used: number, next: Set<number>): void {
  for (let at = used; at <= path.length; at += 1) {
    next.add(at);
    if (path[at]?.startsWith('.')) return;
  }
}

const meets = ({ name: pattern, tokens }: NamePattern, name: string | undefined): boolean =>
  name !== undefined && (!name.startsWith('.') || pattern.startsWith('.')) && matches(tokens, [...name]);

/** `{a,b}` written out, as far as there are few of them. */
function alternatives(pattern: string): readonly string[] {
  let found = [pattern];
  for (let round = 0; round < 4; round += 1) {
    found = found.flatMap((one) => {
      const braces = /\{([^{}]*)\}/.exec(one);
      if (!braces) return [one];
      const [whole, inside = ''] = braces;
      return inside.split(',').map((choice) => one.slice(0, braces.index) + choice + one.slice(braces.index + whole.length));
    });
    if (found.length > 100) return found.slice(0, 100);
  }
  return found;
}
