import type { FilePath } from '../core/paths.ts';
import type { ReadFile } from './generator.ts';

/** Ids that layouts and components write as they are: on every page, for all that is known. */
export async function layoutIds(files: readonly FilePath[], read: ReadFile): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const path of files.slice(0, 400)) {
    const text = await read(path);
    if (text === undefined || text.length > 500_000) continue;
    for (const [, id = ''] of text.matchAll(/\s(?:id|name)\s*=\s*["']([^"'{}<>\s]{1,100})["']/g)) ids.add(id);
  }
  return ids;
}
