import { decodePath, encodePath } from '../../core/paths.ts';
import type { Entry, Rewritten } from '../../core/site/conventions.ts';
import type { Site } from '../../core/site/site.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { isAtLeast } from './packages.ts';
import type { Settings } from './settings.ts';

/**
 * `hexo-asset-image` puts the post's address in front of every image of a finished page, also of those that were right.
 * Both of its versions are followed to the letter, since what they get wrong is what visitors find broken.
 */
export function byAssetImage(url: string, isHtml: boolean, entry: Entry, site: Site, settings: Settings): Rewritten | undefined {
  const { packages } = settings;
  // Renderers percent-encode what is written in Markdown.
  const src = (isHtml ? url : encodePath(decodePath(url))).replace('\\', '/');
  if (url === '' || /http|\/\//.test(src)) return undefined;
  if (url.includes(UNKNOWN) || entry.url.includes(UNKNOWN) || !isPublishedVersion(packages.range('hexo-asset-image'))) {
    return { kind: 'unknowable', why: '`hexo-asset-image` rewrites it, in a way that depends on its version' };
  }
  const made = isAtLeast(packages.version('hexo-asset-image'), [1, 0, 0]) ? byLatest(src, entry, settings) : byFirst(src, entry, settings);
  return made === undefined ? undefined : where(made, site, settings);
}

/** An address that nobody wrote needs words when nothing is there. */
function where(made: string, site: Site, { base }: Settings): Rewritten {
  const file = decodePath(made.slice(base.length)).replace(/^\/+/, '');
  if (!made.startsWith(base) || site.outputs.has(file)) return { kind: 'url', url: made };
  return { kind: 'missing', message: `\`hexo-asset-image\` makes \`${made}\` of it, and nothing is there.`, looked: [] };
}

/** A fork that is taken from GitHub may do anything. */
const isPublishedVersion = (range: string | undefined): boolean => range !== undefined && /^(?:[\s^~>=<v]*\d|\*?$|latest$)/.test(range);

/** 1.0.0 drops the first folder of the image, and cuts the post's address at its last dot: `.html`, or that of `.com`. */
function byLatest(src: string, entry: Entry, settings: Settings): string | undefined {
  if (/^\s+\/|^\s*\/uploads|images\//.test(src)) return undefined;
  const permalink = permalinkOf(entry, settings);
  const isIndex = /\/index\.html$/.test(permalink);
  const end = isIndex ? permalink.lastIndexOf('/') : permalink.lastIndexOf('.');
  const page = `${permalink.substring(hostEnd(permalink), end)}/${isIndex ? 'index/' : ''}`;
  const parts = partsOf(src).filter((part) => part !== '.');
  return `${settings.base}/${page}${(parts.length > 1 ? parts.slice(1) : parts).join('/')}`;
}

/** 0.0.3 drops the first folder of the image only where it is called like the post. */
function byFirst(src: string, entry: Entry, settings: Settings): string {
  const permalink = permalinkOf(entry, settings);
  const page = permalink.substring(hostEnd(permalink), permalink.lastIndexOf('/') + 1);
  const parts = partsOf(src);
  const rest = partsOf(page).at(-1) === parts[0] ? parts.slice(1) : parts;
  return `/${page}${rest.join('/')}`;
}

/** The full address of a post or page, which of a page ends in `index.html`. */
const permalinkOf = ({ kind, output, url }: Entry, settings: Settings): string =>
  settings.url + encodePath(kind === 'page' ? `/${output}` : url);

/** Behind the third slash: where the path begins. */
const hostEnd = (permalink: string): number => permalink.split('/', 3).join('/').length + 1;

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');
