/** A moment as a clock on the wall of some zone shows it. Months count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** `unknown`: Ruby reads more ways to write a date than are known here. */
export type ReadDate =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unknown' };

/**
 * What Jekyll makes of a date as it is written in front matter. Unquoted with seconds it is a YAML timestamp, which
 * without an offset means UTC; anything else is a text, which without an offset means the site's own zone.
 */
export function readDate(text: string, { quoted, zone }: { readonly quoted: boolean; readonly zone: string }): ReadDate {
  const trimmed = text.trim();
  if (!/\d/.test(trimmed)) return { kind: 'invalid' };
  if (trimmed.length > 100) return { kind: 'unknown' };
  const usual = usualDate.exec(trimmed);
  if (usual) return readUsual(usual, quoted || usual[6] === undefined, zone);
  const clock = clockOf(trimmed);
  const day = dayOf(clock.rest);
  if (day === 'invalid' || day === 'unknown') return { kind: day };
  if (!inRange(day, clock)) return { kind: 'invalid' };

  const civil = { ...day, hour: clock.hour, minute: clock.minute, second: clock.second };
  const offset = offsetOf(clock.rest) ?? (!quoted && yamlTimestamp.test(trimmed) ? 0 : undefined);
  return { kind: 'at', at: offset === undefined ? fromCivil(civil, zone) : utc(civil) - offset * 60_000 };
}

/** `2020-03-04 23:30:00 +0100`, or the beginning of it. */
const usualDate = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?: ([-+])(\d\d):?(\d\d))?)?$/;

function readUsual(found: RegExpExecArray, isText: boolean, zone: string): ReadDate {
  const [, year, month, dayNumber, hour = '0', minute = '0', second = '0', sign, hours = '0', minutes = '0'] = found;
  const civil = { year: Number(year), month: Number(month), day: Number(dayNumber), hour: Number(hour), minute: Number(minute), second: Number(second) };
  if (!inRange(civil, civil)) return { kind: 'invalid' };
  if (sign === undefined) return { kind: 'at', at: isText ? fromCivil(civil, zone) : utc(civil) };
  const offset = Number(hours) * 60 + Number(minutes);
  return { kind: 'at', at: utc(civil) - (sign === '-' ? -offset : offset) * 60_000 };
}

/** A day that a file's name gives, at midnight. Two digits of year are 1969 to 2068. */
export function readNameDate(year: string, month: string, day: string, zone: string): ReadDate {
  const civil = { year: fullYear(year), month: Number(month), day: Number(day), hour: 0, minute: 0, second: 0 };
  if (!inRange(civil, civil)) return { kind: 'invalid' };
  return { kind: 'at', at: fromCivil(civil, zone) };
}

/** The moment at which clocks of a zone show this. Days that a month does not have run on into the next. */
export function fromCivil(civil: Civil, zone: string): number {
  const guess = utc(civil);
  const first = guess - offsetAt(guess, zone);
  return guess - offsetAt(first, zone);
}

/** What clocks of a zone show at a moment. */
export function toCivil(at: number, zone: string): Civil {
  const date = new Date(at + offsetAt(at, zone));
  return {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
  };
}

