import { dateOf, iterated, parseDate } from './evaluate.ts';
import { intl } from './intl.ts';
import type { Machine } from './machine.ts';
import {
  arrayOf, asText, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, truth, unknown,
  type Js, type JsFunction, type JsObject, type Unknown,
} from './values.ts';

/** The names every program finds, as far as they say nothing about the machine it runs on. */
export function globalsOf(machine: Machine): ReadonlyMap<string, Js> {
  const method = (call: (...args: readonly Js[]) => Js): JsFunction => functionOf((args) => {
    machine.step();
    return call(...args);
  });
  /** A function of texts and numbers: with anything unknown it is unknown. */
  const plain = (call: (...args: readonly Js[]) => Js): JsFunction =>
    method((...args) => (args.some(isUnknown) ? unknown('made of something unknown') : call(...args)));

  const text = withMembers(plain((value) => (value === undefined ? 'undefined' : asText(value) ?? unknown('a text'))), {});
  const number = withMembers(plain(toNumber), {
    parseInt: plain((value, radix) => parseInt(asText(value) ?? '', typeof radix === 'number' ? radix : 10)),
    parseFloat: plain((value) => parseFloat(asText(value) ?? '')),
    isInteger: plain((value) => Number.isInteger(value)),
    isFinite: plain((value) => Number.isFinite(value)),
    isNaN: plain((value) => Number.isNaN(value)),
    MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
  });
  const process = objectOf([
    ['env', { ...objectOf([['NODE_ENV', 'production'], ['ELEVENTY_RUN_MODE', 'build']]), open: true, missing: UNSET }],
    ['cwd', method(() => '/')], ['argv', { ...arrayOf([]), open: true }],
  ]);

  return new Map<string, Js>([
    ['Object', withMembers(plain((value) => value), objectMembers(machine, method))],
    ['Array', withMembers(method((...items) => arrayOf(items, machine.uncertain)), arrayMembers(machine, method))],
    ['String', text], ['Number', number],
    ['Boolean', method((value) => truth(value) ?? unknown('whether it holds'))],
    ['Date', withMembers(unknownCall('a date as text'), {
      now: method(() => machine.now),
      parse: plain((value) => (typeof value === 'string' ? parseDate(value) : NaN)),
      UTC: plain((...args) => { const date = dateOf([...args, ...(args.length === 1 ? [0] : [])], machine.now); return typeof date === 'object' && date?.kind === 'date' ? date.at : NaN; }),
    })],
    ['Intl', intl(() => machine.now)],
    ['Math', objectOf(Object.entries(MATH).map(([name, call]) => [name, plain((...args) => call(...args.map(Number)))]))],
    ['JSON', objectOf([['parse', plain(parseJson)], ['stringify', method(() => unknown('JSON'))]])],
    ['Promise', objectOf([
      ['all', method((list) => list)], ['allSettled', method(() => unknown('promises'))], ['resolve', method((value) => value)],
    ])],
    ['console', { ...objectOf(['log', 'warn', 'error', 'info', 'debug', 'table'].map((name) => [name, method(() => undefined)] as const)) }],
    ['process', process],
    ['encodeURIComponent', plain((value) => encoded(encodeURIComponent, value))],
    ['encodeURI', plain((value) => encoded(encodeURI, value))],
    ['decodeURIComponent', plain((value) => encoded(decodeURIComponent, value))],
    ['decodeURI', plain((value) => encoded(decodeURI, value))],
    ['parseInt', number.entries.get('parseInt')], ['parseFloat', number.entries.get('parseFloat')],
    ['isNaN', plain((value) => Number.isNaN(toNumber(value)))],
    ['structuredClone', method((value) => value)],
    ['Map', withMembers(unknownCall('a map'), { groupBy: method((list, key) => mapOf(groupBy(machine, list, key))) })],
    ['NaN', NaN], ['Infinity', Infinity],
  ]);
}

const UNSET: Unknown = { ...unknown('a variable of the environment'), mayBeUnset: true };

const MATH: Readonly<Record<string, (...args: number[]) => number>> = {
  ceil: Math.ceil, floor: Math.floor, round: Math.round, max: Math.max, min: Math.min, abs: Math.abs, trunc: Math.trunc, sqrt: Math.sqrt, pow: Math.pow,
};

const withMembers = (base: JsFunction, members: Readonly<Record<string, Js>>): JsFunction => {
  for (const [name, value] of Object.entries(members)) base.entries.set(name, value);
  return base;
};

const unknownCall = (why: string): JsFunction => functionOf(() => unknown(why));

function toNumber(value: Js): Js {
  if (typeof value === 'object' && value?.kind === 'date') return value.at;
  return typeof value === 'object' && value !== null ? NaN : Number(value);
}

