/** Which dollars make a formula: `$x$` and `$$x$$`, or only `$$x$$`. */
export type MathStyle = 'dollars' | 'double';

/**
 * Puts `x` in the place of every letter of a formula, so that nothing in it is taken for a link. Offsets stay as they
 * are. Formulas in headings stay too: their letters make the heading's id.
 */
export function withoutFormulas(text: string, style: MathStyle): string {
  if (!text.includes('$')) return text;
  let masked = '';
  let done = 0;
  for (const [start, end] of formulasIn(text, style)) {
    masked += text.slice(done, start) + text.slice(start, end).replace(/[^\r\n]/g, 'x');
    done = end;
  }
  return masked + text.slice(done);
}

function* formulasIn(text: string, style: MathStyle): Iterable<readonly [start: number, end: number]> {
  const scanner = new Scanner(text);
  for (let start = scanner.next(); start !== undefined; start = scanner.next()) {
    const end = endOf(text, start, style, scanner);
    scanner.at = end ?? start + (text.startsWith('$$', start) ? 2 : 1);
    if (end !== undefined) yield [start, end];
  }
}

function endOf(text: string, start: number, style: MathStyle, scanner: Scanner): number | undefined {
  const isDouble = text.startsWith('$$', start);
  if (isDouble && isLineStart(text, start)) return blockEnd(text, start);
  if (style === 'double') return isDouble ? doubleEnd(text, start) : undefined;
  return isDouble ? undefined : inlineEnd(text, start, scanner.paragraphEnd(start));
}

/** Finds dollars outside of code and headings. */
class Scanner {
  readonly #text: string;
  #paragraphEnd = 0;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): number | undefined {
    for (;;) {
      MARK.lastIndex = this.at;
      const match = MARK.exec(this.#text);
      if (!match) return undefined;
      const [mark] = match;
      if (mark === '$') return match.index;
      this.at = mark.startsWith('`') || mark.startsWith('~') ? this.#codeEnd(match.index, mark) : match.index + mark.length;
    }
  }

  /** Where the paragraph ends that an offset is in. */
  paragraphEnd(offset: number): number {
    if (offset < this.#paragraphEnd) return this.#paragraphEnd;
    BLANK_LINE.lastIndex = offset;
    this.#paragraphEnd = BLANK_LINE.exec(this.#text)?.index ?? this.#text.length;
    return this.#paragraphEnd;
  }

  /** A code span ends at as many backticks, in its paragraph; a block of code at a line of them. */
  #codeEnd(start: number, mark: string): number {
    const isBlock = mark.length >= 3 && isLineStart(this.#text, start);
    if (mark.startsWith('~') && !isBlock) return start + mark.length;
    const limit = isBlock ? this.#text.length : this.paragraphEnd(start);
    const close = isBlock ? this.#text.indexOf(`\n${mark}`, start) : this.#text.indexOf(mark, start + mark.length);
    if (close < 0 || close >= limit) return isBlock ? limit : start + mark.length;
    return close + mark.length + (isBlock ? 1 : 0);
  }
}

/** Escapes and headings, which are skipped; code; dollars. */
const MARK = /\\[^]|^ {0,3}#{1,6}[ \t][^\n]*|`+|~{3,}|\$/gm;
const BLANK_LINE = /\n[ \t]*\r?\n/g;

function isLineStart(text: string, index: number): boolean {
  let at = index;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t' || text[at - 1] === '>')) at -= 1;
  return at === 0 || text[at - 1] === '\n';
}

/** From a line that begins with `$$` to one that ends with it, or to the end of all. */
function blockEnd(text: string, start: number): number {
  CLOSING.lastIndex = start + 2;
  const match = CLOSING.exec(text);
  return match ? match.index + match[0].length : text.length;
}

const CLOSING = /\$\$(?=[ \t]*\r?$)/gm;

function doubleEnd(text: string, start: number): number | undefined {
  const close = text.indexOf('$$', start + 2);
  return close < 0 ? undefined : close + 2;
}

/** `$x$` opens before no blank, and closes behind no blank and before no digit: `$5 and $6` is no formula. */
function inlineEnd(text: string, start: number, limit: number): number | undefined {
  if (/\s/.test(text.charAt(start + 1) || ' ') || text[start + 1] === '$') return undefined;
  let close = text.indexOf('$', start + 1);
  while (close >= 0 && close < limit && isEscaped(text, close)) close = text.indexOf('$', close + 1);
  if (close < 0 || close >= limit || /\s/.test(text.charAt(close - 1)) || /\d/.test(text.charAt(close + 1))) return undefined;
  return close + 1;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