/** The zone if the machine knows it, else UTC, as the C library has it. */
export function knownZone(zone: string): string {
  if (zone === 'UTC') return zone;
  try {
    formatterOf(zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

/** `+0100`, as Ruby writes the offset of a moment. */
export function offsetText(at: number, zone: string): string {
  const minutes = Math.round(offsetAt(at, zone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`;
}

/** `7` as `07`. */
export const pad = (number: number, digits = 2): string => String(number).padStart(digits, '0');

/** YAML 1.1: https://yaml.org/type/timestamp.html, as Ruby's reader has it. */
const yamlTimestamp = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?$/;

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The text without it. */
  readonly rest: string;
}

function clockOf(text: string): Clock {
  const match = /(\d{1,2})\s?:\s?(\d{1,2})(?:\s?:\s?(\d{1,2})(?:[.,]\d*)?)?(?:\s*([ap])\.?m\b\.?)?/i.exec(text);
  if (!match) return { hour: 0, minute: 0, second: 0, rest: text };
  const [whole, hour, minute, second = '0', half] = match;
  const rest = `${text.slice(0, match.index).replace(/T$/i, '')} ${text.slice(match.index + whole.length)}`;
  return { hour: hourOf(Number(hour), half), minute: Number(minute), second: Number(second), rest };
}

const hourOf = (hour: number, half: string | undefined): number =>
  (half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0));

type Day = Pick<Civil, 'year' | 'month' | 'day'>;

function dayOf(text: string): Day | 'invalid' | 'unknown' {
  const iso = /(?<![\d:+-])(\d{2,4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const slashed = /(\d{1,4})\/(\d{1,2})\/(\d{1,4})/.exec(text);
  // Ruby: a first number of up to two digits before a long one is the day.
  if (slashed) return (slashed[3] ?? '').length > 2 ? day(slashed[3], slashed[2], slashed[1]) : day(slashed[1], slashed[2], slashed[3]);
  const dotted = /(\d{1,4})\.(\d{1,2})\.(\d{1,4})/.exec(text);
  if (dotted) return (dotted[3] ?? '').length > 2 ? day(dotted[3], dotted[2], dotted[1]) : day(dotted[1], dotted[2], dotted[3]);

  const named = withMonthName(text);
  if (named) return named;
  const digits = /^\s*(\d+)\s*$/.exec(text)?.[1];
  if (digits === undefined) return 'unknown';
  return /^\d{8}$/.test(digits) ? day(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)) : 'invalid';
}

/** `March 4, 2020`, `4 Mar 2020`, `Wed Mar 4 2020`. */
function withMonthName(text: string): Day | undefined {
  const name = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?/i.exec(text);
  if (!name?.[1]) return undefined;
  const month = String(months.indexOf(name[1].toLowerCase()) + 1);
  const before = /(\d{1,2})(?:st|nd|rd|th)?\s*[-,]?\s*$/i.exec(text.slice(0, name.index))?.[1];
  const after = text.slice(name.index + name[0].length);
  const year = /(?<![\d+-])\d{4}\b/.exec(after)?.[0] ?? (before ? /^[-\s,]*(\d{2})\b/.exec(after)?.[1] : undefined);
  const dayNumber = before ?? /^[-\s]*(\d{1,2})(?:st|nd|rd|th)?\b/i.exec(after)?.[1];
  return year !== undefined && dayNumber !== undefined ? day(year, month, dayNumber) : undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const day = (year = '', month = '', dayNumber = ''): Day =>
  ({ year: fullYear(year), month: Number(month), day: Number(dayNumber) });

const fullYear = (year: string): number => {
  const number = Number(year);
  if (year.length > 2) return number;
  return number + (number >= 69 ? 1900 : 2000);
};

const inRange = ({ month, day: dayNumber }: Day, { hour, minute, second }: Pick<Civil, 'hour' | 'minute' | 'second'>): boolean =>
  month >= 1 && month <= 12 && dayNumber >= 1 && dayNumber <= 31 && hour <= 24 && minute < 60 && second <= 60;

/** The offset that a text names, in minutes. Names of places are none: Ruby leaves them out. */
function offsetOf(text: string): number | undefined {
  const numeric = /(?:^|\s)(?:GMT|UTC)?([-+])(\d{1,2}):?(\d\d)?(?=\s|$)/i.exec(text);
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0));
  const name = /(?:^|\s)([A-Z]{1,4})\s*$/i.exec(text)?.[1]?.toUpperCase();
  return name === undefined ? undefined : zoneNames.get(name);
}

/** Those of Ruby's zone names that people write, in minutes. */
const zoneNames: ReadonlyMap<string, number> = new Map([
  ['Z', 0], ['UTC', 0], ['GMT', 0], ['WET', 0], ['WEST', 60], ['BST', 60], ['CET', 60], ['MET', 60], ['CEST', 120], ['MEST', 120],
  ['EET', 120], ['EEST', 180], ['MSK', 180], ['IST', 330], ['JST', 540], ['AST', -240], ['ADT', -180], ['EST', -300], ['EDT', -240],
  ['CST', -360], ['CDT', -300], ['MST', -420], ['MDT', -360], ['PST', -480], ['PDT', -420],
]);

const utc = ({ year, month, day: dayNumber, hour, minute, second }: Civil): number => {
  const at = Date.UTC(year, month - 1, dayNumber, hour, minute, second);
  return year > 99 ? at : new Date(at).setUTCFullYear(year);
};

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Map(formatterOf(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour') % 24, part('minute'), part('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

// Making a formatter costs more than all that is done with it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23',
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}
