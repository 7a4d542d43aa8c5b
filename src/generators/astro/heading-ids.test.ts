import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markdownReader } from './markdown.ts';

interface Row { readonly id: string; readonly input: string; readonly ids: readonly (string | null)[] }
interface LaterRow { readonly id: string; readonly remark: readonly string[]; readonly satteri: readonly string[] }
const table = <T>(name: string): { readonly rows: readonly T[] } => JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8'));
const { rows } = table<Row>('astro-heading-ids');
const later = new Map(table<LaterRow>('astro-7-heading-ids').rows.map((row) => [row.id, row]));

/** Rows that are not held to, each with its reason. */
const EXCEPT: Readonly<Record<string, string>> = {
  s123: 'the table lists ids of headings only, and this is an `<a name>`',
  'd-footnotes': 'the number of a footnote is a part of the id there; it is left unknown',
};

describe.each([
  ['Astro 5.18', markdownReader({ dashes: 'pairs', gfm: true, keepsLastHyphen: false, plugins: [] }, 'md'), ({ ids }: Row) => ids],
  ['Astro 7.3 with remark', markdownReader({ dashes: 'pairs', gfm: true, keepsLastHyphen: true, plugins: [] }, 'md'), ({ id, ids }: Row) => later.get(id)?.remark ?? ids],
  ['Astro 7.3', markdownReader({ dashes: 'runs', gfm: true, keepsLastHyphen: true, plugins: [] }, 'md'), ({ id, ids }: Row) => later.get(id)?.satteri ?? ids],
] as const)('ids of headings, as %s gives them', (_, read, idsOf) => {
  test.each(rows.filter(({ id }) => !EXCEPT[id]).map((row) => [row.id, row] as const))('%s', (__, row) => {
    const markup = read(row.input);
    const found = markup.anchors.filter(({ from }) => from === 'heading' || from === 'html' || from === 'attribute' || from === 'generated').map(({ id }) => id);
    expect(found).toEqual(idsOf(row).filter((id) => id !== null));
  });
});
