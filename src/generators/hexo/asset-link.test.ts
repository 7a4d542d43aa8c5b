import { expect, test } from 'vitest';
import { siteOf, verdictsIn } from '../../../test/helpers/site-of.ts';
import { hexo } from './index.ts';

const files = (body: string, packages: readonly string[], { head = '', settings = {} } = {}): Readonly<Record<string, string>> => ({
  '_config.yml': JSON.stringify({ url: 'https://boats.example/log', root: '/log/', permalink: ':year/:title/', post_asset_folder: true, ...settings }),
  'package.json': JSON.stringify({ dependencies: Object.fromEntries(['hexo', 'hexo-renderer-marked', ...packages].map((name) => [name, '*'])) }),
  'source/_posts/the-boat.md': `---\ntitle: The boat\ndate: 2024-01-02\n${head}---\n${body}`, 'source/_posts/the-boat/pic.png': '',
});

// Each row is what Hexo 7.3 with hexo-asset-link 2.3.1 built.
test.each<readonly [string, string]>([
  ['[a](./the-boat/pic.png)', 'ok'], ['[a](the-boat/pic.png)', 'ok'], ['[a](<the-boat/pic.png> "t")', 'ok'], ['[a][r]\n\n[r]: the-boat/pic.png', 'ok'],
  ['[a](x/the-boat/pic.png)', 'ok'], ['[a](pic.png)', 'ok'], ['{% blockquote %}[a](the-boat/pic.png){% endblockquote %}', 'ok'],
  ['[a](the-boat/none.png)', 'missing'], ['[a](/the-boat/pic.png)', 'outside-base'], ['[a](../the-boat/pic.png)', 'ok'], ['[a](xy/the-boat/pic.png)', 'missing'],
  ['<img src="the-boat/pic.png">', 'missing'], ['![a](/log/2024/the-boat/pic.png)', 'missing'],
  // The renderer puts the root in front once more.
  ['![a](the-boat/pic.png)', 'missing'],
])('hexo-asset-link: %s is %s', async (body, kind) => {
  const site = await siteOf(hexo, files(body, ['hexo-asset-link']));
  expect(verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found)).toEqual([kind]);
});

test('the folder is put under an address that ends in .html, images too where the renderer leaves them alone', async () => {
  const site = await siteOf(hexo, files('![a](./the-boat/pic.png)', ['hexo-asset-link'], { head: 'permalink: x/y.html\n', settings: { marked: { prependRoot: false } } }));
  expect(verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found)).toEqual(['ok']);
});

test('at the root of a host the root in front of it does no harm', async () => {
  const site = await siteOf(hexo, files('![a](./the-boat/pic.png) ![a](the-boat/none.png)', ['hexo-asset-link'], { settings: { url: 'https://boats.example', root: '/' } }));
  expect(verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found)).toEqual(['ok', 'missing']);
});

test('it does nothing without post_asset_folder, nor does its absence', async () => {
  const off = await siteOf(hexo, files('[a](the-boat/pic.png)', ['hexo-asset-link'], { settings: { post_asset_folder: false } }));
  const absent = await siteOf(hexo, files('[a](the-boat/pic.png)', []));
  expect([off, absent].map((site) => verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found))).toEqual([['missing'], ['missing']]);
});

test('packages about pictures and tags make no pages of their name', async () => {
  const site = await siteOf(hexo, files('[a](/log/assets/pic.png) [b](/log/tag/boats/) [c](/log/douban/)', ['hexo-asset-image', 'hexo-tag-aplayer', 'hexo-douban']));
  expect(verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found)).toEqual(['missing', 'missing', 'unknowable']);
});

test('hexo-renderer-mathjax renders no Markdown', async () => {
  const site = await siteOf(hexo, files('## High\n\n[a](#High) [b](#Low)', ['hexo-renderer-mathjax']));
  expect(verdictsIn(site, 'source/_posts/the-boat.md').map(([, found]) => found)).toEqual(['ok', 'missing-anchor']);
});
