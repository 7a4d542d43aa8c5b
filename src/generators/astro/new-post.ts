import type { FilePath } from '../../core/paths.ts';
import type { NewPostConventions } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import { readFrontMatter, yamlOrToml } from '../../core/markdown/front-matter.ts';
import { githubSlug } from '../../core/markdown/github-slugs.ts';
import type { ReadFile } from '../generator.ts';
import { toValue } from '../javascript/values.ts';
import { fileIn, learnPlace } from '../learned-place.ts';
import { collectionOf, type Collection, type Collections } from './collections.ts';
import { dateKeyIn } from './publish.ts';
import type { Schema } from './schema.ts';
import type { Settings } from './settings.ts';

/** How a new post looks: in the collection that holds the blog, with what its schema asks for. */
export async function newPostConventions(
  settings: Settings, collections: Collections, files: readonly FilePath[], read: ReadFile,
): Promise<NewPostConventions> {
  const posts = postsOf(collections, settings, files);
  const collection = posts[0] === undefined ? mainCollection(collections) : collectionOf(collections, posts[0]);
  const shape = collection?.schema?.shape ?? new Map<string, Schema>();
  const dateKey = await dateKeyOf(shape, posts, read);
  return {
    format: 'yaml',
    fileFor: (post) => fileIn(learnPlace(posts, collection?.base ?? `${settings.source}/content/blog`), post),
    defaults: defaultsOf(shape, dateKey),
    ...(isThere(shape, 'draft') && { draftKey: 'draft' }),
    dateKey,
    textTags: 'name',
    dateNeeded: shape.get(dateKey)?.optional === false,
    formatDate: (at) => formatDate(at, dateKey),
    slugify: (title) => githubSlug(title.trim()).replace(/-{2,}/g, '-').replace(/^-|-$/g, ''),
  };
}

/** The files of the collection that is the blog: by its name, else the largest. Without collections, pages below a folder. */
function postsOf(collections: Collections, { source }: Settings, files: readonly FilePath[]): readonly FilePath[] {
  const groups = new Map<Collection, FilePath[]>();
  for (const path of files) {
    const collection = /\.mdx?$/.test(path) ? collectionOf(collections, path) : undefined;
    if (collection) groups.set(collection, [...(groups.get(collection) ?? []), path]);
  }
  const ordered = [...groups].sort(([a, first], [b, second]) => Number(isBlog(b)) - Number(isBlog(a)) || second.length - first.length);
  return ordered[0]?.[1] ?? files.filter((path) => path.startsWith(`${source}/pages/`) && /\/[^/]+\/[^/]+\.mdx?$/.test(path.slice(source.length)));
}

const isBlog = ({ name }: Collection): boolean => /^(?:blog|posts?|articles?|writing|journal)$/i.test(name);

const mainCollection = (collections: Collections): Collection | undefined => {
  const known = [...collections.values()].filter((collection) => collection !== undefined);
  return known.find(isBlog) ?? known[0];
};

const isThere = (shape: ReadonlyMap<string, Schema>, key: string): boolean => shape.size === 0 || shape.has(key);

async function dateKeyOf(shape: ReadonlyMap<string, Schema>, posts: readonly FilePath[], read: ReadFile): Promise<string> {
  const dates = [...shape].filter(([key, schema]) => isDate(schema) && !/upd|mod/i.test(key));
  const [declared] = dates.find(([, { optional }]) => !optional) ?? dates[0] ?? [];
  if (declared !== undefined) return declared;
  for (const path of posts.slice(-5)) {
    const text = await read(path);
    const key = text === undefined ? undefined : dateKeyIn(readFrontMatter(text, yamlOrToml).data);
    if (key !== undefined) return key;
  }
  return 'pubDate';
}

const isDate = ({ kind, choices }: Schema): boolean => kind === 'date' || (choices?.some(isDate) ?? false);

/** What the schema asks for and has no default for, in its order. */
function defaultsOf(shape: ReadonlyMap<string, Schema>, dateKey: string): readonly (readonly [string, Value])[] {
  if (shape.size === 0) return [['title', ''], ['description', ''], [dateKey, '']];
  return [...shape].filter(([key, { optional }]) => !optional || key === dateKey).map(([key, schema]) => [key, emptyOf(schema)] as const);
}

function emptyOf({ kind, choices, values, fallback }: Schema): Value {
  const given = fallback === undefined ? undefined : toValue(fallback);
  if (given !== undefined) return given;
  switch (kind) {
    case 'number': return 0;
    case 'boolean': return false;
    case 'array': return [];
    case 'object': return {};
    case 'enum': case 'literal': return toValue(values?.[0]) ?? '';
    case 'union': return choices?.[0] ? emptyOf(choices[0]) : '';
    default: return '';
  }
}

/** AstroPaper's key holds a time of day as well. */
const formatDate = (at: number, key: string): string =>
  /time/i.test(key) ? new Date(at).toISOString().replace(/\.\d+Z$/, 'Z') : new Date(at).toISOString().slice(0, 10);
