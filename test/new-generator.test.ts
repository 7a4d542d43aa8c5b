import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const copy = mkdtempSync(join(tmpdir(), 'blog-scaffold-'));
afterAll(() => rmSync(copy, { recursive: true }));

const scaffold = (...args: string[]) => spawnSync(process.execPath, [join(top, 'test/tools/new-generator.js'), ...args], { encoding: 'utf8', env: { ...process.env, BLOG_TOP: copy } });

test('the scaffold of a new generator fits the tree as it is', () => {
  for (const path of ['src/generators/index.ts', 'test/helpers/samples.ts']) cpSync(join(top, path), join(copy, path));
  expect(scaffold('tealeaf', 'Tea Leaf')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy, 'src/generators/index.ts'), 'utf8')).toContain("import { tealeaf } from './tealeaf/index.ts';");
  expect(readFileSync(join(copy, 'test/helpers/samples.ts'), 'utf8')).toContain('tealeaf: {');
  expect(scaffold('tealeaf')).toMatchObject({ status: 2 });
  expect(scaffold('Tea Leaf')).toMatchObject({ status: 2 });
});
