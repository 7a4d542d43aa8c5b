import { linkSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderOf, nameOf, withoutExtension, type FilePath } from '../core/paths.ts';
import { BlogError, type Change, type Git } from '../core/system.ts';
import { codeOf, reasonOf } from './errors.ts';

/** Where the files of a blog really lie; `undefined` where a path leads out of the blog, or where there is no file. */
export interface Places {
  folder(folder: string): string | undefined;
  file(file: FilePath): string | undefined;
}

/**
 * Makes all changes, in order, or none. Each step leaves behind how it is undone. Git is told when all is done: what it
 * knows needs no undoing, and a thousand files take one call.
 */
export async function makeChanges(changes: readonly Change[], places: Places, git: Git | undefined): Promise<void> {
  const undo: Undo[] = [];
  const work: Work = { places, undo, edited: new Map() };
  try {
    for (const change of changes) make(change, work);
  } catch (error) {
    throw undone(undo.reverse(), error, changes.length > 1);
  }
  const renames = [...renamesIn(changes)].filter(([from]) => git?.tracked.has(from));
  if (renames.length > 0) await git?.renamed(renames);
}

/** Takes everything back that can be; what stays changed is told together with what went wrong. `isOneOf` several, it is told that the others were not made either. */
function undone(steps: readonly Undo[], error: unknown, isOneOf: boolean): unknown {
  const failures: string[] = [];
  for (const step of steps) {
    try { step(); } catch (cause) { failures.push(cause instanceof Error ? cause.message : String(cause)); }
  }
  if (failures.length === 0) return isOneOf && error instanceof BlogError ? new BlogError(`${error.message} Nothing was changed.`, { cause: error }) : error;
  return new BlogError(`${error instanceof Error ? error.message : String(error)} Not all that was done before could be taken back: ${failures.join(' ')}`, { cause: error });
}

/** The last path of each file by its first one. */
function renamesIn(changes: readonly Change[]): ReadonlyMap<FilePath, FilePath> {
  const firsts = new Map<FilePath, FilePath>();
  for (const change of changes) {
    if (change.kind !== 'move') continue;
    const first = firsts.get(change.from) ?? change.from;
    firsts.delete(change.from);
    if (first !== change.to) firsts.set(change.to, first);
  }
  return new Map([...firsts].map(([now, first]) => [first, now]));
}

type Undo = () => void;

interface Work {
  readonly places: Places;
  readonly undo: Undo[];
  /** By where they lie: two paths may be one file, by a symbolic link. */
  readonly edited: Map<string, Extract<Change, { kind: 'edit' }>>;
}

function make(change: Change, work: Work): void {
  switch (change.kind) {
    case 'create': return create(change.file, change.content, work);
    case 'folder': return makeFolder(change.file, work);
    case 'edit': return edit(change, work);
    case 'move': return move(change, work);
    default: change satisfies never;
  }
}

/** Writes the whole file beside its place and then links it there, which fails where there is one: never half a file, never over another. */
function create(file: FilePath, content: string | Uint8Array, { places, undo }: Work): void {
  const place = placeFor(file, places, undo);
  const draft = draftBeside(place);
  try {
    writeFileSync(draft, content, { flag: 'wx' });
    linkOrWrite(draft, place, content);
  } catch (cause) {
    throw refusal(file, cause);
  } finally {
    rmSync(draft, { force: true });
  }
  undo.push(() => rmSync(place, { force: true }));
}

/** Where a new file will lie; the folders on the way are made. */
function placeFor(file: FilePath, places: Places, undo: Undo[]): string {
  const folder = places.folder(folderOf(file));
  if (folder === undefined || nameOf(file) === '') throw new BlogError(`\`${file}\` lies outside the blog.`);
  withFolder(folder, file, undo);
  return join(folder, nameOf(file));
}

function makeFolder(file: FilePath, { places, undo }: Work): void {
  const folder = places.folder(file);
  if (folder === undefined) throw new BlogError(`\`${file}\` lies outside the blog.`);
  withFolder(folder, file, undo);
}

/** Makes a folder and those above it. `file` is what it is made for. */
function withFolder(folder: string, file: FilePath, undo: Undo[]): void {
  try {
    const made = mkdirSync(folder, { recursive: true });
    if (made !== undefined) undo.push(() => removeEmpty(folder, dirname(made)));
  } catch (cause) {
    const reason = codeOf(cause) === 'EEXIST' ? 'a part of its path is a file, not a folder' : reasonOf(cause);
    throw new BlogError(`\`${file}\` could not be written: ${reason}.`, { cause });
  }
}

