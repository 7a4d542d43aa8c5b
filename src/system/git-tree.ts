import { posix, relative, resolve, sep } from 'node:path';
import { asFilePath, folderOf, joinFile, type FilePath } from '../core/paths.ts';
import { BlogError, type Folder, type Git, type GitPast, type Snapshot } from '../core/system.ts';
import type { GitObjects } from './git-objects.ts';

/** One line of a tree or of the index: paths from the repository's top. */
export interface TreeEntry {
  /** `100644`, `100755`; `120000` a symbolic link, `160000` a submodule. */
  readonly mode: string;
  readonly id: string;
  readonly path: string;
  /** In bytes, where it is known. */
  readonly size?: number;
}

export interface TreeInput {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly entries: readonly TreeEntry[];
  readonly objects: GitObjects;
  /** A folder of this disk: what is in a submodule, git does not keep here. */
  readonly disk: (path: string) => Folder;
  readonly github?: string;
  readonly past: GitPast;
}

/** The folders of a repository as a tree has them: nothing is written, nothing on the disk is asked but what is in submodules. */
export async function snapshotOf(input: TreeInput): Promise<Snapshot> {
  const files = await filesOf(input);
  return {
    folder: (path) => {
      const below = placeIn(input.top, resolve(path));
      return below === undefined ? undefined : folderIn(below, resolve(path), files, input);
    },
    close: () => input.objects.close(),
  };
}

/** `''` is the top itself; `undefined` lies outside. */
function placeIn(top: string, path: string): string | undefined {
  const place = relative(top, path).split(sep).join('/');
  return place === '..' || place.startsWith('../') || resolve(place) === place ? undefined : place;
}

/** Where the bytes of a file are: in an object, or on the disk. */
type Source = { readonly id: string; readonly size?: number } | { readonly disk: string };

type Files = ReadonlyMap<string, Source>;

/** Never looked into, as on the disk. */
const SKIPPED = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

async function filesOf({ top, entries, objects, disk }: TreeInput): Promise<Files> {
  const files = new Map<string, Source>();
  const links = new Map<string, string>();
  for (const { mode, id, path, size } of entries) {
    if (SKIPPED.test(path)) continue;
    if (mode === '120000') links.set(path, new TextDecoder().decode(await objects.read(id)));
    else if (mode === '160000') for (const file of await listed(disk(resolve(top, path)))) files.set(`${path}/${file}`, { disk: `${path}/${file}` });
    else files.set(path, { id, ...(size !== undefined && { size }) });
  }
  addLinked(files, links);
  return files;
}

async function listed(folder: Folder): Promise<readonly FilePath[]> {
  try {
    return await folder.list();
  } catch (error) {
    // A submodule that was not fetched: there is nothing.
    if (error instanceof BlogError) return [];
    throw error;
  }
}

/** Links can be nested to stand for more files than any tree holds. */
const MOST_THROUGH_LINKS = 100_000;

/** What is reached through symbolic links that stay inside. A link to a link is found in a later round; five are enough for anyone. */
function addLinked(files: Map<string, Source>, links: ReadonlyMap<string, string>): void {
  let left = MOST_THROUGH_LINKS;
  for (let round = 0; round < 5; round++) {
    let isNew = false;
    for (const [path, text] of links) {
      const target = text.startsWith('/') ? undefined : joinFile(folderOf(path), text);
      if (target === undefined || path === target || path.startsWith(`${target}/`)) continue;
      for (const [file, source] of [...files]) {
        const there = file === target ? path : file.startsWith(`${target}/`) ? path + file.slice(target.length) : undefined;
        if (there === undefined || files.has(there) || left-- <= 0) continue;
        files.set(there, source);
        isNew = true;
      }
    }
    if (!isNew) return;
  }
}

/** In bytes. */
const LARGE = 32_768;

function folderIn(place: string, path: string, files: Files, { top, objects, disk, github, past }: TreeInput): Folder {
  const inside = place === '' ? '' : `${place}/`;
  let list: readonly FilePath[] | undefined;
  let here: Folder | undefined;
  const listed = (): readonly FilePath[] => (list ??= [...files.keys()].filter((file) => file.startsWith(inside)).map((file) => asFilePath(file.slice(inside.length))).sort());
  const bytes = async (file: FilePath): Promise<Uint8Array | undefined> => {
    const source = files.get(posix.join(place, file));
    if (source === undefined) return undefined;
    return 'id' in source ? objects.read(source.id) : disk(top).bytes(asFilePath(source.disk));
  };
  /** Pictures are large, and hardly ever change without their size: the first bytes of one that lies here are not unpacked. */
  const headOnDisk = async (file: FilePath, count: number): Promise<Uint8Array | undefined> => {
    const source = files.get(posix.join(place, file));
    if (source === undefined || 'disk' in source || source.size === undefined || source.size < LARGE) return undefined;
    here ??= disk(path);
    return await here.size(file) === source.size ? here.head(file, count) : undefined;
  };
  const git: Git = {
    tracked: new Set(listed()), prefix: place, ...(github !== undefined && { github }),
    ignored: async () => new Set(),
    history: async () => ({ changed: new Map(), isCut: true }),
    past,
    renamed: async () => false,
  };
  return {
    path,
    list: async () => {
      if (files.has(place)) throw new BlogError(`\`${path}\` is a file, not a folder.`);
      return listed();
    },
    // The same as reading the file from the disk: a byte order mark stays.
    read: async (file) => { const found = await bytes(file); return found && new TextDecoder('utf-8', { ignoreBOM: true }).decode(found); },
    head: async (file, count) => await headOnDisk(file, count) ?? (await bytes(file))?.subarray(0, count),
    size: async (file) => (place === '' && file === '.git/HEAD' ? 1 : (await bytes(file))?.length),
    modified: async () => undefined,
    bytes,
    change: async () => refuse(),
    git: async () => git,
  };
}

function refuse(): never {
  throw new BlogError('What git keeps cannot be changed.');
}
