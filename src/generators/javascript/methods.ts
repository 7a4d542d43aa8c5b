import { isLocaleText, localeText } from './intl.ts';
import { LONGEST, tooLong, touch, type Machine } from './machine.ts';
import { PATTERN_TEXT } from './patterns.ts';
import {
  arrayOf, asText, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, truth, unknown,
  type Js, type JsArray, type JsDate, type JsFunction, type JsMap, type JsPattern, type JsSet,
} from './values.ts';

/**
 * Calls a method of a value, as far as it is one of the language's own that say nothing about the machine: texts,
 * lists, sets, maps, dates. `undefined` where there is no such method here.
 */
export function callMethod(machine: Machine, self: Js, name: string, args: readonly Js[]): { readonly value: Js } | undefined {
  const value = (result: Js): { readonly value: Js } => ({ value: result });
  if (isUnknown(self)) return value(onUnknown(machine, self, name, args));
  if (typeof self === 'string') return value(onText(machine, self, name, args));
  if (typeof self === 'number') return value(onNumber(self, name, args));
  if (typeof self === 'boolean') return value(name === 'toString' ? String(self) : unknown(`\`${name}\` of a boolean`));
  if (typeof self !== 'object' || self === null) return undefined;
  switch (self.kind) {
    case 'array': return value(onArray(machine, self, name, args));
    case 'date': return value(onDate(self, name, args));
    case 'pattern': return value(onPattern(self, name, args));
    case 'map': return value(onMap(machine, self, name, args));
    case 'set': return value(onSet(machine, self, name, args));
    case 'function': return onFunction(machine, self, name, args);
    case 'object': return name === 'toString' ? value(asText(self) ?? unknown('an object as text')) : name === 'hasOwnProperty' ? value(self.entries.has(asText(args[0]) ?? '')) : undefined;
    default: return undefined;
  }
}

/** Methods that call a function for each of what they have: seen once, in case it registers something. */
const EACH = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'then', 'reduce']);

function onUnknown(machine: Machine, self: Js, name: string, args: readonly Js[]): Js {
  const callback = args[0];
  if (EACH.has(name) && isFunction(callback)) {
    machine.unsure(() => machine.call(callback, [unknown('an item of a list that is not known'), unknown('its place')]));
  }
  // `remark.use(x)` is still of the package it came from.
  return isUnknown(self) ? { ...self, given: args } : unknown(name);
}

function onFunction(machine: Machine, self: JsFunction, name: string, args: readonly Js[]): { readonly value: Js } | undefined {
  switch (name) {
    case 'call': return { value: self.call(args.slice(1), args[0]) };
    case 'apply': return { value: isArray(args[1]) ? self.call(args[1].items, args[0]) : unknown('what it is called with') };
    case 'bind': return { value: functionOf((more) => machine.call(self, [...args.slice(1), ...more], args[0])) };
    default: return undefined;
  }
}

