import { withoutDiacritics } from './diacritics.ts';

/** What `filename_case`, `modifyAnchors` and the like ask for: 0 as it is, 1 lower, 2 upper. */
export type Casing = 0 | 1 | 2;

/**
 * hexo-util's `slugize`: what becomes of a title in file names, tags, categories and heading ids. Letters of all
 * scripts stay, and so does their case unless asked otherwise; ASCII punctuation and white space separate words.
 */
export function slugize(text: string, options: { readonly casing?: Casing; readonly separator?: string } = {}): string {
  const slug = joined(withoutDiacritics(text).replace(CONTROLS, ''), options.separator || '-');
  if (options.casing === 1) return slug.toLowerCase();
  return options.casing === 2 ? slug.toUpperCase() : slug;
}

/** Reads a casing out of settings; anything but 1 and 2 leaves the case alone. */
export const casingOf = (value: unknown): Casing => (value === 1 || value === 2 ? value : 0);

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f]/g;
const BETWEEN_WORDS = /[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g;

/** Splitting and joining leaves one separator between words; empty parts at the ends are those that Hexo trims. */
const joined = (text: string, separator: string): string =>
  text.split(BETWEEN_WORDS).filter((word) => word !== '').join(separator);
