import type { FrontMatter, Reference, Value } from '../../core/site/document.ts';

/**
 * Keys under which Hugo's own templates and many themes look for an image: PaperMod's `cover.image`, Ananke's
 * `featured_image`, Stack's `image`, the `images` of Open Graph.
 */
const IMAGE_KEYS = /^(?:images?|cover|cover[-_]?image|thumbnail|thumb|banner|teaser|hero|hero[-_]?image|featured?[-_]?(?:image|img)|header[-_]?(?:image|img)|post[-_]?image|share[-_]?(?:image|img)|background[-_]?image|og[-_]?image|bigimg|lead[-_]?image)(?:\.(?:\d+\.)?(?:image|src|url|path|filename|source))?(?:\.\d+)?$/i;

const IMAGE_FILE = /^[^\s{}<>"|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]\S*)?$/i;

export interface FrontMatterInput {
  readonly source: string;
  readonly frontMatter: FrontMatter;
  /** Whether there is a folder of this name among the static files. */
  readonly hasFolder: (name: string) => boolean;
}

/**
 * Images that front matter names. A name without a slash in front may be a file of the bundle, of `assets/` or of the
 * root, as the theme likes, so that only one whose first folder is among the static files is surely from the root.
 */
export function frontMatterReferences({ source, frontMatter, hasFolder }: FrontMatterInput): readonly Reference[] {
  if (frontMatter.error) return [];
  const references: Reference[] = [];
  for (const [key, value] of textsIn(frontMatter.data, '', 0)) {
    const place = frontMatter.scalars.get(key)?.value;
    if (!place || !IMAGE_KEYS.test(key) || !IMAGE_FILE.test(value)) continue;
    references.push({
      kind: 'image', syntax: 'front-matter', element: 'meta', attribute: 'content', raw: source.slice(place.start, place.end),
      url: value.replaceAll(' ', '%20'), range: place, whole: place, key,
      ...(isFromRoot(value, hasFolder) && { fromRoot: true as const }),
    });
  }
  return references;
}

function isFromRoot(value: string, hasFolder: (name: string) => boolean): boolean {
  if (value.startsWith('/') || /^https?:\/\//i.test(value)) return true;
  const slash = value.indexOf('/');
  return slash > 0 && !value.startsWith('.') && hasFolder(value.slice(0, slash));
}

/** Texts with their keys joined by dots. */
function* textsIn(value: Value | FrontMatter['data'], key: string, depth: number): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [key, value];
  if (depth > 3 || typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) yield* textsIn(item, key === '' ? name : `${key}.${name}`, depth + 1);
}
