import { UNKNOWN } from '../../text/derived.ts';
import { LONGEST_LIST, LONGEST_TEXT } from '../budget.ts';
import { strftime } from '../strftime.ts';
import {
  boundsOf, decimal, hasMark, hasUnknown, isList, isMapping, isUncertain, memberOf, requestOf, type TemplateValue,
} from '../value.ts';
import { areEqual, truthOf } from './compare.ts';
import { integerOf } from './expression.ts';
import { FilterProblem, type FilterCall, type FilterResult, type LiquidFilter } from './world.ts';

/** One of Liquid's own filters, and how many arguments it takes: Ruby insists. */
export interface StandardFilter {
  readonly run: LiquidFilter;
  readonly least: number;
  readonly most: number;
}

type Text = (text: string, ...args: string[]) => FilterResult;

/** Over text, when every letter of it is known. */
const text = (least: number, most: number, work: Text): StandardFilter => ({
  least, most,
  run(input, args, call) {
    const [value = '', ...others] = [input, ...args].map(call.text);
    return [value, ...others].some((each) => hasUnknown(each) || hasMark(each)) ? undefined : work(value, ...others);
  },
});

/** Over text, letter by letter: what is unknown stays where it is. */
const letters = (work: (text: string) => string): StandardFilter => ({
  least: 0, most: 0,
  run(input, _args, call) {
    const value = call.text(input);
    return value === UNKNOWN || hasMark(value) ? undefined : work(value);
  },
});

/** Over text whose unknown parts and lookups stay as they are. */
const around = (count: number, work: (text: string, arg: string) => string): StandardFilter => ({
  least: count, most: count,
  run: (input, args, call) => work(call.text(input), call.text(args[0])),
});

const other = (least: number, most: number, run: LiquidFilter): StandardFilter => ({ least, most, run });

/** Over a list: what is none becomes one. */
const list = (least: number, most: number, work: (items: readonly TemplateValue[], args: readonly TemplateValue[], call: FilterCall) => FilterResult): StandardFilter => ({
  least, most,
  run(input, args, call) {
    const items = listOf(input);
    return items && !args.includes(UNKNOWN) ? work(items, args, call) : undefined;
  },
});

/** Over numbers, whole or with a point. */
const math = (count: number, work: (a: Numeric, b: Numeric) => TemplateValue | FilterProblem): StandardFilter => ({
  least: count, most: count,
  run(input, args) {
    if (isUncertain(input) || args.some(isUncertain)) return undefined;
    return work(numericOf(input), numericOf(args[0] ?? null));
  },
});

