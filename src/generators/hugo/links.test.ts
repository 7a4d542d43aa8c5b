import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hugoSite } from '../../../test/helpers/hugo-site.ts';
import { asFilePath } from '../../core/paths.ts';
import { judgementsOf } from '../../lint/judge.ts';

interface Table {
  readonly config: string;
  readonly from: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly [target: string, ...urls: (string | null)[]])[];
}

const table = JSON.parse(readFileSync(new URL('../../../test/tables/hugo-refs.json', import.meta.url), 'utf8')) as Table;
const settings = { 'hugo.toml': table.config, '.hugo-version': '0.111.3' };
const site = await hugoSite({ ...table.files, ...settings });

describe('`relref` finds what Hugo 0.111 finds', () => {
  test.each(table.from.map((from, i) => [from, i] as const))('from %s', (from, i) => {
    const entry = site.bySource.get(asFilePath(from));
    if (!entry) throw new Error(`${from} is not published.`);
    const found = table.rows.map(([target]) => {
      const answer = site.conventions.lookup?.({ kind: 'relref', argument: target, then: [], range: { start: 0, end: 0 } }, entry, site);
      return [target, answer?.kind === 'found' ? answer.url.replace(/^\/b\//, '/') : null];
    });
    expect(found).toEqual(table.rows.map((row) => [row[0], row[i + 1] ?? null]));
  });
});

interface VersionTable {
  readonly sites: readonly { readonly files: readonly string[]; readonly rows: readonly (readonly [from: string, target: string, ...urls: (string | null)[]])[] }[];
}

const byVersion = JSON.parse(readFileSync(new URL('../../../test/tables/hugo-refs-by-version.json', import.meta.url), 'utf8')) as VersionTable;

describe.each(['0.111.3', '0.131.0', '0.167.0'])('`ref` finds what Hugo finds: %s', (version) => {
  test.each(byVersion.sites.map((one, index) => [index, one] as const))('site %d', async (_, { files, rows }) => {
    const at = ['0.111.3', '0.131.0', '0.167.0'].indexOf(version) + 2;
    const blog = await hugoSite({ 'hugo.toml': 'baseURL = "https://x.example/"\n', '.hugo-version': version, ...Object.fromEntries(files.map((file) => [file, '---\ntitle: t\n---\n'])) });
    const found = rows.map(([from, target]) => {
      const entry = blog.bySource.get(asFilePath(from));
      const answer = entry && blog.conventions.lookup?.({ kind: 'relref', argument: target, then: [], range: { start: 0, end: 0 } }, entry, blog);
      return [from, target, answer?.kind === 'found' ? answer.url : null];
    });
    expect(found).toEqual(rows.map((row) => [row[0], row[1], row[at]]));
  });
});

describe('addresses that begin with a slash', () => {
  const body = '[a](/posts/b/) [b](/base/posts/b/) [c]({{< relref "b.md" >}}) [d]({{< ref "b.md" >}})';
  const met = async (setting: string): Promise<readonly string[]> => {
    const blog = await hugoSite({
      'hugo.toml': `baseURL = "https://boats.example/base/"\n${setting}\n`, 'content/posts/b.md': '---\ntitle: B\n---\n', 'content/posts/a.md': `---\ntitle: A\n---\n${body}`,
    });
    return judgementsOf(blog).map(({ resolution }) => resolution.kind);
  };

  test('leave the base out', async () => expect(await met('')).toEqual(['outside-base', 'ok', 'ok', 'ok']));
  test('get it with canonifyURLs', async () => expect(await met('canonifyURLs = true')).toEqual(['ok', 'missing', 'ok', 'ok']));
  test('get it with relativeURLs, those of `relref` a second time', async () => expect(await met('relativeURLs = true')).toEqual(['ok', 'missing', 'missing', 'ok']));
});

test('an address whose hyphens depend on the version is no certain miss', async () => {
  const kinds = async (version: Readonly<Record<string, string>>): Promise<readonly string[]> => judgementsOf(await hugoSite({
    'hugo.toml': '', ...version, 'content/posts/sea & land.md': '---\ntitle: S\n---\n[a](/posts/sea--land/) [b](/posts/sea-land/) [c](/posts/sea-lands/)',
  })).map(({ resolution }) => resolution.kind);
  expect(await kinds({})).toEqual(['ok', 'unknowable', 'missing']);
  expect(await kinds({ '.hugo-version': '0.147.0' })).toEqual(['ok', 'missing', 'missing']);
  expect(await kinds({ '.hugo-version': '0.111.3' })).toEqual(['missing', 'ok', 'missing']);
});

test('names of sources are compared with a hyphen for each space and all other letters, which addresses leave out', async () => {
  const urls = async (version: string): Promise<readonly string[]> => judgementsOf(await hugoSite({
    'hugo.toml': '[languages.en]\n[languages.fr]\n', '.hugo-version': version, 'content/posts/comma,too.fr.md': '', 'content/posts/Two  Wo(r)d\'s.fr.md': '',
    'content/posts/n.fr.md': ['/posts/commatoo/', '/posts/comma,too/', 'comma,too.md', "/posts/Two  Wo(r)d's", "/posts/two--wo(r)d's", '/posts/two--words'].map((path) => `[a](<${path}>) `).join(''),
  })).map(({ resolution }) => ('url' in resolution && resolution.kind === 'ok' ? String(resolution.url) : '-'));
  const [comma, words] = ['/fr/posts/commatoo/', '/fr/posts/two--words/'];
  expect(await urls('0.131.0')).toEqual(['-', comma, comma, words, words, '-']);
  expect(await urls('0.111.3')).toEqual(['-', '-', '-', '-', '-', '-']);
});
