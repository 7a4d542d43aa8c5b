import { slug } from 'github-slugger';
import { UNKNOWN } from '../text/derived.ts';
import type { HeadingIds } from './heading-ids.ts';

/** A text as GitHub and its followers make an anchor of it; what is unknown in it stays. The one door to github-slugger. */
export const githubSlug = (text: string): string => text.split(UNKNOWN).map((part) => slug(part)).join(UNKNOWN);

/** Counts repeated slugs up as github-slugger does: `foo`, `foo-1`, and never one that is there already. */
export function countingSlugs(): (slug: string) => string {
  const counts = new Map<string, number>();
  return (base) => {
    let result = base;
    while (counts.has(result)) {
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      result = `${base}-${count}`;
    }
    counts.set(result, 0);
    return result;
  };
}

/** The ids of GitHub's own view of a file, of Docusaurus and many others. */
export const githubHeadingIds: HeadingIds = {
  begin() {
    const unique = countingSlugs();
    return ({ text }) => unique(githubSlug(text));
  },
};
