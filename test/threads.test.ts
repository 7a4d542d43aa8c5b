import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const COUNT = 450;

let folder: string;

/** Large enough that threads are started. */
beforeAll(() => {
  if (!existsSync(join(top, 'dist/main.cjs'))) execFileSync(process.execPath, [join(top, 'bin/build.js')]);
  folder = mkdtempSync(join(tmpdir(), 'blog-threads-'));
  for (const name of ['_posts', '_includes', 'more']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, '_config.yml'), 'url: https://travels.example\npermalink: /:title/\n');
  writeFileSync(join(folder, '_includes/next.html'), '<a href="/harbour-{{ include.to }}/">next</a>');
  for (let number = 1; number <= COUNT; number++) {
    const text = `---\ntitle: "Häfen ${number} 港"\n---\n# Part\n{% include next.html to="${number + 1}" %} [back]({% post_url 2024-01-01-harbour-1 %}#part) {{ site.unknown.x }}\n`;
    writeFileSync(join(folder, `_posts/2024-01-01-harbour-${number}.md`), text);
  }
  writeFileSync(join(folder, 'more/index.md'), '---\n---\n[nowhere](/nowhere/)\n');
  symlinkSync('../more', join(folder, 'more/again'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blog(threads: number, ...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(top, 'bin/blog.js'), ...words], {
    cwd: folder, env: { ...process.env, BLOG_THREADS: String(threads) }, encoding: 'utf8', input: '', maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr };
}

test.each([['lint', '--format', 'unix'], ['refs']])('blog %s says in three threads what it says in one', (...words) => {
  const alone = blog(1, ...words);
  expect(alone.stderr).toBe('');
  expect(alone.stdout.split('\n').length).toBeGreaterThan(1);
  expect(blog(3, ...words)).toEqual(alone);
});

test('what is found is what is wrong', () => {
  expect(blog(2, 'lint', '--format', 'unix').stdout).toContain(`_posts/2024-01-01-harbour-${COUNT}.md`);
});

test('what is only imagined is read where it is imagined', () => {
  const { stdout } = spawnSync(process.execPath, [join(top, 'bin/blog.js'), 'lint', '-', '--stdin-filename', '_posts/2024-01-01-harbour-7.md', '--format', 'unix'], {
    cwd: folder, env: { ...process.env, BLOG_THREADS: '3' }, encoding: 'utf8', input: '---\ntitle: "x"\n---\n[gone](/nowhere/)\n',
  });
  expect(stdout).toMatch(/^_posts\/2024-01-01-harbour-7\.md:4:8: error/);
});
