import type { HugoDate } from './dates.ts';
import { queryUnescaped, sanitized, titleInPermalink, type NameSettings } from './slugs.ts';
import { has } from './version.ts';

/** What a pattern can ask of a page. */
export interface PermalinkPage {
  readonly title: string;
  /** Of its front matter or its dated file name. */
  readonly slug: string | undefined;
  readonly date: HugoDate;
  /** The sections it is in, outermost first, as folders are named: `['posts', 'sub']`. */
  readonly sections: readonly string[];
  /** The same by their slugs or titles. */
  readonly sectionSlugs: readonly string[];
  /** The file's name without language and extension; of a bundle, its folder's. */
  readonly fileName: string;
}

/**
 * Fills a pattern such as `/:year/:month/:slug/`. `undefined` when it holds a token this Hugo does not know, which
 * stops its build.
 */
export function expandPermalink(pattern: string, page: PermalinkPage, settings: NameSettings): string | undefined {
  let isIllFormed = false;
  const escaped = has(settings.version, 'strictDates') ? pattern.replaceAll('\\:', ESCAPED_COLON) : pattern;
  const expanded = escaped.replace(/:\w+(?:\[[^\]]{1,50}\])?/g, (token) => {
    const value = valueOf(token.slice(1), page, settings);
    if (value === undefined) isIllFormed = true;
    return value ?? '';
  });
  return isIllFormed ? undefined : expanded.replaceAll(ESCAPED_COLON, ':');
}

const ESCAPED_COLON = '\uFDD3';

function valueOf(token: string, page: PermalinkPage, settings: NameSettings): string | undefined {
  const { date } = page;
  const name = (text: string): string => queryUnescaped(sanitized(text, settings));
  switch (token) {
    case 'year': return String(date.year);
    case 'month': return twoDigits(date.month);
    case 'monthname': return MONTHS[date.month - 1] ?? '';
    case 'day': return twoDigits(date.day);
    case 'weekday': return String(weekday(date));
    case 'weekdayname': return WEEKDAYS[weekday(date)] ?? '';
    case 'yearday': return String(Math.round((noon(date) - noon({ ...date, month: 1, day: 1 })) / DAY) + 1);
    case 'section': return name(page.sections[0] ?? '');
    case 'sections': return page.sections.map(name).join('/');
    case 'title': return titleInPermalink(page.title, settings);
    case 'slug': return page.slug === undefined ? titleInPermalink(page.title, settings) : name(page.slug);
    case 'filename': return name(page.fileName);
    case 'slugorfilename': return name(page.slug ?? page.fileName);
    case 'contentbasename': return has(settings.version, 'contentBaseNameToken') ? name(page.fileName) : undefined;
    case 'slugorcontentbasename': return has(settings.version, 'contentBaseNameToken') ? name(page.slug ?? page.fileName) : undefined;
    case 'sectionslug': return has(settings.version, 'sectionSlugs') ? name(page.sectionSlugs[0] ?? '') : undefined;
    case 'sectionslugs': return has(settings.version, 'sectionSlugs') ? page.sectionSlugs.map(name).join('/') : undefined;
    default: return slicedSections(token, page)?.map(name).join('/') ?? goLayout(token, date);
  }
}

/** `sections[1:]`, `sections[last]`, `sections[:last]` */
function slicedSections(token: string, { sections, sectionSlugs }: PermalinkPage): readonly string[] | undefined {
  const found = /^section(s|slugs)\[(?:(\d+|last)|(\d*|last):(\d*|last))\]$/.exec(token);
  if (!found) return undefined;
  const list = found[1] === 's' ? sections : sectionSlugs;
  const index = (text: string | undefined, usual: number): number => (text === 'last' ? list.length - 1 : text ? Number(text) : usual);
  if (found[2] !== undefined) return list.slice(index(found[2], 0), index(found[2], 0) + 1);
  return list.slice(Math.max(0, index(found[3], 0)), Math.max(0, index(found[4], list.length)));
}

/** A token may be a layout of Go's reference time: `:06` is the year in two digits, `:1504` the time of day. */
function goLayout(token: string, date: HugoDate): string | undefined {
  if (!/^(?:2006|06|15|0?[1-5]|Jan(?:uary)?|Mon(?:day)?|_2|_|(?<=\d)T(?=\d))+$/.test(token)) return undefined;
  return token.replace(/2006|06|15|0?[1-5]|January|Jan|Monday|Mon/g, (part) => LAYOUT[part]?.(date) ?? part);
}

const LAYOUT: Readonly<Record<string, (date: HugoDate) => string>> = {
  2006: ({ year }) => String(year).padStart(4, '0'),
  '06': ({ year }) => String(year % 100).padStart(2, '0'),
  '01': ({ month }) => twoDigits(month),
  '02': ({ day }) => twoDigits(day),
  '03': (date) => twoDigits(hourOfTwelve(date)),
  '04': (date) => twoDigits(minuteOf(date)),
  '05': ({ seconds }) => twoDigits(seconds % 60),
  15: ({ seconds }) => twoDigits(Math.floor(seconds / 3600)),
  1: ({ month }) => String(month),
  2: ({ day }) => String(day),
  3: (date) => String(hourOfTwelve(date)),
  4: (date) => String(minuteOf(date)),
  5: ({ seconds }) => String(seconds % 60),
  January: ({ month }) => capital(MONTHS[month - 1] ?? ''),
  Jan: ({ month }) => capital(MONTHS[month - 1] ?? '').slice(0, 3),
  Monday: (date) => capital(WEEKDAYS[weekday(date)] ?? ''),
  Mon: (date) => capital(WEEKDAYS[weekday(date)] ?? '').slice(0, 3),
};

const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
] as const;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY = 86_400_000;

const twoDigits = (count: number): string => String(count).padStart(2, '0');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const hourOfTwelve = ({ seconds }: HugoDate): number => (Math.floor(seconds / 3600) + 11) % 12 + 1;

const minuteOf = ({ seconds }: HugoDate): number => Math.floor(seconds / 60) % 60;

const weekday = (date: HugoDate): number => new Date(noon(date)).getUTCDay();

/** Years below 100 mean themselves here, which `Date.UTC` would not have. */
const noon = ({ year, month, day }: Pick<HugoDate, 'year' | 'month' | 'day'>): number =>
  new Date(0).setUTCFullYear(year, month - 1, day);
