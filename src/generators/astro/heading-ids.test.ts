import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markdownReader } from './markdown.ts';

interface Row { readonly id: string; readonly input: string; readonly ids: readonly (string | null)[] }
const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/astro-heading-ids.json', import.meta.url), 'utf8'));

const read = markdownReader({ smartypants: true, gfm: true, plugins: [] }, 'md');

/** Rows that are not held to, each with its reason. */
const EXCEPT: Readonly<Record<string, string>> = {
  s123: 'the table lists ids of headings only, and this is an `<a name>`',
  'd-footnotes': 'the number of a footnote is a part of the id there; it is left unknown',
};

describe('ids of headings, as Astro 5.18 gives them', () => {
  test.each(rows.filter(({ id }) => !EXCEPT[id]).map((row) => [row.id, row] as const))('%s', (_, { input, ids }) => {
    const markup = read(input);
    const found = markup.anchors.filter(({ from }) => from === 'heading' || from === 'html' || from === 'attribute' || from === 'generated').map(({ id }) => id);
    expect(found).toEqual(ids.filter((id) => id !== null));
  });
});
