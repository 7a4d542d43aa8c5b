import type { Value } from '../../core/site/document.ts';
import { extensionOf, folderOf, nameOf, withoutExtension } from '../../core/paths.ts';
import { pad, toCivil, type Civil } from './dates.ts';
import { fillPageTemplate, fillTemplate, outputOf, permalinkExtension } from './permalinks.ts';
import type { Settings } from './settings.ts';
import { downcase, slugify } from './slugify.ts';
import { at, isList, printed, type Data } from './values.ts';

/** Where something is published. */
export interface Address {
  /** As Jekyll prints it: `/2020/%C3%BCber.html`. */
  readonly url: string;
  /** The file in the built site: `2020/über.html`. */
  readonly output: string;
  /** Set when Jekyll would stop instead. */
  readonly refused?: string;
}

/** A post, a draft or an item of a collection, as far as its address goes. */
export interface DocumentSubject {
  /** From the folder of the collections: `news/_posts/2020-01-02-x.md`. */
  readonly path: string;
  readonly collection: string;
  /** Its front matter over the defaults. */
  readonly data: Data;
  readonly slug: string | undefined;
  readonly categories: readonly Value[];
  readonly date: number;
}

/** The address of a post or another document. */
export function documentAddress(subject: DocumentSubject, settings: Settings): Address {
  const { collection, data } = subject;
  const own = at(data, 'permalink');
  if (own !== undefined && own !== null && own !== false && typeof own !== 'string') {
    return { ...documentAddress({ ...subject, data: { ...data, permalink: null } }, settings), refused: notText('permalink', own) };
  }
  const template = typeof own === 'string' ? own : settings.collections.get(collection)?.permalink ?? '/:collection/:path';
  const converted = outputExtension(extensionOf(nameOf(subject.path)), settings);
  const extension = (typeof own === 'string' && permalinkExtension(own)) || converted;
  const filled = fillTemplate(template, placeholders(subject, extension, settings));
  if (filled.kind === 'refused') {
    const url = fillPageTemplate(template, []);
    return { url, output: outputOf(url, extension), refused: filled.message };
  }
  return { url: filled.url, output: outputOf(filled.url, extension) };
}

/** Why Jekyll would stop instead of giving it an address. Posts without a permalink of their own all have one template. */
export function refusedAddress(subject: DocumentSubject, settings: Settings): string | undefined {
  const own = at(subject.data, 'permalink');
  if (own !== undefined && own !== null && own !== false) return documentAddress(subject, settings).refused;
  const answers = refusals.get(settings) ?? new Map<string, string | undefined>();
  refusals.set(settings, answers);
  if (!answers.has(subject.collection)) answers.set(subject.collection, documentAddress(subject, settings).refused);
  return answers.get(subject.collection);
}

const refusals = new WeakMap<Settings, Map<string, string | undefined>>();

const notText = (key: string, value: Value): string => `\`${key}: ${printed(value)}\` is not a text: put it in quotes.`;

/** The address of a page. `path` is from the source folder. */
export function pageAddress(path: string, permalink: Value | undefined, settings: Settings): Address {
  const { major } = settings.version;
  const written = extensionOf(nameOf(path));
  const converted = outputExtension(written, settings);
  const basename = withoutDots(withoutExtension(nameOf(path)), major);
  const own = typeof permalink === 'string' && permalink !== '' ? permalink : undefined;
  const extension = (own !== undefined && permalinkExtension(own)) || converted;
  const url = fillPageTemplate(own ?? pageTemplate(basename, converted, settings), [
    ['path', path.slice(0, Math.max(0, path.lastIndexOf('/')))], ['basename', basename], ['output_ext', extension],
  ]);
  const refused = pageRefusal(permalink);
  return { url, output: outputOf(url, extension, { indexExtension: extension }), ...(refused !== undefined && { refused }) };
}

function pageRefusal(permalink: Value | undefined): string | undefined {
  if (permalink === '') return 'An empty `permalink` stops the build.';
  if (permalink === undefined || permalink === null || permalink === false || typeof permalink === 'string') return undefined;
  return notText('permalink', permalink);
}

const htmlExtensions: ReadonlySet<string> = new Set(['.html', '.xhtml', '.htm']);

function pageTemplate(basename: string, extension: string, { suffix }: Settings): string {
  if (!htmlExtensions.has(extension)) return '/:path/:basename:output_ext';
  return basename === 'index' ? '/:path/' : `/:path/:basename${suffix}`;
}

/** The address of a file that is copied. Jekyll 4 cuts dots before the extension and decodes the name it writes. */
export function staticAddress(path: string, { version: { major } }: Settings): Address {
  if (major === 3) return { url: `/${path}`, output: path };
  const url = `/${withoutDots(withoutExtension(path), 4)}${extensionOf(path)}`;
  return { url, output: outputOf(url, '') };
}

/** The address of a file in a collection that has no front matter. Jekyll 3 keeps its name, in the folder that the template comes to. */
export function collectionFileAddress(path: string, collection: string, settings: Settings): Address {
  if (settings.version.major === 3) return olderCollectionFile(path, collection, settings);
  const extension = extensionOf(path);
  const template = settings.collections.get(collection)?.permalink ?? '/:collection/:path';
  const url = fillPageTemplate(template, [
    ['collection', collection], ['path', cleanedPath(path, collection, 4)], ['output_ext', ''],
    ['name', withoutDots(withoutExtension(nameOf(path)), 4)], ['title', undefined],
  ]).replace(/\/$/, '') + extension;
  return { url, output: outputOf(url, '') };
}

