import type { ScalarPlace, Value } from '../site/document.ts';
import type { Range } from './range.ts';
import { resolvePlain, type YamlVersion } from './plain-scalar.ts';

/** A mapping, and where each of its scalars stands. */
export interface YamlMap {
  readonly data: Readonly<Record<string, Value>>;
  readonly scalars: ReadonlyMap<string, ScalarPlace>;
}

/**
 * Reads the YAML that nearly every post begins with, `key: value` lines with scalars and lists of scalars, and answers
 * `undefined` for anything else. What it reads, `yaml` reads the same; it is 40 times faster.
 */
export function readPlainYaml(text: string, start: number, end: number, version: YamlVersion): YamlMap | undefined {
  if (UNPLAIN.test(text.slice(start, end))) return undefined;
  const data: Record<string, Value> = Object.create(null);
  const scalars = new Map<string, ScalarPlace>();
  const lines: Lines = { text, stop: end, next: start, start, end: start };
  while (toNextLine(lines)) {
    if (isBlank(lines) || text.startsWith('#', lines.start)) continue;
    const key = keyAt(text, lines.start, lines.end);
    if (key === 0) return undefined;
    const name = text.slice(lines.start, lines.start + key);
    if (name in data) return undefined;
    const range = { start: lines.start, end: lines.start + key };
    const from = skipSpaces(text, range.end + 1, lines.end);
    if (from === range.end + 1 && from < lines.end) return undefined;

    if (from === lines.end) {
      const items = readItems(lines, version);
      if (items === undefined) return undefined;
      data[name] = items.length > 0 ? items.map(({ value }) => value) : null;
      items.forEach((item, index) => scalars.set(`${name}.${index}`, placeOf(item, range)));
      if (items.length === 0) scalars.set(name, { key: range, value: { start: range.end + 1, end: range.end + 1 }, quoted: false });
    } else if (text.charCodeAt(from) === OPEN_BRACKET) {
      const items = readFlowItems(text, from, lines.end, version);
      if (items === undefined) return undefined;
      data[name] = items.map(({ value }) => value);
      items.forEach((item, index) => scalars.set(`${name}.${index}`, placeOf(item, range)));
    } else {
      const scalar = readScalar(text, from, lines.end, version);
      if (scalar === undefined) return undefined;
      data[name] = scalar.value;
      scalars.set(name, placeOf(scalar, range));
    }
  }
  return { data, scalars };
}

interface PlainScalar {
  readonly value: Value;
  readonly place: Pick<ScalarPlace, 'value' | 'quoted'>;
}

/** Spelled out: to copy the three takes as long as all the rest. */
const placeOf = ({ place: { value, quoted } }: PlainScalar, key: Range): ScalarPlace => ({ key, value, quoted });

const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DASH = 45;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** Lines between two offsets, one after the other. Their ends leave out the line end, `\r\n` or `\n`. */
interface Lines {
  readonly text: string;
  readonly stop: number;
  next: number;
  start: number;
  end: number;
}

/** Tabs, lone `\r` and other control characters need the real thing. */
// eslint-disable-next-line no-control-regex
const UNPLAIN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\r(?!\n|$)/;

function toNextLine(lines: Lines): boolean {
  const { text, stop, next } = lines;
  if (next >= stop) return false;
  const newline = text.indexOf('\n', next);
  const end = newline < 0 || newline > stop ? stop : newline;
  lines.start = next;
  lines.end = end > next && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  lines.next = end + 1;
  return true;
}

const isBlank = ({ text, start, end }: Lines): boolean => skipSpaces(text, start, end) === end;

/** Looks at the line after this one without going there: how far it is indented, if it is an item of a list. */
function itemIndent({ text, next, stop }: Lines): number {
  const dash = skipSpaces(text, next, stop);
  const isItem = dash + 1 < stop && text.charCodeAt(dash) === DASH && text.charCodeAt(dash + 1) === SPACE;
  return isItem ? dash - next : -1;
}

function skipSpaces(text: string, at: number, end: number): number {
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** The length of the key that a line begins with, `title` of `title: x`; 0 when it begins otherwise. */
function keyAt(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isKeyChar(text.charCodeAt(at))) at++;
  const first = text.charCodeAt(start);
  return at < end && text.charCodeAt(at) === COLON && first !== DASH && !(first >= 48 && first <= 57) ? at - start : 0;
}

