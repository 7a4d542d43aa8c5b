import type { CommonMark } from '../../core/markdown/commonmark.ts';
import { readFrontMatter, yamlOrToml } from '../../core/markdown/front-matter.ts';
import type { JsxElement } from '../../core/markdown/jsx.ts';
import type { Conventions } from '../../core/site/conventions.ts';
import { documentFrom, HEAD_ONLY } from '../../core/site/document-from.ts';
import type { DocumentProblem, FrontMatter, Reference } from '../../core/site/document.ts';
import { copyOf } from '../../core/text/derived.ts';
import { frontMatterImages, namesImage, type ImageKey } from '../front-matter-images.ts';
import { collectionOf, type Collections } from './collections.ts';
import { SCHEMA_IMAGE } from './links.ts';
import { markdownReader } from './markdown.ts';
import type { Schema } from './schema.ts';
import type { Settings } from './settings.ts';

/** Reads an entry of a collection or a page of Markdown. There are no templates in it; MDX has a grammar of its own. */
export function sourceReader(settings: Settings, collections: Collections): Conventions['read'] {
  const markdown = markdownReader(settings, 'md');
  const mdx = markdownReader(settings, 'mdx');
  return (path, source, part) => {
    const frontMatter = readFrontMatter(source, yamlOrToml);
    if (part === 'head') return documentFrom({ path, source, frontMatter, ...HEAD_ONLY, problems: problemsOf(frontMatter) });
    const derived = copyOf(source, { start: frontMatter.range.end, end: source.length });
    const markup = (path.endsWith('.mdx') ? mdx : markdown)(derived.text);
    const schema = collectionOf(collections, path)?.schema;
    const start = frontMatter.range.end;
    return documentFrom({
      path, source, frontMatter, derived, markup,
      references: [
        ...imagesOf(source, frontMatter, schema),
        ...(markup.imports ?? []).flatMap(({ text, range }) => importsIn(text, start + range.start)),
        ...(markup.jsx ?? []).flatMap((element) => propsOf(element, source, start)),
      ],
      problems: [...problemsOf(frontMatter), ...mdxProblem(markup, start, source.length)],
      hasUnknownParts: settings.changesIds || markup.mdxError !== undefined || (markup.jsx ?? []).some(({ name }) => isComponent(name)),
    });
  };
}

const problemsOf = ({ error, range }: FrontMatter): readonly DocumentProblem[] =>
  (error ? [{ kind: 'front-matter', message: `Astro stops its build here: ${error.message}`, range: { start: error.at, end: Math.max(error.at, Math.min(error.at + 1, range.end)) } }] : []);

/** `heroImage: ../../assets/x.png` where the schema says `image()`, `heroImage: /x.png` where it says no more than text. */
function imagesOf(source: string, frontMatter: FrontMatter, schema: Schema | undefined): readonly Reference[] {
  return frontMatterImages(source, frontMatter, (key, value): ImageKey => {
    const said = schemaAt(schema, key);
    if (isImage(said)) return /^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(value) ? 'none' : 'file';
    return namesImage(key, value) && /^(?:\/|https?:)/.test(value) ? 'site' : 'none';
  }, SCHEMA_IMAGE);
}

function schemaAt(schema: Schema | undefined, key: string): Schema | undefined {
  let current = schema;
  for (const part of key.split('.')) {
    const here: Schema | undefined = current?.kind === 'union' ? current.choices?.find(({ shape, item }) => shape ?? item) : current;
    current = here?.item && /^\d+$/.test(part) ? here.item : here?.shape?.get(part);
  }
  return current;
}

const isImage = (schema: Schema | undefined): boolean =>
  schema?.kind === 'image' || (schema?.kind === 'union' && (schema.choices?.some(isImage) ?? false));

const IMAGE = /\.(?:png|jpe?g|gif|svg|webp|avif|tiff?)(?:\?.*)?$/i;

/** `import x from './pic.png'`: what it names must be there, or the build stops. */
function importsIn(text: string, start: number): readonly Reference[] {
  return [...text.matchAll(/^(?:import|export)\b[^'";]*(['"])(\.{1,2}\/[^'"\n]+|@\/[^'"\n]*|[~#][^'"\n]*)\1/gm)].map((found): Reference => {
    const url = found[2] ?? '';
    const end = start + found.index + found[0].length;
    return {
      kind: IMAGE.test(url) ? 'image' : 'resource', syntax: 'tag', element: 'import', attribute: 'from', raw: url, url,
      range: { start: end - 1 - url.length, end: end - 1 }, whole: { start: start + found.index, end },
    };
  });
}

const isComponent = (name: string): boolean => /^[A-Z]|[.]/.test(name);

/** What a component makes of its properties only it knows; one that reads like an address is one if something is there. */
function propsOf({ name, attributes, range }: JsxElement, source: string, start: number): readonly Reference[] {
  if (!isComponent(name)) return [];
  return attributes.filter((attribute) => attribute.kind === 'literal' && PROPERTY.test(attribute.name) && /^(?:\/|\.{1,2}\/|#|https?:)/.test(attribute.value)).map((attribute): Reference => {
    const place = { start: start + attribute.range.start, end: start + attribute.range.end };
    return {
      kind: IMAGE.test(attribute.value) ? 'image' : 'link', syntax: 'html', element: name, attribute: attribute.name,
      raw: source.slice(place.start, place.end), url: attribute.value, range: place, whole: { start: start + range.start, end: start + range.end }, perhaps: true,
    };
  });
}

const PROPERTY = /^(?:href|src|to|url|link)$/;

function mdxProblem({ mdxError }: CommonMark, start: number, end: number): readonly DocumentProblem[] {
  if (!mdxError) return [];
  const at = start + mdxError.at;
  return [{ kind: 'template', message: `Astro stops its build here: ${mdxError.message}`, range: { start: at, end: Math.min(at + 1, end) } }];
}