function onText(machine: Machine, self: string, name: string, args: readonly Js[]): Js {
  machine.step(1 + (self.length >> 6));
  if (args.some(isUnknown)) return unknown(`\`${name}\` with something unknown`);
  if (name === 'replace' || name === 'replaceAll') return replace(machine, self, name, args);
  if (PATTERN_METHODS.has(name) && isPattern(args[0])) return withPattern(self, name, args[0], args[1]);
  const [a, b] = args;
  const text = a === undefined ? 'undefined' : asText(a);
  if (text === undefined) return unknown(`\`${name}\` with something that has no text`);
  switch (name) {
    case 'toLowerCase': case 'toLocaleLowerCase': return self.toLowerCase();
    case 'toUpperCase': case 'toLocaleUpperCase': return self.toUpperCase();
    case 'trim': return self.trim();
    case 'trimStart': return self.trimStart();
    case 'trimEnd': return self.trimEnd();
    case 'toString': case 'valueOf': case 'toWellFormed': return self;
    case 'slice': return self.slice(index(a), index(b));
    case 'substring': return self.substring(index(a) ?? 0, index(b));
    case 'substr': return self.slice(index(a), b === undefined ? undefined : (index(a) ?? 0) + (index(b) ?? 0));
    case 'split': return a === undefined ? arrayOf([self], machine.uncertain) : arrayOf(self.split(text, index(b)), machine.uncertain);
    case 'startsWith': return self.startsWith(text, index(b));
    case 'endsWith': return self.endsWith(text, index(b));
    case 'includes': return self.includes(text, index(b));
    case 'indexOf': return self.indexOf(text, index(b));
    case 'lastIndexOf': return self.lastIndexOf(text, index(b));
    case 'charAt': return self.charAt(index(a) ?? 0);
    case 'charCodeAt': return self.charCodeAt(index(a) ?? 0);
    case 'codePointAt': return self.codePointAt(index(a) ?? 0);
    case 'at': return self.at(index(a) ?? 0);
    case 'concat': return self + args.map((arg) => asText(arg) ?? '').join('');
    case 'normalize': return ['NFC', 'NFD', 'NFKC', 'NFKD'].includes(text) ? self.normalize(text) : self.normalize();
    case 'repeat': return self.length * (index(a) ?? 0) > LONGEST || (index(a) ?? 0) < 0 ? tooLong : self.repeat(index(a) ?? 0);
    case 'padStart': return (index(a) ?? 0) > LONGEST ? tooLong : self.padStart(index(a) ?? 0, asText(b ?? ' '));
    case 'padEnd': return (index(a) ?? 0) > LONGEST ? tooLong : self.padEnd(index(a) ?? 0, asText(b ?? ' '));
    case 'localeCompare': return self < text ? -1 : self > text ? 1 : 0;
    default: return unknown(`\`${name}\` of a text`);
  }
}

const PATTERN_METHODS = new Set(['match', 'matchAll', 'search', 'split']);
const isPattern = (value: Js): value is JsPattern => typeof value === 'object' && value?.kind === 'pattern';
const index = (value: Js): number | undefined => (typeof value === 'number' ? value : undefined);

function replace(machine: Machine, self: string, name: string, [what, by]: readonly Js[]): Js {
  if (self.length > PATTERN_TEXT * 20 || (isPattern(what) && self.length > PATTERN_TEXT)) return tooLong;
  const pattern = isPattern(what) ? what.regexp : asText(what);
  if (pattern === undefined) return unknown('what is replaced');
  let lost = false;
  const exchange = (...found: readonly unknown[]): string => {
    machine.step();
    const given = found.map((item) => (typeof item === 'string' || typeof item === 'number' ? item : undefined));
    const text = isFunction(by) ? machine.call(by, given) : by;
    if (typeof text === 'object' && text !== null) lost = true;
    return String(text);
  };
  const replacement = isFunction(by) ? exchange : asText(by);
  if (replacement === undefined) return unknown('what it is replaced by');
  const all = name === 'replaceAll';
  const result = typeof replacement === 'string'
    ? (all ? self.replaceAll(pattern, replacement) : self.replace(pattern, replacement))
    : (all ? self.replaceAll(pattern, replacement) : self.replace(pattern, replacement));
  return lost ? unknown('what it is replaced by') : result;
}

function withPattern(self: string, name: string, { regexp }: JsPattern, limit: Js): Js {
  if (self.length > PATTERN_TEXT) return tooLong;
  regexp.lastIndex = 0;
  if (name === 'split') return arrayOf(self.split(regexp, index(limit)));
  if (name === 'search') return self.search(regexp);
  if (name === 'matchAll') return regexp.global ? arrayOf([...self.matchAll(regexp)].map(matched)) : unknown('matchAll');
  return matched(self.match(regexp));
}

