import { asFilePath, asUrlPath, folderOf, joinFile, nameOf, type FilePath, type UrlPath } from '../../core/paths.ts';

/** What Eleventy tells a template of its own file. */
export interface PageFile {
  /** Below the input folder, without its template extension: `posts/2020-01-02-hello`. */
  readonly stem: string;
  /** `hello`; of an `index` the folder's name. */
  readonly fileSlug: string;
  /** `/posts/hello` */
  readonly filePathStem: string;
  /** Milliseconds since the epoch of a date that the name, or a folder's name, begins with. */
  readonly date: number | undefined;
}

/** Reads a path below the input folder. `extension` is that of its template language. */
export function pageFileOf(path: string, extension: string): PageFile {
  // The language is found whatever the case, but only its usual spelling is cut off.
  const stem = path.endsWith(extension) ? path.slice(0, -extension.length) : path;
  const parts = stem.split('/').map(withoutDate);
  const name = parts.at(-1) ?? '';
  const slug = name === 'index' ? parts.at(-2) ?? '' : name;
  return { stem, fileSlug: slug, filePathStem: `/${parts.join('/')}`, date: dateIn(stem) };
}

const withoutDate = (name: string): string => /^\d{4}-\d{2}-\d{2}-(.+)$/s.exec(name)?.[1] ?? name;

function dateIn(stem: string): number | undefined {
  const found = /(?:^|\/)(\d{4}-\d{2}-\d{2})-/.exec(stem)?.[1] ?? /(?:^|\/)(\d{4}-\d{2}-\d{2})$/.exec(stem)?.[1];
  const at = found === undefined ? NaN : Date.parse(found);
  return Number.isNaN(at) ? undefined : at;
}

/** Where a page is written and what address it has. */
export interface Address {
  readonly url: UrlPath;
  readonly output: FilePath;
}

/** Without a permalink: a folder of the file's name, which `index` and a file called like its folder do not add. */
export function usualAddress({ stem }: PageFile): Address {
  const folder = folderOf(stem);
  const name = nameOf(stem);
  const isFolder = name === 'index' || (folder !== '' && name === nameOf(folder));
  const path = isFolder ? folder : stem;
  return { url: asUrlPath(path === '' ? '/' : `/${path}/`), output: asFilePath(path === '' ? 'index.html' : `${path}/index.html`) };
}

/** A permalink as an address; `undefined` where it leads out of the output folder or nowhere. */
export function permalinkAddress(permalink: string): Address | undefined {
  const isFolder = permalink.endsWith('/');
  const path = joinFile(permalink);
  if (path === undefined || (path === '' && !isFolder)) return undefined;
  const output = isFolder ? joinFile(path, 'index.html') : path;
  if (output === undefined) return undefined;
  const url = nameOf(output) === 'index.html' ? output.slice(0, -'index.html'.length) : output;
  return { url: asUrlPath(`/${url}`), output };
}

/** Page `number`, counted from 0, of a template without a permalink: `/p/`, `/p/1/`, `/p/2/`. */
export function numberedAddress(first: Address, number: number): Address {
  if (number === 0) return first;
  const folder = folderOf(first.output);
  const path = folder === '' ? `${number}` : `${folder}/${number}`;
  return { url: asUrlPath(`/${path}/`), output: asFilePath(`${path}/index.html`) };
}
