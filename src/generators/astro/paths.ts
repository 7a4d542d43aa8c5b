import { folderOf, nameOf } from '../../core/paths.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { iterated } from '../javascript/evaluate.ts';
import type { Modules } from '../javascript/modules.ts';
import { arrayOf, asText, at, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, textAt, unknown, type Js } from '../javascript/values.ts';
import { filled, type Route } from './addresses.ts';
import { isHidden, type CollectionEntry } from './collections.ts';
import type { Content } from './settings.ts';

/** One page that a route with parameters makes. */
export interface MadePage {
  /** `blog/hello`; parts that only the build knows are `UNKNOWN`. */
  readonly path: string;
  /** The entry it shows, where it shows one. */
  readonly entry?: CollectionEntry;
  readonly params: ReadonlyMap<string, string>;
  /** How sure it is that it shows this entry: its address is made of the entry's id, or it was only handed to it. */
  readonly claim: 'address' | 'props' | 'guess' | 'none';
}

export interface MadePages {
  readonly pages: readonly MadePage[];
  /** False when it may make others as well. */
  readonly complete: boolean;
  /** The collections it asks for. */
  readonly asked: ReadonlySet<string>;
}

/** The entries of every collection, by collection and id. */
export type Entries = ReadonlyMap<string, ReadonlyMap<string, CollectionEntry>>;

export interface PathsInput {
  readonly modules: Modules;
  readonly content: Content;
  readonly entries: Entries;
}

/**
 * What the routes make of the collections. Each question is worked out by following the route's own `getStaticPaths`
 * over the entries that are there, so that a blog's own way of making addresses and of hiding drafts is followed.
 */
export function followRoutes({ modules, content, entries }: PathsInput): (route: Route) => MadePages & { readonly shows: readonly CollectionEntry[] } {
  const byValue = new Map<Js, CollectionEntry>();
  for (const list of entries.values()) {
    for (const entry of list.values()) {
      byValue.set(entry.value, entry);
      if (isObject(entry.data)) byValue.set(entry.data, entry);
    }
  }
  let asked = new Set<string>();
  let shown = new Set<CollectionEntry>();
  content.collection = (name) => {
    if (typeof name !== 'string') return unknown('which collection it is');
    asked.add(name);
    const list = entries.get(name);
    if (!list) return unknown(`the collection \`${name}\``);
    modules.evaluator.machine.step(list.size);
    return arrayOf([...list.values()].map(({ value }) => value), modules.evaluator.machine.uncertain);
  };
  content.entry = (name, id) => {
    if (typeof name === 'string') asked.add(name);
    const list = typeof name === 'string' ? entries.get(name) : undefined;
    if (!list || typeof id !== 'string') return unknown('which entry it is');
    const entry = list.get(id);
    if (entry) shown.add(entry);
    return entry?.value;
  };

  return (route) => {
    asked = new Set();
    shown = new Set();
    modules.evaluator.refill();
    const module = modules.evaluator.attempt(() => modules.evaluated(route.file));
    const exports = module && 'exports' in module ? module.exports : undefined;
    const make = exports?.entries.get('getStaticPaths');
    const onServer = exports?.entries.get('prerender') === false;
    if (route.params.length === 0) return { pages: [], complete: true, asked, shows: [...shown] };
    const made = isFunction(make) && !onServer
      ? modules.evaluator.attempt(() => make.call([objectOf([['paginate', paginate(modules)], ['routePattern', unknown('the route')]])], undefined))
      : unknown('it is answered by a server');
    const { items, open } = iterated(made);
    const known = entriesAsked(asked, entries);
    const pages = items.map((item) => pageFrom(route, item, byValue, known));
    const found = pages.filter((page) => page !== undefined);
    // All of its pages are counted, if not all of their addresses are known.
    const counted = !open && found.length === items.length && !isUnknown(made);
    const complete = counted && !found.some(({ path }) => path.includes(UNKNOWN));
    return { pages: counted ? found : [...found, ...guessed(route, asked.size > 0 ? asked : likeFolder(route, entries), entries, found)], complete, asked, shows: [] };
  };
}

/** Entries by id, of the collections a route asks for; an id that two of them have says nothing. */
function entriesAsked(asked: ReadonlySet<string>, entries: Entries): ReadonlyMap<string, CollectionEntry | undefined> {
  const found = new Map<string, CollectionEntry | undefined>();
  for (const name of asked) {
    for (const [id, entry] of entries.get(name) ?? []) found.set(id, found.has(id) ? undefined : entry);
  }
  return found;
}

function pageFrom(
  route: Route, item: Js, byValue: ReadonlyMap<Js, CollectionEntry>, known: ReadonlyMap<string, CollectionEntry | undefined>,
): MadePage | undefined {
  const given = at(item, 'params');
  if (!isObject(given)) return undefined;
  const params = new Map<string, string>();
  for (const { name, rest } of route.params) {
    const value = at(given, name);
    if (isUnknown(value)) {
      params.set(name, UNKNOWN);
      continue;
    }
    const text = value === FIRST_PAGE ? (rest ? undefined : '1') : value === undefined || value === null ? undefined : asText(value);
    if (text !== undefined) params.set(name, text);
  }
  const path = filled(route, (name) => params.get(name));
  if (path === undefined) return undefined;
  const shown = shownBy(at(item, 'props'), params, byValue, known);
  if (path.includes(UNKNOWN)) return shown && unknownPage(route, params, shown.entry);
  return { path, params, claim: shown?.claim ?? 'none', ...(shown && { entry: shown.entry }) };
}

