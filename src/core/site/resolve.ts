import { asUrlPath, decodePath, encodePath, extensionOf, foldCase, type FilePath, type UrlPath } from '../paths.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../text/derived.ts';
import { anchorsOf } from './anchors.ts';
import { causeOf, isNameOfPost } from './causes.ts';
import type { Entry } from './conventions.ts';
import type { Document, Gist, Reference } from './document.ts';
import type { HostAnswer, Outputs } from './hosts.ts';
import type { Resolution } from './resolution.ts';
import type { Site } from './site.ts';
import { parseTarget, plainHost, plainTarget, type Target } from './target.ts';

/** Says what a visitor of `entry` meets at a reference of its source. */
export function resolve(reference: Reference, document: Document, entry: Entry, site: Site): Resolution {
  const filled = fillLookups(reference.url, document, entry, site);
  if (filled.kind !== 'filled') return perhaps(reference, filled);
  const one = resolveFilled(filled.url, { reference, document, entry, site });
  if (!filled.isEach) return one;
  // What lies outside of the blog's path does so whatever page it is.
  return one.kind === 'outside-base' ? { kind: 'outside-base', url: one.url } : { kind: 'unknowable', why: 'it leads to one page after another' };
}

function resolveFilled(filled: string, { reference, document, entry, site }: Context): Resolution {
  const rewritten = site.conventions.rewrite?.(reference, filled, entry, site);
  switch (rewritten?.kind) {
    case 'missing': return perhaps(reference, { kind: 'not-built', message: rewritten.message });
    case 'unknowable': return rewritten;
    case 'file': {
      const target = entryOf(rewritten.file, site);
      return { kind: 'ok', url: base(site) + encodePath(target.url), entry: target };
    }
    case 'url':
    case undefined: return perhaps(reference, resolveUrl(rewritten?.url ?? filled, { reference, document, entry, site }));
  }
}

/**
 * What `resolve` will come to, where that is told from no more than the gist of a reference: the live page or file it leads
 * to, without a detour and with the place a fragment names, or `elsewhere` for another site. `undefined` says nothing.
 */
export function leadsTo(gist: Gist, entry: Entry, site: Site): Entry | 'elsewhere' | undefined {
  const { conventions } = site;
  if (gist.fromRoot || (conventions.rewrite && !conventions.isLeft?.(gist, entry))) return undefined;
  const { hosts, live } = placeOf(site);
  const host = plainHost(gist.url);
  if (host !== undefined && !hosts.has(host)) return gist.url.includes(LOOKUP_OPEN) ? undefined : 'elsewhere';
  const here = hereOf(entry, site);
  const target = here && plainTarget(gist.url, here);
  if (!target) return undefined;
  if (!hosts.has(target.host)) return 'elsewhere';
  const path = withoutBase(target.pathname, site);
  const answer = path === undefined ? undefined : conventions.host.answer(decodePath(path), live);
  if (answer?.kind !== 'entry' || answer.entry.kind === 'redirect') return undefined;
  return hasPlace(answer.entry, fragmentOf(target), site) ? answer.entry : undefined;
}

/** Whether a fragment is known to be found, without making the anchors of its page. */
function hasPlace({ kind, source }: Entry, fragment: string | undefined, { documents }: Site): boolean {
  if (fragment === undefined) return true;
  return kind !== 'file' && source !== undefined && documents.get(source)?.outline?.hasAnchor(fragment) === true;
}

interface Context {
  readonly reference: Reference;
  readonly document: Document;
  readonly entry: Entry;
  readonly site: Site;
}

/** What may not be there at all is never called broken. */
function perhaps(reference: Reference, resolution: Resolution): Resolution {
  if (!reference.perhaps || !BROKEN.has(resolution.kind)) return resolution;
  return { kind: 'unknowable', why: 'a condition that only the build knows decides whether it is there' };
}

const BROKEN: ReadonlySet<Resolution['kind']> =
  new Set(['wrong-case', 'outside-base', 'unpublished', 'missing', 'missing-anchor', 'not-built']);

/** What a file is published as. One that the generator takes itself may get another name: then the file stands for it. */
export const entryOf = (file: FilePath, site: Site): Entry =>
  site.bySource.get(file) ?? { kind: 'file', source: file, url: asUrlPath(file), output: file, visibility: { kind: 'live' } };

const LOOKUP = new RegExp(`${LOOKUP_OPEN}(\\d+)${LOOKUP_CLOSE}`, 'g');

interface Filled {
  readonly kind: 'filled';
  readonly url: string;
  /** It is the address of one page of many. */
  readonly isEach: boolean;
}