/** Some disks (FAT, network shares) have no hard links; opening with `wx` still never overwrites. */
function linkOrWrite(draft: string, place: string, content: string | Uint8Array): void {
  try {
    linkSync(draft, place);
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw cause;
    writeFileSync(place, content, { flag: 'wx' });
  }
}

function edit(change: Extract<Change, { kind: 'edit' }>, { places, undo, edited }: Work): void {
  const { file, before, after } = change;
  const place = places.file(file);
  if (place === undefined) throw new BlogError(`There is no file \`${file}\`.`);
  const other = edited.get(place);
  if (other && other.file !== file && other.before === before) {
    if (other.after === after) return;
    throw new BlogError(`\`${file}\` and \`${other.file}\` are one file, by a symbolic link, and what is right for one is wrong for the other.`);
  }
  edited.set(place, change);
  const bytes = Buffer.from(before);
  replace(file, place, bytes, Buffer.from(after));
  undo.push(() => replace(file, place, Buffer.from(after), bytes));
}

/** Puts new bytes in the place of those that were read, whole or not at all. */
function replace(file: FilePath, place: string, before: Buffer, after: Buffer): void {
  const draft = draftBeside(place);
  try {
    const { mode } = statSync(place);
    // A folder that can be written to would let a read-only file be replaced all the same.
    if ((mode & 0o200) === 0) throw new BlogError(`\`${file}\` is read-only.`);
    if (!readFileSync(place).equals(before)) {
      throw new BlogError(`\`${file}\` is not what was read: another program changed it, or it is not UTF-8.`);
    }
    writeFileSync(draft, after, { flag: 'wx', mode: mode & 0o7777 });
    renameSync(draft, place);
  } catch (cause) {
    throw cause instanceof BlogError ? cause : refusal(file, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

function move({ from, to }: Extract<Change, { kind: 'move' }>, { places, undo }: Work): void {
  const source = places.folder(folderOf(from));
  if (source === undefined || places.file(from) === undefined) throw new BlogError(`There is no file \`${from}\`.`);
  const old = join(source, nameOf(from));
  refuseLinks(from, old);
  const place = placeFor(to, places, undo);
  refuseLinks(to, place);
  if (isThere(place) && !isSameFile(old, place)) throw new BlogError(`\`${to}\` is there already.`);
  rename(from, old, place);
  undo.push(() => {
    mkdirSync(dirname(old), { recursive: true });
    rename(to, place, old);
  });
  removeOwn(old, undo);
  removeEmpty(dirname(old), source.slice(0, source.length - folderOf(from).length));
}

/** The folder that was made for a post's pictures and holds none: `porto/` beside `porto.md`. */
function removeOwn(old: string, undo: Undo[]): void {
  const folder = withoutExtension(old);
  try { rmdirSync(folder); } catch { return; }
  undo.push(() => { mkdirSync(folder, { recursive: true }); });
}

/** Moving a link, or something into what a link leads to, would change more than the paths that were named. */
function refuseLinks(file: FilePath, place: string): void {
  const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const isBehind = realpathSync(dirname(place)) !== dirname(place);
  if (isLink) throw new BlogError(`\`${file}\` is a symbolic link: move what it leads to, and make the link anew.`);
  if (isBehind) throw new BlogError(`\`${file}\` lies behind a symbolic link: name it by where it really lies.`);
}

function rename(file: FilePath, from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    throw refusal(file, cause);
  }
}

/** A symbolic link that leads nowhere is there too. */
const isThere = (place: string): boolean => lstatSync(place, { throwIfNoEntry: false }) !== undefined;

/** `Porto.md` and `porto.md` on a disk that does not tell letter case. */
function isSameFile(a: string, b: string): boolean {
  const [one, other] = [statSync(a), statSync(b)];
  return one.ino === other.ino && one.dev === other.dev && a.toLowerCase() === b.toLowerCase();
}

/** Removes a folder and those above it, up to `top`, as far as they are empty. */
function removeEmpty(folder: string, top: string): void {
  for (let at = folder; at.length > top.length; at = dirname(at)) {
    try { rmdirSync(at); } catch { return; }
  }
}

let drafts = 0;

const draftBeside = (place: string): string => join(dirname(place), `.${process.pid}-${Date.now()}-${drafts++}.tmp`);

function refusal(file: FilePath, cause: unknown): BlogError {
  if (codeOf(cause) === 'EEXIST') return new BlogError(`\`${file}\` is there already.`, { cause });
  return new BlogError(`\`${file}\` could not be written: ${reasonOf(cause)}.`, { cause });
}
