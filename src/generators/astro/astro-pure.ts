import { iterated } from '../javascript/evaluate.ts';
import { arrayOf, at, functionOf, objectOf, truth, type Js, type JsFunction } from '../javascript/values.ts';

/** The integration of the theme Astro Pure, which brings `@astrojs/sitemap`, MDX and Pagefind along. */
export const ASTRO_PURE = 'astro-pure';

/**
 * `astro-pure/server`, which hands the posts and their tags to the pages of a blog with the theme Astro Pure. Drafts are
 * left out; in which order posts come is of no account for their addresses.
 */
export function astroPure(getCollection: JsFunction): Js {
  const shown = functionOf(([entry]) => truth(at(entry, 'data', 'draft')) !== true);
  const tags = (posts: Js): { readonly items: readonly Js[]; readonly open: boolean } => {
    const { items, open } = iterated(posts);
    const lists = items.map((post) => iterated(at(post, 'data', 'tags')));
    return { items: lists.flatMap((list) => list.items), open: open || lists.some((list) => list.open) };
  };
  const unique = ([posts]: readonly Js[]): Js => {
    const { items, open } = tags(posts);
    return { ...arrayOf([...new Set(items)]), open };
  };
  return {
    ...objectOf([
      ['prod', true],
      ['getBlogCollection', functionOf(([name = 'blog']) => getCollection.call([name, shown], undefined))],
      ['sortMDByDate', functionOf(([posts]) => posts)],
      ['getAllTags', functionOf(([posts]) => ({ ...arrayOf(tags(posts).items), open: tags(posts).open }))],
      ['getUniqueTags', functionOf(unique)],
      ['getUniqueTagsWithCount', functionOf(([posts]) => {
        const { items, open } = tags(posts);
        return { ...arrayOf([...new Set(items)].map((tag) => arrayOf([tag, items.filter((one) => one === tag).length]))), open };
      })],
    ]),
    open: true,
  };
}
