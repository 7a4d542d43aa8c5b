import { asUrlPath, extensionOf, joinFile, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Visibility } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { dateOfName, partsOf, readDate, type DateParts } from './dates.ts';
import { isAtLeast } from './packages.ts';
import { fillPermalink, parsePermalink, placeholdersOf } from './permalink.ts';
import type { Place } from './places.ts';
import { sha1 } from './sha1.ts';
import type { Settings } from './settings.ts';
import { slugize } from './slugize.ts';
import { categoryChainsOf, categorySlug, tagsOf } from './taxonomies.ts';
import { asText, at, isList, type Data } from './values.ts';

/** A post as Hexo knows it: what its file name and its front matter say together. */
export interface Post {
  readonly source: FilePath;
  /** What `post_link` finds it by: its path below `_posts` without the extension. */
  readonly slug: string;
  readonly title: string;
  /** Milliseconds since the epoch; `undefined` when it is the age of the file, which no two machines agree on. */
  readonly date: number | undefined;
  readonly tags: readonly string[];
  readonly categories: readonly (readonly string[])[];
  /** Its address as Hexo makes it: `2020/hello/`, decoded, below the base. Holds `UNKNOWN` where only the build knows. */
  readonly path: string;
  /** Where it would be if it were built in the author's own zone, when that is another day. */
  readonly otherPath?: string;
  readonly visibility: Visibility;
}

export function postOf(document: Document, place: Extract<Place, { kind: 'post' }>, settings: Settings, now: number): Post {
  const { data, scalars } = document.frontMatter;
  const named = fromName(place.below, settings.newPostName);
  const all = withNamed(data, named);
  const title = titleOf(data, named['title'] ?? '', settings);
  const quoted = scalars.get('date')?.quoted ?? false;
  const date = at(data, 'date') ? readDate(at(data, 'date'), quoted, settings.zones) : dateIn(named, settings);
  const visibility = visibilityOf(document, place.draft, date, settings, now);
  const facts = { slug: named['title'] ?? '', title, date, data: all, categories: visibility.kind === 'live' ? categoryChainsOf(all) : [] };
  const path = pathOf(facts, settings, settings.zones.host);
  const otherPath = settings.zones.author === undefined ? path : pathOf(facts, settings, settings.zones.author);

  return {
    source: document.path,
    slug: facts.slug,
    title,
    date,
    tags: visibility.kind === 'live' ? tagsOf(all) : [],
    categories: facts.categories,
    path,
    ...(otherPath !== path && { otherPath }),
    visibility: isWritable(path) ? visibility : { kind: 'unpublished', why: 'Hexo cannot write a file of that name' },
  };
}

/** The file a path is written to; what ends in `/` is an `index.html`. `undefined` outside of the site. */
export function outputOf(path: string): FilePath | undefined {
  const plain = path.replace(/^\/+/, '').replace(/\\/g, '/').replace(/\?.*$/, '');
  const file = joinFile(plain === '' || plain.endsWith('/') ? `${plain}index.html` : plain);
  return file === '' ? undefined : file;
}

/** An address as `url_for` prints it, without the base. */
export function printedUrl(path: string, { prettyUrls }: Settings): ReturnType<typeof asUrlPath> {
  const plain = `/${path}`.replace(/\\/g, '/').replace(/\/{2,}/g, '/');
  if (/(?:^|\/)index\.html$/.test(plain)) return asUrlPath(prettyUrls.trailingIndex ? plain : plain.slice(0, -'index.html'.length));
  return asUrlPath(prettyUrls.trailingHtml ? plain : plain.replace(/\.html$/, ''));
}

type Named = Readonly<Record<string, string>>;

/** Reads the file name backwards through `new_post_name`; where that does not fit, all of it is made into a slug. */
function fromName(below: string, newPostName: string): Named {
  const path = withoutLast(below);
  const named = parsePermalink(newPostName.slice(0, newPostName.length - extensionOf(newPostName).length), path);
  return named?.['title'] === undefined ? { ...named, title: slugize(path) } : named;
}

const withoutLast = (path: string): string => (nameOf(path).startsWith('.') ? path : withoutExtension(path));

/** What the name says wins over front matter, but for the words that are read another way. */
const withNamed = (data: Data, named: Named): Data =>
  ({ ...data, ...Object.fromEntries(Object.entries(named).filter(([key]) => !RESERVED.has(key))) });

const RESERVED: ReadonlySet<string> = new Set(['title', 'year', 'month', 'day', 'i_month', 'i_day', 'hash']);

function titleOf(data: Data, slug: string, { config }: Settings): string {
  const title = at(data, 'title');
  if (title === undefined && (at(config, 'use_slug_as_post_title') || at(config, 'use_filename_as_post_title'))) return slug;
  return title === undefined || title === null ? '' : asText(title);
}

