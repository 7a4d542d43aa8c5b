import { BlogError } from '../core/system.ts';

/** As much of sharp as is used here. https://sharp.pixelplumbing.com/api-resize */
interface Sharp {
  metadata(): Promise<{ readonly width?: number; readonly height?: number; readonly orientation?: number }>;
  rotate(): Sharp;
  resize(options: { readonly width: number }): Sharp;
  toBuffer(): Promise<Uint8Array>;
}

/** The picture with at most so many pixels across, itself where it has no more. The one place that knows sharp, which may not be there. */
export async function resized(picture: Uint8Array, maxWidth: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    const { width = 0, height = 0, orientation = 1 } = await sharp(picture).metadata();
    // From 5 on, it lies on its side.
    if ((orientation >= 5 ? height : width) <= maxWidth) return picture;
    return await sharp(picture).rotate().resize({ width: maxWidth }).toBuffer();
  } catch (cause) {
    throw new BlogError(`The picture could not be made smaller: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

/** A name that no bundler and no compiler looks for. */
const SHARP: string = 'sharp';

/** From beside this program only: what lies in a blog's own folder is never run. It is a compiled library of many megabytes, which few need. */
async function loadSharp(): Promise<(picture: Uint8Array) => Sharp> {
  const loaded: unknown = await import(SHARP).catch((cause: unknown) => {
    throw new BlogError('`--max-width` needs the package `sharp`, which is not installed: `npm install sharp`, with `--global` if blog is.', { cause });
  });
  const made = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
  if (!isSharp(made)) throw new BlogError('The package `sharp` that is installed is not the one known here: version 0.33 or later is.');
  return made;
}

const isSharp = (made: unknown): made is (picture: Uint8Array) => Sharp => typeof made === 'function';
