import { resolve } from 'node:path';
import type { FilePath } from '../core/paths.ts';
import { BlogError, type Clock, type System } from '../core/system.ts';
import { openFolder } from './files.ts';
import { terminalOf } from './terminal.ts';
import { wordsOf } from './words.ts';

/** The machine as it is. `dist` is the folder this program runs from; without it there are no threads, and nothing is kept. */
export function realSystem(process: NodeJS.Process, dist?: URL): System {
  const { stdout, stderr } = process;
  const cwd = folderOf(process);
  const system: System = {
    cwd,
    env: process.env,
    clock,
    terminal: terminalOf(process),
    folder: async (path) => openFolder(resolve(cwd, path), process.env),
    readers: async () => (dist ? (await import('./readers.ts')).startReaders(new URL('../bin/thread.js', dist), process.env) : undefined),
    store: async (folder) => (dist ? (await import('./store.ts')).openStore({ folder, cwd, env: process.env, platform: process.platform, dist }) : undefined),
    prompt: async () => (await import('./prompt.ts')).openPrompt({ input: process.stdin, output: stdout }),
    watch: (path) => lateWatch(resolve(cwd, path)),
    edit: (command, file) => edit(command, file, cwd),
    resized: async (picture, maxWidth) => (await import('./pictures.ts')).resized(picture, maxWidth),
    input: () => allOf(process.stdin),
    onInterrupt: (listener) => onInterrupt(process, listener),
    web: async (options) => (await import('./web/index.ts')).openWeb({ ...options, env: process.env }),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
  };
  stdout.on('error', (error: NodeJS.ErrnoException) => { if (!isClosedPipe(error)) refuse(process, error); });
  stderr.on('error', () => undefined);
  return system;
}

/** A shell can stand in a folder that was removed: then the folder's name is all there is, and what is asked of it says so. */
function folderOf(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch {
    return process.env['PWD'] || '/';
  }
}

/** The watcher loads when something is to be watched. */
async function* lateWatch(path: string): AsyncIterable<readonly FilePath[]> {
  const { watchFolder } = await import('./watch.ts');
  yield* watchFolder(path);
}

async function allOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Without a listener a signal does what it always does: it ends the program. */
function onInterrupt(process: NodeJS.Process, listener: () => void): () => void {
  const end = (): void => void process.off('SIGINT', hear).off('SIGTERM', hear);
  const hear = (): void => {
    end();
    listener();
  };
  process.on('SIGINT', hear).on('SIGTERM', hear);
  return end;
}

const clock: Clock = {
  now: () => Date.now(),
  get zone() { return Intl.DateTimeFormat().resolvedOptions().timeZone; },
  sleep: (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); }),
};

/** `blog list | head`: whoever read along has seen enough. */
const isClosedPipe = (error: NodeJS.ErrnoException): boolean => error.code === 'EPIPE' || error.code === 'EOF';

/** A full disk behind `>`: what was to be written is lost, so this cannot end well. */
function refuse(process: NodeJS.Process, error: Error): void {
  process.stderr.write(`The output could not be written: ${error.message}.\n`);
  process.exit(2);
}

async function edit(command: string, file: string, cwd: string): Promise<number> {
  const [program, ...words] = wordsOf(command);
  if (program === undefined) throw new BlogError('No editor is named: `$VISUAL` and `$EDITOR` are empty.');
  const { spawn } = await import('node:child_process');
  return new Promise((done, fail) => {
    // On Windows an editor is often a script (`code.cmd`), which only a shell can start.
    const isWindows = process.platform === 'win32';
    const child = spawn(program, [...words, isWindows ? `"${file}"` : file], { cwd, stdio: 'inherit', shell: isWindows });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'ENOENT' ? 'there is no such program' : cause.message;
      fail(new BlogError(`The editor \`${program}\` could not be started: ${reason}.`, { cause }));
    });
    child.on('close', (code) => done(code ?? 1));
  });
}
