import { asFilePath, asUrlPath, decodePath, type FilePath, type UrlPath } from '../../core/paths.ts';
import { expandPermalink, type PermalinkPage } from './permalinks.ts';
import type { HugoSettings } from './settings.ts';
import { contentAddress, queryUnescaped, sanitized } from './slugs.ts';
import { has } from './version.ts';

/** Where a page is published. */
export interface Address {
  readonly url: UrlPath;
  readonly output: FilePath;
  /** The folder that its resources are copied to: `posts/hello`. */
  readonly folder: string;
}

export type PageKind = 'home' | 'section' | 'page' | 'taxonomy' | 'term';

/** What decides a page's address. */
export interface Addressed {
  readonly kind: PageKind;
  readonly language: string;
  /** The content path without extension; of a bundle its folder: `posts/hello`. */
  readonly path: string;
  /** The address of the folder it is in, where a section above has a slug of its own: `writing`. */
  readonly folderAddress: string | undefined;
  readonly slug: string | undefined;
  /** `url` of the front matter. */
  readonly url: string | undefined;
  readonly permalink: PermalinkPage;
}

/** Says where a page goes: `url` before permalinks before the place of its file. */
export function addressOf(page: Addressed, settings: HugoSettings): Address {
  if (page.kind === 'home' && page.url === undefined) return homeAddress(page, settings);
  if (page.url !== undefined) return urlAddress(page.url, page, settings);
  const pattern = patternFor(page, settings);
  const expanded = pattern === undefined ? undefined : expandPermalink(pattern, page.permalink, settings);
  const path = expanded === undefined ? placePath(page, settings) : permalinkPath(expanded, settings);
  return laidOut(`${languagePrefix(page.language, settings)}${path}`, page, settings);
}

/** `de/` before addresses of a language that is not at the root. */
export function languagePrefix(language: string, settings: HugoSettings): string {
  if (settings.languages.length < 2 || isMultihost(settings)) return '';
  return language === settings.defaultLanguage && !settings.defaultLanguageInSubfolder ? '' : `${language}/`;
}

/** Every language on a host of its own: then each has its own root. */
export const isMultihost = (settings: HugoSettings): boolean =>
  settings.languages.length > 1 && settings.languages.every(({ baseUrl }) => baseUrl !== undefined);

/** The address of an alias, which relates to the page's own address. */
export function aliasAddress(alias: string, page: Address, prefix: string, settings: HugoSettings): Address {
  const isRooted = alias.startsWith('/');
  const own = page.url.replace(/\/(?:index\.html)?$/, '');
  const path = clean(isRooted ? `${prefix}${alias}` : `${own.slice(0, own.lastIndexOf('/'))}/${alias}`);
  if (path.endsWith('/index.html')) return folderAddress(path.slice(0, -'/index.html'.length));
  const file = path.endsWith('.html') ? path : settings.uglyUrls === true && path !== '' ? `${path}.html` : undefined;
  if (file !== undefined) return { url: asUrlPath(`/${file}`), output: asFilePath(file), folder: '' };
  return { url: asUrlPath(path === '' ? '/' : `/${path}/`), output: asFilePath(joined(path, 'index.html')), folder: path };
}

