import { decodeEntities, type HtmlAttribute, type HtmlElement } from '../html.ts';
import { isLetter, isLetterOrDigit, skipSpaces } from './characters.ts';
import { emptyElements, isKnownElement } from './html-elements.ts';
import type { Stretch } from './source.ts';

/** A start tag that kramdown takes for one. What it does not - `<a href=/x>` - a visitor sees as text. */
export interface Tag {
  /** In lower case where HTML knows it. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
  /** The value of `markdown=`, which is for kramdown alone. */
  readonly markdown: string | undefined;
  readonly attributes: readonly TagAttribute[];
}

interface TagAttribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The start tag at `at`, where a `<` is. Values are quoted, or one word. */
export function tagAt(text: string, at: number): Tag | undefined {
  const nameEnd = nameEndAt(text, at + 1);
  if (nameEnd === at + 1) return undefined;
  const attributes: TagAttribute[] = [];
  let position = nameEnd;
  for (;;) {
    const next = skipSpaces(text, position);
    const code = text.charCodeAt(next);
    if (code === GREATER) return tag(text, at, nameEnd, next + 1, false, attributes);
    if (code === SLASH) return text.charCodeAt(next + 1) === GREATER ? tag(text, at, nameEnd, next + 2, true, attributes) : undefined;
    const attributeEnd = next > position ? nameEndAt(text, next) : next;
    if (attributeEnd === next) return undefined;
    const value = valueAt(text, attributeEnd);
    attributes.push({ name: text.slice(next, attributeEnd), start: value.start, end: value.end });
    position = value.after;
  }
}

const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;

function tag(text: string, start: number, nameEnd: number, end: number, slash: boolean, attributes: TagAttribute[]): Tag {
  const name = elementName(text.slice(start + 1, nameEnd));
  const markdown = attributes.findLast((one) => one.name.toLowerCase() === 'markdown');
  return {
    name, start, end, attributes,
    isClosed: slash || emptyElements.has(name),
    markdown: markdown && text.slice(markdown.start, markdown.end),
  };
}

/** A name as kramdown compares it. */
export function elementName(written: string): string {
  const lower = written.toLowerCase();
  return isKnownElement(lower) ? lower : written;
}

/** The end of an XML name at `at`, with at most one prefix: `xlink:href`. `at` itself when there is none. */
export function nameEndAt(text: string, at: number): number {
  const end = simpleNameEnd(text, at);
  if (end === at || text.charCodeAt(end) !== 58) return end;
  const second = simpleNameEnd(text, end + 1);
  return second > end + 1 ? second : end;
}

function simpleNameEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (!(isLetter(first) || first === 95)) return at;
  let end = at + 1;
  while (end < text.length && isNameCode(text.charCodeAt(end))) end++;
  return end;
}

const isNameCode = (code: number): boolean => isLetterOrDigit(code) || code === 45 || code === 46 || code === 95;

/** The value after an attribute's name, or an empty one. */
function valueAt(text: string, nameEnd: number): { start: number; end: number; after: number } {
  const none = { start: nameEnd, end: nameEnd, after: nameEnd };
  const equals = skipSpaces(text, nameEnd);
  if (text.charCodeAt(equals) !== EQUALS) return none;
  const start = skipSpaces(text, equals + 1);
  const quote = text.charCodeAt(start);
  if (quote === QUOTE || quote === APOSTROPHE) {
    const end = text.indexOf(quote === QUOTE ? '"' : "'", start + 1);
    return end < 0 ? none : { start: start + 1, end, after: end + 1 };
  }
  let end = start;
  while (end < text.length && (isLetterOrDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 95)) end++;
  return end > start ? { start, end, after: end } : none;
}

/** An end tag at `at`, where a `</` is. */
export function closeTagAt(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
  const nameEnd = nameEndAt(text, at + 2);
  if (nameEnd === at + 2) return undefined;
  const end = skipSpaces(text, nameEnd);
  return text.charCodeAt(end) === GREATER ? { name: text.slice(at + 2, nameEnd), end: end + 1 } : undefined;
}

/**
 * The element that a tag puts into the page, placed in the post; `text` is what the tag was read from. Of a name
 * given twice the last value is kept.
 */
export function elementOf(tag: Tag, text: Stretch, isSpan: boolean): HtmlElement {
  const { source, start: base } = text;
  const { start, end } = source.rangeOf(base + tag.start, base + tag.end);
  const attributes: HtmlAttribute[] = [];
  const places = tag.attributes.length > FEW ? new Map<string, number>() : undefined;
  for (const one of tag.attributes) {
    const name = one.name.toLowerCase();
    if (name === 'markdown') continue;
    const raw = source.text.slice(base + one.start, base + one.end);
    const value = decodeEntities(isSpan && raw.includes('\n') ? raw.replace(/\n+/g, ' ') : raw);
    const range = source.rangeOf(base + one.start, base + one.end);
    const before = places ? places.get(name) ?? -1 : attributes.findIndex((other) => other.name === name);
    const place = before < 0 ? attributes.length : before;
    attributes[place] = raw === value ? { name, value, range } : { name, value, range, raw };
    places?.set(name, place);
  }
  return { name: tag.name.toLowerCase(), start, end, attributes };
}

/** Attributes that it costs less to look through than to keep by their names. */
const FEW = 8;

/** Whether `code` can begin what kramdown takes for HTML after a `<`. */
export const beginsHtml = (code: number): boolean => code === SLASH || code === 33 || code === 63 || code === 95 || isLetter(code);
