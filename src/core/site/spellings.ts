import { decodePath, encodePath, extensionOf, folderOf, nameOf, withoutExtension } from '../paths.ts';
import type { Entry } from './conventions.ts';

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

/** A target, and where it is pointed to from. */
export interface SpellingContext {
  readonly target: Entry;
  /** The page that the reference is on. */
  readonly entry: Entry;
  /** The file it is written in. */
  readonly file: string;
  readonly base: string;
  /** Words of a tag are names of sources more often than addresses. */
  readonly isName?: boolean;
}

/**
 * Every way in which somebody could write a path to a target, decoded, those first that are most like what is written
 * now: relative stays relative, `.md` stays `.md`, a `/` at the end stays. `was` is what it led to as it is written: the
 * way in which it did comes before all others. Which of them leads there is not asked here.
 */
export function spellingsOf(written: Destination, context: SpellingContext, was?: SpellingContext): readonly string[] {
  const before = shapeOf(pathOf(written), context.base);
  const forms = was ? formsOf(written, was) : new Set();
  const costs = new Map<string, number>(was && forms.size === 0 ? oddWays(written, context, was) : []);
  for (const way of waysTo(context)) {
    const cost = differenceOf(before, shapeOf(way.path, context.base)) + way.extra - (forms.has(way.form) ? 10 : 0) - (context.isName === true && way.form.includes('source') ? 1 : 0);
    if (cost < (costs.get(way.path) ?? Infinity)) costs.set(way.path, cost);
  }
  return [...costs].sort((a, b) => a[1] - b[1]).map(([spelled]) => spelled);
}

/** What nobody needs to write and some do: `../` beyond the root, and `x.fr.md` for the page that is `x.md`. */
function oddWays(written: Destination, context: SpellingContext, was: SpellingContext): readonly (readonly [string, number])[] {
  const path = pathOf(written);
  const above = /^(?:\.\.\/)*/.exec(path)?.[0] ?? '';
  const language = above === '' ? /(\.[a-z]{2,3}(?:-[a-z]+)?)\.[a-z]+$/i.exec(path)?.[1] ?? '' : '';
  if (above === '' && language === '') return [];
  const usual = above === '' ? withoutExtension(withoutExtension(path)) + extensionOf(path) : path.slice(above.length);
  const forms = formsOf({ ...written, path: usual }, was);
  return waysTo(context).filter((way) => forms.has(way.form) && !(above !== '' && /^[./]/.test(way.path)))
    .map((way) => [above === '' ? withoutExtension(way.path) + language + extensionOf(way.path) : above + way.path, way.extra - 10]);
}

/** The ways in which what is written may be meant, where it leads to this target. */
export function formsOf(written: Destination, context: SpellingContext): ReadonlySet<string> {
  const path = pathOf(written);
  return new Set(waysTo(context).filter((way) => way.path === path).map(({ form }) => form));
}

const pathOf = ({ path }: Destination): string => decodePath(path.replace(/\\([()])/g, '$1'));

/** One way to write a path. */
interface Way {
  readonly path: string;
  /** The kind of way, which is the same for all targets: `source, from its second folder on`. */
  readonly form: string;
  /** How unusual it is by itself. */
  readonly extra: number;
}

const waysTo = (context: SpellingContext): readonly Way[] =>
  [...addressWays(context), ...sourceWays(context)].flatMap((way) => (/^[./]|^$/.test(way.path) ? [way] : [way, { ...way, path: `./${way.path}`, form: `./${way.form}` }]));

function addressWays({ target, entry, base }: SpellingContext): readonly Way[] {
  return addressesOf(target).flatMap(({ name, address }, index) => [
    { path: address, form: `rooted ${name}`, extra: index / 10 },
    ...(base === '' ? [] : [{ path: base + address, form: `with base ${name}`, extra: index / 10 }]),
    { path: relativePath(entry.url, address), form: `relative ${name}`, extra: index / 10 },
    ...(entry === target && index === 0 ? [{ path: '', form: 'nothing', extra: 0 }] : []),
    ...endsOf(address, name, 0.5 + index / 10),
  ]);
}

/** What a host may answer with one page, as it should be written first. */
function addressesOf({ url, output }: Entry): readonly { readonly name: string; readonly address: string }[] {
  const file = `/${output}`;
  const folder = file.replace(/\/index\.html?$/i, '/');
  const others = folder === file
    ? [{ name: 'file', address: file }, { name: 'bare', address: file.replace(/\.html?$/i, '') }]
    : [{ name: 'folder', address: folder }, { name: 'bare', address: folder.slice(0, -1) }, { name: 'file', address: file }];
  return [{ name: 'address', address: String(url) }, ...others].filter(({ address }) => address !== '');
}

function sourceWays({ target, file, base }: SpellingContext): readonly Way[] {
  const { source } = target;
  if (source === undefined) return [];
  return namesOf(source, target).flatMap(({ name, path }) => [
    { path: relativePath(`/${file}`, `/${path}`), form: `relative ${name}`, extra: 0.3 },
    ...endsOf(`/${path}`, name, 0.4), { path: `/${path}`, form: `rooted ${name}`, extra: 0.4 },
    { path: nameOf(path).replace(DATED, ''), form: `undated ${name}`, extra: 0.6 },
    ...(base === '' ? [] : [{ path: `${base}/${path}`, form: `with base ${name}`, extra: 0.6 }]),
  ]);
}

