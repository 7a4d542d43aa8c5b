import { UNKNOWN } from '../text/derived.ts';

/**
 * A date as written - `2020-03-04`, `2020-03-04 23:30:05 +0100` - in the way a format asks for. The clock is the one it
 * was written by. `undefined` where the text is no plain date; what depends on a zone that is not written is `UNKNOWN`.
 */
export function strftime(text: string, format: string): string | undefined {
  const moment = readMoment(text);
  if (!moment) return undefined;
  return format.replace(/%([-_0^#]*)(\d*)(:{0,2}[A-Za-z%+])/g, (whole, flags: string, width: string, letter: string) => {
    const made = directive(moment, letter);
    return made === undefined ? UNKNOWN : made === '' ? whole : padded(made, letter, flags, width);
  });
}

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** `+0100` */
  readonly zone: string | undefined;
}

const shape = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?\s*$/;

function readMoment(text: string): Moment | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const isReal = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12 && hour < 24 && minute < 60;
  const zone = found[7]?.replace(':', '').replace(/^(?:Z|UTC)$/, '+0000');
  return isReal ? { year, month, day, hour, minute, second, zone } : undefined;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `undefined` where it cannot be known, `''` where there is no such directive. */
function directive(moment: Moment, letter: string): string | undefined {
  const { year, month, day, hour, minute, second, zone } = moment;
  const month1 = months[month - 1] ?? '';
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const dayName = days[weekday] ?? '';
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12);
  const all = (...letters: readonly string[]): string => letters.map((each) => padded(directive(moment, each) ?? '', each, '', '')).join('');
  switch (letter) {
    case 'Y': return String(year);
    case 'C': return String(Math.floor(year / 100));
    case 'y': return String(year % 100);
    case 'm': return String(month);
    case 'B': return month1;
    case 'b':
    case 'h': return month1.slice(0, 3);
    case 'd':
    case 'e': return String(day);
    case 'j': return String(dayOfYear(moment));
    case 'H':
    case 'k': return String(hour);
    case 'I':
    case 'l': return twelve;
    case 'M': return String(minute);
    case 'S': return String(second);
    case 'L': return '000';
    case 'p': return hour < 12 ? 'AM' : 'PM';
    case 'P': return hour < 12 ? 'am' : 'pm';
    case 'A': return dayName;
    case 'a': return dayName.slice(0, 3);
    case 'u': return String(weekday === 0 ? 7 : weekday);
    case 'w': return String(weekday);
    case 'F': return `${year}-${pad(month)}-${pad(day)}`;
    case 'D':
    case 'x': return `${pad(month)}/${pad(day)}/${pad(year % 100)}`;
    case 'T':
    case 'X': return `${pad(hour)}:${pad(minute)}:${pad(second)}`;
    case 'R': return `${pad(hour)}:${pad(minute)}`;
    case 'r': return `${twelve.padStart(2, '0')}:${pad(minute)}:${pad(second)} ${hour < 12 ? 'AM' : 'PM'}`;
    case 'c': return `${all('a')} ${all('b')} ${String(day).padStart(2)} ${all('T')} ${year}`;
    case 'v': return `${String(day).padStart(2)}-${month1.slice(0, 3).toUpperCase()}-${year}`;
    case 'n': return '\n';
    case 't': return '\t';
    case '%': return '%';
    case 'z': return zone;
    case ':z': return zone && `${zone.slice(0, 3)}:${zone.slice(3)}`;
    case 'Z':
    case 's':
    case 'G':
    case 'g':
    case 'U':
    case 'V':
    case 'W':
    case 'N':
    case '+': return undefined;
    default: return '';
  }
}

const dayOfYear = ({ year, month, day }: Moment): number =>
  Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;

const pad = (number: number): string => String(number).padStart(2, '0');

const widths = new Map<string, { readonly width: number; readonly with: string }>([
  ...[...'Cymd' + 'HIMS'].map((letter) => [letter, { width: 2, with: '0' }] as const),
  ...[...'ekl'].map((letter) => [letter, { width: 2, with: ' ' }] as const),
  ['j', { width: 3, with: '0' }] as const,
]);

/** `-` takes padding away, `_` pads with spaces, `0` with zeros, `^` makes capitals. */
function padded(made: string, letter: string, flags: string, width: string): string {
  const usual = widths.get(letter);
  const isNumber = usual !== undefined || /^\d+$/.test(made);
  const text = flags.includes('^') ? made.toUpperCase() : flags.includes('#') ? swapped(made, letter) : made;
  if (flags.includes('-')) return text;
  const filler = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : usual?.with ?? (isNumber ? '0' : ' ');
  return text.padStart(Math.min(Number(width) || (usual?.width ?? 0), 100), filler);
}

const swapped = (text: string, letter: string): string => (letter === 'p' ? text.toLowerCase() : text.toUpperCase());
