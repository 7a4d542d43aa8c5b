import { expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import type { ListedPost } from './list-posts.ts';
import { parseSort, sortedPosts } from './sort-posts.ts';

const post = (title: string, more: Partial<ListedPost> = {}): ListedPost =>
  ({ file: asFilePath(`${title}.md`), url: `/${title}/`, title, status: 'live', tags: [], data: {}, ...more });

const posts = [
  post('Part 10', { words: 5, date: 3000, day: '1970-01-01' }), post('Part 9', { words: 5, date: 4000, day: '1970-01-01' }),
  post('Évora', { words: 9 }), post('apples', { date: 9_000_000_000 }),
];

const sorted = (keys: string) => sortedPosts(posts, parseSort(keys), { now: 10_000_000_000, zone: 'UTC' }).map(({ title }) => title);

test.each([
  ['title', ['apples', 'Évora', 'Part 9', 'Part 10']],
  ['-title', ['Part 10', 'Part 9', 'Évora', 'apples']],
  ['date', ['Évora', 'apples', 'Part 9', 'Part 10']],
  ['-date', ['Part 10', 'Part 9', 'apples', 'Évora']],
  ['age', ['Part 10', 'Part 9', 'apples', 'Évora']],
  ['words', ['Évora', 'Part 9', 'Part 10', 'apples']],
  ['-words', ['Part 9', 'Part 10', 'Évora', 'apples']],
  ['-words, -title', ['Part 10', 'Part 9', 'Évora', 'apples']],
])('%s', (keys, titles) => expect(sorted(keys)).toEqual(titles));

test('by status: what waits for its author first', () => {
  const some = (['live', 'draft', 'expired', 'unpublished', 'scheduled'] as const).map((status) => post(status, { status }));
  expect(sortedPosts(some, parseSort('status'), { now: 0, zone: 'UTC' }).map(({ title }) => title)).toEqual(['draft', 'unpublished', 'scheduled', 'live', 'expired']);
});

test('a field that there is not', () => expect(() => parseSort('date,word')).toThrow('In `--sort`: no field is called `word`. Did you mean `words`?'));
