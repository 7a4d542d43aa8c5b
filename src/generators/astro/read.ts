import type { FilePath } from '../../core/paths.ts';
import { readFrontMatter, yamlOrToml } from '../../core/markdown/front-matter.ts';
import { documentFrom } from '../../core/site/document-from.ts';
import type { Document, DocumentProblem, FrontMatter, Reference } from '../../core/site/document.ts';
import { copyOf } from '../../core/text/derived.ts';
import { frontMatterImages, namesImage, type ImageKey } from '../front-matter-images.ts';
import { collectionOf, type Collections } from './collections.ts';
import { SCHEMA_IMAGE } from './images.ts';
import { markdownReader } from './markdown.ts';
import type { Schema } from './schema.ts';
import type { Settings } from './settings.ts';

/** Reads an entry of a collection or a page of Markdown. There are no templates in it; MDX has a grammar of its own. */
export function sourceReader(settings: Settings, collections: Collections): (path: FilePath, source: string) => Document {
  const markdown = markdownReader(settings, 'md');
  const mdx = markdownReader(settings, 'mdx');
  return (path, source) => {
    const frontMatter = readFrontMatter(source, yamlOrToml);
    const derived = copyOf(source, { start: frontMatter.range.end, end: source.length });
    const isMdx = path.endsWith('.mdx');
    const markup = (isMdx ? mdx : markdown)(derived.text);
    const schema = collectionOf(collections, path)?.schema;
    return documentFrom({
      path, source, frontMatter, derived, markup,
      references: [...imagesOf(source, frontMatter, schema), ...(isMdx ? importsOf(source, frontMatter.range.end) : [])],
      problems: problemsOf(frontMatter),
      hasUnknownParts: isMdx && /<[A-Z]/.test(derived.text),
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

/** `import x from './pic.png'` where a block of MDX may begin: what it names must be there, or the build stops. */
function importsOf(source: string, start: number): readonly Reference[] {
  const references: Reference[] = [];
  let fence = '';
  let mayBegin = true;
  for (const { 0: line, index } of source.slice(start).matchAll(/[^\n]+|\n/g)) {
    if (line === '\n') continue;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (mark.startsWith(fence) && fence !== '') fence = '';
    else if (fence === '' && mayBegin) references.push(...importIn(line, start + index));
    mayBegin = line.trim() === '' || source.charAt(start + index + line.length + 1) === '\n' || /^(?:import|export)\b/.test(line);
  }
  return references;
}

function importIn(line: string, at: number): readonly Reference[] {
  const found = /^import\b[^'";]*(['"])(\.{1,2}\/[^'"]+|@\/[^'"]*|[~#][^'"]*)\1/.exec(line);
  const url = found?.[2];
  if (!found || url === undefined) return [];
  const from = at + found[0].length - 1 - url.length;
  return [{
    kind: IMAGE.test(url) ? 'image' : 'resource', syntax: 'tag', element: 'import', attribute: 'from', raw: url, url,
    range: { start: from, end: from + url.length }, whole: { start: at, end: at + found[0].length },
  }];
}
