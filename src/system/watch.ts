import { watch } from 'chokidar';
import { asFilePath, type FilePath } from '../core/paths.ts';

/** Editors write a file in several steps, and a checkout many files: what comes this close together is one change. In milliseconds. */
const TOGETHER = 30;

/** Watches a folder of this disk, by its absolute path. The one place that knows chokidar. */
export async function* watchFolder(path: string): AsyncIterable<readonly FilePath[]> {
  const changed = new Set<FilePath>();
  const bell = new Bell();
  const watcher = watch('.', { cwd: path, ignoreInitial: true, followSymlinks: false, ignored: (file) => SKIPPED.test(file) });
  watcher.on('all', (event, file) => {
    if (event === 'addDir' || event === 'unlinkDir' || file === '') return;
    changed.add(asFilePath(file.replaceAll('\\', '/')));
    setTimeout(() => bell.ring(), TOGETHER);
  });
  // A folder that cannot be watched is one whose changes are not seen; the rest goes on.
  watcher.on('error', () => undefined);
  let isOver = false;
  const end = (): void => {
    isOver = true;
    bell.ring();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    for (;;) {
      await bell.heard();
      if (isOver) return;
      if (changed.size === 0) continue;
      const files = [...changed].sort();
      changed.clear();
      yield files;
    }
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await watcher.close();
  }
}

/** Never looked into by `Folder.list` either; and what programs leave while they write. */
const SKIPPED = /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)|\.tmp$|~$|\.sw[px]$/;

/** Rung at any time, heard when somebody waits: once, however often it rang. */
class Bell {
  #isRung = false;
  #listener: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#listener?.();
  }

  async heard(): Promise<void> {
    if (!this.#isRung) await new Promise<void>((listen) => { this.#listener = listen; });
    this.#isRung = false;
    this.#listener = undefined;
  }
}
