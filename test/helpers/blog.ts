import { asFilePath, asUrlPath, extensionOf, nameOf, withoutExtension, type FilePath } from '../../src/core/paths.ts';
import { readCommonMark } from '../../src/core/markdown/commonmark.ts';
import { readFrontMatter, yamlBetweenLines } from '../../src/core/markdown/front-matter.ts';
import type { HeadingIds } from '../../src/core/markdown/heading-ids.ts';
import { buildSite } from '../../src/core/site/build-site.ts';
import type { Conventions, Entry, FileRole, Visibility } from '../../src/core/site/conventions.ts';
import type { Document } from '../../src/core/site/document.ts';
import { documentFrom } from '../../src/core/site/document-from.ts';
import { githubPages } from '../../src/core/site/hosts.ts';
import type { Site } from '../../src/core/site/site.ts';
import { copyOf } from '../../src/core/text/derived.ts';

export type Texts = Readonly<Record<string, string>>;

export interface BlogOptions {
  readonly base?: string;
  /** What counts as today: `2026-01-01`. */
  readonly today?: string;
  /** `front-matter` problems and the like that a generator would have found, by file. */
  readonly problems?: Readonly<Record<string, Document['problems']>>;
  /** Raw HTML does not reach the page. */
  readonly rawHtml?: Conventions['rawHtml'];
}

/**
 * A blog in memory, of a generator that exists only here: `posts/x.md` is published at `/x/`, `pages/x.md` too,
 * everything else as it is. `draft: true`, `date:` and `permalink:` mean what they say. Its address is
 * https://travels.example.
 */
export async function blogOf(texts: Texts, options: BlogOptions = {}): Promise<Site> {
  const files = Object.keys(texts).sort().map(asFilePath);
  return buildSite({
    conventions: conventionsFor(options), files, now: Date.parse(options.today ?? '2026-01-01'),
    read: async (path) => texts[path],
    head: async (path, bytes) => (texts[path] === undefined ? undefined : new TextEncoder().encode(texts[path]).slice(0, bytes)),
  });
}

function conventionsFor(options: BlogOptions): Conventions {
  return {
    generator: 'A generator', base: options.base ?? '', origins: ['https://travels.example'], host: githubPages, notes: [], ...(options.rawHtml && { rawHtml: options.rawHtml }),
    roleOf, read: (path, text) => readPost(path, text, options),
    publish: ({ files, documents, now }) => ({ entries: files.flatMap((file) => entryOf(file, documents.get(file), now)) }),
    newPost: {
      format: 'yaml', defaults: [['title', '']], draftKey: 'draft', dateKey: 'date', dateNeeded: false,
      fileFor: ({ slug }) => asFilePath(`posts/${slug}.md`), formatDate: (at) => new Date(at).toISOString().slice(0, 10),
    },
    publishing: { hiding: [{ draft: true }] },
  };
}

const roleOf = (path: FilePath): FileRole => (path.endsWith('.md') ? path.startsWith('posts/') ? 'post' : 'page' : 'file');

function readPost(path: FilePath, source: string, options: BlogOptions): Document {
  const frontMatter = readFrontMatter(source, yamlBetweenLines);
  const derived = copyOf(source, { start: frontMatter.range.end, end: source.length });
  const markup = readCommonMark(derived.text, { headingIds: plainIds, explicitIds: true, html: options.rawHtml ? 'drop' : 'keep' });
  return documentFrom({ path, source, frontMatter, derived, markup, problems: options.problems?.[path] ?? [] });
}

const plainIds: HeadingIds = {
  begin: () => ({ text, explicit }) => explicit ?? text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'),
};

function entryOf(path: FilePath, document: Document | undefined, now: number): Entry[] {
  if (path.startsWith('private/')) {
    return [{ kind: 'file', source: path, url: asUrlPath(path), output: path, visibility: { kind: 'unpublished', why: 'nothing in `private` is' } }];
  }
  if (!document) return [{ kind: 'file', source: path, url: asUrlPath(path), output: path, visibility: { kind: 'live' } }];
  const { data } = document.frontMatter;
  const permalink = typeof data.permalink === 'string' ? data.permalink : `/${withoutExtension(nameOf(path))}/`;
  const output = extensionOf(permalink) === '' ? `${permalink.slice(1)}index.html` : permalink.slice(1);
  return [{
    kind: path.startsWith('posts/') ? 'post' : 'page', source: path, url: asUrlPath(permalink), output: asFilePath(output),
    visibility: visibilityOf(data, now), ...(typeof data.title === 'string' && { title: data.title }),
    ...(Array.isArray(data.tags) && { tags: data.tags.map(String) }),
  }];
}

function visibilityOf(data: Document['frontMatter']['data'], now: number): Visibility {
  if (data.draft === true) return { kind: 'draft' };
  const at = typeof data.date === 'string' ? Date.parse(data.date) : Number.NaN;
  return at > now ? { kind: 'scheduled', from: at } : { kind: 'live' };
}