/** Puts in what other posts decide. The first that the generator would refuse ends it. */
function fillLookups(url: string, document: Document, entry: Entry, site: Site): Filled | Resolution {
  if (!url.includes(LOOKUP_OPEN)) return { kind: 'filled', url, isEach: false };
  let refused: Resolution | undefined;
  let isEach = false;
  const filled = url.replace(LOOKUP, (_, index: string) => {
    const lookup = document.lookups[Number(index)];
    const answer = lookup && site.conventions.lookup?.(lookup, entry, site);
    if (!answer || answer.kind === 'unknowable') return UNKNOWN;
    isEach ||= answer.kind === 'each';
    if (answer.kind === 'found' || answer.kind === 'each') return answer.url;
    refused ??= { kind: 'not-built', message: answer.message, ...(answer.hidden && { hidden: answer.hidden }), ...(answer.dropped && { dropped: true as const }) };
    return UNKNOWN;
  });
  return refused ?? { kind: 'filled', url: filled, isEach };
}

function resolveUrl(written: string, context: Context): Resolution {
  const { reference, document, entry, site } = context;
  const here = reference.fromRoot || document.base ? undefined : hereOf(entry, site);
  const plain = here && plainTarget(written, here);
  return plain && (plain.host !== here.host || isOwn(plain, site)) ? resolveTarget(plain, written, context) : resolveAny(written, context);
}

function resolveAny(written: string, context: Context): Resolution {
  const url = asBrowsersRead(written);
  const known = url.split(UNKNOWN, 1)[0] ?? '';
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();

  if (known !== url && !isDecidedBefore(known)) return { kind: 'unknowable', why: 'its address depends on data that only the build knows' };
  if (LOCAL.test(url)) return { kind: 'local', url };
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { kind: WEB_SCHEMES.has(scheme) ? 'ignored' : 'external', url };
  return resolveWeb(known, scheme, context);
}

/** Leading and trailing white space and every tab and line break are dropped. https://url.spec.whatwg.org/#url-parsing */
const asBrowsersRead = (url: string): string =>
  // eslint-disable-next-line no-control-regex
  url.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '').replace(/[\t\n\r]/g, '');

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/** Whether what stands before the first unknown part already says where it leads: the query or the fragment is unknown. */
const isDecidedBefore = (known: string): boolean => /[?#]/.test(known) || /^(?:https?:)?\/\/[^/]+\//i.test(known) && !/^\/\/$/.test(known);

/** Nothing a web server answers. */
const WEB_SCHEMES: ReadonlySet<string> = new Set(['mailto', 'tel', 'sms', 'data', 'javascript', 'about', 'blob', 'geo', 'xmpp', 'irc', 'magnet', 'callto', 'skype', 'news']);

/** `file:`, `C:\`, `C:/`, `localhost`: the author's own machine. */
const LOCAL = /^(?:file:|[a-z]:[\\/]|(?:https?:)?\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/]|$))/i;

function resolveWeb(url: string, scheme: string | undefined, context: Context): Resolution {
  const { entry, site, document, reference } = context;
  const here = `${originOf(site)}${base(site)}${reference.fromRoot ? '/' : encodePath(entry.url)}`;
  const from = document.base && !reference.fromRoot ? parseTarget(document.base, here)?.href ?? here : here;
  if (url === '') return emptyReference(context);

  const target = parseTarget(reference.fromRoot && scheme === undefined ? url.replace(/^\/(?!\/)/, '') : url, from);
  return target ? resolveTarget(target, url, context) : { kind: 'external', url };
}

function resolveTarget(target: Target, url: string, context: Context): Resolution {
  const { site } = context;
  if (!isOwn(target, site)) return { kind: 'external', url: target.href ?? url };
  const path = withoutBase(target.pathname, site);
  return path === undefined ? outside(target, SCHEME.test(url), context) : meet(path, target, context);
}

/** `<a href="">` is the page itself; an image without an address shows nothing. */
function emptyReference({ reference, entry, site }: Context): Resolution {
  if (reference.attribute === 'href') return { kind: 'ok', url: base(site) + encodePath(entry.url), entry };
  return { kind: 'missing', url: '', path: entry.url, cause: { kind: 'empty' } };
}

/** What answers at a path below the base. */
function meet(path: string, target: Target, context: Context): Resolution {
  const { site } = context;
  const url = target.pathname + target.search + target.hash;
  const decoded = decodePath(path);
  const answer = site.conventions.host.answer(decoded, placeOf(site).live);

  switch (answer.kind) {
    case 'entry': return arrive(answer.entry, target, url, context);
    case 'depends': return { kind: 'unknowable', url, why: 'hosts differ in what they answer here, and this blog does not say which one it has' };
    case 'redirect': return follow(answer.to, url, context, { fragment: fragmentOf(target) });
    case 'none': return isElsewhere(decoded, context) ? { kind: 'unknowable', url, why: ELSEWHERE } : miss(asUrlPath(decoded), url, context);
  }
}

