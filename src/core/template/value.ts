import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../text/derived.ts';

/**
 * What a template can hold. A string may carry `UNKNOWN` and lookup marks inside; the string that is exactly `UNKNOWN`
 * stands for a value of which not even the type is known. Front matter (`Value`) is one of these as it is.
 */
export type TemplateValue =
  | string | number | boolean | null
  | readonly TemplateValue[]
  | TemplateMapping
  | LookupValue
  | RangeValue;

/** Keys that are not listed are nil, unless the mapping is open: `{ title: 'x', [UNKNOWN]: UNKNOWN }`. */
export interface TemplateMapping { readonly [key: string]: TemplateValue }

/** What a tag or a variable asks of the site; becomes a `Lookup` where it is put into a text. */
export interface LookupRequest {
  readonly kind: string;
  readonly argument: string;
  readonly then?: readonly string[];
}

const lookup = Symbol('lookup');
const range = Symbol('range');

export interface LookupValue { readonly [lookup]: LookupRequest }

/** `(1..5)`, both ends in it. */
export interface RangeValue { readonly [range]: { readonly from: number; readonly to: number } }

/** A variable's value that other posts decide: `{ page: { url: lookupValue({ kind: 'self', argument: '' }) } }`. */
export const lookupValue = (request: LookupRequest): LookupValue => ({ [lookup]: request });

export const rangeValue = (from: number, to: number): RangeValue => ({ [range]: { from, to } });

export const requestOf = (value: TemplateValue | undefined): LookupRequest | undefined =>
  isObject(value) && lookup in value ? value[lookup] : undefined;

export const boundsOf = (value: TemplateValue | undefined): { readonly from: number; readonly to: number } | undefined =>
  isObject(value) && range in value ? value[range] : undefined;

const isObject = (value: TemplateValue | undefined): value is TemplateMapping | LookupValue | RangeValue =>
  typeof value === 'object' && value !== null && !isList(value);

export const isList = (value: TemplateValue | undefined): value is readonly TemplateValue[] => Array.isArray(value);

export const isMapping = (value: TemplateValue | undefined): value is TemplateMapping =>
  isObject(value) && !(lookup in value) && !(range in value);

/** True for a text that is not wholly known yet. */
export const hasUnknown = (text: string): boolean => text.includes(UNKNOWN);
export const hasMark = (text: string): boolean => text.includes(LOOKUP_OPEN);

/** True where a value, or the text in it, is not known; lists are looked through one level deep. */
export function isUncertain(value: TemplateValue | undefined): boolean {
  if (typeof value === 'string') return hasUnknown(value) || hasMark(value);
  if (isList(value)) return value.some((item) => typeof item === 'string' && (hasUnknown(item) || hasMark(item)));
  return requestOf(value) !== undefined;
}

/** What stands under a key; `UNKNOWN` where it cannot be told, `null` where there is nothing. */
export function memberOf(value: TemplateValue | undefined, key: TemplateValue): TemplateValue {
  if (value === UNKNOWN || key === UNKNOWN) return UNKNOWN;
  if (isList(value)) return typeof key === 'number' ? value.at(Math.trunc(key)) ?? null : null;
  if (!isMapping(value) || (typeof key !== 'string' && typeof key !== 'number')) return null;
  if (Object.hasOwn(value, key)) return value[key] ?? null;
  return Object.hasOwn(value, UNKNOWN) ? UNKNOWN : null;
}

/** The whole of a text as one lookup mark: the number in it. */
export function soleMark(text: string): number | undefined {
  if (!text.startsWith(LOOKUP_OPEN) || text.indexOf(LOOKUP_CLOSE) !== text.length - 1) return undefined;
  return Number(text.slice(1, -1));
}

/** A number with a fraction as a value: `5.0` keeps its point as text, which arithmetic reads back. */
export const decimal = (number: number): TemplateValue => {
  if (!Number.isFinite(number) || Math.abs(number) >= 1e15) return UNKNOWN;
  return Number.isInteger(number) ? `${number}.0` : number;
};
