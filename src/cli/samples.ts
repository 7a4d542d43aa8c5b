import type { FilePath } from '../core/paths.ts';
import type { Sample } from '../posts/habits.ts';
import { postsOf } from '../posts/list-posts.ts';
import { placeOf, placesOf } from '../posts/places.ts';
import type { OpenedSite } from './open-site.ts';

/** As many as show what is usual, and few enough for the usual to be today's. */
const SAMPLES = 50;

/** The newest posts, whole, to learn from. */
export const samplesOf = (opened: OpenedSite): Promise<readonly Sample[]> =>
  read(postsOf(opened.site).toSorted((a, b) => (b.date ?? 0) - (a.date ?? 0)).slice(0, SAMPLES).map(({ file }) => file), opened);

/** Fewer of each, since a blog may have many. */
const IN_A_PLACE = 8;

const MOST_PLACES = 30;

/** The newest of each place that holds posts or other things, by its folder. */
export async function samplesByPlace(opened: OpenedSite): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const { documents, bySource } = opened.site;
  const files = [...documents.keys()].map((file) => ({ file, folder: placeOf(file) }));
  const newest = placesOf(opened.site).map(({ folder }) => [folder, files.filter((one) => one.folder === folder).map(({ file }) => file).sort((a, b) => (bySource.get(b)?.date ?? 0) - (bySource.get(a)?.date ?? 0)).slice(0, IN_A_PLACE)] as const).slice(0, MOST_PLACES);
  return new Map(await Promise.all(newest.map(async ([folder, files]) => [folder, await read(files, opened)] as const)));
}

async function read(files: readonly FilePath[], { site, folder }: OpenedSite): Promise<readonly Sample[]> {
  const samples = await Promise.all(files.map(async (file) => {
    const document = site.documents.get(file);
    const text = await folder.read(file);
    return document && text !== undefined ? [{ document, text }] : [];
  }));
  return samples.flat();
}
