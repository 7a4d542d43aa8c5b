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
  /** Its translations stay where they are. */
  readonly isAlone?: boolean;
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
  /** Its translations - the same folder in other languages - by their new paths. They go along, since they are known by their name. */
  readonly translations: readonly FilePath[];
}

/** Says which files go where. Throws a `BlogError` where that cannot be. */
export function planMove(request: MoveRequest, site: Site): MovePlan {
  const { from } = request;
  const alone = planOne(request, site);
  const plan = { ...alone, ...(request.isAlone ? { translations: [] } : withTranslations(alone, from, site)) };
  if ([...plan.moves].every(([old, now]) => old === now)) {
    if (request.day === undefined) throw new BlogError(`\`${from}\` is there already.`);
    return { ...plan, moves: new Map() };
  }
  check(plan.moves, site, plan.translations.length > 0 ? ` \`--alone\` moves it without its translations.` : '');
  return plan;
}

/** A plan as far as it is made of one file or folder. */
type OnePlan = Omit<MovePlan, 'translations'>;

function planOne(request: MoveRequest, site: Site): OnePlan {
  const { from } = request;
  const isFile = site.files.has(from);
  const bundle = isFile ? bundleOf(from, site) : undefined;
  if (!isFile) return moveFolder(from, newPlace(from, request, 'folder', site), site);
  return bundle !== undefined ? moveBundle(from, bundle, request, site) : moveFile(from, newPlace(from, request, site.documents.has(from) ? 'document' : 'file', site), site);
}

/** The moves with those of the same file or folder in other languages, under the new name. */
function withTranslations(plan: OnePlan, from: FilePath, site: Site): Pick<MovePlan, 'moves' | 'translations'> {
  const { translatedName } = site.conventions;
  const old = translatedName?.(from);
  const now = translatedName?.(plan.main ?? plan.place);
  if (!translatedName || !old || !now) return { moves: plan.moves, translations: [] };
  const moves = new Map(plan.moves);
  const translations: FilePath[] = [];
  for (const path of site.files.has(from) ? site.documents.keys() : foldersOf(site)) {
    const other = translatedName(path);
    const to = other && other.name === old.name && other.language !== old.language ? other.as(now.name) : undefined;
    if (to === undefined) continue;
    if (to !== path && !moves.has(path)) for (const [one, place] of planOne({ from: path, to: { kind: 'path', path: to, isFolder: false } }, site).moves) moves.set(one, place);
    translations.push(to);
  }
  return { moves, translations };
}

/** Every folder that something lies in. */
function foldersOf({ files }: Site): ReadonlySet<FilePath> {
  const folders = new Set<FilePath>();
  for (const file of files) {
    for (let folder = asFilePath(folderOf(file)); folder !== '' && !folders.has(folder); folder = asFilePath(folderOf(folder))) folders.add(folder);
  }
  return folders;
}

/** Names that a folder's own page has. */
const INDEX = /^_?index\.[a-z.-]+$/i;

/** The folder of a post that has one to itself, its pictures beside it. */
function bundleOf(file: FilePath, site: Site): FilePath | undefined {
  const folder = folderOf(file);
  if (!INDEX.test(nameOf(file)) || folder === '') return undefined;
  const others = [...site.documents.keys()].some((path) => path !== file && path.startsWith(`${folder}/`) && stemOf(path) !== stemOf(file));
  return others ? undefined : asFilePath(folder);
}

/** `index` of `index.fr.md`: translations lie beside each other. */
const stemOf = (path: string): string => nameOf(path).split('.', 1)[0] ?? '';

function moveBundle(file: FilePath, folder: FilePath, request: MoveRequest, site: Site): OnePlan {
  const { to } = request;
  const isNamed = to?.kind === 'path' && !to.isFolder && INDEX.test(nameOf(to.path));
  if (isNamed && nameOf(to.path) !== nameOf(file)) return moveFile(file, to.path, site);
  if (to?.kind === 'path' && !to.isFolder && !isNamed && isExtension(extensionOf(to.path), extensionOf(file))) return unbundle(file, folder, to.path, site);
  const place = isNamed ? asFilePath(folderOf(to.path)) : newPlace(folder, request, 'bundle', site);
  const main = joined(place, nameOf(file));
  return { ...moveFolder(folder, place, site), place: main, main, slug: slugs(nameOf(folder), nameOf(place)) };
}

/** A post that is a folder becomes a file, where there is nothing else in the folder. */
function unbundle(file: FilePath, folder: FilePath, to: FilePath, site: Site): OnePlan {
  const others = [...site.files].filter((path) => path.startsWith(`${folder}/`) && path !== file).length;
  if (others === 0) return moveFile(file, to, site);
  throw new BlogError(`\`${folder}\` has ${others === 1 ? 'another file' : `${others} other files`} in it: name a folder, \`${withoutExtension(to)}\`.`);
}

const joined = (folder: string, name: string): FilePath => asFilePath(folder === '' ? name : `${folder}/${name}`);

/** What the name of a post's file calls it, or that of its folder: `porto` of `porto.md`, `porto.fr.md` and `porto/index.md`. */
const calledBy = (file: FilePath, site: Site): string =>
  (INDEX.test(nameOf(file)) && folderOf(file) !== '' ? nameOf(folderOf(file)) : stemIn(file, site));

