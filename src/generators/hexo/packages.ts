import { asFilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';

/** What `package.json` says the blog is built with: Hexo runs every `hexo-...` package that stands there. */
export interface Packages {
  /** False when there is no `package.json` to say. */
  readonly known: boolean;
  /** In the order in which they are written, which is the one they are loaded in. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** As it is written: `^1.0.0`. */
  range(name: string): string | undefined;
  /** The version that would be installed. `undefined` when that is the newest, or the package is not there. */
  version(name: string): Version | undefined;
}

export type Version = readonly [major: number, minor: number, patch: number];

/** Reads `package.json` and, where it says more, the lock file beside it. */
export async function readPackages(read: ReadFile): Promise<Packages> {
  const text = await read(asFilePath('package.json'));
  const ranges = rangesOf(text);
  const locked = await lockedVersions(read, [...ranges.keys()].filter((name) => name.startsWith('hexo')));
  return packagesOf(text !== undefined, ranges, locked);
}

/** A blog whose `package.json` is not there is taken to have what `hexo init` installs. */
export function packagesOf(known: boolean, ranges: ReadonlyMap<string, string>, locked: ReadonlyMap<string, string> = new Map()): Packages {
  const all = known ? ranges : new Map(STARTER.map((name) => [name, '*']));
  const isOutlived = !isAtLeast(highest(locked.get('hexo') ?? all.get('hexo')), OLDEST);
  return {
    known,
    names: [...all.keys()],
    has: (name) => all.has(name),
    range: (name) => all.get(name),
    version: (name) => (isOutlived ? undefined : highest(locked.get(name) ?? all.get(name))),
  };
}

/**
 * Hexo 4 and older run with Node 12 at most (https://hexo.io/docs/#Required-Node-js-version). Who builds such a blog today
 * does so with newer packages than its `package.json` asks for, so these are taken for the newest.
 */
const OLDEST: Version = [5, 0, 0];

const STARTER = ['hexo', 'hexo-generator-archive', 'hexo-generator-category', 'hexo-generator-index', 'hexo-generator-tag', 'hexo-renderer-ejs', 'hexo-renderer-marked', 'hexo-renderer-stylus'];

/** Whether a version is at least another; the newest is. */
export function isAtLeast(version: Version | undefined, [major, minor, patch]: Version): boolean {
  if (!version) return true;
  return version[0] !== major ? version[0] > major : version[1] !== minor ? version[1] > minor : version[2] >= patch;
}

function rangesOf(text: string | undefined): ReadonlyMap<string, string> {
  const data = parseObject(text);
  const ranges = new Map<string, string>();
  for (const key of ['dependencies', 'devDependencies']) {
    for (const [name, range] of Object.entries(objectAt(data, key))) if (typeof range === 'string') ranges.set(name, range);
  }
  return ranges;
}

/** The highest version a range allows: `^6.1.0` is 6 with all its later ones, `~6.1` stops before 6.2. */
function highest(range: string | undefined): Version | undefined {
  const match = /^\s*([\^~=v]*)\s*(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?/.exec(range ?? '');
  if (!match) return undefined;
  const [, operator = '', major = '0', minor, patch] = match;
  const open = Number.MAX_SAFE_INTEGER;
  const wide = operator.includes('^') && major !== '0';
  const middle = minor === undefined || wide || !/\d/.test(minor) ? open : Number(minor);
  const last = patch === undefined || operator !== '' || !/\d/.test(patch) ? open : Number(patch);
  return [Number(major), middle, last];
}

async function lockedVersions(read: ReadFile, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const npm = parseObject(await read(asFilePath('package-lock.json')));
  const yarn = Object.keys(npm).length > 0 ? undefined : await read(asFilePath('yarn.lock'));
  const versions = new Map<string, string>();
  for (const name of names) {
    const version = lockedByNpm(npm, name) ?? lockedByYarn(yarn, name);
    if (version !== undefined) versions.set(name, version);
  }
  return versions;
}

function lockedByNpm(lock: Record<string, unknown>, name: string): string | undefined {
  const entry = objectAt(objectAt(lock, 'packages'), `node_modules/${name}`);
  const old = objectAt(objectAt(lock, 'dependencies'), name);
  const version = entry['version'] ?? old['version'];
  return typeof version === 'string' ? version : undefined;
}

function lockedByYarn(lock: string | undefined, name: string): string | undefined {
  const start = lock?.search(new RegExp(`^"?${name.replace(/[^\w/@-]/g, '')}@`, 'm')) ?? -1;
  return start < 0 ? undefined : /^\s+version:? "?([\d.]+)/m.exec(lock?.slice(start, start + 400) ?? '')?.[1];
}

function parseObject(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const objectAt = (data: Record<string, unknown>, key: string): Record<string, unknown> => {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  return isObject(value) ? value : {};
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
