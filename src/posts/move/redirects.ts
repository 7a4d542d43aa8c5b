import type { HeadChange } from '../../core/markdown/front-matter-edits.ts';
import { decodePath, encodePath, type FilePath } from '../../core/paths.ts';
import { siteOf } from '../../core/site/build-site.ts';
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
  const texts = new Map<FilePath, string>();
  const kept: { address: NewAddress; key: string }[] = [];
  const advice: string[] = [];
  for (const address of addresses) {
    const isThere = redirects?.kind === 'key' && leads(site, address.was, address.is);
    if (isThere) kept.push({ address, key: redirects.key });
    // It is there already, or somebody else answers there.
    if (!isWanted || !redirects || isThere || site.outputs.has(address.was.output)) continue;
    const text = texts.get(address.file) ?? await read(address.file);
    const sent = redirects.kind === 'key' ? sentOn(text, address, redirects.key, site) : undefined;
    if (sent !== undefined && redirects.kind === 'key') {
      texts.set(address.file, sent);
      kept.push({ address, key: redirects.key });
    } else if (redirects.kind === 'advice') {
      advice.push(redirects.advise(shown(address.was, site), shown(address.is, site)));
    } else {
      advice.push(`Its front matter takes no redirect from \`${shown(address.was, site)}\`: put one there by hand.`);
    }
  }
  return { texts, kept, advice };
}

const shown = ({ url }: Entry, { conventions }: Site): string => encodePath(conventions.base + url);

/** The text with the page's old address among those that lead to it; `undefined` where that does not come out. */
function sentOn(text: string, { file, was, is, item }: NewAddress, key: string, site: Site): string | undefined {
  for (const address of new Set(waysToSay(was, is).flatMap((url) => [encodePath(url), url]))) {
    const after = changed(text, item === undefined ? { kind: 'add', key, items: [address] } : { kind: 'replace', key, item, by: address }, file, site);
    if (after !== undefined && leads(siteWith(site, file, after), was, is)) return after;
  }
  return undefined;
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

const siteWith = (site: Site, file: FilePath, text: string): Site =>
  siteOf({ conventions: site.conventions, files: [...site.files], now: site.now }, new Map([...site.documents, [file, site.conventions.read(file, text)]]));

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
      const without = item === undefined ? undefined : changed(text, removal(item, path, siteWith(one, path, text)), path, one);
      if (without !== undefined) texts.set(file, without);
    }
  }
  return texts;
}

/** The item of a file's front matter that makes the redirect at an address. `text` is what the file says in this site. */
function itemBehind({ output }: Pick<Entry, 'output'>, file: FilePath, text: string, site: Site): string | undefined {
  const base = siteWith(site, file, text);
  const count = redirectsTo({ output }, file, base);
  if (count === 0) return undefined;
  return itemsOf(file, base).find((item) => {
    const without = changed(text, removal(item, file, base), file, base);
    return without !== undefined && redirectsTo({ output }, file, siteWith(base, file, without)) < count;
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
