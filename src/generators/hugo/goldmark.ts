import { readCommonMark } from '../../core/markdown/commonmark.ts';
import type { MarkupReader } from '../../core/markdown/markup.ts';
import { hugoHeadingIds } from './heading-ids.ts';
import type { HugoSettings } from './settings.ts';

/** Hugo's Markdown, as the blog's settings have it. */
export function goldmark(settings: HugoSettings): MarkupReader {
  const { markup, version } = settings;
  const options = {
    headingIds: hugoHeadingIds(markup.idType, version, markup.autoHeadingIds),
    explicitIds: markup.titleAttributes,
    html: markup.unsafe ? 'keep' as const : 'drop' as const,
  };
  return (text) => readCommonMark(text, options);
}
