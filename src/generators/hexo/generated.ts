import { asUrlPath, extensionOf, joinFile } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import { partsOf } from './dates.ts';
import type { Post } from './posts.ts';
import { folderIn, type Settings } from './settings.ts';
import { categorySlug, tagSlug } from './taxonomies.ts';
import { at, dataAt, textAt, textsAt, type Data } from './values.ts';

/** The pages and files that generator packages make of the posts: lists, feeds, site maps. */
export function generatedEntries(posts: readonly Post[], settings: Settings): readonly Entry[] {
  const live = posts.filter(({ visibility }) => visibility.kind === 'live');
  const lists = [...archives(live, settings), ...categories(live, settings), ...tags(live, settings), ...index(live, settings)];
  return [...lists, ...files(settings)].flatMap(entryAt);
}

function entryAt(path: string): readonly Entry[] {
  const output = joinFile(path.endsWith('/') || path === '' ? `${path}index.html` : path);
  if (output === undefined) return [];
  return [{ kind: 'generated', url: asUrlPath(output.replace(/(^|\/)index\.html$/, '$1')), output, visibility: { kind: 'live' } }];
}

/** A list of posts and, where they do not fit on one page, `page/2/` and so on below it. */
function paged(path: string, count: number, perPage: number, { config }: Settings, folder?: string): readonly string[] {
  const pages = perPage > 0 ? Math.max(1, Math.ceil(count / perPage)) : 1;
  const below = (folder ?? textAt(config, 'pagination_dir') ?? 'page').replace(/^\/+|\/+$/g, '');
  return Array.from({ length: pages }, (_, i) => (i === 0 ? path : `${path}${below}/${i + 1}/`));
}

function perPageOf(generator: Data, { config }: Settings): number {
  const own = at(generator, 'per_page') ?? at(config, 'per_page') ?? 10;
  return Number(own) || 0;
}

function index(posts: readonly Post[], settings: Settings): readonly string[] {
  if (!hasGenerator('index', settings)) return [];
  const own = dataAt(settings.config, 'index_generator');
  const path = (textAt(own, 'path') ?? '').replace(/^\/+/, '').replace(/(?<=[^/])\/*$/, '/');
  return paged(path, posts.length, perPageOf(own, settings), settings, textAt(own, 'pagination_dir'));
}

function archives(posts: readonly Post[], settings: Settings): readonly string[] {
  const own = dataAt(settings.config, 'archive_generator');
  if (!hasGenerator('archive', settings) || at(own, 'enabled') === false || posts.length === 0) return [];
  const root = `${folderIn(settings.config, 'archive_dir', 'archives')}/`;
  const perPage = at(settings.config, 'archive') === 1 ? 0 : perPageOf(own, settings);
  const counts = new Map<string, number>([[root, posts.length]]);
  for (const post of posts) {
    for (const path of archivesOf(post, own, settings)) counts.set(root + path, (counts.get(root + path) ?? 0) + 1);
  }
  return [...counts].flatMap(([path, count]) => paged(path, count, perPage, settings));
}

function archivesOf({ date }: Post, own: Data, settings: Settings): readonly string[] {
  if (date === undefined || at(own, 'yearly') === false) return [];
  const { year, month, day } = partsOf(date, settings.zones.host);
  const [months, days] = [String(month).padStart(2, '0'), String(day).padStart(2, '0')];
  return [
    `${year}/`,
    ...(at(own, 'monthly') === false ? [] : [`${year}/${months}/`]),
    ...(at(own, 'daily') === true ? [`${year}/${months}/${days}/`] : []),
  ];
}

function tags(posts: readonly Post[], settings: Settings): readonly string[] {
  if (!hasGenerator('tag', settings)) return [];
  const own = dataAt(settings.config, 'tag_generator');
  const root = `${folderIn(settings.config, 'tag_dir', 'tags')}/`;
  const counts = countsOf(posts.flatMap((post) => post.tags));
  const lists = [...counts].flatMap(([name, count]) => paged(`${root}${tagSlug(name, settings)}/`, count, perPageOf(own, settings), settings));
  return at(own, 'enable_index_page') ? [...lists, root] : lists;
}

/** A category's page lists its sub-categories' posts too. */
function categories(posts: readonly Post[], settings: Settings): readonly string[] {
  if (!hasGenerator('category', settings)) return [];
  const own = dataAt(settings.config, 'category_generator');
  const folder = folderIn(settings.config, 'category_dir', 'categories');
  const root = folder === '' ? '' : `${folder}/`;
  const counts = countsOf(posts.flatMap((post) => [...new Set(post.categories.flatMap(withParents).map((chain) => categorySlug(chain, settings)))]));
  const lists = [...counts].flatMap(([slug, count]) => paged(`${root}${slug}/`, count, perPageOf(own, settings), settings));
  return at(own, 'enable_index_page') ? [...lists, root] : lists;
}

const withParents = (chain: readonly string[]): readonly (readonly string[])[] => chain.map((_, i) => chain.slice(0, i + 1));

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const hasGenerator = (name: string, { packages }: Settings): boolean =>
  packages.names.some((one) => one === `hexo-generator-${name}` || one.startsWith(`hexo-generator-${name}-`) || one === `hexo-generator-${name}s`);

/** Single files of well-known generators. */
function files(settings: Settings): readonly string[] {
  const { config, packages } = settings;
  return Object.entries(FILES).flatMap(([name, [key, standard]]) => {
    if (!packages.has(name)) return [];
    const own = dataAt(config, key);
    const written = textsAt(own, 'path').map((path) => (extensionOf(path) === '' ? `${path}.xml` : path));
    return written.length > 0 ? written : standardFiles(name, own, standard);
  });
}

const standardFiles = (name: string, own: Data, standard: readonly string[]): readonly string[] => {
  const types = name === 'hexo-generator-feed' ? textsAt(own, 'type') : [];
  return types.length > 0 ? types.map((type) => `${type}.xml`) : standard;
};

const FILES: Readonly<Record<string, readonly [key: string, standard: readonly string[]]>> = {
  'hexo-generator-feed': ['feed', ['atom.xml']],
  'hexo-generator-rss': ['rss', ['rss.xml']],
  'hexo-generator-sitemap': ['sitemap', ['sitemap.xml', 'sitemap.txt']],
  'hexo-generator-seo-friendly-sitemap': ['sitemap', ['sitemap.xml', 'post-sitemap.xml', 'page-sitemap.xml', 'category-sitemap.xml', 'tag-sitemap.xml', 'index-sitemap.xml', 'sitemap.xsl']],
  'hexo-generator-baidu-sitemap': ['baidusitemap', ['baidusitemap.xml']],
  'hexo-generator-search': ['search', ['search.xml']],
  'hexo-generator-searchdb': ['search', ['search.xml']],
  'hexo-generator-local-search': ['search', ['search.xml']],
  'hexo-generator-search-zip': ['search', ['search.xml', 'search.json']],
  'hexo-generator-json-content': ['jsonContent', ['content.json']],
  'hexo-generator-robotstxt': ['robotstxt', ['robots.txt']],
  'hexo-generator-cname': ['cname', ['CNAME']],
  'hexo-generator-baidu-verify': ['baidu_verify', []],
  'hexo-generator-nojekyll': ['nojekyll', ['.nojekyll']],
  'hexo-generator-opml': ['opml', ['opml.xml']],
  'hexo-algoliasearch': ['algolia', []],
  'hexo-douban': ['douban', []],
};
