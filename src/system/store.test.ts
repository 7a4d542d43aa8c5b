import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CacheInput } from './cache-folder.ts';
import { openStore } from './store.ts';

let top: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'blog-store-'));
  mkdirSync(join(top, 'dist'));
  writeFileSync(join(top, 'dist/build.txt'), 'one build');
});

afterEach(() => rmSync(top, { recursive: true, force: true }));

const storeIn = (input: Partial<CacheInput> = {}) =>
  openStore({ folder: 'cache', cwd: top, env: {}, platform: 'linux', dist: pathToFileURL(`${join(top, 'dist')}/`), ...input });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (content: Uint8Array | undefined): string | undefined => content && new TextDecoder().decode(content);
const files = (): readonly string[] => readdirSync(join(top, 'cache')).map((name) => join(top, 'cache', name));

describe('a store', () => {
  test('gives back what was written, in parts too', async () => {
    await storeIn()?.write('lint', [bytes('a '), bytes('run')]);
    expect(textOf(await storeIn()?.read('lint'))).toBe('a run');
    expect(await storeIn()?.read('refs')).toBeUndefined();
    expect(files()).toHaveLength(1);
  });

  test('holds what was written last', async () => {
    await storeIn()?.write('lint', [bytes('first')]);
    await storeIn()?.write('lint', [bytes('second')]);
    expect(textOf(await storeIn()?.read('lint'))).toBe('second');
  });

  test('gives nothing that another build wrote', async () => {
    await storeIn()?.write('lint', [bytes('a run')]);
    writeFileSync(join(top, 'dist/build.txt'), 'another build');
    expect(await storeIn()?.read('lint')).toBeUndefined();
  });

  test('gives nothing of a file that is cut off, changed or foreign', async () => {
    await storeIn()?.write('lint', [bytes('a run of some length')]);
    const [file = ''] = files();
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      expect(await storeIn()?.read('lint')).toBeUndefined();
    }
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(await storeIn()?.read('lint')).toBeUndefined();
    }
    writeFileSync(file, whole);
    expect(textOf(await storeIn()?.read('lint'))).toBe('a run of some length');
  });

  test('that cannot be written is none, and nobody is told', async () => {
    writeFileSync(join(top, 'cache'), 'a file where the folder would be');
    await storeIn()?.write('lint', [bytes('a run')]);
    expect(await storeIn()?.read('lint')).toBeUndefined();
  });

  test('lets go of what is a month old', async () => {
    await storeIn()?.write('old', [bytes('x')]);
    const long = new Date(Date.now() - 40 * 86_400_000);
    for (const file of files()) utimesSync(file, long, long);
    await storeIn()?.write('new', [bytes('y')]);
    expect(files()).toHaveLength(1);
  });

  test('is none where the program does not know its build', () => {
    rmSync(join(top, 'dist/build.txt'));
    expect(storeIn()).toBeUndefined();
  });

  test('lies where the system keeps such things', async () => {
    await storeIn({ folder: undefined, env: { XDG_CACHE_HOME: join(top, 'xdg') } })?.write('lint', [bytes('x')]);
    expect(readdirSync(join(top, 'xdg/blogwright'))).toHaveLength(1);
    await storeIn({ folder: undefined, env: { LOCALAPPDATA: join(top, 'local') }, platform: 'win32' })?.write('lint', [bytes('x')]);
    expect(readdirSync(join(top, 'local/blogwright/cache'))).toHaveLength(1);
  });
});
