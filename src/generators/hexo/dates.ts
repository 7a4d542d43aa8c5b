import type { Value } from '../../core/site/document.ts';

/** Where time is told: on the machine that builds, and where `timezone` says that the author lives. */
export interface Zones {
  /** Addresses are formatted in the zone of the machine that builds, whatever `timezone` says. */
  readonly host: string;
  readonly author: string | undefined;
}

/** What a post's address is made of. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The moment that a `date` of front matter means, in milliseconds since the epoch; `undefined` when Hexo cannot read it. */
export function readDate(value: Value | undefined, quoted: boolean, zones: Zones): number | undefined {
  const read = typeof value === 'number' ? value : typeof value === 'string' ? readText(value.trim(), quoted, zones) : undefined;
  return read === undefined || Number.isNaN(read) ? undefined : inAuthorsZone(read, zones);
}

/** The moment of a day named in a file name. */
export const dateOfName = (year: number, month: number, day: number, zones: Zones): number =>
  inAuthorsZone(fromWallClock(Date.UTC(year, month - 1, day), zones.host), zones);

/** How a moment reads on the machine that builds. */
export function partsOf(at: number, zone: string): DateParts {
  const wall = new Date(at + offsetOf(zone, at));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  };
}

/** Whether the machine knows a zone by this name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A YAML timestamp has its digits read as UTC and then taken for the time on the clock of the machine that builds. */
function readText(text: string, quoted: boolean, { host }: Zones): number | undefined {
  const stamp = quoted ? undefined : readTimestamp(text);
  return stamp === undefined ? readScript(text, host) : fromWallClock(stamp, host);
}

// https://yaml.org/type/timestamp.html, as js-yaml has it.
const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

function readTimestamp(text: string): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, , sign, zoneHours, zoneMinutes] = match;
  if (hour === undefined && !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), milliseconds);
  const away = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * MINUTE;
  return sign === '-' ? wall + away : wall - away;
}

const MINUTE = 60_000;

/** What `new Date(text)` is on the machine that builds, found without asking this machine for its zone. */
function readScript(text: string, host: string): number | undefined {
  if (/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(text)) return Date.parse(text);
  if (/(?:Z|GMT|UTC|[+-]\d\d:?\d\d)(?:\s*\(.*\))?$/i.test(text) && /\d:\d/.test(text)) return Date.parse(text);
  const wall = Date.parse(/^\d{4}-\d\d-\d\dT/.test(text) ? `${text}Z` : `${text} UTC`);
  return Number.isNaN(wall) ? undefined : fromWallClock(wall, host);
}

/** Hexo's way to move a time that was read on the host's clock to the author's. */
const inAuthorsZone = (at: number, { host, author }: Zones): number =>
  (author === undefined ? at : at + offsetOf(host, at) - offsetOf(author, at));

const fromWallClock = (wall: number, zone: string): number => wall - offsetOf(zone, wall - offsetOf(zone, wall));

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetOf(zone: string, at: number): number {
  if (zone === 'UTC' || Number.isNaN(at) || Math.abs(at) > LAST_DATE) return 0;
  let clock = clocks.get(zone);
  if (!clock) clocks.set(zone, (clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...ALL_PARTS })));
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

const LAST_DATE = 8.64e15;
const clocks = new Map<string, Intl.DateTimeFormat>();
const ALL_PARTS = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
