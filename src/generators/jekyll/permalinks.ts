import { decodePath } from '../../core/paths.ts';

/** What a template makes, or why Jekyll refuses to. */
export type Filled = { readonly kind: 'url'; readonly url: string } | { readonly kind: 'refused'; readonly message: string };

/**
 * Fills the template of a post or another document: `/:year/:title/`. A word that is no placeholder stops the build.
 * Values are percent-escaped, the template's own text is not.
 */
export function fillTemplate(template: string, valueOf: (name: string) => string | undefined): Filled {
  let unknown: string | undefined;
  const filled = template.replace(/:([a-z_]+)/g, (_whole, word: string) => {
    // `:month_:day` is `:month`, an underscore and `:day`.
    const value = valueOf(word);
    if (value !== undefined) return escapePath(value);
    const shorter = word.endsWith('_') ? valueOf(word.slice(0, -1)) : undefined;
    if (shorter !== undefined) return `${escapePath(shorter)}_`;
    unknown ??= word;
    return `:${word}`;
  });
  if (unknown !== undefined) return { kind: 'refused', message: `The permalink \`${template}\` has no placeholder \`:${unknown}\`.` };
  return { kind: 'url', url: sanitized(filled) };
}

/** Fills the template of a page or static file: other words stay; a placeholder without a value takes its slash along. */
export function fillPageTemplate(template: string, values: readonly (readonly [name: string, value: string | undefined])[]): string {
  const filled = values.reduce((text, [name, value]) =>
    (value === undefined ? text.replaceAll(`/:${name}`, '') : text.replaceAll(`:${name}`, escapePath(value).replaceAll('$', '$$$$'))), template);
  return sanitized(filled);
}

/** The file that a document's address is written to. Pages ending in `/` get the index with their own extension. */
export function outputOf(url: string, extension: string, { indexExtension = '.html' }: { readonly indexExtension?: string } = {}): string {
  const path = decodePath(url).replace(/^\/+/, '');
  if (url.endsWith('/')) return `${path}index${indexExtension}`;
  return path.endsWith(extension) ? path : path + extension;
}

/** The extension that a permalink of its own ends with: Ruby's `File.extname`, where `/foo.` has `.`. */
export function permalinkExtension(permalink: string): string {
  if (permalink.endsWith('/')) return '';
  const name = permalink.slice(permalink.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
}

const sanitized = (url: string): string => `/${url}`.replaceAll('..', '/').replaceAll('./', '').replace(/\/{2,}/g, '/');

/** What may stand in a path stays, the rest is percent-encoded; of several `#` only the first. */
const escapePath = (value: string): string => {
  if (/^[A-Za-z0-9.\-/]*$/.test(value)) return value;
  return value.toWellFormed().replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#]/gu, percentEncoded).replace('#', '%23');
};

/** Marks of what is not known yet pass through. */
const percentEncoded = (letter: string): string => (/[\uFDD0-\uFDD2]/.test(letter) ? letter : encodeURIComponent(letter));