function matched(found: RegExpMatchArray | RegExpExecArray | null): Js {
  if (!found) return null;
  const groups = objectOf(Object.entries(found.groups ?? {}));
  const list = arrayOf([...found]);
  // A list with names on it is more than our lists can be; the names are what is asked for when there are any.
  return found.groups ? objectOf([...list.items.map((item, place) => [String(place), item] as const), ['groups', groups]]) : list;
}

function onPattern({ regexp }: JsPattern, name: string, [text]: readonly Js[]): Js {
  if (typeof text !== 'string') return unknown('what a pattern is tried on');
  if (text.length > PATTERN_TEXT) return tooLong;
  if (name === 'test') return regexp.test(text);
  if (name === 'exec') return matched(regexp.exec(text));
  return unknown(`\`${name}\` of a pattern`);
}

function onNumber(self: number, name: string, args: readonly Js[]): Js {
  const digits = args[0];
  if (name === 'toString') return typeof digits === 'number' && digits >= 2 && digits <= 36 ? self.toString(digits) : String(self);
  if (name === 'toFixed') return typeof digits !== 'number' || digits > 100 || digits < 0 ? self.toFixed() : self.toFixed(digits);
  return unknown(`\`${name}\` of a number`);
}

/** A host builds in UTC, so that local time is UTC there. */
function onDate(self: JsDate, name: string, args: readonly Js[]): Js {
  const date = new Date(self.at);
  if (Number.isNaN(self.at)) return name === 'getTime' || name === 'valueOf' ? NaN : unknown('a date that is none');
  switch (name) {
    case 'getTime': case 'valueOf': return self.at;
    case 'toISOString': case 'toJSON': return date.toISOString();
    case 'getFullYear': case 'getUTCFullYear': return date.getUTCFullYear();
    case 'getMonth': case 'getUTCMonth': return date.getUTCMonth();
    case 'getDate': case 'getUTCDate': return date.getUTCDate();
    case 'getDay': case 'getUTCDay': return date.getUTCDay();
    case 'getHours': case 'getUTCHours': return date.getUTCHours();
    case 'getMinutes': case 'getUTCMinutes': return date.getUTCMinutes();
    case 'getSeconds': case 'getUTCSeconds': return date.getUTCSeconds();
    case 'getTimezoneOffset': return 0;
    case 'setHours': case 'setUTCHours': {
      const [hours, minutes, seconds, milliseconds] = args.map((arg) => (typeof arg === 'number' ? arg : 0));
      self.at = date.setUTCHours(hours ?? 0, minutes ?? date.getUTCMinutes(), seconds ?? date.getUTCSeconds(), milliseconds ?? date.getUTCMilliseconds());
      return self.at;
    }
    default: return isLocaleText(name) ? localeText(self.at, name, args) : unknown(`\`${name}\` of a date`);
  }
}

function onMap(machine: Machine, self: JsMap, name: string, [key, value]: readonly Js[]): Js {
  machine.step();
  const born = machine.uncertain;
  switch (name) {
    case 'get': return isUnknown(key) || (self.open && !self.entries.has(key)) ? unknown('an entry of a map') : self.entries.get(key);
    case 'has': return isUnknown(key) || (self.open && !self.entries.has(key)) ? unknown('whether a map has it') : self.entries.has(key);
    case 'set':
      touch(machine, self);
      if (isUnknown(key)) self.open = true;
      else self.entries.set(key, value);
      return self;
    case 'delete':
      if (isUnknown(key) || machine.uncertain > self.born) { self.open = true; return unknown('delete'); }
      return self.entries.delete(key);
    case 'keys': return { ...arrayOf([...self.entries.keys()], born), open: self.open };
    case 'values': return { ...arrayOf([...self.entries.values()], born), open: self.open };
    case 'entries': return { ...arrayOf([...self.entries].map((pair) => arrayOf(pair, born)), born), open: self.open };
    case 'forEach':
      for (const [entryKey, entry] of [...self.entries]) machine.call(key, [entry, entryKey, self]);
      return undefined;
    default: return unknown(`\`${name}\` of a map`);
  }
}

