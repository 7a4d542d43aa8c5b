import { asFilePath, asUrlPath, type FilePath, type UrlPath } from '../../core/paths.ts';
import type { Entry, Publication, PublishInput, Visibility } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import type { Modules } from '../javascript/modules.ts';
import { at } from '../javascript/values.ts';
import { ASTRO_PURE } from './astro-pure.ts';
import { addressOf, filled, patternOf, routeOf, type Route } from './addresses.ts';
import type { FilledFolders } from '../filled-folders.ts';
import { timestamp } from '../front-matter-data.ts';
import { entriesOf, SHOWING, sourceOf, type CollectionEntry, type Collections, type CollectionSource } from './collections.ts';
import { followRoutes, type Entries, type MadePage } from './paths.ts';
import type { Content, Settings } from './settings.ts';
import { hasStarlight, starlightPages, STARLIGHT_ROUTE } from './starlight.ts';

export interface PublishParts {
  readonly settings: Settings;
  readonly collections: Collections;
  readonly modules: Modules;
  readonly content: Content;
  /** Entries that are no Markdown. */
  readonly dataEntries?: readonly CollectionSource[];
  /** Ids that layouts and components write. */
  readonly layoutIds?: ReadonlySet<string>;
  /** The same with those that a route of several pages writes on its own, by its file. */
  readonly routeIds?: ReadonlyMap<FilePath, ReadonlySet<string>>;
  /** Folders of content that a build fills. */
  readonly filled?: FilledFolders;
}

/** What a build of the blog would write, and what it would leave out. */
export interface Published extends Publication {
  /** Routes that may answer more than is known. */
  readonly open: readonly { readonly pattern: RegExp; readonly why: string; readonly page: boolean }[];
}

/** Follows every route over the collections, as a build does. */
export function publish(parts: PublishParts, input: PublishInput): Published {
  const { settings } = parts;
  const routes = routesOf(settings, input.files);
  const made = makeAll(parts, input, routes, 'as it is');
  const entries = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    // A file of `public/` is there first; of two pages that claim one address the first stays.
    if (!entries.has(entry.output)) entries.set(entry.output, entry);
  };

  for (const entry of publicFiles(settings, input.files)) add(entry);
  for (const entry of fixedPages(settings, routes, input, made.shownBy)) add(entry);
  const claimed = new Set<FilePath | undefined>([...entries.values()].map(({ source }) => source));
  for (const { route, page } of bySureness(made.pages)) {
    const path = route.endpoint ? undefined : page.entry?.path;
    if (page.claim === 'guess' && claimed.has(path)) continue;
    // What a page shows besides the one that is a post's own is no other place for that post.
    add(entryFrom(parts, route, claimed.has(path) ? withoutEntry(page) : page, input, { kind: 'live' }));
    if (path !== undefined) claimed.add(path);
  }
  for (const entry of redirects(settings)) add(entry);
  for (const entry of writtenByIntegrations(settings)) add(entry);

  const live = new Set([...entries.values()].map(({ source }) => source));
  const standIns = made.standIns.map((page) => entryFrom(parts, STARLIGHT_ROUTE, page, input, { kind: 'live' })).filter(({ output }) => !entries.has(output));
  // The address of a post is the last that its file has.
  const all = [...standIns, ...entries.values(), ...hiddenEntries(parts, input, routes, live)];
  return {
    entries: all.map((entry) => (entry.source && entry.kind !== 'file' && !entry.extraAnchors ? { ...entry, extraAnchors: parts.layoutIds ?? NO_IDS } : entry)),
    unknowable: unknowableAreas(settings),
    open: [...made.open, ...openRedirects(settings)],
  };
}

/** The surest claims to an entry first. */
function bySureness(pages: Made['pages']): Made['pages'] {
  const order = ['address', 'props', 'none', 'guess'];
  return pages.toSorted((a, b) => order.indexOf(a.page.claim) - order.indexOf(b.page.claim));
}

const withoutEntry = ({ path, params }: MadePage): MadePage => ({ path, params, claim: 'none' });

const NO_IDS: ReadonlySet<string> = new Set();

function routesOf({ source }: Settings, files: readonly FilePath[]): readonly Route[] {
  const pages = `${source}/pages/`;
  const routes = files.flatMap((file) => (file.startsWith(pages) ? routeOf(file, file.slice(pages.length)) ?? [] : []));
  // Routes of fixed text go before those with a parameter, and one segment before a rest.
  const looseness = (route: Route): number => route.params.reduce((sum, { rest }) => sum + (rest ? 100 : 1), 0);
  return routes.sort((a, b) => looseness(a) - looseness(b));
}

interface Made {
  readonly pages: readonly { readonly route: Route; readonly page: MadePage }[];
  readonly open: Published['open'];
  /** Entries that a page without parameters shows, and which page that is. */
  readonly shownBy: ReadonlyMap<FilePath, FilePath>;
  /** Starlight's pages at addresses of languages that have none of their own. */
  readonly standIns: readonly MadePage[];
}

/** How the build is imagined: with drafts published, or after every date has come. */
type Imagined = 'as it is' | 'drafts published' | 'later';

