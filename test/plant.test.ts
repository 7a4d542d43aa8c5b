import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Texts } from './helpers/blog.ts';
import { generatedBlog, KINDS } from './helpers/generated-blog.ts';
import { linkedBlog } from './helpers/linked-blog.ts';
import { randomFrom } from './helpers/random.ts';
import { typedIn } from './helpers/repository.ts';
import { plantIn, type PlantResult } from './tools/plant.js';

/** What `npm run plant` does to real blogs, done to the example and to blogs made here. */
const top = realpathSync(mkdtempSync(join(tmpdir(), 'blog-plant-')));
afterAll(() => rmSync(top, { recursive: true }));

function write(folder: string, texts: Texts): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function planted(folder: string, count: number, seed: number): Promise<PlantResult> {
  const settings = ['-c', 'user.name=T', '-c', 'user.email=t@t.example'];
  return plantIn({
    folder, count, seed,
    blog: async (words) => (await typedIn(folder, ...words)).replace(/\d$/, '').replace(/^Fixed .*$/m, ''),
    git: (words) => execFileSync('git', [...settings, ...words], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  });
}

function expectMarks({ results, wrong, outside, isStable }: PlantResult, least: number): void {
  expect(wrong).toEqual([]);
  expect(outside).toEqual([]);
  expect(isStable).toBe(true);
  const one = results.filter((item) => item.one);
  const left = one.filter(({ fate }) => fate !== 'restored');
  expect(one.length).toBeGreaterThanOrEqual(least);
  expect(left.length, JSON.stringify(left)).toBeLessThanOrEqual(one.length / 10);
}

test.each(['jekyll', 'hugo', 'hexo', 'eleventy', 'astro'])('--fix restores what is planted in a blog of %s', async (generator) => {
  const folder = join(top, generator);
  write(folder, linkedBlog(generator, 7));
  expectMarks(await planted(folder, 40, 3), 30);
});

test('--fix restores what is planted in the example', async () => {
  const folder = join(top, 'example');
  cpSync(join(dirname(fileURLToPath(import.meta.url)), '../examples/jekyll-blog'), folder, { recursive: true });
  expectMarks(await planted(folder, 20, 1), 3);
});

test.each(KINDS)('--fix makes nothing wrong among names that are hard to tell apart: %s', async (kind) => {
  for (const seed of [1]) {
    const folder = join(top, `${kind}-${seed}`);
    write(folder, await generatedBlog(kind, randomFrom(seed)));
    const { results, wrong, outside, isStable } = await planted(folder, 30, seed);
    expect(results.length).toBeGreaterThan(0);
    expect({ wrong, outside, isStable }).toEqual({ wrong: [], outside: [], isStable: true });
  }
});
