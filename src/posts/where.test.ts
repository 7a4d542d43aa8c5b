import { describe, expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import { fieldOf } from './fields.ts';
import type { ListedPost } from './list-posts.ts';
import { parseWhere } from './where.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-03-01T12:00:00Z');
const here = { now, zone: 'UTC' };

const post: ListedPost = {
  file: asFilePath('_posts/2026-01-02-lisbon.md'), url: '/lisbon/', title: 'Lisbon, "at last"', status: 'live',
  date: Date.parse('2026-01-02'), day: '2026-01-02', tags: ['Rust', 'next.js'], data: { author: 'Ada', header: { teaser: 'x.png' }, series: null },
  words: 300, changed: now - 90.5 * DAY, inbound: 0,
};

const isTrue = (question: string, of: ListedPost = post): boolean => parseWhere(question).isTrueOf((field) => fieldOf(field).of(of, here));

describe('is true of it', () => {
  test.each([
    'tag = rust', 'tags = "RUST"', 'tag=rust', 'tag != go', 'tag = next.js', 'tag ~ next', 'tag ~ /^ru.t$/i',
    'title = "lisbon, \\"at last\\""', 'title = \'Lisbon, "at last"\'', 'title ~ LAST', 'file ~ /lisbon\\.md$/',
    'words = 300', 'words <= 300', 'words < 300.5', 'words != 299', 'minutes = 1', 'inbound = 0',
    'date = 2026-01-02', 'date = 2026-01', 'date = 2026', 'date >= 2026-01', 'date < 2026-02', 'date > 2025', 'date <= 2026',
    'age > 8w', 'age < 59d', 'age = 58d', 'age >= 58d', 'idle > 90d', 'idle = 90d', 'idle = 2m', 'age < 1y', 'changed = 2025-12-01',
    'status = live', 'status = LIVE', 'status != draft', 'problems = none', 'problems != 3', 'words != none',
    'front.author = ada', 'front.header.teaser ~ png', 'front.series = none', 'front.description = none', 'front.author != none', 'FRONT.author = ada',
    'not tag = go', 'not (tag = go or words < 10)', 'tag = go and words = 1 or status = live', 'status = live or tag = go and words = 1',
    'tag = rust AND NOT words < 10', 'not not tag = rust', '((tag = rust))',
  ])('%s', (question) => expect(isTrue(question)).toBe(true));
});

describe('is not true of it', () => {
  test.each([
    'tag = go', 'tag = rus', 'tag != rust', 'title = lisbon', 'words < 300', 'words > 300', 'words = none',
    'date = 2026-01-03', 'date > 2026', 'date > 2026-01', 'date < 2026-01', 'date < 2026', 'age > 90d', 'age = 59d',
    'problems < 3', 'problems >= 0', 'problems = 0', 'tag = go and status = live', 'tag ~ /^RU/', 'front.description ~ x', 'front.author = none',
    'front.constructor != none',
  ])('%s', (question) => expect(isTrue(question)).toBe(false));
});

test('a post without a date is of no age, and before no day', () => {
  const { date: _, day: __, ...draft } = post;
  expect(['age > 0d', 'age < 1d', 'date < 2030', 'date = none', 'age = none', 'date != 2026'].map((question) => isTrue(question, draft)))
    .toEqual([false, false, false, true, true, true]);
});

test('a day is one in the zone of who asks, where the post does not say', () => {
  const late = { ...post, changed: Date.parse('2026-02-28T23:30:00Z') };
  const there = { now, zone: 'Europe/Lisbon' };
  const further = { now, zone: 'Europe/Berlin' };
  const { isTrueOf } = parseWhere('changed = 2026-03-01');
  expect([there, further].map((zone) => isTrueOf((field) => fieldOf(field).of(late, zone)))).toEqual([false, true]);
});

test.each([
  ['', 'column 1: there is nothing to ask. Try `tag = rust and words < 300`.'],
  ['wrds < 300', 'column 1: no field is called `wrds`. Did you mean `words`?'],
  ['colour = red', 'column 1: no field is called `colour`. There are file, url, title, status, date, tags, words, minutes, age, changed, idle, inbound, problems, and front.<key>.'],
  ['tag', 'column 4: one of = != < <= > >= ~ is missing after `tag`.'],
  ['tag =', 'column 6: a value is missing after `=`.'],
  ['tag == rust', 'column 5: `==` is written `=` here.'],
  ['tag = rust && words < 3', 'column 12: `and` or `or` is missing before `&&`.'],
  ['words <<< 3', 'column 7: `<<<` is none of = != < <= > >= ~.'],
  ['tag = rust words < 3', 'column 12: `and` or `or` is missing before `words`.'],
  ['tag = new york', 'column 11: `and` or `or` is missing before `york`.'],
  ['tag = "new york', 'column 7: no " ends this text.'],
  ['title ~ /(/', 'column 9: Invalid regular expression: /(/: Unterminated group.'],
  ['title ~ /x', 'column 9: no `/` ends this expression.'],
  ['(tag = rust', 'column 1: no `)` belongs to this `(`.'],
  ['tag = rust)', 'column 11: no `(` belongs to this `)`.'],
  ['words < many', 'column 9: `words` is a number, and `many` is none.'],
  ['words ~ 3', 'column 7: `words` is no text: ask with = != < <= > >=.'],
  ['title < b', 'column 7: `title` is a text: ask with =, != or ~.'],
  ['status = lve', 'column 10: no post is `lve`. Did you mean `live`?'],
  ['status > draft', 'column 8: `status` is one of draft, scheduled, live, expired, unpublished: ask with = or !=.'],
  ['date = 2026-02-30', 'column 8: `date` is a day, and `2026-02-30` is none. Write 2024-05-01, 2024-05 or 2024.'],
  ['date > 90d', 'column 8: `date` is a day, and `90d` is none. Write 2024-05-01, 2024-05 or 2024. For a time ask `age > 90d`.'],
  ['age > 90', 'column 7: `age` is a time, and `90` is none. Write 36h, 90d, 6w, 18m (months) or 2y.'],
  ['and tag = x', 'column 1: no field is called `and`. There are'],
  ['= x', 'column 1: the name of a field is missing before `=`.'],
  ['('.repeat(10_000), 'column 51: it is nested too deeply.'],
])('%s is refused', (question, message) => expect(() => parseWhere(question)).toThrow(`In \`--where\`, ${message}`));