/** The end of time, for "what would be there later". */
const LATER = Date.UTC(9999, 0, 1);

function makeAll({ settings, collections, modules, content, dataEntries = [], filled }: PublishParts, input: PublishInput, routes: readonly Route[], imagined: Imagined): Made {
  const { evaluator } = modules;
  modules.reset();
  evaluator.machine.now = imagined === 'later' ? LATER : input.now;
  evaluator.allow(input.documents.size);
  evaluator.refill();
  const sources = [...[...input.documents.values()].map((document) => sourceOf(imagined === 'as it is' ? document : unhidden(document))), ...dataEntries];
  const entries: Entries = new Map([...collections].flatMap(([name, collection]) =>
    (collection ? [[name, followed(evaluator.attempt(() => entriesOf(collection, sources, evaluator.machine)))] as const] : [])));
  const follow = followRoutes({ modules, content, entries });

  const pages: { route: Route; page: MadePage }[] = [];
  const open: { pattern: RegExp; why: string; page: boolean }[] = [];
  const shownBy = new Map<FilePath, FilePath>();
  for (const route of routes) {
    if (!modules.programs.has(route.file)) continue;
    const made = follow(route);
    for (const page of made.pages) pages.push({ route, page });
    for (const entry of made.shows) if (!shownBy.has(entry.path)) shownBy.set(entry.path, route.file);
    if (!made.complete) {
      open.push({ pattern: patternOf(route), page: !route.endpoint, why: `\`${route.file}\` makes pages there in a way that cannot be worked out` });
    } else if (route.params.length > 0) {
      const why = [...made.asked].map((name) => filled?.whyBelow(collections.get(name)?.base || settings.source)).find((reason) => reason !== undefined);
      if (why !== undefined) open.push({ pattern: patternOf(route), page: !route.endpoint, why });
    }
  }
  const starlight = starlightPages(settings, shownDocs(entries, imagined));
  for (const page of starlight.pages) pages.push({ route: STARLIGHT_ROUTE, page });
  for (const area of starlight.open) open.push({ ...area, page: true });
  return { pages, open, shownBy, standIns: starlight.standIns };
}

/** What Starlight is given: all of `docs` but drafts. */
const shownDocs = (entries: Entries, imagined: Imagined): readonly CollectionEntry[] =>
  [...(entries.get('docs')?.values() ?? [])].filter(({ data }) => imagined !== 'as it is' || at(data, 'draft') !== true);

const followed = (entries: ReadonlyMap<string, CollectionEntry> | { readonly kind: 'unknown' }): ReadonlyMap<string, CollectionEntry> =>
  ('kind' in entries ? new Map() : entries);

function unhidden(document: Pick<Document, 'path' | 'frontMatter'>): Pick<Document, 'path' | 'frontMatter'> {
  const { path, frontMatter } = document;
  const changed = Object.entries(SHOWING).filter(([key]) => key in frontMatter.data);
  if (changed.length === 0) return document;
  return { path, frontMatter: { ...frontMatter, data: { ...frontMatter.data, ...Object.fromEntries(changed) } } };
}

function publicFiles({ publicFolder }: Settings, files: readonly FilePath[]): readonly Entry[] {
  const prefix = `${publicFolder}/`;
  return files.filter((path) => path.startsWith(prefix)).map((source): Entry => {
    const output = asFilePath(source.slice(prefix.length));
    return { source, kind: 'file', url: asUrlPath(output), output, visibility: { kind: 'live' } };
  });
}

/** Pages whose address is their path. */
function fixedPages(settings: Settings, routes: readonly Route[], { documents }: PublishInput, shownBy: ReadonlyMap<FilePath, FilePath>): readonly Entry[] {
  const shows = new Map([...shownBy].map(([source, page]) => [page, source]));
  return routes.filter(({ params }) => params.length === 0).map((route): Entry => {
    const path = filled(route, () => undefined) ?? '';
    const shown = shows.get(route.file);
    const document = documents.get(shown ?? route.file);
    const address = route.endpoint ? endpointAddress(path) : addressOf(path, settings, route.isIndex);
    const title = document?.frontMatter.data['title'];
    const date = document && dateIn(document.frontMatter.data);
    return {
      source: document?.path ?? route.file, kind: document ? (date === undefined ? 'page' : 'post') : 'generated', ...address, visibility: { kind: 'live' },
      ...(typeof title === 'string' && { title }), ...(date !== undefined && { date }), ...(shown && { opaque: true as const }),
    };
  });
}

/** `rss.xml.ts` writes `rss.xml`. */
const endpointAddress = (path: string): { readonly url: UrlPath; readonly output: FilePath } => ({ url: asUrlPath(path), output: asFilePath(path) });

