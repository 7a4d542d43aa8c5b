import type { HeadChange } from '../../core/markdown/front-matter-edits.ts';
import { decodePath, encodePath, type FilePath } from '../../core/paths.ts';
import { siteOf } from '../../core/site/build-site.ts';
import { shownAddress } from '../../core/site/shown-address.ts';
import { relativePath } from '../../core/site/spellings.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import { BlogError } from '../../core/system.ts';
import { valueAt, withHead } from '../head-keys.ts';

/** A page that has another address now. */
export interface NewAddress {
  /** In the site after. */
  readonly file: FilePath;
  readonly was: Entry;
  readonly is: Entry;
  /** What stands in its front matter and led there from this address. */
  readonly item?: string;
}

/** Every post and page that is live before and after, at another address. */
export function newAddresses(before: Site, after: Site, moves: ReadonlyMap<FilePath, FilePath>): readonly NewAddress[] {
  return [...before.documents.keys()].flatMap((path) => {
    const file = moves.get(path) ?? path;
    const [was, is] = [before.bySource.get(path), after.bySource.get(file)];
    const isLive = was?.visibility.kind === 'live' && is?.visibility.kind === 'live';
    return isLive && isPage(was) && isPage(is) && was.output !== is.output ? [{ file, was, is }] : [];
  });
}

/** A blog before and after a move, and the texts of its files after it. */
export interface MovedTexts {
  readonly before: Site;
  readonly site: Site;
  read(path: FilePath): Promise<string>;
  /** The path a file had before. */
  oldOf(path: FilePath): FilePath;
}

/** Old addresses that led to a page before it was moved and lead nowhere now: a relative one, `aliases: [porto]`, moves with its page. */
export async function lostRedirects(moves: ReadonlyMap<FilePath, FilePath>, { before, site, read }: MovedTexts): Promise<readonly NewAddress[]> {
  const lost: NewAddress[] = [];
  for (const was of before.entries) {
    if (was.kind !== 'redirect' || was.source === undefined || before.outputs.get(was.output) !== was || site.outputs.has(was.output)) continue;
    const file = moves.get(was.source) ?? was.source;
    const is = site.bySource.get(file);
    if (!is || !isPage(is) || is.visibility.kind !== 'live') continue;
    const item = itemBehind(was, was.source, await read(file), before);
    lost.push({ file, was, is, ...(item !== undefined && { item }) });
  }
  return lost;
}

const isPage = ({ kind }: Entry): boolean => kind === 'post' || kind === 'page';

export interface Redirected {
  /** Texts of front matters that were changed, by path in the site after. */
  readonly texts: ReadonlyMap<FilePath, string>;
  /** Those whose old address leads to them now, and the key that says so. */
  readonly kept: readonly { readonly address: NewAddress; readonly key: string }[];
  /** What the author can do for the others, a sentence or two each. */
  readonly advice: readonly string[];
}

/**
 * Leaves a redirect at every old address, in the generator's own way. One is only believed once the generator's
 * conventions answer with it.
 */
export async function withRedirects(
  addresses: readonly NewAddress[],
  { site, read, isWanted }: { readonly site: Site; readonly read: (path: FilePath) => Promise<string>; readonly isWanted: boolean },
): Promise<Redirected> {
  const { redirects } = site.conventions;
  const key = keyOf(site);
  const there = key === '' ? [] : addresses.filter(({ was, is }) => leads(site, was, is));
  // Where it is not there already, and nobody else answers.
  const wanted = isWanted && redirects ? addresses.filter(({ was }) => !site.outputs.has(was.output)) : [];
  if (redirects?.kind === 'advice') return { texts: new Map(), kept: [], advice: wanted.map(({ was, is }) => redirects.advise(shownAddress(was, site.conventions), shownAddress(is, site.conventions))) };

  const { texts, sent } = await sentOn(wanted, site, read);
  return {
    texts, kept: [...there, ...sent].map((address) => ({ address, key })),
    advice: wanted.filter((address) => !sent.includes(address)).map(({ was }) => `Its front matter takes no redirect from \`${shownAddress(was, site.conventions)}\`: put one there by hand.`),
  };
}

/** The texts with their pages' old addresses among those that lead to them, and the addresses for which that comes out. */
async function sentOn(addresses: readonly NewAddress[], site: Site, read: (path: FilePath) => Promise<string>): Promise<{ readonly texts: ReadonlyMap<FilePath, string>; readonly sent: readonly NewAddress[] }> {
  const originals = new Map(await Promise.all(addresses.map(async ({ file }) => [file, await read(file)] as const)));
  let waiting = addresses.map((address) => ({ address, ways: waysToSay(address.was, address.is).flatMap((url) => [...new Set([encodePath(url), url])]) }));
  const sent = new Map<NewAddress, string>();
  const textsWith = (said: ReadonlyMap<NewAddress, string>): ReadonlyMap<FilePath, string> => textsSaying(said, originals, site);
  // All at once and one way after the other, since each try is a whole site.
  while (waiting.length > 0) {
    const tried = new Map([...sent, ...waiting.map(({ address, ways }) => [address, ways[0] ?? ''] as const)]);
    const after = siteWith(site, textsWith(tried));
    for (const { address, ways } of waiting) if (leads(after, address.was, address.is)) sent.set(address, ways[0] ?? '');
    waiting = waiting.flatMap(({ address, ways }) => (sent.has(address) || ways.length < 2 ? [] : [{ address, ways: ways.slice(1) }]));
  }
  return { texts: textsWith(sent), sent: [...sent.keys()] };
}

