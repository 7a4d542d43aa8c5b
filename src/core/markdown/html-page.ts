import { anchorsOf, attributeOf, baseOf, decodeEntities, referencesOf, scanHtml, type HtmlElement } from './html.ts';
import type { Anchor, Heading, Markup, MarkupReference } from './markup.ts';

/** Reads a page that is HTML and not Markdown: as published, as far as links go. */
export function readHtmlPage(text: string): Markup {
  const references: MarkupReference[] = [];
  const anchors: Anchor[] = [];
  const headings: Heading[] = [];
  let base: string | undefined;
  let heading: { readonly element: HtmlElement; text: string } | undefined;
  /** Elements whose text is no reader's. */
  let silent: string | undefined;

  scanHtml(text, { start: 0, end: text.length }, {
    element(element) {
      references.push(...referencesOf(element));
      anchors.push(...anchorsOf(element));
      base ??= baseOf(element);
      if (/^h[1-6]$/.test(element.name)) heading = { element, text: '' };
      if (unread.has(element.name)) silent ??= element.name;
    },
    close(name, _start, end) {
      if (name === silent) silent = undefined;
      if (!heading || name !== heading.element.name) return;
      headings.push(headingOf(heading.element, heading.text, end));
      heading = undefined;
    },
    text({ start, end }) {
      if (heading && silent === undefined) heading.text += decodeEntities(text.slice(start, end), 'text');
    },
  });
  return { references, anchors, headings, suspects: [], ...(base !== undefined && { base }) };
}

const unread: ReadonlySet<string> = new Set(['script', 'style', 'template', 'code', 'pre', 'svg', 'textarea', 'select']);

function headingOf(element: HtmlElement, text: string, end: number): Heading {
  const id = attributeOf(element, 'id')?.value;
  return {
    level: Number(element.name.slice(1)), text: text.replace(/\s+/g, ' ').trim(), range: { start: element.start, end },
    ...(id !== undefined && id !== '' && { id }),
  };
}
