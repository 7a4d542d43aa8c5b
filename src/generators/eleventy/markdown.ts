import { readCommonMark } from '../../core/markdown/commonmark.ts';
import type { MarkupReader } from '../../core/markdown/markup.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { headingIdsOf } from './heading-ids.ts';
import type { Settings } from './settings.ts';

/** markdown-it as the configuration has it: CommonMark with tables and strikethrough. */
export function markdownReader(settings: Settings, evaluator: Evaluator): MarkupReader {
  const { markdown } = settings;
  const options = { headingIds: headingIdsOf(settings, evaluator), linkify: markdown.linkify, html: markdown.html };
  return (text) => readCommonMark(text, options);
}
