import type { Range } from '../text/range.ts';

/**
 * Finds the destination in the source of a link or an image that a parser of CommonMark has found: in
 * `[a](</x y> "t")`, `/x y`. `from` is at or before the `](` that it follows, `end` after the last parenthesis.
 */
export function inlineDestination(text: string, from: number, end: number): Range | undefined {
  const source = text.slice(from, end);
  for (let found = source.indexOf(']('); found >= 0; found = source.indexOf('](', found + 1)) {
    const at = from + found;
    const destination = destinationAt(text, skipSpace(text, at + 2, end), end, true);
    if (destination && closesAt(text, destination.after, end)) return destination.range;
  }
  return undefined;
}

/** The same of `[label]: /x "t"`. */
export function definitionDestination(text: string, start: number, end: number): Range | undefined {
  let at = start + 1;
  while (at < end && text.charAt(at) !== ']') at += text.charAt(at) === '\\' ? 2 : 1;
  return destinationAt(text, skipSpace(text, at + 2, end), end, false)?.range;
}

interface Destination {
  readonly range: Range;
  readonly after: number;
}

// https://spec.commonmark.org/0.31.2/#link-destination
function destinationAt(text: string, at: number, end: number, inParentheses: boolean): Destination | undefined {
  return text.charAt(at) === '<' ? pointyAt(text, at + 1, end) : bareAt(text, at, end, inParentheses);
}

function pointyAt(text: string, start: number, end: number): Destination | undefined {
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '>') return { range: { start, end: at }, after: at + 1 };
    else if (char === '<' || char === '\n') return undefined;
  }
  return undefined;
}

/** Parsers bear no more of them inside of each other. */
const MOST_PARENTHESES = 32;

function bareAt(text: string, start: number, end: number, inParentheses: boolean): Destination | undefined {
  let depth = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && text.charCodeAt(at + 1) > 32) at++;
    else if (code <= 32) break;
    else if (code === 40 && ++depth > MOST_PARENTHESES) return undefined;
    else if (code === 41 && inParentheses && depth-- === 0) break;
  }
  const stop = Math.min(at, end);
  return { range: { start, end: stop }, after: stop };
}

/** Whether nothing but a title is left up to the parenthesis that ends it all. */
function closesAt(text: string, after: number, end: number): boolean {
  const at = skipSpace(text, after, end);
  if (at === end - 1) return text.charAt(at) === ')';
  if (at === after) return false;
  const close = closingMarks[text.charAt(at)];
  if (close === undefined) return false;
  let quote = at + 1;
  while (quote < end && text.charAt(quote) !== close) quote += text.charAt(quote) === '\\' ? 2 : 1;
  return skipSpace(text, quote + 1, end) === end - 1;
}

const closingMarks: Readonly<Record<string, string>> = { '"': '"', "'": "'", '(': ')' };

/** Past white space, and past the `>` that a line in a quotation begins with. */
function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  let isNewLine = false;
  for (; at < end; at++) {
    const char = text.charAt(at);
    if (char === '\n') isNewLine = true;
    else if (!(char === ' ' || char === '\t' || char === '\r' || (isNewLine && char === '>'))) break;
  }
  return at;
}