function onSet(machine: Machine, self: JsSet, name: string, [item]: readonly Js[]): Js {
  machine.step();
  switch (name) {
    case 'has': return isUnknown(item) || (self.open && !self.items.has(item)) ? unknown('whether a set has it') : self.items.has(item);
    case 'add':
      touch(machine, self);
      if (isUnknown(item)) self.open = true;
      else self.items.add(item);
      return self;
    case 'delete':
      if (isUnknown(item) || machine.uncertain > self.born) { self.open = true; return unknown('delete'); }
      return self.items.delete(item);
    case 'keys': case 'values': return { ...arrayOf([...self.items], machine.uncertain), open: self.open };
    case 'forEach':
      for (const each of [...self.items]) machine.call(item, [each, each, self]);
      return undefined;
    default: return unknown(`\`${name}\` of a set`);
  }
}

function onArray(machine: Machine, self: JsArray, name: string, args: readonly Js[]): Js {
  machine.step(1 + (self.items.length >> 2));
  if (self.items.length > LONGEST) return tooLong;
  if (CHANGING.has(name)) return change(machine, self, name, args);
  const [a, b] = args;
  const list = (items: readonly Js[], open = self.open): JsArray => ({ ...arrayOf(items, machine.uncertain), open });
  const each = (callback: Js): Js[] => self.items.map((item, place) => machine.call(callback, [item, place, self]));
  switch (name) {
    case 'map': return list(each(a));
    case 'forEach': each(a); return undefined;
    case 'filter': return filter(machine, self, a);
    case 'flatMap': return flat(machine, list(each(a)), 1);
    case 'flat': return flat(machine, self, index(a) ?? 1);
    case 'find': case 'findLast': case 'findIndex': case 'findLastIndex': return find(machine, self, name, a);
    case 'some': case 'every': return quantified(self, name, each(a).map(truth));
    case 'reduce': return reduce(machine, self, args);
    case 'includes': return includes(self, a);
    case 'indexOf': return self.open || self.items.some(isUnknown) || isUnknown(a) ? unknown('a place in a list') : self.items.indexOf(a);
    case 'join': return join(self, a);
    case 'toString': return asText(self) ?? unknown('a list as text');
    case 'slice': return isUnknown(a) || isUnknown(b) || (self.open && (a !== 0 || b !== undefined)) ? list(self.items, true) : list(self.items.slice(index(a), index(b)));
    case 'concat': return concat(machine, self, args);
    case 'toSorted': return sorted(machine, list(self.items), a);
    case 'toReversed': return list(self.items.toReversed());
    case 'at': return self.open || typeof a !== 'number' ? unknown('an item of a list') : self.items.at(a);
    case 'keys': return list(self.items.map((_, place) => place));
    case 'values': return list(self.items);
    case 'entries': return list(self.items.map((item, place) => arrayOf([place, item], machine.uncertain)));
    case 'with': return typeof a === 'number' && !self.open && a >= 0 && a < self.items.length ? list(self.items.with(a, b)) : unknown('with');
    default: return unknown(`\`${name}\` of a list`);
  }
}

const CHANGING = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'sort', 'reverse', 'fill']);

function change(machine: Machine, self: JsArray, name: string, args: readonly Js[]): Js {
  touch(machine, self);
  switch (name) {
    case 'push': self.items.push(...args); return self.open ? unknown('length') : self.items.length;
    case 'unshift': self.items.unshift(...args); return self.open ? unknown('length') : self.items.length;
    case 'pop': return self.open ? unknown('pop') : self.items.pop();
    case 'shift': return self.open ? unknown('shift') : self.items.shift();
    case 'sort': return sorted(machine, self, args[0]);
    case 'reverse': self.items.reverse(); return self;
    case 'fill': self.items.fill(args[0]); return self;
    default: {
      const [start, count, ...inserted] = args;
      if (self.open || typeof start !== 'number') { self.open = true; return unknown('splice'); }
      const removed = self.items.splice(start, typeof count === 'number' ? count : self.items.length, ...inserted);
      return arrayOf(removed, machine.uncertain);
    }
  }
}

