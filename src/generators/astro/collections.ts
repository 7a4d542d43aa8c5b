import { joinFile, type FilePath } from '../../core/paths.ts';
import type { Document } from '../../core/site/document.ts';
import { dataOf } from '../front-matter-data.ts';
import type { ReadFile } from '../generator.ts';
import { globPatterns } from '../../core/text/glob-pattern.ts';
import { fromJson } from '../javascript/globals.ts';
import type { Machine } from '../javascript/machine.ts';
import type { Modules } from '../javascript/modules.ts';
import { yamlValue } from '../javascript/texts.ts';
import {
  at, functionOf, isArray, isFunction, isObject, objectOf, textAt, unknown, type Js, type JsObject,
} from '../javascript/values.ts';
import { entryId } from './addresses.ts';
import { imageSchema, parsed, schemaOf, type Schema } from './schema.ts';
import type { Settings } from './settings.ts';

/** A content collection: which files are in it, and what is known of their front matter. */
export interface Collection {
  readonly name: string;
  /** The folder its files lie in: `src/content/blog`. */
  readonly base: string;
  /** Astro 4's own: entries have a `slug`, and an id with an extension. */
  readonly legacy: boolean;
  /** Whether a path below `base` is an entry. */
  readonly holds: (path: string) => boolean;
  readonly generateId?: Js;
  readonly schema?: Schema;
}

/** The collections of a blog, by name; one whose files cannot be told from the settings is `undefined`. */
export type Collections = ReadonlyMap<string, Collection | undefined>;

/** Reads `src/content.config.ts`, and finds the folders that Astro takes for collections without being told. */
export function readCollections(settings: Settings, files: readonly FilePath[], modules: Modules): Collections {
  const found = new Map<string, Collection | undefined>();
  const config = CONFIGS.map((name) => joinFile(settings.source, name)).find((path) => path !== undefined && modules.programs.has(path));
  const declared = config && modules.evaluator.attempt(() => modules.evaluated(config)?.exports.entries.get('collections'));
  for (const [name, value] of isObject(declared) ? declared.entries : []) {
    found.set(name, collectionFrom(name, value, settings, modules.evaluator.machine));
  }
  // Up to Astro 5, a folder of `src/content` is a collection of its name all by itself.
  const content = `${settings.source}/content/`;
  for (const path of files) {
    const name = path.startsWith(content) ? path.slice(content.length).split('/')[0] ?? '' : '';
    if (found.has(name) || !path.startsWith(`${content}${name}/`) || !/\.mdx?$/.test(path) || (settings.major ?? 5) > 5) continue;
    if (name !== '' && !/^[_.]/.test(name)) found.set(name, legacyCollection(name, settings));
  }
  return found;
}

const CONFIGS = ['content.config', 'content/config'].flatMap((name) => ['ts', 'mts', 'js', 'mjs'].map((extension) => `${name}.${extension}`));

function collectionFrom(name: string, value: Js, settings: Settings, machine: Machine): Collection | undefined {
  if (!isObject(value)) return undefined;
  const schema = schemaFrom(at(value, 'schema'), machine);
  const loader = value.entries.get('loader');
  if (loader === undefined) {
    return textAt(value, 'type') === 'data' || value.open ? undefined : { ...legacyCollection(name, settings), ...(schema && { schema }) };
  }
  const options = at(loader, 'options');
  switch (textAt(loader, '#loader')) {
    case 'glob': {
      const base = baseOf(at(options, 'base'));
      const patterns = textsOf(at(options, 'pattern'));
      if (base === undefined || !patterns) return undefined;
      const generateId = at(options, 'generateId');
      return { name, base, legacy: false, holds: globPatterns(patterns), ...(isFunction(generateId) && { generateId }), ...(schema && { schema }) };
    }
    case 'docs': {
      const hasMarkdoc = settings.integrations?.some((integration) => integration.package === '@astrojs/markdoc');
      const generateId = at(options, 'generateId');
      return {
        name, base: `${settings.source}/content/docs`, legacy: false, ...(isFunction(generateId) && { generateId }),
        holds: globPatterns([`**/[^_]*.{markdown,mdown,mkdn,mkd,mdwn,md,mdx${hasMarkdoc ? ',mdoc' : ''}}`]),
      };
    }
    default: return undefined;
  }
}

function schemaFrom(value: Js, machine: Machine): Schema | undefined {
  const made = isFunction(value) ? machine.call(value, [objectOf([['image', imageSchema(machine)]])]) : value;
  return schemaOf(made);
}

/** A folder below the root: `./src/content`, `new URL(...)` is not followed. */
function baseOf(value: Js): string | undefined {
  if (value === undefined) return '';
  return typeof value === 'string' ? joinFile(value.replace(/^\//, '')) : undefined;
}

function textsOf(value: Js): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!isArray(value) || value.open) return undefined;
  const texts = value.items.filter((item) => typeof item === 'string');
  return texts.length === value.items.length ? texts : undefined;
}

