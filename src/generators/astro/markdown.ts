import { readCommonMark } from '../../core/markdown/commonmark.ts';
import type { MarkupReader } from '../../core/markdown/markup.ts';
import { astroHeadingIds } from './heading-ids.ts';
import type { Settings } from './settings.ts';

/** Astro's Markdown: GFM with typographic quotes; in MDX braces and components. */
export function markdownReader({ smartypants, gfm }: Settings, language: 'md' | 'mdx'): MarkupReader {
  return (text) => readCommonMark(text, { headingIds: astroHeadingIds, smartypants, gfm, mdx: language === 'mdx' });
}
