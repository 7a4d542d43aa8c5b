import { anchorsOf, attributeOf, type HtmlElement, referencesOf, scanHtml } from '../../src/core/markdown/html.ts';
import type { Markup } from '../../src/core/markdown/markup.ts';

/** What a page points to, as `a href /x`, and its ids, both in the order of the page. */
export interface Published {
  readonly references: readonly string[];
  readonly ids: readonly string[];
}

/** What kramdown's HTML says. Links that kramdown made by itself - to footnotes and back, a table of contents - are left out. */
export function publishedIn(html: string): Published {
  const references: string[] = [];
  const ids: string[] = [];
  let tocDepth = 0;
  scanHtml(html, { start: 0, end: html.length }, {
    element(element) {
      if (tocDepth > 0 && isListElement(element.name)) tocDepth++;
      if (tocDepth === 0 && isListElement(element.name) && attributeOf(element, 'id')?.value === 'markdown-toc') tocDepth = 1;
      ids.push(...anchorsOf(element).map(({ id }) => id));
      if (tocDepth > 0 || isFootnoteLink(element)) return;
      references.push(...referencesOf(element).map(({ element: name, attribute, url }) => `${name} ${attribute} ${url}`));
    },
    close(name) {
      if (tocDepth > 0 && isListElement(name)) tocDepth--;
    },
  });
  return { references, ids };
}

/** What our reader says of the same post. */
export const publishedBy = ({ references, anchors }: Markup): Published => ({
  references: references.map(({ element, attribute, url }) => `${element} ${attribute} ${url}`),
  ids: anchors.map(({ id }) => id),
});

const isListElement = (name: string): boolean => name === 'ul' || name === 'ol';

const isFootnoteLink = (element: HtmlElement): boolean =>
  ['footnote', 'reversefootnote'].includes(attributeOf(element, 'class')?.value ?? '');
