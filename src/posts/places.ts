import { folderOf, nameOf, type FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';

/** A folder that holds posts. */
export interface Place {
  /** `content/notes` */
  readonly folder: string;
  readonly count: number;
}

/** A folder with fewer sources than these is no kind of post. */
const FEW = 2;

/** The folders where a blog keeps its posts and other dated things, the fullest first. Those of years and months count for the one they are in. */
export function placesOf({ entries, documents, bySource }: Site): readonly Place[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const document = entry.source === undefined ? undefined : documents.get(entry.source);
    if (!document || bySource.get(document.path) !== entry || (entry.kind !== 'post' && entry.kind !== 'page') || entry.visibility.kind === 'draft') continue;
    const folder = placeOf(document.path);
    if (folder !== '' && document.frontMatter.format !== 'none') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= FEW).map(([folder, count]) => ({ folder, count })).sort((a, b) => b.count - a.count || (a.folder < b.folder ? -1 : 1));
}

/** The folder that a post is one of many in. */
export function placeOf(file: FilePath): string {
  const folder = /^_?index\./.test(nameOf(file)) ? folderOf(folderOf(file)) : folderOf(file);
  return folder.replace(/(?:\/|^)(?:19|20)\d\d(?:\/(?:0[1-9]|1[0-2])(?:\/[0-3]\d)?)?$/, '');
}

/**
 * The place that a person means: its path, or what tells it from the others (`notes`, `posts/travel`). A new folder in one
 * of the places is a place too. `undefined` for what is none.
 */
export function findPlace(words: string, places: readonly Place[], site: Site): string | undefined {
  const wanted = words.replace(/^\.?\/+|\/+$/g, '').toLowerCase();
  const folders = places.map(({ folder }) => folder);
  const exact = [...folders, ...foldersOf(site)].find((folder) => folder.toLowerCase() === wanted) ?? folders.find((folder) => endsLike(folder, wanted));
  if (exact !== undefined) return exact;
  const above = wanted.includes('/') ? findPlace(folderOf(wanted), places, site) : undefined;
  return above === undefined ? undefined : `${above}/${nameOf(words.replace(/\/+$/, ''))}`;
}

/** `travel` is `travel/_posts` too. */
const endsLike = (folder: string, wanted: string): boolean =>
  [folder, folder.replace(/\/_posts$/, '')].some((one) => `/${one.toLowerCase().replace(/(^|\/)_/g, '$1')}`.endsWith(`/${wanted.replace(/(^|\/)_/g, '$1')}`));

function* foldersOf({ documents }: Site): Iterable<string> {
  for (const file of documents.keys()) for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) yield folder;
}
