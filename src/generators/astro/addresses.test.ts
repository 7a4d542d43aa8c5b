import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asFilePath, asUrlPath, decodePath, type FilePath } from '../../core/paths.ts';
import { readFrontMatter, yamlOrToml } from '../../core/markdown/front-matter.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Document } from '../../core/site/document.ts';
import { collectionOf, readCollections } from './collections.ts';
import { publish } from './publish.ts';
import { readSettings } from './settings.ts';

interface Row {
  readonly case: string;
  readonly config: string;
  readonly source: string;
  readonly text?: string;
  readonly expect: {
    readonly published?: boolean; readonly url?: string; readonly file?: string; readonly collision?: boolean; readonly build_error?: unknown;
  };
}
const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/astro-urls.json', import.meta.url), 'utf8'));

/** What the sites of the table had besides the rows, where the case says so. */
const ROUTE = (slug: string): string => `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog');
  return posts.map((post) => ({ params: { slug: ${slug} }, props: { post } }));
}
const { post } = Astro.props;
---`;
const CONFIG = (options: string, schema = ''): string => `import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';
const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}'${options} })${schema} });
export const collections = { blog };`;
const LEGACY = `import { defineCollection, z } from 'astro:content';
export const collections = { blog: defineCollection({ type: 'content', schema: z.object({ title: z.string() }) }) };`;

function surroundings(name: string): Readonly<Record<string, string>> {
  const route = name.startsWith('root route') ? 'src/pages/[...slug].astro' : name.includes('[slug] route') ? 'src/pages/blog/[slug].astro' : 'src/pages/blog/[...slug].astro';
  if (name.startsWith('legacy')) return { 'src/content/config.ts': LEGACY, [route]: ROUTE('post.slug') };
  const options = name.startsWith('custom generateId') ? `, generateId: ({ entry }) => entry.replace(/\\.md$/, '')` : '';
  return { 'src/content.config.ts': CONFIG(options, name.startsWith('image() schema') ? `, schema: ({ image }) => z.object({ title: z.string(), cover: image() })` : ''), [route]: ROUTE('post.id') };
}

async function publishedIn(group: readonly Row[]): Promise<readonly Entry[]> {
  const [{ case: name, config } = { case: '', config: '' }] = group;
  const texts: Record<string, string> = { 'astro.config.mjs': config, ...surroundings(name) };
  for (const { source, text } of group) texts[source] ??= text ?? '';
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => texts[path];
  const now = Date.UTC(2026, 0, 1);
  const { settings, modules, content } = await readSettings({ files, read, now, zone: 'UTC', around: new Map(), options: {} });
  const collections = readCollections(settings, files, modules);
  const documents = new Map<FilePath, Document>();
  for (const path of files) {
    const isSource = collectionOf(collections, path) || (path.startsWith(`${settings.source}/pages/`) && /\.(?:md|mdx|markdown|mkd)$/.test(path));
    if (isSource) documents.set(path, documentOf(path, texts[path] ?? ''));
  }
  return publish({ settings, collections, modules, content }, { files, documents, now }).entries;
}

const documentOf = (path: FilePath, text: string): Document => ({
  path, frontMatter: readFrontMatter(text, yamlOrToml),
  references: [], anchors: [], headings: [], suspects: [], lookups: [], hasUnknownParts: false, problems: [],
});

const groups = new Map<string, Row[]>();
for (const row of rows) {
  const key = JSON.stringify([row.case, row.config]);
  groups.set(key, [...(groups.get(key) ?? []), row]);
}

describe('addresses, as Astro 5.18 has them', () => {
  for (const group of groups.values()) {
    const [{ case: name, config } = { case: '', config: '' }] = group;
    if (group.some((row) => row.expect.build_error !== undefined)) continue;
    test(`${name} | ${config.slice(0, 160)}`, async () => {
      const entries = await publishedIn(group);
      for (const { source, expect: expected } of group) {
        const found = entries.filter((entry) => entry.source === source && entry.visibility.kind === 'live');
        if (expected.collision) { expect(found.length, source).toBeLessThanOrEqual(1); continue; }
        if (expected.published === false) { expect(found, source).toEqual([]); continue; }
        if (isSecond(source, group)) continue;
        expect(found.map(({ output }) => output), source).toEqual([expected.file]);
        if (expected.url !== undefined) expect(found[0]?.url, source).toBe(served(withoutBase(decodePath(expected.url), config), expected.file ?? ''));
      }
    });
  }
});

/** Of `x.md` and `x/index.md` only one is published, and Astro only warns. */
const isSecond = (source: string, group: readonly Row[]): boolean =>
  group.some((row) => row.expect.file !== undefined && row.source !== source && row.expect.file === group.find((one) => one.source === source)?.expect.file);

/** What is printed follows `trailingSlash`; what is answered follows the file. */
const served = (url: string, file: string): string =>
  (file.endsWith('/index.html') ? `${url.replace(/\/$/, '')}/` : file.endsWith('.html') && url !== `/${file}` ? `/${file.replace(/\.html$/, '')}` : url);

const withoutBase = (url: string, config: string): string => {
  const base = `/${/base: '([^']*)'/.exec(config)?.[1] ?? ''}`.replace(/^\/+/, '/').replace(/\/$/, '');
  return asUrlPath(url.startsWith(base) ? url.slice(base.length) : url);
};
