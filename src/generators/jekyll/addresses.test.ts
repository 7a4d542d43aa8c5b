import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { describe, expect, test } from 'vitest';
import { asFilePath, decodePath, type FilePath } from '../../core/paths.ts';
import type { Document, FrontMatter, Value } from '../../core/site/document.ts';
import { entriesOf, published } from './publish.ts';
import { readSettings, type Version } from './settings.ts';
import { sourceReader } from './sources.ts';
import type { Data } from './values.ts';

interface Expected {
  readonly published?: boolean;
  readonly url?: string;
  readonly file?: string;
  readonly date?: string;
  readonly kind?: string;
  readonly site_error?: string;
  readonly volatile?: string;
  readonly collision?: string;
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
const now = Date.parse('2026-11-22T06:25:00Z');

const parse = (text: string): Data => parseDocument(text, { version: '1.1', uniqueKeys: false }).toJS() ?? {};

function documentOf(path: FilePath, text: string): Document | undefined {
  const match = /^\uFEFF?---[ \t]*\r?\n([^]*?\r?\n?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  const opens = /^---[ \t]*\r?\n/.test(text);
  let data: Data = {};
  let error: FrontMatter['error'];
  const scalars = new Map();
  if (match) {
    const doc = parseDocument(match[1] ?? '', { version: '1.1', uniqueKeys: false, schema: 'yaml-1.1', customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !('tag' in tag) || !/timestamp/.test(tag.tag)) });
    if (doc.errors.length > 0) error = { message: String(doc.errors[0]), at: 0 };
    else {
      const js = doc.toJS() as Value;
      if (js !== null && (typeof js !== 'object' || Array.isArray(js))) error = { message: 'no keys', at: 0 };
      else data = (js ?? {}) as Data;
      const date = /^date: *(".*)$/m.exec(match[1] ?? '');
      if (date) scalars.set('date', { quoted: true });
    }
  }
  const frontMatter: FrontMatter = { format: match || opens ? 'yaml' : 'none', data, range: { start: 0, end: 0 }, scalars, ...(error && { error }) };
  return { path, frontMatter, references: [], anchors: [], headings: [], suspects: [], lookups: [], words: 0, hasUnknownParts: false, problems: [] };
}

const cases = new Map<string, Row[]>();
for (const row of rows) cases.set(row.case, [...cases.get(row.case) ?? [], row]);
const versions: readonly Version[] = [{ major: 4, pages: false, name: '4' }, { major: 3, pages: false, name: '3.10' }];

describe.each(versions)('Jekyll $name', (version) => {
  test.each([...cases])('%s', (_name, group) => {
    const first = group[0];
    if (!first) throw new Error('no rows');
    const config = typeof first.config === 'string' ? parse(first.config) : first.config;
    const settings = readSettings({ config: { ...config, ...first.cli }, version, plugins: new Set(), zone: 'UTC', options: {} });
    const sourceOf = sourceReader(settings);
    const files = group.map((row) => asFilePath(row.source)).sort();
    const documents = new Map<FilePath, Document>();
    for (const row of group) {
      const path = asFilePath(row.source);
      const document = documentOf(path, row.text ?? '');
      const source = sourceOf(path);
      if (document && (source.kind === 'post' || document.frontMatter.format !== 'none')) documents.set(path, document);
    }
    const entries = entriesOf(published({ files, documents, now }, settings, sourceOf));
    const wrong = group.flatMap((row): object[] => {
      const want = version.major === 3 && row.expect_3_10 ? row.expect_3_10 : row.expect;
      if (want.site_error !== undefined) return [];
      const got = entries.filter((entry) => entry.source === row.source && entry.visibility.kind === 'live');
      if (want.published !== true) return got.length > 0 ? [{ source: row.source, want: 'not published', got: got[0] }] : [];
      const entry = got[0];
      const volatile = want.volatile !== undefined || row.expect.volatile !== undefined;
      const same = entry && (row.source.startsWith('_drafts') || entry.output === want.file && entry.url === decodePath(want.url ?? ''))
        && (want.date === undefined || volatile || row.mtime || entry.date === Date.parse(want.date));
      return same ? [] : [{ source: row.source, want, got: entry }];
    });
    expect(wrong).toEqual([]);
  });
});
