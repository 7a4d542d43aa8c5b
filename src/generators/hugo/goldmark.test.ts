import { describe, expect, test } from 'vitest';
import { goldmark } from './goldmark.ts';
import type { MarkupSettings } from './settings.ts';

const markup: MarkupSettings = {
  idType: 'github', html: 'keep', autoHeadingIds: true, titleAttributes: true, blockAttributes: true, linkify: true, typographer: true,
  footnotes: true, passthrough: false, hooks: { link: 'auto', image: 'auto' },
};
const read = goldmark({ markup, version: 111, versionFrom: 'netlify.toml' });
const urls = (text: string): readonly string[] => read(text).references.map(({ url }) => url);

describe('Goldmark', () => {
  test.each([
    ['见 https://a.bc/d，好', 'https://a.bc/d'],
    ['见 https://a.bc，好', 'https://a.bc'],
    ['https://a.bc/d_(e)', 'https://a.bc/d_(e)'],
    ['https://a.bc/d|e', 'https://a.bc/d'],
    ['https://a.bc/d.', 'https://a.bc/d'],
    ['<https://a.bc/ü>', 'https://a.bc/%C3%BC'],
  ])('ends the link in %s', (text, url) => expect(urls(text)).toEqual([url]));

  test('gives blocks ids', () => {
    expect(read('words\n{#here .big}\n').anchors.map(({ id }) => id)).toEqual(['here']);
  });

  test('is doubted where nobody says which Hugo it is', () => {
    const ids = (versionFrom?: string): readonly string[] =>
      goldmark({ markup, version: 167, ...(versionFrom && { versionFrom }) })('## A [link](/x)\n\n## B\n').anchors.map(({ id }) => id);
    expect(ids('netlify.toml')).toEqual(['a-link', 'b']);
    expect(ids()).toEqual(['a-link', 'b', 'a-linkx']);
  });

  test('numbers footnotes', () => {
    const ids = read('a[^x] b[^y] c[^x]\n\n[^x]: one\n[^y]: two\n').anchors.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['fn:1', 'fn:2', 'fnref1:1', 'fnref:1', 'fnref:2']);
  });
});
