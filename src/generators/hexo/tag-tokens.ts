import type { Range } from '../../core/text/range.ts';

/** A piece of Nunjucks in a text, outside of code. */
export type TagToken =
  | Range & { readonly kind: 'tag'; readonly name: string; readonly args: string }
  | Range & { readonly kind: 'variable'; readonly expression: string }
  | Range & { readonly kind: 'comment' }
  /** All between `{% raw %}` and `{% endraw %}`, which goes into the page as it stands. */
  | Range & { readonly kind: 'raw'; readonly inner: Range }
  /** A block of code, which Hexo takes out before it reads anything else. `prefix` is what stands before its first fence. */
  | Range & { readonly kind: 'fence'; readonly prefix: Range }
  /** What opens and never closes. */
  | Range & { readonly kind: 'unclosed'; readonly mark: string };

/**
 * Finds the tags of a text. Code between fences or backticks and HTML comments are left alone, as Hexo leaves them.
 * `more` is where the first `<!-- more -->` stands.
 */
export function tagTokens(text: string, range: Range): { readonly tokens: readonly TagToken[]; readonly more: Range | undefined } {
  return new Tokenizer(text, range).read();
}

class Tokenizer {
  readonly #text: string;
  readonly #end: number;
  readonly #tokens: TagToken[] = [];
  readonly #fences: readonly (Range & { readonly prefix: Range })[];
  readonly #codeEnds: ReadonlyMap<number, number>;
  /** Closing marks that were looked for in vain are not looked for again. */
  readonly #absent = new Set<string>();
  readonly #told = new Set<string>();
  #more: Range | undefined;
  #at: number;

  constructor(text: string, range: Range) {
    this.#text = text;
    this.#at = range.start;
    this.#end = range.end;
    this.#fences = fencesOf(text, range);
    this.#codeEnds = codeEndsOf(text, range);
  }

  read(): { tokens: readonly TagToken[]; more: Range | undefined } {
    let fence = 0;
    for (let mark = this.#next(); mark; mark = this.#next()) {
      const next = this.#fences[fence];
      if (next && next.start <= mark.index) {
        if (next.start >= this.#at) {
          this.#tokens.push({ kind: 'fence', ...next });
          this.#at = next.end;
        }
        fence += 1;
        continue;
      }
      this.#take(mark[0], mark.index);
    }
    for (const rest of this.#fences.slice(fence)) if (rest.start >= this.#at) this.#tokens.push({ kind: 'fence', ...rest });
    return { tokens: this.#tokens, more: this.#more };
  }

  #next(): RegExpExecArray | undefined {
    MARK.lastIndex = this.#at;
    const match = MARK.exec(this.#text);
    return match && match.index < this.#end ? match : undefined;
  }

  #take(mark: string, start: number): void {
    switch (mark) {
      case '<!--': return this.#comment(start);
      case '{{': return this.#variable(start);
      case '{#': return this.#through(start, mark, '#}', (end) => this.#tokens.push({ kind: 'comment', start, end }));
      case '{%': return this.#through(start, mark, '%}', (end) => this.#tag(start, end));
      default: this.#at = this.#codeEnds.get(start) ?? start + mark.length;
    }
  }

  #comment(start: number): void {
    const end = this.#find('-->', start);
    this.#at = end < 0 ? start + 4 : end + 3;
    if (end >= 0 && !this.#more && /^<!-- ?more ?-->$/i.test(this.#text.slice(start, this.#at))) this.#more = { start, end: this.#at };
  }

  #variable(start: number): void {
    this.#through(start, '{{', '}}', (end) => {
      this.#tokens.push({ kind: 'variable', start, end, expression: this.#text.slice(start + 2, end - 2) });
    });
  }

  #tag(start: number, end: number): void {
    const inner = this.#text.slice(start + 2, end - 2).replace(/^-|-$/g, '').trim();
    const space = inner.search(/\s/);
    const name = space < 0 ? inner : inner.slice(0, space);
    if (name === 'raw' || name === 'verbatim') return this.#raw(start, end, name);
    this.#tokens.push({ kind: 'tag', start, end, name, args: space < 0 ? '' : inner.slice(space).trim() });
  }

  #raw(start: number, end: number, name: string): void {
    const closing = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
    closing.lastIndex = end;
    const match = this.#absent.has(name) ? null : closing.exec(this.#text);
    if (!match || match.index >= this.#end) {
      this.#absent.add(name);
      this.#unclosed({ start, end }, `{% ${name} %}`);
      return;
    }
    this.#at = match.index + match[0].length;
    this.#tokens.push({ kind: 'raw', start, end: this.#at, inner: { start: end, end: match.index } });
  }

  #through(start: number, open: string, close: string, take: (end: number) => void): void {
    const at = this.#find(close, start + 2);
    if (at < 0) {
      this.#at = start + 2;
      this.#unclosed({ start, end: start + 2 }, open);
      return;
    }
    this.#at = at + 2;
    take(at + 2);
  }

  /** The first of a kind is enough: nothing is built after it. */
  #unclosed(range: Range, mark: string): void {
    if (this.#told.has(mark)) return;
    this.#told.add(mark);
    this.#tokens.push({ kind: 'unclosed', ...range, mark });
  }

  #find(mark: string, from: number): number {
    if (this.#absent.has(mark)) return -1;
    const at = this.#text.indexOf(mark, from);
    if (at >= 0 && at < this.#end) return at;
    this.#absent.add(mark);
    return -1;
  }
}

