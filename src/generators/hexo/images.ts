import type { Markup, MarkupReference } from '../../core/markdown/markup.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, originOf, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { ImageRules } from './renderers.ts';
import type { Settings } from './settings.ts';

interface Context {
  readonly settings: Settings;
  readonly isPost: boolean;
  readonly lookups: Lookup[];
}

/**
 * Changes the addresses of images as the blog's renderer does: written in Markdown, a relative one is taken from the
 * site's root or from the post's asset folder. Images in HTML, and links, are never touched.
 */
export function withImageRules(markup: Markup, derived: Derived, context: Context): Markup {
  const rules = imageRulesOf(context.settings);
  if (!rules || context.settings.relativeLink || !rules.prependRoot && !rules.postAsset) return markup;
  const references = markup.references.map((reference) =>
    (isMarkdownImage(reference) ? { ...reference, url: addressOf(reference, derived, rules, context) } : reference));
  return { ...markup, references };
}

export const imageRulesOf = ({ renderer }: Settings): ImageRules | undefined =>
  (renderer.kind === 'marked' || renderer.kind === 'markdown-it' ? renderer.images : undefined);

const isMarkdownImage = ({ kind, syntax }: MarkupReference): boolean => kind === 'image' && (syntax === 'inline' || syntax === 'definition');

function addressOf(reference: MarkupReference, derived: Derived, rules: ImageRules, { settings, isPost, lookups }: Context): string {
  const { url } = reference;
  if (/^(?:#|\/\/|[a-z][a-z0-9+.-]*:)/i.test(url) || url === '') return url;
  const isRelative = !url.startsWith('/') && !url.startsWith('\\');
  if (!isRelative || !rules.postAsset || !settings.postAssetFolder || !isPost) return rooted(url, settings.base);

  const written = settings.renderer.kind === 'marked' ? asWritten(reference, derived) : url;
  const { start, end } = originOf(derived, reference.range);
  lookups.push({ kind: 'post asset', argument: written, then: [], range: { start, end } });
  return `${LOOKUP_OPEN}${lookups.length - 1}${LOOKUP_CLOSE}`;
}

/** What `url_for` makes of a path: `pic.png` is `/blog/pic.png`. */
export const rooted = (url: string, base: string): string => `${base}/${url.replace(/^\/+/, '')}`;

/** `marked` looks for the name as it stands in the text: `<b c.png>` is a file's name, `b%20c.png` is not. */
function asWritten({ url, range }: MarkupReference, { text }: Derived): string {
  const written = text.slice(range.start, range.end);
  return /[\\&]/.test(written) ? url : written;
}
