import { asFilePath, extensionOf, folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import { readFrontMatter, yamlBetweenLines } from '../../core/markdown/front-matter.ts';
import { readHtmlPage } from '../../core/markdown/html-page.ts';
import { NO_MARKUP, type MarkupReader } from '../../core/markdown/markup.ts';
import type { Conventions } from '../../core/site/conventions.ts';
import { documentFrom, HEAD_ONLY } from '../../core/site/document-from.ts';
import type { DocumentProblem, FrontMatter, IncludedTexts } from '../../core/site/document.ts';
import { evaluateLiquid, hasLiquid, type LiquidWorld, type TemplateMapping } from '../../core/template/liquid/index.ts';
import { untouched } from '../../core/template/evaluated.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import type { Head } from './check.ts';
import { documentAddress, outputExtension, pageAddress, refusedAddress, type Address } from './addresses.ts';
import { offsetText, pad, toCivil } from './dates.ts';
import { defaultsOf } from './defaults.ts';
import { frontMatterReferences } from './front-matter-references.ts';
import { dateOf, itemOf, type Item } from './posts.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';
import { relativeNames, relativeTags } from './tags.ts';
import { withMediaFolder } from './themes.ts';
import { at, merged, printed, texts, type Data } from './values.ts';
import type { WorldFor } from './world.ts';

export interface ReadInput {
  readonly settings: Settings;
  readonly sourceOf: (file: FilePath) => Source;
  readonly worldFor: WorldFor;
  /** Every file of the blog. */
  readonly files: ReadonlySet<FilePath>;
  readonly hasFolder: (name: string) => boolean;
  /** Whether the theme writes the addresses of images anew: Chirpy. */
  readonly isChirpy: boolean;
  readonly readMarkdown: MarkupReader;
  readonly checkHead: (head: Head) => readonly DocumentProblem[];
  readonly base: string;
  /** Asked where a post has no date. */
  readonly now: () => number;
}

/** Reads one source file: front matter, Liquid, Markdown or HTML. */
export function reader(input: ReadInput): Conventions['read'] {
  const { settings, sourceOf, worldFor, hasFolder, now, readMarkdown } = input;

  return (path, source, part, included = new Map()) => {
    const from = sourceOf(path);
    const frontMatter = headOf(source, from);
    if (part === 'head') return documentFrom({ path, source, frontMatter, ...HEAD_ONLY });
    const subject = subjectOf(path, from, frontMatter, settings, now);
    const body = { start: frontMatter.range.end, end: source.length };
    const evaluated = subject.isTemplate && hasLiquid(source, body) ? evaluateLiquid(source, body, worldFor(nameOf(path), subject.variables, neighbourTags({ path, source, included, files: input.files }))) : untouched(source, body);
    const extension = extensionOf(nameOf(path)).toLowerCase();
    const markup = settings.markdownExtensions.has(extension) ? readMarkdown(evaluated.derived.text)
      : isHtml(extension, settings) ? readHtmlPage(evaluated.derived.text) : NO_MARKUP;

    return documentFrom({
      path, source, frontMatter,
      derived: evaluated.derived,
      markup: input.isChirpy && from.kind !== 'page' ? withMediaFolder(markup, subject.data, input.base) : markup,
      lookups: evaluated.lookups,
      references: frontMatterReferences({ source, frontMatter, hasFolder }),
      problems: [...headProblems(frontMatter, from, subject.problem), ...input.checkHead({ path, frontMatter, source: from, date: subject.date }), ...evaluated.problems],
      hasUnknownParts: evaluated.hasUnknownParts,
    });
  };
}

interface Neighbourhood {
  readonly path: FilePath;
  readonly source: string;
  readonly included: IncludedTexts;
  readonly files: ReadonlySet<FilePath>;
}

/** `include_relative` looks in the folder of the page's own file, also where an included file asks. */
function neighbourTags({ path, source, included, files }: Neighbourhood): LiquidWorld['tags'] {
  if (!hasNeighbours(source)) return undefined;
  return relativeTags((name) => {
    const file = neighbourOf(path, name);
    const template = included.get(file);
    if (template !== undefined) return { kind: 'found', template };
    return files.has(file) ? { kind: 'unknown' } : { kind: 'missing', place: file };
  });
}

/** The files that a text has `include_relative` put into a page. */
export const neighboursIn = (path: FilePath, text: string): readonly FilePath[] =>
  (hasNeighbours(text) ? relativeNames(text).map((name) => neighbourOf(path, name)) : []);

/** What begins with a rare letter is found faster. */
const hasNeighbours = (text: string): boolean => text.includes('_relative') && text.includes('include_relative');

const neighbourOf = (path: FilePath, name: string): FilePath => asFilePath([folderOf(path), name].filter((part) => part !== '').join('/'));

const isHtml = (extension: string, settings: Settings): boolean => ['.html', '.htm', '.xhtml', '.php'].includes(outputExtension(extension, settings));

/**
 * A file whose first line is `---` has front matter, closed or not. In a page even a byte order mark before it makes it
 * none; a post is a post without.
 */
function headOf(source: string, from: Source): FrontMatter {
  const read = readFrontMatter(source, yamlBetweenLines);
  if (from.kind === 'post') return read;
  const opens = /^---[ \t]*\r?\n/.test(source);
  if (opens && read.format === 'none') return { ...read, format: 'yaml' };
  return opens ? read : { ...read, format: 'none', data: {}, range: { start: 0, end: 0 }, scalars: new Map() };
}

function headProblems({ error, range }: FrontMatter, from: Source, refused: string | undefined): readonly DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  if (error) {
    const lost = from.kind === 'page' ? 'Jekyll publishes the page as if it had none' : 'Jekyll publishes the post as if it had none, under another address';
    problems.push({ kind: 'front-matter', message: `The front matter cannot be read: ${error.message.replace(/\.$/, '')}. ${lost}.`, range: { start: error.at, end: error.at } });
  }
  if (refused !== undefined) problems.push({ kind: 'front-matter', message: `${refused} Jekyll stops here.`, range });
  return problems;
}

