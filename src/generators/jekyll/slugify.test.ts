import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { slugify, slugModes } from './slugify.ts';

type Row = Readonly<Record<string, string>> & { readonly input: string };

const table = (name: string): readonly Row[] =>
  JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8')).rows;

describe.each([['jekyll-slugify', 4], ['jekyll-3.10-slugify', 3]] as const)('%s', (name, major) => {
  test.each(slugModes)('%s', (mode) => {
    const rows = table(name);
    expect(rows.length).toBeGreaterThan(200);
    const wrong = rows.flatMap((row) => [
      { input: row.input, expected: row[mode], got: slugify(row.input, { mode, major }) },
      { input: row.input, expected: row[`${mode}_cased`], got: slugify(row.input, { mode, major, cased: true }) },
    ]).filter(({ expected, got }) => expected !== got);
    expect(wrong).toEqual([]);
  });
});
