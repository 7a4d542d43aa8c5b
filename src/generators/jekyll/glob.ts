/**
 * Whether a text matches a pattern as Ruby's `File.fnmatch` has it without flags: `*` and `?` match `/` as well.
 * `whole: false` is `Dir.glob`: they stop at `/`, and `**` spans folders.
 */
export function matchesGlob(pattern: string, text: string, { acrossFolders }: { readonly acrossFolders: boolean }): boolean {
  return acrossFolders
    ? matches(tokensOf(pattern), [...text])
    : alternatives(pattern).some((one) => matchesFolders(one.split('/'), text.split('/')));
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

function matchesFolders(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**' && rest.length > 0) {
    return path.some((_, i) => !hiddenAmong(path.slice(0, i)) && matchesFolders(rest, path.slice(i)));
  }
  const [name, ...below] = path;
  if (name === undefined || (name.startsWith('.') && !first.startsWith('.'))) return false;
  return matches(tokensOf(first), [...name]) && matchesFolders(rest, below);
}

const hiddenAmong = (names: readonly string[]): boolean => names.some((name) => name.startsWith('.'));

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