/** A path without empty and `.` parts, `..` climbing no higher than the root. */
export function clean(path: string): string {
  if (!/(?:^|\/)(?:\.{0,2}(?:\/|$))/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Joins two paths of which either may be empty. */
export const joined = (folder: string, rest: string): string => (folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`);

function homeAddress(page: Addressed, settings: HugoSettings): Address {
  const prefix = languagePrefix(page.language, settings);
  const isNamed = settings.uglyUrls === true && has(settings.version, 'uglySectionIndex');
  return {
    url: asUrlPath(isNamed ? `/${prefix}index.html` : `/${prefix}`),
    output: asFilePath(`${prefix}index.html`),
    folder: prefix.replace(/\/$/, ''),
  };
}

/** Taken as it is written. With an extension it is that very file. */
function urlAddress(written: string, page: Addressed, settings: HugoSettings): Address {
  const hasTokens = has(settings.version, 'urlTokens') && written.includes(':');
  const url = (hasTokens ? expandPermalink(written, page.permalink, settings) : undefined) ?? written;
  const path = url.startsWith('/') ? url : `${languagePrefix(page.language, settings)}${url}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const cleaned = clean(path);
  if (last === 'index.html') return folderAddress(cleaned.replace(/\/?index\.html$/, ''));
  if (!last.includes('.') || last === '.' || last === '..') return folderAddress(cleaned);
  return {
    url: asUrlPath(decodePath(`/${cleaned}`)),
    output: asFilePath(cleaned),
    folder: has(settings.version, 'contentTree') ? cleaned.slice(0, cleaned.lastIndexOf('.')) : cleaned.slice(0, Math.max(0, cleaned.lastIndexOf('/'))),
  };
}

const folderAddress = (folder: string): Address => ({
  url: asUrlPath(folder === '' ? '/' : decodePath(`/${folder}/`)),
  output: asFilePath(joined(folder, 'index.html')),
  folder,
});

function patternFor(page: Addressed, settings: HugoSettings): string | undefined {
  const { version } = settings;
  const { permalinks = settings.permalinks } = settings.languages.find(({ code }) => code === page.language) ?? {};
  const byKind = has(version, 'permalinksByKind');
  const head = page.path.includes('/') ? page.path.slice(0, page.path.indexOf('/')) : page.kind === 'page' ? '/' : page.path;
  const section = has(version, 'contentTree') ? head.toLowerCase() : head;
  switch (page.kind) {
    case 'page': return permalinks.page.get(section);
    case 'section': return byKind ? permalinks.section.get(section) : undefined;
    case 'taxonomy': return byKind ? permalinks.taxonomy.get(section) : undefined;
    case 'term': return permalinks.term.get(section);
    case 'home': return undefined;
    default: return page.kind satisfies never;
  }
}

/** The whole of an expanded pattern is made an address once more. */
const permalinkPath = (expanded: string, settings: HugoSettings): string =>
  clean(sanitized(has(settings.version, 'titlesWithoutFolders') ? expanded : queryUnescaped(expanded), settings));

/** The address that a page has by the place of its file. */
function placePath(page: Addressed, settings: HugoSettings): string {
  const slash = page.path.lastIndexOf('/');
  const folder = page.path.slice(0, Math.max(0, slash));
  const isPage = page.kind === 'page';
  const slug = isPage || (page.kind === 'section' && has(settings.version, 'sectionSlugs')) ? page.slug : undefined;
  if (!has(settings.version, 'contentTree')) {
    const path = slug === undefined ? page.path : joined(folder, slug === 'index' ? '' : slug.replace(/^[-/]+|[-/]+$/g, ''));
    return sanitized(`${path}/`, settings).slice(0, -1);
  }
  const above = page.folderAddress ?? contentAddress(folder, settings);
  if (slug !== undefined) return joined(above, slugAddress(slug, settings));
  const name = contentAddress(page.path.slice(slash + 1), settings);
  return above === '' ? name : `${above}/${name}`;
}

/** A slug as the last part of an address: slashes make folders, and `index` is the folder itself. */
export function slugAddress(slug: string, settings: HugoSettings): string {
  const made = sanitized(slug, settings).replace(/^[-/]+|[-/]+$/g, '');
  return made === 'index' ? '' : made;
}

/** Gives a path its file: `x/index.html`, or `x.html` where addresses are ugly. */
function laidOut(path: string, page: Addressed, settings: HugoSettings): Address {
  const cleaned = clean(path);
  if (!isUgly(page, settings)) return folderAddress(cleaned);
  const folder = cleaned;
  if (page.kind !== 'page' && has(settings.version, 'uglySectionIndex')) {
    const output = joined(cleaned, 'index.html');
    return { url: asUrlPath(decodePath(`/${output}`)), output: asFilePath(output), folder };
  }
  const output = path.endsWith('/') ? `${cleaned}/.html` : `${cleaned}.html`;
  return { url: asUrlPath(decodePath(`/${output}`)), output: asFilePath(output), folder };
}

function isUgly(page: Addressed, settings: HugoSettings): boolean {
  const { uglyUrls, version } = settings;
  if (typeof uglyUrls === 'boolean') return uglyUrls;
  const isKnown = !has(version, 'contentTree') || has(version, 'uglyUrlsBySection');
  const section = page.path.split('/', 1)[0] ?? '';
  return isKnown && uglyUrls.has(section.toLowerCase());
}
