import { expect, test } from 'vitest';
import { matchesGlob } from './globs.ts';

test.each([
  ['README.md', 'README.md', true],
  ['*.html', 'x.html', true],
  ['*.html', 'demo/x.html', false],
  ['**/*.html', 'x.html', true],
  ['**/*.html', 'demo/deep/x.html', true],
  ['demo/*', 'demo/x.html', true],
  ['demo/*', 'demo/deep/x.html', false],
  ['demo/**', 'demo/deep/x.html', true],
  ['demo/**', 'demonstration/x.html', false],
  ['demo/**/*', 'demo/deep/er/x.html', true],
  ['**/ignored/**', 'a/ignored/x.md', true],
  ['_hidden/*', '_hidden/a.md', true],
  ['*', '.nojekyll', false],
  ['.nojekyll', '.nojekyll', true],
  ['demo/**', 'demo/.secret/x', false],
  ['{a,b}/*.md', 'b/x.md', true],
  ['photo-[0-9].png', 'photo-7.png', true],
  ['photo-[!0-9].png', 'photo-7.png', false],
  ['?.md', 'a.md', true],
  ['google*.html', 'google123.html', true],
])('%s meets %s: %s', (pattern, path, expected) => {
  expect(matchesGlob(path, [pattern])).toBe(expected);
});

test('a pattern after ! takes back', () => {
  expect(matchesGlob('demo/keep.md', ['demo/*', '!demo/keep.md'])).toBe(false);
});

test('no pattern is slow', () => {
  const started = performance.now();
  matchesGlob(`${'a/'.repeat(200)}b`, [`${'**/'.repeat(60)}${'*a'.repeat(60)}`, '*a'.repeat(300)]);
  expect(performance.now() - started).toBeLessThan(200);
});
