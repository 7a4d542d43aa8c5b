import { describe, expect, test } from 'vitest';
import { parseTarget, plainTarget, type Target } from './target.ts';

const pages = ['https://blog.example/', 'https://blog.example/2020/hello/', 'http://blog.example/a/b.html', 'https://blog.invalid/a%20b/c'];

const parts = ({ protocol, host, pathname, search, hash }: Target): readonly string[] => [protocol, host, pathname, search, hash];

/** The parts of an address as they are found by hand; `undefined` where a parser is asked. Checked against the parser. */
function plain(url: string, page = pages[1]): readonly string[] | undefined {
  const from = parseTarget(page ?? '');
  const found = from && plainTarget(url, from);
  if (!found) return undefined;
  const real = parseTarget(url, page);
  expect([url, page, parts(found)]).toEqual([url, page, real && parts(real)]);
  if (/^https?:/.test(url)) expect(found.href ?? url).toBe(real?.href);
  return parts(found);
}

describe('addresses of the usual forms are parsed by hand', () => {
  test.each([
    ['/x/', ['https:', 'blog.example', '/x/', '', '']],
    ['/x.html?a=1#top', ['https:', 'blog.example', '/x.html', '?a=1', '#top']],
    ['x.png', ['https:', 'blog.example', '/2020/hello/x.png', '', '']],
    ['../../../images/x.png', ['https:', 'blog.example', '/images/x.png', '', '']],
    ['./x', ['https:', 'blog.example', '/2020/hello/x', '', '']],
    ['#part', ['https:', 'blog.example', '/2020/hello/', '', '#part']],
    ['?page=2', ['https:', 'blog.example', '/2020/hello/', '?page=2', '']],
    ['https://www.example.org/a/b?c#d', ['https:', 'www.example.org', '/a/b', '?c', '#d']],
  ])('%s', (url, expected) => expect(plain(url)).toEqual(expected));
});

test.each([
  '', '//example.org/x', '/über/', '/a b', '/a/../b', '/a/./b', '..', 'a/..', '/%2e%2e/x', 'mailto:a@b.c', 'x:y', 'https://example.org', 'https://Example.org/',
  'https://1.2.3.4/', 'https://localhost/', 'https://xn--a.example/', 'https://a..b/', 'https://a.b:80/', 'https://u@a.b/', '/a\\b', '/x?ü', '/x#ü',
])('%j is left to a parser', (url) => expect(plain(url)).toBeUndefined());

test('what is found by hand is what a parser finds', () => {
  const pieces = ['a', 'b.png', '..', '.', '/', '//', '?', '#', '%20', '%2e', '%', 'x=1', '&', 'é', ' ', '\\', '|', '"', '<', '{', '~', '(', ')', '\'', ':', '@', '../', './', 'https://', 'http://', 'a.b', 'a.1', 'xn--'];
  let state = 1;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  let found = 0;
  for (let round = 0; round < 20_000; round++) {
    const url = Array.from({ length: 1 + roll(6) }, () => pieces[roll(pieces.length)] ?? '').join('').trim();
    if (plain(url, pages[roll(pages.length)])) found++;
  }
  expect(found).toBeGreaterThan(2000);
});
