import type { Range } from '../../text/range.ts';
import { isSpace } from './characters.ts';
import type { Source } from './source.ts';

/** What stands in `{: #id .class key="value" name}`. */
export interface AttributeList {
  /** Names of lists given elsewhere, and kramdown's own words: `toc`, `footnotes`. */
  readonly references: string[];
  readonly attributes: Map<string, AttributeValue>;
}

export interface AttributeValue {
  readonly value: string;
  readonly range: Range;
}

export const emptyList = (): AttributeList => ({ references: [], attributes: new Map() });

/**
 * Adds what `source.text[start, end)` says to a list, a later value replacing an earlier one. What is no attribute is
 * passed over. https://kramdown.gettalong.org/syntax.html#attribute-list-definitions
 */
export function readAttributeList(list: AttributeList, source: Source, start: number, end: number): void {
  const text = source.text.slice(start, end);
  const closers: Closers = {};
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    at = readOne(list, { text, source, base: start, closers }, at);
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
  }
}

interface Reading {
  readonly text: string;
  readonly source: Source;
  readonly base: number;
  readonly closers: Closers;
}

/** The next closing quote of each kind, kept since a long line may ask for the same one again and again. */
type Closers = Partial<Record<string, number>>;

/** Reads what begins at `at`, behind a space, and returns where it ends: `at` when it is nothing. */
function readOne(list: AttributeList, reading: Reading, at: number): number {
  const { text, source, base } = reading;
  const name = nameAt(text, at);
  if (name === '') return readMarks(list, reading, at);

  const valueStart = at + name.length + 2;
  const quote = text.charAt(valueStart - 1);
  if (text.charAt(valueStart - 2) === '=' && (quote === '"' || quote === "'")) {
    const close = closingQuote(reading, quote, valueStart);
    if (close < 0) return at;
    const value = text.slice(valueStart, close).replaceAll(`\\${quote}`, quote).replaceAll('\\}', '}').trim();
    set(list, name, value, source.rangeOf(base + valueStart, base + close));
    return close + 1;
  }
  if (endsAt(text, at + name.length)) list.references.push(name);
  return at + name.length;
}

/** `#id`, `.class`, or several of them together. */
function readMarks(list: AttributeList, { text, source, base }: Reading, at: number): number {
  marks.lastIndex = at;
  const found = marks.exec(text)?.[0];
  if (found === undefined || !endsAt(text, at + found.length)) return at;
  for (const mark of found.matchAll(oneMark)) {
    const start = base + at + mark.index + 1;
    const range = source.rangeOf(start, start + mark[0].length - 1);
    const before = list.attributes.get('class')?.value;
    if (mark[1] !== undefined) set(list, 'id', mark[1], range);
    else set(list, 'class', before === undefined ? mark[0].slice(1) : `${before} ${mark[0].slice(1)}`, range);
  }
  return at + found.length;
}

// Names are ASCII; `\uFDD0` to `\uFDD2` stand for text that only the build knows.
const names = /[\w\uFDD0-\uFDD2][\w:\-\uFDD0-\uFDD2]*/y;
const idOrClass = '#([A-Za-z\\uFDD0-\\uFDD2][\\w:\\-\\uFDD0-\\uFDD2]*)|\\.[^\\s.#]+';
const marks = new RegExp(`(?:${idOrClass})+`, 'y');
const oneMark = new RegExp(idOrClass, 'g');

/** The name of a list, of an attribute, of a footnote. */
export function nameAt(text: string, at: number): string {
  names.lastIndex = at;
  return names.exec(text)?.[0] ?? '';
}

/** The name of the list that `{:name: .class}` defines. Colons may be part of it, all but the last. */
export function listNameAt(text: string, at: number): string | undefined {
  const word = nameAt(text, at);
  const colon = text.charAt(at + word.length) === ':' ? word.length : word.lastIndexOf(':');
  return colon > 0 ? word.slice(0, colon) : undefined;
}

const endsAt = (text: string, at: number): boolean => at >= text.length || isSpace(text.charCodeAt(at));

/** The first such quote with a space or the end behind it. */
function closingQuote({ text, closers }: Reading, quote: string, from: number): number {
  const known = closers[quote];
  if (known !== undefined && (known < 0 || known >= from)) return known;
  let close = text.indexOf(quote, from);
  while (close >= 0 && !endsAt(text, close + 1)) close = text.indexOf(quote, close + 1);
  closers[quote] = close;
  return close;
}

function set(list: AttributeList, name: string, value: string, range: Range): void {
  list.attributes.set(name, { value, range });
}

/** The list with everything it refers to by name put in. */
export function resolveList(list: AttributeList, named: ReadonlyMap<string, AttributeList>): ReadonlyMap<string, AttributeValue> {
  if (list.references.length === 0) return list.attributes;
  const resolved = new Map<string, AttributeValue>();
  gather(resolved, list, named, new Set());
  return resolved;
}

function gather(
  into: Map<string, AttributeValue>, list: AttributeList, named: ReadonlyMap<string, AttributeList>, seen: Set<AttributeList>,
): void {
  if (seen.has(list)) return;
  seen.add(list);
  for (const name of list.references) {
    const other = named.get(name);
    if (other) gather(into, other, named, seen);
  }
  for (const [name, value] of list.attributes) into.set(name, value);
}
