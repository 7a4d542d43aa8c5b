import { asFilePath } from '../../core/paths.ts';
import { at, isObject, isUnknown, type Js } from '../javascript/values.ts';
import { filled, type Route } from './addresses.ts';
import type { CollectionEntry } from './collections.ts';
import type { MadePage } from './paths.ts';
import type { Settings } from './settings.ts';

const PACKAGE = '@astrojs/starlight';

/** `undefined` where the integrations cannot be read. */
export const hasStarlight = ({ integrations }: Pick<Settings, 'integrations'>): boolean | undefined => integrations?.some((integration) => integration.package === PACKAGE);

/** Starlight's own route, which is in no file of the blog. */
export const STARLIGHT_ROUTE: Route = { file: asFilePath('starlight'), segments: [[{ kind: 'rest', name: 'slug' }]], endpoint: false, isIndex: false, params: [{ name: 'slug', rest: true }] };

/** What Starlight makes of the entries of `docs`. */
export interface StarlightPages {
  readonly pages: readonly MadePage[];
  /** Pages in the default language at addresses of languages that have none of their own. */
  readonly standIns: readonly MadePage[];
  /** Where others may stand in, if the languages cannot be read. */
  readonly open: readonly { readonly pattern: RegExp; readonly why: string }[];
}

const NONE: StarlightPages = { pages: [], standIns: [], open: [] };

/**
 * Makes a page of every entry of `docs`, and one more in each language for what only the default one has: `getRoutes` in
 * Starlight's `utils/routing/index.ts`. Drafts are left out by the caller.
 */
export function starlightPages(settings: Settings, entries: readonly CollectionEntry[]): StarlightPages {
  const starlight = settings.integrations?.find((integration) => integration.package === PACKAGE);
  if (!starlight) return NONE;
  const docs = entries.map((entry) => ({ slug: entry.id === 'index' ? '' : entry.id, entry }));
  const pages = docs.map((doc) => pageAt(doc.slug, doc.entry));
  const languages = languagesOf(starlight.options, settings.i18n);
  if (languages === 'unknown') return { pages, standIns: [], open: [SOME_LANGUAGE] };
  if (!languages) return { pages, standIns: [], open: [] };

  const { names, standard } = languages;
  const taken = new Set(docs.map(({ slug }) => slug));
  const shown = docs.filter(({ slug }) => languageOf(slug, names) === standard);
  const standIns = names.filter((name) => name !== standard).flatMap((name) =>
    shown.map(({ slug, entry }) => ({ slug: inLanguage(slug, standard, name), entry }))
      .filter(({ slug }) => !taken.has(slug)).map(({ slug, entry }) => pageAt(slug, entry)));
  return { pages, standIns, open: [] };
}

const SOME_LANGUAGE = { pattern: /^\/[a-z]{2,3}(?:-[a-z]+)?\//i, why: 'a page of another language may stand in there' };

function pageAt(slug: string, entry: CollectionEntry): MadePage {
  const param = slug === 'index' ? '' : slug.replace(/\/index$/, '');
  return { path: filled(STARLIGHT_ROUTE, () => param) ?? '', entry, params: new Map([['slug', entry.id]]), claim: 'address' };
}

/** What stands before the slugs of each language: `fr`, or `ROOT` for nothing. */
interface Languages {
  readonly names: readonly string[];
  readonly standard: string;
}

/** The language whose pages have none before their slugs. */
const ROOT = 'root';

function languagesOf(options: Js, i18n: Settings['i18n']): Languages | 'unknown' | undefined {
  if (isUnknown(options)) return 'unknown';
  const locales = at(options, 'locales');
  if (locales === undefined) return i18n && languagesOfAstro(i18n);
  const standard = at(options, 'defaultLocale') ?? ROOT;
  if (!isObject(locales) || locales.open || typeof standard !== 'string') return 'unknown';
  return severalOf([...locales.entries.keys()], standard);
}

/** Without languages of its own it takes those of Astro's settings. */
function languagesOfAstro({ locales, defaultLocale, prefixesDefault }: NonNullable<Settings['i18n']>): Languages | undefined {
  const named = (name: string): string => (name === defaultLocale && !prefixesDefault ? ROOT : name);
  return severalOf(locales.map(named), named(defaultLocale ?? ''));
}

const severalOf = (names: readonly string[], standard: string): Languages | undefined => (names.length > 1 ? { names, standard } : undefined);

function languageOf(slug: string, names: readonly string[]): string {
  const [first = ''] = slug.split('/');
  return names.includes(first) ? first : ROOT;
}

/** `en/passes` is `fr/passes`, or `passes` in the language of the root. */
function inLanguage(slug: string, from: string, to: string): string {
  const name = from === ROOT ? slug : slug.slice(from.length + 1);
  return [...(to === ROOT ? [] : [to]), ...(name === '' ? [] : [name])].join('/');
}
