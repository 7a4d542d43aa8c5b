import { UNKNOWN } from '../../core/text/derived.ts';
import { latinMap } from './latin-map.ts';

/** Jekyll's ways to make a slug. `raw` turns spaces into hyphens only; `pretty` keeps what a path may hold. */
export const slugModes = ['none', 'raw', 'default', 'pretty', 'ascii', 'latin'] as const;

export type SlugMode = (typeof slugModes)[number];

export interface SlugOptions {
  readonly mode?: SlugMode;
  /** Keeps letter case, as `:title` does. */
  readonly cased?: boolean;
  /** 3.10 drops combining marks, 4 keeps them. */
  readonly major: 3 | 4;
}

/** Jekyll's `slugify`, exact for both versions against tables made by the real ones. */
export function slugify(text: string, { mode = 'default', cased = false, major }: SlugOptions): string {
  const slug = mode === 'none' ? text : hyphenated(mode === 'latin' ? transliterated(text) : text, separators(mode, major));
  return cased ? slug : downcase(slug);
}

/** Ruby lower-cases letter by letter: no final sigma. */
export const downcase = (text: string): string => text.replaceAll('Σ', 'σ').toLowerCase();

/** Whether a word is the name of a mode, as in `slugify: "latin"`. */
export const isSlugMode = (word: string): word is SlugMode => slugModes.some((mode) => mode === word);

function separators(mode: Exclude<SlugMode, 'none'>, major: 3 | 4): RegExp {
  switch (mode) {
    case 'raw': return /[ \t\n\v\f\r]+/g;
    case 'ascii':
    case 'latin': return ascii;
    case 'pretty': return major === 4 ? pretty4 : pretty3;
    case 'default': return major === 4 ? default4 : default3;
    default: return mode satisfies never;
  }
}

const ascii = new RegExp(`[^A-Za-z0-9${UNKNOWN}]+`, 'g');
const default4 = new RegExp(`[^\\p{M}\\p{L}\\p{Nd}${UNKNOWN}]+`, 'gu');
const default3 = new RegExp(`[^\\p{Alphabetic}\\p{Nd}${UNKNOWN}]+`, 'gu');
const pretty4 = new RegExp(`[^\\p{M}\\p{L}\\p{Nd}._~!$&'()+,;=@${UNKNOWN}]+`, 'gu');
const pretty3 = new RegExp(`[^\\p{Alphabetic}\\p{Nd}._~!$&'()+,;=@${UNKNOWN}]+`, 'gu');

/** Runs between words become one hyphen; one is cut at each end. */
const hyphenated = (text: string, separator: RegExp): string => text.replace(separator, '-').replace(/^-|-$/g, '');

const transliterated = (text: string): string =>
  text.replace(/[^\0-\x7f]/gu, (letter) => (letter === UNKNOWN ? letter : latinMap.get(letter) ?? '-'));
