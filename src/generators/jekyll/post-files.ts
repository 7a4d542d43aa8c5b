import { asFilePath, asUrlPath, folderOf, type FilePath } from '../../core/paths.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Published } from './publish.ts';
import type { Settings } from './settings.ts';

/**
 * jekyll-postfiles copies what is beside a post in a folder below `_posts`, or in folders of it, to where the post is published. What
 * has a day in its name is a post. Read off its source.
 */
export function postFiles({ documents }: Published, { plugins, source }: Settings, files: readonly FilePath[]): readonly Entry[] {
  if (!plugins.has('jekyll-postfiles')) return [];
  const top = source === '' ? '' : `${source}/`;
  const beside = byFolder(files.filter((file) => /(?:^|\/)_(?:posts|drafts)\//.test(file) && !/(?:^|\/)(?:\.|\d{2,4}-\d{1,2}-\d{1,2}-[^/]*$)/.test(file)));
  return documents.flatMap(({ entry, collection }) => {
    const folder = entry.source === undefined ? '' : folderOf(entry.source);
    if (collection !== 'posts' || folder === `${top}_posts` || folder === `${top}_drafts`) return [];
    const to = folderOf(entry.output);
    return (beside.get(folder) ?? []).map((file): Entry => {
      const output = `${to === '' ? '' : `${to}/`}${file.slice(folder.length + 1)}`;
      return { source: file, kind: 'file', url: asUrlPath(output), output: asFilePath(output), visibility: entry.visibility };
    });
  });
}

/** A file is in each of the folders above it. */
function byFolder(files: readonly FilePath[]): ReadonlyMap<string, readonly FilePath[]> {
  const found = new Map<string, FilePath[]>();
  for (const file of files) {
    for (let folder: string = folderOf(file); folder !== ''; folder = folderOf(folder)) {
      const others = found.get(folder);
      if (others) others.push(file);
      else found.set(folder, [file]);
    }
  }
  return found;
}