/** The texts with these redirects in them, as far as their front matters take them. */
function textsSaying(said: ReadonlyMap<NewAddress, string>, originals: ReadonlyMap<FilePath, string>, site: Site): ReadonlyMap<FilePath, string> {
  const key = keyOf(site);
  const texts = new Map<FilePath, string>();
  for (const [{ file, item }, way] of said) {
    const change: HeadChange = item === undefined ? { kind: 'add', key, items: [way] } : { kind: 'replace', key, item, by: way };
    const text = changed(texts.get(file) ?? originals.get(file) ?? '', change, file, site);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

/** In a language with a folder of its own a rooted address means another in each version of Hugo, and a relative one the same in all. */
function waysToSay({ url }: Entry, is: Entry): readonly string[] {
  const folder = `/${is.language ?? ''}/`;
  if (is.language === undefined || !url.startsWith(folder) || !is.url.startsWith(folder)) return [url];
  return [relativePath(is.url.replace(/\/$/, ''), url), url, url.slice(folder.length - 1)];
}

function changed(text: string, change: HeadChange, file: FilePath, site: Site): string | undefined {
  try {
    return withHead(file, text, [change], site.conventions);
  } catch (error) {
    if (error instanceof BlogError) return undefined;
    throw error;
  }
}

const siteWith = (site: Site, texts: ReadonlyMap<FilePath, string>): Site =>
  siteOf({ conventions: site.conventions, files: [...site.files], now: site.now }, new Map([...site.documents, ...Array.from(texts, ([file, text]) => [file, site.conventions.read(file, text)] as const)]));

function leads(site: Site, from: Entry, to: Entry): boolean {
  const found = site.outputs.get(from.output);
  return found?.kind === 'redirect' && found.target === site.conventions.base + to.url || found?.kind === 'redirect' && decodePath(found.target ?? '') === site.conventions.base + to.url;
}

/** Front matters without the redirects from what is their page's own address now: a page that comes back needs none. */
export async function withoutOwnRedirects(addresses: readonly NewAddress[], { before, site, read, oldOf }: MovedTexts): Promise<ReadonlyMap<FilePath, string>> {
  const texts = new Map<FilePath, string>();
  for (const { file, is } of addresses) {
    // What led there before the move, and what does so by it.
    for (const [one, path] of [[before, oldOf(file)], [site, file]] as const) {
      if (redirectsTo(is, path, one) === 0) continue;
      const text = texts.get(file) ?? await read(file);
      const item = itemBehind(is, path, text, one);
      const without = item === undefined ? undefined : changed(text, removal(item, path, siteWith(one, new Map([[path, text]]))), path, one);
      if (without !== undefined) texts.set(file, without);
    }
  }
  return texts;
}

/** The item of a file's front matter that makes the redirect at an address. `text` is what the file says in this site. */
function itemBehind({ output }: Pick<Entry, 'output'>, file: FilePath, text: string, site: Site): string | undefined {
  const base = siteWith(site, new Map([[file, text]]));
  const count = redirectsTo({ output }, file, base);
  if (count === 0) return undefined;
  return itemsOf(file, base).find((item) => {
    const without = changed(text, removal(item, file, base), file, base);
    return without !== undefined && redirectsTo({ output }, file, siteWith(base, new Map([[file, without]]))) < count;
  });
}

/** Takes an item out of the redirects, and the key with the last of them. */
const removal = (item: string, file: FilePath, site: Site): HeadChange =>
  (itemsOf(file, site).length === 1 ? { kind: 'remove', key: keyOf(site) } : { kind: 'replace', key: keyOf(site), item });

const keyOf = ({ conventions: { redirects } }: Pick<Site, 'conventions'>): string => (redirects?.kind === 'key' ? redirects.key : '');

/** How many redirects of a file begin at an address. */
const redirectsTo = ({ output }: Pick<Entry, 'output'>, file: FilePath, { entries }: Site): number =>
  entries.filter((entry) => entry.kind === 'redirect' && entry.source === file && entry.output === output).length;

const itemsOf = (file: FilePath, { documents, conventions }: Site): readonly string[] => {
  const value = valueAt(documents.get(file)?.frontMatter.data ?? {}, keyOf({ conventions }), conventions.newPost);
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
};
