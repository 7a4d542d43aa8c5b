import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { Publication } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import type { Modules } from '../javascript/modules.ts';
import { readData } from './data.ts';
import { readHead } from './front-matter.ts';
import { publish } from './publish.ts';
import { readSettings } from './settings.ts';
import { sourceReader } from './sources.ts';
import { templates } from './templates.ts';

interface Row {
  readonly case: string;
  readonly config?: string;
  readonly source: string;
  readonly text?: string;
  readonly expect: {
    readonly published?: boolean; readonly pages?: readonly { readonly url: string | false; readonly out: string | false }[];
    readonly copied?: readonly string[]; readonly build_error?: unknown;
  };
}
const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/eleventy-urls.json', import.meta.url), 'utf8'));

/** What the sites of the table had besides the rows. */
const BESIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ignores': { '.gitignore': 'c.md\n', '.eleventyignore': 'secret\nREADME.md\n', '.eleventy.js': 'module.exports = (c) => { c.ignores.add("drafts"); };' },
  'two configs': { '.eleventy.js': 'module.exports = () => ({ dir: { input: "one" } });' },
};

/** Rows that are not held to, each with its reason. */
const NOT_KNOWN: Readonly<Record<string, string>> = {
  'date:Created': 'when the file was made is a fact of the machine that built it',
  'date:Last Modified': 'the same',
  'date:git Last Modified': 'the history is not read',
  'permalink:../up/': 'what is written outside of the output folder is on no site',
};

const configName = (row: Row): string => (row.config?.includes('export default') ? 'eleventy.config.mjs' : row.case.startsWith('two') ? 'eleventy.config.js' : '.eleventy.js');

async function publishedIn(group: readonly Row[]): Promise<{ readonly publication: Publication; readonly copied: ReadonlySet<string> }> {
  const [first] = group;
  const texts: Record<string, string> = { ...BESIDES[first?.case ?? ''] };
  if (first?.config !== undefined) texts[configName(first)] = first.config;
  for (const { source, text } of group) texts[source] = text ?? '';
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => texts[path];
  const now = Date.UTC(2026, 0, 1);
  const { settings, modules } = await readSettings({ files, read, now, zone: 'UTC', around: new Map(), options: {} });
  const dataFiles = await readData(settings, files, read, modules);
  const sourceOf = sourceReader(settings, ['.gitignore', '.eleventyignore'].flatMap((name) => texts[name] ?? []));
  const documents = new Map(files.filter((path) => sourceOf(path).kind === 'template').map((path) => [path, documentOf(path, texts[path] ?? '', modules)]));
  const publication = publish({ settings, modules, dataFiles, sourceOf, evaluate: templates(settings, modules.evaluator, new Map()), heads: new Map(), layoutIds: new Set() }, { files, documents, now });
  return { publication, copied: new Set(settings.passthrough.filter(({ htmlRelative }) => htmlRelative).map(({ from }) => from)) };
}

const documentOf = (path: FilePath, text: string, modules: Modules): Document => ({
  path, frontMatter: readHead(text, modules),
  references: [], anchors: [], headings: [], suspects: [], lookups: [], hasUnknownParts: false, problems: [],
});

const groups: Row[][] = [];
for (const row of rows) {
  const last = groups.at(-1);
  if (last?.[0]?.case === row.case && last[0].config === row.config && !last.some(({ source }) => source === row.source)) last.push(row);
  else groups.push([row]);
}

describe('addresses, as Eleventy 3.1 has them', () => {
  for (const group of groups) {
    const name = group[0]?.case ?? '';
    if (group.some((row) => row.expect.build_error !== undefined) || NOT_KNOWN[name] !== undefined) continue;
    test(`${name} | ${group[0]?.source}`, async () => {
      const { publication } = await publishedIn(group);
      for (const { source, expect: expected } of group) {
        const live = publication.entries.filter((entry) => entry.source === source && entry.visibility.kind === 'live');
        if (expected.copied && name.includes('html auto')) continue;
        if (!expected.published) { expect(live, source).toEqual([]); continue; }
        const outputs = expected.copied ?? (expected.pages ?? []).map(({ out }) => String(out).replace(/^(?:_site|dist)\//, ''));
        expect(live.map(({ output }) => output), source).toEqual(outputs);
        if (expected.pages) expect(live.map(({ url }) => url), source).toEqual(expected.pages.map(({ url }) => url));
      }
    });
  }
});
