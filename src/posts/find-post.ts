import { decodePath, foldCase, nameOf, withoutExtension, type FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { nearest } from '../core/text/nearest.ts';
import { postsOf } from './list-posts.ts';

export type FoundPost =
  | { readonly kind: 'post'; readonly file: FilePath }
  | { readonly kind: 'several'; readonly files: readonly FilePath[] }
  | { readonly kind: 'none'; readonly near?: FilePath };

/** The post that a person means by its file's name, with or without date and extension, its address or its title. */
export function findPost(words: string, site: Site): FoundPost {
  const wanted = foldCase(words.trim());
  const posts = postsOf(site).map(({ file, url, title }) => ({ file, names: namesOf(file, url, title).map(foldCase) }));
  const files = posts.filter(({ names }) => names.includes(wanted)).map(({ file }) => file);
  const [first] = files;
  if (first !== undefined) return files.length === 1 ? { kind: 'post', file: first } : { kind: 'several', files };
  const near = nearest(wanted, new Set(posts.flatMap(({ names }) => names)));
  const post = near === undefined ? undefined : posts.find(({ names }) => names.includes(near));
  return { kind: 'none', ...(post && { near: post.file }) };
}

function namesOf(file: FilePath, url: string, title: string): readonly string[] {
  const name = nameOf(file);
  const stem = withoutExtension(name);
  const address = decodePath(url);
  return [name, stem, stem.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, ''), address, nameOf(address.replace(/(?:\/index)?(?:\.html?)?\/?$/, '')), title].filter((one) => one !== '');
}
