import { sameTag } from '../core/text/same-tag.ts';
import { tagsByUse, type PostHead } from './list-posts.ts';

/** A tag that no post has, beside one that is nearly the same and which posts do have. */
export interface AlikeTag {
  readonly tag: string;
  readonly usual: string;
  readonly count: number;
}

/** Those of some tags that would be a second spelling of one in use. */
export function alikeTags(tags: readonly string[], posts: readonly PostHead[]): readonly AlikeTag[] {
  const known = tagsByUse(posts);
  return tags.flatMap((tag) => {
    if (known.some(({ name }) => name === tag)) return [];
    const usual = known.find(({ name }) => sameTag(name) === sameTag(tag));
    return usual ? [{ tag, usual: usual.name, count: usual.count }] : [];
  });
}
