import { extensionOf, type FilePath } from '../../core/paths.ts';
import type { Settings } from './settings.ts';

/** What a file is to Hexo, as far as its path alone says. */
export type Place =
  /** `below` is its path in `_posts` or `_drafts`. */
  | { readonly kind: 'post'; readonly below: string; readonly draft: boolean }
  /** Something else in there: published with `post_asset_folder`, when it lies in the folder of a post. */
  | { readonly kind: 'post-asset'; readonly below: string; readonly draft: boolean }
  /** Rendered to HTML; `output` is where to, unless its front matter says otherwise. */
  | { readonly kind: 'page'; readonly output: string }
  | { readonly kind: 'file'; readonly output: string }
  | { readonly kind: 'hidden'; readonly why: string };

export function placeOf(path: FilePath, settings: Settings): Place {
  const source = `${settings.sourceFolder}/`;
  if (path.startsWith(source)) return inSource(path.slice(source.length), settings);
  const themeSource = `${settings.theme.folder}/source/`;
  if (settings.theme.folder !== undefined && path.startsWith(themeSource)) return inTheme(path.slice(themeSource.length), settings);
  return { kind: 'hidden', why: `it is not in the \`${settings.sourceFolder}\` folder` };
}

/** Whether Hexo overlooks a file for its name: `_x`, `.x`, also as a folder, and what editors leave behind. */
export const isHiddenName = (path: string): boolean => /(?:^|\/)[_.]/.test(path);
export const isLeftBehind = (path: string): boolean => path.endsWith('%') || path.endsWith('~');

/** The files of a post's asset folder that `scanAssetDir` takes. */
export const isExcluded = (path: string, { include, exclude }: Settings): boolean =>
  isLeftBehind(path) || exclude(path) || isHiddenName(path) && !include(path);

function inSource(path: string, settings: Settings): Place {
  if (isIgnored(path, settings)) return { kind: 'hidden', why: 'the `ignore` setting leaves it out' };
  if (isLeftBehind(path)) return { kind: 'hidden', why: 'its name ends like a backup\'s' };
  return inPosts(path, settings) ?? beside(path, settings);
}

const POST_FOLDERS = [['_posts/', false], ['_drafts/', true]] as const;

function inPosts(path: string, settings: Settings): Place | undefined {
  const [folder, draft] = POST_FOLDERS.find(([name]) => path.startsWith(name)) ?? [];
  if (folder === undefined || draft === undefined) return undefined;
  const below = path.slice(folder.length);
  if (isHiddenName(below)) return undefined;
  return { kind: isPost(path, settings) ? 'post' : 'post-asset', below, draft };
}

/** With asset folders only files that end like `new_post_name` are posts. */
function isPost(path: string, settings: Settings): boolean {
  if (outputExtension(path, settings) === undefined || settings.skipRender(path)) return false;
  return !settings.postAssetFolder || extensionOf(path) === extensionOf(settings.newPostName);
}

/** Pages and files: all that is neither a post nor kept from publication. */
function beside(path: string, settings: Settings): Place {
  if (isHiddenName(path) && !settings.include(path)) {
    return { kind: 'hidden', why: `a name in its path begins with \`${/(?:^|\/)([_.])/.exec(path)?.[1] ?? '_'}\`` };
  }
  if (settings.exclude(path)) return { kind: 'hidden', why: 'the `exclude` setting leaves it out' };

  const extension = settings.skipRender(path) ? undefined : outputExtension(path, settings);
  if (extension === undefined) return { kind: 'file', output: path };
  return { kind: extension === 'html' ? 'page' : 'file', output: withExtension(path, extension) };
}

/** A theme's styles and scripts, rendered as the blog's own would be. */
function inTheme(path: string, settings: Settings): Place {
  if (isHiddenName(path) || isLeftBehind(path) || path.includes('node_modules')) return { kind: 'hidden', why: 'the theme leaves it out' };
  const extension = outputExtension(path, settings);
  return { kind: 'file', output: extension === undefined ? path : withExtension(path, extension) };
}

function isIgnored(path: string, { ignore, sourceFolder }: Settings): boolean {
  if (!ignore) return false;
  const parts = `/blog/${sourceFolder}/${path}`.split('/');
  return parts.some((_, i) => i > 2 && ignore(parts.slice(0, i + 1).join('/')));
}

/** What a file's extension becomes, `undefined` where nothing renders it. Letter case counts: `x.MD` is no Markdown. */
export const outputExtension = (path: string, { extensions }: Settings): string | undefined =>
  extensions.get(extensionOf(path).slice(1));

export const withExtension = (path: string, extension: string): string =>
  `${path.slice(0, path.length - extensionOf(path).length)}.${extension}`;
