/** What Ruby's regular expressions take for `\s`: ASCII only, where JavaScript's has no-break spaces too. */
export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Whether there is nothing but spaces before the end of the line. */
export function isBlankFrom(text: string, at: number): boolean {
  while (at < text.length && isSpace(text.charCodeAt(at)) && text.charCodeAt(at) !== NEWLINE) at++;
  return at >= text.length || text.charCodeAt(at) === NEWLINE;
}

/** The offset of the line end at or after `at`. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The start of the line after the one that holds `at`, or the end of the text. */
export const nextLine = (text: string, at: number): number => Math.min(lineEnd(text, at) + 1, text.length);

/** The start of the first line from `at` with something on it. */
export function afterBlankLines(text: string, at: number): number {
  let line = at;
  while (line < text.length && isBlankFrom(text, line)) line = nextLine(text, line);
  return line;
}

/** The first offset from `at` that holds no space or tab. */
export function skipBlanks(text: string, at: number): number {
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === TAB) at++;
  return at;
}

/** The first offset from `at` that holds none of what `isSpace` takes for one. */
export function skipSpaces(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The end of `text[start, end)` once the spaces at its end are cut off. */
export function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

export const TAB = 9;
export const NEWLINE = 10;

/** Letters of any script, and the marks of `core/text/derived.ts`, which stand for text. */
export const LETTERS = '\\p{Alphabetic}\\p{M}\\uFDD0-\\uFDD2';

const letter = new RegExp(`[${LETTERS}]`, 'u');
const letterOrDigit = new RegExp(`[${LETTERS}\\p{Nd}]`, 'u');

export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return letter.test(String.fromCharCode(code));
}

export function isLetterOrDigit(code: number): boolean {
  if (code < 128) return isLetter(code) || (code >= 48 && code <= 57);
  return letterOrDigit.test(String.fromCharCode(code));
}

/** Looks for the next place of a few fixed strings, and remembers where there are none: asking again costs nothing. */
export class Finder {
  readonly #text: string;
  #known: Map<string, { from: number; found: number }> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** As `indexOf`. */
  next(needle: string, from: number): number {
    const known = this.#known?.get(needle);
    if (known && known.from <= from && (known.found < 0 || known.found >= from)) return known.found;
    const found = this.#text.indexOf(needle, from);
    this.#known ??= new Map();
    this.#known.set(needle, { from, found });
    return found;
  }
}

/**
 * The `}` that ends what begins before `at`, or -1; `\\}` does not end it. No list of attributes is as long as the
 * limit: without one, a post of nothing but `{:` would be searched to its end for each of them.
 */
export function closingBrace(text: string, at: number): number {
  const part = text.slice(at, at + 4000);
  let found = part.indexOf('}');
  while (found > 0 && part.charCodeAt(found - 1) === BACKSLASH) found = part.indexOf('}', found + 1);
  return found < 0 ? -1 : at + found;
}

/** A run of marks that can close what as many of them, or fewer, have opened: backticks, fences. */
export interface Closer {
  readonly at: number;
  readonly length: number;
}

/** Finds closers. That there is none is known at once, however many ask. */
export class Closers {
  readonly #closers: readonly Closer[];
  /** Of each closer, the greatest length from it on. */
  readonly #greatest: number[] = [];

  /** In the order of the text. */
  constructor(closers: readonly Closer[]) {
    this.#closers = closers;
    let greatest = 0;
    for (let index = closers.length - 1; index >= 0; index--) {
      greatest = Math.max(greatest, closers[index]?.length ?? 0);
      this.#greatest[index] = greatest;
    }
  }

  /** The first one from `at` that is `length` long at least. */
  next(at: number, length: number): Closer | undefined {
    let index = this.#indexFrom(at);
    if ((this.#greatest[index] ?? 0) < length) return undefined;
    while ((this.#closers[index]?.length ?? length) < length) index++;
    return this.#closers[index];
  }

  /** The length of the longest one from `at`. */
  greatest(at: number): number {
    return this.#greatest[this.#indexFrom(at)] ?? 0;
  }

  #indexFrom(at: number): number {
    let low = 0;
    let high = this.#closers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#closers[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The runs of backticks, each of which can close a code span. */
export function backticksIn(text: string): Closers {
  const runs: Closer[] = [];
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    const start = at;
    while (text.charCodeAt(at) === 96) at++;
    runs.push({ at: start, length: at - start });
  }
  return new Closers(runs);
}

const BACKSLASH = 92;
