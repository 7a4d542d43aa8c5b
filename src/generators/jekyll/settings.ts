import type { ConfigureOptions } from '../generator.ts';
import { knownZone } from './dates.ts';
import { readDefaults, type DefaultsRule } from './defaults.ts';
import { at, isData, isList, merged, printed, texts, type Data } from './values.ts';
import type { Value } from '../../core/site/document.ts';

/** Which Jekyll builds the site. */
export interface Version {
  readonly major: 3 | 4;
  /** Built by the `github-pages` gem: its plugins, no others, posts of the future published. */
  readonly pages: boolean;
  /** As shown to people: `3.10 (GitHub Pages)`. */
  readonly name: string;
}

/** All that the settings of a site say about where its files go. */
export interface Settings {
  /** As written, later files over earlier ones, without Jekyll's defaults. */
  readonly config: Data;
  readonly version: Version;
  readonly plugins: ReadonlySet<string>;
  readonly zone: string;
  /** Whether the settings name it. */
  readonly namesZone: boolean;
  readonly future: boolean;
  readonly unpublished: boolean;
  readonly drafts: boolean;
  readonly postLimit: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly collections: ReadonlyMap<string, Collection>;
  /** Where `_posts` and the like are looked for, below the source: `''` or `content`. */
  readonly collectionsFolder: string;
  /** Below the site's root: `''` or `src`. */
  readonly source: string;
  /** Below the source, or `undefined` when it is elsewhere. */
  readonly destination: string | undefined;
  /** What pages and collections without a template of their own end with. */
  readonly suffix: '' | '/' | ':output_ext';
  readonly markdownExtensions: ReadonlySet<string>;
  readonly defaults: readonly DefaultsRule[];
}

export interface Collection {
  readonly name: string;
  readonly output: boolean;
  /** The template of its addresses. */
  readonly permalink: string;
}

export interface SettingsInput {
  readonly config: Data;
  readonly version: Version;
  readonly plugins: ReadonlySet<string>;
  /** The zone the site is built in when it names none. */
  readonly zone: string;
  readonly options: ConfigureOptions;
}

/** Works out what the settings mean, Jekyll's defaults included. */
export function readSettings({ config, version, plugins, zone, options }: SettingsInput): Settings {
  const named = at(config, 'timezone');
  const permalink = printed(at(config, 'permalink') ?? 'date');
  const suffix = suffixOf(permalink);
  const collectionsFolder = folder(at(config, 'collections_dir'));
  return {
    config, version, plugins,
    namesZone: typeof named === 'string' && named !== '',
    zone: knownZone(typeof named === 'string' && named !== '' ? named : zone),
    future: options.future ?? truth(at(config, 'future')) ?? version.pages,
    unpublished: truth(at(config, 'unpublished')) ?? false,
    drafts: options.drafts ?? truth(at(config, 'show_drafts')) ?? false,
    postLimit: Number(printed(at(config, 'limit_posts'))) || 0,
    include: lists(at(config, 'include')) ?? ['.htaccess'],
    exclude: excludeOf(config, version),
    collections: collectionsOf(config, templateOf(permalink, version), suffix),
    collectionsFolder,
    source: folder(at(config, 'source')),
    destination: destinationOf(at(config, 'destination')),
    suffix,
    markdownExtensions: extensionsOf(at(config, 'markdown_ext')),
    defaults: readDefaults(at(config, 'defaults'), collectionsFolder),
  };
}

/** Several settings files as one. */
export const mergeConfigs = (configs: readonly Data[]): Data => configs.reduce(merged, {});

const truth = (value: Value | undefined): boolean | undefined => (value === undefined || value === null ? undefined : value !== false);

/** Jekyll 3 takes a list written with commas as well. */
const lists = (value: Value | undefined): readonly string[] | undefined => {
  if (isList(value)) return texts(value);
  return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : undefined;
};

/** `./src/` as `src`, `.` and what lies outside as `''`. */
function folder(value: Value | undefined): string {
  if (typeof value !== 'string') return '';
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') || value.startsWith('/') || value.startsWith('~') ? '' : parts.join('/');
}

const destinationOf = (value: Value | undefined): string | undefined => {
  if (value === undefined || value === null) return '_site';
  return folder(value) || undefined;
};

const builtInExclude = ['Gemfile', 'Gemfile.lock', 'node_modules', 'vendor/bundle/', 'vendor/cache/', 'vendor/gems/', 'vendor/ruby/'];

/** Jekyll 4 always adds its own; 3 forgets them when the site has some, and the Pages gem adds `CNAME` only then. */
function excludeOf(config: Data, { major, pages }: Version): readonly string[] {
  const own = lists(at(config, 'exclude'));
  if (major === 4) return [...(own ?? []), '.sass-cache', '.jekyll-cache', 'gemfiles', ...builtInExclude];
  return own ?? (pages ? ['CNAME', ...builtInExclude] : builtInExclude);
}

const suffixOf = (permalink: string): Settings['suffix'] => {
  if (['date', 'ordinal', 'none'].includes(permalink)) return ':output_ext';
  if (permalink === 'pretty' || permalink.endsWith('/')) return '/';
  return permalink.endsWith(':output_ext') || permalink === 'weekdate' ? ':output_ext' : '';
};

/** The named styles; any other word is a template. 3 does not know `weekdate`. */
function templateOf(permalink: string, { major }: Version): string {
  switch (permalink) {
    case 'date': return '/:categories/:year/:month/:day/:title:output_ext';
    case 'pretty': return '/:categories/:year/:month/:day/:title/';
    case 'ordinal': return '/:categories/:year/:y_day/:title:output_ext';
    case 'none': return '/:categories/:title:output_ext';
    case 'weekdate': return major === 4 ? '/:categories/:year/W:week/:short_day/:title:output_ext' : permalink;
    default: return permalink;
  }
}

function collectionsOf(config: Data, postTemplate: string, suffix: string): ReadonlyMap<string, Collection> {
  const setting = at(config, 'collections');
  const declared: readonly (readonly [string, Value])[] =
    isData(setting) ? Object.entries(setting) : texts(setting).map((name) => [name, null] as const);
  const collections = declared.map(([name, value]) => collectionOf(name, isData(value) ? value : {}, `/:collection/:path${suffix}`));
  const posts = isData(setting) ? at(setting, 'posts') : undefined;
  const postPermalink = isData(posts) ? at(posts, 'permalink') : undefined;
  const own: Collection = { name: 'posts', output: true, permalink: typeof postPermalink === 'string' ? postPermalink : postTemplate };
  return new Map([own, ...collections.filter(({ name }) => name !== 'posts')].map((collection) => [collection.name, collection]));
}

function collectionOf(name: string, value: Data, fallback: string): Collection {
  const permalink = at(value, 'permalink');
  return { name, output: truth(at(value, 'output')) ?? false, permalink: typeof permalink === 'string' ? permalink : fallback };
}

const extensionsOf = (value: Value | undefined): ReadonlySet<string> => {
  const listed = typeof value === 'string' ? value : 'markdown,mkdown,mkdn,mkd,md';
  return new Set(listed.split(',').map((extension) => `.${extension.trim().toLowerCase()}`));
};
