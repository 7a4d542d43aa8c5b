import { decodePath } from '../core/paths.ts';
import { fragmentOf } from './quirks.ts';

/** One address to ask about, however often and with whatever fragments the blog links to it. */
export interface Target {
  /** Without fragment, name and password. */
  readonly url: string;
  readonly host: string;
  /** Places on the page that are linked to and can be looked for, as written. */
  readonly fragments: ReadonlySet<string>;
}

export interface Plan {
  readonly targets: readonly Target[];
  /** The target of each address as the blog links to it. */
  readonly byUrl: ReadonlyMap<string, { readonly target: Target; readonly fragment?: string }>;
}

export interface PlanOptions {
  /** What is known without asking, and so is left out. */
  isKnown?(url: URL): boolean;
  /** The part of the work that is done here: `2/5` is `{ index: 2, count: 5 }`. */
  readonly shard?: Shard;
}

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What to ask, for these addresses as the blog links to them: full ones, of any scheme. Sorted by host and address. */
export function planFor(urls: Iterable<string>, { isKnown, shard }: PlanOptions = {}): Plan {
  const targets = new Map<string, { url: string; host: string; fragments: Set<string> }>();
  const byUrl = new Map<string, { target: Target; fragment?: string }>();
  for (const text of urls) {
    if (byUrl.has(text)) continue;
    const url = webUrlOf(text);
    if (!url || isKnown?.(url) || (shard && !isIn(shard, url.host))) continue;
    const fragment = fragmentOf(url);
    url.hash = url.username = url.password = '';
    const target = targets.get(url.href) ?? { url: url.href, host: url.host, fragments: new Set<string>() };
    targets.set(url.href, target);
    if (fragment !== undefined) target.fragments.add(fragment);
    byUrl.set(text, { target, ...(fragment !== undefined && { fragment }) });
  }
  return { targets: [...targets.values()].sort((a, b) => compare(a.host, b.host) || compare(a.url, b.url)), byUrl };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function webUrlOf(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** By host, so that no two jobs ask the same one. */
const isIn = ({ index, count }: Shard, host: string): boolean => hashOf(host) % count === index - 1;

/** FNV-1a: the same on every machine. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A file of the blog's own repository, shown at its forge: whether it is there needs no network. */
export function isOwnFile(url: URL, { github, prefix, has }: OwnRepository): boolean {
  const match = OWN.get(url.hostname)?.exec(decodePath(url.pathname));
  const [, repository = '', path = ''] = match ?? [];
  const inside = prefix === '' ? path : path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : '';
  return repository.toLowerCase() === github.toLowerCase() && inside !== '' && has(inside);
}

export interface OwnRepository {
  /** `owner/name` */
  readonly github: string;
  /** The blog's place in it: `docs`, `''` at its top. */
  readonly prefix: string;
  has(path: string): boolean;
}

const OWN: ReadonlyMap<string, RegExp> = new Map([
  ['github.com', /^\/([^/]+\/[^/]+)\/(?:blob|edit|raw|blame|commits|tree)\/[^/]+\/(.+?)\/?$/],
  ['raw.githubusercontent.com', /^\/([^/]+\/[^/]+)\/(?:refs\/heads\/)?[^/]+\/(.+)$/],
]);
