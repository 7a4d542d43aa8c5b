import slugify, { type Options } from '@sindresorhus/slugify';
import { UNKNOWN } from './derived.ts';

/** A text as `@sindresorhus/slugify` makes a slug of it; what is unknown in it stays. The one door to that package. */
export const transliteratedSlug = (text: string, options: Options = {}): string =>
  (text.includes(UNKNOWN) ? text.split(UNKNOWN).map((part) => slugify(part, options)).join(UNKNOWN) : slugify(text, options));
