import { expect, test } from 'vitest';
import { blogOf } from '../../../test/helpers/blog.ts';
import { asFilePath, asUrlPath } from '../../core/paths.ts';
import { mayMention, mentionFinder } from './mentions.ts';

const found = async (text: string, base = ''): Promise<readonly string[]> => {
  const find = mentionFinder([{ address: asUrlPath('/lisbon/'), source: asFilePath('posts/lisbon.md') }, { address: asUrlPath('/images/tram.png'), source: asFilePath('images/tram.png') }], await blogOf({}, { base }));
  return find(text).map(({ text: word }) => word);
};

test.each([
  ['<a href="/lisbon/">', ['/lisbon/']],
  ['url(../images/tram.png)', ['../images/tram.png']],
  ['- url: https://travels.example/lisbon/#top', ['https://travels.example/lisbon/#top']],
  ['{% link posts/lisbon.md %}, "posts/lisbon"', ['posts/lisbon.md', 'posts/lisbon']],
  ['See /lisbon, /lisbon/index.html and /images/tram.png?v=2.', ['/lisbon', '/lisbon/index.html', '/images/tram.png?v']],
  ['lisbon, /lisbon-2/, /x/lisbon/, https://example.org/lisbon/, /images/tram.png.bak, big/images/tram.png2', []],
])('%s', async (text, words) => expect(await found(text)).toEqual(words));

test('with the base path, or without', async () => expect(await found('"/blog/lisbon/" "/lisbon/"', '/blog')).toEqual(['/blog/lisbon/', '/lisbon/']));

test('is looked for in texts alone', () => {
  expect(['a.html', 'b.yml', '_redirects', 'x.scss'].map((path) => mayMention(asFilePath(path)))).toEqual([true, true, true, true]);
  expect(['a.png', 'package-lock.json', 'x.min.js', 'LICENSE'].map((path) => mayMention(asFilePath(path)))).toEqual([false, false, false, false]);
});
