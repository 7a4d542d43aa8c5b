import { asFilePath, extensionOf, foldCase, folderOf, joinFile, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import { BlogError, type Change } from '../../core/system.ts';

/** What a person asked to be moved, in paths of the site. */
export interface MoveRequest {
  /** A file, or a folder. */
  readonly from: FilePath;
  /** Where to; left out when only the date changes. */
  readonly to?: Destination;
  /** `2026-03-01`, for names that begin with a date. */
  readonly day?: string;
}

/** What was typed: a path below the root, or one word that names it anew where it is. */
export type Destination =
  | { readonly kind: 'path'; readonly path: FilePath; /** It ends with a `/`: the name stays. */ readonly isFolder: boolean }
  | { readonly kind: 'name'; readonly name: string };

export interface MovePlan {
  /** New path by old path, of every file. */
  readonly moves: ReadonlyMap<FilePath, FilePath>;
  /** The new path of what was named. */
  readonly place: FilePath;
  /** The post or page that was named, where it was one; its new path. */
  readonly main: FilePath | undefined;
  /** What it is called now, and will be: `hello-world`. */
  readonly slug: { readonly from: string; readonly to: string } | undefined;
}

/** Says which files go where. Throws a `BlogError` where that cannot be. */
export function planMove(request: MoveRequest, site: Site): MovePlan {
  const { from } = request;
  const isFile = site.files.has(from);
  const bundle = isFile ? bundleOf(from, site) : undefined;
  const plan = !isFile ? moveFolder(from, newPlace(from, request, false), site)
    : bundle !== undefined ? moveBundle(from, bundle, request, site)
    : moveFile(from, newPlace(from, request, site.documents.has(from)), site);
  if ([...plan.moves].every(([old, now]) => old === now)) {
    if (request.day === undefined) throw new BlogError(`\`${from}\` is there already.`);
    return { ...plan, moves: new Map() };
  }
  check(plan.moves, site);
  return plan;
}

/** Names that a folder's own page has. */
const INDEX = /^_?index\.[a-z.]+$/i;

/** The folder of a post that has one to itself, its pictures beside it. */
function bundleOf(file: FilePath, site: Site): FilePath | undefined {
  const folder = folderOf(file);
  if (!INDEX.test(nameOf(file)) || folder === '') return undefined;
  const others = [...site.documents.keys()].some((path) => path !== file && path.startsWith(`${folder}/`) && stemOf(path) !== stemOf(file));
  return others ? undefined : asFilePath(folder);
}

/** `index` of `index.fr.md`: translations lie beside each other. */
const stemOf = (path: string): string => nameOf(path).split('.', 1)[0] ?? '';

function moveBundle(file: FilePath, folder: FilePath, request: MoveRequest, site: Site): MovePlan {
  const { to } = request;
  const isNamed = to?.kind === 'path' && !to.isFolder && INDEX.test(nameOf(to.path));
  const place = isNamed ? asFilePath(folderOf(to.path)) : newPlace(folder, request, false);
  if (isNamed && nameOf(to.path) !== nameOf(file)) return moveFile(file, to.path, site);
  const main = joined(place, nameOf(file));
  return { ...moveFolder(folder, place, site), place: main, main, slug: slugs(nameOf(folder), nameOf(place)) };
}

const joined = (folder: string, name: string): FilePath => asFilePath(folder === '' ? name : `${folder}/${name}`);

const slugs = (from: string, to: string): MovePlan['slug'] => ({ from: from.replace(DATED, ''), to: to.replace(DATED, '') });

/** A date in front of a name. */
const DATED = /^\d{4}-\d{1,2}-\d{1,2}-/;

function newPlace(from: FilePath, { to, day }: MoveRequest, isDocument: boolean): FilePath {
  const named = to ? placeNamed(from, to, isDocument) : from;
  const name = nameOf(named);
  return day === undefined || !DATED.test(name) ? named : joined(folderOf(named), name.replace(DATED, `${day}-`));
}

function placeNamed(from: FilePath, to: Destination, isDocument: boolean): FilePath {
  if (to.kind === 'path' && to.isFolder) return joined(to.path, nameOf(from));
  const wanted = to.kind === 'path' ? nameOf(to.path) : to.name;
  const folder = to.kind === 'path' ? folderOf(to.path) : folderOf(from);
  return joined(folder, completed(wanted, nameOf(from), isDocument));
}

/** A slug gets the date, the language and the extension that the file had; a name with an extension is meant as it is. */
function completed(wanted: string, name: string, isDocument: boolean): string {
  const extension = extensionOf(name);
  if (extension === '' || isExtension(extensionOf(wanted), extension)) return wanted;
  const date = isDocument && !DATED.test(wanted) ? DATED.exec(name)?.[0] ?? '' : '';
  const language = isDocument ? /\.[a-z]{2}(?:-[a-z]{2})?$/i.exec(withoutExtension(name))?.[0] ?? '' : '';
  return `${date}${wanted}${language}${extension}`;
}

/** `v1.2` has none: what stands behind its dot is a part of the name. */
const isExtension = (found: string, own: string): boolean =>
  found.toLowerCase() === own.toLowerCase() || /^\.(?:md|mdx|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|mp[34]|webm|njk|liquid)$/i.test(found);

function moveFile(from: FilePath, to: FilePath, site: Site): MovePlan {
  if (!site.documents.has(from)) return { moves: new Map([[from, to]]), place: to, main: undefined, slug: undefined };
  const [oldStem, stem] = [withoutExtension(from), withoutExtension(to)];
  const beside = [...site.files].filter((file) => file.startsWith(`${oldStem}/`));
  const assets = beside.length > 0 && isAssetFolder(beside, from, site) ? beside : [];
  return {
    moves: new Map([[from, to], ...assets.map((file) => [file, asFilePath(stem + file.slice(oldStem.length))] as const)]),
    place: to, main: to, slug: slugs(nameOf(oldStem), nameOf(stem)),
  };
}

/** The folder called like a post, in which it has its pictures: nothing in it is a page, and no other page is near. */
function isAssetFolder(files: readonly FilePath[], post: FilePath, site: Site): boolean {
  const own = site.bySource.get(post);
  if (own === undefined || files.some((file) => site.documents.has(file))) return false;
  const address = own.url.replace(/[^/]*$/, '');
  return files.some((file) => isShown(site.bySource.get(file), address)) || !files.some((file) => site.bySource.has(file));
}

/** Published at the post's own address. */
const isShown = (entry: Entry | undefined, address: string): boolean => entry !== undefined && address !== '/' && entry.url.startsWith(address);

function moveFolder(from: FilePath, to: FilePath, site: Site): MovePlan {
  const files = [...site.files].filter((file) => file.startsWith(`${from}/`));
  if (files.length === 0) throw new BlogError(`There is no file or folder \`${from}\` in this blog.`);
  if (to.startsWith(`${from}/`)) throw new BlogError(`\`${from}\` cannot be moved into itself.`);
  return { moves: new Map(files.map((file) => [file, asFilePath(to + file.slice(from.length))])), place: to, main: undefined, slug: undefined };
}

function check(moves: ReadonlyMap<FilePath, FilePath>, site: Site): void {
  for (const [from, to] of moves) {
    const name = nameOf(to);
    if (joinFile(to) !== to || name === '') throw new BlogError(`\`${to}\` is no name for a file.`);
    if (name !== nameOf(from) && /[\0-\x1f\x7f<>:"\\|?*]|[. ]$/.test(name)) throw new BlogError(`\`${name}\` is a name that not every computer can have: leave out \`< > : " \\ | ? *\`, control characters, and a dot or a space at its end.`);
    if (new TextEncoder().encode(name).length > 250) throw new BlogError(`\`${name}\` is too long for the name of a file.`);
    if (/(?:^|\/)(?:\.git|node_modules)\//.test(to)) throw new BlogError(`\`${to}\` lies where no blog keeps its files.`);
    if (site.files.has(to) && !moves.has(to)) throw new BlogError(`\`${to}\` is there already. \`${from}\` was not moved.`);
  }
}

/**
 * The moves in an order in which none is in the way of another. What changes places with something else, and folders
 * whose new name differs in letter case alone, go by a name in between: a disk that does not tell case has them for one.
 */
export function movesInOrder(moves: ReadonlyMap<FilePath, FilePath>): readonly Change[] {
  const changes: Change[] = [];
  const last: Change[] = [];
  const waiting = new Map([...moves].filter(([from, to]) => from !== to));
  const aside = (from: FilePath, to: FilePath): void => {
    const between = asFilePath(`.moving-${last.length}/${nameOf(to)}`);
    changes.push({ kind: 'move', from, to: between });
    last.push({ kind: 'move', from: between, to });
    waiting.delete(from);
  };
  for (const [from, to] of [...waiting]) if (isOnlyCase(folderOf(from), folderOf(to))) aside(from, to);
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, to]) => !waiting.has(to));
    for (const [from, to] of free) {
      changes.push({ kind: 'move', from, to });
      waiting.delete(from);
    }
    const [stuck] = waiting;
    if (free.length === 0 && stuck) aside(...stuck);
  }
  return [...changes, ...last];
}

const isOnlyCase = (a: string, b: string): boolean => a !== b && foldCase(a) === foldCase(b);
