import { asFilePath, asUrlPath, decodePath, encodePath, extensionOf, nameOf, withoutExtension, type UrlPath } from '../../core/paths.ts';
import type { Entry, Publication } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import { pageAddress } from './addresses.ts';
import { archives } from './archives.ts';
import { outputOf } from './permalinks.ts';
import { LIVE, livePosts, type Published } from './publish.ts';
import type { Settings } from './settings.ts';
import { slugify } from './slugify.ts';
import { at, isData, isList, printed, texts, type Data } from './values.ts';

/** What plugins add to the site or put in place of pages. */
export interface PluginPages {
  readonly entries: readonly Entry[];
  /** Pages that redirect instead of showing themselves. */
  readonly replaced: ReadonlyMap<Entry, Entry>;
}

/** The pages that the site's plugins make, as far as the sources decide them. */
export function pluginPages(published: Published, settings: Settings, base: string): PluginPages {
  const { plugins } = settings;
  const taken = new Set([...published.pages, ...published.documents].map(({ entry }) => entry.output as string));
  for (const file of published.files) taken.add(file.output);
  const made = [
    ...(plugins.has('jekyll-redirect-from') ? redirectsFrom(published, settings, base) : []),
    ...(plugins.has('jekyll-paginate') ? paginated(published, settings) : []),
    ...archives(published, settings),
    ...(plugins.has('jekyll-imagemagick') ? scaledImages(published, settings) : []),
    ...[...(plugins.has('jekyll-feed') ? feeds(published, settings) : []), ...(plugins.has('jekyll-sitemap') ? ['sitemap.xml', 'robots.txt'] : []), ...(plugins.has('jekyll-redirect-from') ? ['redirects.json'] : [])]
      .filter((output) => !taken.has(output)).map(generated),
  ];
  return { entries: made, replaced: plugins.has('jekyll-redirect-from') ? redirectsTo(published, base) : new Map() };
}

const generated = (output: string): Entry =>
  ({ kind: 'generated', url: asUrlPath(output), output: asFilePath(output), visibility: LIVE });

/** `redirect_from: [/old/, old.html]` */
function redirectsFrom(published: Published, settings: Settings, base: string): readonly Entry[] {
  return [...published.pages, ...published.documents].flatMap(({ entry, wishes }) => wishes.redirectFrom.map((from): Entry => {
    const { url, output } = pageAddress('redirect.html', from, settings);
    return {
      // A page that redirects itself is what its source is published as.
      ...(entry.source !== undefined && !wishes.redirects && { source: entry.source }), kind: 'redirect',
      url: asUrlPath(decodePath(url)), output: asFilePath(output), visibility: entry.visibility, target: base + encodePath(entry.url),
    };
  }));
}

/** `redirect_to: https://elsewhere.example` leaves nothing of the page itself. */
function redirectsTo(published: Published, base: string): ReadonlyMap<Entry, Entry> {
  const replaced = new Map<Entry, Entry>();
  for (const { entry, wishes: { redirectTo: to } } of [...published.pages, ...published.documents]) {
    if (to === undefined || to === '') continue;
    const target = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(to) ? to : `${base}/${to.replace(/^\//, '')}`;
    replaced.set(entry, { ...entry, kind: 'redirect', target });
  }
  return replaced;
}

