import { expect, test } from 'vitest';
import { PageReader } from './page.ts';

const HEAD = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } };
const PAGE = '<title>Porto</title><h2 id="getting-there">By train</h2><h2 id="über">x</h2><p>and so on, and so on</p>';

/** How many letters are read of a page that comes in parts of a size, before there is enough; and what is known of the place then. */
function read(fragments: readonly string[], size: number): readonly [number, ...unknown[]] {
  const bytes = new TextEncoder().encode(PAGE);
  const reader = new PageReader(HEAD, new Set(fragments));
  for (let at = 0; at < bytes.length; at += size) {
    if (reader.take(bytes.subarray(at, at + size))) return [at, reader.page().title, ...fragments.map((fragment) => reader.page().placeOf(fragment, false).kind)];
  }
  return [bytes.length, reader.page().title, ...fragments.map((fragment) => reader.page().placeOf(fragment, true).kind)];
}

test.each([1, 2, 3, 7, 1_000])('a page in parts of %d bytes is read to its title, to the last of the places, or to its end', (size) => {
  const [title, place, none] = [read([], size), read(['getting-there', '%C3%BCber'], size), read(['harbour', 'getting-there'], size)];
  expect([title.slice(1), place.slice(1), none.slice(1)]).toEqual([['Porto'], ['Porto', 'found', 'found'], ['Porto', 'missing', 'found']]);
  expect([title[0] < 25, none[0]]).toEqual([true, new TextEncoder().encode(PAGE).length]);
});
