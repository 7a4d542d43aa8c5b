import { countingSlugs, githubSlug } from '../../core/markdown/github-slugs.ts';
import type { HeadingIds } from '../../core/markdown/heading-ids.ts';

/** GitHub's ids, counted up, then without one hyphen at the end: `Launch 🚀` is `launch`. Even a heading of nothing has one. */
export const astroHeadingIds: HeadingIds = {
  begin() {
    const unique = countingSlugs();
    return ({ text }) => unique(githubSlug(text)).replace(/-$/, '');
  },
};
