import { encodePath, extensionOf, folderOf, nameOf, withoutExtension, asFilePath, joinFile, type FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference } from '../core/site/document.ts';
import { resolve } from '../core/site/resolve.ts';
import { siteAfter } from '../core/site/site-after.ts';
import type { Site } from '../core/site/site.ts';
import { slugOf } from '../core/text/slug.ts';

/** A picture in a post that is there. */
export interface SeenImage {
  readonly document: Document;
  readonly entry: Entry;
  readonly reference: Reference;
  /** The picture's file, and what it is published as. */
  readonly file: FilePath;
  readonly output: string;
}

/** Where a blog keeps its pictures and how it writes them, learnt from its posts. */
export interface ImageHabits {
  /** Folders with `{own}`, `{slug}`, `{name}`, `{year}`, `{month}` in them, the most used first. */
  readonly folders: readonly string[];
  /** Destinations with `{output}`, `{relative}`, `{alone}` (its name) or `{file}` in them, the most used first. */
  readonly spellings: readonly string[];
}

/** The newest count; a post's own pictures count as so many of others. */
const NEWEST = 60;
const OWN = 5;

/** Learns from pictures in posts, those of one post - to which another is to be added - above all. */
export function imageHabits(all: readonly SeenImage[], post: FilePath, site: Site): ImageHabits {
  // Covers are often kept apart.
  const images = all.filter(({ reference }) => reference.syntax !== 'front-matter');
  const newest = images.filter(({ document }) => document.path === post).flatMap((image) => Array.from({ length: OWN }, () => image))
    .concat(images.toSorted((a, b) => (b.entry.date ?? 0) - (a.entry.date ?? 0)).slice(0, NEWEST));
  return {
    folders: byUse(newest.map((image) => folderPattern(image, site)).map(perPost(images))),
    spellings: byUse(newest.flatMap(spellingOf)),
  };
}

/** Siblings of which each is one post's: a folder for each post, however it was named. */
function perPost(images: readonly SeenImage[]): (folder: string) => string {
  const users = new Map<string, Set<FilePath>>();
  for (const { document, file } of images) users.set(folderOf(file), (users.get(folderOf(file)) ?? new Set()).add(document.path));
  const alone = new Map<string, number>();
  for (const [folder, posts] of users) if (posts.size === 1) alone.set(folderOf(folder), (alone.get(folderOf(folder)) ?? 0) + 1);
  return (folder) => (users.get(folder)?.size === 1 && (alone.get(folderOf(folder)) ?? 0) >= MANY ? `${folderOf(folder)}/{slug}` : folder);
}

/** Fewer such folders are by chance. */
const MANY = 4;

function byUse(words: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

function folderPattern({ document, entry, file }: SeenImage, { conventions: { publishing } }: Site): string {
  const folder = folderOf(file);
  const own = publishing.assetFolder?.(document.path);
  if (own !== undefined && (folder === own || folder.startsWith(`${own}/`))) return `{own}${folder.slice(own.length)}`;
  const words = wordsFor(document.path, entry);
  return folder.split('/').map((part) => Object.entries(words).find(([, word]) => word === part)?.[0] ?? part).join('/');
}

/** What the parts of a post's picture folder may be named after. */
function wordsFor(file: FilePath, { url, date }: Pick<Entry, 'url' | 'date'>): Readonly<Record<string, string>> {
  const name = /^_?index\./.test(nameOf(file)) ? nameOf(folderOf(file)) : withoutExtension(nameOf(file));
  const bare = name.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '');
  const last = withoutExtension(nameOf(url.replace(/\/$/, '')));
  const day = /^(\d{4})-(\d{1,2})-/.exec(name) ?? (date === undefined ? null : /^(\d{4})-(\d\d)/.exec(new Date(date).toISOString()));
  return {
    '{name}': name, '{slug}': bare, ...(last !== '' && last !== bare && { '{address}': last }),
    ...(day && { '{year}': day[1] ?? '', '{month}': (day[2] ?? '').padStart(2, '0') }),
  };
}

function spellingOf({ document, reference, file, output }: SeenImage): readonly string[] {
  const { raw } = reference;
  if (reference.syntax === 'front-matter') return [];
  const relative = relativeTo(document.path, file);
  for (const [text, word] of [[relative, '{relative}'], [encodePath(relative), '{relative}'], [output, '{output}'], [encodePath(output), '{output}'], [file, '{file}']] as const) {
    if (word === '{relative}' ? raw === text || raw === `./${text}` : raw.includes(text)) return [raw.replace(text, word)];
  }
  return raw === nameOf(file) ? ['{alone}'] : [];
}

