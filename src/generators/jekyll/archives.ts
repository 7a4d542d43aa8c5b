import { asFilePath, asUrlPath, decodePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import { pad, toCivil } from './dates.ts';
import { fillPageTemplate, outputOf } from './permalinks.ts';
import { LIVE, livePosts, type Published, type PublishedDocument } from './publish.ts';
import type { Settings } from './settings.ts';
import { isSlugMode, slugify } from './slugify.ts';
import { at, isData, isList, printed, type Data } from './values.ts';

/** The pages of jekyll-archives and jekyll-archives-v2: one for each year, month, day, tag and category, as far as they are enabled. */
export function archives(published: Published, settings: Settings): readonly Entry[] {
  const { plugins, zone } = settings;
  const setting = at(settings.config, 'jekyll-archives');
  const own = isData(setting) ? setting : {};
  if (plugins.has('jekyll-archives')) return archivesOf({ own, collection: 'posts', documents: livePosts(published), zone, permalinkOf: byOne });
  if (!plugins.has('jekyll-archives-v2')) return [];
  return Object.entries(own).flatMap(([collection, part]) => {
    const documents = published.documents.filter(({ entry, collection: name }) => name === collection && entry.visibility.kind === 'live');
    return isData(part) ? archivesOf({ own: part, collection, documents, zone, permalinkOf: byCollection }) : [];
  });
}

type Kind = 'year' | 'month' | 'day' | 'tags' | 'categories';

interface Archived {
  /** The settings that are about them. */
  readonly own: Data;
  readonly collection: string;
  readonly documents: readonly PublishedDocument[];
  readonly zone: Settings['zone'];
  readonly permalinkOf: (kind: Kind, permalinks: Data) => string;
}

function archivesOf({ own, collection, documents, zone, permalinkOf }: Archived): readonly Entry[] {
  const enabled = at(own, 'enabled');
  const isOn = (kind: Kind): boolean => enabled === 'all' || enabled === true || (isList(enabled) && enabled.includes(kind));
  const permalinks = at(own, 'permalinks');
  const mode = printed(at(own, 'slug_mode'));
  const slugOf = (name: string): string => slugify(name, { major: 4, ...(isSlugMode(mode) && { mode }) });

  const found = new Map<string, Entry>();
  const add = (kind: Kind, values: readonly (readonly [string, string])[]): void => {
    if (!isOn(kind)) return;
    const type = permalinksByOne[kind].name;
    const url = fillPageTemplate(permalinkOf(kind, isData(permalinks) ? permalinks : {}), [...values, ['type', type], ['collection', collection]]);
    const output = outputOf(url, '.html');
    found.set(output, { kind: 'generated', url: asUrlPath(decodePath(url)), output: asFilePath(output), visibility: LIVE, opaque: true });
  };
  for (const { entry, categories, date: at } of documents) {
    const { year, month, day } = toCivil(at, zone);
    const date = [['year', pad(year, 4)], ['month', pad(month)], ['day', pad(day)]] as const;
    add('year', date.slice(0, 1));
    add('month', date.slice(0, 2));
    add('day', date);
    for (const tag of entry.tags ?? []) add('tags', [['name', slugOf(tag)]]);
    for (const category of categories) add('categories', [['name', slugOf(printed(category))]]);
  }
  return [...found.values()];
}

/** jekyll-archives: its permalinks are called `tag` and `category`, while `tags` and `categories` are enabled. */
function byOne(kind: Kind, permalinks: Data): string {
  const { name, otherwise } = permalinksByOne[kind];
  const written = at(permalinks, name);
  return typeof written === 'string' ? written : otherwise;
}

const permalinksByOne = {
  year: { name: 'year', otherwise: '/:year/' },
  month: { name: 'month', otherwise: '/:year/:month/' },
  day: { name: 'day', otherwise: '/:year/:month/:day/' },
  tags: { name: 'tag', otherwise: '/tag/:name/' },
  categories: { name: 'category', otherwise: '/category/:name/' },
} as const satisfies Record<Kind, unknown>;

/** jekyll-archives-v2: settings for each collection, below whose name its archives are unless a permalink says otherwise. */
function byCollection(kind: Kind, permalinks: Data): string {
  const written = at(permalinks, kind);
  if (typeof written === 'string') return written;
  const folders = { year: ':year', month: ':year/:month', day: ':year/:month/:day', tags: ':type/:name', categories: ':type/:name' }[kind];
  return `/:collection/${folders}/`;
}
