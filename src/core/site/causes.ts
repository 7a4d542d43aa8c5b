import { groupBy } from '../group-by.ts';
import { asFilePath, asUrlPath, decodePath, encodePath, extensionOf, folderOf, joinFile, nameOf, withoutExtension, type FilePath, type UrlPath } from '../paths.ts';
import { NearestIndex } from '../text/nearest.ts';
import type { Entry } from './conventions.ts';
import type { Document, Reference } from './document.ts';
import type { Cause } from './resolution.ts';
import type { Site } from './site.ts';

export interface CauseContext {
  readonly reference: Reference;
  readonly document: Document;
  readonly entry: Entry;
  readonly site: Site;
}

/**
 * Why nothing answers at a path, as far as it can be told. The questions are asked in the order in which their
 * answers are sure; the first that has one is taken. Only ever called for broken references, so it may take its time.
 */
export function causeOf(path: UrlPath, context: CauseContext): Cause {
  for (const cause of causesOf(path, context)) return cause;
  return similarSpelling(path, context) ?? { kind: 'none' };
}

/** Every answer there is that is more than a likeness, the surest first. Where two lead to different places, neither is sure. */
export function* causesOf(path: UrlPath, context: CauseContext): Iterable<Cause> {
  for (const ask of QUESTIONS) {
    const cause = ask(path, context);
    if (cause) yield cause;
  }
}

type Question = (path: UrlPath, context: CauseContext) => Cause | undefined;

const QUESTIONS: readonly Question[] = [
  leftoverTemplate, mistypedScheme, missingScheme, rightFromTheSource, missingSlash, trailingSlash, swallowedPunctuation,
  otherExtension, notPublished, postUnderAnotherAddress, sameNameElsewhere, oldCms,
];

