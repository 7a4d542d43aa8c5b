import { readCommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { Markup } from '../../core/markdown/markup.ts';
import { commonMarkIds } from './commonmark-ids.ts';

/** Reads a text as jekyll-commonmark does, by cmark. */
export const readAsCmark = (text: string): Markup =>
  readCommonMark(text, { headingIds: commonMarkIds, autolinks: false, footnotes });

/** As cmark numbers them. */
const footnotes: FootnoteIds = { note: ({ number }) => `fn${number}`, mark: ({ number }) => `fnref${number}` };
