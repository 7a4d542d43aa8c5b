import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
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

  test('what is one file by a symbolic link is edited once, or not at all', async () => {
    put('real/x.md', 'old');
    link('x.md', 'real/x.md');
    await change(edit('real/x.md', 'old', 'new'), edit('x.md', 'old', 'new'));
    expect(text('real/x.md')).toBe('new');
    await expect(change(edit('real/x.md', 'new', 'a'), edit('x.md', 'new', 'b'))).rejects.toThrow('`x.md` and `real/x.md` are one file, by a symbolic link, and what is right for one is wrong for the other. Nothing was changed.');
    expect(text('real/x.md')).toBe('new');
  });

  test('moves a file, and leaves no empty folder behind', async () => {
    put('_drafts/deep/x.md', 'text');
    await change(move('_drafts/deep/x.md', '_posts/y.md'));
    expect(text('_posts/y.md')).toBe('text');
    expect(readdirSync(blog)).toEqual(['_posts']);
  });

  test('moves a file away from the empty folder it has for its pictures, which goes', async () => {
    put('_drafts/x.md', 'text');
    put('there.md', '');
    mkdirSync(join(blog, '_drafts/x'));
    await expect(change(move('_drafts/x.md', '_posts/x.md'), move('there.md', '_posts/x.md'))).rejects.toThrow('`_posts/x.md` is there already.');
    expect(readdirSync(join(blog, '_drafts')).sort()).toEqual(['x', 'x.md']);
    await change(move('_drafts/x.md', '_posts/x.md'));
    expect(readdirSync(blog).sort()).toEqual(['_posts', 'there.md']);
  });

  test('makes a folder, and takes it back with the rest', async () => {
    const folder: Change = { kind: 'folder', file: asFilePath('_posts/porto/pictures') };
    put('there.md', '');
    await expect(change(folder, { kind: 'create', file: asFilePath('there.md'), content: '' })).rejects.toThrow('`there.md` is there already.');
    expect(readdirSync(blog)).toEqual(['there.md']);
    await change(folder, folder);
    expect(readdirSync(join(blog, '_posts/porto'))).toEqual(['pictures']);
    await expect(change({ kind: 'folder', file: asFilePath('../out') })).rejects.toThrow('lies outside the blog.');
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

describe('change, whatever goes wrong', () => {
  const change = (changes: readonly Change[]) => open().change(changes);
  const edit = (path: string, before: string, after: string): Change => ({ kind: 'edit', file: asFilePath(path), before, after });
  const move = (from: string, to: string): Change => ({ kind: 'move', from: asFilePath(from), to: asFilePath(to) });
  const create = (path: string, content: string | Uint8Array): Change => ({ kind: 'create', file: asFilePath(path), content });
  const git = (...words: string[]): string => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], { cwd: blog, encoding: 'utf8', stdio: 'pipe' });

  /** Every file, folder and link, with its bytes and permissions; what git has in its index. */
  function everything(): readonly string[] {
    const entries = readdirSync(blog, { recursive: true, withFileTypes: true }).filter(({ parentPath }) => !/\.git(?:\/|$)/.test(parentPath));
    const files = entries.map((entry) => {
      const place = join(entry.parentPath, entry.name);
      const { mode } = lstatSync(place);
      return `${place} ${mode.toString(8)} ${entry.isFile() ? readFileSync(place).toString('hex') : ''}`;
    });
    const isRepository = entries.some(({ name }) => name === '.git');
    return [...files.sort(), ...(isRepository ? [git('ls-files', '-s'), git('status', '--porcelain')] : [])];
  }

  const steps: readonly Change[] = [
    edit('a.md', '\uFEFFa\r\nb', '\uFEFFa\r\nB'), move('_drafts/b.md', '_posts/2026/b.md'), create('new/deep/n.png', new Uint8Array([0, 255, 128])),
    edit('_posts/2026/b.md', 'b', 'B'), move('a.md', 'A b/ü "x".md'), move('untracked.md', 'a.md'), edit('a.md', 'u', 'U'), move('_posts/2026/b.md', 'b.md'),
  ];
  const ends: readonly (readonly [name: string, change: Change, message: string])[] = [
    ['a file that is there', create('there.md', 'x'), 'is there already'],
    ['a move to a file that is there', move('there.md', 'fixed.md'), 'is there already'],
    ['a move of what is not there', move('nowhere.md', 'x.md'), 'There is no file'],
    ['a text that is another', edit('there.md', 'x', 'y'), 'is not what was read'],
    ['a file that is read-only', edit('fixed.md', 'f', 'g'), 'is read-only'],
    ['a way out', move('there.md', 'out/x.md'), 'lies outside'],
    ['a file for a folder', create('there.md/x.md', ''), 'could not be written'],
    ['a link', move('link.md', 'x.md'), 'is a symbolic link'],
  ];

  function blogWith(): void {
    for (const [path, content] of [['a.md', '\uFEFFa\r\nb'], ['_drafts/b.md', 'b'], ['there.md', 'c'], ['fixed.md', 'f'], ['untracked.md', 'u']] as const) put(path, content);
    chmodSync(join(blog, 'a.md'), 0o640);
    chmodSync(join(blog, 'fixed.md'), 0o444);
    link('out', around);
    link('link.md', 'there.md');
  }

  test.each(ends)('%s, after every number of steps, leaves all as it was', async (_, end, message) => {
    blogWith();
    const before = everything();
    for (let count = 0; count <= steps.length; count++) {
      await expect(change([...steps.slice(0, count), end])).rejects.toThrow(message);
      expect([count, everything()]).toEqual([count, before]);
    }
  });

  test('also in git\'s index', async () => {
    blogWith();
    git('init', '-q');
    git('add', 'a.md', '_drafts', 'there.md');
    git('commit', '-qm', 'x');
    put('there.md', 'c2');
    git('add', 'there.md');
    put('there.md', 'c');
    const before = everything();
    for (let count = 0; count <= steps.length; count++) {
      await expect(change([...steps.slice(0, count), create('there.md', 'x')])).rejects.toThrow('is there already');
      expect([count, everything()]).toEqual([count, before]);
    }
    await change(steps);
    expect(git('status', '--porcelain', '-z').split('\0').filter((line) => line !== '').sort()).toEqual([
      '?? fixed.md', '?? link.md', '?? new/', '?? out', '?? a.md', 'RM A b/ü "x".md', 'RM b.md', 'MM there.md', 'a.md', '_drafts/b.md',
    ].sort());
  });

  test('in a folder of the repository, with what is staged and what is not', async () => {
    git('init', '-q');
    put('docs/x.md', '1');
    put('x.md', 'another');
    git('add', '-A');
    git('commit', '-qm', 'x');
    put('docs/x.md', '2');
    git('add', 'docs/x.md');
    put('docs/x.md', '3');
    await openFolder(join(blog, 'docs'), process.env).change([move('x.md', 'sub/y.md')]);
    expect(git('status', '--porcelain')).toBe('AM docs/sub/y.md\nD  docs/x.md\n');
    expect([git('show', ':docs/sub/y.md'), readFileSync(join(blog, 'docs/sub/y.md'), 'utf8')]).toEqual(['2', '3']);
  });

  test.each([
    ['spaces', 'a b.md', 'c  d.md'], ['quotes', '"a\'.md', "it's.md"], ['a line end', 'a\nb.md', 'c\rd.md'], ['a dash in front', '-rf.md', '--x.md'],
    ['a colon in front', ':(x).md', ':!y.md'], ['a percent sign', '100%.md', '%2e.md'], ['a backslash', 'a\\b.md', 'c\\d.md'], ['one letter\'s two spellings', 'u\u0308.md', '\u00fc.md'], ['signs of the shell', '$(x)`y`.md', '*?[a].md'],
  ])('names with %s', async (_, from, to) => {
    git('init', '-q');
    put(from, 'x');
    put(`sub/${from}`, 'y');
    git('add', '-A');
    await change([move(from, to), edit(to, 'x', 'X'), move(`sub/${from}`, `other/${from}`)]);
    expect(readFileSync(join(blog, to), 'utf8')).toBe('X');
    expect(git('ls-files', '-z').split('\0').filter((name) => name !== '').sort()).toEqual([to, `other/${from}`].sort());
  });

  test.each([
    ['line ends of Windows', '---\r\ntitle: x\r\n---\r\n'], ['old line ends', 'a\rb\r'], ['a byte order mark', '\uFEFFa\n'], ['no line end at the end', 'a\nb'], ['nothing', ''], ['zeros', 'a\0b'],
  ])('a text with %s is kept to the byte', async (_, content) => {
    put('x.md', content);
    await change([edit('x.md', content, `${content}!`)]);
    expect(readFileSync(join(blog, 'x.md'))).toEqual(Buffer.from(`${content}!`));
  });

  test('a text is edited behind a link, which stays one', async () => {
    put('real/x.md', 'x');
    link('y.md', 'real/x.md');
    await change([edit('y.md', 'x', 'X')]);
    expect(readFileSync(join(blog, 'real/x.md'), 'utf8')).toBe('X');
    expect(lstatSync(join(blog, 'y.md')).isSymbolicLink()).toBe(true);
  });

  test('links are not moved, and nothing behind one', async () => {
    put('real/x.md', 'x');
    put('z.md', 'z');
    link('linked', 'real');
    link('y.md', 'real/x.md');
    link('nowhere.md', 'gone.md');
    const before = everything();
    await expect(change([move('y.md', 'v.md')])).rejects.toThrow('`y.md` is a symbolic link: move what it leads to, and make the link anew.');
    await expect(change([move('linked/x.md', 'v.md')])).rejects.toThrow('`linked/x.md` lies behind a symbolic link: name it by where it really lies.');
    await expect(change([move('z.md', 'linked/z.md')])).rejects.toThrow('`linked/z.md` lies behind a symbolic link');
    await expect(change([move('z.md', 'nowhere.md')])).rejects.toThrow('`nowhere.md` is a symbolic link');
    expect(everything()).toEqual(before);
  });

  test('what cannot be taken back is told', async () => {
    put('a.md', 'a');
    const changes: readonly Change[] = [move('a.md', 'b.md'), create('c.md', 'c'), edit('c.md', 'x', 'y')];
    // Somebody else takes the old name while the changes are made.
    const meddled = openFolder(blog, process.env);
    const spoiled = changes.map((change): Change => (change.kind !== 'create' ? change : { ...change, get content() { rmSync(join(blog, 'b.md'), { force: true }); return 'c'; } }));
    await expect(meddled.change(spoiled)).rejects.toThrow(/^`c\.md` is not what was read.* Not all that was done before could be taken back: `b\.md` could not be written/s);
    expect(readdirSync(blog)).toEqual([]);
  });

  test('a name in another letter case, and two that change places by a third', async () => {
    put('Porto.md', 'p');
    put('faro.md', 'f');
    await change([move('Porto.md', 'porto.md'), move('porto.md', '.between/porto.md'), move('faro.md', 'porto.md'), move('.between/porto.md', 'faro.md')]);
    expect(readdirSync(blog).sort()).toEqual(['faro.md', 'porto.md']);
    expect([readFileSync(join(blog, 'porto.md'), 'utf8'), readFileSync(join(blog, 'faro.md'), 'utf8')]).toEqual(['f', 'p']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
    put('a.md', 'a');
    put('shut/x.md', 'x');
    chmodSync(join(blog, 'shut'), 0o555);
    try {
      await expect(change([edit('a.md', 'a', 'A'), edit('shut/x.md', 'x', 'X')])).rejects.toThrow('`shut/x.md` could not be written: permission is missing.');
      await expect(change([edit('a.md', 'a', 'A'), move('shut/x.md', 'x.md')])).rejects.toThrow('permission is missing');
      await expect(change([edit('a.md', 'a', 'A'), move('a.md', 'shut/a.md')])).rejects.toThrow('permission is missing');
      expect([readFileSync(join(blog, 'a.md'), 'utf8'), readdirSync(join(blog, 'shut'))]).toEqual(['a', ['x.md']]);
    } finally {
      chmodSync(join(blog, 'shut'), 0o755);
    }
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

test('what git knows of when a file was changed', async () => {
  const git = (at: string, ...words: string[]): string => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
    cwd: blog, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
  });
  for (const path of ['docs/a.md', 'docs/Zwei Wörter.md', 'docs/b.md', 'other.md']) put(path, 'one');
  git('2024-01-01T00:00:00Z', 'init', '-q');
  git('2024-01-01T00:00:00Z', 'add', '-A');
  git('2024-01-01T00:00:00Z', 'commit', '-qm', 'x');
  put('docs/a.md', 'two');
  git('2024-02-01T00:00:00Z', 'commit', '-qam', 'y');
  put('docs/b.md', 'not committed');
  put('docs/new.md', 'not added');

  const history = await (await openFolder(join(blog, 'docs'), process.env).git())?.history();
  expect(history && { ...history, changed: Object.fromEntries([...history.changed].map(([file, at]) => [file, new Date(at).toISOString().slice(0, 10)])) })
    .toEqual({ isCut: false, changed: { 'a.md': '2024-02-01', 'Zwei Wörter.md': '2024-01-01' } });
});
