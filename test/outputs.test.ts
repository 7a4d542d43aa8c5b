import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { FORMATS } from '../src/reporters/names.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

const blog = { '_config.yml': 'url: https://travels.example\npermalink: /:title/\n', '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto](/prto/).\n', 'about.html': '<p>About us</p>' };

async function typed(words: readonly string[], files: Readonly<Record<string, string>> = {}, options: MemoryOptions = {}) {
  const system = memorySystem({ files: { ...blog, ...files }, ...options });
  const code = await run(['lint', ...words], system);
  return { code, ...system.written, disk: system.disk };
}

describe('lint --output', () => {
  test.each(FORMATS)('%s', async (format) => {
    const { out } = await typed(['--format', format]);
    const { disk, code } = await typed(['-o', `${format}=report`]);
    expect(code).toBe(1);
    expect(disk.get('/blog/report')).toBe(out);
  });

  test('several at once, beside what is printed', async () => {
    const both = await typed(['-o', 'sarif=blog.sarif', '-o', 'junit=blog.xml', '-f', 'unix']);
    expect(both.out).toMatch(/^_posts\/2026-01-02-lisbon\.md:4:15: error: /);
    expect(both.disk.get('/blog/blog.sarif')).toMatch(/^\{/);
    expect(both.disk.get('/blog/blog.xml')).toMatch(/^<\?xml/);
  });

  test('the name says what it is', async () => expect((await typed(['-o', 'blog.sarif'])).disk.get('/blog/blog.sarif')).toContain('"2.1.0"'));

  test('over the report of last time', async () => expect((await typed(['-o', 'json=last.txt'], { 'last.txt': 'old' })).disk.get('/blog/last.txt')).toMatch(/^\{/));

  test('not over a file of the blog', async () => {
    const { code, err, disk } = await typed(['-o', 'json=_posts/2026-01-02-lisbon.md']);
    expect([code, err]).toEqual([2, 'blog: `_posts/2026-01-02-lisbon.md` is a file of the blog, and a report would take its place. Name another one.\n']);
    expect(disk.get('/blog/_posts/2026-01-02-lisbon.md')).toBe(blog['_posts/2026-01-02-lisbon.md']);
    expect((await typed(['-o', 'json=about.html'], {}, { git: { tracked: ['about.html'] } })).code).toBe(2);
  });

  test.each<readonly [string, string]>([
    ['report.xml', 'It is not known what `report.xml` is to hold. Write it as `-o sarif=report.xml`; there are '],
    ['serif=x', 'No format is called `serif`. Did you mean `sarif`?'],
    ['sarif=', '`-o sarif=` names no file.'],
  ])('%s', async (output, message) => {
    const { code, err, out } = await typed(['-o', output]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});
