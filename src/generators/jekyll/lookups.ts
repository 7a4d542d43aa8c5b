import { encodePath, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { Entry, LookupAnswer } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import { lookupValue, type TemplateMapping } from '../../core/template/liquid/index.ts';
import { UNKNOWN, type Lookup } from '../../core/text/derived.ts';
import { readNameDate, toCivil } from './dates.ts';
import { absoluteUrl, relativeUrl, type SiteAddresses } from './filters.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';

/** Answers `post_url` and `link` once the site is known. */
export function lookupsOf(settings: Settings, addresses: SiteAddresses, sourceOf: (file: FilePath) => Source) {
  const indexes = new WeakMap<Site, Index>();
  return (lookup: Lookup, _entry: Entry, site: Site): LookupAnswer => {
    let index = indexes.get(site);
    if (!index) indexes.set(site, (index = indexOf(site, sourceOf)));
    if (lookup.kind === 'posts') return eachPost(lookup, index, addresses);
    const found = lookup.kind === 'post_url' ? findPost(lookup.argument, index, settings) : findFile(lookup.argument, index);
    const [live] = found.filter((entry) => entry.visibility.kind === 'live');
    if (!live) return missing(lookup, found[0]);
    // Jekyll 3 prints the path of a copied file as it is.
    const printed = settings.version.major === 3 && live.kind === 'file' ? live.url : encodePath(live.url);
    // Jekyll 4 puts the base path in front by itself.
    const url = settings.version.major === 4 ? relativeUrl(printed, addresses) : printed;
    return { kind: 'found', url: lookup.then.reduce((text, filter) => applied(filter, text, addresses), url) };
  };
}

/** `post.url` of a loop over all posts. */
export const anyPost: TemplateMapping = { url: lookupValue({ kind: 'posts', argument: '' }), [UNKNOWN]: UNKNOWN };

function eachPost({ then }: Lookup, { bySlug }: Index, addresses: SiteAddresses): LookupAnswer {
  for (const entries of bySlug.values()) {
    const live = entries.find(({ visibility }) => visibility.kind === 'live');
    if (live) return { kind: 'each', url: then.reduce((text, filter) => applied(filter, text, addresses), encodePath(live.url)) };
  }
  return { kind: 'unknowable', why: 'there is no post' };
}

function applied(filter: string, url: string, addresses: SiteAddresses): string {
  switch (filter) {
    case 'relative_url': return relativeUrl(url, addresses);
    case 'absolute_url': return absoluteUrl(url, addresses);
    case 'strip_index': return url.replace(/\/index\.html?$/, '/');
    default: return url;
  }
}

/** Filters that wait for the answer. */
export const deferrable: ReadonlySet<string> = new Set(['relative_url', 'absolute_url', 'strip_index']);

function missing({ kind, argument }: Lookup, hidden: Entry | undefined): LookupAnswer {
  const what = kind === 'post_url' ? `No post is called \`${argument}\`` : `Nothing is published from \`${argument}\``;
  return { kind: 'missing', message: `${what}: Jekyll stops at \`{% ${kind} ${argument} %}\`.`, ...(hidden && { hidden }) };
}

/** Posts and files by how tags name them. */
interface Index {
  /** By path up to each dot of the name. */
  readonly byStart: ReadonlyMap<string, readonly Entry[]>;
  readonly bySlug: ReadonlyMap<string, readonly Entry[]>;
  readonly files: ReadonlyMap<string, Entry>;
}

function indexOf(site: Site, sourceOf: (file: FilePath) => Source): Index {
  const byStart = new Map<string, Entry[]>();
  const bySlug = new Map<string, Entry[]>();
  const files = new Map<string, Entry>();
  for (const entry of site.entries) {
    if (entry.source === undefined || entry.kind === 'generated' || (entry.kind === 'redirect' && site.bySource.get(entry.source) !== entry)) continue;
    const source = sourceOf(entry.source);
    if (source.kind === 'none') continue;
    files.set(source.path, entry);
    if (entry.kind === 'file') files.set(`/${source.path}`, entry);
    if (source.kind !== 'post') continue;
    add(bySlug, slugOf(source.path), entry);
    for (const start of startsOf(source.path)) add(byStart, start, entry);
  }
  return { byStart, bySlug, files };
}

function add(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const same = index.get(key);
  if (same) same.push(entry);
  else index.set(key, [entry]);
}

/** `_posts/a.b.md` as `_posts/a` and `_posts/a.b`. */
function startsOf(path: string): readonly string[] {
  const folder = path.length - nameOf(path).length;
  return [...path.slice(folder).matchAll(/\./g)].map(({ index }) => path.slice(0, folder + index));
}

const slugOf = (path: string): string => withoutExtension(nameOf(path)).replace(/^\d+-\d+-\d+-/, '');

/** First by the path as it is written, then - with a warning - by date and slug alone. */
function findPost(argument: string, { byStart, bySlug }: Index, { zone }: Settings): readonly Entry[] {
  const match = /^((?:.+\/)?)(\d+)-(\d+)-(\d+)-(.*)$/s.exec(argument.replace(/^\//, ''));
  if (!match) return [];
  const [, folder = '', year = '', month = '', day = '', slug = ''] = match;
  const file = `${year}-${month}-${day}-${slug}`;
  const starts = new Set([`_posts/${folder}${file}`, `${folder}_posts/${file}`]);
  const exact = [...starts].flatMap((start) => byStart.get(start) ?? []);
  if (exact.length > 0) return exact;

  const at = readNameDate(year, month, day, zone);
  if (at.kind !== 'at') return [];
  const wanted = toCivil(at.at, zone);
  return (bySlug.get(slug) ?? []).filter(({ date }) => {
    if (date === undefined) return false;
    const civil = toCivil(date, zone);
    return civil.year === wanted.year && civil.month === wanted.month && civil.day === wanted.day;
  });
}

function findFile(argument: string, { files }: Index): readonly Entry[] {
  const entry = files.get(argument);
  return entry ? [entry] : [];
}