const MARK = /(?<![`\\])`+|<!--|\{[%{#]/g;

/**
 * Fenced code as Hexo's filter finds it, which knows no Markdown: a line of three or more backticks or tildes, behind
 * blanks and up to three `>`, to the next line of exactly as many.
 */
function fencesOf(text: string, range: Range): readonly (Range & { readonly prefix: Range })[] {
  const lines = fenceLines(text, range);
  const closers = new Map<string, number[]>();
  lines.forEach(({ run, closes }, i) => {
    if (!closes) return;
    const list = closers.get(run);
    if (list) list.push(i);
    else closers.set(run, [i]);
  });

  const fences: (Range & { prefix: Range })[] = [];
  const cursors = new Map<string, number>();
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (!line?.opens) continue;
    const list = closers.get(line.run) ?? [];
    let cursor = cursors.get(line.run) ?? 0;
    while (cursor < list.length && (list[cursor] ?? 0) <= i) cursor += 1;
    cursors.set(line.run, cursor);
    const closer = list[cursor];
    const closing = closer === undefined ? undefined : lines[closer];
    if (closer === undefined || !closing) continue;
    fences.push({ start: line.start, end: closing.end, prefix: { start: line.start, end: line.mark } });
    i = closer;
  }
  return fences;
}

interface FenceLine extends Range {
  /** Where its fence begins. */
  readonly mark: number;
  readonly run: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Line by line, looking at the first letters only. */
function fenceLines(text: string, range: Range): readonly FenceLine[] {
  const lines: FenceLine[] = [];
  for (let start = range.start; start < range.end;) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 || newline >= range.end ? range.end : newline + 1;
    const mark = fenceIn(text, start, next);
    if (mark !== undefined) lines.push(fenceLine(text, start, mark, next));
    start = next;
  }
  return lines;
}

/** Where a line has its three backticks or tildes: behind blanks and up to three `>`. */
function fenceIn(text: string, start: number, end: number): number | undefined {
  let quotes = 0;
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if (character === ' ' || character === '\t') continue;
    if (character === '>' && quotes < 3) quotes += 1;
    else return (character === '`' || character === '~') && text[at + 1] === character && text[at + 2] === character ? at : undefined;
  }
  return undefined;
}

function fenceLine(text: string, start: number, mark: number, next: number): FenceLine {
  let after = mark;
  while (text[after] === text[mark]) after += 1;
  const rest = text.slice(after, next).replace(/[\r\n]+$/, '');
  return {
    start, mark, end: after + rest.length, run: text.slice(mark, after),
    opens: !rest.trimEnd().endsWith('`'), closes: rest.length <= 1 && rest.trim() === '',
  };
}

/** Where each run of backticks that opens a code span has the end of the span: the next run as long, in its paragraph. */
function codeEndsOf(text: string, range: Range): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const nearest = new Map<number, number>();
  let blank = true;
  for (let at = range.end - 1; at >= range.start; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      if (blank) nearest.clear();
      blank = true;
    } else if (code === BACKTICK) {
      const end = at + 1;
      while (at > range.start && text.charCodeAt(at - 1) === BACKTICK) at -= 1;
      const closing = nearest.get(end - at);
      if (closing !== undefined) ends.set(at, closing);
      nearest.set(end - at, end);
      blank = false;
    } else if (code !== SPACE && code !== TAB && code !== RETURN) blank = false;
  }
  return ends;
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const BACKTICK = 96;
