import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

/** One that is certain, one that is likely, one that nobody can know. */
const POST = '---\r\ntitle: Lisbon\r\n---\r\n\uFEFFOn to [Porto](/Porto/), [Évora](/evra/) and [the map](/map/).\r\nLook: ![a tram](images/old-tram.png)';
const blog = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': POST,
  '_posts/2026-01-09-porto.md': '---\ntitle: Porto\n---\nFrom [Lisbon](/lisbon/).\n',
  '_posts/2026-01-10-evora.md': '---\ntitle: Évora\n---\n',
  'images/old-tram.png': 'PNG',
};
const FILE = '/blog/_posts/2026-01-02-lisbon.md';
const CERTAIN = POST.replace('/Porto/', '/porto/').replace('](images', '](../images');
const LIKELY = CERTAIN.replace('/evra/', '/evora/');

async function typed(words: readonly string[], options: MemoryOptions = {}) {
  const system = memorySystem({ files: blog, ...options });
  const code = await run(['lint', '--no-git', ...words], system);
  return { code, ...system.written, text: system.disk.get(FILE), asked: system.asked };
}

describe('blog lint --fix', () => {
  test('mends what is certain, to the byte, and tells the rest', async () => {
    const { code, out, err, text } = await typed(['--fix', '--rule', 'unreadable-image=off']);
    expect(text).toBe(CERTAIN);
    expect(code).toBe(1);
    expect(err).toBe('Fixed 2 of 4 findings. 1 more has a likely fix: `blog lint --fix=all` makes them.\n');
    expect(out).toContain('Write `/evora/`. It is spelled alike.');
    expect(out).toContain('2 errors in 1 of 3 posts');
  });

  test('mends what is likely when all is asked for', async () => {
    const { text, err } = await typed(['--fix=all']);
    expect(text).toBe(LIKELY);
    expect(err).toBe('Fixed 3 of 4 findings.\n');
  });

  test('finds nothing to do the second time', async () => {
    const { text, err } = await typed(['--fix=all', '--rule', 'unreadable-image=off'], { files: { ...blog, '_posts/2026-01-02-lisbon.md': LIKELY } });
    expect(text).toBe(LIKELY);
    expect(err).toBe('Fixed 0 of 1 finding.\n');
  });

  test('mends a reference that something else is said of, too', async () => {
    const text = '---\ntitle: Lisbon\n---\n<img src="images/old-tram.png" width="1"> ![](images/old-tram.png)';
    const mended = await typed(['--fix', '--rule', 'unreadable-image=off'], { files: { ...blog, '_posts/2026-01-02-lisbon.md': text } });
    expect(mended.text).toBe(text.replaceAll('images/', '../images/'));
    expect(mended.err).toBe('Fixed 2 of 4 findings.\n');
  });

  test('takes a folder behind it for a folder', async () => {
    expect((await typed(['--fix', '_posts'])).text).toBe(CERTAIN);
    expect((await typed(['--fix', '_posts/2026-01-09-porto.md'])).text).toBe(POST);
  });

  test('ends with 0 when all is mended', async () => {
    const { code, err } = await typed(['--fix'], { files: { ...blog, '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\n' } });
    expect(code + err).toBe('0Nothing is broken, so nothing was changed.\n');
    const mended = await typed(['--fix'], { files: { ...blog, '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto](/Porto/).' } });
    expect(mended.text).toBe('---\ntitle: Lisbon\n---\nOn to [Porto](/porto/).');
    expect(mended.code + mended.err).toBe('0Fixed 1 of 1 finding.\n');
  });
});

test.each(['--diff', '--fix-dry-run'])('blog lint %s shows the patch and writes nothing', async (option) => {
  const { code, out, err, text } = await typed(['--fix', option, '--rule', 'unreadable-image=off']);
  expect(text).toBe(POST);
  expect(code).toBe(1);
  expect(out.split('\n').slice(0, 3)).toEqual(['--- a/_posts/2026-01-02-lisbon.md', '+++ b/_posts/2026-01-02-lisbon.md', '@@ -1,5 +1,5 @@']);
  expect(out).toContain('+\uFEFFOn to [Porto](/porto/), [Évora](/evra/) and [the map](/map/).\r\n');
  expect(err).toBe('Would fix 2 of 4 findings. 1 more has a likely fix: `blog lint --fix=all` makes them.\n');
});

describe('blog lint --fix --interactive', () => {
  test('asks for each that has a fix, and makes those that were agreed to', async () => {
    const { text, asked } = await typed(['--fix', '--interactive'], { answers: ['Leave it', 'Write /evora/.', 'Stop asking'] });
    expect(asked).toHaveLength(3);
    expect(text).toBe(POST.replace('/evra/', '/evora/'));
  });

  test('changes nothing after Ctrl-C', async () => {
    const { code, text } = await typed(['--interactive'], { answers: ['Write /porto/.', 'ctrl-c'] });
    expect(code).toBe(130);
    expect(text).toBe(POST);
  });

  test('needs a person', async () => {
    const { code, err } = await typed(['--fix', '-i']);
    expect(code).toBe(2);
    expect(err).toContain('there is nobody to ask');
  });
});

test('JSON carries fixes', async () => {
  const { out } = await typed(['--format', 'json', '--rule', 'unreadable-image=off']);
  expect(JSON.parse(out).findings[0].fixes).toEqual([{
    title: 'Write `/porto/`.', confidence: 'certain', evidence: '`/porto/` is the only one that differs in letter case alone.',
    edits: [{ file: '_posts/2026-01-02-lisbon.md', line: 4, column: 16, endLine: 4, endColumn: 23, text: '/porto/' }],
  }]);
});
