import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

test('shows what changed, with three lines around', () => {
  const lines = [...'abcdefghijklmnop'].map((letter) => `${letter}\n`);
  expect(unifiedDiff('x.md', lines.join(''), lines.with(1, 'B\n').with(12, 'M\n').join(''))).toBe(`\
--- a/x.md
+++ b/x.md
@@ -1,5 +1,5 @@
 a
-b
+B
 c
 d
 e
@@ -10,7 +10,7 @@
 j
 k
 l
-m
+M
 n
 o
 p
`);
});

test('says nothing of what is the same', () => expect(unifiedDiff('x.md', 'a\n', 'a\n')).toBe(''));

test('tells a new name', () => {
  expect(unifiedDiff('new "x".md', 'a\n', 'a\n', 'old.md')).toBe('diff --git a/old.md "b/new \\"x\\".md"\nrename from old.md\nrename to "new \\"x\\".md"\n');
});

test.each([
  ['line ends of Windows', 'a\r\nb\r\n', 'a\r\nc\r\n'],
  ['no line end at the end', 'a\nb', 'a\nc'],
  ['a line end that comes', 'a', 'a\n'],
  ['a byte order mark', '\uFEFFa\nb\n', '\uFEFFa\nc\n'],
  ['a file that was empty', '', 'a\n'],
  ['lone carriage returns', 'a\rb\nc\n', 'a\rb\nd\n'],
])('git takes it: %s', (_, before, after) => {
  const folder = mkdtempSync(join(tmpdir(), 'blog-diff-'));
  try {
    writeFileSync(join(folder, 'x.md'), before);
    execFileSync('git', ['apply', '--unsafe-paths', '-'], { cwd: folder, input: unifiedDiff('x.md', before, after), env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } });
    expect(readFileSync(join(folder, 'x.md'), 'utf8')).toBe(after);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