function encoded(coder: (text: string) => string, value: Js): Js {
  const text = asText(value);
  if (text === undefined) return unknown('a text');
  try { return coder(text); } catch { return unknown('a text that cannot be coded'); }
}

function parseJson(value: Js): Js {
  if (typeof value !== 'string') return unknown('JSON');
  try { return fromJson(JSON.parse(value)); } catch { return unknown('JSON that cannot be read'); }
}

/** A value of `JSON.parse`, deep ones cut off. */
export function fromJson(value: unknown, depth = 0): Js {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (depth > 100) return unknown('too deep');
  if (Array.isArray(value)) return arrayOf(value.map((item) => fromJson(item, depth + 1)));
  if (typeof value === 'object') return objectOf(Object.entries(value).map(([key, inner]) => [key, fromJson(inner, depth + 1)] as const));
  return undefined;
}

type Method = (call: (...args: readonly Js[]) => Js) => JsFunction;

function objectMembers(machine: Machine, method: Method): Readonly<Record<string, Js>> {
  const listed = (value: Js, item: (key: string, inner: Js) => Js): Js => {
    if (isArray(value)) return { ...arrayOf(value.items.map((inner, place) => item(String(place), inner)), machine.uncertain), open: value.open };
    if (!isObject(value)) return isFunction(value) || isUnknown(value) ? unknown('what an object holds') : arrayOf([], machine.uncertain);
    machine.step(value.entries.size);
    return { ...arrayOf([...value.entries].map(([key, inner]) => item(key, inner)), machine.uncertain), open: value.open };
  };
  return {
    keys: method((value) => listed(value, (key) => key)),
    values: method((value) => listed(value, (_, inner) => inner)),
    entries: method((value) => listed(value, (key, inner) => arrayOf([key, inner], machine.uncertain))),
    fromEntries: method((value) => fromEntries(machine, value)),
    assign: method((target, ...sources) => assign(machine, target, sources)),
    freeze: method((value) => value),
    groupBy: method((list, key) => groupBy(machine, list, key)),
    hasOwn: method((value, key) => (isObject(value) && !value.open ? value.entries.has(asText(key) ?? '') : unknown('whether a key is there'))),
    defineProperty: method((value) => { if (isObject(value)) value.open = true; return value; }),
  };
}

function fromEntries(machine: Machine, value: Js): Js {
  const { items, open } = iterated(value);
  const object = objectOf([], machine.uncertain);
  object.open = open;
  for (const item of items) {
    machine.step();
    const key = isArray(item) ? asText(item.items[0]) : undefined;
    if (key === undefined || !isArray(item)) object.open = true;
    else object.entries.set(key, item.items[1]);
  }
  return object;
}

function assign(machine: Machine, target: Js, sources: readonly Js[]): Js {
  if (!isObject(target)) return unknown('what an object becomes');
  if (machine.uncertain > target.born) target.open = true;
  for (const source of sources) {
    if (isObject(source)) {
      for (const [key, value] of source.entries) target.entries.set(key, value);
      target.open ||= source.open;
    } else if (source !== undefined && source !== null) {
      target.open = true;
    }
  }
  return target;
}

function groupBy(machine: Machine, list: Js, key: Js): Js {
  const groups = objectOf([], machine.uncertain);
  const { items, open } = iterated(list);
  groups.open = open;
  items.forEach((item, place) => {
    const name = asText(machine.call(key, [item, place]));
    if (name === undefined) { groups.open = true; return; }
    const group = groups.entries.get(name);
    if (isArray(group)) group.items.push(item);
    else groups.entries.set(name, { ...arrayOf([item], machine.uncertain), open });
  });
  return groups;
}

/** `Map.groupBy`, whose keys are texts wherever it matters here. */
const mapOf = (groups: Js): Js =>
  (isObject(groups) ? { kind: 'map', entries: new Map(groups.entries), open: groups.open, born: groups.born } : groups);

function arrayMembers(machine: Machine, method: Method): Readonly<Record<string, Js>> {
  return {
    isArray: method((value) => (isUnknown(value) ? unknown('whether it is a list') : isArray(value))),
    of: method((...items) => arrayOf(items, machine.uncertain)),
    from: method((value, map) => {
      const { items, open } = isObject(value) ? lengthened(value) : iterated(value);
      machine.step(items.length);
      const mapped = map === undefined ? items : items.map((item, place) => machine.call(map, [item, place]));
      return { ...arrayOf(mapped, machine.uncertain), open };
    }),
  };
}

/** `Array.from({ length: 3 })` */
function lengthened(value: JsObject): { readonly items: readonly Js[]; readonly open: boolean } {
  const length = value.entries.get('length');
  if (typeof length !== 'number' || length > 10_000 || length < 0 || Number.isNaN(length)) return { items: [], open: true };
  return { items: Array.from({ length }, () => undefined), open: false };
}
