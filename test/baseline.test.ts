import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

const blog = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto](/prto/). Again [Porto](/prto/). ![](/lisbon/)\n',
  '_posts/2026-01-03-faro.md': '---\ntitle: Faro\n---\n[Sea](/sea/)\n',
};

async function typed(words: readonly string[], files: Readonly<Record<string, string>> = blog, options: MemoryOptions = {}) {
  const system = memorySystem({ files, ...options });
  const code = await run(['lint', '--format', 'unix', ...words], system);
  const all = Object.fromEntries([...system.disk].map(([path, text]) => [path.replace('/blog/', ''), text]));
  return { code, ...system.written, files: all };
}

const begun = async () => (await typed(['--suppress-all'])).files;

describe('lint --suppress-all', () => {
  test('writes what is broken, and tells no more of it', async () => {
    const { code, out, err, files } = await typed(['--suppress-all']);
    expect([code, out, err]).toEqual([0, '', 'Wrote 4 findings in 2 files to `.blog/baseline.json`. From now on only what is new is told; commit the file.\n']);
    expect(JSON.parse(files['.blog/baseline.json'] ?? '')).toEqual({ version: 1, findings: {
      '_posts/2026-01-02-lisbon.md': { 'broken-link': { '/prto/': 2 }, 'missing-alt': { '/lisbon/': 1 } }, '_posts/2026-01-03-faro.md': { 'broken-link': { '/sea/': 1 } },
    } });
    expect(await typed([], files)).toMatchObject({ code: 0, out: '', err: '' });
    expect((await typed(['--format', 'default'], files)).err).toBe('Nothing newly broken in 2 posts, beside 4 findings that the baseline knows.\n');
    expect((await typed(['--no-baseline'], files)).out.split('\n')).toHaveLength(5);
  });

  test('what is new is told, and fails', async () => {
    const files = { ...await begun(), '_posts/2026-01-04-beja.md': '---\ntitle: Beja\n---\n[Sea](/sea/)\n' };
    expect(await typed([], files)).toMatchObject({ code: 1, out: expect.stringMatching(/^_posts\/2026-01-04-beja\.md:4:7: error: [^\n]*\n$/) });
  });

  test('lines may be put in above', async () => {
    const before = await begun();
    const files = { ...before, '_posts/2026-01-03-faro.md': '---\ntitle: Faro\n---\nA new beginning.\n\n[Sea](/sea/)\n' };
    expect((await typed([], files)).out).toBe('');
  });

  test('for a part of the blog it keeps the rest', async () => {
    const before = await begun();
    const { files } = await typed(['--suppress-all', '_posts/2026-01-03-faro.md'], { ...before, '_posts/2026-01-03-faro.md': '---\ntitle: Faro\n---\n[Lake](/lake/)\n' });
    expect(JSON.parse(files['.blog/baseline.json'] ?? '').findings).toEqual({
      '_posts/2026-01-02-lisbon.md': { 'broken-link': { '/prto/': 2 }, 'missing-alt': { '/lisbon/': 1 } }, '_posts/2026-01-03-faro.md': { 'broken-link': { '/lake/': 1 } },
    });
  });

  test('not together with what tells a part only', async () => expect(await typed(['--suppress-all', '--fix'])).toMatchObject({ code: 2, files: blog }));
});

describe('a baseline shrinks', () => {
  const mended = async () => ({ ...await begun(), '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to Porto. Again [Porto](/prto/).\n' });

  test('what is mended is told of', async () => {
    const files = await mended();
    const { out, err, files: after } = await typed([], files);
    expect([out, err]).toEqual(['', '2 findings of `.blog/baseline.json` are mended: `blog lint --prune-suppressions` takes them out.\n']);
    expect(after).toEqual(files);
    expect((await typed(['_posts/2026-01-03-faro.md'], files)).err).toBe('');
    expect((await typed(['--rule', 'missing-alt=off'], files)).err).toMatch(/^1 finding of /);
  });

  test('and taken out with --prune-suppressions', async () => {
    const { err, files } = await typed(['--prune-suppressions'], await mended());
    expect(err).toBe('Took 2 mended findings out of `.blog/baseline.json`.\n');
    expect(JSON.parse(files['.blog/baseline.json'] ?? '').findings['_posts/2026-01-02-lisbon.md']).toEqual({ 'broken-link': { '/prto/': 1 } });
    expect((await typed(['--prune-suppressions'], files)).err).toBe('');
  });
});

describe('where it is', () => {
  test('as the settings say', async () => {
    const { files } = await typed(['--suppress-all'], { ...blog, 'blog.config.yaml': 'baseline: known.json\n' });
    expect(Object.keys(files)).toContain('known.json');
    expect((await typed([], files)).out).toBe('');
    expect((await typed(['--baseline', 'other.json'], files)).code).toBe(1);
  });

  test.each(['/etc/x.json', '../x.json', ''])('not outside of the blog: %j', async (file) => expect(await typed(['--suppress-all', '--baseline', file])).toMatchObject({ code: 2, files: blog }));

  test('what is wrong with it is told with its place', async () => {
    expect((await typed([], { ...blog, '.blog/baseline.json': '{\n  "version": 1,\n<<<<<<< HEAD\n' })).err)
      .toMatch(/^blog: \.blog\/baseline\.json:3:1: It is not valid JSON\. Mend it, or delete it and write it anew with `blog lint --suppress-all`\.\n$/);
  });
});

test('--fix mends what is known too, and tells only the rest', async () => {
  const files = { ...blog, '_posts/2026-01-04-porto.md': '---\ntitle: Porto\n---\n[Lisbon](/Lisbon/) [x](/x/)\n' };
  const { files: known } = await typed(['--suppress-all'], files);
  const { out, files: after } = await typed(['--fix'], known);
  expect(out).toBe('');
  expect(after['_posts/2026-01-04-porto.md']).toContain('(/lisbon/)');
});