/** `../images/x.png`, as an editor finds it from the post. */
function relativeTo(post: FilePath, file: FilePath): string {
  const [from, to] = [folderOf(post).split('/').filter(Boolean), file.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** A name for a picture: letters that no address has to escape, small, and the extension of what it is. */
export function pictureName(name: string): string {
  const extension = extensionOf(name).toLowerCase();
  return `${slugOf(name.slice(0, name.length - extension.length)) || 'picture'}${extension}`;
}

/** Where a blog without pictures of its own may have them, the surest first. */
const USUAL = ['static/images', 'public/images', 'source/images', 'src/assets/images', 'src/images', 'images', 'assets/images'];

/** The folders a picture of this post may go to, the likeliest first. */
export function foldersFor(post: FilePath, entry: Entry, { folders }: ImageHabits, site: Site): readonly string[] {
  const own = site.conventions.publishing.assetFolder?.(post);
  const words = wordsFor(post, entry);
  const learnt = folders.flatMap((folder) => {
    if (folder.startsWith('{own}')) return own === undefined ? [] : [own + folder.slice('{own}'.length)];
    const filled = folder.replace(/\{\w+\}/g, (word) => words[word] ?? (word === '{address}' ? words['{slug}'] : undefined) ?? word);
    return filled.includes('{') ? [] : [filled];
  });
  const isBundle = own !== undefined && post.startsWith(`${own}/`);
  const tops = new Set([...site.files].flatMap((file) => (file.includes('/') ? [file.slice(0, file.indexOf('/'))] : [])));
  const usual = USUAL.toSorted((a, b) => Number(tops.has(b.split('/', 1)[0] ?? '')) - Number(tops.has(a.split('/', 1)[0] ?? '')));
  const known = usual.filter((folder) => tops.has(folder.split('/', 1)[0] ?? '') || isPublishedAtRoot(folder, site));
  return [...new Set([...(isBundle ? [own] : []), ...learnt, ...(own === undefined ? [] : [own]), ...known])];
}

/** Not `/static/images/x.png` for what is to be an address of a blog that has no `static` yet. */
function isPublishedAtRoot(folder: string, site: Site): boolean {
  const file = asFilePath(`${folder}/picture.png`);
  const output = siteAfter(site, [{ kind: 'create', file, content: new Uint8Array() }]).bySource.get(file)?.output;
  return output !== file || folder === 'images' || folder === 'assets/images';
}

export interface PlacedImage {
  readonly file: FilePath;
  /** As it is to stand in the post. */
  readonly destination: string;
  /** Whether an editor's preview of the post shows it too. */
  readonly inPreview: boolean;
}

/**
 * How a picture that lies there is best written in a post: as this blog writes others, if that leads to it on the site;
 * and so that an editor's preview finds it too, where the generator itself looks files up. `undefined` where nothing leads
 * to it. `file` need not be there yet.
 */
export function spellImage(file: FilePath, post: { readonly document: Document; readonly text: string }, { spellings }: ImageHabits, site: Site): PlacedImage | undefined {
  const { document, text } = post;
  const { conventions } = site;
  const bare = siteAfter(site, site.files.has(file) ? [] : [{ kind: 'create', file, content: new Uint8Array() }]);
  const output = bare.bySource.get(file)?.output;
  const relative = relativeTo(document.path, file);
  const rooted = `${conventions.base}/${output ?? ''}`;
  const fill = (spelling: string): readonly string[] => (spelling.includes('{output}') && output === undefined ? []
    : [spelling.replace('{output}', written(output ?? '')).replace('{relative}', written(relative)).replace('{alone}', written(nameOf(file))).replace('{file}', written(file))]);
  const wanted = [...new Set([
    ...spellings.flatMap(fill),
    ...(output === undefined ? [] : [...(conventions.base === '' ? [] : [conventions.spellRooted?.(`/${output}`) ?? '']), written(rooted)]),
    written(relative), `./${written(relative)}`, written(nameOf(file)),
  ])].filter((one) => one !== '');

  // Right behind the head, where nothing is open that would swallow it.
  const start = document.frontMatter.range.end || (text.startsWith('\uFEFF') ? 1 : 0);
  const added = `\n${wanted.map((destination) => `![x](${destination})\n`).join('\n')}\n`;
  const trial = text.slice(0, start) + added + text.slice(start);
  const tried = siteAfter(bare, [{ kind: 'edit', file: document.path, before: text, after: trial }]);
  const [read, entry] = [tried.documents.get(document.path), tried.bySource.get(document.path)];
  const works = wanted.flatMap((destination) => {
    const reference = read?.references.findLast(({ raw, kind, range }) => raw === destination && kind === 'image' && range.start >= start && range.end <= start + added.length);
    const resolution = read && entry && reference ? resolve(reference, read, entry, tried) : undefined;
    if (!reference || !entry || resolution?.kind !== 'ok' || resolution.entry.source !== file) return [];
    return [{ file, destination, inPreview: isInPreview(destination, document.path, file), isLookedUp: conventions.rewrite?.(reference, reference.url, entry, tried) !== undefined }];
  });
  const [first] = works;
  const own = conventions.publishing.assetFolder?.(document.path);
  const isOwn = own !== undefined && file.startsWith(`${own}/`);
  const isFileItself = entry?.url === `/${document.path}`;
  // Where nobody has shown how, the way that any editor and any folder understands.
  const relativeOne = spellings.length > 0 ? undefined : works.find(({ inPreview, isLookedUp, destination }) => inPreview && ((isLookedUp && output === undefined) || isFileItself) && !destination.startsWith('/'));
  if (relativeOne) return relativeOne;
  return first && (first.inPreview ? first : works.find(({ inPreview, isLookedUp }) => inPreview && ((isLookedUp && output === undefined) || isOwn)) ?? first);
}

/** Readable, but for what would end a destination or mean something in it. */
const written = (path: string): string => path.replace(/[\s%?#()<>"\\`{|}]/g, (sign) => (sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign)));

/** Editors look beside the post, and for what begins with `/` in the folder that is open. */
function isInPreview(destination: string, post: FilePath, file: FilePath): boolean {
  if (/[{}]|^[a-z]+:/i.test(destination)) return false;
  let path = destination;
  try { path = decodeURIComponent(destination); } catch { /* As written. */ }
  return (path.startsWith('/') ? joinFile(path) : joinFile(folderOf(post), path)) === file;
}

/** The Markdown of a picture. */
export function imageMarkdown(alt: string, destination: string): string {
  const said = alt.replace(/\s+/g, ' ').trim().replace(/[\\[\]]/g, '\\$&');
  return `![${said}](${/[()\s<>]/.test(destination) && !destination.includes('{') ? `<${destination}>` : destination})`;
}

/** The file of a picture of that name in a folder. */
export const pictureIn = (folder: string, name: string): FilePath => asFilePath(folder === '' ? name : `${folder}/${name}`);
