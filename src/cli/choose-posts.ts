import { relative, resolve, sep } from 'node:path';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { findPost } from '../posts/find-post.ts';
import { postsOf, type PostHead, type PostStatus } from '../posts/list-posts.ts';
import type { OpenedSite } from './open-site.ts';

/** How posts are chosen, where words leave a choice. */
export interface Choosing {
  /** Asked at a terminal where no post is named: "Publish which draft?" */
  readonly question: string;
  /** Of which states those are that it asks among. */
  readonly among: readonly PostStatus[];
  /** Said where there is none of them. */
  readonly none: string;
  /** As typed after `blog`: `publish`. */
  readonly command: string;
}

/** The files of the posts that a person named, by path, file name, slug or title; without any, asks. */
export async function choosePosts(named: readonly string[], choosing: Choosing, opened: OpenedSite, system: System): Promise<readonly FilePath[]> {
  if (named.length === 0) return [await askAmong(postsOf(opened.site).filter(({ status }) => choosing.among.includes(status)), choosing, opened, system)];
  const chosen: FilePath[] = [];
  for (const words of named) chosen.push(await fileOf(words, choosing, opened, system));
  return [...new Set(chosen)];
}

async function fileOf(words: string, choosing: Choosing, opened: OpenedSite, system: System): Promise<FilePath> {
  const path = asFilePath(relative(opened.root, resolve(system.cwd, words)).split(sep).join('/'));
  if (opened.site.documents.has(path)) return path;
  const found = findPost(words, opened.site, path);
  switch (found.kind) {
    case 'post': return found.file;
    case 'none': throw new BlogError(`No post is called \`${words}\`.${found.near === undefined ? ' `blog list --all` lists them.' : ` Did you mean \`${opened.shownAs(found.near)}\`?`}`);
    case 'several':
      if (!system.terminal.interactive) throw new BlogError(`\`${words}\` could be ${listed(found.files.map((file) => `\`${opened.shownAs(file)}\``))}. Name it by its path.`);
      return askAmong(postsOf(opened.site).filter(({ file }) => found.files.includes(file)), { ...choosing, question: `Which of them is \`${words}\`?` }, opened, system);
    default: return found satisfies never;
  }
}

/** More than these are not told one by one. */
const MOST = 8;

const listed = (names: readonly string[]): string =>
  names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

async function askAmong(posts: readonly PostHead[], { question, none, command }: Choosing, opened: OpenedSite, system: System): Promise<FilePath> {
  if (posts.length === 0) throw new BlogError(none);
  if (!system.terminal.interactive) throw new BlogError(`Say which post: \`blog ${command} porto\`. Its path, file name, slug or a part of its title will do.`);
  const prompt = await system.prompt();
  const newest = posts.toSorted((a, b) => (b.date ?? Infinity) - (a.date ?? Infinity));
  return prompt.choose(question, newest.map(({ title, file }) => ({ name: title, value: file, hint: opened.shownAs(file) })));
}
