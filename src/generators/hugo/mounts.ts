import type { FilePath } from '../../core/paths.ts';
import { globPatterns } from '../../core/text/glob-pattern.ts';
import { at, flagAt, isTree, own, tableAt, textAt, textsAt, textsOf, type Tree } from './tree.ts';

/** A folder or file of the repository that Hugo sees somewhere else. Of two that bring one file, the later wins. */
export interface Mount {
  /** In the repository, without slashes at the ends: `content/de`. */
  readonly source: string;
  /** Below the component's folder: `''`, `journal`. */
  readonly target: string;
  /** Of content that is all in one language. */
  readonly language?: string;
  /** Files below it that are left out, by their path from `source`. */
  readonly excludes?: (path: string) => boolean;
}

type Component = 'content' | 'static' | 'assets' | 'layouts' | 'archetypes';

export interface Themes {
  /** Folders of the themes that are here, the first named last: what is over comes later. */
  readonly roots: readonly string[];
  readonly missing: readonly string[];
}

/** The themes a blog names, in `theme` or as modules, and which of them are in the repository. */
export function themeRoots(tree: Tree, files: readonly FilePath[], commandTheme?: string): Themes {
  const folder = trimmed(textAt(tree, 'themesdir') ?? 'themes');
  const named = commandTheme ? [commandTheme] : textsAt(tree, 'theme') ?? [];
  const imports = at(tree, 'module.imports');
  const modules = Array.isArray(imports)
    ? imports.flatMap((item) => (isTree(item) && flagAt(item, 'disable') !== true ? textsOf(own(item, 'path')) ?? [] : []))
    : [];
  const roots: string[] = [];
  const missing: string[] = [];
  for (const name of [...named, ...modules]) {
    const candidates = [`${folder}/${name}`, `_vendor/${name}`, `${folder}/${name.slice(name.lastIndexOf('/') + 1)}`];
    const root = candidates.find((candidate) => hasLayouts(candidate, files));
    if (root === undefined) missing.push(name);
    else roots.push(root);
  }
  return { roots: roots.toReversed(), missing };
}

/** The folders content is read from. Giving any mount of content takes the usual one away. */
export function contentMounts(tree: Tree, themes: readonly string[], languages: readonly string[], defaultLanguage: string): readonly Mount[] {
  const configured = configuredMounts(tree, 'content');
  const inThemes = themes.map((root): Mount => ({ source: `${root}/content`, target: '' }));
  if (configured.length > 0) return [...inThemes, ...configured];
  const folder = trimmed(textAt(tree, 'contentdir') ?? 'content');
  const own = languages.flatMap((code): readonly Mount[] => {
    const dir = textAt(tree, `languages.${code}.contentdir`);
    return dir === undefined ? [] : [{ source: trimmed(dir), target: '', language: code }];
  });
  const usesFolder = own.length === 0 || !own.some(({ language }) => language === defaultLanguage);
  return [...inThemes, ...(usesFolder ? [{ source: folder, target: '' }] : []), ...own];
}

/** The folders another component is read from, those of themes first: they give way. */
export function componentMounts(tree: Tree, themes: readonly string[], component: Exclude<Component, 'content'>): readonly Mount[] {
  const configured = configuredMounts(tree, component);
  const inThemes = themes.map((root): Mount => ({ source: `${root}/${component}`, target: '' }));
  if (configured.length > 0) return [...inThemes, ...configured];
  const named = component === 'static' ? staticFolders(tree) : [trimmed(textAt(tree, KEYS[component]) ?? component)];
  return [...inThemes, ...named.map((source): Mount => ({ source, target: '' }))];
}

const KEYS = { assets: 'assetdir', layouts: 'layoutdir', archetypes: 'archetypedir' } as const;

/** `staticDir`, then `staticDir0` to `staticDir10`, then those of languages. */
function staticFolders(tree: Tree): readonly string[] {
  const found = [
    ...(textsAt(tree, 'staticdir') ?? ['static']),
    ...Array.from({ length: 11 }, (_, i) => textAt(tree, `staticdir${i}`) ?? ''),
    ...Object.keys(tableAt(tree, 'languages')).flatMap((code) => textsAt(tree, `languages.${code}.staticdir`) ?? []),
  ];
  return found.map(trimmed).filter((folder) => folder !== '');
}

function configuredMounts(tree: Tree, component: Component): readonly Mount[] {
  const mounts = at(tree, 'module.mounts');
  if (!Array.isArray(mounts)) return [];
  return mounts.flatMap((item): readonly Mount[] => {
    if (!isTree(item)) return [];
    const source = trimmed(textAt(item, 'source') ?? '');
    const [head, ...rest] = trimmed(textAt(item, 'target') ?? '').split('/');
    if (source === '' || head !== component || source.startsWith('..')) return [];
    const language = textAt(item, 'lang')?.toLowerCase();
    const excluded = textsAt(item, 'excludefiles');
    return [{ source, target: rest.join('/'), ...(language && { language }), ...(excluded && { excludes: globPatterns(excluded.map((pattern) => pattern.replace(/^\//, '')), { dot: true }) }) }];
  });
}

const trimmed = (path: string): string => path.replace(/^(?:\.?\/)+|\/+$/g, '');

const hasLayouts = (root: string, files: readonly FilePath[]): boolean =>
  files.some((path) => path.startsWith(`${root}/`) && /^(?:layouts|static|assets|archetypes|content)\//.test(path.slice(root.length + 1)));
