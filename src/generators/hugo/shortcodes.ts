import type { Range } from '../../core/text/range.ts';

/** A stretch of a body: text, or a shortcode with what it encloses. */
export type Node =
  | { readonly kind: 'text'; readonly range: Range }
  /** `{{</* x *\/>}}`: shown as it is, without the marks of the comment. */
  | { readonly kind: 'shown'; readonly pieces: readonly Range[] }
  | Call;

/** One shortcode, from its opening mark to the end of its closing one. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  /** `<`: the output stands as HTML. `%`: it goes through Markdown. */
  readonly mark: '<' | '%';
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  readonly range: Range;
  /** What it encloses, when it is closed. */
  readonly inner?: readonly Node[];
  readonly innerRange?: Range;
}

export interface Argument {
  readonly text: string;
  /** The value without its quotes. */
  readonly range: Range;
  /** Whether the text stands letter by letter in the source. */
  readonly isExact: boolean;
}

export interface ShortcodeProblem {
  readonly message: string;
  readonly range: Range;
}

export interface ParsedShortcodes {
  readonly nodes: readonly Node[];
  readonly problems: readonly ShortcodeProblem[];
}

/** Finds the shortcodes of a body, also in code, where Hugo looks as well. */
export function parseShortcodes(source: string, body: Range): ParsedShortcodes {
  const { tokens, problems } = tokensIn(source, body);
  return { nodes: nested(tokens), problems };
}

type Token =
  | { readonly kind: 'text'; readonly range: Range }
  | { readonly kind: 'shown'; readonly pieces: readonly Range[] }
  | { readonly kind: 'open'; readonly call: Call; readonly closesItself: boolean }
  | { readonly kind: 'close'; readonly name: string; readonly range: Range };

/** After so many that cannot be read the rest is taken as text, so that no text is read over and over. */
const MOST_PROBLEMS = 20;

function tokensIn(source: string, body: Range): { readonly tokens: readonly Token[]; readonly problems: readonly ShortcodeProblem[] } {
  const tokens: Token[] = [];
  const problems: ShortcodeProblem[] = [];
  let done = body.start;
  for (let at = body.start; problems.length < MOST_PROBLEMS;) {
    at = source.indexOf('{{', at);
    if (at < 0 || at >= body.end) break;
    const mark = source[at + 2];
    if (mark !== '<' && mark !== '%') { at += 1; continue; }
    const token = source.startsWith('/*', at + 3) ? shownAt(source, at, mark, body.end) : new Lexer(source, at, mark, body.end).read();
    if (token.kind === 'problem') {
      problems.push(token.problem);
      at += 3;
      continue;
    }
    if (at > done) tokens.push({ kind: 'text', range: { start: done, end: at } });
    tokens.push(token.token);
    at = done = token.end;
  }
  if (done < body.end) tokens.push({ kind: 'text', range: { start: done, end: body.end } });
  return { tokens, problems };
}

type Read =
  | { readonly kind: 'token'; readonly token: Token; readonly end: number }
  | { readonly kind: 'problem'; readonly problem: ShortcodeProblem };

function shownAt(source: string, at: number, mark: '<' | '%', limit: number): Read {
  const closing = `*/${mark === '<' ? '>' : '%'}}}`;
  const end = source.indexOf(closing, at + 5);
  if (end < 0 || end + closing.length > limit) return unclosed(at);
  const pieces = [{ start: at, end: at + 3 }, { start: at + 5, end }, { start: end + 2, end: end + closing.length }];
  return { kind: 'token', token: { kind: 'shown', pieces }, end: end + closing.length };
}

const unclosed = (at: number): Read => ({
  kind: 'problem', problem: { message: 'This shortcode is not closed: Hugo stops here.', range: { start: at, end: at + 3 } },
});

/** Reads one shortcode's mark. */
class Lexer {
  readonly #source: string;
  readonly #start: number;
  readonly #mark: '<' | '%';
  readonly #limit: number;
  readonly #closing: string;
  #at: number;

  constructor(source: string, start: number, mark: '<' | '%', limit: number) {
    this.#source = source;
    this.#start = start;
    this.#mark = mark;
    this.#limit = Math.min(limit, start + LONGEST_MARK);
    this.#closing = mark === '<' ? '>}}' : '%}}';
    this.#at = start + 3;
  }

  read(): Read {
    this.#skipSpace();
    const isClosing = this.#source[this.#at] === '/';
    if (isClosing) this.#at += 1;
    this.#skipSpace();
    const name = this.#match(/[^\s"'`=<>%{}]+/y);
    if (name === '') return this.#refused('A shortcode needs a name: Hugo stops here.');
    // `{{< name/>}}`
    const closesAtOnce = name.endsWith('/') && this.#source.startsWith(this.#closing, this.#at);
    if (closesAtOnce) this.#at -= 1;
    return this.#arguments(closesAtOnce ? name.slice(0, -1) : name, isClosing);
  }

