import type { Markup, MarkupReference } from '../../core/markdown/markup.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import type { ReadFile } from '../generator.ts';
import type { FilePath } from '../../core/paths.ts';
import { at, printed, type Data } from './values.ts';

/**
 * Chirpy's layout puts the base path and the post's `media_subpath` before the address of every image of a post, unless
 * it has a scheme.
 */
export function withMediaFolder(markup: Markup, data: Data, base: string): Markup {
  const folder = printed(at(data, 'media_subpath') ?? at(data, 'img_path'));
  return { ...markup, references: markup.references.map((reference) => placed(reference, folder, base)) };
}

function placed(reference: MarkupReference, folder: string, base: string): MarkupReference {
  const { url } = reference;
  if (reference.element !== 'img' || reference.attribute !== 'src' || url.includes(':') || url.startsWith('//') || url.startsWith(UNKNOWN) || url === '') return reference;
  if (base !== '' && url.startsWith(`${base}/`)) return reference;
  return { ...reference, url: base + `/${folder}/${url}`.replace(/\/{2,}/g, '/') };
}

/** Whether a blog uses that theme, as a gem or copied into the repository. */
export async function isChirpy(config: Data, files: readonly FilePath[], read: ReadFile): Promise<boolean> {
  if (/chirpy/i.test(`${printed(at(config, 'theme'))} ${printed(at(config, 'remote_theme'))}`)) return true;
  const template = files.find((file) => file === '_includes/refactor-content.html');
  return template !== undefined && /media_subpath|img_path/.test((await read(template)) ?? '');
}
