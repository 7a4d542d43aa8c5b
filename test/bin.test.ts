import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(top, 'bin/blog.js');

let folder: string;

beforeAll(() => {
  if (!existsSync(join(top, 'dist/main.cjs'))) execFileSync(process.execPath, [join(top, 'bin/build.js')]);
  folder = mkdtempSync(join(tmpdir(), 'blog-bin-'));
  put('_config.yml', 'url: https://travels.example\npermalink: /:title/\n');
  put('_posts/2026-01-02-lisbon.md', '---\nlayout: post\ntitle: "Lisbon"\n---\nOn to [Braga](/braga/).\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, CLICOLOR_FORCE: undefined };

function blog(...words: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], { cwd: folder, env, encoding: 'utf8', input: '' });
  return { code: status, out: stdout, err: stderr };
}

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  expect(blog('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  expect(blog('-V').out).toBe(`${version}\n`);
});

test('lint finds, and ends with 1', () => {
  const { code, out, err } = blog('lint', '--format', 'unix');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatch(/^_posts\/2026-01-02-lisbon\.md:5:15: error: .*\[broken-link\]\n$/);
});

test('a mistyped word ends with 2', () => expect(blog('lint', '--fromat').code).toBe(2));

test('new writes, once, and asks nobody where nobody is', () => {
  expect(blog('new', 'Porto', '--date', '2026-01-09', '--quiet')).toEqual({ code: 0, out: '_posts/2026-01-09-porto.md\n', err: '' });
  expect(readFileSync(join(folder, '_posts/2026-01-09-porto.md'), 'utf8')).toBe('---\nlayout: post\ntitle: "Porto"\n---\n\n');
  expect(blog('new', 'Porto', '--date', '2026-01-09').code).toBe(2);
  expect(blog('new')).toMatchObject({ code: 2, out: '' });
});

test('new opens the editor with its arguments', () => {
  const editor = join(folder, 'editor.cjs');
  writeFileSync(editor, 'require("fs").writeFileSync(process.argv[3], process.argv[2])');
  const { status } = spawnSync(process.execPath, [bin, 'new', 'Faro', '--date', '2026-01-10', '--edit'], {
    cwd: folder, env: { ...env, VISUAL: `"${process.execPath}" "${editor}" "an argument"` }, encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(readFileSync(join(folder, '_posts/2026-01-10-faro.md'), 'utf8')).toBe('an argument');
});

test.skipIf(process.platform === 'win32')('whoever stops reading is no mistake', () => {
  const { stderr } = spawnSync('sh', ['-c', `{ "${process.execPath}" "${bin}" lint; echo "code $?" >&2; } | true`], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('code 1\n');
});

test.skipIf(!existsSync('/dev/full'))('a full disk is one', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" rules > /dev/full`], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toMatch(/^The output could not be written: /);
  expect(status).toBe(2);
});
