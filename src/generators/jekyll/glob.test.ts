import { describe, expect, test } from 'vitest';
import { glob } from './glob.ts';

describe('across folders, as `exclude` has it', () => {
  test.each([
    ['*.md', 'a/b.md', true], ['**/README.md', 'README.md', false], ['**/README.md', 'a/b/README.md', true], ['a?c', 'a/c', true],
    ['[a-c]x', 'bx', true], ['[!a-c]x', 'bx', false], ['\\*x', '*x', true], ['\\*x', 'ax', false], ['a', 'ab', false], ['*', '', true],
  ])('%s %s', (pattern, path, expected) => expect(glob(pattern, { acrossFolders: true })(path)).toBe(expected));
});

describe('folder by folder, as `defaults` have it', () => {
  test.each([
    ['*/_posts', 'blog/_posts', true], ['*/_posts', 'a/b/_posts', false], ['**/*.md', 'x.md', true], ['**/*.md', 'a/b/x.md', true],
    ['**/*.md', '.a/x.md', false], ['{a,b}/*', 'b/x', true], ['a/**/x', 'a/x', true], ['a/**', 'a/b', true], ['a/**', 'a/b/c', false],
  ])('%s %s', (pattern, path, expected) => expect(glob(pattern, { acrossFolders: false })(path)).toBe(expected));
});

test('no pattern is slow', () => {
  glob('*a'.repeat(200), { acrossFolders: true })('a'.repeat(5000));
  glob(`${'**/a/'.repeat(60)}b`, { acrossFolders: false })('a/'.repeat(300));
});
