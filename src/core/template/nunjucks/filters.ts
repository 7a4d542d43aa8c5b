import { UNKNOWN } from '../../text/derived.ts';
import { LONGEST_LIST } from '../budget.ts';
import type { FilterCall, FilterResult, TemplateFilter } from '../filter.ts';
import { hasMark, hasUnknown, isList, isMapping, isUncertain, memberOf, requestOf, type TemplateValue } from '../value.ts';

type Text = (text: string, args: readonly TemplateValue[], call: FilterCall) => FilterResult;

/** Over text, when every letter of it is known. */
const text = (work: Text): TemplateFilter => (input, args, call) => {
  const value = call.text(input);
  return hasUnknown(value) || hasMark(value) || args.some(isUncertain) ? undefined : work(value, args, call);
};

/** Over text, letter by letter: what is unknown stays where it is. */
const letters = (work: (text: string) => string): TemplateFilter => (input, _args, call) => {
  const value = call.text(input);
  return value === UNKNOWN || hasMark(value) ? undefined : work(value);
};

/** Over what is a text or nothing: of a number, Nunjucks makes an error of JavaScript's. */
function words(work: (text: string) => string): TemplateFilter {
  const filter = letters(work);
  return (input, args, call) => (typeof input === 'string' || input === null ? filter(input, args, call) : undefined);
}

/** Over a list of which every item is known. */
const list = (work: (items: readonly TemplateValue[], args: readonly TemplateValue[], call: FilterCall) => FilterResult): TemplateFilter =>
  (input, args, call) => (isList(input) && !isUncertain(input) ? work(input, args, call) : undefined);

const number = (work: (value: number, args: readonly TemplateValue[]) => FilterResult): TemplateFilter => (input, args) => {
  const value = typeof input === 'string' && !isUncertain(input) ? Number.parseFloat(input) : input;
  return typeof value !== 'number' || Number.isNaN(value) || args.some(isUncertain) ? undefined : work(value, args);
};

const unknown: TemplateFilter = () => undefined;

/** Filters that come with Nunjucks. */
export const nunjucksFilters: Readonly<Record<string, TemplateFilter>> = {
  safe: (input) => input,
  escape: letters(escapeHtml),
  e: letters(escapeHtml),
  forceescape: letters(escapeHtml),
  upper: words((value) => value.toUpperCase()),
  lower: words((value) => value.toLowerCase()),
  capitalize: words((value) => value.charAt(0).toUpperCase() + value.slice(1).toLowerCase()),
  title: words((value) => value.replace(/(^|\s)(\S)(\S*)/g, (_, space: string, first: string, rest: string) => space + first.toUpperCase() + rest.toLowerCase())),
  trim: (input, _args, call) => call.text(input).trim(),
  string: (input, _args, call) => call.text(input),
  nl2br: letters((value) => value.replace(/\r\n|\n/g, '<br />\n')),
  replace: text(replace),
  truncate: text(truncate),
  striptags: text(stripTags),
  urlencode: text((value) => encodeURIComponent(value.toWellFormed())),
  wordcount: text((value) => value.match(/\w+/g)?.length ?? null),
  center: text((value, [width]) => center(value, width)),
  indent: text((value, [width, first]) => indent(value, width, first)),
  default: orDefault,
  d: orDefault,
  length: lengthOf,
  first: edge(0),
  last: edge(-1),
  join: (input, [glue = '', key], call) => {
    if (!isList(input) || isUncertain(glue) || isUncertain(key)) return undefined;
    return input.map((item) => call.text(key === undefined ? item : memberOf(item, key))).join(call.text(glue));
  },
  reverse: (input) => (isList(input) ? input.toReversed() : typeof input === 'string' && !isUncertain(input) ? Array.from(input).reverse().join('') : undefined),
  list: (input) => (isList(input) ? input : typeof input === 'string' && !isUncertain(input) && input.length <= LONGEST_LIST ? Array.from(input) : undefined),
  sort: list(sort),
  unique: unknown,
  sum: list((items) => (items.every((item) => typeof item === 'number') ? items.reduce((total, item) => total + item, 0) : undefined)),
  slice: unknown,
  batch: unknown,
  groupby: unknown,
  dictsort: unknown,
  select: unknown,
  reject: unknown,
  selectattr: list((items, [key = null]) => keep(items, key, true)),
  rejectattr: list((items, [key = null]) => keep(items, key, false)),
  random: (input) => (isList(input) && input.length === 1 ? input[0] : undefined),
  dump: unknown,
  urlize: unknown,
  abs: number((value) => Math.abs(value)),
  int: number((value) => Math.trunc(value)),
  float: number((value) => value),
  round: number((value, [places = 0, method = 'common']) => round(value, places, method)),
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\\': '&#92;' };

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'\\]/g, (letter) => entities[letter] ?? letter);
}

