import type { Markup, MarkupReader, MarkupReference } from '../../core/markdown/markup.ts';
import { escapeHtml } from '../../core/template/liquid/index.ts';
import { hasUnknown } from '../../core/template/value.ts';
import { UNKNOWN } from '../../core/text/derived.ts';

/**
 * A sketch of the HTML that the filter `markdownify` makes of a text: its words in one paragraph, with every id and every
 * element that points somewhere at its place. Unknown parts and lookup marks are kept.
 */
export function markdownified(text: string, read: MarkupReader): string {
  if (PLAIN.test(text)) return `<p>${text.trim()}</p>\n`;
  let html = '';
  let done = 0;
  for (const { at, end, element } of elementsIn(read(text))) {
    html += wordsIn(text.slice(done, at)) + element;
    done = Math.max(done, end);
  }
  // An unknown part may bring along what it likes.
  return `<p>${html}${wordsIn(text.slice(done))}${hasUnknown(text) ? UNKNOWN : ''}</p>\n`;
}

/** One line without anything that Markdown could make something of. */
const PLAIN = /^ {0,3}[\p{L}/](?:[\p{L}\p{N},;/?]| (?! ))* ?$/u;

interface Sketched {
  readonly at: number;
  readonly end: number;
  readonly element: string;
}

function elementsIn({ references, anchors }: Markup): readonly Sketched[] {
  return [
    ...anchors.map(({ id, range }) => ({ at: range.start, end: range.start, element: `<span id="${escapeHtml(id)}"></span>` })),
    ...references.map((reference) => ({ at: reference.whole.start, end: reference.whole.end, element: elementOf(reference) })),
  ].sort((a, b) => a.at - b.at);
}

function elementOf({ element, attribute, url, label }: MarkupReference): string {
  const start = `<${element} ${attribute}="${escapeHtml(url)}"`;
  if (!EMPTY.has(element)) return `${start}>${escapeHtml(label ?? '')}</${element}>`;
  return `${start}${label === undefined ? '' : ` alt="${escapeHtml(label)}"`} />`;
}

/** Elements that have no end. */
const EMPTY: ReadonlySet<string> = new Set(['area', 'embed', 'image', 'img', 'input', 'link', 'source', 'track', 'use']);

const wordsIn = (text: string): string => text.replace(/[^\p{L}\p{N}\s]+/gu, ' ').replace(/\s+/g, ' ');
