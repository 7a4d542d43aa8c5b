import { extensionOf, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Mount } from './mounts.ts';
import type { HugoSettings } from './settings.ts';
import { pathKey } from './slugs.ts';
import { has } from './version.ts';

/** A file below a content folder, and what its name makes of it. */
export interface ContentFile {
  readonly file: FilePath;
  /** Below the content folder, as written: `posts/x.de.md`. */
  readonly path: string;
  /** `posts`; `''` at the top. */
  readonly folder: string;
  /** Without language and extension: `x`. */
  readonly name: string;
  readonly language: string;
  /** `leaf` is an `index.md`, `branch` an `_index.md`, `resource` any file that is no page. */
  readonly kind: 'page' | 'leaf' | 'branch' | 'resource';
  /** Whether its own name or folder says which language it is in. */
  readonly namesLanguage: boolean;
  /** The language of the content folder, where each has its own: bundles of one folder are none in another. */
  readonly tree: string;
}

/** The content files of a blog. */
export interface Content {
  /** One file may stand in two languages, when the content folder of one lies in that of another. */
  readonly all: readonly ContentFile[];
  of(file: FilePath): ContentFile | undefined;
}

/** Says what each file below the content folders is. Of two mounted to one path, the later mount's stays. */
export function contentOf(files: readonly FilePath[], settings: HugoSettings): Content {
  const byPlace = new Map<string, ContentFile>();
  for (const mount of settings.content) {
    for (const file of files) {
      const path = mountedPath(file, mount);
      if (path === undefined || isSkipped(path) || settings.isIgnored(`/${file}`)) continue;
      const found = contentFile(file, path, mount, settings);
      byPlace.set(`${found.language}\0${found.path}`, found);
    }
  }
  const all = withLeaves([...byPlace.values()], settings);
  const byFile = new Map<FilePath, ContentFile>();
  // Of two languages a file is rather in the one whose folder is the nearer.
  for (const found of all) if ((byFile.get(found.file)?.path.length ?? Infinity) > found.path.length) byFile.set(found.file, found);
  return { all, of: (file) => byFile.get(file) };
}

/** Where a mount shows a file, or `undefined` when the file is not below it. */
export function mountedPath(file: string, mount: Mount): string | undefined {
  const under = file === mount.source ? '' : file.startsWith(`${mount.source}/`) ? file.slice(mount.source.length + 1) : undefined;
  if (under === undefined || mount.excludes?.(under) === true) return undefined;
  if (under === '') return mount.target;
  return mount.target === '' ? under : `${mount.target}/${under}`;
}

/** Whether a file is written in a language that pages are written in. */
export function isPageFile(path: string, settings: HugoSettings): boolean {
  const extension = extensionOf(path);
  return PAGE.test(has(settings.version, 'contentTree') ? extension.toLowerCase() : extension);
}

const PAGE = /^\.(?:md|mdown|markdown|html?|org|adoc|asciidoc|ad|rst|pandoc|pdc|mmark|rmd)$/;

