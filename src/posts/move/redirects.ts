import { changeHead, type HeadChange } from '../../core/markdown/front-matter-edits.ts';
import { decodePath, encodePath, type FilePath } from '../../core/paths.ts';
import { siteOf } from '../../core/site/build-site.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Document, Value } from '../../core/site/document.ts';
import type { Site } from '../../core/site/site.ts';
import { BlogError } from '../../core/system.ts';

/** A page that has another address now. */
export interface NewAddress {
  /** In the site after. */
  readonly file: FilePath;
  readonly was: Entry;
  readonly is: Entry;
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
    const text = await read(address.file);
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
function sentOn(text: string, { file, was, is }: NewAddress, key: string, site: Site): string | undefined {
  const urls = [was.url, ...(was.language !== undefined && was.url.startsWith(`/${was.language}/`) ? [was.url.slice(was.language.length + 1)] : [])];
  for (const address of new Set(urls.flatMap((url) => [encodePath(url), url]))) {
    const after = changed(text, { kind: 'add', key, items: [address] }, file, site);
    if (after !== undefined && leads(siteWith(site, file, after), was, is)) return after;
  }
  return undefined;
}

function changed(text: string, change: HeadChange, file: FilePath, site: Site): string | undefined {
  try {
    return changeHead(text, [change], (one) => site.conventions.read(file, one).frontMatter);
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
export async function withoutOwnRedirects(addresses: readonly NewAddress[], { site, read }: { readonly site: Site; readonly read: (path: FilePath) => Promise<string> }): Promise<ReadonlyMap<FilePath, string>> {
  const { redirects } = site.conventions;
  const texts = new Map<FilePath, string>();
  for (const { file, is } of redirects?.kind === 'key' ? addresses : []) {
    const key = redirects?.kind === 'key' ? redirects.key : '';
    const items = itemsOf(site.documents.get(file), key);
    for (const item of items.filter((one) => bare(one) === bare(is.url))) {
      const change: HeadChange = items.length === 1 ? { kind: 'remove', key } : { kind: 'replace', key, item };
      const after = changed(texts.get(file) ?? await read(file), change, file, site);
      if (after !== undefined) texts.set(file, after);
    }
  }
  return texts;
}

const itemsOf = (document: Document | undefined, key: string): readonly string[] => {
  const value: Value | undefined = document?.frontMatter.data[key];
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
};

const bare = (address: string): string => decodePath(address).replace(/(?:^\/+|\/+(?:index\.html)?$|(?<=\/)index\.html$)/g, '');
