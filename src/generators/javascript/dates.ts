import { dateOf } from './evaluate.ts';
import { at, functionOf, isUnknown, objectOf, textAt, unknown, type Js, type JsObject } from './values.ts';

/** The packages blogs write dates with, as far as numbers and English names go. A host builds in UTC. */
export function datePackages(): readonly (readonly [string, Js])[] {
  const luxon = functionOf(() => unknown('a DateTime'));
  const from = functionOf(([value, options]) => luxonDate(value, options));
  for (const name of ['fromJSDate', 'fromISO', 'fromMillis']) luxon.entries.set(name, from);
  const open = (module: JsObject): JsObject => ({ ...module, open: true });
  const dayjs = functionOf(([value, format]) => (format === undefined ? dayjsDate(value) : unknown('a date of a form of its own')));
  for (const name of ['utc', 'unix']) dayjs.entries.set(name, name === 'utc' ? functionOf(([value]) => dayjsDate(value)) : functionOf(() => unknown('a date')));
  dayjs.entries.set('extend', functionOf(() => undefined));
  dayjs.entries.set('locale', functionOf(() => undefined));
  const whole = (value: Js): Js => objectOf([['default', value], ['module.exports', value]]);
  const formatted = functionOf(([value, pattern]) => written(value, pattern, DATE_FNS, /'((?:[^']|'')*)'/y));
  return [
    ['luxon', open(objectOf([['DateTime', luxon]]))],
    ['dayjs', whole(dayjs)], ['moment', whole(dayjs)],
    ['date-fns', open(objectOf([['format', formatted], ['parseISO', functionOf(([value]) => dateOf([value], 0))]]))],
    ['date-fns/format', whole(formatted)],
  ];
}

