import { readCommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { Markup } from '../../core/markdown/markup.ts';
import { headingIdsOf, typographyOf } from './heading-ids.ts';
import { withoutFormulas, type MathStyle } from './math.ts';
import type { MarkdownRenderer } from './renderers.ts';

/** Reads Markdown as the blog's renderer does. */
export function readMarkdown(source: string, renderer: MarkdownRenderer): Markup {
  const style = mathOf(renderer);
  const text = style ? withoutFormulas(source, style) : source;
  const headingIds = headingIdsOf(renderer);
  const typography = typographyOf(renderer);
  switch (renderer.kind) {
    case 'marked': return readCommonMark(text, {
      headingIds, typography, autolinks: renderer.autolink, encodeUrls: 'none',
      footnotes: renderer.name === 'hexo-renderer-kramed' ? kramedNotes : undefined,
    });
    case 'markdown-it':
    case 'markdown-it-plus': return readCommonMark(text, {
      headingIds, typography, autolinks: renderer.linkify, html: renderer.html ? 'keep' : 'drop',
      footnotes: renderer.plugins.has('markdown-it-footnote') ? plainNotes : undefined,
    });
    case 'other': return readCommonMark(text, { footnotes: plainNotes });
    default: return renderer satisfies never;
  }
}

/** Whether dollars make formulas, which plugins of KaTeX and MathJax decide. */
function mathOf(renderer: MarkdownRenderer): MathStyle | undefined {
  switch (renderer.kind) {
    case 'marked': return renderer.name === 'hexo-renderer-kramed' ? 'double' : undefined;
    case 'markdown-it':
    case 'markdown-it-plus': return [...renderer.plugins].some((plugin) => /katex|math/.test(plugin)) ? 'dollars' : undefined;
    case 'other': return 'dollars';
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
