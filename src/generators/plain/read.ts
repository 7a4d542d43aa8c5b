import { extensionOf, type FilePath } from '../../core/paths.ts';
import { readCommonMark, type FootnoteIds } from '../../core/markdown/commonmark.ts';
import { readFrontMatter, yamlOrToml, type FrontMatterDialect } from '../../core/markdown/front-matter.ts';
import { githubHeadingIds } from '../../core/markdown/github-slugs.ts';
import type { Markup, MarkupReference, Suspect } from '../../core/markdown/markup.ts';
import type { Document, FrontMatter, Reference } from '../../core/site/document.ts';
import { documentFrom } from '../../core/site/document-from.ts';
import { copyOf } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import type { Tool } from './tools.ts';

/** Reads a file as GitHub shows it; of a tool's own additions, what names a file. */
export function readPlain(path: FilePath, source: string, { tool, isVault, part }: PlainReading): Document {
  const frontMatter = readFrontMatter(source, anyReader);
  const body = { start: frontMatter.range.end, end: source.length };
  const derived = copyOf(source, part === 'head' ? titlePlace(frontMatter, body) : body);
  const markup = readCommonMark(derived.text, {
    headingIds: githubHeadingIds,
    explicitIds: tool !== undefined,
    footnotes: githubNotes,
    // `{filename}other.md` must stay what it is.
    encodeUrls: 'none',
    mdx: extensionOf(path).toLowerCase() === '.mdx',
    math: isVault,
  });
  return documentFrom({
    path, source, frontMatter, derived,
    markup: isVault ? withWikiLinks(markup, derived.text) : markup,
    references: frontMatterImages(frontMatter, source),
    // A tool's ids are not GitHub's, and its components add their own.
    hasUnknownParts: tool !== undefined,
    problems: [],
  });
}

/** Which program reads it is not known: what one of them takes is no mistake. */
const anyReader: FrontMatterDialect = { ...yamlOrToml, yaml: { ...yamlOrToml.yaml, duplicateKeys: 'last' }, tabs: 'two spaces' };

export interface PlainReading {
  readonly tool: Tool | undefined;
  readonly isVault: boolean;
  readonly part?: 'head' | undefined;
}

/** A post's title may be the heading that its text begins with; pages have no need of one. */
function titlePlace({ data }: FrontMatter, { start, end }: Range): Range {
  const isTold = typeof data['title'] === 'string' || typeof data['date'] !== 'string';
  return { start, end: isTold ? start : Math.min(end, start + BEGINNING) };
}

const BEGINNING = 500;

const githubNotes: FootnoteIds = {
  note: ({ label }) => `user-content-fn-${label}`,
  mark: ({ label }, time) => `user-content-fnref-${label}${time > 1 ? `-${time}` : ''}`,
  section: 'footnote-label',
};

/** In a vault `[[Note]]` and `![[picture.png]]` are links, which they are nowhere else. */
function withWikiLinks(markup: Markup, text: string): Markup {
  const wiki = markup.suspects.filter(({ kind }) => kind === 'wiki');
  if (wiki.length === 0) return markup;
  return {
    ...markup,
    suspects: markup.suspects.filter(({ kind }) => kind !== 'wiki'),
    references: [...markup.references, ...wiki.map((suspect) => wikiLink(suspect, text))].sort((a, b) => a.range.start - b.range.start),
  };
}

function wikiLink({ range }: Suspect, text: string): MarkupReference {
  const open = text.indexOf('[[', range.start);
  const close = text.indexOf(']]', open);
  const bar = text.slice(open, close).search(/\\?\|/);
  const end = bar < 0 ? close : open + bar;
  const shown = text.charAt(open - 1) === '!';
  const isImage = shown && /\.(?:png|jpe?g|gif|webp|svg|avif|bmp)$/i.test(text.slice(open + 2, end).trim());
  return {
    ...(isImage ? { kind: 'image', element: 'img', attribute: 'src' } : { kind: 'link', element: 'a', attribute: 'href' }),
    syntax: 'wiki',
    url: text.slice(open + 2, end),
    range: { start: open + 2, end },
    whole: { start: shown ? open - 1 : open, end: close + 2 },
    label: (bar < 0 ? text.slice(open + 2, end) : text.slice(end + 1, close)).replace(/^\|/, ''),
  };
}

/** Pictures that front matter names. Where they are looked for is up to the tool. */
function frontMatterImages({ scalars }: FrontMatter, source: string): readonly Reference[] {
  return [...scalars].flatMap(([key, { key: at, value }]): Reference[] => {
    const raw = source.slice(value.start, value.end);
    if (!IMAGE_KEYS.test(key) || !/\.(?:png|jpe?g|gif|webp|svg|avif)$/i.test(raw)) return [];
    return [{
      kind: 'image', syntax: 'front-matter', element: 'img', attribute: 'src', raw, url: raw, range: value,
      whole: { start: at.start, end: value.end }, key,
    }];
  });
}

const IMAGE_KEYS = /^(?:image|cover|banner|thumbnail|hero|featured_?image|og_?image|cover_?image|hero_?image)(?:\.(?:src|url|image))?$/i;
