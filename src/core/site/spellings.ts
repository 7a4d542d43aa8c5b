import { decodePath, encodePath, extensionOf, folderOf, nameOf, withoutExtension } from '../paths.ts';
import type { Entry } from './conventions.ts';
import type { Site } from './site.ts';

/** A destination taken apart as it was written: `https://x.org` + `/a/b/` + `?q#part`. */
export interface Destination {
  /** Blanks before it. */
  readonly lead: string;
  /** `https://x.org`, `//x.org`, or `''`. */
  readonly origin: string;
  readonly path: string;
  readonly query: string;
  /** With its `#`, or `''`. */
  readonly fragment: string;
  readonly trail: string;
}

export function destinationOf(written: string): Destination {
  const [, lead = '', origin = '', path = '', query = '', fragment = '', trail = ''] =
    /^(\s*)((?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#\s]*)?([^?#]*?)(\?[^#]*?)?(#.*?)?(\s*)$/is.exec(written) ?? [];
  return { lead, origin, path, query, fragment, trail };
}

export interface SpellingContext {
  /** The page that the reference is on. */
  readonly entry: Entry;
  /** The file it is written in. */
  readonly file: string;
  readonly site: Site;
}

/**
 * Every way in which somebody could write a path to `target`, decoded, those first that are most like what is written
 * now: relative stays relative, `.md` stays `.md`, a `/` at the end stays. Which of them leads there is not asked here.
 */
export function spellingsOf(target: Entry, written: Destination, context: SpellingContext): readonly string[] {
  const base = context.site.conventions.base;
  const before = shapeOf(decodePath(written.path), base);
  const costs = new Map<string, number>();
  for (const { path, extra } of [...addressSpellings(target, context), ...sourceSpellings(target, context)]) {
    for (const spelled of before.dot && isPlainStart(path) ? [`./${path}`, path] : [path]) {
      const cost = differenceOf(before, shapeOf(spelled, base)) + extra;
      if (cost < (costs.get(spelled) ?? Infinity)) costs.set(spelled, cost);
    }
  }
  return [...costs].sort((a, b) => a[1] - b[1]).map(([path]) => path);
}

interface Spelling {
  readonly path: string;
  /** How unusual it is by itself. */
  readonly extra: number;
}

const isPlainStart = (path: string): boolean => !/^[./]/.test(path);

function addressSpellings(target: Entry, { entry, site }: SpellingContext): readonly Spelling[] {
  const { base } = site.conventions;
  return addressesOf(target).flatMap((address, index) => [
    { path: address, extra: index / 10 },
    ...(base === '' ? [] : [{ path: base + address, extra: index / 10 }]),
    ...relatives(entry.url, address).map((path) => ({ path, extra: index / 10 })),
    ...(entry === target && index === 0 ? [{ path: '', extra: 0 }] : []),
    ...endsOf(address).map((path) => ({ path, extra: 0.5 + index / 10 })),
  ]);
}

/** What a host may answer with one page, as it should be written first. */
function addressesOf({ url, output }: Entry): readonly string[] {
  const file = `/${output}`;
  const folder = file.replace(/\/index\.html?$/i, '/');
  const others = folder === file ? [file, file.replace(/\.html?$/i, '')] : [folder, folder.slice(0, -1), file];
  return [...new Set([url, ...others])].filter((address) => address !== '');
}

function sourceSpellings(target: Entry, { file, site }: SpellingContext): readonly Spelling[] {
  const { source } = target;
  if (source === undefined) return [];
  const isFile = target.kind === 'file';
  const bundle = /^_?index\.[a-z]+$/i.test(nameOf(source)) && !isFile ? [folderOf(source)] : [];
  const names = [source, ...(isFile ? [] : [withoutExtension(source)]), ...bundle, ...bundle.map((folder) => `${folder}/`)].filter((name) => name !== '');
  return names.flatMap((name) => [
    ...relatives(`/${file}`, `/${name}`).map((path) => ({ path, extra: 0.3 })),
    ...[name, ...endsOf(`/${name}`)].flatMap((path) => [{ path, extra: 0.4 }, { path: `/${path}`, extra: 0.4 }]),
    ...undated(nameOf(name)).map((path) => ({ path, extra: 0.6 })),
    ...(site.conventions.base === '' ? [] : [{ path: `${site.conventions.base}/${name}`, extra: 0.6 }]),
  ]);
}

const undated = (name: string): readonly string[] => {
  const rest = name.replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '');
  return rest === name ? [] : [rest];
};

/** From one rooted path to another, as a browser reads it. More than one where there are equals. */
export function relatives(from: string, to: string): readonly string[] {
  const here = from.split('/').slice(1, -1);
  const there = to.split('/').slice(1);
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const path = '../'.repeat(here.length - same) + there.slice(same).join('/');
  if (path === '') return ['./'];
  // A colon in the first part would make a scheme of it.
  return /^[^/]*:/.test(path) ? [`./${path}`] : [path];
}

/** `b/c/`, `c/` and the whole without its slash: for what is put behind a template, or looked up by its end. */
function endsOf(address: string): readonly string[] {
  const parts = address.split('/').slice(1);
  const last = parts.at(-1) === '' ? parts.length - 1 : parts.length;
  return Array.from({ length: last }, (_, from) => parts.slice(from).join('/')).flatMap((path, from) => (from === 0 ? [path] : [path, `/${path}`]));
}

interface Shape {
  readonly isRooted: boolean;
  readonly isEmpty: boolean;
  /** Begins with `./`. */
  readonly dot: boolean;
  /** Begins with `../`. */
  readonly up: boolean;
  readonly hasBase: boolean;
  readonly ending: string;
  readonly depth: number;
}

function shapeOf(path: string, base: string): Shape {
  return {
    isRooted: path.startsWith('/'), isEmpty: path === '', dot: /^\.\/./.test(path), up: path.startsWith('../'), ending: endingOf(path),
    hasBase: base !== '' && (path === base || path.startsWith(`${base}/`)),
    depth: path.split('/').filter((part) => part !== '' && part !== '.').length,
  };
}

/** `/`, `index.html`, `.html`, the kind of extension, or nothing. */
function endingOf(path: string): string {
  if (path.endsWith('/')) return '/';
  const name = nameOf(path).toLowerCase();
  if (/^_?index\.[a-z]+$/.test(name)) return name;
  const extension = extensionOf(name);
  if (/^\.html?$/.test(extension)) return '.html';
  if (/^\.(?:md|mdx|markdown|mkd|mkdown|mdown|qmd|adoc|org|rst)$/.test(extension)) return '.md';
  return /^\.[a-z][a-z0-9]{1,4}$/.test(extension) ? '.file' : '';
}

const differenceOf = (a: Shape, b: Shape): number =>
  (a.isEmpty !== b.isEmpty ? 6 : 0) + (a.isRooted !== b.isRooted ? 4 : 0) + (a.hasBase !== b.hasBase ? 1 : 0) + (a.ending !== b.ending ? 2 : 0)
  + (a.dot !== b.dot ? 0.1 : 0) + (a.up !== b.up ? 0.5 : 0) + Math.abs(a.depth - b.depth) / 20;

/**
 * A path as it may be written: as it is, with what cannot stand in an address encoded, and all encoded; in the order
 * of what the author does. `isName` where it is the name of a file and not an address.
 */
export function encodingsOf(path: string, before: string, isName: boolean): readonly string[] {
  const escaped = path.replace(/%(?=[0-9a-f]{2})|[\0-\x20"<>\\^`{|}?#\x7f]/gi, percent);
  const bare = escaped.replace(/[()]/g, percent);
  const full = encodePath(path).replace(/[()']/g, percent);
  const isEncoded = /%[0-9a-f]{2}/i.test(before);
  const isPlain = /[^\0-\x7f]|\s/.test(before);
  const order = isEncoded ? [encodePath(path), full, escaped, bare, path] : isName || isPlain ? [path, escaped, bare, full] : [escaped, bare, encodePath(path), full, path];
  return [...new Set(order)];
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