/** What a page tells its templates of itself. */
interface Subject {
  readonly data: Data;
  readonly variables: () => TemplateMapping;
  readonly isTemplate: boolean;
  /** Where it has one: milliseconds since the epoch. */
  readonly date: number | undefined;
  /** Why Jekyll would stop. */
  readonly problem?: string;
}

function subjectOf(path: FilePath, from: Source, frontMatter: FrontMatter, settings: Settings, now: () => number): Subject {
  if (from.kind === 'post' || from.kind === 'collection') {
    const collection = from.kind === 'post' ? 'posts' : from.name;
    const item = itemOf({ path: from.path, collection, draft: from.kind === 'post' && from.draft, frontMatter, settings, now });
    const problem = item.invalidDate ?? slugProblem(item.data) ?? dateAsText(frontMatter) ?? refusedAddress(item, settings);
    return {
      data: item.data, variables: () => documentVariables(path, item, documentAddress(item, settings), settings), isTemplate: rendersLiquid(item.data, settings), date: dateOf(item),
      ...(problem !== undefined && { problem }),
    };
  }
  const inside = from.kind === 'page' ? from.path : path;
  const own = frontMatter.error ? {} : frontMatter.data;
  const data = merged(defaultsOf(settings.defaults, { path: inside, type: 'pages' }, settings.version.major), own);
  const address = pageAddress(inside, at(data, 'permalink'), settings);
  return {
    data, variables: () => pageVariables(inside, data, address), isTemplate: frontMatter.format !== 'none' || settings.plugins.has('jekyll-optional-front-matter'), date: undefined,
    ...(address.refused !== undefined && { problem: address.refused }),
  };
}

const rendersLiquid = (data: Data, { version: { major } }: Settings): boolean => major === 3 || at(data, 'render_with_liquid') !== false;

function slugProblem(data: Data): string | undefined {
  const slug = at(data, 'slug');
  return slug === undefined || slug === null || typeof slug === 'string' ? undefined : `\`slug: ${printed(slug)}\` is not a text: put it in quotes.`;
}

/** `permalink: 2020-01-01` is a date to YAML. */
function dateAsText({ data, scalars }: FrontMatter): string | undefined {
  return ['permalink', 'slug'].map((key) => {
    const value = at(data, key);
    const isDate = typeof value === 'string' && /^\d{4}-\d\d?-\d\d?$/.test(value) && scalars.get(key)?.quoted === false;
    return isDate ? `\`${key}: ${value}\` is a date, and not a text: put it in quotes.` : undefined;
  }).find((message) => message !== undefined);
}

/** Only the build knows these. */
const unknownParts = { content: UNKNOWN, output: UNKNOWN, excerpt: UNKNOWN, next: UNKNOWN, previous: UNKNOWN } as const;

function documentVariables(path: FilePath, item: Item, { url }: Address, { zone }: Settings): TemplateMapping {
  const { data, slug, categories, date, dated, collection } = item;
  const name = nameOf(item.path);
  const { year, month, day, hour, minute, second } = toCivil(date, zone);
  const shown = `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)} ${offsetText(date, zone)}`;
  const basename = slug ?? name.slice(0, name.length - extensionOf(name).length);
  return {
    title: titled(basename), slug: basename, ext: extensionOf(name), ...unknownParts, ...data,
    categories, tags: texts(at(data, 'tags')), url, id: url.replace(/(?:\.[^./]*|\/)$/, ''), collection,
    path, relative_path: item.path, name, date: dated === 'none' ? UNKNOWN : shown,
  };
}

/** `my-first-post` as Jekyll makes a title of it. */
const titled = (slug: string): string => slug.split(/[-_\s]+/).filter((word) => word !== '').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');

function pageVariables(path: string, data: Data, { url }: Address): TemplateMapping {
  return { ...unknownParts, ...data, url, path, name: nameOf(path), dir: url.slice(0, url.lastIndexOf('/') + 1) };
}
