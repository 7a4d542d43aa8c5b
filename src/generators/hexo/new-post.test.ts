import { expect, test } from 'vitest';
import { newPostConventions } from './new-post.ts';
import { packagesOf } from './packages.ts';
import { settingsOf } from './settings.ts';
import type { Data } from './values.ts';

const conventionsOf = (config: Data = {}, scaffold?: Data) =>
  newPostConventions(settingsOf(config, packagesOf(false, new Map()), { files: [], around: new Map(), zone: 'UTC', options: {} }), scaffold);

const post = { slug: 'The-boat', at: Date.UTC(2020, 2, 4, 23, 30, 5), zone: 'UTC', draft: false };

test.each([
  [{}, 'source/_posts/The-boat.md'],
  [{ new_post_name: ':year-:month-:day-:title.md' }, 'source/_posts/2020-03-04-The-boat.md'],
  [{ new_post_name: ':lang/:i_month/:title.md', permalink_defaults: { lang: 'en' } }, 'source/_posts/en/3/The-boat.md'],
  [{ source_dir: 'src' }, 'src/_posts/The-boat.md'],
])('with %j a post goes to %s', (config, file) => {
  expect(conventionsOf(config).fileFor(post)).toBe(file);
});

test('a draft goes by its slug alone', () => {
  expect(conventionsOf({ new_post_name: ':year-:title.md' }).fileFor({ ...post, draft: true })).toBe('source/_drafts/The-boat.md');
});

test('it gets the keys of the scaffold', () => {
  expect(conventionsOf().defaults.map(([key]) => key)).toEqual(['title', 'date', 'tags']);
  expect(conventionsOf({}, { layout: 'boat', title: '', date: '', cover: null }).defaults.map(([key]) => key)).toEqual(['layout', 'title', 'date', 'cover']);
});

test('its date is written as Hexo writes dates', () => {
  expect(conventionsOf().formatDate(post.at, 'Asia/Tokyo')).toBe('2020-03-05 08:30:05');
});

test('its slug keeps its case', () => {
  expect(conventionsOf().slugify?.('Hello World: Cö, part 2')).toBe('Hello-World-Co-part-2');
  expect(conventionsOf({ filename_case: 1 }).slugify?.('Hello World')).toBe('hello-world');
});
