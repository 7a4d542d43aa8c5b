import { extensionOf, folderOf } from '../../core/paths.ts';
import { clean } from './addresses.ts';
import type { ContentFile } from './content.ts';
import type { Page } from './pages.ts';
import type { HugoSettings } from './settings.ts';
import { lowerCase, pathKey } from './slugs.ts';
import { has } from './version.ts';

/** Finds pages by their place among the sources, as `ref` and the render hooks do. */
export interface PageIndex {
  /** The page at a place. `isReference` also finds a bare name anywhere, as `ref` does. */
  find(target: string, from: ContentFile | undefined, options: FindOptions): Found;
}

export interface FindOptions {
  readonly language: string;
  readonly isReference: boolean;
}

export type Found =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'ambiguous'; readonly pages: readonly Page[] }
  | { readonly kind: 'none' };

/** Indexes the pages of a site, hidden ones too. */
export function pageIndex(pages: readonly Page[], settings: HugoSettings): PageIndex {
  const byPath = new Map<string, Page>();
  const byName = new Map<string, Page[]>();
  /** Content paths by the path of the file, as it lies on the disk. */
  const byFile = new Map<string, string>();
  const keyOf = (language: string, path: string): string => `${language}\0${normalised(path, settings)}`;
  for (const page of pages) {
    const key = keyOf(page.language, page.path);
    const there = byPath.get(key);
    if (page.source) byFile.set(page.source.path, page.path);
    if (!there || (there.visibility.kind !== 'live' && page.visibility.kind === 'live')) byPath.set(key, page);
    if (page.path === '') continue;
    const name = keyOf(page.language, page.path.slice(page.path.lastIndexOf('/') + 1));
    const named = byName.get(name);
    if (named) named.push(page);
    else byName.set(name, [page]);
  }

  /** Since content is one tree, a name with its extension is also a file beside the page's own: `index.md`, `x.de.md`. */
  const fileBeside = (target: string, wanted: Wanted, from: ContentFile | undefined, language: string): Page | undefined => {
    if (!from || wanted.isRooted || !wanted.hasExtension || !has(settings.version, 'contentTree')) return undefined;
    const path = byFile.get(joinedPath(from.folder, target.trim()));
    return path === undefined ? undefined : byPath.get(keyOf(language, path));
  };

  return {
    find(target, from, { language, isReference }) {
      const wanted = wantedPath(target, has(settings.version, 'contentTree'));
      const at = ({ path, isFromRoot }: Candidate): Page | undefined => {
        const page = byPath.get(keyOf(language, path));
        return page && fits(page, wanted, isFromRoot, settings) ? page : undefined;
      };
      const [beside, ...elsewhere] = candidates(wanted, from, settings);
      const page = (beside === undefined ? undefined : at(beside)) ?? fileBeside(target, wanted, from, language)
        ?? elsewhere.map(at).find((found) => found !== undefined);
      if (page) return { kind: 'page', page };
      const name = isReference ? bareName(wanted, settings) : undefined;
      const named = name === undefined ? [] : (byName.get(keyOf(language, name)) ?? []);
      const [only] = named;
      if (named.length > 1) return { kind: 'ambiguous', pages: named };
      return only ? { kind: 'page', page: only } : { kind: 'none' };
    },
  };
}

interface Wanted {
  readonly isRooted: boolean;
  readonly isDotted: boolean;
  /** Begins with `..`. */
  readonly climbs: boolean;
  readonly endsInSlash: boolean;
  /** Without extension, and without `index` or `_index` where those were written with one. */
  readonly path: string;
  readonly hasExtension: boolean;
  readonly isSection: boolean;
  /** Written with `/index.md`; in one tree of content also `index.md` alone, which is then the folder it is looked for in. */
  readonly isBundle: boolean;
}

