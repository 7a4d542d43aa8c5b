import type { FilePath } from '../core/paths.ts';
import type { System } from '../core/system.ts';
import { skim } from '../posts/skim.ts';
import { openSite, type OpenedSite, type OpenOptions } from './open-site.ts';

/** A blog of which only the heads of posts were read, and how many words each has. */
export interface OpenedHeads {
  readonly opened: OpenedSite;
  readonly words: ReadonlyMap<FilePath, number>;
}

/** Opens a blog for what needs titles, dates and addresses but no links. */
export async function openHeads(system: System, options: OpenOptions): Promise<OpenedHeads> {
  const words = new Map<FilePath, number>();
  const shorten = (path: FilePath, text: string): string => {
    const skimmed = skim(text);
    words.set(path, skimmed.words);
    return skimmed.head;
  };
  return { opened: await openSite(system, { ...options, shorten }), words };
}
