import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositories, typedIn } from './helpers/repository.ts';

const POST = '---\ntitle: A post\n---\n';
const BLOG = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-01-tea.md': `${POST}## With milk\n\n## With lemon\n`,
  '_posts/2026-01-02-lisbon.md': `${POST}[milk](/tea/#with-milk), ![a tram](/images/tram.png), and [old rot](/nowhere/).\n`,
  '_posts/2026-01-03-porto.md': `${POST}[Lisbon](/lisbon/)\n`,
  'images/tram.png': '\x89PNG tram, as it is',
};

const { top, repository } = repositories(BLOG);

const lint = (folder: string, ...words: string[]): Promise<string> => typedIn(folder, 'lint', '--format', 'unix', ...words);

describe('blog lint --since', () => {
  test('tells posts that nobody touched of a heading that was renamed, and of no old rot', async () => {
    const { folder, write, git } = repository();
    write('_posts/2026-01-01-tea.md', `${POST}## With oat milk\n\n## With lemon\n`);
    git('commit', '-qam', 'second');
    expect(await lint(folder, '--since', 'HEAD~1')).toMatch(/^_posts\/2026-01-02-lisbon\.md:4:8: error: .*`#with-milk`.*\[broken-anchor\]\n1$/);
    expect(await lint(folder, '--since', 'HEAD')).toBe('0');
  });

  test('sees what is not committed yet', async () => {
    const { folder, write } = repository();
    write('_posts/2026-01-01-tea.md', `${POST}## With lemon\n`);
    write('_posts/2026-01-04-faro.md', `${POST}[nowhere](/neverwhere/)\n`);
    const told = await lint(folder, '--since', 'HEAD');
    expect(told).toContain('[broken-anchor]');
    expect(told).toContain('2026-01-04-faro.md:4:11: error');
    expect(told).not.toContain('/nowhere/');
  });

  test('follows a post that was renamed: its own old rot stays old', async () => {
    const { folder, git } = repository();
    git('mv', '_posts/2026-01-02-lisbon.md', '_posts/2026-01-02-lisboa.md');
    expect(await lint(folder, '--since', 'HEAD')).toMatch(/^_posts\/2026-01-03-porto\.md:4:10: error: .*\[broken-link\]\n1$/);
  });

  test('an image that was removed, and one that git ignores now', async () => {
    const { folder, git, write } = repository();
    git('rm', '-q', '--cached', 'images/tram.png');
    write('.gitignore', 'images/\n');
    git('add', '-A');
    git('commit', '-qm', 'second');
    expect(await lint(folder, '--since', 'HEAD~1')).toMatch(/^_posts\/2026-01-02-lisbon\.md:4:\d+: error: .*git ignores it.*\[untracked-file\]\n1$/);
    expect(await lint(folder, '--since', 'HEAD')).toBe('0');
    rmSync(join(folder, 'images/tram.png'));
    expect(await lint(folder, '--since', 'HEAD~1')).toMatch(/\[broken-image\]\n1$/);
  });

  test('the same thing written once more is new once', async () => {
    const { folder, write } = repository();
    write('_posts/2026-01-02-lisbon.md', `${POST}Before.\n\n[old rot](/nowhere/), [new rot](/nowhere/).\n`);
    expect((await lint(folder, '--since', 'HEAD')).match(/error:/g)).toHaveLength(1);
  });

  test('a base whose front matter cannot be read', async () => {
    const { folder, write } = repository({ ...BLOG, '_posts/2026-01-03-porto.md': '---\ntitle: [Porto\n---\n[x](/nowhere/)\n' });
    write('_posts/2026-01-03-porto.md', `${POST}[x](/nowhere/) [y](/nowhere-else/)\n`);
    const told = await lint(folder, '--since', 'HEAD');
    expect(told).toContain('/nowhere-else/');
    expect(told.match(/error:/g)?.length).toBeLessThanOrEqual(2);
  });

  test('a base in which there was no blog', async () => {
    const { folder, write } = repository({ 'LICENSE': 'MIT' });
    for (const [path, text] of Object.entries(BLOG)) write(path, text);
    expect(await lint(folder, '--since', 'HEAD')).toContain('[broken-link]');
  });

  test('symbolic links and submodules in the tree', async () => {
    const theme = repository({ 'x/theme.png': '\x89PNG theme, as it is' });
    const { folder, git } = repository({ ...BLOG, '_posts/2026-01-03-porto.md': `${POST}![linked](/pictures/tram.png) ![theme](/theme/x/theme.png)\n` });
    symlinkSync('images', join(folder, 'pictures'));
    symlinkSync('/etc', join(folder, 'outside'));
    git('submodule', '--quiet', 'add', theme.folder, 'theme');
    git('add', '-A');
    git('commit', '-qm', 'second');
    expect(await lint(folder, '--since', 'HEAD')).toBe('0');
    expect(await lint(folder, '--staged')).toBe('0');
    git('rm', '-q', 'pictures');
    expect(await lint(folder, '--staged')).toContain('/pictures/tram.png');
  });

  test('a revision that is not there, a shallow clone, no repository', async () => {
    const { folder } = repository();
    expect(await lint(folder, '--since', 'nonsense')).toBe('blog: Git knows no revision `nonsense` here.\n2');
    expect(await lint(folder, '--since=--output=x')).toBe('blog: Git knows no revision `--output=x` here.\n2');
    const clone = join(top, 'shallow');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, clone], { stdio: 'ignore' });
    expect(await lint(clone, '--since', 'HEAD~1')).toContain('This clone is shallow');
    const plain = join(top, 'plain');
    mkdirSync(plain);
    writeFileSync(join(plain, 'a.md'), '# A');
    expect(await lint(plain, '--since', 'HEAD')).toContain('is not in a git repository');
  });
});

describe('blog lint --staged', () => {
  test('looks at what the next commit has, not at the disk', async () => {
    const { folder, git, write } = repository();
    write('_posts/2026-01-02-lisbon.md', `${POST}[staged](/staged/)\n`);
    git('add', '-A');
    write('_posts/2026-01-02-lisbon.md', `${POST}[on the disk](/disk/)\n`);
    const told = await lint(folder, '--staged');
    expect(told).toContain('/staged/');
    expect(told).not.toContain('/disk/');
    git('stash', '-q');
    expect(await lint(folder, '--staged')).toBe('0');
  });

  test('misses what was not added', async () => {
    const { folder, git, write } = repository();
    write('images/ferry.png', '\x89PNG ferry, as it is');
    write('_posts/2026-01-03-porto.md', `${POST}![ferry](/images/ferry.png)\n`);
    git('add', '_posts');
    expect(await lint(folder, '--staged')).toMatch(/ferry\.png.*\[broken-image\]\n1$/);
    git('add', 'images');
    expect(await lint(folder, '--staged')).not.toContain('[broken-image]');
  });
});
