import { encodePath } from '../paths.ts';
import { UNKNOWN } from '../text/derived.ts';
import type { Conventions, Entry } from './conventions.ts';

/** An entry's address with the base, for people and programs: `/blog/2020/hello/`. What only the build knows - the day of a draft - is `…`. */
export const shownAddress = ({ url }: Pick<Entry, 'url'>, { base }: Pick<Conventions, 'base'>): string =>
  encodePath(base + url).replaceAll(encodeURIComponent(UNKNOWN), '…');
