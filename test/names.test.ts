import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realSystem } from '../src/system/index.ts';
import { run } from '../src/main.ts';

/** Names and files as they come, on a real disk: kept as they are, or refused in words. */

let around: string;
let blog: string;

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'blog-names-'));
  blog = join(around, 'blog');
  put('_config.yml', 'url: https://travels.example\npermalink: /:title/\n');
  put('_posts/2026-01-02-lisbon.md', '---\ntitle: Lisbon\n---\nText.\n');
});

afterEach(() => rmSync(around, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(blog, path)), { recursive: true });
  writeFileSync(join(blog, path), text);
}

const machine = realSystem(process);

async function typed(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await run(words, {
    ...machine, cwd: blog, terminal: { columns: undefined, interactive: false, colour: 0 },
    clock: { ...machine.clock, now: () => Date.parse('2026-03-01T12:00:00Z'), zone: 'UTC' },
    out: (text) => { written.out += text; }, err: (text) => { written.err += text; },
  });
  return { code, ...written };
}

const read = (path: string): string => readFileSync(join(blog, path), 'utf8');
const listed = (folder: string): readonly string[] => readdirSync(join(blog, folder)).sort();

describe('mv, where a symbolic link leads to a file of the blog', () => {
  beforeEach(() => {
    put('pages/porto.md', '---\ntitle: Porto\n---\nFrom [Lisbon](/lisbon/).\n');
    symlinkSync('../pages/porto.md', join(blog, '_posts/2026-01-09-porto.md'));
  });

  test('what it says is changed once', async () => {
    expect(await typed('mv', 'lisbon', 'lisboa')).toMatchObject({ code: 0, out: '_posts/2026-01-02-lisboa.md\n' });
    expect(read('pages/porto.md')).toContain('[Lisbon](/lisboa/)');
  });

  test('neither the one nor the other is moved', async () => {
    expect((await typed('mv', 'pages/porto.md', 'oporto')).err).toBe('blog: `pages/porto.md` is `_posts/2026-01-09-porto.md` too, by a symbolic link: move it by hand, and the link with it.\n');
    expect((await typed('mv', '_posts/2026-01-09-porto.md', 'oporto')).err).toContain('is a symbolic link: move what it leads to, and make the link anew.');
    expect(listed('_posts')).toEqual(['2026-01-02-lisbon.md', '2026-01-09-porto.md']);
  });
});