const isKeyChar = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === DASH;

/** The `- item` lines after a key that has no value on its own line. */
function readItems(lines: Lines, version: YamlVersion): PlainScalar[] | undefined {
  const items: PlainScalar[] = [];
  const indent = itemIndent(lines);
  while (indent >= 0 && itemIndent(lines) === indent && toNextLine(lines)) {
    const from = skipSpaces(lines.text, lines.start + indent + 1, lines.end);
    const item = readScalar(lines.text, from, lines.end, version);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** One scalar that fills a line, but for a comment. */
function readScalar(text: string, from: number, end: number, version: YamlVersion): PlainScalar | undefined {
  const first = text.charCodeAt(from);
  if (from >= end) return undefined;
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
    const scalar = readQuoted(text, from, end, first);
    return scalar && isEndOfLine(text, scalar.place.value.end + 1, end) ? scalar : undefined;
  }
  return isPlainStart(first) ? readPlain(text, from, end, version) : undefined;
}

function readQuoted(text: string, from: number, end: number, quote: number): PlainScalar | undefined {
  const mark = quote === DOUBLE_QUOTE ? '"' : "'";
  let close = text.indexOf(mark, from + 1);
  while (quote === SINGLE_QUOTE && close >= 0 && close + 1 < end && text.charCodeAt(close + 1) === SINGLE_QUOTE) {
    close = text.indexOf(mark, close + 2);
  }
  if (close < 0 || close >= end) return undefined;
  const inner = text.slice(from + 1, close);
  if (quote === DOUBLE_QUOTE && inner.includes('\\')) return undefined;
  const value = quote === SINGLE_QUOTE && inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  return { value, place: { value: { start: from + 1, end: close }, quoted: true } };
}

function isEndOfLine(text: string, at: number, end: number): boolean {
  const next = skipSpaces(text, at, end);
  return next === end || (next > at && text.charCodeAt(next) === HASH);
}

/** What may begin an unquoted scalar with nothing to think about: no `-5`, no `?`, no indicator. */
const isPlainStart = (code: number): boolean => code > SPACE && !plainStops.has(code);
const plainStops = new Set(Array.from('-?:,[]{}#&*!|>\'"%@`', (char) => char.charCodeAt(0)));

function readPlain(text: string, from: number, end: number, version: YamlVersion): PlainScalar | undefined {
  let last = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) continue;
    if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
    if (code === COLON && (at + 1 === end || text.charCodeAt(at + 1) === SPACE)) return undefined;
    last = at + 1;
  }
  const value = resolvePlain(text.slice(from, last), version);
  return { value, place: { value: { start: from, end: last }, quoted: false } };
}

/** `[a, "b", 'c']` on one line. */
function readFlowItems(text: string, open: number, end: number, version: YamlVersion): PlainScalar[] | undefined {
  const items: PlainScalar[] = [];
  let at = skipSpaces(text, open + 1, end);
  if (text.charCodeAt(at) === CLOSE_BRACKET) return isEndOfLine(text, at + 1, end) ? items : undefined;
  for (;;) {
    const item = readFlowItem(text, at, end, version);
    if (item === undefined) return undefined;
    items.push(item);
    at = skipSpaces(text, item.place.value.end + (item.place.quoted ? 1 : 0), end);
    const mark = text.charCodeAt(at);
    if (at < end && mark === CLOSE_BRACKET) return isEndOfLine(text, at + 1, end) ? items : undefined;
    if (at >= end || mark !== 44) return undefined;
    at = skipSpaces(text, at + 1, end);
  }
}

function readFlowItem(text: string, from: number, end: number, version: YamlVersion): PlainScalar | undefined {
  const first = text.charCodeAt(from);
  if (from >= end) return undefined;
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return readQuoted(text, from, end, first);
  if (!isPlainStart(first)) return undefined;
  let last = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === CLOSE_BRACKET) break;
    if (code === COLON || code === HASH || code === OPEN_BRACKET || code === 123 || code === 125) return undefined;
    if (code !== SPACE) last = at + 1;
  }
  return { value: resolvePlain(text.slice(from, last), version), place: { value: { start: from, end: last }, quoted: false } };
}
