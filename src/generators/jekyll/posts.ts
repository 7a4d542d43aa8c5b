import type { Document, Value } from '../../core/site/document.ts';
import { extensionOf, nameOf } from '../../core/paths.ts';
import { categoriesOf, type DocumentSubject } from './addresses.ts';
import { readDate, readNameDate, type ReadDate } from './dates.ts';
import { defaultsOf } from './defaults.ts';
import type { Settings } from './settings.ts';
import { at, merged, printed, type Data } from './values.ts';

/** What the name of a post says. */
export interface PostName {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly slug: string;
}

/** A post, a draft or an item of a collection with all that decides where and when it is published. */
export interface Item extends DocumentSubject {
  /** Front matter over the defaults. */
  readonly data: Data;
  /** Where the date comes from; `none` leaves the time of the build. */
  readonly dated: 'front-matter' | 'name' | 'none';
  /** Set when Jekyll would stop instead. */
  readonly invalidDate?: string;
  /** Its front matter could not be read: Jekyll goes on without it. */
  readonly broken: boolean;
}

/** `2020-01-02-hello.md`. Jekyll 3 also takes the date from a folder: `2020-01-02-trip/photo.png`. */
export function postName(path: string, major: 3 | 4): PostName | undefined {
  const match = major === 4
    ? /^(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)\.[^.]+$/s.exec(nameOf(path))
    : /^(?:.+\/)?(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)\.[^.]+$/s.exec(path);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', slug = ''] = match;
  return { year, month, day, slug: major === 4 ? slug.replace(/(?<!\.)\.+$/, '') : slug };
}

/** Whether a file below `_posts` or `_drafts` is one. */
export function isPost(path: string, draft: boolean, major: 3 | 4): boolean {
  if (['.yml', '.yaml'].includes(extensionOf(path).toLowerCase())) return false;
  return draft ? /\.[^./]+$/.test(nameOf(path)) : postName(path, major) !== undefined;
}

export interface ItemInput {
  /** From the folder of the collections. */
  readonly path: string;
  readonly collection: string;
  readonly draft?: boolean;
  readonly frontMatter: Document['frontMatter'];
  readonly settings: Settings;
  /** The time of the build; asked where the post has no date. */
  readonly now: () => number;
}

/** Puts together what front matter, defaults and the file's place and name say. */
export function itemOf({ path, collection, draft = false, frontMatter, settings, now }: ItemInput): Item {
  const { version: { major }, zone } = settings;
  const broken = frontMatter.error !== undefined;
  const defaults = defaultsOf(settings.defaults, { path, type: collection }, major);
  const own = broken ? {} : frontMatter.data;
  const data = merged(defaults, own);
  const name = broken ? undefined : postName(path, major);
  const dateKey = broken ? undefined : at(data, 'date');
  const quoted = Object.hasOwn(own, 'date') && frontMatter.scalars.get('date')?.quoted === true;
  const written = dateKey === undefined ? undefined : readDate(printed(dateKey), { quoted, zone });
  const named = name && readNameDate(name.year, name.month, name.day, zone);
  const date = pick(written) ?? pick(named) ?? now();

  const item: { -readonly [Key in keyof Item]: Item[Key] } = {
    path, collection, data, broken, date,
    slug: name?.slug,
    categories: broken ? foldersOf(path, collection, draft) : categoriesOf(foldersOf(path, collection, draft), defaults, own),
    dated: pick(written) !== undefined ? 'front-matter' : named ? 'name' : 'none',
  };
  const invalidDate = invalid(path, written, named, dateKey);
  if (invalidDate !== undefined) item.invalidDate = invalidDate;
  return item;
}

/** Milliseconds since the epoch; `undefined` where it has no date but that of the build. */
export const dateOf = ({ dated, date }: Item): number | undefined => (dated === 'none' ? undefined : date);

const pick = (date: ReadDate | undefined): number | undefined => (date?.kind === 'at' ? date.at : undefined);

function invalid(path: string, written: ReadDate | undefined, named: ReadDate | undefined, value: Value | undefined): string | undefined {
  // With a date of its own the name is not asked.
  if (named?.kind === 'invalid' && written === undefined) return `\`${nameOf(path)}\` begins with a date that is none.`;
  if (written?.kind === 'invalid') return `\`date: ${printed(value)}\` is no date that Jekyll can read.`;
  return undefined;
}

/** The folders above `_posts` or `_x` that Jekyll takes for categories. It cuts at the first `_posts`, even inside a name. */
function foldersOf(path: string, collection: string, draft: boolean): readonly string[] {
  const special = draft ? '_drafts' : `_${collection}`;
  if (path.startsWith(special)) return [];
  return path.slice(0, Math.max(0, path.indexOf(special))).split('/').filter((folder) => folder !== '');
}
