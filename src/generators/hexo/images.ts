import type { Markup, MarkupReference } from '../../core/markdown/markup.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, originOf, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { ImageRules } from './renderers.ts';
import type { Settings } from './settings.ts';

interface Context {
  readonly settings: Settings;
  /** What the asset folder of the post is called; a page has none. */
  readonly folderName: string | undefined;
  /** In a block tag the renderer does not know which post it is. */
  readonly isInTag: boolean;
  readonly lookups: Lookup[];
}

/**
 * Changes addresses as plugins and the blog's renderer do: an image that is written in Markdown, when its address is
 * relative, is taken from the site's root or from the post's asset folder. References in HTML are never touched.
 */
export function withImageRules(markup: Markup, derived: Derived, context: Context): Markup {
  const rules = imageRulesOf(context.settings) ?? NO_RULES;
  if (rules === NO_RULES && !hasPlugin(context.settings)) return markup;
  const references = markup.references.map((reference) => {
    if (reference.syntax !== 'inline' && reference.syntax !== 'definition') return reference;
    const linked = byAssetLink(reference, derived, context);
    if (reference.kind !== 'image') return linked === undefined ? reference : { ...reference, url: linked };
    const url = linked === undefined ? addressOf(reference, derived, rules, context) : rules.prependRoot ? context.settings.base + linked : linked;
    return { ...reference, url };
  });
  return { ...markup, references };
}

/**
 * `hexo-asset-link` puts the post's address in place of its folder before Markdown is read: `./my-post/pic.png` and
 * `my-post/pic.png` in `my-post.md`. Its pattern lets any letter stand for the dot.
 */
function byAssetLink(reference: MarkupReference, derived: Derived, context: Context): string | undefined {
  const { settings: { packages, postAssetFolder }, folderName } = context;
  if (!postAssetFolder || folderName === undefined || !packages.has('hexo-asset-link')) return undefined;
  const path = /^.\//u.test(reference.url) && !reference.url.startsWith(`${folderName}/`) ? reference.url.slice(2) : reference.url;
  return path.startsWith(`${folderName}/`) ? `${lookup('post folder', folderName, reference, derived, context)}${path.slice(folderName.length + 1)}` : undefined;
}

/** What becomes of images that are written in Markdown, unless nothing does. */
export const imageRulesOf = ({ renderer, relativeLink }: Settings): ImageRules | undefined => {
  const rules = renderer.kind === 'marked' || renderer.kind === 'markdown-it' ? renderer.images : undefined;
  return relativeLink || !rules?.prependRoot ? undefined : rules;
};

const NO_RULES: ImageRules = { prependRoot: false, postAsset: false, dropsPostName: false };

const hasPlugin = ({ packages }: Settings): boolean => PLUGINS.some((name) => packages.has(name));

const PLUGINS = ['hexo-image-link', 'hexo-asset-img', 'hexo-asset-link'];

function addressOf(reference: MarkupReference, derived: Derived, rules: ImageRules, context: Context): string {
  const { settings, isInTag } = context;
  const folderName = isInTag ? undefined : context.folderName;
  const { url, file } = beforeMarkdown(reference.url, { ...context, folderName });
  if (file !== undefined) return lookup('asset_img', JSON.stringify(file), reference, derived, context);
  if (/^(?:#|\/\/|[a-z][a-z0-9+.-]*:)/i.test(url) || url === '' || !rules.prependRoot) return url;
  const isRelative = !url.startsWith('/') && !url.startsWith('\\');
  if (!isRelative || !rules.postAsset || !settings.postAssetFolder || folderName === undefined) return rooted(url, settings.base);
  return lookup('post asset', url, reference, derived, context);
}

/** Plugins that change a post before its Markdown is read: `my-post/pic.png` in `my-post.md` is its `pic.png`. */
function beforeMarkdown(url: string, { settings, folderName }: Context): { readonly url: string; readonly file?: string } {
  const parts = url.split('/');
  if (settings.packages.has('hexo-image-link') && (parts.length === 2 || parts.length === 3 && url.startsWith('./'))) return { url, file: parts.at(-1) ?? '' };
  const isCut = settings.packages.has('hexo-asset-img') && folderName && url.startsWith(`${folderName}/`);
  return { url: isCut ? url.slice(folderName.length + 1) : url };
}

function lookup(kind: string, argument: string, { range }: MarkupReference, derived: Derived, { lookups }: Context): string {
  const { start, end } = originOf(derived, range);
  lookups.push({ kind, argument, then: [], range: { start, end } });
  return `${LOOKUP_OPEN}${lookups.length - 1}${LOOKUP_CLOSE}`;
}

/** What `url_for` makes of a path: `pic.png` is `/blog/pic.png`. */
export const rooted = (url: string, base: string): string => `${base}/${url.replace(/^\/+/, '')}`;