function luxonDate(value: Js, options: Js): Js {
  const zone = textAt(options, 'zone');
  const date = typeof value === 'object' || typeof value === 'string' || typeof value === 'number' ? dateOf([value], 0) : unknown('a date');
  if (isUnknown(date) || isUnknown(options) || (zone !== undefined && !/^(?:utc|local|system)$/i.test(zone))) return unknown('a date in a zone of its own');
  const clock = at(options, 'setZone') === true && typeof value === 'string' ? byItsOwnClock(date, value) : date;
  const inUtc = (): Js => luxonDate(date, undefined);
  const self: JsObject = {
    ...objectOf([
      ['toFormat', functionOf(([pattern]) => written(clock, pattern, LUXON, /'([^']*)'/y))],
      ['toISODate', functionOf(() => written(clock, 'yyyy-MM-dd', LUXON, /'([^']*)'/y))],
      ['toJSDate', functionOf(() => date)], ['toMillis', functionOf(() => (typeof date === 'object' && date?.kind === 'date' ? date.at : NaN))],
      ['setLocale', functionOf(([locale]) => (typeof locale === 'string' && /^en/.test(locale) ? self : unknown('names in another language')))],
      ['setZone', functionOf(([name]) => (typeof name === 'string' && /^utc$/i.test(name) ? inUtc() : unknown('a date in a zone of its own')))],
      ['toUTC', functionOf(inUtc)], ['toLocal', functionOf(inUtc)],
      ...(['year', 'month', 'day'] as const).map((part) => [part, fieldOf(clock, part)] as const),
    ]),
    open: true,
  };
  return self;
}

/** With `setZone` a text is shown by the clock whose offset it names: `2024-03-01T07:00+10:30` is the first of March. */
function byItsOwnClock(date: Js, text: string): Js {
  const [, sign, hours, minutes = '0'] = /([+-])(\d{2}):?(\d{2})?$/.exec(text.slice(10)) ?? [];
  if (sign === undefined || typeof date !== 'object' || date?.kind !== 'date') return date;
  return { kind: 'date', at: date.at + (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 };
}

function dayjsDate(value: Js): Js {
  const date = dateOf(value === undefined ? [unknown('now')] : [value], 0);
  if (isUnknown(date)) return date;
  const self: JsObject = {
    ...objectOf([
      ['format', functionOf(([pattern]) => written(date, pattern, DAYJS, /\[([^\]]*)\]/y))],
      ['toDate', functionOf(() => date)], ['valueOf', functionOf(() => at(date))], ['utc', functionOf(() => self)],
      ...(['year', 'month', 'day'] as const).map((part) => [part === 'day' ? 'date' : part, functionOf(() => fieldOf(date, part, part === 'month' ? -1 : 0))] as const),
    ]),
    open: true,
  };
  return self;
}

function fieldOf(date: Js, part: 'year' | 'month' | 'day', plus = 0): Js {
  if (typeof date !== 'object' || date?.kind !== 'date' || Number.isNaN(date.at)) return unknown('a date');
  const moment = new Date(date.at);
  return (part === 'year' ? moment.getUTCFullYear() : part === 'month' ? moment.getUTCMonth() + 1 : moment.getUTCDate()) + plus;
}

type Tokens = Readonly<Record<string, (date: Date) => string>>;

const pad = (number: number, length = 2): string => String(number).padStart(length, '0');
const name = (options: Intl.DateTimeFormatOptions) => (date: Date): string => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(date);
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;

const COMMON: Tokens = {
  HH: (date) => pad(date.getUTCHours()), H: (date) => String(date.getUTCHours()),
  hh: (date) => pad(hour12(date)), h: (date) => String(hour12(date)),
  mm: (date) => pad(date.getUTCMinutes()), m: (date) => String(date.getUTCMinutes()),
  ss: (date) => pad(date.getUTCSeconds()), s: (date) => String(date.getUTCSeconds()),
  MMMM: name({ month: 'long' }), MMM: name({ month: 'short' }), MM: (date) => pad(date.getUTCMonth() + 1), M: (date) => String(date.getUTCMonth() + 1),
};
const UNICODE: Tokens = {
  ...COMMON,
  yyyy: (date) => pad(date.getUTCFullYear(), 4), yy: (date) => pad(date.getUTCFullYear() % 100), y: (date) => String(date.getUTCFullYear()),
  LLLL: name({ month: 'long' }), LLL: name({ month: 'short' }), LL: (date) => pad(date.getUTCMonth() + 1), L: (date) => String(date.getUTCMonth() + 1),
  dd: (date) => pad(date.getUTCDate()), d: (date) => String(date.getUTCDate()),
  EEEE: name({ weekday: 'long' }), EEE: name({ weekday: 'short' }),
};
const LUXON: Tokens = { ...UNICODE, cccc: name({ weekday: 'long' }), ccc: name({ weekday: 'short' }), a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM') };
const DATE_FNS: Tokens = { ...UNICODE, a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM') };
const DAYJS: Tokens = {
  ...COMMON,
  YYYY: (date) => pad(date.getUTCFullYear(), 4), YY: (date) => pad(date.getUTCFullYear() % 100),
  DD: (date) => pad(date.getUTCDate()), D: (date) => String(date.getUTCDate()),
  dddd: name({ weekday: 'long' }), ddd: name({ weekday: 'short' }),
  A: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'), a: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
};

/** A date by a pattern; a letter that means something not known here makes all of it unknown. */
function written(value: Js, pattern: Js, tokens: Tokens, quoted: RegExp): Js {
  if (typeof pattern !== 'string' || pattern.length > 200 || typeof value !== 'object' || value?.kind !== 'date' || Number.isNaN(value.at)) {
    return unknown('a date as text');
  }
  const date = new Date(value.at);
  let out = '';
  for (let place = 0; place < pattern.length;) {
    quoted.lastIndex = place;
    const literal = quoted.exec(pattern);
    const run = /^([A-Za-z])\1*/.exec(pattern.slice(place))?.[0];
    if (literal) out += literal[1] ?? '';
    else if (run !== undefined) {
      const write = Object.hasOwn(tokens, run) ? tokens[run] : undefined;
      if (!write) return unknown(`\`${run}\` in a date's pattern`);
      out += write(date);
    } else out += pattern.charAt(place);
    place += literal?.[0].length ?? run?.length ?? 1;
  }
  return out;
}
