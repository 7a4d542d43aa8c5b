import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFrontMatter, threeFormats, threeFormatsYaml12 } from '../../core/markdown/front-matter.ts';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { hugoSite } from '../../../test/helpers/hugo-site.ts';
import { contentOf } from './content.ts';
import { publish } from './publish.ts';
import { readSettings } from './settings.ts';
import { has } from './version.ts';

interface Expected {
  readonly published?: boolean;
  readonly pages?: readonly { readonly file: string }[];
  readonly copied?: readonly string[];
  readonly collision?: true;
  readonly build_error?: string;
}

interface Row {
  readonly case: string;
  readonly config: string;
  readonly cli?: readonly string[];
  readonly source: string;
  readonly text: string;
  readonly expect: Expected;
  readonly 'expect_0.131'?: Expected;
  readonly 'expect_0.167'?: Expected;
}

const VERSIONS = ['0.111', '0.131', '0.167'] as const;
type Version = (typeof VERSIONS)[number];

interface Table {
  readonly rows: readonly Row[];
  readonly sites: readonly ({ readonly case: string } & Readonly<Record<Version, { readonly written: readonly string[] }>>)[];
}

const table = JSON.parse(readFileSync(new URL('../../../test/tables/hugo-urls.json', import.meta.url), 'utf8')) as Table;
const rowsOf = new Map<string, Row[]>();
for (const row of table.rows) rowsOf.set(row.case, [...(rowsOf.get(row.case) ?? []), row]);

/** Sites whose written files are known to differ, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'disablePathToLower:collisions': 'of two sources for one address Hugo drops one before it writes; both are kept here, so that it can be told',
  disablePathToLower: 'the same',
  removePathAccents: 'the same',
  'cascade url/slug': '0.111 writes the section twice, once with its tokens left out',
  'multilingual baseURL per lang': 'languages on hosts of their own are written into folders; here each host\'s root is the root',
  pagination: 'how many pages a list has is for templates to say: such addresses are unknowable',
  'no layouts theme': 'a blog without any template writes no page; here templates are taken for granted',
};

/** Rows of sources of which one is dropped, by chance. */
const DROPPED = new Set([
  ...['default', 'uglyURLs', 'disablePathToLower', 'removePathAccents'].map((name) => `${name}:collisions content/posts/my-post.md`),
  ...['disablePathToLower', 'removePathAccents'].flatMap((name) => ['my-post.md', 'a--b.md', 'nosection/z.png'].map((file) => `${name} content/posts/${file}`)),
  'cascade url/slug content/posts/_index.md', 'conflict content/about.md', 'conflict content/about/index.md',
  'no layouts theme content/posts/a.md', 'no layouts theme content/posts/b/index.md',
]);

const groups = new Map<string, Table['sites'][number][]>();
for (const site of table.sites) {
  const name = site.case.split(':', 1)[0] ?? '';
  groups.set(name, [...(groups.get(name) ?? []), site]);
}

describe.each(VERSIONS)('what Hugo %s writes', (version) => {
  test.each([...groups])('%s', async (_, sites) => {
    for (const site of sites) {
      // Where the build stops, nothing is written.
      if (site[version].written.length === 0) continue;
      const rows = rowsOf.get(site.case) ?? [];
      const entries = await publishedBy(rows, version);
      const outputs = new Set(entries.filter(isLive).map(({ output }): string => output).filter((file) => !isUsual(file)));
      const written = site[version].written.filter((file) => !isUsual(file));
      if (DIFFERENT[site.case] === undefined) expect({ site: site.case, written: [...outputs].toSorted() }).toEqual({ site: site.case, written: written.toSorted() });
      for (const row of rows) expectRow(row, version, entries);
    }
  });
});

/** What every site of the tests has, so that the table leaves it out. */
const isUsual = (file: string): boolean => /^(?:(?:[a-z]{2}\/)?sitemap\.xml|index\.xml|(?:tags|categories)\/index\.(?:xml|html))$/.test(file);

const isLive = ({ visibility }: Entry): boolean => visibility.kind === 'live';

function expectRow(row: Row, version: Version, entries: readonly Entry[]): void {
  const expected = expectedOf(row, version);
  if (expected.build_error !== undefined || expected.collision || DROPPED.has(`${row.case} ${row.source}`)) return;
  const outputs = entries.filter((entry) => entry.source === row.source && entry.kind !== 'redirect' && isLive(entry)).map(({ output }): string => output);
  const wanted = expected.pages?.map(({ file }) => file) ?? expected.copied ?? [];
  expect({ [row.source]: outputs.toSorted() }).toEqual({ [row.source]: wanted.toSorted() });
}

function expectedOf(row: Row, version: Version): Expected {
  const since131 = row['expect_0.131'] ?? row.expect;
  return version === '0.111' ? row.expect : version === '0.131' ? since131 : row['expect_0.167'] ?? since131;
}

async function publishedBy(rows: readonly Row[], version: Version): Promise<readonly Entry[]> {
  const texts = new Map<string, string>(rows.map(({ source, text }) => [source, text]));
  texts.set('hugo.toml', rows[0]?.config ?? '').set('.hugo-version', `${version}.3`);
  const files = [...texts.keys()].sort().map(asFilePath);
  const now = Date.UTC(2026, 5, 1);
  const configured = await readSettings({
    files, read: async (path) => texts.get(path), around: new Map(), now, zone: 'UTC', options: {},
  });
  const flags = new Set(rows[0]?.cli);
  const settings = {
    ...configured, buildDrafts: configured.buildDrafts || flags.has('-D'),
    buildFuture: configured.buildFuture || flags.has('-F'), buildExpired: configured.buildExpired || flags.has('-E'),
  };
  const documents = new Map<FilePath, Document>();
  for (const { file, kind } of contentOf(files, settings).all) {
    const text = texts.get(file) ?? '';
    const isFile = !has(settings.version, 'contentTree') && file.endsWith('.html') && !text.startsWith('---');
    if (kind !== 'resource' && !isFile) documents.set(file, documentOf(file, text, has(settings.version, 'yaml12')));
  }
  return publish({ files, documents, now }, { settings, base: '', isPost: () => true, hasLayout: () => false }).entries;
}

function documentOf(path: FilePath, text: string, isYaml12: boolean): Document {
  const frontMatter = readFrontMatter(text, isYaml12 ? threeFormatsYaml12 : threeFormats);
  return {
    path, frontMatter, references: [], anchors: [], headings: [], suspects: [], lookups: [], hasUnknownParts: false, problems: [],
  };
}

// As 0.111, 0.131 and 0.169 have them.
test('a language with permalinks of its own has none of the site\'s', async () => {
  const page = '---\ntitle: T\n---\n';
  const site = await hugoSite({
    'hugo.toml': '[permalinks]\nposts = "/r/:slug/"\nnotes = "/n/:slug/"\n[languages.en]\nweight = 1\n[languages.en.permalinks]\nposts = "/e/:slug/"\n[languages.de]\nweight = 2\n',
    'content/posts/p.en.md': page, 'content/posts/p.de.md': page, 'content/notes/p.en.md': page, 'content/notes/p.de.md': page,
  });
  expect(site.entries.flatMap(({ source, url }) => (source ? [url] : [])).sort()).toEqual(['/de/n/t/', '/de/r/t/', '/e/t/', '/notes/p/']);
});
