import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = join(dirname(fileURLToPath(import.meta.url)), '../../bin/blog.js');

/** What a person at the keyboard does: waits until the screen says something, then presses keys. */
export type Step = readonly [seen: string | RegExp, keys: string];

export const ENTER = '\r';
export const CTRL_C = '\x03';
export const DOWN = '\x1b[B';

export interface Session {
  readonly code: number;
  /** Everything the terminal shows in the end, without what is blank. */
  readonly screen: string;
  /** The screens on which the keys were pressed. */
  readonly screens: readonly string[];
  /** Whether the cursor is shown again. */
  readonly hasCursor: boolean;
}

export interface Terminal {
  readonly cwd: string;
  readonly columns: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program in a real pseudo-terminal, with a person in front of it. Throws where what is waited for does not come. */
export async function atKeyboard(words: readonly string[], steps: readonly Step[], { cwd, columns, env }: Terminal): Promise<Session> {
  const rows = 40;
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
  const child = spawn(process.execPath, [bin, ...words], { cwd, cols: columns, rows, name: 'xterm', env: { PATH: process.env['PATH'] ?? '', HOME: dirname(cwd), TZ: 'UTC', ...env } });
  const waiting = [...steps];
  const screens: string[] = [];
  let drawn: Promise<void> = Promise.resolve();
  let since = '';
  let cursor = true;

  const look = (): void => {
    const [next] = waiting;
    // Only what was drawn since the last keys: the same question may have been asked before.
    if (!next || !isSeen(next[0], plain(since))) return;
    waiting.shift();
    screens.push(textOf(screen));
    since = '';
    child.write(next[1]);
  };
  child.onData((data) => {
    if (data.includes('\x1b[?25l')) cursor = false;
    if (data.lastIndexOf('\x1b[?25h') > data.lastIndexOf('\x1b[?25l')) cursor = true;
    drawn = drawn.then(() => new Promise<void>((done) => { screen.write(data, () => { since += data; look(); done(); }); }));
  });
  const code = await new Promise<number>((done, fail) => {
    const patience = setTimeout(() => {
      child.kill();
      fail(new Error(`Nobody saw ${String(waiting[0]?.[0])} on:\n${textOf(screen)}`));
    }, 20_000);
    child.onExit(({ exitCode }) => { clearTimeout(patience); done(exitCode); });
  });
  await drawn;
  if (waiting.length > 0) throw new Error(`It ended before ${String(waiting[0]?.[0])}:\n${textOf(screen)}`);
  return { code, screen: textOf(screen), screens, hasCursor: cursor };
}

const isSeen = (wanted: string | RegExp, shown: string): boolean => (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown));

/** Words may be broken at the edge of the terminal. */
const plain = (data: string): string => data.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '').replace(/[\r\n]+/g, '');

function textOf(screen: InstanceType<typeof xterm.Terminal>): string {
  const { active } = screen.buffer;
  const lines = Array.from({ length: active.length }, (_, index) => active.getLine(index)?.translateToString(true).trimEnd() ?? '');
  return lines.join('\n').trimEnd();
}