/** Code of another template language, which this generator left in the page. */
function leftoverTemplate(_: UrlPath, { reference }: CauseContext): Cause | undefined {
  return /\{\{|\{%|\$\{|<%/.test(reference.url) ? { kind: 'template' } : undefined;
}

function mistypedScheme(_: UrlPath, { reference }: CauseContext): Cause | undefined {
  const meant = meantAddress(reference.url);
  return meant === undefined ? undefined : { kind: 'bad-scheme', meant };
}

/** `htp://`, `http//x`, `http:/x`, `hhttps://`, `http：//x`: the address that was meant, or `undefined` if there is nothing wrong. */
export function meantAddress(url: string): string | undefined {
  if (!MAYBE_MISTYPED.test(url)) return undefined;
  const match = /^\s*(h{0,2}t{1,3}p{1,2}(s{0,2}))([:：;]{0,2})([/\\]{1,3})(?=[a-z0-9-]+[.:/])(.*)$/is.exec(withDecodedHead(url));
  if (!match) return undefined;
  const [, scheme = '', secure, colon, slashes, rest = ''] = match;
  if (/^https?$/i.test(scheme) && colon === ':' && slashes === '//') return undefined;
  if (colon === '' && slashes === '/') return undefined;
  return `http${secure ? 's' : ''}://${rest}`;
}

/** Nearly all others are told by their first letters. */
const MAYBE_MISTYPED = /^(?!https?:\/\/[^/\\])[\shtp%]/i;

/** The beginning may be encoded, `http%EF%BC%9A//`; what follows is an address of its own, in which `%23` is no `#`. */
function withDecodedHead(url: string): string {
  const [, head = url, rest = ''] = /^([^/\\]*[/\\]+)(.*)$/s.exec(url) ?? [];
  return decodePath(head) + rest;
}

/** `www.example.org/x`, `someone@example.org`: a browser takes it for a file beside the page. */
function missingScheme(_: UrlPath, { reference, site }: CauseContext): Cause | undefined {
  const url = reference.url.trim().replace(/^\/{1,2}(?=www\.)/i, '');
  if (/^[^\s/@:?#]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(url)) return { kind: 'no-scheme', meant: `mailto:${url}` };
  const host = /^((?:[a-z0-9_-]+\.)+([a-z]{2,24}))(?::\d+)?(?=[/?#]|$)/i.exec(url);
  if (!host?.[1] || !host[2]) return undefined;
  const isWww = /^www\./i.test(host[1]);
  const goesOn = url.length > host[0].length;
  const known = TOP_LEVEL.has(host[2].toLowerCase()) || goesOn && COUNTRIES.test(host[2]);
  const isFile = site.byName.has(host[0].toLowerCase());
  return isWww || known && !isFile ? { kind: 'no-scheme', meant: `https://${url}` } : undefined;
}

/** Endings that are hardly ever a file's. Country codes count only with a path behind them: `.md`, `.py`, `.rs` are countries. */
const TOP_LEVEL: ReadonlySet<string> = new Set(['com', 'org', 'net', 'edu', 'gov', 'io', 'info', 'dev', 'app', 'blog', 'me', 'eu', 'co', 'uk', 'de', 'fr', 'it', 'nl', 'jp', 'cn', 'kr', 'ru', 'br', 'us', 'tv', 'cc', 'xyz', 'tech', 'site', 'online']);
const COUNTRIES = /^(?!md$|py$|rs$|sh$|pl$|ps$|so$|cs$|ts$|js$|mm$)[a-z]{2}$/i;

/** Right beside the source file, wrong from the address it is published at. */
function rightFromTheSource(_: UrlPath, { reference, document, site }: CauseContext): Cause | undefined {
  const written = filePart(reference.url);
  if (written === '' || written.startsWith('/')) return undefined;
  const beside = joinFile(folderOf(document.path), written);
  const found = beside && sourceOrIndex(beside, site);
  return found ? leadTo(found, 'relative-to-source', site) : undefined;
}

/** A link to a source file of the blog, or to a folder with an index. */
function sourceOrIndex(path: FilePath, site: Site): FilePath | undefined {
  if (path === '') return undefined;
  return site.files.has(path) ? path : ['.md', '.markdown', '.html'].map((end) => asFilePath(path + end)).find((file) => site.files.has(file));
}

/** `images/x.png` where `/images/x.png` was meant. */
function missingSlash(_: UrlPath, { reference, site }: CauseContext): Cause | undefined {
  const written = filePart(reference.url);
  if (written === '' || written.startsWith('/')) return undefined;
  const rooted = joinFile(written.replace(/^(?:\.{1,2}\/)+/, ''));
  const entry = rooted && answerAt(asUrlPath(rooted) + (written.endsWith('/') ? '/' : ''), site);
  return entry ? { kind: 'elsewhere', file: entry.source ?? asFilePath(entry.output), entry, write: spell(entry, site), because: 'missing-slash' } : undefined;
}

/** `/x/` where the page is `x.html`, which answers at `/x`. */
function trailingSlash(path: UrlPath, { site }: CauseContext): Cause | undefined {
  if (!path.endsWith('/') || path === '/') return undefined;
  const entry = answerAt(path.slice(0, -1), site);
  return entry ? { kind: 'elsewhere', file: entry.source ?? asFilePath(entry.output), entry, write: spell(entry, site), because: 'trailing-slash' } : undefined;
}

/** `/x/).`: punctuation of the sentence that went into the address. */
function swallowedPunctuation(path: UrlPath, { site }: CauseContext): Cause | undefined {
  const bare = path.replace(/[\s.,;:!?'"”’)\]}>*`，。；：！？、）》」』]+(\/?)$/u, '$1');
  if (bare === path || bare === '') return undefined;
  const entry = answerAt(bare, site) ?? answerAt(`${bare}/`, site);
  return entry ? { kind: 'punctuation', entry, write: spell(entry, site) } : undefined;
}

/** `x.jpg` where there is `x.png`; `x.md`, `x.php` where there is a page `x`. */
function otherExtension(path: UrlPath, { site }: CauseContext): Cause | undefined {
  const stem = withoutExtension(path.replace(/\/$/, ''));
  const folder = folderOf(stem);
  const name = nameOf(stem).toLowerCase();
  if (name === '') return undefined;
  const extension = extensionOf(path).toLowerCase();
  const others = PICTURES.has(extension) ? [...PICTURES] : ['', '.html', '/', '.md'];
  for (const other of others) {
    const entry = other === extension ? undefined : answerAt(`${folder}/${nameOf(stem)}${other}`, site);
    if (entry) return { kind: 'elsewhere', file: entry.source ?? asFilePath(entry.output), entry, write: spell(entry, site), because: 'other-extension' };
  }
  return undefined;
}

/** Extensions of images, with those in capitals that cameras write. */
export const PICTURES: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg', '.avif', '.PNG', '.JPG', '.JPEG', '.GIF']);

/** The file lies just there, but the generator leaves it out. */
function notPublished(path: UrlPath, { site }: CauseContext): Cause | undefined {
  const file = asFilePath(path.slice(1));
  if (!site.files.has(file) || site.bySource.get(file)?.visibility.kind === 'live') return undefined;
  const entry = site.bySource.get(file);
  const why = entry?.visibility.kind === 'unpublished' ? entry.visibility.why : 'the generator does not publish files of this name or folder';
  return { kind: 'not-published', file, why };
}

/** The right post under another date, category or extension: told by the last part of its address. */
function postUnderAnotherAddress(path: UrlPath, context: CauseContext): Cause | undefined {
  const slug = slugIn(path);
  const post = slug.length < 3 ? undefined : postCalled(slug, context);
  return post && { kind: 'moved-post', entry: post, because: differenceOf(path, post.url) };
}

/** The only one, if it is live. */
function postCalled(slug: string, { site, entry }: Pick<CauseContext, 'site' | 'entry'>): Entry | undefined {
  const [post, second] = (postsBySlug(site).get(slug) ?? []).filter((one) => one !== entry);
  return second === undefined && post?.visibility.kind === 'live' ? post : undefined;
}

/** Whether one post is called so, by a name of more than a word: `/rail/night-train/` is not told by `train`. */
export function isNameOfPost(path: string, context: Pick<CauseContext, 'site' | 'entry'>): boolean {
  return /\p{L}[-_ ]+\p{L}/u.test(slugIn(path)) && postCalled(slugIn(path), context)?.kind === 'post';
}

function differenceOf(path: string, url: string): 'date' | 'prefix' | 'extension' {
  const digits = (text: string): string => (text.match(/\d+/g) ?? []).join('/');
  if (withoutExtension(path.replace(/\/$/, '')) === withoutExtension(url.replace(/\/$/, ''))) return 'extension';
  return folderOf(path).replace(/\d/g, '') === folderOf(url).replace(/\d/g, '') && digits(path) !== digits(url) ? 'date' : 'prefix';
}

/** The last part of an address without date and extension, in lower case: `hello` of `/2020/01/02/Hello.html`. */
export const slugIn = (path: string): string =>
  nameOf(path.replace(/(?:\/index\.html?)?\/?$/, '')).replace(/\.(?:html?|md|markdown|php|aspx?)$/i, '').replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '').toLowerCase();

const slugs = new WeakMap<Site, ReadonlyMap<string, readonly Entry[]>>();

function postsBySlug(site: Site): ReadonlyMap<string, readonly Entry[]> {
  let known = slugs.get(site);
  if (!known) slugs.set(site, (known = groupBy(site.entries.filter(({ kind }) => kind === 'post' || kind === 'page'), ({ url }) => slugIn(url))));
  return known;
}

/** The only file of that name is in another folder. */
function sameNameElsewhere(path: UrlPath, { site }: CauseContext): Cause | undefined {
  const name = nameOf(path).toLowerCase();
  if (!name.includes('.')) return undefined;
  const published = (site.byName.get(name) ?? []).filter((file) => site.bySource.get(file)?.visibility.kind === 'live');
  const [file] = published;
  return published.length === 1 && file ? leadTo(file, 'other-folder', site) : undefined;
}

/** Endings and folders of content systems that are no static blog. */
function oldCms(path: UrlPath): Cause | undefined {
  return /\.(?:aspx?|php\d?|jsp|cgi|do)$|\/wp-(?:content|admin|includes)\/|\/node\/\d+|\/sites\/default\/files\//i.test(path) ? { kind: 'old-cms' } : undefined;
}

function similarSpelling(path: UrlPath, { site }: CauseContext): Cause | undefined {
  const { pictures, pages } = addressesOf(site);
  const candidates = PICTURES.has(extensionOf(path).toLowerCase()) ? pictures : pages;
  const entry = nearestOf(path, candidates);
  return entry ? { kind: 'none', near: { write: spell(entry, site), entry } } : undefined;
}

/** Asked again for the same path by all that looks at one reference, and for the same slip in many posts. */
function nearestOf(path: UrlPath, { byUrl, index, known }: Candidates): Entry | undefined {
  let near = known.get(path);
  // The last part is what is mistyped: a long folder in front of it must not make strangers alike.
  if (near === undefined) known.set(path, (near = index.nearest(path, slugIn(path).length / 4) ?? ''));
  return near === '' ? undefined : byUrl.get(near);
}

interface Addresses {
  readonly pictures: Candidates;
  readonly pages: Candidates;
}

interface Candidates {
  readonly byUrl: ReadonlyMap<string, Entry>;
  readonly index: NearestIndex;
  /** The address nearest to each path that was asked for, `''` for none. */
  readonly known: Map<string, string>;
}

const addresses = new WeakMap<Site, Addresses>();

function addressesOf(site: Site): Addresses {
  let known = addresses.get(site);
  if (known) return known;
  const live = site.entries.filter(({ visibility }) => visibility.kind === 'live');
  const pictures = live.filter(({ kind, output }) => kind === 'file' && PICTURES.has(extensionOf(output).toLowerCase()));
  const pages = live.filter(({ kind }) => kind === 'post' || kind === 'page');
  addresses.set(site, (known = { pictures: candidatesOf(pictures), pages: candidatesOf(pages) }));
  return known;
}

function candidatesOf(entries: readonly Entry[]): Candidates {
  const byUrl = new Map<string, Entry>(entries.map((entry) => [entry.url, entry]));
  return { byUrl, index: new NearestIndex(byUrl.keys()), known: new Map() };
}

function leadTo(file: FilePath, because: 'relative-to-source' | 'other-folder', site: Site): Cause {
  const entry = site.bySource.get(file);
  if (!entry || entry.visibility.kind !== 'live') return { kind: 'not-published', file, why: whyHidden(entry) };
  return { kind: 'elsewhere', file, entry, write: spell(entry, site), because };
}

function whyHidden(entry: Entry | undefined): string {
  switch (entry?.visibility.kind) {
    case 'draft': return 'it is a draft';
    case 'scheduled': return 'it is scheduled for later';
    case 'expired': return 'it has expired';
    case 'unpublished': return entry.visibility.why;
    default: return 'the generator does not publish files of this name or folder';
  }
}

/** The path part of a destination, decoded, with `/` for `\`. */
export const filePart = (url: string): string => decodePath(url.replace(/[?#].*$/s, '')).replaceAll('\\', '/').trim();

/** What to type to reach an entry from anywhere in the blog. */
export function spell(entry: Entry, site: Site): string {
  const path = encodePath(entry.url);
  return site.conventions.base === '' ? path : site.conventions.spellRooted?.(path) ?? encodePath(site.conventions.base) + path;
}

/** What a visitor is answered at a decoded path below the base. */
export function answerAt(path: string, site: Site): Entry | undefined {
  const answer = site.conventions.host.answer(path, {
    get: (output) => site.outputs.get(output),
    hasFolder: (folder) => site.folders.has(folder),
  });
  return answer.kind === 'entry' ? answer.entry : undefined;
}
