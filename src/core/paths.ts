/**
 * Two kinds of path that must never be mixed: where a file lies, and what a visitor types.
 * Only a generator's `Conventions` know how to get from one to the other.
 */

declare const filePath: unique symbol;
declare const urlPath: unique symbol;

/** A file below the site's root, `/` between folders, no leading `/` or `./`: `_posts/2020-01-02-hello.md` */
export type FilePath = string & { readonly [filePath]: true };

/**
 * A path on the published site, percent-decoded, with its leading `/` and without the base path the site is
 * served under: `/über uns/`, not `/blog/%C3%BCber%20uns/`.
 */
export type UrlPath = string & { readonly [urlPath]: true };

/** Marks a string as a file path. It is trusted to have the shape that `FilePath` describes. */
export const asFilePath = (path: string): FilePath => path as FilePath;

/** Marks a string as a URL path, adding the leading `/` where it is missing. */
export const asUrlPath = (path: string): UrlPath => (path.startsWith('/') ? path : `/${path}`) as UrlPath;

/** The folder a path lies in, without a trailing `/`; `''` at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path: `x.md` of `a/b/x.md`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The extension with its dot, as written, or `''`: `.md` of `a/x.md`; dot-files have none. */
export const extensionOf = (path: string): string => {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
};

/** Whether its name says that a file is no text. SVG is one. */
export const isBinary = (path: string): boolean => BINARY.test(path);

const BINARY = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|heic|tiff?|psd|mp[34]|m4[av]|mov|avi|webm|og[gv]|wav|flac|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|woff2?|ttf|otf|eot|exe|dll|so|dylib|wasm|class|pyc|db|sqlite3?)$/i;

/** The path without its extension. */
export const withoutExtension = (path: string): string => path.slice(0, path.length - extensionOf(path).length);

/**
 * Joins and normalises like `path.posix.join`, for paths below the root. Returns `undefined` where `..` climbs out:
 * nothing outside the blog is ever looked at.
 */
export function joinFile(...parts: readonly string[]): FilePath | undefined {
  const out: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return undefined;
  }
  return asFilePath(out.join('/'));
}

/** Percent-decodes what can be decoded and leaves the rest: `%C3%BC` is `ü`, `100%` stays. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try { return decodeURIComponent(run); } catch { return run; }
    });
  }
}

/** Percent-encodes a decoded path for showing it as an address: `/über uns/` is `/%C3%BCber%20uns/`. */
export const encodePath = (path: string): string =>
  encodeURI(path.toWellFormed()).replace(/[?#]/g, encodeURIComponent).replace(/%25([0-9a-f]{2})/gi, '%$1');

/** One spelling for names that differ only in letter case or in Unicode normalisation: what macOS takes for equal. */
export const foldCase = (path: string): string => path.normalize('NFC').toLowerCase();