export const standardFilters: Readonly<Record<string, StandardFilter>> = {
  append: around(1, (value, more) => value + more),
  prepend: around(1, (value, more) => more + value),
  strip: around(0, (value) => value.slice(spaceBefore(value), spaceAfter(value))),
  lstrip: around(0, (value) => value.slice(spaceBefore(value))),
  rstrip: around(0, (value) => value.slice(0, spaceAfter(value))),
  downcase: letters((value) => value.toLowerCase()),
  upcase: letters((value) => value.toUpperCase()),
  capitalize: letters((value) => capitalized(value)),
  escape: unlessNil(letters(escapeHtml)),
  h: unlessNil(letters(escapeHtml)),
  escape_once: letters((value) => value.replace(/["><']|&(?!(?:[a-zA-Z]+|#\d+);)/g, (letter) => entities[letter] ?? letter)),
  newline_to_br: letters((value) => value.replace(/\r?\n/g, '<br />\n')),
  strip_newlines: letters((value) => value.replace(/\r?\n/g, '')),
  url_encode: unlessNil(letters(urlEncode)),
  url_decode: unlessNil(text(0, 0, urlDecode)),
  base64_encode: text(0, 0, (value) => (value.length > LONGEST_BINARY ? undefined : btoa(String.fromCharCode(...new TextEncoder().encode(value))))),
  base64_decode: text(0, 0, () => undefined),
  strip_html: text(0, 0, stripHtml),
  replace: text(1, 2, (value, from = '', to = '') => (isPlain(value, from, to) ? value.replaceAll(from, () => to) : undefined)),
  replace_first: text(1, 2, (value, from = '', to = '') => (isPlain(value, from, to) ? value.replace(from, () => to) : undefined)),
  replace_last: text(2, 2, (value, from = '', to = '') => replaceLast(value, from, to)),
  remove: text(1, 1, (value, from = '') => value.replaceAll(from, '')),
  remove_first: text(1, 1, (value, from = '') => value.replace(from, '')),
  remove_last: text(1, 1, (value, from = '') => replaceLast(value, from, '')),
  truncate: unlessNil(text(0, 2, truncate)),
  truncatewords: unlessNil(text(0, 2, (value, count, ellipsis) => truncateWords(value, count, ellipsis, false))),
  split: text(1, 1, split),
  slice: other(1, 2, slice),
  size: other(0, 0, size),
  default: other(0, 2, orDefault),
  date: other(1, 1, date),

  first: other(0, 0, (input) => edge(input, 0)),
  last: other(0, 0, (input) => edge(input, -1)),
  join: list(0, 1, (items, [glue = ' '], call) => items.map(call.text).join(call.text(glue))),
  reverse: list(0, 0, (items) => items.toReversed()),
  compact: list(0, 1, (items, [key]) => items.filter((item) => (key === undefined ? item : memberOf(item, key)) !== null)),
  concat: list(1, 1, (items, [more]) => concat(items, more)),
  uniq: list(0, 1, uniq),
  map: list(1, 1, (items, [key = null]) => items.map((item) => (typeof item === 'string' ? UNKNOWN : memberOf(item, key)))),
  where: list(1, 2, where),
  sort: list(0, 1, (items, [key]) => sort(items, key, (value) => value)),
  sort_natural: list(0, 1, (items, [key]) => sort(items, key, (value) => (typeof value === 'string' ? value.toLowerCase() : value))),
  sum: list(0, 1, sum),

  plus: math(1, (a, b) => result(a.value + b.value, a, b)),
  minus: math(1, (a, b) => result(a.value - b.value, a, b)),
  times: math(1, (a, b) => result(a.value * b.value, a, b)),
  divided_by: math(1, (a, b) => divide(a, b)),
  modulo: math(1, (a, b) => (b.value === 0 ? new FilterProblem('it divides by zero') : result(a.value - b.value * Math.floor(a.value / b.value), a, b))),
  abs: math(0, (a) => result(Math.abs(a.value), a)),
  ceil: math(0, (a) => Math.ceil(a.value)),
  floor: math(0, (a) => Math.floor(a.value)),
  at_least: math(1, (a, b) => (b.value > a.value ? result(b.value, b) : result(a.value, a))),
  at_most: math(1, (a, b) => (b.value < a.value ? result(b.value, b) : result(a.value, a))),
  round: { ...math(1, round), least: 0 },
};

/** Where Liquid 4 does it in another way. */
export const filtersOf4: Readonly<Record<string, StandardFilter>> = {
  default: other(0, 1, orDefault),
  truncatewords: unlessNil(text(0, 2, (value, count, ellipsis) => truncateWords(value, count, ellipsis, true))),
};

const LONGEST_BINARY = 10_000;

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function spaceBefore(value: string): number {
  let at = 0;
  while (at < value.length && isSpace(value.charCodeAt(at))) at += 1;
  return at;
}

function spaceAfter(value: string): number {
  let at = value.length;
  while (at > 0 && isSpace(value.charCodeAt(at - 1))) at -= 1;
  return Math.max(at, spaceBefore(value));
}

function unlessNil(filter: StandardFilter): StandardFilter {
  return { ...filter, run: (input, args, call) => (input === null ? null : filter.run(input, args, call)) };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** `ÜBER Uns` is `Über uns`. */
function capitalized(value: string): string {
  const first = String.fromCodePoint(...(value === '' ? [] : [value.codePointAt(0) ?? 0]));
  return first.toUpperCase() + value.slice(first.length).toLowerCase();
}

/** As forms are encoded: a space is `+`, and only letters, digits and `-_.~` stay. */
function urlEncode(value: string): string {
  return value.replace(/[^A-Za-z0-9_.~ -]+/g, (run) => (hasUnknown(run) ? encodeAround(run) : encodeAll(run))).replaceAll(' ', '+');
}

const encodeAround = (run: string): string => run.split(UNKNOWN).map(encodeAll).join(UNKNOWN);

const encodeAll = (run: string): string =>
  encodeURIComponent(run.toWellFormed()).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function urlDecode(value: string): string | FilterProblem {
  try {
    return decodeURIComponent(value.replaceAll('+', ' ').replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  } catch {
    return new FilterProblem('`url_decode` is given bytes that are no text');
  }
}

/** Scripts, styles and comments go with what is in them, then every tag. */
function stripHtml(value: string): string {
  return cutTags(cutBetween(cutBetween(cutBetween(value, '<script', '</script>'), '<!--', '-->'), '<style', '</style>'));
}

function cutBetween(value: string, open: string, close: string): string {
  let out = '';
  let at = 0;
  for (let start = value.indexOf(open); start >= 0; start = value.indexOf(open, at)) {
    const end = value.indexOf(close, start + open.length);
    if (end < 0) break;
    out += value.slice(at, start);
    at = end + close.length;
  }
  return out + value.slice(at);
}

const cutTags = (value: string): string => cutBetween(value, '<', '>');

/** False where the result would be longer than any text may be, or where Ruby reads `\\1` in the replacement. */
function isPlain(value: string, from: string, to: string): boolean {
  const times = from === '' ? value.length + 1 : Math.floor(value.length / from.length);
  return !to.includes('\\') && value.length + times * Math.max(0, to.length - from.length) <= 4 * LONGEST_TEXT;
}

function replaceLast(value: string, from: string, to: string): string {
  const at = value.lastIndexOf(from);
  return at < 0 ? value : value.slice(0, at) + to + value.slice(at + from.length);
}

/** Ruby counts characters, not UTF-16 units. */
const charactersOf = (value: string): ArrayLike<string> & { slice(start: number, end: number): string | string[] } =>
  (/[\uD800-\uDFFF]/.test(value) ? Array.from(value) : value);

const joined = (part: string | readonly string[]): string => (typeof part === 'string' ? part : part.join(''));

export const sizeOf = (value: string): number => charactersOf(value).length;

function truncate(value: string, length = '50', ellipsis = '...'): FilterResult {
  if (!isInteger(length)) return notInteger(length);
  const most = integerOf(length);
  const characters = charactersOf(value);
  if (characters.length <= most) return value;
  return joined(characters.slice(0, Math.max(0, most - sizeOf(ellipsis)))) + ellipsis;
}

/** Liquid 4 adds the ellipsis also where nothing is cut off. */
function truncateWords(value: string, count = '15', ellipsis = '...', always: boolean): FilterResult {
  if (!isInteger(count)) return notInteger(count);
  const most = Math.max(1, integerOf(count));
  const words = value.split(/[\t-\r ]+/).filter((word) => word !== '');
  return words.length < most + (always ? 0 : 1) ? value : words.slice(0, most).join(' ') + ellipsis;
}

const isInteger = (value: string): boolean => /^\s*[+-]?\d+\s*$/.test(value);

const notInteger = (value: string): FilterProblem => new FilterProblem(`\`${value}\` is no whole number`);

/** A space separates words however many there are, and empty ends are dropped. */
function split(value: string, separator = ''): readonly string[] | undefined {
  const parts = separator === ' ' ? value.slice(spaceBefore(value), spaceAfter(value)).split(/[\t-\r ]+/) : separator === '' ? Array.from(value) : value.split(separator);
  while (parts.at(-1) === '') parts.pop();
  return parts.length > LONGEST_LIST ? undefined : parts;
}

function slice(input: TemplateValue, [offset = 0, length]: readonly TemplateValue[], call: FilterCall): FilterResult {
  if (isMapping(input) || isUncertain(input) || isUncertain(offset) || isUncertain(length)) return undefined;
  const wrong = [offset, length ?? 1].map(call.text).find((number) => !isInteger(number));
  if (wrong !== undefined) return notInteger(wrong);
  const items = isList(input) ? input : charactersOf(call.text(input));
  const start = integerOf(offset) < 0 ? items.length + integerOf(offset) : integerOf(offset);
  const end = start + Math.max(0, length === undefined || length === null ? 1 : integerOf(length));
  if (isList(input)) return start < 0 ? [] : input.slice(start, end);
  return start < 0 ? '' : joined(charactersOf(call.text(input)).slice(start, end));
}

function size(input: TemplateValue): FilterResult {
  if (input === UNKNOWN || requestOf(input)) return undefined;
  if (typeof input === 'string') return hasUnknown(input) || hasMark(input) ? undefined : sizeOf(input);
  if (isList(input)) return input.length;
  if (isMapping(input)) return Object.keys(input).length;
  // A whole number's `size` in Ruby is that of a machine word.
  if (typeof input === 'number') return Number.isInteger(input) ? 8 : 0;
  const bounds = boundsOf(input);
  return bounds ? Math.max(0, bounds.to - bounds.from + 1) : 0;
}

function orDefault(input: TemplateValue, [other = '']: readonly TemplateValue[], { named }: FilterCall): FilterResult {
  const allowsFalse = truthOf(named.get('allow_false') ?? null) === true;
  if (input === UNKNOWN) return undefined;
  if (input === null || (input === false && !allowsFalse) || input === '') return other;
  const isEmpty = isList(input) ? input.length === 0 : isMapping(input) && Object.keys(input).length === 0;
  return isEmpty ? other : input;
}

/** Other clocks than that of the author are not ours to read: `now` is unknown, and so is a number of seconds. */
function date(input: TemplateValue, [format = null]: readonly TemplateValue[], call: FilterCall): FilterResult {
  const wanted = call.text(format);
  if (wanted === '' || input === null || input === '') return input;
  if (typeof input !== 'string' || hasUnknown(wanted) || hasMark(wanted)) return undefined;
  return strftime(input, wanted);
}

/** What a filter takes for a list; `undefined` where it is not known or too long. */
export function listOf(value: TemplateValue): readonly TemplateValue[] | undefined {
  if (value === UNKNOWN || requestOf(value)) return undefined;
  if (value === null) return [];
  if (isList(value)) return value.length > LONGEST_LIST ? undefined : flat(value);
  const bounds = boundsOf(value);
  if (!bounds) return [value];
  const length = Math.max(0, bounds.to - bounds.from + 1);
  return length > LONGEST_LIST ? undefined : Array.from({ length }, (_, i) => bounds.from + i);
}

const flat = (items: readonly TemplateValue[]): readonly TemplateValue[] =>
  (items.some(isList) ? items.flatMap((item) => (isList(item) ? flat(item) : [item])) : items);

function edge(input: TemplateValue, at: 0 | -1): FilterResult {
  if (input === UNKNOWN) return undefined;
  if (isList(input)) return input.at(at) ?? null;
  const bounds = boundsOf(input);
  if (bounds) return at === 0 ? bounds.from : bounds.to;
  return isMapping(input) && at === 0 ? Object.entries(input)[0] ?? null : null;
}

function concat(items: readonly TemplateValue[], more: TemplateValue | undefined): FilterResult {
  if (!isList(more)) return new FilterProblem('`concat` needs a list');
  return items.length + more.length > LONGEST_LIST ? undefined : [...items, ...more];
}

function uniq(items: readonly TemplateValue[], [key]: readonly TemplateValue[]): FilterResult {
  const values = items.map((item) => (key === undefined ? item : memberOf(item, key)));
  if (isUncertain(values) || values.some((value) => typeof value === 'object' && value !== null)) return undefined;
  return items.filter((_, i) => values.indexOf(values[i] ?? null) === i);
}

function where(items: readonly TemplateValue[], [key = null, target = null]: readonly TemplateValue[]): FilterResult {
  const found: TemplateValue[] = [];
  for (const item of items) {
    const member = memberOf(item, key);
    const is = target === null ? truthOf(member) : areEqual(member, target);
    if (is === 'unknown' || typeof item === 'string') return undefined;
    if (is) found.push(item);
  }
  return found;
}

function sort(items: readonly TemplateValue[], key: TemplateValue | undefined, fold: (value: TemplateValue) => TemplateValue): FilterResult {
  const values = items.map((item) => ({ item, by: fold(key === undefined ? item : memberOf(item, key)) }));
  if (items.length < 2) return items;
  const kinds = new Set(values.filter(({ by }) => by !== null).map(({ by }) => typeof by));
  if (kinds.size > 1 || kinds.has('object') || kinds.has('boolean') || isUncertain(values.map(({ by }) => by))) return undefined;
  return values.sort((a, b) => inOrder(a.by, b.by)).map(({ item }) => item);
}

/** Nil comes last. */
function inOrder(a: TemplateValue, b: TemplateValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function sum(items: readonly TemplateValue[], [key]: readonly TemplateValue[]): FilterResult {
  const values = items.map((item) => (key === undefined ? item : memberOf(item, key)));
  if (isUncertain(values)) return undefined;
  const numbers = values.map(numericOf);
  return result(numbers.reduce((total, { value }) => total + value, 0), ...numbers);
}

interface Numeric { readonly value: number; readonly whole: boolean }

/** `"3 apples"` is 3, `"2.50"` is 2.5, and what is no number is 0. */
function numericOf(value: TemplateValue): Numeric {
  if (typeof value === 'number') return { value, whole: Number.isInteger(value) };
  if (typeof value !== 'string') return { value: 0, whole: true };
  const isDecimal = /^\s*-?\d+\.\d+\s*$/.test(value);
  return isDecimal ? { value: Number(value), whole: false } : { value: integerOf(value), whole: true };
}

const result = (value: number, ...of: readonly Numeric[]): TemplateValue => {
  if (!of.every(({ whole }) => whole)) return decimal(nearest(value));
  return Number.isSafeInteger(value) ? value : UNKNOWN;
};

/** Ruby calculates with decimals: 0.1 and 0.2 are 0.3. */
const nearest = (value: number): number => {
  const rounded = Number(value.toPrecision(15));
  return String(rounded).length <= 14 ? rounded : value;
};

function divide(a: Numeric, b: Numeric): TemplateValue | FilterProblem {
  if (b.value === 0) return zeroDivision(a, b);
  return a.whole && b.whole ? Math.floor(a.value / b.value) : decimal(nearest(a.value / b.value));
}

const zeroDivision = (a: Numeric, b: Numeric): TemplateValue | FilterProblem =>
  (a.whole && b.whole ? new FilterProblem('it divides by zero') : UNKNOWN);

function round(a: Numeric, places: Numeric): TemplateValue {
  if (places.value === 0) return Math.sign(a.value) * Math.round(Math.abs(a.value));
  if (a.whole || places.value < 0 || places.value > 12) return a.whole ? a.value : UNKNOWN;
  return decimal(Number(a.value.toFixed(places.value)));
}
