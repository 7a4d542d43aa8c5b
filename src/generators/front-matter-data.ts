import type { FrontMatter, Value } from '../core/site/document.ts';
import { parseDate } from './javascript/evaluate.ts';
import { arrayOf, fromValue, isObject, objectOf, type Js } from './javascript/values.ts';

/** Front matter as js-yaml and the TOML readers of npm give it to a program: what looks like a date and is not quoted is one. */
export function dataOf({ data, scalars }: FrontMatter): Js {
  const convert = (value: Value, path: string): Js => {
    if (typeof value === 'string') {
      return TIMESTAMP.test(value) && scalars.get(path)?.quoted === false ? { kind: 'date', at: timestamp(value) } : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return arrayOf(value.map((item, i) => convert(item, `${path}.${i}`)));
    return objectOf(Object.entries(value).map(([key, inner]) => [key, convert(inner, path === '' ? key : `${path}.${key}`)] as const));
  };
  const whole = convert(data, '');
  return isObject(whole) ? whole : fromValue(data);
}

/** YAML's timestamp type, as js-yaml has it: without a time there are two figures each. https://yaml.org/type/timestamp.html */
const TIMESTAMP = /^(?=\d{4}-\d\d-\d\d$|\S+[Tt \t])(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?(?:[ \t]*(Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/;

/** Milliseconds of a timestamp; one without a zone is UTC. What is none is read as JavaScript reads dates. */
export function timestamp(text: string): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = TIMESTAMP.exec(text) ?? [];
  if (year === undefined) return parseDate(text);
  const offset = /^([-+])(\d{1,2}):?(\d{2})?$/.exec(zone);
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * (offset[1] === '-' ? -1 : 1) : 0;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)));
  return at - minutes * 60_000;
}