describe('publish', () => {
  test.each([
    'a draft with spaces', "it's \"quoted\"", 'e\u0301vora', '\u00e9vora', '里斯本', '100% sure', 'a [b] (c)', 'café & co', '-dash', 'x.y.z', '$HOME `x`', 'UPPER',
  ])('%j keeps its name, and its bytes', async (name) => {
    const text = '\uFEFF---\r\ntitle: Porto # so\r\n---\r\nText, and no last line end';
    put(`_drafts/${name}.md`, text);
    const { code, out, err } = await typed('publish', `_drafts/${name}.md`);
    expect([code, out, err]).toEqual([0, `_posts/2026-03-01-${name}.md\n`, expect.anything()]);
    expect(read(`_posts/2026-03-01-${name}.md`)).toBe(text);
    expect((await typed('unpublish', `2026-03-01-${name}.md`)).code).toBe(0);
    expect(read(`_drafts/${name}.md`)).toBe(text.replace('# so\r\n', '# so\r\ndate: 2026-03-01\r\n'));
  });

  test('a name typed in the other normalisation finds its file', async () => {
    put('_drafts/e\u0301vora.md', '---\ntitle: E\n---\n');
    expect(await typed('publish', '\u00e9vora')).toMatchObject({ code: 0, out: '_posts/2026-03-01-e\u0301vora.md\n' });
  });

  test('a read-only file is refused, where it would have to be changed', async () => {
    put('_drafts/porto.md', '---\ntitle: Porto\npublished: false\n---\n');
    chmodSync(join(blog, '_drafts/porto.md'), 0o444);
    expect(await typed('publish', 'porto')).toEqual({ code: 2, out: '', err: 'blog: `_drafts/porto.md` is read-only. Nothing was changed.\n' });
    expect([listed('_drafts'), listed('_posts')]).toEqual([['porto.md'], ['2026-01-02-lisbon.md']]);
  });

  test('what is not UTF-8 is refused, where it would have to be changed', async () => {
    put('_drafts/porto.md', Buffer.from('---\ntitle: Porto\npublished: false\n---\ncaf\xe9\n', 'latin1'));
    const { code, err } = await typed('publish', 'porto');
    expect([code, err]).toEqual([2, expect.stringContaining('it is not UTF-8')]);
    expect(listed('_drafts')).toEqual(['porto.md']);
  });

  test('a symbolic link is refused, and what it leads to stays', async () => {
    const text = '---\ntitle: Porto\npublished: false\n---\n';
    put('texts/porto.md', text);
    mkdirSync(join(blog, '_drafts'));
    symlinkSync('../texts/porto.md', join(blog, '_drafts/porto.md'));
    expect(await typed('publish', '_drafts/porto.md')).toMatchObject({ code: 2, err: expect.stringContaining('`_drafts/porto.md` is a symbolic link') });
    expect([read('texts/porto.md'), listed('_drafts'), listed('_posts')]).toEqual([text, ['porto.md'], ['2026-01-02-lisbon.md']]);
  });

  test('nothing is written outside: not through a link that leads out', async () => {
    put('_drafts/porto.md', '---\ntitle: Porto\n---\n');
    rmSync(join(blog, '_posts'), { recursive: true });
    mkdirSync(join(around, 'elsewhere'));
    symlinkSync(join(around, 'elsewhere'), join(blog, '_posts'));
    expect(await typed('publish', 'porto')).toMatchObject({ code: 2, err: expect.stringContaining('lies outside the blog') });
    expect([listed('_drafts'), readdirSync(join(around, 'elsewhere'))]).toEqual([['porto.md'], []]);
  });
});

describe('image', () => {
  test.each(['My photo (1).PNG', "it's.png", 'e\u0301vora.png', '里斯本.png', '-x.png', '100%.png'])('%j gets a name that no address has to escape', async (name) => {
    writeFileSync(join(around, name), 'png');
    const { code, out, err } = await typed('image', 'lisbon', '--alt', 'x', '--insert', '--', join(around, name));
    expect([code, err]).toEqual([0, expect.anything()]);
    const destination = /\]\(\/(images\/[^)]+)\)/.exec(out)?.[1] ?? '';
    expect(destination).toMatch(/^images\/[\p{L}\p{N}-]+\.png$/u);
    expect([read(destination), (await typed('lint', '--quiet')).code]).toEqual(['png', 0]);
  });

  test('a picture is copied from where a link leads, and never over another', async () => {
    put('images/x.png', 'mine');
    writeFileSync(join(around, 'real.png'), 'other');
    symlinkSync(join(around, 'real.png'), join(around, 'x.png'));
    expect((await typed('image', 'lisbon', join(around, 'x.png'), '--alt', 'x')).out).toBe('![x](/images/x-2.png)\n');
    expect([read('images/x.png'), read('images/x-2.png')]).toEqual(['mine', 'other']);
  });

  test('makes smaller with what may not be there, and says so', async () => {
    writeFileSync(join(around, 'x.png'), 'png');
    const { code, err } = await typed('image', 'lisbon', join(around, 'x.png'), '--max-width', '10');
    expect([code, err]).toEqual([2, expect.stringMatching(/`npm install sharp`|could not be made smaller/)]);
  });
});

describe('new', () => {
  test('a title of any signs makes one file, which can be read', async () => {
    for (const title of ['../../etc/passwd', 'a/b\\c', 'CON', '.hidden', '\u202eright to left', 'x'.repeat(400), '👩‍👩‍👧', "'", '"', '{{ x }}', '---']) {
      const { code, out, err } = await typed('new', '-q', '--', title);
      expect([title, code, err]).toEqual([title, 0, '']);
      expect(out).toMatch(/^_posts\/2026-03-01-[^/\\]+\.md\n$/);
      rmSync(join(blog, out.trim()));
    }
    expect(readdirSync(around)).toEqual(['blog']);
  });
});