function filter(machine: Machine, self: JsArray, predicate: Js): Js {
  // What may have been kept counts as kept: a list says what there is at most.
  const kept = self.items.filter((item, place) => truth(machine.call(predicate, [item, place, self])) !== false);
  return { ...arrayOf(kept, machine.uncertain), open: self.open };
}

function flat(machine: Machine, self: JsArray, depth: number): JsArray {
  let { open } = self;
  const items = self.items.flatMap((item): readonly Js[] => {
    machine.step();
    if (isUnknown(item)) open = true;
    if (!isArray(item)) return isUnknown(item) ? [] : [item];
    const inner = depth > 1 && depth < 50 ? flat(machine, item, depth - 1) : item;
    if (inner.open) open = true;
    return inner.items;
  });
  return { ...arrayOf(items, machine.uncertain), open };
}

function find(machine: Machine, self: JsArray, name: string, predicate: Js): Js {
  const backwards = name.includes('Last');
  const wantsPlace = name.includes('Index');
  const { length } = self.items;
  for (let i = 0; i < length; i++) {
    const place = backwards ? length - 1 - i : i;
    const holds = truth(machine.call(predicate, [self.items[place], place, self]));
    if (holds === undefined) return unknown('which item of a list it is');
    if (holds) return wantsPlace ? place : self.items[place];
  }
  if (self.open) return unknown('which item of a list it is');
  return wantsPlace ? -1 : undefined;
}

function quantified(self: JsArray, name: string, holds: readonly (boolean | undefined)[]): Js {
  const decided = name === 'some';
  if (holds.includes(decided)) return decided;
  return holds.includes(undefined) || self.open ? unknown('whether a list has it') : !decided;
}

function reduce(machine: Machine, self: JsArray, args: readonly Js[]): Js {
  const rest = args.length > 1 ? self.items : self.items.slice(1);
  let total = args.length > 1 ? args[1] : self.items[0];
  rest.forEach((item, place) => { total = machine.call(args[0], [total, item, place, self]); });
  if (!self.open) return total;
  if (isArray(total) || isObject(total)) { total.open = true; return total; }
  return unknown('what a list comes to');
}

function includes(self: JsArray, item: Js): Js {
  if (isUnknown(item)) return unknown('whether a list has it');
  if (self.items.includes(item)) return true;
  return self.open || self.items.some(isUnknown) ? unknown('whether a list has it') : false;
}

function join(self: JsArray, separator: Js): Js {
  const between = separator === undefined ? ',' : asText(separator);
  const parts = self.items.map((item) => (item === undefined || item === null ? '' : asText(item)));
  if (between === undefined || self.open || parts.includes(undefined)) return unknown('a list as text');
  const text = parts.join(between);
  return text.length > LONGEST ? tooLong : text;
}

function concat(machine: Machine, self: JsArray, args: readonly Js[]): Js {
  let { open } = self;
  const items = [...self.items];
  for (const arg of args) {
    if (isUnknown(arg)) open = true;
    else if (!isArray(arg)) items.push(arg);
    else {
      machine.step(arg.items.length);
      items.push(...arg.items);
      open ||= arg.open;
    }
  }
  return { ...arrayOf(items, machine.uncertain), open };
}

/** Longer lists stay in the order they have. */
const LONGEST_SORT = 2_000;

/** Sorts in place. An order that cannot be worked out is left as it is: where pages lie seldom hangs on it. */
function sorted(machine: Machine, self: JsArray, compare: Js): Js {
  const order = (a: Js, b: Js): number => {
    if (compare === undefined) return String(asText(a)) < String(asText(b)) ? -1 : 1;
    const result = machine.call(compare, [a, b]);
    return typeof result === 'number' ? result : 0;
  };
  if (self.items.length <= LONGEST_SORT) self.items.sort(order);
  return self;
}
