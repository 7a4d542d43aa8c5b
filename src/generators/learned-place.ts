import { asFilePath, extensionOf, folderOf, nameOf, type FilePath } from '../core/paths.ts';
import type { NewPost } from '../core/site/conventions.ts';

/** Where a blog's posts lie and how their files are called, learned from those that are there. */
export interface LearnedPlace {
  readonly folder: string;
  readonly extension: string;
  /** Each post is a folder with an `index.md` in it. */
  readonly bundles: boolean;
  /** Names begin with the date: `2020-01-02-hello.md`. */
  readonly dated: boolean;
  /** A folder for each year, or for each year and month. */
  readonly grouped: 'year' | 'month' | undefined;
}

/** What most of the posts agree on; `usual` where there are none. */
export function learnPlace(posts: readonly FilePath[], usual: string): LearnedPlace {
  const bundles = most(posts.map((path) => /(?:^|\/)index\.\w+$/.test(path))) ?? false;
  const shaped = posts.filter((path) => /(?:^|\/)index\.\w+$/.test(path) === bundles);
  const places = shaped.map((path) => (bundles ? folderOf(path) : path));
  const grouped = most(shaped.map((path) => (/(?:^|\/)\d{4}\/\d{2}\/[^/]+(?:\/index\.\w+)?$/.test(path) ? 'month' : /(?:^|\/)\d{4}\/[^/]+(?:\/index\.\w+)?$/.test(path) ? 'year' : 'none')));
  const folders = places.map((path) => folderOf(path).replace(grouped === 'month' ? /\/?\d{4}\/\d{2}$/ : grouped === 'year' ? /\/?\d{4}$/ : /$^/, ''));
  return {
    folder: most(folders) ?? usual,
    extension: most(shaped.map((path) => extensionOf(path))) ?? '.md',
    bundles,
    dated: most(places.map((path) => /^\d{4}-\d{2}-\d{2}-/.test(nameOf(path)))) ?? false,
    grouped: grouped === 'none' ? undefined : grouped,
  };
}

/** The file of a new post in such a place. */
export function fileIn(place: LearnedPlace, { slug, at, into }: NewPost): FilePath {
  const [year = '', month = ''] = new Date(at).toISOString().slice(0, 10).split('-');
  const day = new Date(at).toISOString().slice(0, 10);
  const folder = into?.replace(/^\/+|\/+$/g, '') ?? [place.folder, ...(place.grouped ? [year] : []), ...(place.grouped === 'month' ? [month] : [])].filter(Boolean).join('/');
  const name = place.dated ? `${day}-${slug}` : slug;
  return asFilePath([folder, place.bundles ? `${name}/index${place.extension}` : `${name}${place.extension}`].filter(Boolean).join('/'));
}

function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