/** jekyll-paginate: the deepest `index.html` on the way to `paginate_path` is repeated for each page of posts. */
function paginated(published: Published, { config }: Settings): readonly Entry[] {
  const perPage = Number(printed(at(config, 'paginate')));
  if (!(perPage > 0)) return [];
  const path = printed(at(config, 'paginate_path') ?? '/page:num').replace(/^\//, '');
  const above = path.split('/').slice(0, -1);
  const folders = above.map((_, i) => `${above.slice(0, i + 1).join('/')}/`).concat('');
  const [template] = published.pages
    .filter((page) => nameOf(page.path) === 'index.html' && folders.includes(page.path.slice(0, -'index.html'.length)) && page.entry.visibility.kind === 'live')
    .sort((a, b) => b.path.length - a.path.length);
  if (!template) return [];

  const posts = livePosts(published).filter(({ wishes }) => !wishes.hidden);
  const pages = Math.min(Math.ceil(posts.length / perPage), 10_000);
  return Array.from({ length: Math.max(0, pages - 1) }, (_, i): Entry => {
    const url = `/${path.replace(':num', String(i + 2)).replace(/\/$/, '')}/`.replace(/\/{2,}/g, '/');
    return {
      kind: 'generated', url: asUrlPath(url), output: asFilePath(outputOf(url, '.html')), visibility: LIVE, opaque: true,
      ...(template.entry.source !== undefined && { source: template.entry.source }),
    };
  });
}

/** jekyll-feed: its own path, and one feed each for collections, categories and tags that are asked for. */
function feeds(published: Published, { config }: Settings): readonly string[] {
  const setting = at(config, 'feed');
  const feed = isData(setting) ? setting : {};
  const posts = livePosts(published);
  const categories = at(feed, 'categories');
  const tags = at(feed, 'tags');
  return [
    printed(at(feed, 'path') ?? 'feed.xml').replace(/^\//, ''),
    ...namesIn(at(feed, 'collections')).filter((name) => name !== 'posts').map((name) => `feed/${name}.xml`),
    ...texts(categories).map((name) => `feed/${name}.xml`),
    ...(tags === undefined || tags === null || tags === false ? [] : [...new Set(posts.flatMap(({ entry }) => entry.tags ?? []))].map((tag) => `feed/by_tag/${slugify(tag, { major: 4 })}.xml`)),
  ];
}

const namesIn = (value: Value | undefined): readonly string[] => (isData(value) ? Object.keys(value) : texts(value));

/** jekyll-imagemagick: `tram.jpg` below one of its folders in each width and format, `tram-800.webp`. As the settings and templates of themes that use it show; the plugin itself was not tried. */
function scaledImages(published: Published, { config }: Settings): readonly Entry[] {
  const setting = at(config, 'imagemagick');
  if (!isData(setting) || at(setting, 'enabled') !== true) return [];
  const list = (key: string): readonly string[] => {
    const written = at(setting, key);
    return isList(written) ? written.map(printed) : [];
  };
  const folders = list('input_directories').map((folder) => `${folder.replace(/^\.?\/+|\/+$/g, '')}/`);
  const formats = new Set(list('input_formats').map((format) => format.toLowerCase()));
  const written = at(setting, 'output_formats');
  const endings = list('widths').flatMap((width) => (isData(written) ? Object.keys(written) : []).map((format) => `-${width}.${format}`));
  return published.files
    .filter(({ output }) => formats.has(extensionOf(output).toLowerCase()) && folders.some((folder) => output.startsWith(folder)))
    .flatMap(({ output }) => endings.map((ending) => generated(withoutExtension(output) + ending)));
}

/**
 * Where plugins put pages and files that no source decides. Only what the settings show: a folder that nobody names
 * stays a folder that is not there.
 */
export function unknowablePlaces(published: Published, { config, plugins }: Settings, madeByPlugins: readonly string[]): NonNullable<Publication['unknowable']> {
  const places: { prefix: UrlPath; why: string }[] = [];
  const add = (folder: string, why: string): void => {
    const clean = folder.replace(/^\/+|\/+$/g, '');
    if (clean !== '') places.push({ prefix: asUrlPath(`/${clean}/`), why });
  };
  for (const folder of madeByPlugins) add(folder, `a plugin of the blog's own may make what is in \`${folder}\``);
  for (const key of ['category_dir', 'tag_dir', 'tag_page_dir', 'tag_permalink_dir', 'category_page_dir', 'author_dir', 'archive_dir', 'series_dir']) {
    const folder = at(config, key);
    if (typeof folder === 'string') add(folder, `a plugin makes what is in \`${folder}\``);
  }
  for (const key of ['prose', 'autopages', 'og_image', 'responsive_image', 'picture', 'scholar']) {
    const setting = at(config, key);
    if (!isData(setting)) continue;
    for (const name of ['output_dir', 'output_path', 'output', 'details_dir']) {
      const folder = at(setting, name);
      if (typeof folder === 'string') add(folder, `the setting \`${key}\` has it made by a plugin`);
    }
  }
  if (plugins.has('jekyll-tagging') && typeof at(config, 'tag_page_dir') !== 'string') add('tag', 'jekyll-tagging makes it');
  if (plugins.has('jekyll-paginate-v2')) for (const place of paginateV2Places(published, config)) add(place, 'jekyll-paginate-v2 makes it');
  if (plugins.has('jekyll-polyglot') || plugins.has('jekyll-multiple-languages-plugin')) {
    for (const language of texts(at(config, 'languages'))) add(language, 'the site is built once for each language');
  }
  return places;
}

/** `/page/:num/` below every page that paginates, and the folders of automatic pages. */
function paginateV2Places(published: Published, config: Data): readonly string[] {
  const pagination = at(config, 'pagination');
  const permalink = isData(pagination) ? printed(at(pagination, 'permalink') ?? '/page/:num/') : '/page/:num/';
  const fixed = permalink.slice(0, permalink.search(/[^/]*:num/)).replace(/^\//, '');
  const paginating = published.pages.filter(({ wishes }) => wishes.paginates);
  const automatic = at(config, 'autopages');
  const auto = isData(automatic) && at(automatic, 'enabled') === true ? ['tag', 'category', 'collection', 'author'] : [];
  return [...paginating.flatMap(({ entry }) => (fixed === '' ? [] : [`${entry.url.replace(/[^/]*$/, '')}${fixed}`])), ...auto];
}
