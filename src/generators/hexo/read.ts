import { extensionOf, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import { optionalOpening, readFrontMatter } from '../../core/markdown/front-matter.ts';
import { readHtmlPage } from '../../core/markdown/html-page.ts';
import type { Markup } from '../../core/markdown/markup.ts';
import { documentFrom } from '../../core/site/document-from.ts';
import type { Document, DocumentProblem, FrontMatter } from '../../core/site/document.ts';
import type { Lookup } from '../../core/text/derived.ts';
import { frontMatterReferences } from './front-matter-references.ts';
import { withImageRules } from './images.ts';
import { readMarkdown } from './markdown.ts';
import { isAtLeast } from './packages.ts';
import { placeOf } from './places.ts';
import type { Settings } from './settings.ts';
import { passTags, withoutTagPass, type Part, type TagPass } from './tags.ts';
import { at, dataAt } from './values.ts';

/** Reads one post or page: front matter, tags, Markdown. */
export function readSource(path: FilePath, source: string, settings: Settings, part?: 'head'): Document {
  const frontMatter = readFrontMatter(source, optionalOpening);
  const language = languageOf(path, settings);
  const folderName = placeOf(path, settings).kind === 'post' ? nameOf(withoutExtension(path)) : undefined;
  const head: DocumentHead = { path, source, frontMatter, problems: problemsOf(frontMatter) };
  if (language === 'other' || part === 'head') return documentOf(head, [], { hasUnknownParts: true });

  const pass = tagsOf(head, language, settings);
  const lookups: Lookup[] = [...pass.lookups];
  const read = pass.parts.map((part) => readPart(part, { settings, folderName, lookups }));
  return documentOf(head, read, { ...pass, lookups, hasUnknownParts: pass.hasUnknownParts || settings.renderer.kind === 'other' && language === 'markdown' });
}

interface DocumentHead {
  readonly path: FilePath;
  readonly source: string;
  readonly frontMatter: FrontMatter;
  readonly problems: readonly DocumentProblem[];
}

interface ReadPart {
  readonly part: Part;
  readonly markup: Markup;
}

/** EJS, Pug, Org and the like are another program's to read. */
function languageOf(path: FilePath, settings: Settings): 'markdown' | 'html' | 'other' {
  const extension = extensionOf(path).slice(1);
  if (settings.extensions.get(extension) !== 'html') return 'other';
  if (/^(?:md|markdown|mkd|mkdn|mdwn|mdtxt|mdtext)$/.test(extension)) return 'markdown';
  return /^html?$/.test(extension) ? 'html' : 'other';
}

const problemsOf = ({ error, range }: FrontMatter): readonly DocumentProblem[] =>
  (error ? [{ kind: 'front-matter', message: `Hexo leaves this file out: ${error.message}`, range: { start: error.at, end: Math.max(error.at, Math.min(error.at + 1, range.end)) } }] : []);

function tagsOf({ source, frontMatter }: DocumentHead, language: 'markdown' | 'html', settings: Settings): TagPass {
  const body = { start: frontMatter.range.end, end: source.length };
  if (isWithoutTags(frontMatter, language, settings)) return withoutTagPass(source, body, language);
  return passTags({
    source, body, language, data: frontMatter.data, highlights: settings.highlights,
    legacy: language === 'markdown' && settings.renderer.kind === 'marked' && settings.renderer.legacy,
    unclosedStops: !isAtLeast(settings.packages.version('hexo'), [8, 0, 0]),
  });
}

function isWithoutTags({ data }: FrontMatter, language: 'markdown' | 'html', { config, renderer }: Settings): boolean {
  const own = at(data, 'disableNunjucks');
  if (typeof own === 'boolean') return own;
  const key = renderer.kind === 'markdown-it' ? 'markdown' : 'marked';
  return language === 'markdown' && Boolean(at(dataAt(config, key), 'disableNunjucks'));
}

interface PartContext {
  readonly settings: Settings;
  readonly folderName: string | undefined;
  /** Added to where an image waits for the site to be known. */
  readonly lookups: Lookup[];
}

function readPart(part: Part, { settings, folderName, lookups }: PartContext): ReadPart {
  if (part.kind !== 'markdown') return { part, markup: readHtmlPage(part.derived.text) };
  const markup = readMarkdown(part.derived.text, settings.renderer);
  // What is in a block tag is rendered without saying which post it is from.
  return { part, markup: withImageRules(markup, part.derived, { settings, folderName, isInTag: part.inside !== undefined, lookups }) };
}

type Extras = Partial<Pick<TagPass, 'lookups' | 'problems' | 'anchors' | 'hasUnknownParts'>>;

/** One document of all parts, each put back where it stands in the source. */
function documentOf(head: DocumentHead, read: readonly ReadPart[], extras: Extras): Document {
  const { path, source, frontMatter } = head;
  const documents = read.map(({ part, markup }) => documentFrom({ path, source, frontMatter, derived: part.derived, markup }));
  const base = documents.find((document) => document.base !== undefined)?.base;
  return {
    path,
    frontMatter,
    references: [...frontMatterReferences(frontMatter, source), ...documents.flatMap((document, i) => maybe(document.references, read[i]?.part))]
      .sort((a, b) => a.range.start - b.range.start),
    anchors: [...documents.flatMap(({ anchors }) => anchors), ...extras.anchors ?? []],
    headings: documents.flatMap(({ headings }) => headings).sort((a, b) => a.range.start - b.range.start),
    suspects: documents.flatMap(({ suspects }) => suspects),
    lookups: extras.lookups ?? [],
    ...(base !== undefined && { base }),
    hasUnknownParts: extras.hasUnknownParts ?? false,
    problems: [...head.problems, ...extras.problems ?? []],
  };
}

/** What stands in a condition or a loop may not be on the page. */
const maybe = (references: Document['references'], part: Part | undefined): Document['references'] =>
  (part?.kind === 'maybe-html' ? references.map((reference) => ({ ...reference, perhaps: true })) : references);
