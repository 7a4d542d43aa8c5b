import type { Value } from '../../core/site/document.ts';

/**
 * A value of a program that is worked out from its syntax tree and never run. `unknown` is a value like the others:
 * what is made of it is unknown as well, and nothing is ever guessed.
 */
export type Js =
  | undefined | null | boolean | number | string
  | JsObject | JsArray | JsFunction | JsDate | JsPattern | JsMap | JsSet | Unknown;

/** `open`: it may hold more than is known, or other than is known. `born` is how uncertain the moment was it was made in. */
export interface JsObject {
  readonly kind: 'object';
  readonly entries: Map<string, Js>;
  open: boolean;
  readonly born: number;
  /** What a key is that is not among the entries of an open object. */
  readonly missing?: Unknown;
}
export interface JsArray { readonly kind: 'array'; readonly items: Js[]; open: boolean; readonly born: number }
export interface JsMap { readonly kind: 'map'; readonly entries: Map<Js, Js>; open: boolean; readonly born: number }
export interface JsSet { readonly kind: 'set'; readonly items: Set<Js>; open: boolean; readonly born: number }
export interface JsDate { readonly kind: 'date'; at: number }
export interface JsPattern { readonly kind: 'pattern'; readonly regexp: RegExp }
export interface JsFunction {
  readonly kind: 'function';
  readonly call: (args: readonly Js[], self: Js) => Js;
  /** `_.kebabCase`, `dayjs.utc`: what hangs on the function. */
  readonly entries: Map<string, Js>;
}

/** `from` is the package it came out of, where it did: so a plugin can be told by name. `given` is what it was called with. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  readonly from?: string;
  readonly given?: readonly Js[];
  /** A variable of the environment: where a program says what to do without it, that is done. */
  readonly mayBeUnset?: true;
}

export const unknown = (why: string): Unknown => ({ kind: 'unknown', why });
export const objectOf = (entries: Iterable<readonly [string, Js]> = [], born = 0): JsObject =>
  ({ kind: 'object', entries: new Map(entries), open: false, born });
export const arrayOf = (items: readonly Js[], born = 0): JsArray => ({ kind: 'array', items: [...items], open: false, born });
export const functionOf = (call: JsFunction['call']): JsFunction => ({ kind: 'function', call, entries: new Map() });

export const isUnknown = (value: Js): value is Unknown => typeof value === 'object' && value?.kind === 'unknown';
export const isObject = (value: Js): value is JsObject => typeof value === 'object' && value?.kind === 'object';
export const isArray = (value: Js): value is JsArray => typeof value === 'object' && value?.kind === 'array';
export const isFunction = (value: Js): value is JsFunction => typeof value === 'object' && value?.kind === 'function';

/** A key of an object as text, where it is one. */
export function textAt(value: Js, key: string): string | undefined {
  const found = isObject(value) ? value.entries.get(key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** A key of an object; unknown when the object may hold it unseen. */
export function at(value: Js, ...keys: readonly string[]): Js {
  let current = value;
  for (const key of keys) {
    if (isUnknown(current)) return current;
    if (isFunction(current)) { current = current.entries.get(key); continue; }
    if (!isObject(current)) return undefined;
    if (!current.entries.has(key)) return missingFrom(current, key);
    current = current.entries.get(key);
  }
  return current;
}

/** What an object answers for a key that is not there as far as is known. */
export const missingFrom = ({ open, missing }: JsObject, key: string): Js =>
  (open ? missing ?? unknown(`\`${key}\` may be set where it cannot be read`) : undefined);

/** Whether a condition holds; `undefined` when that is not known. */
export function truth(value: Js): boolean | undefined {
  if (isUnknown(value)) return undefined;
  return typeof value === 'object' ? value !== null : Boolean(value);
}

/** Front matter and JSON as a program sees them. */
export function fromValue(value: Value | undefined): Js {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return arrayOf(value.map(fromValue));
  return objectOf(Object.entries(value).map(([key, inner]) => [key, fromValue(inner)] as const));
}

/** The way back, for what holds nothing unknown; otherwise `undefined`. */
export function toValue(value: Js): Value | undefined {
  if (value === undefined || typeof value !== 'object' || value === null) return value;
  if (value.kind === 'date') return Number.isNaN(value.at) ? undefined : new Date(value.at).toISOString();
  if (value.kind === 'array') {
    const items = value.items.map(toValue);
    return value.open || items.includes(undefined) ? undefined : items.filter((item) => item !== undefined);
  }
  if (value.kind !== 'object' || value.open) return undefined;
  const out: [string, Value][] = [];
  for (const [key, inner] of value.entries) {
    if (inner === undefined) continue;
    const known = toValue(inner);
    if (known === undefined) return undefined;
    out.push([key, known]);
  }
  return Object.fromEntries(out);
}

/** What `String(x)` gives, where it is known. */
export function asText(value: Js, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return String(value);
  if (value.kind === 'date') return undefined;
  if (value.kind === 'pattern') return String(value.regexp);
  if (value.kind === 'object') return value.open ? undefined : '[object Object]';
  if (value.kind !== 'array' || value.open || depth > 20) return undefined;
  const parts = value.items.map((item) => (item === undefined || item === null ? '' : asText(item, depth + 1)));
  return parts.includes(undefined) ? undefined : parts.join(',');
}
