import { readCommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { MarkupReader } from '../../core/markdown/markup.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { headingIdsOf } from './heading-ids.ts';
import type { Settings } from './settings.ts';
import { typographer } from './typographer.ts';

/** markdown-it as the configuration has it: CommonMark with tables and strikethrough. */
export function markdownReader(settings: Settings, evaluator: Evaluator): MarkupReader {
  const { markdown } = settings;
  const has = (name: string): boolean => markdown.plugins.has(name);
  const options = {
    headingIds: headingIdsOf(settings, evaluator),
    gfm: true, autolinks: markdown.linkify, indentedCode: markdown.indentedCode,
    html: markdown.html ? 'keep' as const : 'drop' as const,
    explicitIds: has('markdown-it-attrs') || has('markdown-it-attribution') || has('markdown-it-curly-attrs'),
    ...(has('markdown-it-footnote') && { footnotes }),
    ...(markdown.typographer && { typography: typographer }),
  };
  return (text) => readCommonMark(text, options);
}

/** As markdown-it-footnote names them. */
const footnotes: FootnoteIds = {
  note: ({ number }) => `fn${number}`,
  mark: ({ number }, time) => `fnref${number}${time > 1 ? `:${time - 1}` : ''}`,
};
