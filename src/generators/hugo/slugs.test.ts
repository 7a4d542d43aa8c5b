import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodePath } from '../../core/paths.ts';
import { clean, slugAddress } from './addresses.ts';
import type { HugoSettings } from './settings.ts';
import { contentAddress, lowerCase, queryUnescaped, sanitized, titleInPermalink, type NameSettings } from './slugs.ts';

const VERSIONS = [111, 131, 167] as const;
type Version = (typeof VERSIONS)[number];

const settingsFor = (version: Version, more: Partial<NameSettings> = {}): NameSettings =>
  ({ version, disablePathToLower: false, removePathAccents: false, ...more });

const read = <T>(name: string): { readonly rows: readonly T[] } =>
  JSON.parse(readFileSync(new URL(`../../../test/tables/${name}.json`, import.meta.url), 'utf8')) as { rows: readonly T[] };

type Columns = Readonly<Partial<Record<string, string>>>;
interface Row { readonly input: string; readonly 'v0.131.0'?: Columns; readonly 'v0.167.0'?: Columns }

function expected(row: Row & Columns, column: string, version: Version): string | undefined {
  const later = version === 111 ? undefined : version === 131 ? row['v0.131.0'] : row['v0.167.0'];
  return later?.[column] ?? row[column];
}

/** As Hugo prints it; `#` is only escaped since 0.131. */
const decoded = (url: string | undefined): string | undefined => url?.replace(/%23/g, '#');

describe.each(VERSIONS)('by Hugo 0.%s', (version) => {
  test('files and folders are named as in the table', () => {
    const address = (path: string): string => escaped(clean(contentAddress(`${path}/`, settingsFor(version)))).replace(/^s\/?/, '');
    for (const row of read<Row & Columns>('hugo-filenames').rows) {
      const { input } = row;
      // `index` is a bundle, and `x.en` a translation: names that are more than names.
      if (/^(?:index|x\.en)$/i.test(input)) continue;
      const file = decoded(expected(row, 'file', version));
      // Names that begin with a dot or `#` are not read.
      if (typeof file !== 'string') { expect(input).toMatch(/^[.#]/); continue; }
      const folder = decoded(expected(row, 'folder', version));
      expect({ input, file: address(`s/${input}`), page: address(`s/${input}/p`) })
        .toEqual({ input, file, page: folder === '' || folder === 'p/' ? 'p' : `${folder}/p` });
    }
  });

  test('titles and slugs are as in the table', () => {
    for (const row of read<Row & Columns>('hugo-urlize').rows) expect(made(row.input, version)).toEqual(tabled(row, version));
  });
});

const COLUMNS = ['urlize', 'urlize_removePathAccents', 'urlize_disablePathToLower', 'title_permalink', 'slug_url'] as const;

function tabled(row: Row & Columns, version: Version): Readonly<Record<string, string | undefined>> {
  // 0.111 prints two slashes where nothing is left, 0.167 those of `a//b`; both write one folder.
  const value = (column: string): string | undefined => {
    const text = decoded(expected(row, column, version));
    return column === 'slug_url' ? text?.replace(/\/{2,}/g, '/') : text;
  };
  return Object.fromEntries(COLUMNS.filter((column) => !isLeftOut(row.input, column)).map((column) => [column, value(column)]));
}

/** Nothing but hyphens is no slug, `.` is printed and not written, and `index` is the folder. */
const isLeftOut = (input: string, column: string): boolean =>
  (/^-?$/.test(input) && /^(?:title|slug)_/.test(column)) || (/^(?:\.|index)$/.test(input) && column === 'slug_url');

function made(input: string, version: Version): Readonly<Record<string, string>> {
  const settings = settingsFor(version);
  const urlize = (more: Partial<NameSettings> = {}): string => escaped(sanitized(input, settingsFor(version, more)).replace(/#$/, ''));
  const permalink = `/t/${titleInPermalink(input, settings)}/`;
  const slug = version === 111 ? sanitized(`s/${input.replace(/^[-/]+|[-/]+$/g, '')}/`, settings) : `s/${slugAddress(input, settings as HugoSettings)}/`;
  const all = {
    urlize: urlize(),
    urlize_removePathAccents: urlize({ removePathAccents: true }),
    urlize_disablePathToLower: urlize({ disablePathToLower: true }),
    title_permalink: escaped(`/${clean(sanitized(version === 167 ? permalink : queryUnescaped(permalink), settings))}/`).replace(/^\/\/$/, '/'),
    slug_url: escaped(`/${clean(slug)}/`),
  };
  return Object.fromEntries(COLUMNS.filter((column) => !isLeftOut(input, column)).map((column) => [column, all[column]]));
}

const escaped = (path: string): string => encodePath(path).replace(/%23/g, '#').replace(/\\/g, '%5C');

test('lower case is made letter by letter', () => {
  expect(lowerCase('ΣΑΣ İstanbul ǅ')).toBe('σασ istanbul ǆ');
});
