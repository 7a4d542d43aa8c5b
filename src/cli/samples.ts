import type { Sample } from '../posts/habits.ts';
import { postsOf } from '../posts/list-posts.ts';
import type { OpenedSite } from './open-site.ts';

/** As many as show what is usual, and few enough for the usual to be today's. */
const SAMPLES = 50;

/** The newest posts, whole, to learn from. */
export async function samplesOf({ site, folder }: OpenedSite): Promise<readonly Sample[]> {
  const newest = postsOf(site).toSorted((a, b) => (b.date ?? 0) - (a.date ?? 0)).slice(0, SAMPLES);
  const samples = await Promise.all(newest.map(async ({ file }) => {
    const document = site.documents.get(file);
    const text = await folder.read(file);
    return document && text !== undefined ? [{ document, text }] : [];
  }));
  return samples.flat();
}
