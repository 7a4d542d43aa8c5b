import { readCommonMark, type CommonMarkOptions, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { Anchor, MarkupReader } from '../../core/markdown/markup.ts';
import { hugoHeadingIds } from './heading-ids.ts';
import type { HugoSettings, MarkupSettings } from './settings.ts';
import { has, type HugoVersion } from './version.ts';

/** Hugo's Markdown, as the blog's settings have it. https://github.com/yuin/goldmark */
export function goldmark({ markup, version }: Pick<HugoSettings, 'markup' | 'version'>): MarkupReader {
  const options = optionsOf(markup, version);
  if (!markup.blockAttributes) return (text) => readCommonMark(text, options);
  return (text) => {
    const read = readCommonMark(text, options);
    return { ...read, anchors: [...read.anchors, ...blockAnchors(text)] };
  };
}

const optionsOf = (markup: MarkupSettings, version: HugoVersion): CommonMarkOptions => ({
  headingIds: hugoHeadingIds(markup.idType, version, markup.autoHeadingIds),
  explicitIds: markup.titleAttributes,
  html: markup.unsafe ? 'keep' : 'drop',
  autolinks: markup.linkify,
  ...(markup.footnotes && { footnotes }),
  ...(markup.typographer && has(version, 'idsFromText') && { typography }),
  math: markup.passthrough,
});

const footnotes: FootnoteIds = {
  note: ({ number }) => `fn:${number}`,
  mark: ({ number }, time) => `fnref${time > 1 ? time - 1 : ''}:${number}`,
};

const typography = (text: string): string => text.replaceAll('---', '—').replaceAll('--', '–').replaceAll('...', '…');

/** `{#id .class}` on a line of its own, after a block. */
function blockAnchors(text: string): readonly Anchor[] {
  return Array.from(text.matchAll(/^[ \t]{0,3}\{[^{}\n]{0,200}?#([^\s{}"]{1,200})[^{}\n]{0,200}\}[ \t]*$/gm), (found): Anchor => {
    const start = found.index;
    return { id: found[1] ?? '', range: { start, end: start + found[0].length }, from: 'attribute' };
  });
}
