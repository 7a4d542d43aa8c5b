import type { FrontMatter, Reference } from '../../core/site/document.ts';
import type { Value } from '../../core/site/document.ts';
import { isData, isList } from './values.ts';

/**
 * Keys under which themes and jekyll-seo-tag look for an image, always from the site's root: minimal-mistakes,
 * beautiful-jekyll, Chirpy and those that copied from them.
 */
const imageKeys = /^(?:image|cover|cover[-_]?image|cover[-_]img|thumbnail|thumbnail[-_]img|thumb|teaser|banner|share[-_]img|bigimg|header[-_]img|header[-_]image|featured?[-_]?(?:image|img)|post[-_]image|hero[-_]?image|og[-_]image|background[-_]image)(?:\.(?:\d+\.)?(?:path|src|url|feature|teaser|thumb|thumbnail|facebook|twitter|og))?$|^header\.(?:image|teaser|overlay_image|og_image)$|^gallery\.\d+\.(?:url|image_path)$/;

/** What these keys begin with: the other keys of a head are not gone through. */
const imageTops = /^(?:image|cover|thumb|teaser|banner|share|bigimg|header|feature|post|hero|og|background|gallery)/;

const imageFile = /^[^\s{}<>"|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]\S*)?$/i;

export interface FrontMatterInput {
  readonly source: string;
  readonly frontMatter: FrontMatter;
  /** Whether the blog has a folder of this name at its root. */
  readonly hasFolder: (name: string) => boolean;
}

/** Images that front matter names. What is no path for sure is left alone: `image: true`, an icon, a bare file name. */
export function frontMatterReferences({ source, frontMatter, hasFolder }: FrontMatterInput): readonly Reference[] {
  if (frontMatter.error) return [];
  const references: Reference[] = [];
  for (const top in frontMatter.data) if (imageTops.test(top)) gather(frontMatter.data[top] ?? null, top, 1);
  return references;

  /** Looks at texts with their keys joined by dots. */
  function gather(value: Value, key: string, depth: number): void {
    if (typeof value === 'string') add(key, value);
    if (depth > 3) return;
    const entries: readonly (readonly [string | number, Value])[] = isList(value) ? [...value.entries()] : isData(value) ? Object.entries(value) : [];
    for (const [name, item] of entries) gather(item, `${key}.${name}`, depth + 1);
  }

  function add(key: string, value: string): void {
    const place = frontMatter.scalars.get(key)?.value;
    if (!place || !imageKeys.test(key) || !imageFile.test(value) || !isFromRoot(value, hasFolder)) return;
    references.push({
      kind: 'image', syntax: 'front-matter', element: 'meta', attribute: 'content', raw: source.slice(place.start, place.end),
      url: value.replaceAll(' ', '%20'), range: place, whole: place, key, fromRoot: true,
    });
  }
}

const isFromRoot = (value: string, hasFolder: (name: string) => boolean): boolean => {
  if (value.startsWith('/') || /^https?:\/\//i.test(value)) return true;
  const slash = value.indexOf('/');
  return slash > 0 && !value.startsWith('.') && hasFolder(value.slice(0, slash));
};
