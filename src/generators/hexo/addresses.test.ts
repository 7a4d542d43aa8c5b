import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { optionalOpening, readFrontMatter } from '../../core/markdown/front-matter.ts';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Document, Value } from '../../core/site/document.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { publish } from './addresses.ts';
import { packagesOf } from './packages.ts';
import { placeOf } from './places.ts';
import { settingsOf } from './settings.ts';

interface Row {
  readonly case: string;
  readonly config: Record<string, Value>;
  readonly source: string;
  readonly text?: string;
  readonly expect: { readonly kind?: string; readonly published?: boolean; readonly path?: string; readonly file?: string; readonly volatile?: string; readonly collision?: string };
}

const { rows, sites } = JSON.parse(readFileSync(new URL('../../../test/tables/hexo-urls.json', import.meta.url), 'utf8')) as {
  rows: Row[]; sites: { case: string; routes: string[] }[];
};

const byCase = new Map<string, Row[]>();
for (const row of rows) byCase.set(row.case, [...byCase.get(row.case) ?? [], row]);

/** The blog of a case, as far as its rows tell of it. */
function blogOf(name: string) {
  const files = byCase.get(name) ?? [];
  const paths = files.map(({ source }) => asFilePath(source)).sort();
  const config: Record<string, Value> = { url: 'https://ex.com', ...files[0]?.config };
  const drafts = name === 'vis --draft';
  const packages = packagesOf(true, new Map([['hexo', '8.1.2'], ...GENERATING.has(name) ? GENERATORS.map((one) => [one, '*'] as const) : [], ['hexo-renderer-ejs', '*']]));
  const settings = settingsOf(config, packages, { files: paths, around: new Map(), zone: 'UTC', options: drafts ? { drafts } : {} });
  const documents = new Map(files.map((row) => [asFilePath(row.source), documentOf(row)]));
  const read = new Map([...documents].filter(([path]) => ['post', 'page'].includes(placeOf(path, settings).kind)));
  return publish({ files: paths, documents: read, now: Date.UTC(2026, 10, 22) }, settings, new Set());
}

const GENERATING: ReadonlySet<string> = new Set(['generators', 'category/tag dirs + maps']);
const GENERATORS = ['hexo-generator-index', 'hexo-generator-archive', 'hexo-generator-tag', 'hexo-generator-category'];

function documentOf({ source, text = '' }: Row): Document {
  return {
    path: asFilePath(source), frontMatter: readFrontMatter(text, optionalOpening), references: [], anchors: [], headings: [],
    suspects: [], lookups: [], hasUnknownParts: false, problems: [],
  };
}

describe('every file of the table goes where Hexo 8 puts it', () => {
  describe.each([...byCase.keys()].filter((name) => name !== OUTSIDE && name !== CUT))('%s', (name) => {
    const { entries } = blogOf(name);
    test.each((byCase.get(name) ?? []))('$source', ({ source, expect: expected }) => {
      const found = entries.filter((entry) => entry.source === source && entry.visibility.kind === 'live').map(({ output }) => output);
      if (expected.published === false || expected.path === undefined) return expect(found).toEqual([]);
      expect(found.map((output) => output.replaceAll(UNKNOWN, '?'))).toEqual([fileOf(expected, found[0])]);
    });
  });
});

/** The list of routes of the same site has `2020/01/02/a`, the row says that nothing is written: the route is followed. */
const CUT = 'name:a?b.md';
const OUTSIDE = 'post fm permalink:../up';

test('a permalink that climbs out of the site is published nowhere: the file lands beside `public`', () => {
  expect(blogOf(OUTSIDE).entries).toEqual([]);
});

/** What the table says; the parts that were another on each build are those we say we do not know. */
function fileOf({ path = '', file, volatile }: Row['expect'], found: FilePath | undefined): string {
  const plain = (file ?? path).replace(/^\/+/, '').replace(/\/{2,}/g, '/');
  if (volatile === undefined || !found?.includes(UNKNOWN)) return plain;
  const parts = found.split(UNKNOWN).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(plain) ? found.replaceAll(UNKNOWN, '?') : plain;
}

describe('every site of the table has the pages that Hexo 8 makes', () => {
  test.each(sites.filter(({ case: name }) => byCase.has(name) && name !== OUTSIDE))('$case', ({ case: name, routes }) => {
    const { entries } = blogOf(name);
    const outputs = new Set(entries.filter(({ visibility }) => visibility.kind === 'live').map(({ output }) => output));
    const known = [...outputs].filter((output) => !output.includes(UNKNOWN)).sort();
    const dated = routes.map((route) => route.replace(/\/{2,}/g, '/')).filter((route) => known.includes(asFilePath(route)) || !isVolatile(name, route));
    expect(known).toEqual([...new Set(dated)].sort());
  });
});

const isVolatile = (name: string, route: string): boolean =>
  (byCase.get(name) ?? []).some(({ expect: expected }) => expected.volatile !== undefined && (expected.file ?? expected.path)?.replace(/^\//, '') === route);
