import type { FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { nearest } from '../core/text/nearest.ts';
import { findPosts, namesOf } from './find-posts.ts';
import { postsOf } from './list-posts.ts';

export type FoundPost =
  | { readonly kind: 'post'; readonly file: FilePath }
  | { readonly kind: 'several'; readonly files: readonly FilePath[] }
  /** `near`: the one whose name is most like it. */
  | { readonly kind: 'none'; readonly near?: FilePath };

/** The post that a person means by its path, file name, slug, title or a part of them. `path` as for `findPosts`. */
export function findPost(words: string, site: Site, path?: FilePath): FoundPost {
  const posts = postsOf(site);
  const files = findPosts(posts, words, path).map(({ file }) => file);
  const [first] = files;
  if (first !== undefined) return files.length === 1 ? { kind: 'post', file: first } : { kind: 'several', files };
  const names = new Map(posts.flatMap((post) => namesOf(post).map((name) => [name, post.file] as const)));
  const near = nearest(words.toLowerCase(), new Set(names.keys()));
  const file = near === undefined ? undefined : names.get(near);
  return { kind: 'none', ...(file !== undefined && { near: file }) };
}
