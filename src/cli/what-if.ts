import { relative, sep } from 'node:path';
import { overlaid, seenFrom } from '../core/overlay.ts';
import { asFilePath } from '../core/paths.ts';
import type { Change, Folder, System } from '../core/system.ts';

/** The same machine as if these changes of the files below `root` had been made. Nothing can be changed on it. */
export function whatIf(system: System, root: string, changes: readonly Change[]): System {
  // Threads would read the disk as it is.
  const { readers: _, ...machine } = system;
  return {
    ...machine,
    folder: async (path) => {
      const down = relative(path, root).split(sep).join('/');
      if (!down.startsWith('..')) return overlaid(await system.folder(path), seenFrom(changes, down));
      const up = relative(root, path).split(sep).join('/');
      const folder = await system.folder(path);
      return up.startsWith('..') ? folder : below(overlaid(await system.folder(root), changes), folder, up);
    },
  };
}

/** A folder of another one, read through it. */
function below(around: Folder, folder: Folder, within: string): Folder {
  const inside = (path: string) => asFilePath(`${within}/${path}`);
  const { isOnDisk: _, ...rest } = folder;
  return {
    ...rest,
    list: async () => (await around.list()).filter((path) => path.startsWith(`${within}/`)).map((path) => asFilePath(path.slice(within.length + 1))),
    read: (path) => around.read(inside(path)), bytes: (path) => around.bytes(inside(path)),
    head: (path, bytes) => around.head(inside(path), bytes), size: (path) => around.size(inside(path)),
    change: (changes) => around.change(changes),
  };
}