/** Hugo passes over names that start with `.` or `#` or end in `~`, of folders too. */
const isSkipped = (path: string): boolean => /(?:^|\/)[.#]|~(?:\/|$)/.test(path);

function contentFile(file: FilePath, path: string, mount: Mount, settings: HugoSettings): ContentFile {
  const base = nameOf(path).slice(0, nameOf(path).length - extensionOf(path).length);
  const language = languageIn(base, settings);
  const name = language === undefined ? base : base.slice(0, base.length - language.length - 1);
  return {
    file, path, folder: folderOf(path), name,
    language: language ?? mount.language ?? settings.defaultLanguage,
    kind: isPageFile(path, settings) ? pageKind(name, settings) : 'resource',
    namesLanguage: language !== undefined || mount.language !== undefined,
    tree: mount.language ?? '',
  };
}

/** The language that a name without its extension ends with: `fr` of `x.fr`. */
export function languageIn(name: string, { languages }: HugoSettings): string | undefined {
  const suffix = extensionOf(name).slice(1).toLowerCase();
  return languages.find(({ code }) => code === suffix)?.code;
}

function pageKind(name: string, settings: HugoSettings): ContentFile['kind'] {
  if (has(settings.version, 'contentTree')) {
    const lower = name.toLowerCase();
    return lower === 'index' ? 'leaf' : lower === '_index' ? 'branch' : 'page';
  }
  // Before 0.123 any suffix would do: `index.fr.md` is a bundle also where there is no French.
  return /^index(?:\.[^.]+)?$/.test(name) ? 'leaf' : /^_index(?:\.[^.]+)?$/.test(name) ? 'branch' : 'page';
}

/** Below the folder of an `index.md` everything belongs to that page: other pages are its resources. */
function withLeaves(files: readonly ContentFile[], settings: HugoSettings): readonly ContentFile[] {
  const leaves = leavesIn(files);
  const taken = new Set<string>();
  if (leaves.size === 0) return files;

  return files.map((found) => {
    const own = leaves.get(found.tree);
    if (!own) return found;
    const above = found.folder === '' ? undefined : folderOf(found.folder);
    const isBelow = leafAbove(above, own) !== undefined || (found.kind !== 'leaf' && own.has(found.folder));
    if (isBelow) return { ...found, kind: 'resource' as const };
    if (found.kind !== 'leaf') return found;
    const place = `${found.language}\0${found.folder}`;
    const isSecond = taken.has(place) || (has(settings.version, 'contentTree') && found.name.toLowerCase() !== 'index');
    taken.add(place);
    return isSecond ? { ...found, kind: 'resource' as const } : found;
  });
}

/** The folders of leaf bundles, by the tree they are in. */
export function leavesIn(files: readonly ContentFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const leaves = new Map<string, Set<string>>();
  for (const { kind, folder, tree } of files) {
    if (kind !== 'leaf') continue;
    const folders = leaves.get(tree);
    if (folders) folders.add(folder);
    else leaves.set(tree, new Set([folder]));
  }
  return leaves;
}

/** The outermost leaf bundle at or above a folder. */
export function leafAbove(folder: string | undefined, leaves: ReadonlySet<string> | undefined): string | undefined {
  if (folder === undefined || !leaves || leaves.size === 0) return undefined;
  if (leaves.has('')) return '';
  for (let at = folder.indexOf('/'); at >= 0; at = folder.indexOf('/', at + 1)) {
    if (leaves.has(folder.slice(0, at))) return folder.slice(0, at);
  }
  return leaves.has(folder) ? folder : undefined;
}

/** What a page is called where it is no bundle, in the tree it is in, as it is compared. */
const pageKey = (tree: string, path: string): string => `${tree}\0${pathKey(path)}`;

/** The path of a page without its extension: `posts/x`. */
export const pagePath = ({ folder, name }: ContentFile): string => (folder === '' ? name : `${folder}/${name}`);

/** Pages that own what lies below their path, as bundles do: `x/boat.png` is of `x.md`. Until 0.122 there are none. */
export function singlesIn(files: readonly ContentFile[], { version }: HugoSettings): ReadonlySet<string> {
  return new Set(has(version, 'contentTree') ? files.filter(({ kind }) => kind === 'page').map((file) => singleKey(file)) : []);
}

export const singleKey = (page: ContentFile): string => pageKey(page.tree, pagePath(page));

/** The key of the page above a file that owns it: of several the nearest, and up to 0.131 the outermost. */
export function singleAbove({ tree, folder }: ContentFile, singles: ReadonlySet<string>, { version }: HugoSettings): string | undefined {
  if (singles.size === 0) return undefined;
  let found: string | undefined;
  for (let at = folder; at !== ''; at = folderOf(at)) {
    const key = pageKey(tree, at);
    if (!singles.has(key)) continue;
    if (has(version, 'nearestOwner')) return key;
    found = key;
  }
  return found;
}

/** The name of a file among those of the page or bundle that owns it. */
export const nameBelow = (file: ContentFile, owner: string): string =>
  (owner !== '' && file.path.startsWith(`${owner}/`) ? file.path.slice(owner.length + 1) : file.path);
