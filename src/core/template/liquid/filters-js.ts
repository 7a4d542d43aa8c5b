import { UNKNOWN } from '../../text/derived.ts';
import { LONGEST_LIST } from '../budget.ts';
import type { FilterCall, FilterResult, TemplateFilter } from '../filter.ts';
import { strftime } from '../strftime.ts';
import { hasMark, hasUnknown, isList, isUncertain, type TemplateValue } from '../value.ts';

/** Where LiquidJS does it in another way than Ruby's Liquid: numbers are JavaScript's, lengths count UTF-16 units. */
export const filtersOfJs: Readonly<Record<string, TemplateFilter>> = {
  escape: (input, _args, call) => escaped(call.text(input)),
  escape_once: (input, _args, call) => escaped(call.text(input).replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => entities.get(entity) ?? entity)),
  size: (input) => (typeof input === 'number' || input === null || typeof input === 'boolean' ? 0 : lengthOf(input)),
  first: (input) => edge(input, 0),
  last: (input) => edge(input, -1),
  split: (input, [separator = ''], call) => split(call.text(input), call.text(separator)),
  join: (input, [glue], call) => (isList(input) ? input.map(call.text).join(glue === undefined || glue === null ? ' ' : call.text(glue)) : call.text(input)),
  concat: (input, [more]) => (input === UNKNOWN || more === UNKNOWN || more === undefined ? undefined : limited([...listOf(input), ...listOf(more)])),
  truncatewords: (input, [count = 15, end = '...'], call) => truncateWords(call.text(input), count, call.text(end)),
  plus: math((a, b) => a + b),
  minus: math((a, b) => a - b),
  times: math((a, b) => a * b),
  divided_by: (input, args, call) => (args[1] === true ? math((a, b) => Math.floor(a / b)) : math((a, b) => a / b))(input, args.slice(0, 1), call),
  modulo: math((a, b) => ((a % b) + b) % b),
  abs: math((a) => Math.abs(a)),
  ceil: math((a) => Math.ceil(a)),
  floor: math((a) => Math.floor(a)),
  at_least: math((a, b) => Math.max(a, b)),
  at_most: math((a, b) => Math.min(a, b)),
  round: (input, [places = 0], call) => math((a, b) => (Math.sign(a) * Math.round(Math.abs(a) * 10 ** b)) / 10 ** b)(input, [places], call),
  date,
};

/** It does not know all of Ruby's directives, and some depend on the machine. A zone that is not written is that of the machine, too. */
function date(input: TemplateValue, [format = null]: readonly TemplateValue[], call: FilterCall): FilterResult {
  if (input === null || input === '') return input;
  if (typeof input !== 'string' || format === null || isUncertain(format)) return undefined;
  const wanted = call.text(format);
  if (/%[-_0^#:]*\d*[cxXqzZsNUW+]/.test(wanted)) return undefined;
  return wanted === '' ? '' : strftime(input, wanted.replace(/%(?=[FTDRrvGgV])/g, '%%'));
}

const entities = new Map([['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&#34;', '"'], ['&#39;', "'"]]);

const letters = new Map([...entities].map(([entity, letter]) => [letter, entity]));

const escaped = (text: string): string | undefined =>
  (text === UNKNOWN || hasMark(text) ? undefined : text.replace(/[&<>"']/g, (letter) => letters.get(letter) ?? letter));

const lengthOf = (value: TemplateValue): FilterResult => {
  if (isList(value)) return value.length;
  return typeof value === 'string' && !isUncertain(value) ? value.length : undefined;
};

function edge(input: TemplateValue, at: 0 | -1): FilterResult {
  if (isList(input)) return input.at(at) ?? null;
  if (typeof input === 'string') return isUncertain(input) ? undefined : input.at(at) ?? null;
  return '';
}

function split(text: string, separator: string): readonly string[] | undefined {
  if (hasUnknown(text + separator) || hasMark(text)) return undefined;
  const parts = text.split(separator);
  while (parts.at(-1) === '') parts.pop();
  return limited(parts);
}

const limited = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length > LONGEST_LIST ? undefined : items);

const listOf = (value: TemplateValue): readonly TemplateValue[] => (isList(value) ? value : value === null ? [] : [value]);

/** The ellipsis comes also where nothing is cut off. */
function truncateWords(text: string, count: TemplateValue, end: string): FilterResult {
  if (typeof count !== 'number' || hasUnknown(text) || hasMark(text)) return undefined;
  const words = text.trim().split(/\s+/);
  const most = count <= 0 ? 1 : count;
  return words.length >= most ? words.slice(0, most).join(' ') + end : words.join(' ');
}

function math(work: (a: number, b: number) => number): TemplateFilter {
  return (input, [other = 0]) => {
    if (isUncertain(input) || isUncertain(other)) return undefined;
    const result = work(numberOf(input), numberOf(other));
    return Number.isFinite(result) ? result : undefined;
  };
}

const numberOf = (value: TemplateValue): number => {
  const number = typeof value === 'object' ? 0 : Number(value);
  return Number.isNaN(number) ? 0 : number;
};
