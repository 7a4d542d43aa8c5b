import type { Markup } from '../markup.ts';
import { readBlocks } from './blocks.ts';
import { markupFrom } from './markup-from.ts';
import { defaultOptions, type KramdownOptions } from './options.ts';
import { sourceOf } from './source.ts';

export type { KramdownOptions } from './options.ts';

/**
 * Reads a post's body as kramdown 2.4 with its GFM parser does. Options are Jekyll's unless others are given.
 * https://kramdown.gettalong.org/syntax.html
 */
export const readKramdown = (text: string, options: KramdownOptions = defaultOptions): Markup => markupFrom(readBlocks(sourceOf(text), options));
