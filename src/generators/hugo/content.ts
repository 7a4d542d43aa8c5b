import { extensionOf, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import type { Mount } from './mounts.ts';
import type { HugoSettings } from './settings.ts';
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
}

/** The content files of a blog, by their path in the repository. */
export type Content = ReadonlyMap<FilePath, ContentFile>;

/** Says what each file below the content folders is. Of two mounted to one path, the later mount's stays. */
export function contentOf(files: readonly FilePath[], settings: HugoSettings): Content {
  const byPlace = new Map<string, ContentFile>();
  const mounts = settings.content.toReversed();
  for (const file of files) {
    for (const mount of mounts) {
      const path = mountedPath(file, mount);
      if (path === undefined || isSkipped(path) || settings.isIgnored(`/${file}`)) continue;
      const found = contentFile(file, path, mount, settings);
      const place = `${found.language}\0${found.path}`;
      const there = byPlace.get(place);
      if (!there || rank(there.file, settings) <= rank(file, settings)) byPlace.set(place, found);
      break;
    }
  }
  return withLeaves(new Map([...byPlace.values()].map((found) => [found.file, found])), settings);
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

const rank = (file: string, settings: HugoSettings): number =>
  settings.content.findLastIndex(({ source }) => file === source || file.startsWith(`${source}/`));

function contentFile(file: FilePath, path: string, mount: Mount, settings: HugoSettings): ContentFile {
  const base = nameOf(path).slice(0, nameOf(path).length - extensionOf(path).length);
  const suffix = extensionOf(base).slice(1);
  const language = settings.languages.find(({ code }) => code === suffix.toLowerCase())?.code;
  const name = language === undefined ? base : base.slice(0, base.length - suffix.length - 1);
  return {
    file, path, folder: folderOf(path), name,
    language: language ?? mount.language ?? settings.defaultLanguage,
    kind: isPageFile(path, settings) ? pageKind(name, settings) : 'resource',
    namesLanguage: language !== undefined || mount.language !== undefined,
  };
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
function withLeaves(content: Content, settings: HugoSettings): Content {
  const leaves = new Set<string>();
  const taken = new Set<string>();
  for (const { kind, folder } of content.values()) if (kind === 'leaf') leaves.add(folder);
  if (leaves.size === 0) return content;

  return new Map([...content].map(([file, found]) => {
    const above = folderOf(found.folder);
    const isBelow = leafAbove(found.folder === '' ? undefined : above, leaves) !== undefined
      || (found.kind !== 'leaf' && leaves.has(found.folder));
    if (isBelow) return [file, { ...found, kind: 'resource' as const }];
    if (found.kind !== 'leaf') return [file, found];
    const place = `${found.language}\0${found.folder}`;
    const isSecond = taken.has(place) || (has(settings.version, 'contentTree') && found.name.toLowerCase() !== 'index');
    taken.add(place);
    return [file, isSecond ? { ...found, kind: 'resource' as const } : found];
  }));
}

/** The outermost leaf bundle at or above a folder. */
export function leafAbove(folder: string | undefined, leaves: ReadonlySet<string>): string | undefined {
  if (folder === undefined || leaves.size === 0) return undefined;
  if (leaves.has('')) return '';
  for (let at = folder.indexOf('/'); at >= 0; at = folder.indexOf('/', at + 1)) {
    if (leaves.has(folder.slice(0, at))) return folder.slice(0, at);
  }
  return leaves.has(folder) ? folder : undefined;
}
