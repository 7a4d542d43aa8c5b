import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atKeyboard, CTRL_C, DOWN, ENTER, type Session, type Step } from './helpers/keyboard.ts';

/** Every question there is, asked in a real terminal, narrow and wide. */

const top = join(dirname(fileURLToPath(import.meta.url)), '..');

const blog: Readonly<Record<string, string>> = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\ntags: [Next.js, portugal]\n---\nOn to [Porto](/prto/).\n',
  '_posts/2026-01-09-porto.md': '---\ntitle: Porto, a title that is longer than a narrow terminal has columns\ntags: [portugal]\n---\n![](/x.png)\n',
  'notes/_posts/2026-01-03-trains.md': '---\ntitle: Trains\n---\n', 'notes/_posts/2026-01-04-boats.md': '---\ntitle: Boats\n---\n',
  '_drafts/evora.md': '---\ntitle: Évora\n---\nText.\n', '_drafts/faro.md': '---\ntitle: Faro 里斯本\n---\nText.\n',
  'x.png': 'png',
};

let around: string;

beforeAll(() => {
  if (!existsSync(join(top, 'dist/main.cjs'))) execFileSync(process.execPath, [join(top, 'bin/build.js')]);
  around = mkdtempSync(join(tmpdir(), 'blog-prompts-'));
});

afterAll(() => rmSync(around, { recursive: true, force: true }));

interface Played extends Session {
  /** What is different in the blog: paths and texts. */
  readonly changed: Readonly<Record<string, string>>;
}

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  /** Beside those of the blog. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A session in a blog of its own. */
async function play(words: readonly string[], steps: readonly Step[], columns: number, { env, files = {} }: Setting = {}): Promise<Played> {
  const cwd = mkdtempSync(join(around, 'blog-'));
  const there = { ...blog, ...files };
  for (const [path, text] of Object.entries(there)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const session = await atKeyboard(words, steps, { cwd, columns, ...(env && { env }) });
  const found = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1));
  const after = Object.fromEntries(found.map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
  const gone = Object.keys(there).filter((path) => !(path in after)).map((path) => [path, 'gone'] as const);
  return { ...session, changed: Object.fromEntries([...Object.entries(after).filter(([path, text]) => there[path] !== text), ...gone]) };
}

interface Conversation {
  readonly words: readonly string[];
  readonly steps: readonly Step[];
  readonly files?: Readonly<Record<string, string>>;
  /** What it comes to. */
  readonly changed: Readonly<Record<string, string>>;
}

/** In each, every question is waited for. */
const conversations: Readonly<Record<string, Conversation>> = {
  'new': {
    words: ['new'],
    steps: [
      ['? Title', `${ENTER}`], ['A post needs a title.', `Sintra: palaces 里${ENTER}`], ['? Where?', ENTER], ['? Draft or live?', DOWN + ENTER],
      ['None', 'nextjs'], ['❯ Next.js', ENTER], ['That is all', 'hills'], ['hills - new', ENTER], ['That is all', ENTER],
      ['? Write it?', `${DOWN.repeat(3)}${ENTER}`], ['? Date', `\x15soon${ENTER}`], ['Write it as', `\x152026-02-01 9:00${ENTER}`],
      ['? Write it?', `${DOWN.repeat(2)}${ENTER}`], ['? Another name for it', `sintra${ENTER}`], ['? Write it?', ENTER],
    ],
    changed: { '_posts/2026-02-01-sintra.md': '---\ntitle: "Sintra: palaces 里"\ndate: 2026-02-01 09:00:00 +0000\ntags: [Next.js, hills]\n---\n\n' },
  },
  'new, under a name that is taken': {
    words: ['new', 'Lisbon', '--in', '_posts', '--date', '2026-01-02'],
    steps: [['? Another name for it lisbon-2', `\x15a b${ENTER}`], ['It becomes the name', `\x15again${ENTER}`]],
    changed: { '_posts/2026-01-02-again.md': '---\ntitle: Lisbon\n---\n\n' },
  },
  'publish': {
    words: ['publish'],
    steps: [['? Publish which post?', DOWN + ENTER]],
    changed: { '_drafts/faro.md': 'gone', [`_posts/${new Date().toISOString().slice(0, 10)}-faro.md`]: '---\ntitle: Faro 里斯本\n---\nText.\n' },
  },
  'unpublish, of a name that fits several': {
    words: ['unpublish', 'a'],
    steps: [['? Which of them is', `${DOWN.repeat(3)}${ENTER}`]],
    changed: { 'notes/_posts/2026-01-04-boats.md': 'gone', 'notes/_drafts/boats.md': '---\ntitle: Boats\ndate: 2026-01-04\n---\n' },
  },
  'image': {
    words: ['image', 'lisbon', 'x.png', '--insert'],
    steps: [['? What does x.png show?', `A [ferry]${ENTER}`]],
    changed: { '_posts/2026-01-02-lisbon.md': `${blog['_posts/2026-01-02-lisbon.md'] ?? ''}\n![A \\[ferry\\]](/x.png)\n` },
  },
  'init': {
    words: ['init'],
    steps: [['? Look at each commit', `y${ENTER}`], ['? Look at each pull request', `n${ENTER}`]],
    files: { '.git/HEAD': 'ref: refs/heads/main\n' },
    changed: { 'blog.config.yaml': expect.stringContaining('Settings of `blog`'), '.pre-commit-config.yaml': expect.stringContaining('lint') },
  },
  'lint --fix --interactive': {
    words: ['lint', '--fix', '--interactive'],
    steps: [['? What to do?', ENTER]],
    changed: { '_posts/2026-01-02-lisbon.md': (blog['_posts/2026-01-02-lisbon.md'] ?? '').replace('/prto/', '/porto/') },
  },
};

