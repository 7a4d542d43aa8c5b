import type { Value } from '../../core/site/document.ts';

/** A moment, and the day it is in its own zone: what permalinks are made of. */
export interface HugoDate {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Since midnight, in its own zone. */
  readonly seconds: number;
}

/** What Hugo takes for "no date": permalinks show it as `/1/01/01/`. */
export const ZERO_DATE: HugoDate = { at: Date.parse('0001-01-01T00:00:00Z'), year: 1, month: 1, day: 1, seconds: 0 };

/**
 * Reads a date as Hugo does; `undefined` where it would not. A number is seconds since the epoch. `offsetAt` answers
 * the minutes east of Greenwich of the site's zone at a moment, for dates that name no zone.
 */
export function hugoDate(value: Value | undefined, offsetAt: (utc: number) => number = () => 0): HugoDate | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? fromUtc(value * 1000, 0) : undefined;
  if (typeof value !== 'string') return undefined;
  const parts = partsOf(value);
  if (!parts || !exists(parts)) return undefined;
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second, parts.milliseconds);
  const offset = parts.offset ?? offsetAt(asUtc);
  return { at: asUtc - offset * 60_000, year: parts.year, month: parts.month, day: parts.day, seconds: (parts.hour * 60 + parts.minute) * 60 + parts.second };
}

/** The day at the start of a file's name, and what follows it: `2019-08-07-hello`. */
export function dateInName(name: string): { readonly date: HugoDate; readonly rest: string } | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(name);
  if (!found) return undefined;
  const date = hugoDate(found[0]);
  return date && { date, rest: name.slice(found[0].length).replace(/^[\s_-]+|[\s_-]+$/g, '') };
}

/** Minutes east of Greenwich of a named zone at a moment; zero for a zone nobody knows. */
export function zoneOffset(zone: string | undefined): (utc: number) => number {
  if (!zone || zone === 'UTC') return () => 0;
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (utc) => {
      const found = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(utc));
      return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
    };
  } catch {
    return () => 0;
  }
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milliseconds: number;
  /** Minutes east of Greenwich, where it is written. */
  readonly offset?: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Seconds are needed wherever an hour is given. A space before the zone is only good after a space before the hour. */
const NUMERIC = /^(\d{4})-(\d{2})-(\d{2})(?:(?:T(\d{1,2}):(\d{2}):(\d{2})([.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?| {1,9}(\d{1,2}):(\d{2}):(\d{2})([.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2}| [+-]\d{2}:?\d{2}(?: [A-Z]{3,4})?)?))?$/;
const IN_WORDS = /^(?:[A-Z][a-z]{2,8}, )?(\d{2})[ -]([A-Z][a-z]{2})[ -](\d{4}|\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))? ([+-]\d{4}|[A-Z]{3,4}))?$/;
const UNIX = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?: ([+-]\d{4}|[A-Z]{3,4}))? (\d{4})$/;

function partsOf(text: string): Parts | undefined {
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, year, month, day, ...time] = numeric;
    const [hour, minute, second, fraction, zone] = time[0] === undefined ? time.slice(5) : time;
    return parts(year, Number(month), day, [hour, minute, second], zone, fraction);
  }
  const words = IN_WORDS.exec(text);
  if (words) return parts(fullYear(words[3]), monthOf(words[2]), words[1], words.slice(4, 7), words[7]);
  const unix = UNIX.exec(text);
  return unix ? parts(unix[7], monthOf(unix[1]), unix[2], unix.slice(3, 6), unix[6]) : undefined;
}

function parts(
  year: string | undefined, month: number, day: string | undefined,
  time: readonly (string | undefined)[], zone: string | undefined, fraction?: string,
): Parts {
  const offset = offsetOf(zone);
  return {
    year: Number(year), month, day: Number(day),
    hour: Number(time[0] ?? 0), minute: Number(time[1] ?? 0), second: Number(time[2] ?? 0),
    milliseconds: fraction ? Math.floor(Number(`0.${fraction.slice(1)}`) * 1000) : 0,
    ...(offset !== undefined && { offset }),
  };
}

const monthOf = (name: string | undefined): number => MONTHS.indexOf((name ?? '').toLowerCase()) + 1;

const fullYear = (year: string | undefined): string | undefined =>
  year?.length === 2 ? String(Number(year) + (Number(year) >= 69 ? 1900 : 2000)) : year;

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const found = /^ ?([+-])(\d{2}):?(\d{2})/.exec(zone);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function exists({ year, month, day, hour, minute, second }: Parts): boolean {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || day < 1) return false;
  return day <= new Date(Date.UTC(year === 0 ? 4 : year, month, 0)).getUTCDate();
}

function fromUtc(at: number, offset: number): HugoDate {
  const shown = new Date(at + offset * 60_000);
  const seconds = (shown.getUTCHours() * 60 + shown.getUTCMinutes()) * 60 + shown.getUTCSeconds();
  return { at, year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate(), seconds };
}