const legacyCollection = (name: string, { source }: Settings): Collection => {
  const matches = globPatterns(['**/*.{md,mdx,markdown,mdown,mkdn,mkd,mdwn}']);
  return {
    name, base: `${source}/content/${name}`, legacy: true,
    holds: (path) => matches(path) && !path.split('/').some((part) => part.startsWith('_')),
  };
};

/** The collection a file belongs to. */
export function collectionOf(collections: Collections, path: FilePath): Collection | undefined {
  for (const collection of collections.values()) {
    const below = collection && belowBase(collection, path);
    if (below !== undefined && collection?.holds(below)) return collection;
  }
  return undefined;
}

const belowBase = ({ base }: Collection, path: FilePath): string | undefined =>
  (base === '' ? path : path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined);

/** An entry of a collection as the blog's programs see it. */
export interface CollectionEntry {
  readonly path: FilePath;
  readonly collection: Collection;
  /** What `params` are mostly made of. */
  readonly id: string;
  readonly value: JsObject;
  readonly data: Js;
}

/** The keys with which blogs hide a post, whatever their programs make of them, with what shows it. */
export const SHOWING: Readonly<Record<string, boolean>> = { draft: false, isDraft: false, published: true, publish: true, hidden: false, private: false, unlisted: false };

/** Whether its front matter hides an entry, as blogs are used to hide one. */
export const isHidden = ({ data }: CollectionEntry): boolean =>
  Object.entries(SHOWING).some(([key, shows]) => at(data, key) === !shows);

/** What a collection asks of one of its files. */
export interface CollectionSource {
  readonly path: FilePath;
  /** Its front matter, or all of it where it is a file of data. */
  readonly data: Js;
}

export const sourceOf = ({ path, frontMatter }: Pick<Document, 'path' | 'frontMatter'>): CollectionSource => ({ path, data: dataOf(frontMatter) });

/** Entries that are no Markdown: JSON and YAML are read, and of others it is known that they are there. */
export async function readDataEntries(collections: Collections, files: readonly FilePath[], read: ReadFile): Promise<readonly CollectionSource[]> {
  const found = files.filter((path) => DATA.test(path) && collectionOf(collections, path)).slice(0, MOST_DATA);
  return Promise.all(found.map(async (path) => ({ path, data: await dataIn(path, read) })));
}

const DATA = /\.(?:json|ya?ml|toml|mdoc)$/;
const MOST_DATA = 5_000;

async function dataIn(path: FilePath, read: ReadFile): Promise<Js> {
  const isJson = path.endsWith('.json');
  const text = isJson || /\.ya?ml$/.test(path) ? await read(path) : undefined;
  if (text === undefined || text.length > 1_000_000) return unknown(`\`${path}\``);
  if (!isJson) return yamlValue(text);
  try { return fromJson(JSON.parse(text.replace(/^\uFEFF/, ''))); } catch { return unknown(`\`${path}\` cannot be read`); }
}

/** The entries of one collection, those of one id counted once: the last file wins. */
export function entriesOf(collection: Collection, sources: Iterable<CollectionSource>, machine: Machine): ReadonlyMap<string, CollectionEntry> {
  const entries = new Map<string, CollectionEntry>();
  for (const source of sources) {
    const below = belowBase(collection, source.path);
    if (below === undefined || !collection.holds(below)) continue;
    // The glob loader passes over names that no address can hold.
    if (/[#?]/.test(below)) continue;
    const entry = entryFrom(collection, source, below, machine);
    if (entry) entries.set(entry.id, entry);
  }
  return entries;
}

function entryFrom(collection: Collection, { path, data: raw }: CollectionSource, below: string, machine: Machine): CollectionEntry | undefined {
  const { schema, legacy } = collection;
  const data = schema ? parsed(machine, schema, raw) : raw;
  const slug = textAt(raw, 'slug');
  const custom = collection.generateId && machine.call(collection.generateId, [objectOf([['entry', below], ['base', collection.base], ['data', raw]])]);
  if (custom !== undefined && typeof custom !== 'string') return undefined;
  const id = custom ?? entryId(below, slug);
  if (id === '') return undefined;
  const value = objectOf([
    ['id', legacy ? below : id], ...(legacy ? [['slug', id] as const] : []), ['collection', collection.name], ['data', data],
    ['filePath', path], ['body', unknown('the text of a post')], ['digest', unknown('a digest')], ['rendered', unknown('rendered')],
    ['render', functionOf(() => unknown('a rendered post'))],
  ]);
  return { path, collection, id, value, data };
}
