import { describe, expect, test } from 'vitest';
import {
  anchorsOf, baseOf, decodeEntities, referencesOf, scanHtml, type HtmlElement, type HtmlVisitor,
} from './html.ts';

const read = (html: string, visit: HtmlVisitor): void => scanHtml(html, { start: 0, end: html.length }, visit);

const elementsOf = (html: string): HtmlElement[] => {
  const elements: HtmlElement[] = [];
  read(html, { element: (element) => elements.push(element) });
  return elements;
};

/** Each element as `name attribute=value`, for reading. */
const tagsOf = (html: string): string[] =>
  elementsOf(html).map(({ name, attributes }) => [name, ...attributes.map((one) => `${one.name}=${one.value}`)].join(' '));

const urlsOf = (html: string): string[] => elementsOf(html).flatMap(referencesOf).map(({ url }) => url);

describe('scanHtml finds', () => {
  test.each([
    ['<a href="/lisbon/">', 'a href=/lisbon/'],
    ["<A HREF='/lisbon/'>", 'a href=/lisbon/'],
    ['<a href=/lisbon/>', 'a href=/lisbon/'],
    ['<img\n  src = "tram.jpg"\n  alt\n/>', 'img src=tram.jpg alt='],
    ['<a href=>', 'a href='],
    ['<a href="?a=1&amp;b=2&copy=3">', 'a href=?a=1&b=2&copy=3'],
    ['<a title="&lt;b>" href=\'"\'>', 'a title=<b> href="'],
    ['<!-- <a href="no"> --><b>', 'b'],
    ['<script>"<a href=no>"</script><i>', 'script,i'],
    ['<textarea><a href="no"></textarea>', 'textarea'],
    ['<title><a></title><style><a></style><i>', 'title,style,i'],
    ['<svg><title><a></title></svg>', 'svg,title,a'],
    ['<![CDATA[ <a> <b>]]>', 'b'],
    ['<svg><![CDATA[ <a> ]]><b></svg>', 'svg,b'],
    ['1 < 2 <3 <p', ''],
    ['<a href="unclosed', ''],
    ['<!doctype html><!-><?php echo "<a>" ?><p>', 'p'],
  ])('%s', (html, expected) => expect(tagsOf(html).join()).toBe(expected));

  test('places in the text it was given', () => {
    const text = 'See <b>the</b> <a id=x HREF = "a&amp;b"\n>map</a>.';
    const start = text.indexOf('<b>');
    const cut: string[] = [];
    const take = (range: { start: number; end: number }): number => cut.push(text.slice(range.start, range.end));
    scanHtml(text, { start, end: text.length }, {
      element: (element) => {
        take(element);
        for (const attribute of element.attributes) take(attribute.range);
      },
      close: (_, from, to) => take({ start: from, end: to }),
      text: take,
    });
    expect(cut).toEqual(['<b>', 'the', '</b>', ' ', '<a id=x HREF = "a&amp;b"\n>', 'x', 'a&amp;b', 'map', '</a>', '.']);
  });

  test('an empty place after an attribute without a value', () => {
    const [element] = elementsOf('<a download href>');
    expect(element?.attributes.map(({ range }) => range)).toEqual([{ start: 11, end: 11 }, { start: 16, end: 16 }]);
  });

  test('nothing beyond its range', () => {
    const text = '<a><b><i>';
    const names: string[] = [];
    scanHtml(text, { start: 3, end: 6 }, { element: ({ name }) => names.push(name) });
    expect(names).toEqual(['b']);
  });
});

