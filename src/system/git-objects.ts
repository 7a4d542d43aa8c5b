import { spawn } from 'node:child_process';

/** The contents of a repository's objects, by their ids: one `git cat-file --batch` that is asked for one after the other. */
export interface GitObjects {
  /** `undefined` where this clone does not have it. */
  read(id: string): Promise<Uint8Array | undefined>;
  close(): void;
}

export interface GitProgram {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts the program when the first object is asked for. */
export function openObjects({ words, cwd, env }: GitProgram): GitObjects {
  const waiting: ((bytes: Uint8Array | undefined) => void)[] = [];
  let parts: Buffer[] = [];
  let held = 0;
  let child: ReturnType<typeof start> | undefined;

  const start = () => {
    const started = spawn('git', [...words, 'cat-file', '--batch'], { cwd, env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    started.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      held += part.length;
      if (held >= needed) take();
    });
    started.stdin.on('error', () => undefined);
    started.on('error', end);
    started.on('close', end);
    return started;
  };
  /** How many bytes there must be before the next answer can be whole. */
  let needed = 1;

  const take = (): void => {
    let all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    for (;;) {
      const line = all.indexOf(10);
      if (line < 0) { needed = all.length + 1; break; }
      // `<id> <kind> <size>`, or `<id> missing`. https://git-scm.com/docs/git-cat-file#_batch_output
      const size = /^\S+ \S+ (\d+)$/.exec(all.toString('latin1', 0, line))?.[1];
      const end = size === undefined ? line + 1 : line + 1 + Number(size) + 1;
      if (all.length < end) { needed = end; break; }
      waiting.shift()?.(size === undefined ? undefined : all.subarray(line + 1, end - 1));
      all = all.subarray(end);
    }
    parts = all.length > 0 ? [all] : [];
    held = all.length;
  };

  const end = (): void => {
    for (const done of waiting.splice(0)) done(undefined);
    child = undefined;
  };

  return {
    read: (id) => new Promise((done) => {
      waiting.push(done);
      child ??= start();
      child.stdin.write(`${id}\n`);
    }),
    close: () => {
      child?.stdin.end();
      child?.kill();
      end();
    },
  };
}
