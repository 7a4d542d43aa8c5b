import type { Range } from '../../text/range.ts';
import { type Finder, isBlankFrom, isSpace, lineEnd, skipBlanks, trimmedEnd } from './characters.ts';
import { afterIndent } from './lines.ts';

/** `[name]: destination "title"`, all offsets into the text. */
export interface LinkDefinition {
  readonly name: Range;
  readonly url: Range;
  readonly start: number;
  readonly end: number;
  /** The start of the line behind it. */
  readonly after: number;
}

/** The link definition in the line at `at`, perhaps with its title in the next one. */
export function linkDefinitionAt(text: string, at: number, finder: Finder): LinkDefinition | undefined {
  const start = afterIndent(text, at);
  const end = lineEnd(text, start);
  const close = finder.next(']', start + 2);
  if (text.charAt(start) !== '[' || close < 0 || close > end || text.charAt(close + 1) !== ':') return undefined;
  const from = skipBlanks(text, close + 2);
  const found = (text.charAt(from) === '<' ? angled(text, from + 1, end) : undefined) ?? plain(text, from, end);
  if (!found) return undefined;
  const name = { start: start + 1, end: close };
  return { name, url: found.url, start, end: trimmedEnd(text, start, found.after), after: found.after };
}

interface Destination { readonly url: Range; readonly after: number }

/** `<a b>`: the first `>` that only a title follows. */
function angled(text: string, from: number, end: number): Destination | undefined {
  const line = text.slice(0, end);
  for (let close = line.indexOf('>', from); close >= 0; close = line.indexOf('>', close + 1)) {
    const after = afterTitle(text, close + 1, end);
    if (after !== undefined) return { url: { start: from, end: close }, after };
  }
  return undefined;
}

/** The shortest destination that a title or the line's end follows. One with spaces and a quote in it is none. */
function plain(text: string, from: number, end: number): Destination | undefined {
  if (from >= end || isSpace(text.charCodeAt(from))) return undefined;
  const contentEnd = trimmedEnd(text, from, end);
  const title = titleStart(text, from + 1, contentEnd);
  const urlEnd = title === undefined ? contentEnd : trimmedEnd(text, from, title);
  if (/[ \t]["']/.test(text.slice(from, urlEnd))) return undefined;
  const after = title === undefined ? afterTitle(text, contentEnd, end) : end + 1;
  return after === undefined ? undefined : { url: { start: from, end: urlEnd }, after: Math.min(after, text.length) };
}

/** Where a title begins whose quote ends the line: the first such quote behind a space. */
function titleStart(text: string, from: number, end: number): number | undefined {
  const quote = text.charAt(end - 1);
  if (quote !== '"' && quote !== "'") return undefined;
  for (let at = text.indexOf(quote, from); at >= 0 && at < end - 2; at = text.indexOf(quote, at + 1)) {
    if (isBlank(text.charCodeAt(at - 1))) return at;
  }
  return undefined;
}

/** The start of the line behind a destination that ends at `at`: with a title, in the next line too, or with nothing. */
function afterTitle(text: string, at: number, end: number): number | undefined {
  const next = skipBlanks(text, at);
  if (next < end) {
    const title = next > at ? titleStart(text, next, trimmedEnd(text, next, end)) : undefined;
    return title === next ? Math.min(end + 1, text.length) : undefined;
  }
  const second = skipBlanks(text, end + 1);
  const secondEnd = lineEnd(text, end + 1);
  const contentEnd = trimmedEnd(text, second, secondEnd);
  const quote = text.charAt(second);
  const isTitle = (quote === '"' || quote === "'") && contentEnd - second >= 3 && text.charAt(contentEnd - 1) === quote;
  if (isTitle && isBlankFrom(text, contentEnd)) return Math.min(secondEnd + 1, text.length);
  return Math.min(end + 1, text.length);
}

const isBlank = (code: number): boolean => code === 32 || code === 9;