describe('referencesOf', () => {
  test.each([
    ['<a href="x">', 'link a href x'],
    ['<a name="x">', ''],
    ['<area href="x" alt="Alfama">', 'link area href x'],
    ['<link rel="stylesheet" href="x.css">', 'resource link href x.css'],
    ['<img src="x.png" data-src="y.png">', 'image img src x.png'],
    ['<img src="x.png" src="y.png">', 'image img src x.png'],
    ['<source src="x.mp4">', 'media source src x.mp4'],
    ['<video src="x.mp4" poster="x.png">', 'media video src x.mp4, image video poster x.png'],
    ['<track src="x.vtt">', 'media track src x.vtt'],
    ['<iframe src="x"></iframe>', 'embed iframe src x'],
    ['<object data="x.pdf">', 'embed object data x.pdf'],
    ['<script src="x.js">', 'resource script src x.js'],
    ['<input src="x.png">', ''],
    ['<input type="IMAGE" src="x.png">', 'image input src x.png'],
    ['<svg><image xlink:href="x.png"/><use href="#y"/></svg>', 'image image xlink:href x.png, image use href #y'],
    ['<form action="x">', ''],
    ['<img src="data:image/png;base64,AA">', 'image img src data:image/png;base64,AA'],
    ['<constructor href="x">', ''],
    ['<a constructor="x">', ''],
  ])('of %s', (html, expected) => {
    const found = elementsOf(html).flatMap(referencesOf).map((one) => `${one.kind} ${one.element} ${one.attribute} ${one.url}`);
    expect(found.join(', ')).toBe(expected);
  });

  test.each([
    ['a.png', ['a.png']],
    ['a.png, b.png 2x', ['a.png', 'b.png']],
    ['a.png 1x,b.png 2x', ['a.png', 'b.png']],
    ['a.png,b.png 2x', ['a.png,b.png']],
    ['a.png,, b.png,', ['a.png', 'b.png']],
    ['a.png 100w (x, y) , b.png', ['a.png', 'b.png']],
    ['data:image/png;base64,AA 1x, b.png', ['data:image/png;base64,AA', 'b.png']],
    ['a.png?x=1&amp;y=2 1x, b.png', ['a.png?x=1&y=2', 'b.png']],
    [' ,  , ', []],
  ])('of srcset="%s"', (srcset, expected) => expect(urlsOf(`<img srcset="${srcset}">`)).toEqual(expected));

  test('gives each srcset candidate its own place', () => {
    const html = '<img srcset="a.png?x&amp;y 1x,\n  b.png 2x">';
    const places = elementsOf(html).flatMap(referencesOf).map(({ range, whole }) =>
      [html.slice(range.start, range.end), html.slice(whole.start, whole.end)]);
    expect(places).toEqual([['a.png?x&amp;y', 'a.png?x&amp;y 1x'], ['b.png', 'b.png 2x']]);
  });

  test.each([
    ['<img src=x>', {}],
    ['<img src=x alt="A tram">', { label: 'A tram' }],
    ['<img src=x alt="">', { label: '', decorative: true }],
    ['<img src=x role="presentation">', { decorative: true }],
    ['<img src=x aria-hidden="true">', { decorative: true }],
    ['<a href=x target=_blank rel=nofollow download>', { attributes: { target: '_blank', rel: 'nofollow', download: '' } }],
    ['<link href=x rel=canonical>', { attributes: { rel: 'canonical' } }],
  ])('tells of %s', (html, expected) => {
    const [{ label, decorative, attributes } = {}] = elementsOf(html).flatMap(referencesOf);
    expect(JSON.parse(JSON.stringify({ label, decorative, attributes }))).toEqual(expected);
  });
});

test('anchorsOf gives ids, and the names of links', () => {
  const html = '<h2 id="alfama"><a name="graça" id=""><img name="no">';
  expect(elementsOf(html).flatMap(anchorsOf).map(({ id, range }) => [id, html.slice(range.start, range.end)]))
    .toEqual([['alfama', 'alfama'], ['graça', 'graça']]);
});

test('baseOf gives the address of <base>', () => {
  expect(elementsOf('<base href="/travel/"><base target=x><a href=y>').map(baseOf)).toEqual(['/travel/', undefined, undefined]);
});

test.each([
  ['&amp;&copy;&#233;&#x1F600;', 'strict', '&©é😀'],
  ['&copy 2020 &unknown; &#;', 'strict', '&copy 2020 &unknown; &#;'],
  ['&copy 2020', 'text', '© 2020'],
  ['?a&copy=1', 'attribute', '?a&copy=1'],
] as const)('decodeEntities(%s, %s)', (text, mode, expected) => expect(decodeEntities(text, mode)).toBe(expected));

test.each(['<', '<a ', '<a x="', '<![CDATA[>', '<!--', '</', '<svg>', '<a b=c d ', '<script>', '<img srcset="', '&amp'])(
  '500,000 characters of %s is read at once', (piece) => {
    const html = piece.repeat(500_000 / piece.length);
    read(html, { element: referencesOf, close: () => {}, text: () => {} });
    read(`<img srcset="${html.replaceAll('"', ',')}">`, { element: referencesOf });
  },
);
