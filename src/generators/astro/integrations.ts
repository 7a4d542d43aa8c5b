import { nameOf, asFilePath } from '../../core/paths.ts';
import { isArray, isObject, isUnknown, at, type Js } from '../javascript/values.ts';
import { looksLikePage } from '../page-like.ts';
import { patternOf, routeOf } from './addresses.ts';
import type { Settings } from './settings.ts';

/**
 * Why something may be at an address that no file of the blog makes: the blog's own integrations inject routes and write
 * files, and packages make pages below a word of their name or of what they were given: `starlightBlog({ prefix: 'news' })`.
 */
export function madeByIntegrations(settings: Settings): (path: string) => string | undefined {
  const { programs } = settings;
  const injected = injectedRoutes(programs);
  const writesFiles = /astro:build:(?:done|generated)/.test(programs) && /\b(?:write|copy|cp|createWriteStream|outputFile|exec|spawn)/.test(programs);
  const packages = packagesOf(settings);
  return (path) => {
    if (!looksLikePage(path)) {
      return writesFiles && programs.includes(nameOf(path)) ? 'an integration of the blog\'s own names such a file, and may write it' : undefined;
    }
    if (injected.some((pattern) => pattern.test(path))) return 'an integration of the blog\'s own injects a route there';
    const [first = '', second = ''] = path.split('/').filter((part) => part !== '');
    const made = packages.find(({ words }) => words.has(first.toLowerCase()) || words.has(second.toLowerCase()));
    return made && `the package \`${made.name}\` may make it`;
  };
}

/** The addresses of `injectRoute({ pattern: '/notes/[id]', … })`; one that is put together may be anywhere. */
const injectedRoutes = (programs: string): readonly RegExp[] =>
  [...programs.matchAll(/\binjectRoute\s*\(([^)]{0,400})/g)].map(([, given = '']) => {
    const pattern = /\bpattern\s*:\s*(['"`])([^'"`$]*)\1/.exec(given)?.[2];
    const route = pattern === undefined ? undefined : routeOf(asFilePath('injected'), `${pattern.replace(/^\/+|\/+$/g, '') || 'index'}.astro`);
    return route ? patternOf(route) : /^/;
  });

/** Integrations and Starlight's plugins out of packages, but for those that are known to make no pages. */
function packagesOf({ integrations = [] }: Settings): readonly { readonly name: string; readonly words: ReadonlySet<string> }[] {
  const plugins = integrations.flatMap(({ options }) => {
    const list = at(options, 'plugins');
    return (isArray(list) ? list.items : []).map((item) => ({ package: (isUnknown(item) && item.from) || '', options: isUnknown(item) ? item.given?.[0] : undefined }));
  });
  return [...integrations, ...plugins].filter(({ package: name }) => name !== '' && !name.startsWith('@astrojs/'))
    .map(({ package: name, options }) => ({ name, words: new Set([...wordsOf(name), ...textsIn(options)]) }));
}

/** `@scope/starlight-blog` is about a blog. */
const wordsOf = (name: string): readonly string[] => nameOf(name.replace(/#.*$/, '')).toLowerCase().split('-').filter((word) => word.length > 2 && !/^(?:astro|starlight|plugin|integration)$/.test(word));

/** The first part of each path among the options: `api` of `[{ base: '/api/v1' }]`. */
function textsIn(value: Js, isPath = false, depth = 0): readonly string[] {
  if (typeof value === 'string') return isPath ? [value.replace(/^[./]+/, '').split('/')[0]?.toLowerCase() ?? ''] : [];
  if (depth > 4) return [];
  if (isArray(value)) return value.items.flatMap((item) => textsIn(item, isPath, depth + 1));
  return isObject(value) ? [...value.entries].flatMap(([key, inner]) => textsIn(inner, PATH_KEY.test(key), depth + 1)) : [];
}

const PATH_KEY = /(?:base|prefix|path|route|slug|output|dir|directory|url|pattern)s?$/i;
