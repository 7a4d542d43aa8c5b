import { expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import type { ListedPost } from './list-posts.ts';
import { statsOf } from './stats.ts';

const here = { now: Date.parse('2026-03-10'), zone: 'UTC' };

const post = (day: string | undefined, more: Partial<ListedPost> = {}): ListedPost => ({
  file: asFilePath(`${day ?? 'draft'}.md`), url: '/x/', title: day ?? 'A draft', status: day === undefined ? 'draft' : 'live', tags: [], data: {},
  ...(day !== undefined && { day, date: Date.parse(day) }), words: 100, inbound: 0, ...more,
});

const run = (days: readonly string[]) => {
  const { longestRun, currentRun } = statsOf(days.map((day) => post(day)), here);
  return [longestRun, currentRun].map((one) => one && `${one.from} ${one.to} ${one.months}`);
};

test.each([
  [[], [undefined, undefined]],
  [['2025-12-30', '2025-12-01'], ['2025-12 2025-12 1', undefined]],
  [['2025-11-30', '2025-12-01', '2026-01-15'], ['2025-11 2026-01 3', undefined]],
  [['2025-12-30', '2026-01-01', '2026-02-01'], ['2025-12 2026-02 3', '2025-12 2026-02 3']],
  [['2026-03-01'], ['2026-03 2026-03 1', '2026-03 2026-03 1']],
  [['2024-01-01', '2024-02-01', '2026-01-01', '2026-02-01'], ['2026-01 2026-02 2', '2026-01 2026-02 2']],
])('months in a row: %j', (days, runs) => expect(run(days)).toEqual(runs));

test('every month counts, also those without a post', () => {
  const { months } = statsOf([post('2025-12-31'), post('2025-12-01', { words: 50 }), post('2026-02-01'), post('2027-01-01', { status: 'scheduled' })], here);
  expect(months).toEqual([
    { month: '2025-12', posts: 2, words: 150 }, { month: '2026-01', posts: 0, words: 0 }, { month: '2026-02', posts: 1, words: 100 }, { month: '2026-03', posts: 0, words: 0 },
  ]);
});

test('a date of the year 1 or 9999 does not make a list without an end', () => {
  expect(statsOf([post('0001-01-01'), post('9999-01-01')], here).months.length).toBe(1200);
});

test('drafts by how long they wait, posts by links, tags by use', () => {
  const { drafts, mostLinked, orphans, tags, tagsInSeveralSpellings, words } = statsOf([
    post(undefined, { title: 'New', changed: 2000 }), post(undefined, { title: 'Old', changed: 1000 }),
    post('2026-01-01', { inbound: 2, tags: ['sea', 'Next.js'] }), post('2026-01-02', { inbound: 5, tags: ['sea', 'nextjs'], words: 300 }), post('2026-01-03'),
  ], here);
  expect(drafts.map(({ title }) => title)).toEqual(['Old', 'New']);
  expect(mostLinked.map(({ title }) => title)).toEqual(['2026-01-02', '2026-01-01']);
  expect([orphans, tags, tagsInSeveralSpellings]).toEqual([1, [{ name: 'sea', count: 2 }, { name: 'Next.js', count: 1 }, { name: 'nextjs', count: 1 }], 1]);
  expect(words).toEqual({ total: 500, mean: 167, median: 100, minutes: 2 });
});
