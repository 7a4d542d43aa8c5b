import { civilOf, offsetAt } from './when.ts';

/** How an author writes dates. */
export type DateShape = (at: number, zone: string) => string;

/** The shape of a date as it stands in a post: `2026-01-02 10:00:00 +0100`. `undefined` for one not known here. */
export function dateShapeOf(text: string): DateShape | undefined {
  const numeric = NUMERIC.exec(text)?.groups;
  if (numeric) return (at, zone) => writeNumeric(numeric, at, numeric['zone']?.toUpperCase() === 'Z' ? 'UTC' : zone);
  const named = NAMED.exec(text)?.groups;
  return named && ((at, zone) => writeNamed(named, at, zone));
}

type Groups = Readonly<Record<string, string | undefined>>;

const NUMERIC = /^\d{4}(?<between>[-/.])\d\d\k<between>\d\d(?:(?<joint>T| +)\d\d:\d\d(?<seconds>:\d\d(?<fraction>\.\d+)?)?(?:(?<gap> ?)(?<zone>Z|z|[+-]\d\d:?\d\d))?)?$/;

/** `Jul 08 2022`, `July 8, 2022` */
const NAMED = /^(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?<rest>[a-z]*) (?<day>\d{1,2})(?<comma>,?) \d{4}$/;

function writeNumeric({ between = '-', joint, seconds, fraction, gap = '', zone: written }: Groups, at: number, zone: string): string {
  const { year, month, day, hour, minute, second } = civilOf(at, zone);
  const date = [String(year), two(month), two(day)].join(between);
  if (joint === undefined) return date;
  const end = seconds === undefined ? '' : `:${two(second)}${fraction === undefined ? '' : `.${'0'.repeat(fraction.length - 1)}`}`;
  const offset = written === undefined ? '' : gap + (written.toUpperCase() === 'Z' ? written : offsetText(at, zone, written.includes(':')));
  return `${date}${joint}${two(hour)}:${two(minute)}${end}${offset}`;
}

function writeNamed({ rest = '', day: written = '', comma = '' }: Groups, at: number, zone: string): string {
  const { year, month, day } = civilOf(at, zone);
  const name = MONTHS[month - 1] ?? '';
  return `${rest === '' ? name.slice(0, 3) : name} ${written.length === 2 ? two(day) : day}${comma} ${year}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function offsetText(at: number, zone: string, hasColon: boolean): string {
  const offset = offsetAt(at, zone);
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${hasColon ? ':' : ''}${two(minutes % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