function wantedPath(target: string, isTree: boolean): Wanted {
  const written = target.trim().replace(/\\/g, '/');
  const ending = /(?:^|\/)\.\.$/.test(written) ? '' : extensionOf(written);
  // In one tree of content a dot in a name is no extension where it is none of content's: `v1.2`.
  const extension = isTree && !CONTENT.test(ending) ? '' : ending;
  const bare = written.slice(0, written.length - extension.length).replace(isTree ? /(?<=[^/])\/$/ : /$^/, '');
  const isSection = (isTree || extension !== '' ? /(?:^|\/)_index$/i : /\/_index\/?$/i).test(bare);
  const isBundle = (isTree ? /(?:^|\/)index$/i : extension !== '' ? /\/index$/i : /\/index\/?$/i).test(bare);
  return {
    isRooted: written.startsWith('/'),
    isDotted: written.startsWith('.'),
    climbs: written.startsWith('..'),
    endsInSlash: written.length > 1 && written.endsWith('/'),
    path: isSection ? bare.replace(/\/?_index\/?$/i, '') : isBundle ? folderOf(bare.replace(/\/$/, '')) : bare,
    hasExtension: ending !== '',
    isSection, isBundle,
  };
}

const CONTENT = /^\.(?:md|mdown|markdown|html?|org|adoc|asciidoc|ad|rst|pandoc|pdc|mmark|rmd)$/i;

interface Candidate {
  readonly path: string;
  readonly isFromRoot: boolean;
}

/** Where to look, in order: beside the page, then from the root of the content. */
function candidates(wanted: Wanted, from: ContentFile | undefined, settings: HugoSettings): readonly Candidate[] {
  const isTree = has(settings.version, 'contentTree');
  const fromContent = wanted.path.replace(/^\/?content\//, '');
  const fromRoot = (path: string): Candidate => ({ path: joinedPath('', path), isFromRoot: true });
  if (wanted.isRooted) return [fromRoot(wanted.path), ...(isTree ? [] : [fromRoot(fromContent)])];
  // In one tree, `../` without an extension climbs from the folder around a bundle; with one, from the bundle itself.
  const isAround = from?.kind === 'leaf' && !(wanted.climbs && (wanted.hasExtension || !isTree));
  const folder = from === undefined ? '' : isAround ? folderOf(from.folder) : from.folder;
  const beside = (path: string): Candidate => ({ path: joinedPath(folder, path), isFromRoot: false });
  const isHere = wanted.isDotted || (wanted.path === '' && !wanted.isSection);
  return isHere ? [beside(wanted.path)] : [beside(wanted.path), fromRoot(wanted.path), ...(isTree ? [] : [beside(fromContent)])];
}

/** Until 0.122 a section is not meant by a name with an extension but by its own `_index.md`, nor a page, from the root, by one with a slash at its end. */
function fits(page: Page, wanted: Wanted, isFromRoot: boolean, settings: HugoSettings): boolean {
  if (has(settings.version, 'contentTree')) return true;
  if (page.kind === 'page') return !(wanted.endsInSlash && isFromRoot);
  if (wanted.isSection) return wanted.hasExtension && page.source !== undefined;
  return !wanted.hasExtension && !wanted.isBundle;
}

/** A name without folders is looked for everywhere: until 0.122 also behind a slash, since then also before one. */
function bareName({ path, isRooted, endsInSlash, isSection, isBundle }: Wanted, settings: HugoSettings): string | undefined {
  const isTree = has(settings.version, 'contentTree');
  if (isSection || isBundle || (isTree ? isRooted : endsInSlash)) return undefined;
  const name = path.replace(/^\/|\/$/g, '');
  return name === '' || name.includes('/') || name.startsWith('.') ? undefined : name;
}

/** Until 0.122 names are compared as they are written. */
const normalised = (path: string, { version }: HugoSettings): string => (has(version, 'contentTree') ? pathKey(path) : lowerCase(path));

const joinedPath = (folder: string, path: string): string => clean(`${folder}/${path}`);
