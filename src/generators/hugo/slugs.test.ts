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

describe.each(VERSIONS)('the name of a file in its address, by Hugo 0.%s', (version) => {
  const rows = read<Row & Columns>('hugo-filenames').rows;
  test.each(rows.map((row) => [row.input, row] as const))('%j', (input, row) => {
    // `index` is a bundle, and `x.en` a translation: names that are more than names.
    if (/^(?:index|x\.en)$/i.test(input)) return;
    const file = decoded(expected(row, 'file', version));
    // Names that begin with a dot or `#` are not read.
    if (typeof file !== 'string') return expect(input).toMatch(/^[.#]/);
    const address = (path: string): string => escaped(clean(contentAddress(`${path}/`, settingsFor(version)))).replace(/^s\/?/, '');
    expect(address(`s/${input}`)).toBe(file);
    const folder = decoded(expected(row, 'folder', version));
    expect(address(`s/${input}/p`)).toBe(folder === '' || folder === 'p/' ? 'p' : `${folder}/p`);
  });
});

describe.each(VERSIONS)('titles and slugs, by Hugo 0.%s', (version) => {
  const settings = settingsFor(version);
  const inHugo = settings as HugoSettings;
  test.each(read<Row & Columns>('hugo-urlize').rows.map((row) => [row.input, row] as const))('%j', (input, row) => {
    const urlize = (more: Partial<NameSettings> = {}): string => escaped(sanitized(input, settingsFor(version, more)).replace(/#$/, ''));
    expect(urlize()).toBe(expected(row, 'urlize', version));
    expect(urlize({ removePathAccents: true })).toBe(expected(row, 'urlize_removePathAccents', version));
    expect(urlize({ disablePathToLower: true })).toBe(expected(row, 'urlize_disablePathToLower', version));

    // Nothing but hyphens is no slug.
    if (input === '' || input === '-') return;
    const permalink = clean(sanitized(version === 167 ? `/t/${titleInPermalink(input, settings)}/` : queryUnescaped(`/t/${titleInPermalink(input, settings)}/`), settings));
    expect(`/${escaped(permalink)}/`).toBe(decoded(expected(row, 'title_permalink', version)));

    if (input === '.' || input === 'index') return;
    const slug = version === 111 ? sanitized(`s/${input.replace(/^[-/]+|[-/]+$/g, '')}/`, settings) : `s/${slugAddress(input, inHugo)}/`;
    // 0.111 prints two slashes where nothing is left, 0.167 those of `a//b`; both write one folder.
    expect(escaped(`/${clean(slug)}/`)).toBe(decoded(expected(row, 'slug_url', version))?.replace(/\/{2,}/g, '/'));
  });
});

const escaped = (path: string): string => encodePath(path).replace(/%23/g, '#').replace(/\\/g, '%5C');

test('lower case is made letter by letter', () => {
  expect(lowerCase('ΣΑΣ İstanbul ǅ')).toBe('σασ istanbul ǆ');
});
