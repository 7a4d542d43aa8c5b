import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withoutTags } from './heading-ids.ts';
import { readMarkdown } from './markdown.ts';
import { packagesOf } from './packages.ts';
import { markdownRendererOf } from './renderers.ts';
import { passTags } from './tags.ts';
import type { Data } from './values.ts';

interface Row { readonly id: string; readonly input: string; readonly ids?: readonly (string | null)[]; readonly build_error?: string }

const rowsOf = (name: string): readonly Row[] =>
  (JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8')) as { rows: Row[] }).rows;

/** The ids of the headings of a post, in order; `null` for one that has none. */
const idsOf = (source: string, packages: Record<string, string>, config: Data = {}): readonly (string | null)[] =>
  markupsOf(source, packages, config).flatMap(({ headings }) => headings.map(({ id }) => id ?? null));

function markupsOf(source: string, packages: Record<string, string>, config: Data = {}) {
  const renderer = markdownRendererOf(config, packagesOf(true, new Map(Object.entries(packages))));
  const { parts } = passTags({ source, body: { start: 0, end: source.length }, language: 'markdown', data: {}, highlights: true, unclosedStops: false });
  return parts.map(({ derived }) => readMarkdown(derived.text, renderer));
}

/** Headings in HTML are no headings to us: only the ids of the row can be compared. */
const IN_HTML = 'd-raw-html';
const inMarkdown = ({ id }: Row): boolean => id !== IN_HTML;

const marked = { 'hexo-renderer-marked': '7.0.1' };

describe('hexo-renderer-marked 7', () => {
  test.each(rowsOf('hexo-heading-ids').filter(inMarkdown))('$id $input', ({ input, ids }) => {
    expect(idsOf(input, marked)).toEqual(ids);
  });
});

test('headings in HTML keep their ids', () => {
  const row = rowsOf('hexo-heading-ids').find(({ id }) => id === IN_HTML);
  const ids = markupsOf(row?.input ?? '', marked).flatMap(({ anchors }) => anchors.map(({ id }) => id));
  expect(ids).toEqual(row?.ids?.filter((id) => id !== null));
});

describe('hexo-renderer-marked 7 with modifyAnchors', () => {
  test.each(rowsOf('hexo-heading-ids-lower').filter(inMarkdown))('$id $input', ({ input, ids }) => {
    expect(idsOf(input, marked, { marked: { modifyAnchors: 1 } })).toEqual(ids);
  });
});

test.each([
  ['Vec<T>', 'Vec'], ['a < b', 'a < b'], ['a <b', 'a '], ['x <a <b> c> y', 'x  y'], ['<a title=">">b', 'b'],
])('without tags %j is %j', (text, expected) => {
  expect(withoutTags(text)).toBe(expected);
});
