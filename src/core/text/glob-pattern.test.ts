import { describe, expect, test } from 'vitest';
import { globPattern, globPatterns } from './glob-pattern.ts';

describe('globs', () => {
  test.each<readonly [string, string, boolean]>([
    ['**/*.{md,mdx}', 'a/b/c.mdx', true],
    ['**/*.{md,mdx}', 'c.md', true],
    ['**/*.{md,mdx}', 'c.html', false],
    ['**/*.md', '.hidden.md', false],
    ['**/*.md', '.hidden/a.md', false],
    ['**/[^_]*.md', '_a.md', false],
    ['**/[^_]*.md', '_x/a.md', true],
    ['*.md', 'a/b.md', false],
    ['posts/**', 'posts/a/b.png', true],
    ['posts/**', 'other/a', false],
    ['posts/**/*.jpg', 'posts/x.jpg', true],
    ['{a,b/c}/d', 'b/c/d', true],
    ['!(draft)*.md', 'draft.md', true],
    ['!(draft).md', 'draft.md', false],
    ['!(draft).md', 'drafts.md', true],
    ['@(a|b).md', 'b.md', true],
    ['+(ab).md', 'abab.md', true],
    ['20{19..21}.md', '2020.md', true],
    ['20{19..21}.md', '2022.md', false],
    ['a?c', 'abc', true],
    ['./src/*.css', 'src/a.css', true],
    ['a[b', 'a[b', true],
    ['**', 'a/b', true],
    ['img/*', 'img/a.png', true],
  ])('%s %s', (pattern, path, expected) => {
    expect(globPattern(pattern)(path)).toBe(expected);
  });

  test('dots where they are meant', () => {
    expect(globPattern('**/*', { dot: true })('.a/.b')).toBe(true);
    expect(globPattern('**', { dot: true })('.a/.b')).toBe(true);
  });

  test('a list with exceptions', () => {
    const matches = globPatterns(['**/*.md', '!**/_*', '!drafts/**']);
    expect(['a.md', 'b/_a.md', 'drafts/a.md'].map(matches)).toEqual([true, false, false]);
  });

  test('no pattern is slow', () => {
    for (const pattern of ['*a'.repeat(500), '+(a|aa)'.repeat(50), '!(a)'.repeat(50), '{'.repeat(1000), '**/'.repeat(300) + 'b']) {
      globPattern(pattern)('a'.repeat(300));
      globPattern(pattern)('a/'.repeat(300));
    }
  });
});
