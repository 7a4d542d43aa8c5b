import { dirname } from 'node:path';
import { asFilePath } from '../core/paths.ts';
import type { System } from '../core/system.ts';

/** The folders above, up to the top of the repository: at most a few steps. Without a repository, none: it could be anything. */
export async function foldersAbove(system: System, start: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let path = start; above.length < 8; path = dirname(path)) {
    if (path !== start) above.push(path);
    if (await isTop(system, path)) return above;
    if (dirname(path) === path) break;
  }
  return [];
}

/** The top of the repository that a folder is in, if it is in one. */
export async function repositoryTop(system: System, path: string): Promise<string | undefined> {
  return (await isTop(system, path)) ? path : (await foldersAbove(system, path)).at(-1);
}

async function isTop(system: System, path: string): Promise<boolean> {
  const folder = await system.folder(path);
  return (await folder.size(asFilePath('.git/HEAD'))) !== undefined || (await folder.size(asFilePath('.git'))) !== undefined;
}
