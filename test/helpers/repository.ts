import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { realSystem, run } from '../../src/main.ts';

export interface Repository {
  readonly folder: string;
  /** Types a command of git there; what it prints. */
  git(...words: readonly string[]): string;
  write(path: string, text: string): void;
}

export interface Repositories {
  readonly top: string;
  /** A new one with these files in its first commit. */
  repository(files?: Readonly<Record<string, string>>): Repository;
}

/** Repositories made by git itself, in a folder that goes when the tests are done. */
export function repositories(usual: Readonly<Record<string, string>>): Repositories {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'blog-git-')));
  afterAll(() => rmSync(top, { recursive: true }));
  let count = 0;
  return {
    top,
    repository: (files = usual) => {
      const made = repositoryIn(join(top, String(count++)));
      made.git('init', '-q', '-b', 'main');
      for (const [path, text] of Object.entries(files)) made.write(path, text);
      made.git('add', '-A');
      made.git('commit', '-qm', 'first');
      return made;
    },
  };
}

function repositoryIn(folder: string): Repository {
  mkdirSync(folder);
  const settings = ['user.name=T', 'user.email=t@t.example', 'protocol.file.allow=always'].flatMap((setting) => ['-c', setting]);
  return {
    folder,
    git: (...words) => execFileSync('git', [...settings, ...words], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, 'latin1');
    },
  };
}

const real = realSystem(process);

/** Types a command of ours in a folder of this disk: all that it says, then its exit code. */
export async function typedIn(folder: string, ...words: readonly string[]): Promise<string> {
  let said = '';
  const say = (text: string): void => { said += text; };
  const code = await run(words, {
    ...real, cwd: folder, clock: { now: () => Date.parse('2026-03-01'), zone: 'UTC', sleep: async () => undefined },
    terminal: { columns: undefined, interactive: false, colour: 0 }, out: say, err: say,
  });
  return `${said}${code}`;
}
