import { asFilePath, asUrlPath, decodePath, extensionOf, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry, PublishInput, Visibility } from '../../core/site/conventions.ts';
import type { Document, Value } from '../../core/site/document.ts';
import { collectionFileAddress, documentAddress, pageAddress, staticAddress, words, type Address } from './addresses.ts';
import { defaultsOf } from './defaults.ts';
import { dateOf, itemOf, type Item } from './posts.ts';
import { isRepositoryFile } from './roles.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { at, isData, merged, printed, texts, type Data } from './values.ts';

/** What there is to publish, in the order Jekyll writes it: of two with one address the later one stays. */
export interface Published {
  readonly pages: readonly PublishedPage[];
  readonly files: readonly Entry[];
  /** Posts from the oldest to the newest, then the items of other collections. */
  readonly documents: readonly PublishedDocument[];
}

export interface PublishedPage {
  readonly entry: Entry;
  readonly data: Data;
  readonly wishes: Wishes;
  /** From the source folder. */
  readonly path: string;
}

export interface PublishedDocument {
  readonly entry: Entry;
  readonly wishes: Wishes;
  readonly collection: string;
  readonly categories: readonly Value[];
  readonly date: number;
}

/** What front matter asks of plugins. All the rest of it is let go: of a hundred thousand posts it is 100 MB. */
export interface Wishes {
  /** `redirect_from: [/old/, old.html]` */
  readonly redirectFrom: readonly string[];
  /** `redirect_to: https://elsewhere.example` */
  readonly redirectTo: string | undefined;
  /** Whether it says so, empty or not. */
  readonly redirects: boolean;
  /** `hidden: true` keeps a post out of the pages of jekyll-paginate. */
  readonly hidden: boolean;
  /** `pagination:` of jekyll-paginate-v2 */
  readonly paginates: boolean;
  /** `lang: pt-br` for jekyll-polyglot; nothing where that is not among the plugins. */
  readonly language: string | undefined;
}

function wishesIn(data: Data, { plugins }: Settings): Wishes {
  const from = texts(at(data, 'redirect_from'));
  const to = at(data, 'redirect_to');
  const hidden = at(data, 'hidden') === true;
  const paginates = isData(at(data, 'pagination'));
  const language = plugins.has('jekyll-polyglot') ? texts(at(data, 'lang'))[0] : undefined;
  if (from.length === 0 && to === undefined && !hidden && !paginates && language === undefined) return NO_WISHES;
  return { redirectFrom: from, redirectTo: texts(to)[0], redirects: to !== undefined, hidden, paginates, language };
}

const NO_WISHES: Wishes = { redirectFrom: [], redirectTo: undefined, redirects: false, hidden: false, paginates: false, language: undefined };

