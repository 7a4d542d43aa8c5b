import { arrayOf, functionOf, objectOf, toValue, unknown, type Js } from './values.ts';

/** `Intl`, as far as it writes dates. */
export const intl = (now: () => number): Js =>
  ({ ...objectOf([['DateTimeFormat', functionOf(([locale, options]) => dateTimeFormat(locale, options, now))]]), open: true });

function dateTimeFormat(locale: Js, options: Js, now: () => number): Js {
  const format = tried(locale, options, (language, wanted) => new Intl.DateTimeFormat(language, wanted));
  if (!format) return unknown('how dates are written');
  const given = (value: Js): number | undefined => (value === undefined ? now() : momentOf(value));
  return {
    ...objectOf([
      ['format', functionOf(([value]) => textOf(format, given(value)))],
      ['formatToParts', functionOf(([value]) => partsOf(format, given(value)))],
    ]),
    open: true,
  };
}

const momentOf = (value: Js): number | undefined =>
  (typeof value === 'number' ? value : typeof value === 'object' && value?.kind === 'date' ? value.at : undefined);

const isMoment = (at: number | undefined): at is number => at !== undefined && Math.abs(at) <= 8.64e15;

const textOf = (format: Intl.DateTimeFormat, at: number | undefined): Js => (isMoment(at) ? format.format(at) : unknown('a date as text'));

const partsOf = (format: Intl.DateTimeFormat, at: number | undefined): Js =>
  (isMoment(at) ? arrayOf(format.formatToParts(at).map(({ type, value }) => objectOf([['type', type], ['value', value]]))) : unknown('a date in parts'));

const LOCALE_TEXTS = ['toLocaleDateString', 'toLocaleTimeString', 'toLocaleString'] as const;

export const isLocaleText = (name: string): name is typeof LOCALE_TEXTS[number] => LOCALE_TEXTS.some((one) => one === name);

/** `date.toLocaleDateString('en-CA')` and its like. */
export function localeText(at: number, name: typeof LOCALE_TEXTS[number], [locale, options]: readonly Js[]): Js {
  return tried(locale, options, (language, wanted) => new Date(at)[name](language, wanted)) ?? unknown(`\`${name}\` of a date`);
}

/** What is made with a language and options that are known. Which language a machine has of its own, nobody knows here. */
function tried<T>(locale: Js, options: Js, make: (language: string, wanted: Intl.DateTimeFormatOptions) => T): T | undefined {
  const wanted = options === undefined ? {} : toValue(options);
  if (typeof locale !== 'string' || typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return undefined;
  try {
    return make(locale, { timeZone: 'UTC', ...wanted });
  } catch {
    return undefined;
  }
}
