import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UNKNOWN } from '../text/derived.ts';
import { githubHeadingIds, githubSlug } from './github-slugs.ts';

interface Table {
  readonly rows: readonly { readonly input: string; readonly slug: string }[];
  readonly sequences: readonly { readonly inputs: readonly string[]; readonly slugs: readonly string[] }[];
}
const table: Table = JSON.parse(readFileSync(new URL('../../../test/tables/github-slugger.json', import.meta.url), 'utf8'));

describe('GitHub slugs', () => {
  test.each(table.rows.map(({ input, slug }) => [input, slug] as const))('%j', (input, slug) => {
    expect(githubSlug(input)).toBe(slug);
  });

  test.each(table.sequences)('a page of %j', ({ inputs, slugs }) => {
    const idOf = githubHeadingIds.begin();
    expect(inputs.map((text) => idOf({ text, raw: text }))).toEqual(slugs);
  });

  test('what is unknown stays', () => {
    expect(githubSlug(`Hello ${UNKNOWN} World`)).toBe(`hello-${UNKNOWN}-world`);
  });
});
