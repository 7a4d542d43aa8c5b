import { expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import type { ListedPost } from '../posts/list-posts.ts';
import { csvOf } from './list-formats.ts';

const csv = (title: string, tags: readonly string[] = []): string => {
  const post: ListedPost = { file: asFilePath('a.md'), url: '/a/', title, status: 'live', tags, data: {}, words: 3 };
  return csvOf([post], ['title', 'tags', 'words', 'age'], { here: { now: 0, zone: 'UTC' }, shownAs: (path) => path });
};

test.each([
  ['plain', ['x'], 'plain,x,3,\n'],
  ['a, b', ['x', 'y'], '"a, b","x, y",3,\n'],
  ['the "best"', [], '"the ""best""",,3,\n'],
  ['=HYPERLINK("x")', [], '"\'=HYPERLINK(""x"")",,3,\n'],
  ['@sum', ['+1'], "'@sum,'+1,3,\n"],
  ['-', ['-x'], "'-,'-x,3,\n"],
  ['two\nlines\x1b[2J', [], 'two\\nlines\\x1b[2J,,3,\n'],
  [' blank ', [], '" blank ",,3,\n'],
])('%j', (title, tags, row) => expect(csv(title, tags)).toBe(`title,tags,words,age\n${row}`));
