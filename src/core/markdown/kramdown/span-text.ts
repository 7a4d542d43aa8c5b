import { decodeEntities } from '../html.ts';
import type { Destination, Span } from './tree.ts';

/** The text of spans as a reader sees it. */
export function textOf(text: string, spans: readonly Span[]): string {
  return spans.map((span) => spanText(text, span)).join('');
}

/** The text of a link, for which an image's words stand in. */
export const labelOf = (text: string, spans: readonly Span[]): string =>
  spans.map((span) => (span.kind === 'image' ? decodeEntities(span.alt) : spanText(text, span, labelOf))).join('');

/** Only what is literal text: code and formulas left out. */
export function literalTextOf(text: string, spans: readonly Span[], isTypographic = true): string {
  return spans.map((span) => {
    if ('children' in span) return literalTextOf(text, span.children, isTypographic);
    if (span.kind === 'text' && !isTypographic) return text.slice(span.start, span.end);
    return span.kind === 'text' || span.kind === 'character' ? spanText(text, span) : '';
  }).join('');
}

function spanText(text: string, span: Span, inside = textOf): string {
  switch (span.kind) {
    case 'text': return typographic(text.slice(span.start, span.end));
    case 'character': case 'code': case 'math': return span.value;
    case 'emphasis': case 'link': return inside(text, span.children);
    case 'element': return span.isRaw ? literalTextOf(text, span.children, false) : inside(text, span.children);
    default: return '';
  }
}

/** https://kramdown.gettalong.org/syntax.html#typographic-symbols */
function typographic(text: string): string {
  if (!/['"]|--|\.\.\.|<<|>>/.test(text)) return text;
  return text
    .replaceAll('---', '—').replaceAll('--', '–').replaceAll('...', '…')
    .replace(/<< ?/g, (mark) => (mark.endsWith(' ') ? '«\u00a0' : '«')).replace(/ ?>>/g, (mark) => (mark.startsWith(' ') ? '\u00a0»' : '»'))
    .replace(/(^|[\s([{–—])(["'])/g, (_, before: string, quote: string) => before + (quote === '"' ? '“' : '‘'))
    .replaceAll('"', '”').replaceAll("'", '’');
}

/** The address that ends up in the page. */
export const urlOf = (to: Destination): string => decodeEntities(to.kind === 'definition' ? to.definition.url : to.url);
