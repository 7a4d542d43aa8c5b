import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import { BlogError, type Change } from '../core/system.ts';
import { openFolder } from './files.ts';

let around: string;
let blog: string;

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'blog-files-'));
  blog = join(around, 'blog');
  mkdirSync(blog);
  put('../secret.txt', 'not yours');
});

afterEach(() => rmSync(around, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array = ''): void {
  mkdirSync(dirname(join(blog, path)), { recursive: true });
  writeFileSync(join(blog, path), text);
}

const link = (path: string, target: string): void => symlinkSync(target, join(blog, path));
const open = () => openFolder(blog, process.env);
const read = (path: string) => open().read(asFilePath(path));

describe('list', () => {
  test('is every file, sorted, without what is not the author\'s', async () => {
    for (const path of ['b.md', 'a/z.md', 'a.md', 'a/b/c.md', '.git/HEAD', 'node_modules/x/index.js', 'a/node_modules/y.js', '.github/w.yml', 'Ä.md']) put(path);
    expect(await open().list()).toEqual(['.github/w.yml', 'a.md', 'a/b/c.md', 'a/z.md', 'b.md', 'Ä.md']);
  });

  test('follows links that stay inside, and only those', async () => {
    put('real/photo.jpg', 'jpg');
    link('photos', 'real');
    link('photo.jpg', join(blog, 'real/photo.jpg'));
    link('out', around);
    link('secret.txt', '../secret.txt');
    link('broken', 'nowhere');
    expect(await open().list()).toEqual(['photo.jpg', 'photos/photo.jpg', 'real/photo.jpg']);
  });

  test('comes to an end where links go round', async () => {
    put('a/x.md');
    put('b/y.md');
    link('a/up', '..');
    link('a/self', '.');
    link('a/b', '../b');
    link('b/a', '../a');
    link('loop', 'loop');
    expect(await open().list()).toContain('a/b/y.md');
  });

  test('comes to an end where links double at each step', async () => {
    for (let step = 0; step < 40; step += 1) {
      put(`step${step}/x.md`);
      link(`step${step}/left`, `../step${step + 1}`);
      link(`step${step}/right`, `../step${step + 1}`);
    }
    put('step40/x.md');
    expect((await open().list()).length).toBeLessThan(5_000);
  });

  test('says what is not a folder', async () => {
    await expect(openFolder(join(around, 'nowhere'), {}).list()).rejects.toThrow(BlogError);
    await expect(openFolder(join(around, 'secret.txt'), {}).list()).rejects.toThrow(/is a file, not a folder/);
  });
});

describe('read', () => {
  test('keeps a byte order mark and line ends', async () => {
    put('x.md', '\uFEFFa\r\nb');
    expect(await read('x.md')).toBe('\uFEFFa\r\nb');
  });

  test('finds nothing outside, nothing in a folder, nothing where nothing is', async () => {
    put('folder/x.md');
    link('out', around);
    for (const path of ['../secret.txt', 'folder/../../secret.txt', 'out/secret.txt', join(around, 'secret.txt'), 'folder', 'none.md', 'folder/x.md/y', 'a\0b']) {
      expect([path, await read(path)]).toEqual([path, undefined]);
    }
    expect(await openFolder(join(around, 'nowhere'), {}).read(asFilePath('x.md'))).toBeUndefined();
  });

  test('reads beside the list what lies in skipped folders', async () => {
    put('.git/HEAD', 'ref');
    expect(await read('.git/HEAD')).toBe('ref');
  });

  test.skipIf(process.getuid?.() === 0)('says which file it may not read', async () => {
    put('x.md');
    chmodSync(join(blog, 'x.md'), 0);
    await expect(read('x.md')).rejects.toThrow('`x.md` could not be read: permission is missing.');
  });

  test('has heads and sizes', async () => {
    put('x.bin', 'abcdef');
    expect(new TextDecoder().decode(await open().head(asFilePath('x.bin'), 3))).toBe('abc');
    expect(await open().size(asFilePath('x.bin'))).toBe(6);
    expect(await open().size(asFilePath('y.bin'))).toBeUndefined();
  });
});

describe('change', () => {
  const change = (...changes: readonly Change[]) => open().change(changes);
  const create = (path: string, content = 'new') => change({ kind: 'create', file: asFilePath(path), content });
  const edit = (path: string, before: string, after: string): Change => ({ kind: 'edit', file: asFilePath(path), before, after });
  const move = (from: string, to: string): Change => ({ kind: 'move', from: asFilePath(from), to: asFilePath(to) });
  const text = (path: string) => readFileSync(join(blog, path), 'utf8');

  test('creates a file and the folders it is in', async () => {
    await create('_posts/2026/x.md', 'text');
    expect(text('_posts/2026/x.md')).toBe('text');
    expect(readdirSync(join(blog, '_posts/2026'))).toEqual(['x.md']);
  });

  test('never creates over a file, or through a link', async () => {
    put('x.md', 'old');
    link('y.md', '../secret.txt');
    link('out', around);
    await expect(create('x.md')).rejects.toThrow('`x.md` is there already.');
    await expect(create('y.md')).rejects.toThrow('`y.md` is there already.');
    await expect(create('out/x.md')).rejects.toThrow('`out/x.md` lies outside the blog.');
    await expect(create('../x.md')).rejects.toThrow('lies outside the blog.');
    expect(text('x.md')).toBe('old');
    expect(readdirSync(blog).sort()).toEqual(['out', 'x.md', 'y.md']);
  });

  test('says what stands in the way', async () => {
    put('folder', '');
    await expect(create('folder/x.md')).rejects.toThrow('`folder/x.md` could not be written: a part of its path is a file, not a folder.');
    await expect(create(`${'x'.repeat(300)}.md`)).rejects.toThrow('could not be written: the name is too long.');
  });

  test('edits what is as it was read, and keeps its permissions', async () => {
    put('x.md', '\uFEFFold\r\n');
    chmodSync(join(blog, 'x.md'), 0o640);
    await change(edit('x.md', '\uFEFFold\r\n', '\uFEFFnew\r\n'));
    expect(text('x.md')).toBe('\uFEFFnew\r\n');
    expect(statSync(join(blog, 'x.md')).mode & 0o777).toBe(0o640);
    expect(readdirSync(blog)).toEqual(['x.md']);
  });

  test('edits nothing that another program wrote, that is not UTF-8, or read-only', async () => {
    put('x.md', 'old');
    put('latin.md', Buffer.from([0x66, 0xe9]));
    put('fixed.md', 'old');
    chmodSync(join(blog, 'fixed.md'), 0o444);
    await expect(change(edit('x.md', 'older', 'new'))).rejects.toThrow('`x.md` is not what was read');
    await expect(change(edit('latin.md', 'f\ufffd', 'new'))).rejects.toThrow('it is not UTF-8');
    await expect(change(edit('fixed.md', 'old', 'new'))).rejects.toThrow('`fixed.md` is read-only.');
    expect(text('x.md')).toBe('old');
    expect(readdirSync(blog).sort()).toEqual(['fixed.md', 'latin.md', 'x.md']);
  });

  test('moves a file, and leaves no empty folder behind', async () => {
    put('_drafts/deep/x.md', 'text');
    await change(move('_drafts/deep/x.md', '_posts/y.md'));
    expect(text('_posts/y.md')).toBe('text');
    expect(readdirSync(blog)).toEqual(['_posts']);
  });

  test('all or nothing: what was done before one failed is undone', async () => {
    put('a.md', 'a');
    put('_drafts/b.md', 'b');
    put('there.md', 'c');
    const changes: readonly Change[] = [
      edit('a.md', 'a', 'A'), move('_drafts/b.md', '_posts/2026/b.md'), { kind: 'create', file: asFilePath('new/n.md'), content: 'n' }, edit('_posts/2026/b.md', 'b', 'B'),
    ];
    await expect(change(...changes, move('a.md', 'there.md'))).rejects.toThrow('`there.md` is there already.');
    expect(readdirSync(blog).sort()).toEqual(['_drafts', 'a.md', 'there.md']);
    expect([text('a.md'), text('_drafts/b.md'), text('there.md')]).toEqual(['a', 'b', 'c']);
    await change(...changes);
    expect([text('a.md'), text('_posts/2026/b.md'), text('new/n.md')]).toEqual(['A', 'B', 'n']);
  });
});

describe('git', () => {
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], { cwd: blog, stdio: 'pipe' });

  test('is undefined outside a repository, and where there is no git', async () => {
    expect(await open().git()).toBeUndefined();
    git('init', '-q');
    expect(await openFolder(blog, { PATH: '/nowhere' }).git()).toBeUndefined();
  });

  test('knows what is tracked, ignored, and where the folder is', async () => {
    git('init', '-q');
    git('remote', 'add', 'origin', 'git@github.com:ada/travels.git');
    for (const path of ['docs/a b.md', 'docs/ü.md', 'docs/new.md', 'docs/draft.tmp', 'docs/:(x).tmp']) put(path);
    put('.gitignore', '*.tmp\n');
    git('add', 'docs/a b.md', 'docs/ü.md');
    const found = await openFolder(join(blog, 'docs'), process.env).git();
    expect(found).toMatchObject({ prefix: 'docs', github: 'ada/travels', tracked: new Set(['a b.md', 'ü.md']) });
    expect(await found?.ignored(['draft.tmp', ':(x).tmp', 'new.md'].map(asFilePath))).toEqual(new Set(['draft.tmp', ':(x).tmp']));
  });

  test('takes what is behind a link for what it is', async () => {
    git('init', '-q');
    put('real/x.png');
    put('real/y.tmp');
    put('.gitignore', '*.tmp\n');
    link('images', 'real');
    git('add', 'real/x.png', 'images');
    const found = await open().git();
    expect(found?.tracked).toEqual(new Set(['images', 'images/x.png', 'real/x.png']));
    expect(await found?.ignored(['images/y.tmp', 'real/x.png'].map(asFilePath))).toEqual(new Set(['images/y.tmp']));
  });

  test('runs no program that the repository names', async () => {
    git('init', '-q');
    put('x.md');
    git('add', 'x.md');
    const trap = join(around, 'trap');
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(around, 'sprung')}\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', trap);
    git('config', 'core.pager', trap);
    await (await open().git())?.ignored([asFilePath('y.md')]);
    expect(readdirSync(around)).not.toContain('sprung');
  });

  test('works in a hook that stands at the top', async () => {
    git('init', '-q');
    put('docs/x.md');
    git('add', '.');
    const env = { ...process.env, GIT_DIR: '.git', GIT_WORK_TREE: undefined };
    expect((await openFolder(join(blog, 'docs'), env).git())?.tracked).toEqual(new Set(['x.md']));
  });
});
