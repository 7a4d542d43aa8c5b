import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packCode, unpackCode } from './kept-code.ts';
import { openParts, type Parts } from './parts.ts';

let top: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'blog-parts-'));
  mkdirSync(join(top, 'dist'));
  write('build.txt', 'one build');
  write('main.cjs', 'const { tide } = require("./tide.cjs"); exports.tell = () => `${tide("low")} at ${require("node:path").basename(__filename)}`; exports.again = () => require("./tide.cjs").tide("high");');
  write('tide.cjs', 'exports.tide = (name) => name + " tide";');
});

afterEach(() => rmSync(top, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(top, 'dist', name), text);

function opened(env: NodeJS.ProcessEnv = {}): Parts {
  const { arch, version } = process;
  return openParts(pathToFileURL(`${join(top, 'dist')}/`), { env: { XDG_CACHE_HOME: join(top, 'cache'), ...env }, platform: 'linux', arch, version });
}

/** Runs the program once. */
function run(env: NodeJS.ProcessEnv = {}): string {
  const parts = opened(env);
  const { tell, again } = parts.load('main.cjs');
  const said = `${tell()}, ${again()}`;
  parts.keep();
  return said;
}

const SAID = 'low tide at main.cjs, high tide';

const kept = (): readonly string[] => readdirSync(join(top, 'cache/blogwright')).map((name) => join(top, 'cache/blogwright', name));

/** Whether a run writes what it compiled. */
function isWritten(): boolean {
  const before = kept().map((file) => statSync(file).ino).join();
  expect(run()).toBe(SAID);
  return kept().map((file) => statSync(file).ino).join() !== before;
}

describe('the parts of a program', () => {
  test('are loaded once, and find each other and what Node has', () => {
    const parts = opened();
    expect(parts.load('main.cjs').tell()).toBe('low tide at main.cjs');
    expect(parts.load('main.cjs')).toBe(parts.load('main.cjs'));
  });

  test('say where a mistake is', () => {
    write('main.cjs', 'exports.tell = () => {\n  throw new Error("ebb");\n};');
    expect(() => opened().load('main.cjs').tell()).toThrow(expect.objectContaining({ stack: expect.stringContaining(`${join(top, 'dist', 'main.cjs')}:2:9`) }));
  });

  test('are compiled by the first run, for all that follow', () => {
    expect(run()).toBe(SAID);
    expect(kept()).toHaveLength(1);
    expect(isWritten()).toBe(false);
  });

  test('that a later run is the first to need are kept with those before', () => {
    run();
    write('list.cjs', 'exports.list = () => "three harbours";');
    const parts = opened();
    expect(parts.load('list.cjs').list()).toBe('three harbours');
    parts.keep();
    expect(isWritten()).toBe(false);
    const again = opened();
    expect(again.load('list.cjs').list()).toBe('three harbours');
    const [file = ''] = kept();
    rmSync(file);
    again.keep();
    expect(kept()).toEqual([]);
  });

  test('are compiled anew where what was kept is damaged, cut off or of another build', () => {
    run();
    const [file = ''] = kept();
    const whole = readFileSync(file);
    for (const damaged of [Buffer.alloc(0), Buffer.from('something else'), whole.subarray(0, whole.length / 2), Buffer.from(whole).fill(0, whole.length - 200)]) {
      writeFileSync(file, damaged);
      expect(isWritten()).toBe(true);
      expect(isWritten()).toBe(false);
    }
    write('tide.cjs', 'exports.tide = (name) => name + ` tide`;');
    write('build.txt', 'another build');
    expect(isWritten()).toBe(true);
  });

  test('are compiled anew where V8 wants nothing of what was kept', () => {
    run();
    const [file = ''] = kept();
    const { names, of } = unpackCode(readFileSync(file));
    // Its own version stands in the head of it: whole, and of another one.
    const foreign = new Map([...names].map((name) => [name, Buffer.from(of(name) ?? '').fill(7, 4, 12)]));
    writeFileSync(file, Buffer.concat(packCode(foreign)));
    // V8 does not look at it while it still has what it made of the same text.
    write('tide.cjs', "exports.tide = (name) => name + ' tide';");
    expect(isWritten()).toBe(true);
    expect(isWritten()).toBe(false);
  });

  test('run where nothing can be kept', () => {
    writeFileSync(join(top, 'cache'), 'a file where the folder would be');
    expect(run()).toBe(SAID);
    rmSync(join(top, 'dist/build.txt'));
    expect(run()).toBe(SAID);
  });

  test('are not kept where nobody wants that', () => {
    expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(SAID);
    expect(readdirSync(top)).toEqual(['dist']);
  });
});
