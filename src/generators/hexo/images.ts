import type { Markup, MarkupReference } from '../../core/markdown/markup.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, originOf, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { ImageRules } from './renderers.ts';
import type { Settings } from './settings.ts';

interface Context {
  readonly settings: Settings;
  /** What the asset folder of the post is called; a page has none, and what is in a block tag knows of none. */
  readonly folderName: string | undefined;
  readonly lookups: Lookup[];
}

/**
 * Changes the addresses of images as the blog's renderer does: written in Markdown, a relative one is taken from the
 * site's root or from the post's asset folder. Images in HTML, and links, are never touched.
 */
export function withImageRules(markup: Markup, derived: Derived, context: Context): Markup {
  const rules = imageRulesOf(context.settings) ?? NO_RULES;
  if (rules === NO_RULES && !hasPlugin(context.settings)) return markup;
  const references = markup.references.map((reference) =>
    (isMarkdownImage(reference) ? { ...reference, url: addressOf(reference, derived, rules, context) } : reference));
  return { ...markup, references };
}

/** What becomes of images that are written in Markdown, unless nothing does. */
export const imageRulesOf = ({ renderer, relativeLink }: Settings): ImageRules | undefined => {
  const rules = renderer.kind === 'marked' || renderer.kind === 'markdown-it' ? renderer.images : undefined;
  return relativeLink || !rules?.prependRoot ? undefined : rules;
};

const NO_RULES: ImageRules = { prependRoot: false, postAsset: false, dropsPostName: false };

const isMarkdownImage = ({ kind, syntax }: MarkupReference): boolean => kind === 'image' && (syntax === 'inline' || syntax === 'definition');

const hasPlugin = ({ packages }: Settings): boolean => packages.has('hexo-image-link') || packages.has('hexo-asset-img');

function addressOf(reference: MarkupReference, derived: Derived, rules: ImageRules, context: Context): string {
  const { settings, folderName } = context;
  const { url, file } = beforeMarkdown(reference.url, context);
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