describe.each([40, 80])('at %i columns', (columns) => {
  test.concurrent.each(Object.entries(conversations))('%s', async (_, { words, steps, changed, files }) => {
    const played = await play(words, steps, columns, { ...(files && { files }) });
    expect(played.changed).toEqual(changed);
    expect(played.hasCursor).toBe(true);
  });

  const breaks = Object.entries(conversations).flatMap(([name, { words, steps, files }]) => steps.map(([seen], index) => ({ name, words, seen, files, before: steps.slice(0, index) })));
  test('Ctrl-C at any question leaves every byte as it was', async () => {
    // Half of them here, half at the other width.
    const here = breaks.filter((_, index) => index % 2 === (columns === 40 ? 0 : 1));
    for (let from = 0; from < here.length; from += 2) {
      await Promise.all(here.slice(from, from + 2).map(async ({ name, words, seen, files, before }) => {
        const { code, changed, hasCursor } = await play(words, [...before, [seen, CTRL_C]], columns, { ...(files && { files }) });
        expect([name, seen, code, changed, hasCursor]).toEqual([name, seen, 130, {}, true]);
      }));
    }
  });
});

test('the narrow screen, question by question', async () => {
  const { screens } = await play(['new'], [
    ['? Title', `Sintra${ENTER}`], [/Where.*select/, ENTER], [/Draft or live.*select/, ENTER], [/Tags.*None.*select/, ENTER], [/Write it.*select/, CTRL_C],
  ], 40);
  expect(screens.join('\n-----\n')).toMatchInlineSnapshot(`
    "? Title
    -----
    ✔ Title Sintra
    ? Where?
    ❯ _posts
      notes/_posts

    2 are there.
    ↑↓ navigate • ⏎ select
    -----
    ✔ Title Sintra
    ✔ Where? _posts
    ? Draft or live?
    ❯ Draft
      Live

    Kept back until you publish it.
    ↑↓ navigate • ⏎ select
    -----
    ✔ Title Sintra
    ✔ Where? _posts
    ✔ Draft or live? Draft
    ? Tags
    ❯ None
      portugal (2)
      Next.js (1)

    ↑↓ navigate • ⏎ select
    -----
    ✔ Title Sintra
    ✔ Where? _posts
    ✔ Draft or live? Draft
    ✔ Tags

    _drafts/sintra.md
    A draft. Once published, it will be at
    https://travels.example/sintra/
    ? Write it?
    ❯ Yes
      Another title
      Another name and address
      Another date
      Other tags
      Live, not a draft

    ↑↓ navigate • ⏎ select"
  `);
});

test('the editor has the keyboard to itself, and lint comes after it', async () => {
  const editor = `sh -c 'echo EDITING; read line; echo "$line" >> "$0"'`;
  const { code, screen, changed } = await play(['new', 'Sintra', '--in', '_posts', '--edit'], [['EDITING', '[x](/nothing/)\r']], 80, { env: { EDITOR: editor } });
  expect([code, Object.values(changed)]).toEqual([0, [expect.stringMatching(/\n\n\[x\]\(\/nothing\/\)\n$/)]]);
  expect(screen).toContain('error broken-link');
});