function dateIn(named: Named, { zones }: Settings): number | undefined {
  const [year, month, day] = [named['year'], named['month'] ?? named['i_month'], named['day'] ?? named['i_day']].map(Number);
  return year && month && day ? dateOfName(year, month, day, zones) : undefined;
}

function visibilityOf(document: Document, draft: boolean, date: number | undefined, settings: Settings, now: number): Visibility {
  const { error, data } = document.frontMatter;
  if (error) return { kind: 'unpublished', why: 'Hexo cannot read its front matter' };
  if (draft && !settings.renderDrafts) return { kind: 'draft' };
  if (at(data, 'published') === false && !settings.renderDrafts) return { kind: 'unpublished', why: 'its front matter says `published: false`' };
  if (!settings.future && date !== undefined && date > now) return { kind: 'scheduled', from: date };
  return { kind: 'live' };
}

/** `100%.md` ends in an error that only the log tells of. */
function isWritable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}

interface Facts {
  readonly slug: string;
  readonly title: string;
  readonly date: number | undefined;
  readonly data: Data;
  readonly categories: readonly (readonly string[])[];
}

function pathOf(facts: Facts, settings: Settings, zone: string): string {
  const own = at(facts.data, 'permalink');
  if (own) return withSlash(asText(own).replace(/^(?!\/)/, '/'), settings);
  if (RENAMERS.some((name) => settings.packages.has(name) && isRenaming(name, settings))) return `${UNKNOWN}/`;
  return withSlash(fillPermalink(settings.permalink, valuesOf(facts, settings, zone)), settings);
}

/** Plugins that put another address in place of the one that the permalink makes. */
const RENAMERS = ['hexo-permalink-pinyin', 'hexo-uuid', 'hexo-permalink-hash'];

function isRenaming(name: string, { config }: Settings): boolean {
  const settings = at(config, name.replace(/^hexo-/, '').replace(/-/g, '_'));
  return typeof settings !== 'object' || settings === null || isList(settings) || at(settings as Data, 'enable') !== false;
}

const withSlash = (path: string, { postAssetFolder }: Settings): string =>
  (postAssetFolder && !path.endsWith('/') && !path.endsWith('.html') ? `${path}/` : path);

/** Hexo's own words first, then all of front matter, then `permalink_defaults`. */
function valuesOf(facts: Facts, settings: Settings, zone: string): Readonly<Record<string, string | undefined>> {
  const { slug, title, date, data } = facts;
  const wanted = placeholdersOf(settings.permalink);
  const words = {
    id: asText(at(data, 'id') ?? UNKNOWN),
    title: slug,
    name: nameOf(slug),
    post_title: slugize(title, { casing: 1 }),
    ...dateWords(date, settings, zone),
    ...(wanted.includes('hash') && { hash: date === undefined ? UNKNOWN : sha1(`${slug}${Math.floor(date / 1000)}`).slice(0, 12) }),
    category: categoryOf(facts, settings),
    slug,
    published: 'true',
    ...(!at(data, 'layout') && { layout: 'post' }),
  };
  const made = Object.fromEntries(wanted.filter((name) => isMadeByPlugin(name, settings)).map((name) => [name, UNKNOWN]));
  return { ...made, ...texts(settings.permalinkDefaults), ...texts(data), ...words };
}

/** `hexo-abbrlink` and its like write the key into front matter, but only once the blog has been built. */
const isMadeByPlugin = (name: string, { packages }: Settings): boolean =>
  packages.names.some((one) => one.startsWith('hexo-') && one.includes(name) && name.length > 3)
  || name === 'abbrlink' && packages.names.some((one) => one.includes('abbrlink'));

const texts = (data: Data): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null).map(([key, value]) => [key, asText(value)]));

function dateWords(date: number | undefined, { packages }: Settings, zone: string): Readonly<Record<string, string | undefined>> {
  const parts = date === undefined ? undefined : partsOf(date, zone);
  const word = (name: keyof DateParts, digits: number): string => (parts ? String(parts[name]).padStart(digits, '0') : UNKNOWN);
  const known = {
    year: word('year', 4), month: word('month', 2), day: word('day', 2), i_month: word('month', 1), i_day: word('day', 1),
    hour: word('hour', 2), minute: word('minute', 2), second: word('second', 2),
  };
  if (!isAtLeast(packages.version('hexo'), [8, 0, 0])) return known;
  return { ...known, timestamp: date === undefined ? UNKNOWN : String(Math.floor(date / 1000)) };
}

/** Of several chains, which one counts depends on the order in which files were read. */
function categoryOf({ categories }: Facts, settings: Settings): string {
  const [chain, ...others] = categories;
  if (!chain || chain.length === 0) return settings.defaultCategory;
  return others.length > 0 ? UNKNOWN : categorySlug(chain, settings);
}
