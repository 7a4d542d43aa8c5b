import type { FrontMatter, Reference, Value } from '../../core/site/document.ts';
import { isData, isList, type Data } from './values.ts';

/**
 * The images that front matter names under the keys of well-known themes. Themes hand them to `url_for`, so they are
 * found from the site's root; a colour, a gradient or `false` is no image.
 */
export function frontMatterReferences(frontMatter: FrontMatter, source: string): readonly Reference[] {
  const references: Reference[] = [];
  for (const [path, place] of frontMatter.scalars) {
    if (!IMAGE_KEYS.has(path.replace(/\.\d+$/, ''))) continue;
    const url = valueAt(frontMatter.data, path.split('.'));
    if (typeof url !== 'string' || !looksLikeAddress(url)) continue;
    references.push({
      kind: 'image', syntax: 'front-matter', element: 'img', attribute: 'src', raw: source.slice(place.value.start, place.value.end), url,
      range: place.value, whole: { start: place.key.start, end: place.value.end }, key: path, fromRoot: true,
    });
  }
  return references;
}

/** NexT, Butterfly, Fluid, Icarus, Volantis, Matery, Stellar, Redefine, Ayer and others. */
const IMAGE_KEYS: ReadonlySet<string> = new Set([
  'cover', 'thumbnail', 'banner', 'top_img', 'photos', 'photo', 'images', 'image', 'img', 'index_img', 'banner_img', 'cover_image', 'cover_img',
  'coverImage', 'post_cover', 'header_img', 'header-img', 'headimg', 'headimages', 'header_image', 'featured_image', 'feature_image', 'og_image',
  'og_img', 'poster', 'background', 'thumb', 'hero_image', 'banner_image', 'cover_bg', 'cover.image', 'cover.url', 'poster.image', 'default_cover',
]);

const looksLikeAddress = (text: string): boolean =>
  /^(?:https?:)?\/\/[^\s]+$/i.test(text)
  || !/\s{2}|^[a-z-]+\(|^#|^data:/i.test(text) && (/^\/[^/]/.test(text) || /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|apng)(?:[?#].*)?$/i.test(text));

function valueAt(data: Data, path: readonly string[]): Value | undefined {
  let value: Value | undefined = data;
  for (const key of path) {
    if (isList(value)) value = value[Number(key)];
    else value = isData(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
