import { UNKNOWN } from '../../core/text/derived.ts';
import { countingSlugs, githubSlug } from '../../core/markdown/github-slugs.ts';
import type { HeadingIds } from '../../core/markdown/heading-ids.ts';

/**
 * GitHub's ids, counted up, then without one hyphen at the end: `Launch 🚀` is `launch`, unless `keepsLastHyphen`. Even a
 * heading of nothing has one. `page` is the text the headings stand in: the number of a footnote of it would be in the id, and is unknown.
 */
export const astroHeadingIds = (page: string, keepsLastHyphen = false): HeadingIds => ({
  begin() {
    const unique = countingSlugs();
    return ({ text, raw }) => {
      const note = /\[\^[^\]\s]{1,100}\]/.exec(raw)?.[0];
      const number = note !== undefined && page.includes(`${note}:`) ? UNKNOWN : '';
      const id = unique(githubSlug(text) + number);
      return keepsLastHyphen ? id : id.replace(/-$/, '');
    };
  },
});
