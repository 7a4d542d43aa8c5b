import { readCommonMark, type CommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import { githubHeadingIds } from '../../core/markdown/github-slugs.ts';
import { astroHeadingIds } from './heading-ids.ts';
import type { Settings } from './settings.ts';

/** Astro's Markdown: GFM with typographic quotes; in MDX braces and components. */
export function markdownReader({ dashes, gfm, keepsLastHyphen, plugins }: Pick<Settings, 'dashes' | 'gfm' | 'keepsLastHyphen' | 'plugins'>, language: 'md' | 'mdx'): (text: string) => CommonMark {
  // It runs before Astro's own, which leaves alone what has an id.
  const bySlug = plugins.some(({ package: name }) => name === 'rehype-slug');
  return (text) => readCommonMark(text, {
    headingIds: bySlug ? githubHeadingIds : astroHeadingIds(text, keepsLastHyphen), gfm, autolinks: gfm, mdx: language === 'mdx', slashEndsValue: true,
    ...(gfm && { footnotes: gitHubFootnotes }), ...(dashes !== 'none' && { typography: dashes === 'runs' ? withAllDashes : withDashes }),
  });
}

/** As GitHub names them. */
const gitHubFootnotes: FootnoteIds = {
  note: ({ label }) => `user-content-fn-${label}`,
  mark: ({ label }, time) => `user-content-fnref-${label}${time > 1 ? `-${time}` : ''}`,
  section: 'footnote-label',
};

/** Of what retext-smartypants does only this changes an id: two hyphens are a dash, which goes; three stay three. */
const withDashes = (text: string): string => text.replace(/(?<!-)--(?!-)/g, '—');

/** Sätteri makes dashes of any number of them. */
const withAllDashes = (text: string): string => text.replace(/--+/g, '—');
