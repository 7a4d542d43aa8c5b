import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jekyllSite, problemsIn } from '../../../test/helpers/jekyll-site.ts';
import { decodePath } from '../../core/paths.ts';
import type { Data } from './values.ts';

interface Expected {
  readonly published?: boolean;
  readonly kind?: string;
  readonly url?: string;
  readonly file?: string;
  readonly date?: string;
  readonly site_error?: string;
  readonly volatile?: string;
}

interface Row {
  readonly case: string;
  readonly config: Data | string;
  readonly source: string;
  readonly text?: string;
  readonly expect: Expected;
  readonly expect_3_10?: Expected;
  readonly cli?: Data;
  readonly mtime?: string;
}

const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/jekyll-urls.json', import.meta.url), 'utf8'));
const cases = new Map<string, Row[]>();
for (const row of rows) cases.set(row.case, [...cases.get(row.case) ?? [], row]);

/** Rows that this tool answers otherwise, by source or by case, and why that is right. */
const otherwise: ReadonlyMap<string, string> = new Map([
  ['_posts/2020-01-02-pic.png', 'the table has a text called .png; a real picture is no UTF-8 and is dropped with a line in the log'],
  ['_posts/2020-01-02-page.PNG', 'the same'],
  ['_posts/2020-01-02-post/pic.png', 'the same'],
  ['static:destination inside', 'that build was told another destination; `jekyll build` empties the one of the settings'],
  ['cfg:symlink', 'what a link leads to is not in the table'],
  ['cfg:permalink :pretty', 'a symbol, which only Debian\'s YAML reader refuses'],
  ['fm:ruby symbol tag', 'tags of Ruby\'s own in YAML are not told from others'],
  ['_posts/2020-01-02-x.yml', 'Jekyll 3 stops at it; here it is no post in either'],
  ['fm:title star 3.10.0', 'Jekyll 3 takes an alias of nothing for a text'],
]);

describe.each(['4.3.1', '3.10.0'] as const)('Jekyll %s', (version) => {
  test.each([...cases])('%s', async (name, group) => {
    if (otherwise.has(name) || otherwise.has(`${name} ${version}`)) return;
    const expected = group.filter(({ source }) => !otherwise.has(source)).map((row) => ({ row, want: version === '3.10.0' ? row.expect_3_10 ?? row.expect : row.expect }));
    const [first] = group;
    const config = typeof first?.config === 'string' ? first.config : { ...first?.config, ...first?.cli };
    const site = await jekyllSite(Object.fromEntries(group.map(({ source, text }) => [source, text ?? 'x'])), { config, version });

    if (expected.some(({ want }) => want.site_error !== undefined)) {
      expect([...problemsIn(site), ...site.conventions.notes]).not.toEqual([]);
      return;
    }
    const wrong = expected.flatMap(({ row, want }): object[] => {
      const [entry] = site.entries.filter(({ source, kind, visibility }) => source === row.source && kind !== 'generated' && visibility.kind === 'live');
      if (want.published !== true) return entry ? [{ source: row.source, want: 'not published', entry }] : [];
      const isDated = want.date !== undefined && want.volatile === undefined && row.expect.volatile === undefined && !isDraft(row);
      const isSame = entry && (isUndatedDraft(row) || (entry.output === want.file && entry.url === (want.kind === 'static' ? `/${want.file}` : decodePath(want.url ?? ''))))
        && (!isDated || entry.date === Date.parse(want.date ?? ''));
      return isSame ? [] : [{ source: row.source, want, entry }];
    });
    expect(wrong).toEqual([]);
  });
});

const isDraft = ({ source }: Row): boolean => source.includes('_drafts/');

/** Dated by the file's time on disk. */
const isUndatedDraft = (row: Row): boolean => isDraft(row) && row.mtime !== undefined && !/\d{4}-\d\d-\d\d/.test(`${row.source}${row.text ?? ''}`);

test('every exception is in the table', () => {
  const known = new Set(rows.flatMap((row) => [row.source, row.case, `${row.case} 3.10.0`]));
  expect([...otherwise.keys()].filter((name) => !known.has(name))).toEqual([]);
});
