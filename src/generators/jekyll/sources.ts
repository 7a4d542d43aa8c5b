import type { FilePath } from '../../core/paths.ts';
import { nameOf } from '../../core/paths.ts';
import { glob } from './glob.ts';
import { isPost } from './posts.ts';
import type { Settings } from './settings.ts';

/** What Jekyll's reader takes a file for, from its path alone. */
export type Source =
  /** Below a `_posts` or `_drafts`. */
  | { readonly kind: 'post'; readonly draft: boolean; readonly path: string }
  | { readonly kind: 'collection'; readonly name: string; readonly path: string }
  /** A page if it has front matter, else a static file. */
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'none' };

/**
 * Tells sources apart, path by path. `path` in the answer is relative to the source folder, and for posts and
 * collections to the folder they are kept in.
 */
export function sourceReader(settings: Settings): (file: FilePath) => Source {
  const isSkipped = filterOf(settings);
  const folders = new Map<string, boolean>([['', false]]);

  /** A folder is not entered when it or any folder above it is skipped. */
  const isClosed = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const closed = isClosed(folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) || folder === settings.destination || isSkipped(folder, nameOf(folder));
    folders.set(folder, closed);
    return closed;
  };

  return (file) => {
    const path = below(file, settings.source);
    if (path === undefined) return { kind: 'none' };
    const special = specialOf(path, settings);
    if (special && isTaken(special, settings) && isOpen(special, { isClosed, isSkipped })) return special.source;
    const slash = path.lastIndexOf('/');
    if (isClosed(path.slice(0, Math.max(0, slash))) || isSkipped(path, path.slice(slash + 1))) return { kind: 'none' };
    return { kind: 'page', path };
  };
}

const below = (path: string, folder: string): string | undefined => {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
};

interface Special {
  /** The folder above, which must be open. */
  readonly above: string;
  /** From `_posts` on, without it. */
  readonly inside: string;
  readonly full: string;
  readonly source: Source;
}

function specialOf(path: string, settings: Settings): Special | undefined {
  const kept = below(path, settings.collectionsFolder);
  if (kept === undefined) return undefined;
  const collection = /^_([^/]+)\//.exec(kept);
  const name = collection?.[1];
  if (collection && name !== undefined && name !== 'posts' && name !== 'drafts' && settings.collections.has(name)) {
    return { above: settings.collectionsFolder, inside: kept.slice(collection[0].length), full: path, source: { kind: 'collection', name, path: kept } };
  }
  const posts = /^((?:[^/]+\/)*?)_(posts|drafts)\//.exec(kept);
  if (!posts) return undefined;
  const above = path.slice(0, path.length - kept.length) + (posts[1] ?? '');
  return {
    above: above.replace(/\/$/, ''), inside: kept.slice(posts[0].length), full: path,
    source: { kind: 'post', draft: posts[2] === 'drafts', path: kept },
  };
}

/** A file below `_posts` that is no post is looked at again as any other file, for those who `include: [_posts]`. */
const isTaken = ({ source }: Special, { version: { major } }: Settings): boolean =>
  source.kind !== 'post' || isPost(source.path, source.draft, major);

interface Filters {
  readonly isClosed: (folder: string) => boolean;
  readonly isSkipped: (path: string, entry: string) => boolean;
}

/** Below `_posts` everything is listed at once, so that only names starting with a dot close a folder of their own. */
const isOpen = ({ above, inside, full }: Special, { isClosed, isSkipped }: Filters): boolean =>
  !isClosed(above) && !inside.split('/').some((name) => name.startsWith('.')) && !isSkipped(full, inside);

/** Jekyll's filter of names. `path` is from the source; `entry` as the folder that was listed has it. */
function filterOf({ include, exclude, version: { major } }: Settings): (path: string, entry: string) => boolean {
  const isIncluded = entryMatcher(include);
  const isExcluded = entryMatcher(exclude.filter((pattern) => major === 3 || !include.includes(pattern)));
  return (path, entry) => {
    const name = nameOf(entry);
    if (major === 4 && entry.endsWith('.')) return true;
    // Only Jekyll 4 looks for it from the source folder on.
    if (isIncluded(major === 4 ? path : entry) || isIncluded(name)) return false;
    return isSpecial(entry) || isSpecial(name) || name.endsWith('~') || isExcluded(path);
  };
}

const isSpecial = (name: string): boolean => /^[._#~]/.test(name);

/** Patterns match whole, as a beginning, and with a trailing slash as a folder. */
function entryMatcher(patterns: readonly string[]): (path: string) => boolean {
  const compiled = patterns.map((pattern) => pattern.replace(/^\//, '')).map((pattern) => ({ pattern, matches: glob(pattern, { acrossFolders: true }) }));
  return (path) => compiled.some(({ pattern, matches }) => path.startsWith(pattern) || pattern === `${path}/` || matches(path));
}