/** A page at an address of which parts are unknown, which no other page has: the last of these parts has the entry's id. */
function unknownPage(route: Route, params: ReadonlyMap<string, string>, entry: CollectionEntry): MadePage {
  const last = route.params.findLast(({ name }) => params.get(name) === UNKNOWN)?.name;
  const path = filled(route, (name) => (name === last ? UNKNOWN + entry.id.replaceAll('/', '-') : params.get(name))) ?? UNKNOWN + entry.id;
  return { path, params, claim: 'guess', entry };
}

/** The entry a page is given to show: the one its address is made of, else the one under a name that says so, else the only one. */
function shownBy(
  props: Js, params: ReadonlyMap<string, string>, byValue: ReadonlyMap<Js, CollectionEntry>, known: ReadonlyMap<string, CollectionEntry | undefined>,
): { readonly entry: CollectionEntry; readonly claim: 'address' | 'props' } | undefined {
  const found = new Map<string, CollectionEntry>();
  const look = (value: Js, name: string, depth: number): void => {
    // A blog may hand on an object of its own that still has the entry's id.
    const entry = byValue.get(value) ?? known.get(textAt(value, 'id') ?? '');
    if (entry) { if (!found.has(name)) found.set(name, entry); return; }
    if (depth > 2 || !isObject(value)) return;
    for (const [key, inner] of value.entries) look(inner, name === '' ? key : `${name}.${key}`, depth + 1);
  };
  look(props, '', 0);
  const entries = [...found.values()];
  const values = [...params.values()];
  const own = entries.find(({ id }) => values.some((value) => value === id || value.endsWith(`/${id}`)));
  if (own) return { entry: own, claim: 'address' };
  const named = [...found].find(([name]) => name === '' || MAIN_NAME.test(name))?.[1] ?? (entries.length === 1 ? entries[0] : undefined);
  const likely = named ?? values.map((value) => known.get(value) ?? known.get(value.slice(value.lastIndexOf('/') + 1))).find((entry) => entry !== undefined);
  return likely && { entry: likely, claim: 'props' };
}

const MAIN_NAME = /(?:^|\.)(?:post|entry|article|page|blog|doc|note|item|content|data)$/i;

/**
 * Where what a route makes is not known, the usual is assumed of the collections it asks for: one page for each id, but
 * for drafts. Of several parameters only the last is one's own, and what stands before it is unknown: `[year]/[slug]`.
 */
function guessed(route: Route, asked: ReadonlySet<string>, entries: Entries, known: readonly MadePage[]): readonly MadePage[] {
  const taken = new Set(known.map(({ entry }) => entry));
  const own = route.params.at(-1);
  if (!own || route.endpoint || (route.params.length > 1 && !OWN_NAME.test(own.name))) return [];
  return [...asked].flatMap((name) => [...(entries.get(name)?.values() ?? [])]).filter((entry) => !isHidden(entry)).flatMap((entry) => {
    const id = route.params.length > 1 && !own.rest ? entry.id.replace(/^.*\//s, '') : entry.id;
    const path = taken.has(entry) ? undefined : filled(route, (name) => (name === own.name ? id : UNKNOWN));
    return path === undefined ? [] : [{ path, entry, params: new Map([[own.name, id]]), claim: 'guess' as const }];
  });
}

/** Where a package asks in the blog's place, which collection it is for is told by the folder: `src/pages/blog/[...id].astro`. */
function likeFolder({ file }: Route, entries: Entries): ReadonlySet<string> {
  const folder = nameOf(folderOf(file));
  return new Set(entries.has(folder) ? [folder] : []);
}

/** What the parameter is called that tells one post from another. */
const OWN_NAME = /^(?:slug|id|path|post|entry|article|name|title|permalink|url)/i;

/** Astro's own `paginate`: the pages of a list, the first one under the bare address where the parameter is a rest. */
function paginate({ evaluator }: Modules): Js {
  return functionOf(([list, options]) => {
    const size = at(options, 'pageSize') ?? 10;
    const { items, open } = iterated(list);
    if (typeof size !== 'number' || size < 1 || open) return { ...arrayOf([]), open: true };
    const params = at(options, 'params');
    const pages = Array.from({ length: Math.max(1, Math.ceil(items.length / size)) }, (_, place): Js => {
      evaluator.machine.step(10);
      return objectOf([
        ['params', objectOf([...(isObject(params) ? params.entries : []), ['page', place === 0 ? FIRST_PAGE : String(place + 1)]])],
        ['props', at(options, 'props')],
      ]);
    });
    return isArray(list) || items.length > 0 ? arrayOf(pages) : { ...arrayOf(pages), open: isUnknown(list) };
  });
}

/** Filled in as nothing in `[...page]`, as `1` in `[page]`. */
const FIRST_PAGE = '\u0000first';
