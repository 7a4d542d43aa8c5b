import { readCommonMark, type CommonMarkOptions, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import type { HeadingIds } from '../../core/markdown/heading-ids.ts';
import type { Anchor, MarkupReader, MarkupReference } from '../../core/markdown/markup.ts';
import { hugoHeadingIds } from './heading-ids.ts';
import type { HugoSettings, MarkupSettings } from './settings.ts';
import { has, NEWEST, OLDER, type HugoVersion } from './version.ts';

/** Hugo's Markdown, as the blog's settings have it. https://github.com/yuin/goldmark */
export function goldmark({ markup, version, versionFrom }: Pick<HugoSettings, 'markup' | 'version' | 'versionFrom'>): MarkupReader {
  const options = optionsOf(markup, version);
  const rivals = versionFrom === undefined ? hugoHeadingIds(markup.idType, has(version, 'idsFromText') ? OLDER : NEWEST, markup.autoHeadingIds) : undefined;
  return (text) => {
    const others: Anchor[] = [];
    const read = readCommonMark(text, rivals ? { ...options, headingIds: both(options.headingIds, rivals, others) } : options);
    const references = read.references.some(isBare) ? read.references.map((reference) => shortened(reference, text)) : read.references;
    return { ...read, references, anchors: [...read.anchors, ...others, ...(markup.blockAttributes ? blockAnchors(text) : [])] };
  };
}

/** Where nobody says which Hugo it is, a heading can be found by the id that the other kind of Hugo gives it, too. */
const both = (usual: HeadingIds, rivals: HeadingIds, others: Anchor[]): HeadingIds => ({
  begin() {
    const [idOf, otherOf] = [usual.begin(), rivals.begin()];
    return (heading) => {
      const [id, other] = [idOf(heading), otherOf(heading)];
      if (other !== undefined && other !== id) others.push({ id: other, range: { start: 0, end: 0 }, from: 'generated' });
      return id;
    };
  },
});

const isBare = ({ syntax }: MarkupReference): boolean => syntax === 'autolink';

/**
 * Goldmark ends an address that is a link by itself at the first letter that is not ASCII, so that `，` or `。` after it
 * is not a part of it, and after the host only goes on at `/`, `?` or `#`. Tried with 0.111, each mark in turn.
 */
function shortened(reference: MarkupReference, text: string): MarkupReference {
  const { range, syntax, url } = reference;
  const raw = text.slice(range.start, range.end);
  if (syntax !== 'autolink' || text[range.start - 1] === '<' || reference.whole.start !== range.start) return reference;
  const found = /^(?:[a-z]{3,5}:\/\/)?[-\w@:%.+~#=]{1,256}(?:[/?#][!"#$%&'()+,\-./0-9:;=>?@A-Z[\]^_`a-z{}~]*)?/i.exec(raw)?.[0].replace(/[?!.,:*_~'"]{1,100}$/, '');
  if (found === undefined || found.length >= raw.length) return reference;
  const end = range.start + found.length;
  const made = url.startsWith(raw) || !/^(?:https?|mailto):/i.test(url) || /^[a-z]+:/i.test(raw) ? found : `${/^[a-z]+:(?:\/\/)?/i.exec(url)?.[0] ?? ''}${found}`;
  return { ...reference, url: made, range: { start: range.start, end }, whole: { start: range.start, end }, ...(reference.label !== undefined && { label: found }) };
}

const optionsOf = (markup: MarkupSettings, version: HugoVersion): CommonMarkOptions & { readonly headingIds: HeadingIds } => ({
  headingIds: hugoHeadingIds(markup.idType, version, markup.autoHeadingIds),
  explicitIds: markup.titleAttributes,
  html: markup.html,
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
