import { decodePath, extensionOf, folderOf, nameOf, withoutExtension, type FilePath, type UrlPath } from '../../core/paths.ts';
import type { Site } from '../../core/site/site.ts';
import type { Range } from '../../core/text/range.ts';

/** A place that names something that was moved, and that is no link or image of a post. */
export interface Mention {
  readonly range: Range;
  readonly text: string;
}

/** What was moved: the address that is another now, and the path that is. */
export interface MovedThing {
  readonly address?: UrlPath;
  readonly source?: FilePath;
}

/** Files that may name others - templates, data, settings, styles, programs: whatever has an ending that no picture, font or film has. */
export const mayMention = (path: FilePath): boolean =>
  (extensionOf(path) !== '' || nameOf(path) === '_redirects')
  && !/\.(?:png|jpe?g|gif|webp|avif|svgz?|ico|bmp|tiff?|heic|psd|pdf|epub|docx?|xlsx?|pptx?|zip|gz|tgz|bz2|xz|7z|rar|jar|dmg|exe|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|avi|mkv|webm|og[gva]|wav|flac|wasm|map|lock|bin)$/i.test(path)
  && !/(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml)$|\.min\.[a-z]+$/.test(path);

/**
 * Says where a text names the old addresses or the old paths of what was moved: whole, in any of the ways in which
 * templates and data do. `skip` are stretches that are known already.
 */
export function mentionFinder(things: readonly MovedThing[], site: Site): (text: string, skip?: readonly Range[]) => readonly Mention[] {
  const names = new Set(things.flatMap(namesOf));
  const tails = [...new Set([...names].map((name) => nameOf(name)))];
  return (text, skip = []) => {
    const found = new Map<number, Mention>();
    for (const tail of tails) {
      for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + tail.length)) {
        const range = wordAround(text, at, at + tail.length);
        const word = text.slice(range.start, range.end);
        const isKnown = skip.some(({ start, end }) => start < range.end && range.start < end);
        if (!isKnown && namesIn(word, site).some((name) => names.has(name))) found.set(range.start, { range, text: word });
      }
    }
    return [...found.values()].sort((a, b) => a.range.start - b.range.start);
  };
}

/** Paths without slashes at their ends. One that is a single word counts only with a slash in front: `/about`. */
function namesOf({ address, source }: MovedThing): readonly string[] {
  const bundle = source !== undefined && /^_?index\./.test(nameOf(source)) ? [folderOf(source)] : [];
  const paths = source === undefined ? [] : [source, withoutExtension(source), ...bundle, ...ends(source)];
  return [...(address === undefined ? [] : [bare(address)]), ...paths].map((name) => (name.includes('/') || extensionOf(name) !== '' ? name : `/${name}`)).filter((name) => name !== '/');
}

/** A source without the folders that its generator knows by itself: `posts/a.md` of `content/posts/a.md`. */
const ends = (source: string): readonly string[] => {
  const [, ...rest] = source.split('/');
  return rest.length > 1 ? [rest.join('/')] : [];
};

const bare = (path: string): string => decodePath(path).replace(/(?:^\/+|\/+$|\/index\.html$)/g, '');

const EDGE = /[\s"'`()<>[\]{},;=|*]/;

function wordAround(text: string, from: number, to: number): Range {
  let [start, end] = [from, to];
  while (start > 0 && from - start < 300 && !EDGE.test(text.charAt(start - 1))) start--;
  while (end < text.length && end - to < 300 && !EDGE.test(text.charAt(end))) end++;
  return { start, end };
}

/** The paths of the blog that a word may be: without the blog's own address, its base, dots, query and fragment. */
function namesIn(word: string, { conventions }: Site): readonly string[] {
  const origin = conventions.origins.find((one) => word.toLowerCase().startsWith(one)) ?? '';
  const path = word.slice(origin.length).replace(/[?#].*$/s, '').replace(/[.:!]+$/, '');
  if (origin === '' && /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(path)) return [];
  const below = conventions.base !== '' && path.startsWith(`${conventions.base}/`) ? path.slice(conventions.base.length) : path;
  const name = bare(below.replace(/^(?:\.{1,2}\/)+/, ''));
  return below.startsWith('/') ? [name, `/${name}`] : [name];
}
