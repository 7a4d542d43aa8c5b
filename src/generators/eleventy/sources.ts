import { nameOf, type FilePath } from '../../core/paths.ts';
import { gitIgnore } from '../git-ignore.ts';
import type { Engine, Settings } from './settings.ts';

/** What a file below the root is to Eleventy, from its path alone. */
export type Source =
  | { readonly kind: 'template'; readonly language: Language; readonly extension: string; /** Below the input folder. */ readonly path: string }
  /** Ignored; `sure` is false where a condition that cannot be known decides it. */
  | { readonly kind: 'none' };

export type Language = 'md' | 'html' | 'liquid' | 'njk' | 'js' | 'other';

const LANGUAGES: readonly (readonly [extension: string, language: Language])[] = [
  ['.11ty.js', 'js'], ['.11ty.cjs', 'js'], ['.11ty.mjs', 'js'], ['.11ty.ts', 'js'],
  ['.md', 'md'], ['.html', 'html'], ['.liquid', 'liquid'], ['.njk', 'njk'],
  ['.webc', 'other'], ['.vue', 'other'], ['.hbs', 'other'], ['.mustache', 'other'], ['.ejs', 'other'], ['.haml', 'other'], ['.pug', 'other'],
];

/** Says of every path whether it is a template. `gitIgnore` and `eleventyIgnore` are the texts of those files. */
export function sourceReader(settings: Settings, ignoreTexts: readonly string[]): (path: FilePath) => Source {
  const { input, includes, layouts, data, output } = settings;
  const outside = [includes, layouts, data, output, 'node_modules'].filter((folder) => folder !== undefined && folder !== '');
  const ignored = ignoredBy(settings, ignoreTexts);
  const known = new Map<FilePath, Source>();
  const read = (path: FilePath): Source => {
    if (input !== '' && !path.startsWith(`${input}/`)) return { kind: 'none' };
    if (outside.some((folder) => path.startsWith(`${folder}/`)) || path.includes('node_modules/')) return { kind: 'none' };
    const found = LANGUAGES.find(([extension]) => path.toLowerCase().endsWith(extension) && nameOf(path).length > extension.length);
    if (!found || !isBuilt(found, settings) || ignored(path)) return { kind: 'none' };
    return { kind: 'template', language: found[1], extension: found[0], path: input === '' ? path : path.slice(input.length + 1) };
  };
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const source = read(path);
    known.set(path, source);
    return source;
  };
}

function isBuilt([extension, language]: readonly [string, Language], { formats, addedFormats }: Settings): boolean {
  const names = [extension.slice(1), ...(language === 'js' ? ['11ty.js', 'js'] : [])];
  const isNamed = (list: readonly string[]): boolean => names.some((name) => list.includes(name));
  if (isNamed(addedFormats)) return true;
  return language === 'other' ? formats !== undefined && isNamed(formats) : formats === undefined || formats.includes('*') || isNamed(formats);
}

/** Extensions that are no template language are copied as they are. */
export const copiedFormats = ({ formats, addedFormats }: Settings): ReadonlySet<string> =>
  new Set([...formats ?? [], ...addedFormats].filter((format) => !LANGUAGES.some(([extension]) => extension === `.${format}` || extension.startsWith(`.${format}.`)) && !['11ty.js', '*'].includes(format)).map((format) => `.${format}`));

function ignoredBy({ ignores }: Settings, ignoreTexts: readonly string[]): (path: FilePath) => boolean {
  const own = ignores.filter(({ sure }) => sure).map(({ pattern }) => pattern);
  const lists = [...ignoreTexts.map((text) => text.split(/\r?\n/)), own].map(gitIgnore);
  return (path) => lists.some((isIgnored) => isIgnored(path));
}

/** What a template is evaluated with before it is Markdown or HTML. */
export function engineOf(language: Language, override: unknown, settings: Settings): Engine {
  if (override === false || override === 'md' || override === 'html') return 'none';
  if (typeof override === 'string') {
    const names = override.split(',').map((name) => name.trim());
    return names.includes('njk') ? 'njk' : names.includes('liquid') ? 'liquid' : 'unknown';
  }
  switch (language) {
    case 'md': return settings.markdownEngine;
    case 'html': return settings.htmlEngine;
    case 'liquid': return 'liquid';
    case 'njk': return 'njk';
    case 'js': case 'other': return 'unknown';
    default: return language satisfies never;
  }
}