function entryFrom({ settings, routeIds }: PublishParts, route: Route, page: MadePage, { documents }: PublishInput, visibility: Visibility): Entry {
  const extraAnchors = routeIds?.get(route.file);
  const address = route.endpoint ? endpointAddress(page.path) : addressOf(page.path, settings, route.isIndex);
  const document = page.entry && !route.endpoint ? documents.get(page.entry.path) : undefined;
  if (!document) return { kind: 'generated', ...address, visibility };
  const { data } = document.frontMatter;
  const title = data['title'];
  const date = dateIn(data);
  return {
    source: document.path, kind: date !== undefined || !/^(?:docs|pages?|authors?|projects?)$/.test(page.entry?.collection.name ?? '') ? 'post' : 'page',
    ...address, visibility,
    ...(typeof title === 'string' && { title }), ...(date !== undefined && { date }), tags: tagsIn(data),
    ...languageOf(settings, page.path), ...(extraAnchors && { extraAnchors }),
  };
}

const DATES = ['pubDate', 'pubDatetime', 'date', 'publishDate', 'publishedDate', 'publishedAt', 'published', 'datePublished', 'pubDatetime', 'createdAt', 'created'];

/** The key a blog's posts have their date under. */
export const dateKeyIn = (data: Document['frontMatter']['data']): string | undefined =>
  DATES.find((key) => typeof data[key] === 'string' && !Number.isNaN(timestamp(String(data[key]))));

function dateIn(data: Document['frontMatter']['data']): number | undefined {
  const key = dateKeyIn(data);
  return key === undefined ? undefined : timestamp(String(data[key]));
}

function tagsIn(data: Document['frontMatter']['data']): readonly string[] {
  const tags = data['tags'] ?? data['categories'];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : typeof tags === 'string' ? [tags] : [];
}

function languageOf({ i18n }: Settings, path: string): { readonly language?: string } {
  const [first = ''] = path.split('/');
  if (!i18n) return {};
  const language = i18n.locales.includes(first) ? first : i18n.defaultLocale;
  return language === undefined ? {} : { language };
}

/** Posts of a collection that a build leaves out, with the address they would have. */
function hiddenEntries(parts: PublishParts, input: PublishInput, routes: readonly Route[], live: ReadonlySet<FilePath | undefined>): readonly Entry[] {
  const { collections } = parts;
  const names = [...collections.values()].filter((collection) => collection !== undefined);
  const left = [...input.documents.keys()].filter((path) => !live.has(path) && names.some(({ base }) => base === '' || path.startsWith(`${base}/`)));
  if (left.length === 0) return [];

  const hidden = new Map<FilePath, Entry>();
  const add = (imagined: Imagined, visibilityOf: (document: Document) => Visibility): void => {
    for (const { route, page } of bySureness(makeAll(parts, input, routes, imagined).pages)) {
      const document = page.entry && !route.endpoint ? input.documents.get(page.entry.path) : undefined;
      if (!document || live.has(document.path) || hidden.has(document.path)) continue;
      hidden.set(document.path, entryFrom(parts, route, page, input, visibilityOf(document)));
    }
  };
  add('drafts published', () => ({ kind: 'draft' }));
  add('later', ({ frontMatter }) => ({ kind: 'scheduled', from: dateIn(frontMatter.data) ?? LATER }));
  return [...hidden.values()];
}

function redirects(settings: Settings): readonly Entry[] {
  return [...settings.redirects].filter(([from]) => !from.includes('[')).map(([from, target]): Entry => {
    const path = from.replace(/^\/+|\/+$/g, '');
    return { kind: 'redirect', ...addressOf(path, settings), visibility: { kind: 'live' }, target: target.startsWith('/') ? settings.base + target : target };
  });
}

const openRedirects = (settings: Settings): Published['open'] =>
  [...settings.redirects.keys()].flatMap((from) => {
    const route = from.includes('[') ? routeOf(asFilePath('redirects'), `${from.replace(/^\/+|\/+$/g, '')}.astro`) : undefined;
    return route ? [{ pattern: patternOf(route), page: true, why: `the redirect of \`${from}\` answers there` }] : [];
  });

/** Files that well-known integrations write. */
function writtenByIntegrations(settings: Settings): readonly Entry[] {
  const { integrations, site } = settings;
  const hasSitemap = integrations?.some((integration) => integration.package === '@astrojs/sitemap' || integration.package === ASTRO_PURE) || hasStarlight(settings);
  if (!hasSitemap || site === undefined) return [];
  return ['sitemap-index.xml', 'sitemap-0.xml'].map((name): Entry =>
    ({ kind: 'generated', url: asUrlPath(name), output: asFilePath(name), visibility: { kind: 'live' } }));
}

function unknowableAreas({ buildCommand, integrations, i18n }: Settings): NonNullable<Publication['unknowable']> {
  const areas: { prefix: UrlPath; why: string }[] = [{ prefix: asUrlPath('/_astro/'), why: 'the build writes hashed files there' }];
  if (/pagefind/.test(buildCommand) || integrations?.some((integration) => /pagefind|starlight/.test(integration.package) || integration.package === ASTRO_PURE)) {
    areas.push({ prefix: asUrlPath('/pagefind/'), why: 'a search index is written there after the build' });
  }
  if (i18n?.fallback) for (const locale of i18n.locales) areas.push({ prefix: asUrlPath(`/${locale}/`), why: 'pages of another language may stand in there' });
  return areas;
}
