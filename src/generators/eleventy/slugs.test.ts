import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createEvaluator } from '../javascript/evaluate.ts';
import { at, isFunction } from '../javascript/values.ts';
import { eleventyPackages } from './packages.ts';

interface Row { readonly input: string; readonly slugify: string; readonly slug: string }
const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/eleventy-slugify.json', import.meta.url), 'utf8'));

const filters = eleventyPackages(createEvaluator({ now: 0 })).get('#filters');

describe.each(['slugify', 'slug'] as const)('the filter %s', (name) => {
  const filter = at(filters, name);
  test.each(rows.map((row) => [row.input, row] as const))('%j', (input, row) => {
    expect(isFunction(filter) && filter.call([input], undefined)).toBe(row[name]);
  });
});
