import { extensionOf, folderOf, nameOf, type FilePath } from '../core/paths.ts';
import type { PostHead } from './list-posts.ts';

/**
 * The posts that words may stand for: those of that path, else of that file name, slug, title, or part of them. What fits
 * best alone counts, so that a post called `porto` is found beside one called `porto-again`. `path` is what was typed as
 * a path below the blog's root, where it could be one.
 */
export function findPosts(posts: readonly PostHead[], words: string, path?: FilePath): readonly PostHead[] {
  const wanted = folded(words);
  const fits: readonly ((post: PostHead) => boolean)[] = [
    ({ file }) => file === path,
    ({ file }) => file === words || file.endsWith(`/${words}`),
    ({ file }) => fileNames(file).includes(wanted),
    ({ url }) => slugOf(url) === wanted,
    ({ title }) => folded(title) === wanted,
    (post) => namesOf(post).some((name) => name.includes(wanted)),
  ];
  for (const fit of wanted === '' ? [] : fits) {
    const found = posts.filter(fit);
    if (found.length > 0) return found;
  }
  return [];
}

/** All that a post may be called. */
export const namesOf = ({ file, title, url }: PostHead): readonly string[] => [folded(title), slugOf(url), ...fileNames(file)].filter((name) => name !== '');

/** Typed with or without accents put together, in any case. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase().trim();

/** What a post's file is called, with and without its date; a bundle is called as its folder. */
function fileNames(file: FilePath): readonly string[] {
  const name = /^_?index\./.test(nameOf(file)) && file.includes('/') ? nameOf(folderOf(file)) : nameOf(file);
  const bare = name.slice(0, name.length - extensionOf(name).length);
  return [name, bare, bare.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '')].map(folded);
}

function slugOf(url: string): string {
  const last = url.split('/').filter((part) => part !== '').at(-1) ?? '';
  try { return folded(decodeURIComponent(last).replace(/\.html?$/, '')); } catch { return folded(last); }
}
