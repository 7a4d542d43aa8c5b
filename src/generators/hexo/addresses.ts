import { asUrlPath, extensionOf, folderOf, joinFile, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry, Publication, PublishInput } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { generatedEntries } from './generated.ts';
import { isExcluded, outputExtension, placeOf, withExtension, type Place } from './places.ts';
import { outputOf, postOf, printedUrl, type Post } from './posts.ts';
import type { Settings } from './settings.ts';
import { asText, at, textAt } from './values.ts';

/** What Hexo would write, and the posts it knows: `post_link` looks among these. */
export interface Published extends Publication {
  readonly posts: readonly Post[];
}

/**
 * Says where everything goes. Of two that claim one file the later wins in Hexo, and so it does here: files, pages,
 * posts from new to old, then what generators make.
 */
export function publish({ files, documents, now }: PublishInput, settings: Settings, anchors: ReadonlySet<string>): Published {
  const places = files.map((path) => ({ path, place: placeOf(path, settings) }));
  const posts = postsAmong(places, documents, settings, now);
  const entries = [
    ...places.flatMap(({ path, place }) => fileEntries(path, place)),
    ...assetEntries(places, posts, settings),
    ...places.flatMap(({ path, place }) => pageEntries(path, place, documents.get(path), settings)),
    ...posts.flatMap((post) => postEntries(post, settings)),
    ...generatedEntries(posts, settings),
    ...aliasEntries(posts, documents, settings),
  ];
  return { entries: entries.map((entry) => withExtraAnchors(entry, anchors)), posts };
}

interface Placed {
  readonly path: FilePath;
  readonly place: Place;
}

function postsAmong(places: readonly Placed[], documents: ReadonlyMap<FilePath, Document>, settings: Settings, now: number): readonly Post[] {
  const posts = places.flatMap(({ path, place }) => {
    const document = documents.get(path);
    return place.kind === 'post' && document ? [postOf(document, place, settings, now)] : [];
  });
  return posts.sort((a, b) => (b.date ?? now) - (a.date ?? now));
}

function fileEntries(path: FilePath, place: Place): readonly Entry[] {
  const output = place.kind === 'file' ? joinFile(place.output) : undefined;
  return output === undefined ? [] : [{ source: path, kind: 'file', url: asUrlPath(output), output, visibility: { kind: 'live' } }];
}

/** A page goes where its file is, or where the `permalink` of its front matter says. Dates and `published` are nothing to it. */
function pageEntries(path: FilePath, place: Place, document: Document | undefined, settings: Settings): readonly Entry[] {
  if (place.kind !== 'page') return [];
  const { data, error } = document?.frontMatter ?? { data: {} };
  const own = at(data, 'permalink');
  const output = outputOf(own ? pagePath(asText(own)) : place.output);
  if (output === undefined) return [];
  const title = textAt(data, 'title');
  return [{
    source: path,
    kind: 'page',
    url: asUrlPath(printedUrl(output, settings).replace(/\/index\.html$/, '/')),
    output,
    visibility: error ? { kind: 'unpublished', why: 'Hexo cannot read its front matter' } : { kind: 'live' },
    ...(title !== undefined && { title }),
  }];
}

function pagePath(permalink: string): string {
  const path = permalink.endsWith('/') ? `${permalink}index` : permalink;
  return extensionOf(path) === '' ? `${path}.html` : path;
}

function postEntries(post: Post, settings: Settings): readonly Entry[] {
  const output = outputOf(post.path);
  if (output === undefined) return [];
  return [{
    source: post.source,
    kind: 'post',
    url: printedUrl(post.path, settings),
    output,
    visibility: post.visibility,
    ...(post.date !== undefined && { date: post.date }),
    ...(post.title !== '' && { title: post.title }),
    ...(post.tags.length > 0 && { tags: post.tags }),
  }];
}

/** With `post_asset_folder`, what lies in a folder called like a post is published beside the post. */
function assetEntries(places: readonly Placed[], posts: readonly Post[], settings: Settings): readonly Entry[] {
  if (!settings.postAssetFolder) return [];
  const owners = new Map(posts.map((post) => [withoutExtension(post.source), post]));
  return places.flatMap(({ path, place }) => {
    const owner = place.kind === 'post-asset' ? ownerOf(path, owners) : undefined;
    return owner ? assetEntry(path, owner, settings) : [];
  });
}

/** The post in whose folder a file lies, the nearest of several. */
function ownerOf(path: FilePath, owners: ReadonlyMap<string, Post>): Post | undefined {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const owner = owners.get(folder);
    if (owner) return owner;
  }
  return undefined;
}

function assetEntry(path: FilePath, owner: Post, settings: Settings): readonly Entry[] {
  const name = path.slice(withoutExtension(owner.source).length + 1);
  if (isExcluded(name, settings)) return [];
  const extension = !settings.skipRender(path.slice(settings.sourceFolder.length + 1)) && STYLES.has(extensionOf(name)) ? outputExtension(name, settings) : undefined;
  const output = joinFile(assetFolderOf(owner.path), extension === undefined ? name : withExtension(name, extension));
  if (output === undefined) return [];
  const hidden = owner.visibility.kind === 'scheduled' ? undefined : owner.visibility;
  return [{ source: path, kind: 'file', url: asUrlPath(output), output, visibility: hidden ?? { kind: 'live' } }];
}

const STYLES: ReadonlySet<string> = new Set(['.styl', '.stylus', '.less', '.scss', '.sass']);

/** `x.html` has its files in `x/`. One that ends in `index.html` has them in `index/`, as odd as that is. */
export const assetFolderOf = (path: string): string => path.replace(/\.html?$/, '');

/** `hexo-generator-alias`: old addresses in front matter or settings, each a page that sends visitors on. */
function aliasEntries(posts: readonly Post[], documents: ReadonlyMap<FilePath, Document>, settings: Settings): readonly Entry[] {
  if (!settings.packages.has('hexo-generator-alias')) return [];
  return posts.filter(({ visibility }) => visibility.kind === 'live').flatMap((post) => {
    const alias = at(documents.get(post.source)?.frontMatter.data ?? {}, 'alias');
    return (Array.isArray(alias) ? alias : [alias]).flatMap((from) => {
      const output = typeof from === 'string' && from !== '' ? outputOf(extensionOf(from) === '' && !from.endsWith('/') ? `${from}/` : from) : undefined;
      if (output === undefined) return [];
      const target = `${settings.base}${printedUrl(post.path, settings)}`;
      return [{ source: post.source, kind: 'redirect' as const, url: asUrlPath(output), output, visibility: { kind: 'live' as const }, target }];
    });
  });
}

function withExtraAnchors(entry: Entry, extraAnchors: ReadonlySet<string>): Entry {
  return extraAnchors.size > 0 && (entry.kind === 'post' || entry.kind === 'page') ? { ...entry, extraAnchors } : entry;
}
