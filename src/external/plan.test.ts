import { describe, expect, test } from 'vitest';
import { isOwnFile, planFor } from './plan.ts';

test('one address is asked once, whatever the fragments, names and passwords', () => {
  const { targets, byUrl } = planFor(['https://a.example/x#b', 'https://a.example/x#a', 'https://me:you@a.example/x', 'https://A.example:443/x', 'ftp://a.example/', 'http://', 'http://b.example']);
  expect(targets).toEqual([
    { url: 'https://a.example/x', host: 'a.example', fragments: new Set(['b', 'a']) },
    { url: 'http://b.example/', host: 'b.example', fragments: new Set() },
  ]);
  expect([...byUrl.keys()]).toEqual(['https://a.example/x#b', 'https://a.example/x#a', 'https://me:you@a.example/x', 'https://A.example:443/x', 'http://b.example']);
});

test('shards are all of it, without overlap, and a host is in one of them', () => {
  const urls = Array.from({ length: 600 }, (_, index) => `https://h${index % 200}.example/${index}`);
  const shards = [1, 2, 3, 4, 5].map((index) => planFor(urls, { shard: { index, count: 5 } }).targets);
  expect(shards.flat().length).toBe(600);
  const hosts = shards.map((targets) => new Set(targets.map(({ host }) => host)));
  expect(hosts.reduce((sum, one) => sum + one.size, 0)).toBe(200);
  expect(Math.min(...hosts.map(({ size }) => size))).toBeGreaterThan(20);
});

describe('a file of the blog itself at its forge', () => {
  const own = { github: 'Ann/blog', prefix: 'site', has: (path: string) => path === '_posts/2026-01-02-porto.md' };
  test.each([
    ['https://github.com/ann/blog/edit/main/site/_posts/2026-01-02-porto.md', true],
    ['https://github.com/Ann/blog/blob/main/site/_posts/2026-01-02-porto.md#L3', true],
    ['https://raw.githubusercontent.com/Ann/blog/main/site/_posts/2026-01-02-porto.md', true],
    ['https://github.com/Ann/blog/edit/main/site/_posts/2026-01-02-lisbon.md', false],
    ['https://github.com/Ann/blog/edit/main/_posts/2026-01-02-porto.md', false],
    ['https://github.com/Bob/blog/edit/main/site/_posts/2026-01-02-porto.md', false],
    ['https://github.com/Ann/blog/issues/3', false],
    ['https://example.com/Ann/blog/edit/main/site/_posts/2026-01-02-porto.md', false],
  ])('%s: %s', (url, is) => expect(isOwnFile(new URL(url), own)).toBe(is));
});