/** What sorting files into what becomes of them takes. */
export interface Publishing {
  readonly settings: Settings;
  readonly sourceOf: (file: FilePath) => Source;
  /** Ids that the layouts add to a page. */
  readonly anchorsOf: (kind: 'post' | 'page' | 'home', data: Data) => ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Sorts a site's files into what becomes of them. */
export function published({ files, documents }: PublishInput, publishing: Publishing): Published {
  const { settings, sourceOf } = publishing;
  const pages: PublishedPage[] = [];
  const copies: Entry[] = [];
  const items: PublishedDocument[] = [];
  const indexes = new Set<string>();

  for (const file of files) {
    const source = sourceOf(file);
    const document = documents.get(file);
    switch (source.kind) {
      case 'none': break;
      case 'post':
        if (document) items.push(postOf(file, source, document, publishing));
        break;
      case 'collection':
        if (document && document.frontMatter.format !== 'none') items.push(collectionItemOf(file, source, document, publishing));
        else copies.push(...collectionFile(file, source, settings));
        break;
      case 'page': {
        const asPage = isPage(source.path, document, settings);
        if (asPage) pages.push(pageOf(file, source.path, document, publishing));
        // Markdown that is a page without front matter is copied as it is as well.
        if (asPage && (document.frontMatter.format !== 'none' || removesOriginal(source.path, settings))) break;
        copies.push(copyOf(file, source.path, settings, asPage));
        break;
      }
      default: source satisfies never;
    }
  }
  for (const { entry } of pages) indexes.add(entry.output);
  for (const entry of copies) indexes.add(entry.output);
  const placed = settings.plugins.has('jekyll-readme-index') ? pages.flatMap((page) => readmeAsIndex(page, indexes, documents, publishing)) : pages;
  const removed = new Set(pluginSetting(settings, 'readme_index', 'remove_originals') === true ? placed.map(({ path }) => path).filter(isReadme) : []);
  return {
    pages: placed,
    files: copies.filter(({ output }) => !removed.has(output)),
    documents: inOrder(limited(items, settings)),
  };
}

function postOf(file: FilePath, source: Source & { readonly kind: 'post' }, document: Document, publishing: Publishing): PublishedDocument {
  const { path, draft } = source;
  const { settings, now } = publishing;
  const item = itemOf({ path, collection: 'posts', draft, frontMatter: document.frontMatter, settings, now: () => now });
  return documentOf(file, 'post', item, { visibility: draft && !settings.drafts ? DRAFT : visibilityOf(item, settings, now), publishing });
}

function collectionItemOf(file: FilePath, source: Source & { readonly kind: 'collection' }, document: Document, publishing: Publishing): PublishedDocument {
  const { path, name } = source;
  const { settings, now } = publishing;
  const item = itemOf({ path, collection: name, frontMatter: document.frontMatter, settings, now: () => now });
  const hidden: Visibility = { kind: 'unpublished', why: `the collection \`${name}\` has no \`output: true\`` };
  return documentOf(file, 'page', item, { visibility: settings.collections.get(name)?.output === true ? visibilityOf(item, settings, now) : hidden, publishing });
}

interface DocumentParts {
  readonly visibility: Visibility;
  readonly publishing: Publishing;
}

function documentOf(file: FilePath, kind: 'post' | 'page', item: Item, { visibility, publishing: { settings, anchorsOf } }: DocumentParts): PublishedDocument {
  const { data, collection, categories, date } = item;
  const anchors = anchorsOf(collection === 'posts' ? 'post' : 'page', data);
  return { entry: entryOf(file, kind, documentAddress(item, settings), { data, visibility, anchors, date: dateOf(item) }), wishes: wishesIn(data, settings), collection, categories, date };
}

const DRAFT: Visibility = { kind: 'draft' };

function visibilityOf({ data, date }: Item, { unpublished, future }: Settings, now: number): Visibility {
  if (!unpublished && isUnpublished(data)) return { kind: 'unpublished', why: 'its front matter says `published: false`' };
  // Jekyll compares whole seconds.
  if (!future && Math.floor(date / 1000) > Math.floor(now / 1000)) return { kind: 'scheduled', from: date };
  return LIVE;
}

/** One for all, since nearly everything is. */
export const LIVE: Visibility = { kind: 'live' };

/** An empty `published:` hides as well. */
const isUnpublished = (data: Data): boolean => {
  const value = at(data, 'published');
  return value === false || value === null;
};

interface PublishedAs {
  /** Its front matter, with the defaults that it has from the settings. */
  readonly data: Data;
  readonly visibility: Visibility;
  readonly anchors: ReadonlySet<string>;
  readonly date?: number | undefined;
}

/** `tag:` is one tag and counts before `tags:`, of which a text is several. */
function entryOf(file: FilePath, kind: Entry['kind'], { url, output }: Address, { data, visibility, anchors, date }: PublishedAs): Entry {
  const title = at(data, 'title');
  const single = at(data, 'tag') ?? undefined;
  // A list that grew has room for more, which is 13 MB in a hundred thousand posts.
  const tags = (single === undefined ? words(at(data, 'tags')) : [single]).flatMap(texts).slice();
  // Step by step, since `...(x && { x })` of four takes longer than all the rest.
  const entry: { -readonly [Key in keyof Entry]: Entry[Key] } = { source: file, kind, url: asUrlPath(decodePath(url)), output: asFilePath(output), visibility };
  if (date !== undefined) entry.date = date;
  if (title !== undefined && title !== null) entry.title = printed(title);
  if (tags.length > 0) entry.tags = tags;
  if (anchors.size > 0) entry.extraAnchors = anchors;
  return entry;
}

/** Front matter makes a page; on GitHub Pages Markdown is one anyway, but for the files a repository has for itself. */
function isPage(path: string, document: Document | undefined, settings: Settings): document is Document {
  const { plugins, markdownExtensions, config } = settings;
  if (!document) return false;
  if (document.frontMatter.format !== 'none') return true;
  if (!markdownExtensions.has(extensionOf(path).toLowerCase())) return false;
  const name = withoutExtension(nameOf(path)).toUpperCase();
  if (name === 'README') return plugins.has('jekyll-readme-index') && pluginSetting(settings, 'readme_index', 'enabled') !== false;
  return plugins.has('jekyll-optional-front-matter') && pluginSetting(settings, 'optional_front_matter', 'enabled') !== false
    && at(config, 'require_front_matter') !== true && !isRepositoryFile(path, settings);
}

const removesOriginal = (path: string, settings: Settings): boolean =>
  !isReadme(path) && pluginSetting(settings, 'optional_front_matter', 'remove_originals') === true;

const isReadme = (path: string): boolean => /^readme\.[^.]+$/i.test(nameOf(path));

function pageOf(file: FilePath, path: string, document: Document, { settings, anchorsOf }: Publishing): PublishedPage {
  const own = document.frontMatter.error ? {} : document.frontMatter.data;
  const data = merged(defaultsOf(settings.defaults, { path, type: 'pages' }, settings.version.major), own);
  // Unlike a post's, a page's default `published: false` is not asked.
  const hidden = !settings.unpublished && isUnpublished(own);
  const visibility: Visibility = hidden ? { kind: 'unpublished', why: 'its front matter says `published: false`' } : LIVE;
  const address = pageAddress(path, at(data, 'permalink'), settings);
  const anchors = anchorsOf(address.output === 'index.html' ? 'home' : 'page', data);
  return { path, data, wishes: wishesIn(data, settings), entry: entryOf(file, 'page', address, { data, visibility, anchors }) };
}

/** The readme of a folder without an index is its index, unless it has front matter of its own. */
function readmeAsIndex(page: PublishedPage, outputs: ReadonlySet<string>, documents: ReadonlyMap<FilePath, Document>, { settings, anchorsOf }: Publishing): readonly PublishedPage[] {
  const { entry, path } = page;
  if (!isReadme(path) || at(page.data, 'permalink')) return [page];
  const folder = path.slice(0, path.length - nameOf(path).length);
  const hasFrontMatter = entry.source !== undefined && documents.get(entry.source)?.frontMatter.format !== 'none';
  const takesAll = pluginSetting(settings, 'readme_index', 'with_frontmatter') === true;
  const isTaken = outputs.has(`${folder}index.html`);
  if (hasFrontMatter && (!takesAll || isTaken)) return [page];
  if (isTaken) return [];
  const { extraAnchors, ...rest } = entry;
  const anchors = folder === '' ? anchorsOf('home', page.data) : extraAnchors;
  const index = { ...rest, url: asUrlPath(`/${folder}`), output: asFilePath(`${folder}index.html`) };
  return [{ ...page, entry: anchors && anchors.size > 0 ? { ...index, extraAnchors: anchors } : index }];
}

function pluginSetting({ config }: Settings, plugin: string, key: string): Value | undefined {
  const setting = at(config, plugin);
  return isData(setting) ? at(setting, key) : undefined;
}

function copyOf(file: FilePath, path: string, settings: Settings, isSecond: boolean): Entry {
  const hidden = !settings.unpublished && isUnpublished(defaultsOf(settings.defaults, { path, type: undefined }, settings.version.major));
  const { output } = staticAddress(path, settings);
  const visibility: Visibility = hidden ? { kind: 'unpublished', why: 'the settings say `published: false`' } : LIVE;
  const [url, written] = [asUrlPath(output), asFilePath(output)];
  return isSecond ? { kind: 'file', url, output: written, visibility } : { source: file, kind: 'file', url, output: written, visibility };
}

function collectionFile(file: FilePath, { path, name }: Source & { readonly kind: 'collection' }, settings: Settings): readonly Entry[] {
  // Jekyll 3 does not ask whether the collection is to be put out.
  if (settings.version.major === 4 && settings.collections.get(name)?.output !== true) return [];
  const { output } = collectionFileAddress(path, name, settings);
  return [{ source: file, kind: 'file', url: asUrlPath(output), output: asFilePath(output), visibility: LIVE }];
}

/** `limit_posts` keeps the newest. */
function limited(items: readonly PublishedDocument[], { postLimit }: Settings): readonly PublishedDocument[] {
  if (postLimit <= 0) return items;
  const live = livePosts({ documents: items });
  const kept = new Set([...live].sort(byDate).slice(-postLimit));
  const dropped = new Set(live.filter((item) => !kept.has(item)));
  const visibility: Visibility = { kind: 'unpublished', why: `\`limit_posts: ${postLimit}\` leaves it out` };
  return items.map((one) => (dropped.has(one) ? { ...one, entry: { ...one.entry, visibility } } : one));
}

const inOrder = (items: readonly PublishedDocument[]): readonly PublishedDocument[] => [
  ...items.filter(({ collection }) => collection === 'posts').sort(byDate),
  ...items.filter(({ collection }) => collection !== 'posts'),
];

/** What jekyll-paginate, -feed and -archives go by. */
export const livePosts = ({ documents }: Pick<Published, 'documents'>): readonly PublishedDocument[] =>
  documents.filter(({ collection, entry }) => collection === 'posts' && entry.visibility.kind === 'live');

const byDate = (a: PublishedDocument, b: PublishedDocument): number => a.date - b.date;

