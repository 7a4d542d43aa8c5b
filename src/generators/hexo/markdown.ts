import { readCommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { Markup } from '../../core/markdown/markup.ts';
import { headingIdsOf, typographyOf } from './heading-ids.ts';
import type { MarkdownRenderer } from './renderers.ts';

/** Reads Markdown as the blog's renderer does. */
export function readMarkdown(text: string, renderer: MarkdownRenderer): Markup {
  const headingIds = headingIdsOf(renderer);
  const typography = typographyOf(renderer);
  switch (renderer.kind) {
    case 'marked': return readCommonMark(text, {
      headingIds, typography, autolinks: renderer.autolink, encodeUrls: 'none',
      footnotes: renderer.name === 'hexo-renderer-kramed' ? kramedNotes : undefined,
    });
    case 'markdown-it': return readCommonMark(text, {
      headingIds, typography, autolinks: renderer.linkify, html: renderer.html ? 'keep' : 'drop',
      footnotes: renderer.plugins.has('markdown-it-footnote') ? plainNotes : undefined,
      math: [...renderer.plugins].some((plugin) => /katex|math/.test(plugin)),
    });
    case 'markdown-it-plus': return readCommonMark(text, {
      headingIds, typography, autolinks: renderer.linkify, html: renderer.html ? 'keep' : 'drop',
      footnotes: renderer.plugins.has('markdown-it-footnote') ? plainNotes : undefined,
      math: [...renderer.plugins].some((plugin) => /katex|math/.test(plugin)),
    });
    case 'other': return readCommonMark(text, { footnotes: plainNotes });
    default: return renderer satisfies never;
  }
}

/** markdown-it-footnote's own. */
const plainNotes: FootnoteIds = {
  note: ({ number }) => `fn${number}`,
  mark: ({ number }, time) => `fnref${number}${time > 1 ? `:${time - 1}` : ''}`,
};

const kramedNotes: FootnoteIds = {
  note: ({ label }) => `fn_${label}`,
  mark: ({ label }) => `reffn_${label}`,
};