  #arguments(name: string, isClosing: boolean): Read {
    const positional: Argument[] = [];
    const named = new Map<string, Argument>();
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#limit) return unclosed(this.#start);
      const closesItself = this.#source[this.#at] === '/' && this.#source.startsWith(this.#closing, this.#at + 1);
      if (closesItself || this.#source.startsWith(this.#closing, this.#at)) {
        return this.#finished({ name, isClosing, closesItself, positional, named });
      }
      if (this.#source.startsWith('{{', this.#at)) return unclosed(this.#start);
      const key = this.#match(/[^\s"'`=<>{}]+(?==)/y);
      if (key !== '') this.#at += 1;
      const value = this.#value(key !== '');
      if (value === undefined) return this.#refused('This argument cannot be read: Hugo wants `"double quotes"` around it and stops here.');
      if (key === '') positional.push(value);
      else named.set(key, value);
    }
  }

  #finished(parts: Pick<Call, 'name' | 'positional' | 'named'> & { readonly isClosing: boolean; readonly closesItself: boolean }): Read {
    const { name, positional, named, closesItself } = parts;
    const end = this.#at + this.#closing.length + (closesItself ? 1 : 0);
    const range = { start: this.#start, end };
    if (parts.isClosing) return { kind: 'token', token: { kind: 'close', name, range }, end };
    const call: Call = { kind: 'call', name, mark: this.#mark, positional, named, range };
    return { kind: 'token', token: { kind: 'open', call, closesItself }, end };
  }

  /** `"text"` with escapes, `` `raw` ``, or a bare word. Single quotes are letters, and may not stand first alone. */
  #value(isNamed: boolean): Argument | undefined {
    const quote = this.#source[this.#at];
    if (quote === '"' || quote === '`') return this.#quoted(quote);
    if (quote === '\\' && this.#source[this.#at + 1] === '"') return this.#escapedQuotes();
    if (quote === "'" && !isNamed) return undefined;
    const start = this.#at;
    while (this.#at < this.#limit && !/\s/.test(this.#source[this.#at] ?? ' ') && !this.#isEnd()) this.#at += 1;
    return this.#at === start ? undefined : this.#exact(start, this.#at);
  }

  #isEnd(): boolean {
    const at = this.#at;
    return this.#source.startsWith(this.#closing, at) || (this.#source[at] === '/' && this.#source.startsWith(this.#closing, at + 1));
  }

  #quoted(quote: string): Argument | undefined {
    const start = this.#at + 1;
    for (let at = start; at < this.#limit; at += 1) {
      if (this.#source[at] === '\\' && quote === '"') at += 1;
      else if (this.#source[at] === quote) {
        this.#at = at + 1;
        return this.#exact(start, at);
      }
    }
    return undefined;
  }

  /** `src=\"a.png\"`, as it stands in a quoted string of front matter or another shortcode. */
  #escapedQuotes(): Argument | undefined {
    const start = this.#at + 2;
    const end = this.#source.indexOf('\\"', start);
    if (end < 0 || end >= this.#limit) return undefined;
    this.#at = end + 2;
    return this.#exact(start, end);
  }

  #exact(start: number, end: number): Argument {
    const raw = this.#source.slice(start, end);
    const text = raw.includes('\\"') ? raw.replaceAll('\\"', '"') : raw;
    return { text, range: { start, end }, isExact: text === raw };
  }

  #refused(message: string): Read {
    return { kind: 'problem', problem: { message, range: { start: this.#start, end: Math.max(this.#at, this.#start + 3) } } };
  }

  #skipSpace(): void {
    while (this.#at < this.#limit && /\s/.test(this.#source[this.#at] ?? '')) this.#at += 1;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}

/** Longer than any shortcode, short enough to give up on one that never ends. */
const LONGEST_MARK = 20_000;

/** Puts what stands between an opening and its closing mark into the shortcode; those never closed stand alone. */
function nested(tokens: readonly Token[]): readonly Node[] {
  const closed = pairsIn(tokens);
  const levels: Node[][] = [[]];
  const open: Call[] = [];
  const put = (node: Node): void => { levels.at(-1)?.push(node); };

  for (const [i, token] of tokens.entries()) {
    switch (token.kind) {
      case 'text': case 'shown': put(token); break;
      case 'open':
        if (!closed.has(i)) put(token.call);
        else {
          open.push(token.call);
          levels.push([]);
        }
        break;
      case 'close': {
        const call = closed.has(i) ? open.pop() : undefined;
        const inner = call && levels.pop();
        if (!call || !inner) break;
        const { start, end } = call.range;
        put({ ...call, inner, innerRange: { start: end, end: token.range.start }, range: { start, end: token.range.end } });
        break;
      }
      default: token satisfies never;
    }
  }
  return levels[0] ?? [];
}

/** The places of all opening marks that have a closing one, and of those. */
function pairsIn(tokens: readonly Token[]): ReadonlySet<number> {
  const pairs = new Set<number>();
  const open: { readonly name: string; readonly at: number }[] = [];
  const count = new Map<string, number>();
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'open' && !token.closesItself) {
      open.push({ name: token.call.name, at: i });
      count.set(token.call.name, (count.get(token.call.name) ?? 0) + 1);
    }
    if (token.kind !== 'close' || !count.get(token.name)) continue;
    for (;;) {
      const last = open.pop();
      if (!last) break;
      count.set(last.name, (count.get(last.name) ?? 1) - 1);
      if (last.name !== token.name) continue;
      pairs.add(last.at).add(i);
      break;
    }
  }
  return pairs;
}