/** The folder is written as it is in the address, percent signs and all. */
function olderCollectionFile(path: string, collection: string, settings: Settings): Address {
  const template = settings.collections.get(collection)?.permalink ?? '/:collection/:path';
  const url = fillPageTemplate(template, [
    ['collection', collection], ['path', path.slice(`_${collection}`.length)], ['output_ext', ''], ['name', ''], ['title', ''],
  ]).replace(/\/$/, '');
  return { url, output: `${folderOf(url)}/${nameOf(path)}`.slice(1) };
}

/** What a converter makes of a file, by its extension. */
export function outputExtension(extension: string, { markdownExtensions, plugins }: Settings): string {
  const lower = extension.toLowerCase();
  if (markdownExtensions.has(lower) || isHtmlOf(lower, plugins)) return '.html';
  if (lower === '.scss' || lower === '.sass') return '.css';
  return lower === '.coffee' && plugins.has('jekyll-coffeescript') ? '.js' : extension;
}

/** Markup languages that come with a plugin. */
const isHtmlOf = (extension: string, plugins: ReadonlySet<string>): boolean =>
  (plugins.has('jekyll-asciidoc') && ['.adoc', '.asciidoc', '.ad', '.asc'].includes(extension))
  || (plugins.has('jekyll-textile-converter') && extension === '.textile')
  || (plugins.has('jekyll-haml') && extension === '.haml')
  || (plugins.has('jekyll-slim') && extension === '.slim');

function placeholders(subject: DocumentSubject, extension: string, settings: Settings): (name: string) => string | undefined {
  const { version: { major }, zone } = settings;
  const { path, collection, data, slug, categories, date } = subject;
  const basename = withoutDots(withoutExtension(nameOf(path)), major);
  const named = at(data, 'slug');
  const title = typeof named === 'string' ? named : slug ?? basename;
  const civil = toCivil(date, zone);

  return (name) => {
    switch (name) {
      case 'collection': return collection;
      case 'name': return slugify(basename, { major });
      case 'path': return cleanedPath(path, collection, major);
      case 'title': return slugify(title, { mode: 'pretty', cased: true, major });
      case 'slug': return slugify(title, { major });
      case 'categories': return [...new Set(categories.map((category) => downcase(printed(category))))].join('/');
      case 'output_ext': return extension;
      default: return dateField(name, civil) ?? (major === 4 ? newerField(name, civil, categories) : undefined);
    }
  };
}

/** The path with the folder of the collection cut out and without its extension. */
const cleanedPath = (path: string, collection: string, major: 3 | 4): string =>
  withoutDots(withoutExtension(path), major).replace(`_${collection}`, '');

const withoutDots = (name: string, major: 3 | 4): string => (major === 4 ? name.replace(/(?<!\.)\.+$/, '') : name);

function dateField(name: string, { year, month, day, hour, minute, second }: Civil): string | undefined {
  switch (name) {
    case 'year': return pad(year, 4);
    case 'short_year': return pad(year % 100);
    case 'month': return pad(month);
    case 'i_month': return String(month);
    case 'short_month': return monthNames[month - 1]?.slice(0, 3) ?? '';
    case 'day': return pad(day);
    case 'i_day': return String(day);
    case 'y_day': return pad(dayOfYear(year, month, day), 3);
    case 'hour': return pad(hour);
    case 'minute': return pad(minute);
    case 'second': return pad(second);
    default: return undefined;
  }
}

function newerField(name: string, { year, month, day }: Civil, categories: readonly Value[]): string | undefined {
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  switch (name) {
    case 'slugified_categories': return [...new Set(categories.map((category) => slugify(printed(category), { major: 4 })))].join('/');
    case 'long_month': return monthNames[month - 1] ?? '';
    case 'short_day': return weekdayNames[weekday]?.slice(0, 3) ?? '';
    case 'long_day': return weekdayNames[weekday] ?? '';
    case 'w_day': return String(weekday || 7);
    case 'week': return pad(isoWeek(year, month, day).week);
    case 'w_year': return pad(isoWeek(year, month, day).year, 4);
    default: return undefined;
  }
}

export const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const dayMilliseconds = 86_400_000;

const dayOfYear = (year: number, month: number, day: number): number =>
  Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / dayMilliseconds) + 1;

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(year: number, month: number, day: number): { readonly year: number; readonly week: number } {
  const at = Date.UTC(year, month - 1, day);
  const thursday = new Date(at + (4 - (new Date(at).getUTCDay() || 7)) * dayMilliseconds);
  const weekYear = thursday.getUTCFullYear();
  return { year: weekYear, week: Math.floor((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / dayMilliseconds / 7) + 1 };
}

/** Categories as Jekyll puts them together: folders above, defaults, front matter; then the singular key. */
export function categoriesOf(folders: readonly string[], defaults: Data, own: Data): readonly Value[] {
  const plural = unique([...folders, ...words(at(defaults, 'categories')), ...words(at(own, 'categories'))]);
  const single = at(own, 'category') ?? at(defaults, 'category') ?? null;
  if (single === null && plural.every((value) => typeof value === 'string')) return plural;
  const more = single === null ? plural : isList(single) ? single : [single];
  return unique([...plural, ...more.flatMap(flattened)].filter((value) => value !== null));
}

/** A text is split at its spaces, commas and all. */
export const words = (value: Value | undefined): readonly Value[] => {
  if (isList(value)) return value;
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : [];
};

const flattened = (value: Value): readonly Value[] => (isList(value) ? value.flatMap(flattened) : [value]);

const unique = (values: readonly Value[]): readonly Value[] => {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = printed(value);
    return !seen.has(key) && seen.add(key);
  });
};
