import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { digest } from './digest.ts';

export interface CacheInput {
  /** Where the person wants it; left out, where the system keeps such things. */
  readonly folder: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The folder this program runs from: another build never reads what this one kept. */
  readonly dist: URL;
}

/** A folder of files that cost nothing but time when they are gone. Everything in it throws where the disk does. */
export interface CacheFolder {
  /** What is kept under a name by this build. */
  read(name: string): Buffer<ArrayBuffer>;
  /** Whole or not at all: written beside its place and then renamed, so that two runs at once both find a whole one. */
  write(name: string, parts: () => readonly Uint8Array[]): void;
}

/** `undefined` where there is no such folder, or the program does not know its own build. */
export function openCacheFolder(input: CacheInput): CacheFolder | undefined {
  const build = attempt(() => readFileSync(new URL('build.txt', input.dist), 'utf8'));
  const folder = input.folder === undefined ? usualFolder(input) : resolve(input.cwd, input.folder);
  if (build === undefined || folder === undefined) return undefined;
  const placeOf = (name: string): string => join(folder, `${digest(`${build} ${name}`)}.blog-cache`);
  return {
    read: (name) => readFileSync(placeOf(name)),
    write: (name, parts) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeWhole(placeOf(name), parts());
      tidy(folder);
    },
  };
}

/** https://specifications.freedesktop.org/basedir-spec/, and what macOS and Windows have in its place. */
function usualFolder({ env, platform }: CacheInput): string | undefined {
  const home = attempt(homedir);
  const local = env['LOCALAPPDATA'];
  const xdg = env['XDG_CACHE_HOME'];
  if (platform === 'win32') return local ? join(local, 'blogwright', 'cache') : undefined;
  if (xdg?.startsWith('/')) return join(xdg, 'blogwright');
  if (!home) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'blogwright') : join(home, '.cache', 'blogwright');
}

function writeWhole(place: string, parts: readonly Uint8Array[]): void {
  const draft = `${place}.${process.pid}-${Date.now()}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      for (const part of parts) writeAll(file, part);
    } finally {
      closeSync(file);
    }
    renameSync(draft, place);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeAll(file: number, part: Uint8Array): void {
  for (let at = 0; at < part.length;) at += writeSync(file, part, at);
}

/** More than this is not kept, nor what nobody has asked for in a month: the oldest goes first. */
const MOST_BYTES = 1_000_000_000;
const MOST_AGE = 30 * 86_400_000;

function tidy(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.includes('.blog-cache')).flatMap((name) => {
    const place = join(folder, name);
    const found = statSync(place, { throwIfNoEntry: false });
    return found?.isFile() ? [{ place, size: found.size, at: found.mtimeMs }] : [];
  }).sort((a, b) => b.at - a.at);
  let bytes = 0;
  for (const { place, size, at } of files) {
    bytes += size;
    if (bytes > MOST_BYTES || at < Date.now() - MOST_AGE) rmSync(place, { force: true });
  }
}

/** A cache that is not there costs time and nothing else. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