/** The language at the end of a name without its extension: `.fr`. */
function languageIn(file: FilePath, { conventions }: Site): string {
  const stem = withoutExtension(nameOf(file));
  const shared = conventions.translatedName?.(file);
  return shared ? stem.slice(nameOf(shared.name).length) : /\.[a-z]{2}(?:-[a-z]{2,4})?$/i.exec(stem)?.[0] ?? '';
}

const stemIn = (file: FilePath, site: Site): string => withoutExtension(nameOf(file)).slice(0, -languageIn(file, site).length || undefined);

const slugs = (from: string, to: string): MovePlan['slug'] => ({ from: from.replace(DATED, ''), to: to.replace(DATED, '') });

/** A date in front of a name. */
const DATED = /^\d{4}-\d{1,2}-\d{1,2}-/;

/** `bundle` is the folder of a post. */
type Moving = 'document' | 'file' | 'bundle' | 'folder';

function newPlace(from: FilePath, { to, day }: MoveRequest, moving: Moving, site: Site): FilePath {
  const named = to ? placeNamed(from, to, moving, site) : from;
  const name = nameOf(named);
  return day === undefined || !DATED.test(name) ? named : joined(folderOf(named), name.replace(DATED, `${day}-`));
}

function placeNamed(from: FilePath, to: Destination, moving: Moving, site: Site): FilePath {
  if (to.kind === 'path' && to.isFolder) return joined(to.path, nameOf(from));
  const wanted = to.kind === 'path' ? nameOf(to.path) : to.name;
  const folder = to.kind === 'path' ? folderOf(to.path) : folderOf(from);
  return joined(folder, completed(wanted, from, moving, site));
}

/** A slug gets the date, the language and the extension that the post had; a name with an extension is meant as it is. */
function completed(wanted: string, from: FilePath, moving: Moving, site: Site): string {
  const name = nameOf(from);
  const extension = moving === 'bundle' || moving === 'folder' ? '' : extensionOf(name);
  // Who writes `porto.md` for a post that is a folder means its name.
  if (moving === 'bundle' && /\.(?:md|mdx|markdown)$/i.test(wanted)) return completed(withoutExtension(wanted), from, moving, site);
  if (moving === 'folder' || extension !== '' && isExtension(extensionOf(wanted), extension)) return wanted;
  const date = moving !== 'file' && !DATED.test(wanted) ? DATED.exec(name)?.[0] ?? '' : '';
  const language = moving === 'document' ? languageIn(from, site) : '';
  return `${date}${wanted}${wanted.endsWith(language) ? '' : language}${extension}`;
}

/** `v1.2` has none: what stands behind its dot is a part of the name. */
const isExtension = (found: string, own: string): boolean =>
  found.toLowerCase() === own.toLowerCase() || /^\.(?:md|mdx|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|mp[34]|webm|njk|liquid)$/i.test(found);

function moveFile(from: FilePath, to: FilePath, site: Site): OnePlan {
  if (!site.documents.has(from)) return { moves: new Map([[from, to]]), place: to, main: undefined, slug: undefined };
  const [oldStem, stem] = [withoutExtension(from), withoutExtension(to)];
  const beside = [...site.files].filter((file) => file.startsWith(`${oldStem}/`));
  const assets = beside.length > 0 && isAssetFolder(beside, from, site) ? beside : [];
  return {
    moves: new Map([[from, to], ...assets.map((file) => [file, asFilePath(stem + file.slice(oldStem.length))] as const)]),
    place: to, main: to, slug: slugs(calledBy(from, site), calledBy(to, site)),
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

function moveFolder(from: FilePath, to: FilePath, site: Site): OnePlan {
  const files = [...site.files].filter((file) => file.startsWith(`${from}/`));
  if (files.length === 0) throw new BlogError(`There is no file or folder \`${from}\` in this blog.`);
  if (to.startsWith(`${from}/`)) throw new BlogError(`\`${from}\` cannot be moved into itself.`);
  return { moves: new Map(files.map((file) => [file, asFilePath(to + file.slice(from.length))])), place: to, main: undefined, slug: undefined };
}

/** `advice` is put behind what another name would not help. */
function check(moves: ReadonlyMap<FilePath, FilePath>, site: Site, advice: string): void {
  for (const [from, to] of moves) {
    const name = nameOf(to);
    if (joinFile(to) !== to || name === '') throw new BlogError(`\`${to}\` is no name for a file.`);
    if (name !== nameOf(from) && /[\0-\x1f\x7f<>:"\\|?*]|[. ]$/.test(name)) throw new BlogError(`\`${name}\` is a name that not every computer can have: leave out \`< > : " \\ | ? *\`, control characters, and a dot or a space at its end.`);
    if (new TextEncoder().encode(name).length > 250) throw new BlogError(`\`${name}\` is too long for the name of a file.`);
    if (/(?:^|\/)(?:\.git|node_modules)\//.test(to)) throw new BlogError(`\`${to}\` lies where no blog keeps its files.`);
    if (site.files.has(to) && !moves.has(to)) throw new BlogError(`\`${to}\` is there already. \`${from}\` was not moved.${advice}`);
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
