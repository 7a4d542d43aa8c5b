import { readHtmlPage } from '../../core/markdown/html-page.ts';
import type { Conventions } from '../../core/site/conventions.ts';
import { documentFrom, HEAD_ONLY } from '../../core/site/document-from.ts';
import type { DocumentProblem, FrontMatter } from '../../core/site/document.ts';
import type { TemplateMapping } from '../../core/template/value.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { frontMatterImages, namesImage } from '../front-matter-images.ts';
import { at, isObject, toValue, type JsObject } from '../javascript/values.ts';
import { readHead } from './front-matter.ts';
import { markdownReader } from './markdown.ts';
import { pageOf } from './pages.ts';
import type { PublishParts } from './publish.ts';
import { engineOf } from './sources.ts';
import { variablesOf } from './values.ts';

/** Reads one template: front matter, then its template language, then Markdown or HTML. */
export function documentReader(parts: PublishParts): Conventions['read'] {
  const { settings, modules, sourceOf, evaluate } = parts;
  const markdown = markdownReader(settings, modules.evaluator);
  // Headings of raw HTML are given ids as well.
  const givesIds = settings.plugins.has('@11ty/eleventy#IdAttributePlugin');
  return (path, source, part) => {
    const frontMatter = readHead(source, modules);
    if (part === 'head') return documentFrom({ path, source, frontMatter, ...HEAD_ONLY, problems: problemsOf(frontMatter) });
    const kind = sourceOf(path);
    const body = { start: frontMatter.range.end, end: source.length };
    const references = frontMatterImages(source, frontMatter, (key, value) => (namesImage(key, value) && /^(?:\/|https?:)/.test(value) ? 'site' : 'none'), 'content');
    const page = kind.kind === 'template' ? pageOf(path, kind, frontMatter, parts) : undefined;
    const variables = page ? { ...variablesOf(page.data, parts.dataFiles.global, parts.settings), ...ofThisPage(page.data) } : { [UNKNOWN]: UNKNOWN };
    const override = page && toValue(at(page.data, 'templateEngineOverride'));
    const engine = kind.kind === 'template' ? engineOf(kind.language, override, settings) : 'none';
    const made = evaluate(engine, source, body, variables);
    const isMarkdown = kind.kind === 'template' && kind.language === 'md' && override !== 'html' && override !== 'njk' && override !== 'liquid';
    return documentFrom({
      path, source, frontMatter, derived: made.derived,
      markup: (isMarkdown ? markdown : readHtmlPage)(made.derived.text),
      lookups: made.lookups, references, hasUnknownParts: made.hasUnknownParts || (givesIds && /<h[1-6][\s>]/i.test(source)),
      problems: [...problemsOf(frontMatter), ...made.problems],
    });
  };
}

/** A template with `pagination` is many pages, and what each of them is about is another for each. */
function ofThisPage(data: JsObject): TemplateMapping {
  const pagination = at(data, 'pagination');
  if (!isObject(pagination)) return {};
  const [alias] = String(toValue(at(pagination, 'alias')) ?? '').split('.');
  const computed = at(data, 'eleventyComputed');
  const keys = ['pagination', 'page', ...(alias ? [alias] : []), ...(isObject(computed) ? computed.entries.keys() : [])];
  return Object.fromEntries(keys.map((key) => [key, UNKNOWN]));
}

const problemsOf = ({ error, range }: FrontMatter): readonly DocumentProblem[] =>
  (error ? [{ kind: 'front-matter', message: `Eleventy stops its build here: ${error.message}`, range: { start: error.at, end: Math.max(error.at, Math.min(error.at + 1, range.end)) } }] : []);
