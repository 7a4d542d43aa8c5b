import { extensionOf, folderOf } from '../../core/paths.ts';
import { clean } from './addresses.ts';
import type { ContentFile } from './content.ts';
import type { Page } from './pages.ts';
import type { HugoSettings } from './settings.ts';
import { contentAddress } from './slugs.ts';
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
  const keyOf = (language: string, path: string): string => `${language}\0${normalised(path, settings)}`;
  for (const page of pages) {
    const key = keyOf(page.language, page.path);
    const there = byPath.get(key);
    if (!there || (there.visibility.kind !== 'live' && page.visibility.kind === 'live')) byPath.set(key, page);
    if (page.path === '') continue;
    const name = keyOf(page.language, page.path.slice(page.path.lastIndexOf('/') + 1));
    const named = byName.get(name);
    if (named) named.push(page);
    else byName.set(name, [page]);
  }

  return {
    find(target, from, { language, isReference }) {
      const wanted = wantedPath(target);
      const at = (path: string): Page | undefined => {
        const page = byPath.get(keyOf(language, path));
        return page && fits(page, wanted, settings) ? page : undefined;
      };
      const page = candidates(wanted, from, settings).map(at).find((found) => found !== undefined);
      if (page) return { kind: 'page', page };
      const name = isReference ? bareName(wanted) : undefined;
      const named = name === undefined ? [] : (byName.get(keyOf(language, name)) ?? []);
      const [only] = named;
      if (named.length > 1) return { kind: 'ambiguous', pages: named };
      return only ? { kind: 'page', page: only } : { kind: 'none' };
    },
  };
}

interface Wanted {
  readonly isRooted: boolean;
  /** Begins with `..`. */
  readonly climbs: boolean;
  readonly endsInSlash: boolean;
  /** Without extension, and without `index` or `_index` where those were written with one. */
  readonly path: string;
  readonly hasExtension: boolean;
  readonly isSection: boolean;
  /** Written with `/index.md`. */
  readonly isBundle: boolean;
}

function wantedPath(target: string): Wanted {
  const written = target.trim().replace(/\\/g, '/');
  const extension = /(?:^|\/)\.\.$/.test(written) ? '' : extensionOf(written);
  const bare = written.slice(0, written.length - extension.length);
  const isSection = extension !== '' && /(?:^|\/)_index$/i.test(bare);
  const isBundle = extension !== '' && /\/index$/i.test(bare);
  return {
    isRooted: written.startsWith('/'),
    climbs: written.startsWith('..'),
    endsInSlash: written.length > 1 && written.endsWith('/'),
    path: isSection ? bare.replace(/\/?_index$/i, '') : isBundle ? folderOf(bare) : bare,
    hasExtension: extension !== '',
    isSection, isBundle,
  };
}

/** Where to look, in order: beside the page, then from the root of the content. */
function candidates(wanted: Wanted, from: ContentFile | undefined, settings: HugoSettings): readonly string[] {
  const isTree = has(settings.version, 'contentTree');
  const fromContent = wanted.path.replace(/^\/?content\//, '');
  if (wanted.isRooted) {
    // Until 0.122 a slash at the end was good for sections only, which `fits` sees to.
    return [joinedPath('', wanted.path), ...(isTree ? [] : [joinedPath('', fromContent)])];
  }
  const folder = from === undefined ? '' : from.kind === 'leaf' && !wanted.climbs ? folderOf(from.folder) : from.folder;
  const beside = joinedPath(folder, wanted.path);
  const isDotted = wanted.path.startsWith('.') || wanted.path === '';
  return isDotted && !wanted.isSection ? [beside] : [beside, joinedPath('', wanted.path), ...(isTree ? [] : [joinedPath(folder, fromContent)])];
}

/** A section is not meant by a name with an extension, nor a page, until 0.122, by one with a slash at its end. */
function fits(page: Page, wanted: Wanted, settings: HugoSettings): boolean {
  const isSlashWrong = wanted.endsInSlash && (wanted.isRooted ? !has(settings.version, 'contentTree') : wanted.climbs);
  if (page.kind === 'page') return !wanted.isSection && !isSlashWrong;
  return wanted.isSection || !wanted.hasExtension;
}

/** A name without folders, with or without one slash in front, is looked for everywhere. */
function bareName({ path, endsInSlash, isSection, isBundle }: Wanted): string | undefined {
  const name = path.startsWith('/') ? path.slice(1) : path;
  return name === '' || name.includes('/') || name.startsWith('.') || endsInSlash || isSection || isBundle ? undefined : name;
}

/** Until 0.122 names are compared as they are written, since then as they are in addresses. */
function normalised(path: string, settings: HugoSettings): string {
  const lower = path.toLowerCase();
  return has(settings.version, 'contentTree') ? contentAddress(lower, { ...settings, disablePathToLower: false }) : lower;
}

const joinedPath = (folder: string, path: string): string => clean(`${folder}/${path}`);
