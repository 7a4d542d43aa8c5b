import { expect, test } from 'vitest';
import { readHtmlPage } from './html-page.ts';

test('a page gives its links, ids and headings', () => {
  const page = readHtmlPage('<base href="/trips/"><main id="top"><h1 id="faro">Faro &amp; <em>sea</em></h1><p>Two <a href="x?a=1&amp;b=2" name="x">words</a></p></main>');
  expect(page.references.map(({ element, url }) => [element, url])).toContainEqual(['a', 'x?a=1&b=2']);
  expect(page.anchors.map(({ id }) => id)).toEqual(['top', 'faro', 'x']);
  expect(page.headings).toMatchObject([{ level: 1, text: 'Faro & sea', id: 'faro' }]);
  expect(page.base).toBe('/trips/');
});

test('what scripts and code hold is no reader\'s', () => {
  const page = readHtmlPage('<script>let words = "<a href=\'x\'>";</script><pre>code <code>more</code></pre><h1>one<code>two</code></h1>');
  expect([page.references, page.headings.map(({ text }) => text)]).toEqual([[], ['one']]);
});

test('a heading that nothing closes is none', () => expect(readHtmlPage('<h2>Faro').headings).toEqual([]));
