import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHtmlPage } from '../../core/markdown/html-page.ts';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import { buildSite } from '../../core/site/build-site.ts';
import type { Value } from '../../core/site/document.ts';
import { resolve } from '../../core/site/resolve.ts';
import type { Site } from '../../core/site/site.ts';
import { hexo } from './index.ts';

interface Row { readonly case: string; readonly config: Record<string, Value>; readonly source: string; readonly html?: string; readonly build_error?: string }

const { rows } = JSON.parse(readFileSync(new URL('../../../test/tables/hexo-render.json', import.meta.url), 'utf8')) as { rows: Row[] };

/** The blog that the table was made with: one post with the row's text, and what it can point to. */
async function siteOf({ config, source }: Row): Promise<Site> {
  const texts: Record<string, string> = {
    '_config.yml': JSON.stringify({ url: 'https://ex.com', ...config }),
    'package.json': JSON.stringify({ dependencies: { hexo: '8.1.2', 'hexo-renderer-marked': '7.0.1' } }),
    'source/_posts/my-post.md': `---\ntitle: My Post\ndate: 2020-01-02 03:04:05\n---\n${source}`,
    'source/_posts/other.md': '---\ntitle: Other Post\ndate: 2020-01-02 03:04:05\n---\n## sec\n',
    'source/_posts/sub/nested.md': '---\ntitle: N\ndate: 2020-01-02 03:04:05\n---\n',
    'source/_drafts/adraft.md': '---\ntitle: Dr\ndate: 2026-01-02 03:04:05\n---\n',
    'source/_posts/my-post/pic.png': '', 'source/_posts/my-post/b c.png': '', 'source/_posts/my-post/sub/deep.png': '',
    'source/downloads/code/a.js': 'let a = 1;', 'source/img/a.png': '',
  };
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => texts[path];
  const conventions = await hexo.configure({ files, read, around: new Map(), now: Date.UTC(2026, 10, 22), zone: 'UTC', options: {} });
  return buildSite({ conventions, files, read, head: async () => undefined, now: Date.UTC(2026, 10, 22) });
}

/** Where a browser would go from the post, for every reference that we see. */
function seenIn(site: Site): readonly string[] {
  const document = site.documents.get(asFilePath('source/_posts/my-post.md'));
  const entry = document && site.bySource.get(document.path);
  if (!document || !entry) throw new Error('The post is not there.');
  return document.references.flatMap((reference) => {
    const resolution = resolve(reference, document, entry, site);
    if (resolution.kind === 'not-built') return [];
    return [addressOf(('url' in resolution ? resolution.url : undefined) ?? reference.url, site)];
  });
}

/** The same of the HTML that Hexo wrote. */
const writtenIn = (html: string, site: Site): readonly string[] =>
  readHtmlPage(html.replace(/<a href="#[^"]*" class="headerlink"[^>]*><\/a>/g, '')).references.map(({ url }) => addressOf(url, site));

const addressOf = (url: string, { conventions, bySource }: Site): string => {
  const from = bySource.get(asFilePath('source/_posts/my-post.md'))?.url ?? '/';
  const { href, pathname, search, hash, host } = new URL(url, `https://ex.com${conventions.base}${from}`);
  return host === 'ex.com' ? decodeURIComponent(pathname + search + hash) : href.replace(/^mailto:.*/, 'mailto:');
};

/** Rows whose references differ on purpose, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'asset_img missing': 'nothing is written, which is told of as a missing image',
  'asset_path missing': 'nothing is written, and nobody sees it in the text',
  'no asset folder:asset_img': 'nothing is written, which is told of as a missing image',
  footnote: 'the second line is taken for a definition, whose one reference stands for all its uses',
  'link rel': 'a `link` without an address is left to the themes that have a tag of the same name',
  'nunjucks for': 'what a loop writes is not known',
  email: 'Hexo hides addresses of mail behind random entities',
};

describe('the references of a post are those that Hexo 8 writes', () => {
  test.each(rows.filter((row) => row.html !== undefined && !(row.case in DIFFERENT)))('$case', async (row) => {
    const site = await siteOf(row);
    expect([...seenIn(site)].sort()).toEqual([...writtenIn(row.html ?? '', site)].sort());
  });
});

describe('what stops Hexo is said', () => {
  test.each(rows.filter((row) => row.build_error !== undefined && !(row.case in UNSAID)))('$case', async (row) => {
    const site = await siteOf(row);
    const document = site.documents.get(asFilePath('source/_posts/my-post.md'));
    const entry = document && site.bySource.get(document.path);
    const refused = document && entry ? document.references.map((reference) => resolve(reference, document, entry, site).kind) : [];
    expect([...document?.problems.map(({ kind }) => kind) ?? [], ...refused]).toSatisfy((kinds: string[]) => kinds.includes('not-built') || kinds.includes('template'));
  });
});

/** Build errors that are not told of. */
const UNSAID: Readonly<Record<string, string>> = {
  youtube: 'a theme or a plugin may have a tag of that name',
  'unknown tag': 'a theme or a plugin may have a tag of that name',
  liquid: 'a theme or a plugin may have a tag of that name',
  'jekyll post_url': 'a theme or a plugin may have a tag of that name',
  'hash brace': 'only with a complete comment before it, and only before version 8.1',
};
