import { asFilePath, asUrlPath, decodePath, extensionOf, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry, Publication, PublishInput, Visibility } from '../../core/site/conventions.ts';
import type { Document, Value } from '../../core/site/document.ts';
import { collectionFileAddress, documentAddress, pageAddress, staticAddress, words, type Address } from './addresses.ts';
import { defaultsOf } from './defaults.ts';
import { itemOf, type Item } from './posts.ts';
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
  /** From the source folder. */
  readonly path: string;
}

export interface PublishedDocument {
  readonly entry: Entry;
  readonly item: Item;
}

/** Sorts a site's files into what becomes of them. */
export function published({ files, documents, now }: PublishInput, settings: Settings, sourceOf: (file: FilePath) => Source): Published {
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
        if (document) items.push(postOf(file, source, document, settings, now));
        break;
      case 'collection':
        if (document && document.frontMatter.format !== 'none') items.push(collectionItemOf(file, source, document, settings, now));
        else copies.push(...collectionFile(file, source, settings));
        break;
      case 'page': {
        const asPage = isPage(source.path, document, settings);
        if (asPage) pages.push(pageOf(file, source.path, document, settings));
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
  const placed = settings.plugins.has('jekyll-readme-index') ? pages.flatMap((page) => readmeAsIndex(page, indexes, documents, settings)) : pages;
  const removed = new Set(pluginSetting(settings, 'readme_index', 'remove_originals') === true ? placed.map(({ path }) => path).filter(isReadme) : []);
  return {
    pages: placed,
    files: copies.filter(({ output }) => !removed.has(output)),
    documents: inOrder(limited(items, settings)),
  };
}

/** The same as one list of entries. */
export const entriesOf = ({ pages, files, documents }: Published): Publication['entries'] =>
  [...pages.map(({ entry }) => entry), ...files, ...documents.map(({ entry }) => entry)];

function postOf(file: FilePath, source: Source & { readonly kind: 'post' }, document: Document, settings: Settings, now: number): PublishedDocument {
  const { path, draft } = source;
  const item = itemOf({ path, collection: 'posts', draft, frontMatter: document.frontMatter, settings, now: () => now });
  const visibility = draft && !settings.drafts ? { kind: 'draft' as const } : visibilityOf(item, settings, now);
  return { item, entry: { ...entryOf(file, 'post', documentAddress(item, settings), item.data), visibility, ...dateOf(item) } };
}

function collectionItemOf(file: FilePath, source: Source & { readonly kind: 'collection' }, document: Document, settings: Settings, now: number): PublishedDocument {
  const { path, name } = source;
  const item = itemOf({ path, collection: name, frontMatter: document.frontMatter, settings, now: () => now });
  const hidden: Visibility = { kind: 'unpublished', why: `the collection \`${name}\` has no \`output: true\`` };
  const visibility = settings.collections.get(name)?.output === true ? visibilityOf(item, settings, now) : hidden;
  return { item, entry: { ...entryOf(file, 'page', documentAddress(item, settings), item.data), visibility, ...dateOf(item) } };
}

const dateOf = (item: Item): Pick<Entry, 'date'> => (item.dated === 'none' ? {} : { date: item.date });

function visibilityOf({ data, date }: Item, { unpublished, future }: Settings, now: number): Visibility {
  if (!unpublished && isUnpublished(data)) return { kind: 'unpublished', why: 'its front matter says `published: false`' };
  // Jekyll compares whole seconds.
  if (!future && Math.floor(date / 1000) > Math.floor(now / 1000)) return { kind: 'scheduled', from: date };
  return { kind: 'live' };
}

/** An empty `published:` hides as well. */
const isUnpublished = (data: Data): boolean => {
  const value = at(data, 'published');
  return value === false || value === null;
};

/** `tag:` is one tag and counts before `tags:`, of which a text is several. */
function entryOf(file: FilePath, kind: Entry['kind'], { url, output }: Address, data: Data): Omit<Entry, 'visibility'> {
  const title = at(data, 'title');
  const single = at(data, 'tag') ?? undefined;
  const tags = (single === undefined ? words(at(data, 'tags')) : [single]).flatMap(texts);
  return {
    source: file, kind, url: asUrlPath(decodePath(url)), output: asFilePath(output),
    ...(title !== undefined && title !== null && { title: printed(title) }),
    ...(tags.length > 0 && { tags }),
  };
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
    && at(config, 'require_front_matter') !== true && !repositoryFiles.has(name);
}

const removesOriginal = (path: string, settings: Settings): boolean =>
  !isReadme(path) && pluginSetting(settings, 'optional_front_matter', 'remove_originals') === true;

const isReadme = (path: string): boolean => /^readme\.[^.]+$/i.test(nameOf(path));

const repositoryFiles: ReadonlySet<string> = new Set(['LICENSE', 'LICENCE', 'COPYING', 'CODE_OF_CONDUCT', 'CONTRIBUTING', 'ISSUE_TEMPLATE', 'PULL_REQUEST_TEMPLATE']);

function pageOf(file: FilePath, path: string, document: Document, settings: Settings): PublishedPage {
  const own = document.frontMatter.error ? {} : document.frontMatter.data;
  const data = merged(defaultsOf(settings.defaults, { path, type: 'pages' }, settings.version.major), own);
  // Unlike a post's, a page's default `published: false` is not asked.
  const hidden = !settings.unpublished && isUnpublished(own);
  const visibility: Visibility = hidden ? { kind: 'unpublished', why: 'its front matter says `published: false`' } : { kind: 'live' };
  return { path, data, entry: { ...entryOf(file, 'page', pageAddress(path, at(data, 'permalink'), settings), data), visibility } };
}

/** The readme of a folder without an index is its index, unless it has front matter of its own. */
function readmeAsIndex(page: PublishedPage, outputs: ReadonlySet<string>, documents: ReadonlyMap<FilePath, Document>, settings: Settings): readonly PublishedPage[] {
  const { entry, path } = page;
  if (!isReadme(path) || at(page.data, 'permalink')) return [page];
  const folder = path.slice(0, path.length - nameOf(path).length);
  const hasFrontMatter = entry.source !== undefined && documents.get(entry.source)?.frontMatter.format !== 'none';
  const takesAll = pluginSetting(settings, 'readme_index', 'with_frontmatter') === true;
  const isTaken = outputs.has(`${folder}index.html`);
  if (hasFrontMatter && (!takesAll || isTaken)) return [page];
  return isTaken ? [] : [{ ...page, entry: { ...entry, url: asUrlPath(`/${folder}`), output: asFilePath(`${folder}index.html`) } }];
}

function pluginSetting({ config }: Settings, plugin: string, key: string): Value | undefined {
  const setting = at(config, plugin);
  return isData(setting) ? at(setting, key) : undefined;
}

function copyOf(file: FilePath, path: string, settings: Settings, isSecond: boolean): Entry {
  const hidden = !settings.unpublished && isUnpublished(defaultsOf(settings.defaults, { path, type: undefined }, settings.version.major));
  const { output } = staticAddress(path, settings);
  const visibility: Visibility = hidden ? { kind: 'unpublished', why: 'the settings say `published: false`' } : { kind: 'live' };
  return { ...(!isSecond && { source: file }), kind: 'file', url: asUrlPath(output), output: asFilePath(output), visibility };
}

function collectionFile(file: FilePath, { path, name }: Source & { readonly kind: 'collection' }, settings: Settings): readonly Entry[] {
  if (settings.version.major === 3 || settings.collections.get(name)?.output !== true) return [];
  const { output } = collectionFileAddress(path, name, settings);
  return [{ source: file, kind: 'file', url: asUrlPath(output), output: asFilePath(output), visibility: { kind: 'live' } }];
}

/** `limit_posts` keeps the newest. */
function limited(items: readonly PublishedDocument[], { postLimit }: Settings): readonly PublishedDocument[] {
  if (postLimit <= 0) return items;
  const live = items.filter(({ item, entry }) => item.collection === 'posts' && entry.visibility.kind === 'live');
  const kept = new Set([...live].sort(byDate).slice(-postLimit));
  const dropped = new Set(live.filter((item) => !kept.has(item)));
  const visibility: Visibility = { kind: 'unpublished', why: `\`limit_posts: ${postLimit}\` leaves it out` };
  return items.map((one) => (dropped.has(one) ? { ...one, entry: { ...one.entry, visibility } } : one));
}

const inOrder = (items: readonly PublishedDocument[]): readonly PublishedDocument[] => [
  ...items.filter(({ item }) => item.collection === 'posts').sort(byDate),
  ...items.filter(({ item }) => item.collection !== 'posts'),
];

const byDate = (a: PublishedDocument, b: PublishedDocument): number => a.item.date - b.item.date;

