import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCommonMark } from '../../core/markdown/commonmark.ts';
import { createEvaluator } from '../javascript/evaluate.ts';
import { anchorIds, idAttributes } from './heading-ids.ts';

interface Row { readonly id: string; readonly input: string; readonly markdown_it_anchor: readonly (string | null)[]; readonly eleventy_IdAttributePlugin: readonly (string | null)[] }
const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/eleventy-heading-ids.json', import.meta.url), 'utf8'));

const evaluator = createEvaluator({ now: 0 });
const options = { gfm: true, autolinks: false, indentedCode: false } as const;
const anchor = anchorIds({ slugify: undefined, known: true, levels: () => true, startIndex: 1 }, evaluator);
const attribute = idAttributes(undefined, evaluator);
const idsIn = (input: string, headingIds: typeof anchor): readonly string[] =>
  readCommonMark(input, { ...options, headingIds }).anchors.filter(({ from }) => from !== 'footnote').map(({ id }) => id);

const NAMED = 'the table lists ids of headings only, and this is an `<a name>`';
const TILDE = 'one tilde strikes through in GFM, and does not in markdown-it';

/** Rows that are not held to, each with its reason. */
const ANCHOR_EXCEPT: Readonly<Record<string, string>> = { s123: NAMED, s135: TILDE };
const ATTRIBUTE_EXCEPT: Readonly<Record<string, string>> = {
  s123: NAMED, s135: TILDE,
  s139: 'a comment counts as text there', s161: 'a comment counts as text there',
  'd-proto': 'a heading `constructor` finds a function where a number should be',
  'd-raw-html': 'headings of raw HTML get ids as well: a page that has one is taken to have unknown parts',
};

describe('ids of headings, as markdown-it-anchor 10 gives them', () => {
  test.each(rows.filter(({ id }) => !ANCHOR_EXCEPT[id]).map((row) => [row.id, row] as const))('%s', (_, { input, markdown_it_anchor: ids }) => {
    expect(idsIn(input, anchor)).toEqual(ids.filter((id) => id !== null));
  });
});

describe('ids of headings, as IdAttributePlugin of Eleventy 3.1 gives them', () => {
  test.each(rows.filter(({ id }) => !ATTRIBUTE_EXCEPT[id]).map((row) => [row.id, row] as const))('%s', (_, { input, eleventy_IdAttributePlugin: ids }) => {
    expect(idsIn(input, attribute)).toEqual(ids.filter((id) => id !== null));
  });
});