/** A source with its extension and without, and without its language; the folder of a page that has one to itself. */
function namesOf(source: string, { kind, language }: Entry): readonly { readonly name: string; readonly path: string }[] {
  const isFile = kind === 'file';
  const folder = !isFile && /^_?index\.[a-z.-]+$/i.test(nameOf(source)) ? folderOf(source) : '';
  const stem = withoutExtension(source);
  const shared = !isFile && language !== undefined && stem.toLowerCase().endsWith(`.${language}`) ? stem.slice(0, -language.length - 1) : undefined;
  return [
    ...(shared === undefined ? [] : [{ name: 'source without language', path: shared + extensionOf(source) }, { name: 'source without language and extension', path: shared }]),
    { name: 'source', path: source }, ...(isFile ? [] : [{ name: 'source without extension', path: stem }]),
    ...(folder === '' ? [] : [{ name: 'source folder', path: folder }, { name: 'source folder/', path: `${folder}/` }]),
  ];
}

const DATED = /^\d{4}-\d{1,2}-\d{1,2}-/;

/** From one rooted path to another, as a browser reads it. */
export function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(1, -1);
  const there = to.split('/').slice(1);
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const path = '../'.repeat(here.length - same) + there.slice(same).join('/');
  if (path === '') return './';
  // A colon in the first part would make a scheme of it.
  return /^[^/]*:/.test(path) ? `./${path}` : path;
}

/** The whole without its slash, `b/c/`, `c/`: for what is put behind a template, or looked up by its end. */
function endsOf(address: string, name: string, extra: number): readonly Way[] {
  const parts = address.split('/').slice(1);
  const last = parts.at(-1) === '' ? parts.length - 1 : parts.length;
  return Array.from({ length: last }, (_, from) => ({ path: parts.slice(from).join('/'), from })).flatMap(({ path, from }) => [
    { path, form: `${name} from ${from}`, extra }, ...(from === 0 ? [] : [{ path: `/${path}`, form: `/${name} from ${from}`, extra }]),
    // The name alone is the name alone, however deep it lies.
    ...(from === last - 1 ? [{ path, form: `${name} alone`, extra }] : []),
  ]);
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

/** `/`, `index.html`, `index`, `.html`, the kind of extension, or nothing. */
function endingOf(path: string): string {
  if (path.endsWith('/')) return '/';
  const name = nameOf(path).toLowerCase();
  if (/^_?index(?:\.[a-z]+)?$/.test(name)) return name;
  const extension = extensionOf(name);
  if (/^\.html?$/.test(extension)) return '.html';
  if (/^\.(?:md|mdx|markdown|mkd|mkdown|mdown|qmd|adoc|org|rst)$/.test(extension)) return '.md';
  return /^\.[a-z][a-z0-9]{1,4}$/.test(extension) ? '.file' : '';
}

const differenceOf = (a: Shape, b: Shape): number =>
  (a.isEmpty !== b.isEmpty ? 6 : 0) + (a.isRooted !== b.isRooted ? 4 : 0) + (a.hasBase !== b.hasBase ? 1 : 0) + (a.ending !== b.ending ? 2 : 0)
  + (a.dot !== b.dot ? 0.1 : 0) + (a.up !== b.up ? 0.5 : 0) + Math.abs(a.depth - b.depth) / 20;

/**
 * A path as it may be written: as it is, with what cannot stand in an address encoded, and all encoded. In the way in which
 * `before` is written come first; where that shows nothing, a name (`isName`) is left as it is and an address is not.
 */
export function encodingsOf(path: string, before: string, isName: boolean): readonly string[] {
  const isEncoded = /%[0-9a-f]{2}/i.test(before);
  const isPlain = isName || /[^\0-\x7f]|\s/.test(before);
  const usual = isEncoded ? [uri, full, escaped, bare, raw, slashed] : isPlain ? [raw, escaped, slashed, bare, full] : [escaped, slashed, bare, uri, full, raw];
  const decoded = decodePath(before);
  const alike = usual.filter((encode) => encode(decoded) === before);
  const isSmall = /%[0-9a-f]?[a-f]/.test(before) && !/%[0-9a-f]?[A-F]/.test(before);
  const encodings = [...alike, ...usual].map((encode) => encode(path));
  return [...new Set(isSmall ? encodings.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())) : encodings)];
}

const raw = (path: string): string => path;

/** What cannot stand in an address, or would mean something else there. */
const escaped = (path: string): string => path.replace(/%(?=[0-9a-f]{2})|[\0-\x20"<>\\^`{|}?#\x7f]/gi, percent);

const bare = (path: string): string => escaped(path).replace(/[()]/g, percent);

const uri = (path: string): string => encodePath(path);

const full = (path: string): string => encodePath(path).replace(/[()']/g, percent);

/** Markdown's own way with parentheses. */
const slashed = (path: string): string => escaped(path).replace(/[()]/g, '\\$&');

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
