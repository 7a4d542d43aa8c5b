/** A moment, and whether its time of day was said. */
export interface When {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly hasTime: boolean;
}

/**
 * Reads a date as a person types it: `2026-01-02`, `2026-01-02 10:00`, `2026-01-02T10:00+01:00`, `today`, `tomorrow 9:00`,
 * `friday`, `next friday`, `+3d`, `in 2 weeks`, `18:30`. What names no zone is meant in `zone`; a day without a time begins
 * at midnight, but `today` means now. `undefined` when it is no date.
 */
export function readWhen(text: string, { now, zone }: { readonly now: number; readonly zone: string }): When | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/^next (?=[a-z])/, '').replace(/^in (\d{1,4}) (d|w)(?:ay|eek)s?(?= |$)/, '+$1$2');
  const today = civilOf(now, zone);
  if (words === '') return undefined;
  if (words === 'now' || words === 'today') return { at: now, hasTime: false };

  const { day, rest } = dayIn(words, today) ?? { day: today, rest: words };
  if (rest === '') return midnight(day, zone);
  const time = timeIn(rest);
  if (!time || !isDay(day)) return undefined;
  const moment: Civil = { ...day, hour: time.hour, minute: time.minute, second: time.second };
  const at = time.offset === undefined ? momentOf(moment, zone) : asUtc(moment) - time.offset * MINUTE;
  return { at, hasTime: true };
}

/** What a clock on the wall of a zone shows. Months count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function civilOf(at: number, zone: string): Civil {
  const local = new Date(at + offsetAt(at, zone) * MINUTE);
  return {
    year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(),
    hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds(),
  };
}

/** How far a zone's clocks are ahead of UTC, in minutes. */
export function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The moment at which a zone's clocks show this: the first of an hour that comes twice, the next of one that is left out. */
export function momentOf(civil: Civil, zone: string): number {
  const utc = asUtc(civil);
  const before = offsetAt(utc - DAY, zone);
  const moments = [before, offsetAt(utc + DAY, zone)].map((offset) => ({ at: utc - offset * MINUTE, offset }));
  const exact = moments.filter(({ at, offset }) => offsetAt(at, zone) === offset).map(({ at }) => at);
  return exact.length > 0 ? Math.min(...exact) : utc - before * MINUTE;
}

const asUtc = ({ year, month, day, hour, minute, second }: Civil): number => Date.UTC(year, month - 1, day, hour, minute, second);

function midnight(day: Civil, zone: string): When | undefined {
  return isDay(day) ? { at: momentOf({ ...day, hour: 0, minute: 0, second: 0 }, zone), hasTime: false } : undefined;
}

/** There is no 30 February. */
function isDay({ year, month, day }: Civil): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function dayIn(words: string, today: Civil): { day: Civil; rest: string } | undefined {
  const written = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[t ])/.exec(words);
  if (written) {
    const [all, year, month, day] = written;
    return { day: { ...today, year: Number(year), month: Number(month), day: Number(day) }, rest: words.slice(all.length).trim() };
  }
  const [word = '', ...rest] = words.split(' ');
  const days = daysUntil(word, today);
  return days === undefined ? undefined : { day: later(today, days), rest: rest.join(' ') };
}

function daysUntil(word: string, today: Civil): number | undefined {
  const [, sign, count = '0', unit] = /^([+-])(\d{1,4})([dw])$/.exec(word) ?? [];
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * Number(count) * (unit === 'w' ? 7 : 1);
  if (word === 'today') return 0;
  if (word === 'tomorrow') return 1;
  if (word === 'yesterday') return -1;
  const index = word.length < 3 ? -1 : WEEKDAYS.findIndex((name) => name.startsWith(word));
  // On a Friday `friday` is the next one: for the day itself one says `today`.
  return index < 0 ? undefined : (index - new Date(asUtc(today)).getUTCDay() + 6) % 7 + 1;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const later = (day: Civil, days: number): Civil => civilOf(asUtc(day) + days * DAY, 'UTC');

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes ahead of UTC, where it was said. */
  readonly offset?: number;
}

/** `9:00`, `09:00:30`, `9am`, `9:30 pm`, `10:00Z`, `10:00 +0100`; an `at` before it. */
function timeIn(words: string): Time | undefined {
  const found = /^(?:at )?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(am|pm)? ?(z|utc|[+-]\d{2}:?\d{2})?$/.exec(words);
  if (!found || (found[2] === undefined && found[4] === undefined)) return undefined;
  const [, hours, minutes = '0', seconds = '0', half, zone] = found;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'pm' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half !== undefined && (Number(hours) > 12 || Number(hours) < 1))) return undefined;
  return { hour, minute: Number(minutes), second: Number(seconds), ...(zone !== undefined && { offset: offsetIn(zone) }) };
}

function offsetIn(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