function replace(value: string, [from = '', to = '', most = -1]: readonly TemplateValue[], { text: printed }: FilterCall): FilterResult {
  const [search, replacement] = [printed(from), printed(to)];
  if (typeof most !== 'number' || search === '' || value.length * Math.max(1, replacement.length) > 10_000_000) return undefined;
  const parts = value.split(search);
  if (most < 0 || parts.length <= most) return parts.join(replacement);
  return [...parts.slice(0, most), parts.slice(most).join(search)].join(replacement);
}

function truncate(value: string, [length = 255, cutsWords = false, end = '...']: readonly TemplateValue[], { text: printed, named }: FilterCall): FilterResult {
  if (typeof length !== 'number' || named.size > 0) return undefined;
  if (value.length <= length) return value;
  const cut = value.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return (cutsWords === true || space < 0 ? cut : cut.slice(0, space)) + printed(end);
}

/** Tags and comments go, spaces become one. */
function stripTags(value: string, [preserves]: readonly TemplateValue[]): FilterResult {
  if (preserves !== undefined) return undefined;
  let out = '';
  let at = 0;
  for (let open = value.indexOf('<'); open >= 0; open = value.indexOf('<', at)) {
    const close = value.indexOf('>', open);
    if (close < 0) break;
    out += value.slice(at, open);
    at = close + 1;
  }
  return (out + value.slice(at)).replace(/\s+/g, ' ').trim();
}

function center(value: string, width: TemplateValue | undefined): FilterResult {
  const wanted = typeof width === 'number' ? Math.min(width, 1000) : 80;
  const spaces = wanted - value.length;
  if (spaces <= 0) return value;
  return ' '.repeat(Math.floor(spaces / 2) - (spaces % 2)) + value + ' '.repeat(Math.floor(spaces / 2));
}

function indent(value: string, width: TemplateValue | undefined, first: TemplateValue | undefined): FilterResult {
  if (value === '') return '';
  const space = ' '.repeat(typeof width === 'number' ? Math.min(Math.max(0, width), 100) : 4);
  return value.split('\n').map((line, i) => (i === 0 && first !== true ? line : space + line)).join('\n');
}

function orDefault(input: TemplateValue, [other = '', alsoFalsy = false]: readonly TemplateValue[]): FilterResult {
  if (input === UNKNOWN) return undefined;
  const isFalsy = input === null || input === false || input === '' || input === 0;
  return input === null || (alsoFalsy === true && isFalsy) ? other : input;
}

function lengthOf(input: TemplateValue): FilterResult {
  if (input === UNKNOWN || requestOf(input)) return undefined;
  if (isList(input)) return input.length;
  if (typeof input === 'string') return isUncertain(input) ? undefined : input.length;
  return isMapping(input) ? Object.keys(input).length : 0;
}

function edge(at: 0 | -1): TemplateFilter {
  return (input) => {
    if (isList(input)) return input.at(at) ?? null;
    return typeof input === 'string' && !isUncertain(input) ? input.at(at) ?? '' : undefined;
  };
}

function sort(items: readonly TemplateValue[], args: readonly TemplateValue[], { named }: FilterCall): FilterResult {
  if (args.length > 0 || named.size > 0) return undefined;
  const areNumbers = items.every((item) => typeof item === 'number');
  const areTexts = items.every((item) => typeof item === 'string');
  if (!areNumbers && !areTexts) return undefined;
  return items.toSorted((a, b) => {
    const [left, right] = [a, b].map((each) => (typeof each === 'string' ? each.toLowerCase() : each));
    return left === right || left === undefined || right === undefined || left === null || right === null ? 0 : left < right ? -1 : 1;
  });
}

function keep(items: readonly TemplateValue[], key: TemplateValue, wanted: boolean): FilterResult {
  const members = items.map((item) => memberOf(item, key));
  if (members.includes(UNKNOWN)) return undefined;
  return items.filter((_, i) => Boolean(members[i]) === wanted);
}

function round(value: number, places: TemplateValue, method: TemplateValue): FilterResult {
  if (typeof places !== 'number' || places < 0 || places > 12) return undefined;
  const factor = 10 ** places;
  const rounder = method === 'ceil' ? Math.ceil : method === 'floor' ? Math.floor : Math.round;
  return rounder(value * factor) / factor;
}

