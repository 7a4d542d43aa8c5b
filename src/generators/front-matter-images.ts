import type { FrontMatter, Reference, Value } from '../core/site/document.ts';

/** What to make of a key of front matter that holds a path: nothing, a path of the site, one next to the file. */
export type ImageKey = 'none' | 'site' | 'file';

/**
 * Images that front matter names. `asImage` says of a key and its text how its theme takes it; what is no path for
 * sure is left alone.
 */
export function frontMatterImages(source: string, frontMatter: FrontMatter, asImage: (key: string, value: string) => ImageKey, fileAttribute: string): readonly Reference[] {
  if (frontMatter.error) return [];
  const references: Reference[] = [];
  for (const [key, value] of textsOf(frontMatter.data, '', 0)) {
    const place = frontMatter.scalars.get(key)?.value;
    const how = place ? asImage(key, value) : 'none';
    if (!place || how === 'none') continue;
    references.push({
      kind: 'image', syntax: 'front-matter', element: 'meta', attribute: how === 'file' ? fileAttribute : 'content',
      raw: source.slice(place.start, place.end), url: value.replaceAll(' ', '%20'), range: place, whole: place, key,
      ...(how === 'site' && { fromRoot: true as const }),
    });
  }
  return references;
}

/** Keys under which themes look for an image. */
const IMAGE_KEY = /^(?:(?:hero|cover|featured?|banner|header|og|social|share|teaser|thumb(?:nail)?|preview|card|splash|main|post)?[-_]?(?:image|img|photo|picture)|cover|hero|banner|thumb(?:nail)?|teaser|poster)$/i;
const INNER_KEY = /^(?:src|url|path|image|img|file)$/i;
const IMAGE_FILE = /^[^\s{}<>"|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]\S*)?$/i;

/** `heroImage`, `cover.src` with the path of an image. */
export function namesImage(key: string, value: string): boolean {
  const [first = '', second] = key.split('.');
  return IMAGE_KEY.test(first) && (second === undefined || INNER_KEY.test(second)) && IMAGE_FILE.test(value);
}

function* textsOf(value: Value | FrontMatter['data'], key: string, depth: number): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [key, value];
  if (depth > 3 || typeof value !== 'object' || value === null) return;
  const entries: readonly (readonly [string | number, Value])[] = isList(value) ? [...value.entries()] : Object.entries(value);
  for (const [name, item] of entries) yield* textsOf(item, key === '' ? String(name) : `${key}.${name}`, depth + 1);
}

const isList = (value: Value | FrontMatter['data']): value is readonly Value[] => Array.isArray(value);
