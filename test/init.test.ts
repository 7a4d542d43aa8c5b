import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingNames } from '../src/cli/setting-names.ts';
import { run } from '../src/main.ts';
import { readSettings } from '../src/settings/read-settings.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

const blog = {
  '.git/HEAD': 'ref: refs/heads/trunk\n', 'site/_config.yml': 'url: https://travels.example\nbaseurl: /t\n',
  'site/_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nLisbon.\n', 'site/_drafts/porto.md': '---\ntitle: Porto\n---\nPorto.\n',
};

async function typed(words: readonly string[], files: Readonly<Record<string, string>> = blog, options: MemoryOptions = {}) {
  const system = memorySystem({ files, ...options });
  const code = await run(['init', ...words], system);
  return { code, ...system.written, asked: system.asked, file: (name: string) => system.disk.get(`/blog/${name}`), disk: system.disk };
}

describe('blog init', () => {
  test('writes settings of which every comment is true when its # is taken away', async () => {
    const { code, out, file, asked } = await typed([]);
    expect([code, out, asked]).toEqual([0, 'site/blog.config.yaml\n', []]);
    const text = file('site/blog.config.yaml') ?? '';
    expect(text).toContain('Found here: Jekyll');
    expect(text).toContain('2 posts, 1 draft among them, in _posts, _drafts.');
    expect(readSettings('blog.config.yaml', text, settingNames)?.settings).toEqual({});
    const all = text.replace(/^# (?=[a-z]+:|  )/gmi, (mark, at: number) => (/^# Found/.test(text.slice(at)) ? mark : ''));
    expect(readSettings('blog.config.yaml', all, settingNames)?.settings).toMatchObject({ generator: 'jekyll', base: '/t', rules: { 'missing-alt': 'warning' }, overrides: [{ files: ['_posts/**'] }], maxWarnings: 50 });
  });

  test('asks at a terminal', async () => {
    const { asked, out, file } = await typed([], blog, { answers: [true, true] });
    expect(asked).toEqual(['Look at each commit before it is made, with pre-commit?', 'Look at each pull request, in a workflow of GitHub?']);
    expect(out).toBe('site/blog.config.yaml\n.pre-commit-config.yaml\n.github/workflows/blog-lint.yml\n');
    expect(parse(file('.pre-commit-config.yaml') ?? '').repos[0].hooks[0]).toMatchObject({ id: 'blog-lint', entry: expect.stringMatching(/^npx --yes blogwright@[\d.]+ lint --root site --staged$/), pass_filenames: false });
    const workflow = parse(file('.github/workflows/blog-lint.yml') ?? '');
    expect(workflow.on.push.branches).toEqual(['trunk']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs.lint.steps.map(({ run }: { run?: string }) => run).filter(Boolean)).toEqual([expect.stringContaining('--since'), expect.stringMatching(/--format github$/)]);
  });

  test('a folder called anything is one word of a shell', async () => {
    const files = Object.fromEntries(Object.entries(blog).map(([path, text]) => [path.replace('site/', "it's $(x): # y/"), text]));
    const { file } = await typed(['--hook', '--workflow'], files);
    expect(parse(file('.pre-commit-config.yaml') ?? '').repos[0].hooks[0].entry).toMatch(/ --root 'it'\\''s \$\(x\): # y' --staged$/);
    expect(parse(file('.github/workflows/blog-lint.yml') ?? '').jobs.lint.steps.at(-1).run).toMatch(/ --root 'it'\\''s \$\(x\): # y' --format github$/);
  });

  test('asks nothing that was said, and nobody where there is nobody', async () => {
    expect((await typed(['--no-hook', '--workflow'], blog, { answers: [] })).out).toBe('site/blog.config.yaml\n.github/workflows/blog-lint.yml\n');
    expect((await typed(['--hook'])).out).toBe('site/blog.config.yaml\n.pre-commit-config.yaml\n');
  });

  test('overwrites nothing', async () => {
    const there = { ...blog, 'site/blog.config.toml': 'base = "/x"\n', '.pre-commit-config.yaml': 'repos: []\n' };
    const { out, err, disk } = await typed(['--hook', '--no-workflow'], there);
    expect(out).toBe('');
    expect(err).toContain('`site/blog.config.toml` is there already, and stays as it is. `blog config` prints what it says.\n');
    expect(err).toContain('Put this below its `repos:`\n\n  - repo: local\n');
    expect(Object.fromEntries(disk)).toEqual(Object.fromEntries(Object.entries(there).map(([path, text]) => [`/blog/${path}`, text])));
    const again = await typed(['--workflow'], Object.fromEntries([...(await typed(['--workflow'])).disk].map(([path, text]) => [path.replace('/blog/', ''), text])));
    expect(again.out).toBe('');
  });

  test('writes nothing when it is only tried', async () => {
    const { out, disk } = await typed(['--dry-run', '--workflow']);
    expect(out).toMatch(/^# site\/blog\.config\.yaml\n[^]*# \.github\/workflows\/blog-lint\.yml\n/);
    expect(disk.size).toBe(Object.keys(blog).length);
  });

  test('without a repository there are no commits to look at', async () => {
    const { out, err } = await typed(['--hook'], { '_config.yml': 'title: x\n', '_posts/2026-01-01-a.md': 'A.\n' });
    expect(out).toBe('blog.config.yaml\n');
    expect(err).toContain('There is no git repository here');
  });
});