/**
 * A full address on the blog's own host, in a folder this blog has nothing in: another repository may publish it -
 * `/docs/`, a shop, a sibling project. Written without the host, it is meant as a part of this blog, and so is what a post of
 * this blog may have been called: it has a day, `/2016/05/17/…`, or the post's own name in several folders - in one, it may be a tag or a
 * series of that name. Below a path of its own a blog is alone.
 */
function isElsewhere(path: string, context: Context): boolean {
  const { reference, site } = context;
  if (base(site) !== '' || !/^\s*(?:https?:)?\/\//i.test(reference.url) || !isInForeignFolder(path, site)) return false;
  return !/^\/(?:19|20)\d\d\/\d{1,2}\/./.test(path) && !(/^(?:\/[^/]+){3}/.test(path) && isNameOfPost(path, context));
}

/** `/docs`, `/docs/x`: a name with an extension is a file of the root, which this blog is. */
function isInForeignFolder(path: string, site: Site): boolean {
  const [, first = '', ...below] = path.split('/');
  return first !== '' && (below.length > 0 || extensionOf(first) === '') && !site.folders.has(first) && !site.hidden.has(first);
}

const ELSEWHERE = 'it is on the blog\'s own host, in a folder that this blog has nothing in';

/** On the way through redirects. A browser keeps the fragment where a host redirects, unless that names another; a page that sends it on loses it. */
interface Way {
  readonly fragment?: string | undefined;
  readonly hops?: number;
}

/** Redirects of the blog's own, followed to where they lead; five in a row are enough for anyone. */
function follow(to: string, url: string, context: Context, { fragment, hops = 0 }: Way = {}): Resolution {
  const { site } = context;
  const target = parseTarget(to, originOf(site) + url);
  if (!target || !isOwn(target, site)) return { kind: 'external', url: to };
  const path = withoutBase(target.pathname, site);
  if (path === undefined || hops > 5) return { kind: 'unknowable', url, why: 'a redirect leads out of the blog' };
  const kept = target.hash === '' ? fragment : undefined;
  const answer = site.conventions.host.answer(decodePath(path), placeOf(site).live);
  if (answer.kind === 'redirect') return follow(answer.to, url, context, { fragment: kept, hops: hops + 1 });
  if (answer.kind === 'entry' && answer.entry.kind === 'redirect' && answer.entry.target !== undefined) {
    return follow(answer.entry.target, url, context, { hops: hops + 1 });
  }
  if (answer.kind === 'entry') return arriveAt(answer.entry, kept, url, context);
  const missed = miss(asUrlPath(decodePath(path)), url, context);
  // Nobody sends visitors to a folder within a folder that is nowhere: another repository publishes it.
  const isForeign = missed.kind === 'missing' && /^\/[^/]+\/./.test(path) && isInForeignFolder(decodePath(path), site);
  return isForeign ? { kind: 'unknowable', url, why: 'it redirects into a folder that this blog has nothing in' } : missed;
}

function arrive(found: Entry, target: Target, url: string, context: Context): Resolution {
  if (found.kind === 'redirect' && found.target !== undefined) {
    const led = follow(found.target, url, context);
    return led.kind === 'ok' ? { ...led, redirect: found } : led;
  }
  return arriveAt(found, fragmentOf(target), url, context);
}

/** At a page or file, at the place on it that the fragment names. */
function arriveAt(found: Entry, fragment: string | undefined, url: string, context: Context): Resolution {
  if (fragment === undefined) return { kind: 'ok', url, entry: found };

  const anchors = anchorsOf(found, context.site);
  const answer = anchors.find(fragment);
  switch (answer.kind) {
    case 'found': return { kind: 'ok', url, entry: found, fragment };
    case 'unknowable': return { kind: 'unknowable', url, why: answer.why, entry: found };
    case 'missing': return { kind: 'missing-anchor', url, entry: found, fragment, ...answer.hint };
  }
}

/** The part after `#` as written, `undefined` where every browser finds it: none, `#top`, a text fragment. */
function fragmentOf(target: Target): string | undefined {
  if (target.hash === '') return undefined;
  const fragment = target.hash.slice(1).replace(/:~:.*$/, '');
  return fragment === '' || fragment.toLowerCase() === 'top' ? undefined : fragment;
}

/** Nothing live answers: the reasons that are more than "missing", in the order in which they are surest. */
function miss(path: UrlPath, url: string, context: Context): Resolution {
  const { site, entry } = context;
  const hidden = answered(site.conventions.host.answer(path, outputsOf(site.hidden, site)));
  if (hidden) return isThereBy(hidden, entry) ? { kind: 'ok', url, entry: hidden } : { kind: 'unpublished', url, entry: hidden };

  const why = unknowableBecause(path, site);
  if (why !== undefined) return { kind: 'unknowable', url, why };

  const folded = foldedOutputs(site);
  const other = answered(site.conventions.host.answer(foldCase(path), folded));
  if (other) return { kind: 'wrong-case', url, actual: base(site) + encodePath(spelledAs(path, other)), entry: other };

  return { kind: 'missing', url, path, cause: causeOf(path, context) };
}

/** A hidden page may point to what appears no later than itself, and to itself. */
function isThereBy(target: Entry, from: Entry): boolean {
  if (target === from || target.source !== undefined && target.source === from.source) return true;
  if (from.visibility.kind === 'draft') return target.visibility.kind === 'scheduled' || target.visibility.kind === 'draft';
  return from.visibility.kind === 'scheduled' && target.visibility.kind === 'scheduled' && target.visibility.from <= from.visibility.from;
}

/** The right spelling of a path that differs in case from what was found: the output's, cut to the shape of the path. */
function spelledAs(path: string, entry: Entry): string {
  const output = `/${entry.output}`;
  return foldCase(output).startsWith(foldCase(path)) ? output.slice(0, path.length) : entry.url;
}

function unknowableBecause(path: UrlPath, site: Site): string | undefined {
  const area = site.unknowable.find(({ prefix, suffix = '' }) => path.startsWith(prefix) && path.endsWith(suffix));
  return area?.why ?? site.conventions.isUnknowable?.(path, site);
}

/** An address on this host that lies outside of the path the blog is served under. */
function outside(target: Target, absolute: boolean, context: Context): Resolution {
  const { site } = context;
  const url = target.pathname + target.search + target.hash;
  const path = decodePath(target.pathname);
  const inside = answered(site.conventions.host.answer(path, placeOf(site).live));
  if (absolute && !inside) return { kind: 'unknowable', url, why: 'it is on the same host, but outside of this blog' };
  return { kind: 'outside-base', url, ...(inside && { inside }) };
}

const answered = (answer: HostAnswer): Entry | undefined =>
  (answer.kind === 'entry' || answer.kind === 'depends' ? answer.entry : undefined);

const base = (site: Site): string => placeOf(site).base;

/** Without an address of its own a blog still has one that nobody else has. */
const originOf = (site: Site): string => site.conventions.origins[0] ?? 'https://blog.invalid';

/** Over http or https: the same host is the same blog. */
const isOwn = (target: Target, site: Site): boolean =>
  (target.protocol === 'http:' || target.protocol === 'https:') && placeOf(site).hosts.has(target.host);

const hostOf = (origin: string): string => origin.replace(/^[a-z]+:\/\//i, '').toLowerCase();

function withoutBase(pathname: string, site: Site): string | undefined {
  const prefix = base(site);
  if (prefix === '' || pathname === prefix) return pathname.slice(prefix.length) || '/';
  return pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : undefined;
}

const outputsOf = (map: ReadonlyMap<string, Entry>, site: Site): Outputs =>
  ({ get: (output) => map.get(output), hasFolder: (folder) => site.folders.has(folder) });

/** What is asked for at every reference of a site. */
interface Place {
  readonly base: string;
  readonly hosts: ReadonlySet<string>;
  readonly live: Outputs;
  /** The page asked about last, and its address. */
  page?: { readonly entry: Entry; readonly address: Target | undefined };
}

const places = new WeakMap<Site, Place>();

function placeOf(site: Site): Place {
  let place = places.get(site);
  if (!place) {
    const { base: path, origins } = site.conventions;
    place = { base: encodePath(path), hosts: new Set(['blog.invalid', ...origins.map(hostOf)]), live: outputsOf(site.outputs, site) };
    places.set(site, place);
  }
  return place;
}

/** The address of a page, from which its references lead. */
function hereOf(entry: Entry, site: Site): Target | undefined {
  const place = placeOf(site);
  if (place.page?.entry !== entry) place.page = { entry, address: parseTarget(`${originOf(site)}${place.base}${encodePath(entry.url)}`) };
  return place.page.address;
}

/** The same outputs for somebody who does not see letter case. */
function foldedOutputs(site: Site): Outputs {
  return {
    get: (output) => {
      const spelling = site.byFoldedOutput.get(foldCase(output))?.[0];
      return spelling === undefined ? undefined : site.outputs.get(spelling);
    },
    hasFolder: (folder) => site.folders.has(folder),
  };
}
