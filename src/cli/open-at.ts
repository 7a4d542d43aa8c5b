import { dirname, relative, resolve, sep } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { chooseGenerator } from '../generators/index.ts';
import { openSite, type OpenedSite } from './open-site.ts';
import { openOptionsOf, type SiteOptions } from './site-options.ts';

/** A blog, and which of its files were asked for. */
export interface OpenedAt {
  readonly opened: OpenedSite;
  isChosen(path: FilePath): boolean;
}

/**
 * Opens the blog that holds these paths, as they were typed. None stand for all of it. `listed` are paths that a program
 * named, which may be of files that are gone or of no blog: those are passed over.
 */
export async function openAt(paths: readonly string[], options: SiteOptions, system: System, listed: readonly string[] = []): Promise<OpenedAt> {
  const store = options.cache === true ? await system.store?.(options.cacheLocation) : undefined;
  const opened = await openSite(system, { ...openOptionsOf(options, await startOf([...paths, ...listed], system)), store });
  const places = [...paths.map((path) => placeTyped(path, opened, system)), ...listed.flatMap((path) => placeIn(opened, path, system) ?? [])];
  const exact = new Set<string>(places);
  const folders = places.filter((place) => !opened.site.files.has(asFilePath(place)));
  return {
    opened,
    isChosen: (path) => paths.length + listed.length === 0 || exact.has('') || exact.has(path) || folders.some((place) => path.startsWith(`${place}/`)),
  };
}

function placeTyped(path: string, opened: OpenedSite, system: System): string {
  const place = placeIn(opened, path, system);
  if (place === undefined) throw new BlogError(`\`${path}\` is not a part of the blog in \`${opened.root}\`.`);
  const isThere = place === '' || opened.site.files.has(asFilePath(place)) || [...opened.site.files].some((file) => file.startsWith(`${place}/`));
  if (!isThere) throw new BlogError(`There is no file or folder \`${path}\` in this blog.`);
  return place;
}

/** Where to look for the blog: `blog lint ~/my-blog` names it, `blog lint _posts` a part of the one in this folder. */
async function startOf(paths: readonly string[], system: System): Promise<string | undefined> {
  const [first] = paths;
  if (first === undefined) return undefined;
  const path = resolve(system.cwd, first);
  const files = await filesIn(path, system);
  if (relative(system.cwd, path).startsWith('..')) return files ? path : dirname(path);
  return files && paths.length === 1 && (await hasSettings(files, path, system)) ? path : undefined;
}

/** `undefined` when it is no folder. */
async function filesIn(path: string, system: System): Promise<readonly FilePath[] | undefined> {
  try {
    return await (await system.folder(path)).list();
  } catch (error) {
    if (error instanceof BlogError) return undefined;
    throw error;
  }
}

async function hasSettings(files: readonly FilePath[], path: string, system: System): Promise<boolean> {
  const folder = await system.folder(path);
  const choice = await chooseGenerator(files, (file) => folder.read(file));
  return choice !== undefined && choice.recognised.sureness >= 2;
}

/** A path as typed, below the site's root: `''` is the root itself or a folder around it. `undefined` lies elsewhere. */
function placeIn({ root }: OpenedSite, path: string, { cwd }: System): string | undefined {
  const absolute = resolve(cwd, path);
  if (root === absolute || root.startsWith(absolute + sep)) return '';
  const place = relative(root, absolute);
  return place.startsWith('..') ? undefined : place.split(sep).join('/');
}
