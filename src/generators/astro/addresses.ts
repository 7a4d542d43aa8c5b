import { asFilePath, asUrlPath, type FilePath, type UrlPath } from '../../core/paths.ts';
import { githubSlug } from '../../core/markdown/github-slugs.ts';

/** `build.format` of the settings. */
export interface Shape {
  readonly format: 'directory' | 'file' | 'preserve';
}

/** Where a page is written and what address it is known under. */
export interface Address {
  readonly url: UrlPath;
  readonly output: FilePath;
}

/**
 * Where the page of a route goes. `path` has no slash at its ends: `blog/hello`, `''`. `isIndex`: its file was called
 * `index`, which `preserve` keeps. The address is the one a host answers at, from which relative links count:
 * `trailingSlash` changes what Astro prints, and no file.
 */
export function addressOf(path: string, { format }: Shape, isIndex = false): Address {
  if (path === '404' || path === '500') return { url: asUrlPath(`/${path}`), output: asFilePath(`${path}.html`) };
  if (path === '') return { url: asUrlPath('/'), output: asFilePath('index.html') };
  if (format === 'file') return { url: asUrlPath(`/${path}.html`), output: asFilePath(`${path}.html`) };
  if (format === 'preserve' && !isIndex) return { url: asUrlPath(`/${path}`), output: asFilePath(`${path}.html`) };
  return { url: asUrlPath(`/${path}/`), output: asFilePath(`${path}/index.html`) };
}

/**
 * The id the glob loader gives a file, from its path below the collection's folder: each folder and the name through
 * github-slugger, an `index` at the end dropped. `slug` in front matter is taken as it is.
 */
export function entryId(path: string, slug: unknown): string {
  if (typeof slug === 'string' && slug !== '') return slug;
  const slugged = path.replace(/\.[^./]+$/, '').split('/').map((part) => githubSlug(part)).join('/');
  return slugged.replace(/\/index$/, '');
}

/** A part of a route's path: text and `[name]`, `[...name]`. */
export type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' | 'rest'; readonly name: string };

/** A file of `src/pages` as a route. */
export interface Route {
  readonly file: FilePath;
  /** One list of parts for each segment of the path. */
  readonly segments: readonly (readonly Part[])[];
  /** A program that writes a file of its own: `rss.xml.ts`. */
  readonly endpoint: boolean;
  readonly isIndex: boolean;
  readonly params: readonly { readonly name: string; readonly rest: boolean }[];
}

const PAGES = /\.(?:astro|mdx?|markdown|mkdn?|mkdown|mdwn|html)$/;
const ENDPOINTS = /\.[mc]?[jt]s$/;

/** The route of a file, from its path below `src/pages`; `undefined` where it is none. */
export function routeOf(file: FilePath, path: string): Route | undefined {
  if (path.split('/').some((part) => /^[_.]/.test(part) && part !== '.well-known')) return undefined;
  const endpoint = ENDPOINTS.test(path) && !path.endsWith('.d.ts');
  if (!endpoint && !PAGES.test(path)) return undefined;
  const names = path.replace(endpoint ? ENDPOINTS : PAGES, '').split('/');
  const isIndex = names.at(-1) === 'index';
  if (isIndex) names.pop();
  const segments = names.map(partsOf);
  const params = segments.flat().flatMap((part) => (part.kind === 'text' ? [] : [{ name: part.name, rest: part.kind === 'rest' }]));
  return { file, segments, endpoint, isIndex, params };
}

const partsOf = (segment: string): readonly Part[] =>
  (segment.match(/\[\.\.\.[^\]]+\]|\[[^\]]+\]|[^[]+/g) ?? []).map((part): Part => {
    const name = /^\[(\.\.\.)?([^\]]+)\]$/.exec(part);
    return name ? { kind: name[1] ? 'rest' : 'one', name: name[2] ?? '' } : { kind: 'text', text: part };
  });

/** The path of a route with its parameters filled in; `undefined` when one it needs is missing. */
export function filled({ segments }: Route, valueOf: (name: string) => string | undefined): string | undefined {
  const path: string[] = [];
  for (const segment of segments) {
    let text = '';
    for (const part of segment) {
      const value = part.kind === 'text' ? part.text : valueOf(part.name);
      if (value === undefined && part.kind === 'one') return undefined;
      // Astro fails on a parameter of one segment that holds two.
      if (part.kind === 'one' && value?.includes('/')) return undefined;
      // Astro writes parameters in their composed form, whatever the file's name is in.
      text += part.kind === 'text' ? part.text : (value ?? '').normalize();
    }
    const trimmed = text.replace(/^\/+|\/+$/g, '');
    if (trimmed !== '') path.push(trimmed);
  }
  return path.join('/');
}

/** What a route would answer: every path of its form. One part of any length is all a pattern gets, so that none is slow. */
export function patternOf({ segments }: Route): RegExp {
  const parts: string[] = [];
  for (const segment of segments) {
    if (segment.some(({ kind }) => kind === 'rest')) {
      const [first] = segment;
      parts.push(segment.length === 1 || first?.kind !== 'text' ? '(?:/.*)?' : `/${escaped(first.text)}.*`);
      break;
    }
    const params = segment.filter(({ kind }) => kind === 'one').length;
    parts.push(params > 1 ? '/[^/]+' : `/${segment.map((part) => (part.kind === 'text' ? escaped(part.text) : '[^/]+')).join('')}`);
  }
  return new RegExp(`^${parts.join('')}/?$`);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
