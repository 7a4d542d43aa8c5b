import { expect, test } from 'vitest';
import { jekyllSite } from '../../../test/helpers/jekyll-site.ts';

const LAYOUT = { '_layouts/post.html': '{{ content }}', '_layouts/page.html': '{{ content }}' };

async function said(files: Readonly<Record<string, string>>, config = ''): Promise<readonly string[]> {
  const site = await jekyllSite(files, { config, version: '4.3.1' });
  return [...site.documents.values()].flatMap(({ problems }) => problems.map(({ message }) => message));
}

const post = (head: string): Readonly<Record<string, string>> => ({ '_posts/2024-05-04-boat.md': `---\n${head}\n---\nText.\n` });

test('a layout that is not there', async () => {
  expect(await said({ ...LAYOUT, ...post('layout: posts') })).toEqual(['There is no layout `posts` in `_layouts`: the page is published without one.']);
  expect(await said({ ...LAYOUT, ...post('layout: post') })).toEqual([]);
  expect(await said({ ...LAYOUT, ...post('layout: none') })).toEqual([]);
});

test('a layout that may be a theme\'s is not judged', async () => {
  expect(await said({ ...LAYOUT, ...post('layout: posts') }, 'theme: minima')).toEqual([]);
  expect(await said(post('layout: posts'))).toEqual([]);
});

test('a date that is not the file name\'s', async () => {
  expect(await said(post('date: 2023-05-04'))).toEqual(['The date is 2023-05-04, and the file name says 2024-05-04: Jekyll goes by the date.']);
  expect(await said(post('date: 2024-05-04 23:30:00 -0800'))).toEqual([]);
  expect(await said(post('title: Boat'))).toEqual([]);
});

test.each([
  ['permalink: /:title/', '', []],
  ['permalink: /:year/:title/', '', ['2023']],
  ['permalink: pretty', '', ['2023']],
  ['permalink: /:title/', 'permalink: /:year/:month/:title/', ['2023']],
  ['permalink: pretty', 'permalink: /boat/', []],
  ['defaults: [{scope: {path: ""}, values: {permalink: /:title/}}]', '', []],
  ['collections: {posts: {permalink: /:title/}}', '', []],
])('a date that no address shows is nobody\'s concern: %s %s', async (config, head, years) => {
  expect((await said(post(`date: 2023-05-04\n${head}`), config)).map((message) => /\d{4}/.exec(message)?.[0])).toEqual(years);
});

test('values of the wrong kind', async () => {
  expect(await said(post('published: "false"'))).toEqual(['`published: "false"` is a text, and so the post is published.']);
  expect(await said(post('published: false'))).toEqual([]);
  expect(await said(post('tags: {boats: 1}'))).toEqual(['`tags` is neither a list nor a text.']);
});
