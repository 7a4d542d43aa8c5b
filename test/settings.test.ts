import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

/** A traveller's blog, in a repository's folder `site`. */
const blog = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'site/_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  'site/_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto](/prto/). ![](/boat.svg) [shop](/shop/boats/)\n',
  'site/_posts/2009-01-02-faro.md': '---\ntitle: Faro\n---\nTo [the sea](/sea/).\n',
  'site/boat.svg': '<svg/>',
};

async function typed(words: readonly string[], files: Readonly<Record<string, string>>, options: MemoryOptions = {}): Promise<{ code: number; out: string; err: string }> {
  const all = Object.fromEntries(Object.entries({ ...blog, ...files }).map(([path, text]) => [`/blog/${path}`, text]));
  const system = memorySystem({ cwd: '/blog/site', ...options, files: all });
  const code = await run(words, system);
  return { code, ...system.written };
}

/** Rules found, with the name of their post. */
async function found(words: readonly string[], files: Readonly<Record<string, string>>, options?: MemoryOptions): Promise<readonly string[]> {
  const { out } = await typed(['lint', '--format', 'json', ...words], files, options);
  const { findings }: { findings: readonly { file: string; rule: string; severity: string; reference?: { raw: string } }[] } = JSON.parse(out);
  return findings.map(({ file, severity, rule, reference }) => `${/[^-]+$/.exec(file)?.[0]} ${severity} ${rule} ${reference?.raw}`);
}

const all = ['faro.md error broken-link /sea/', 'lisbon.md error broken-link /prto/', 'lisbon.md warning missing-alt /boat.svg', 'lisbon.md error broken-link /shop/boats/'];

describe('settings of lint', () => {
  test('without any', async () => expect(await found([], {})).toEqual(all));

  test('severities', async () => {
    expect(await found([], { 'site/blog.config.yaml': 'rules: { missing-alt: off, broken-link: warning }' }))
      .toEqual(['faro.md warning broken-link /sea/', 'lisbon.md warning broken-link /prto/', 'lisbon.md warning broken-link /shop/boats/']);
  });

  test('other severities in some files', async () => {
    expect(await found([], { 'site/blog.config.yaml': 'rules: { missing-alt: off }\noverrides:\n  - files: [_posts/2009-*]\n    rules: { broken-link: off }\n  - files: [_posts]\n    rules: { missing-alt: error }\n' }))
      .toEqual(['lisbon.md error broken-link /prto/', 'lisbon.md error missing-alt /boat.svg', 'lisbon.md error broken-link /shop/boats/']);
  });

  test('what is typed wins', async () => {
    expect(await found(['--rule', 'broken-link=off'], { 'site/blog.config.yaml': 'rules: { broken-link: warning }\noverrides:\n  - files: [_posts]\n    rules: { broken-link: error }\n' }))
      .toEqual(['lisbon.md warning missing-alt /boat.svg']);
  });

  test('links and files nothing is told of', async () => {
    expect(await found([], { 'site/blog.config.json': '{ "ignore": { "links": ["/shop/**", "*.svg"], "files": ["_posts/2009-*"] } }' })).toEqual(['lisbon.md error broken-link /prto/']);
  });

  test('patterns start from the folder of the file', async () => {
    expect(await found([], { 'blog.config.json': '{ "ignore": { "files": ["site/_posts/2026-*"] } }' })).toEqual(['faro.md error broken-link /sea/']);
  });

  test('how many warnings are borne', async () => {
    const few = { 'site/_posts/2026-01-02-lisbon.md': '![](/boat.svg)', 'site/_posts/2009-01-02-faro.md': '![](/boat.svg)' };
    expect(await typed(['lint', '--format', 'unix', '--quiet', '--max-warnings', '1'], few)).toEqual({ code: 1, out: '', err: 'There are 2 warnings, and 1 is allowed.\n' });
    expect(await typed(['lint', '--format', 'unix', '--quiet'], { ...few, 'site/blog.config.toml': 'maxWarnings = 0' })).toEqual({ code: 1, out: '', err: 'There are 2 warnings, and none is allowed.\n' });
    expect((await typed(['lint', '--max-warnings', '2'], { ...few, 'site/blog.config.toml': 'maxWarnings = 0' })).code).toBe(0);
  });

  test('the format', async () => {
    const files = { 'site/package.json': '{ "blog": { "format": "unix", "rules": { "broken-link": "off" } } }' };
    expect((await typed(['lint'], files)).out).toMatch(/^_posts\/2026-01-02-lisbon\.md:4:\d+: warning: /);
    expect((await typed(['lint', '-f', 'json'], files)).out).toMatch(/^\{/);
  });
});

describe('settings of single rules', () => {
  test('how large an image may be', async () => {
    const files = { 'site/boat.svg': `<svg>${' '.repeat(1500)}</svg>` };
    const rules = (largestImage: number) => JSON.stringify({ rules: { 'heavy-image': 'warning', 'missing-alt': 'off', 'broken-link': 'off' }, largestImage });
    expect(await found([], { ...files, 'site/blog.config.json': rules(1) })).toEqual(['lisbon.md warning heavy-image /boat.svg']);
    expect(await found([], { ...files, 'site/blog.config.json': rules(2) })).toEqual([]);
  });

  test('a schema for front matter, which is a warning then', async () => {
    const schema = (more: object) => JSON.stringify({ frontMatterSchema: 'post.schema.json', rules: { 'missing-alt': 'off', 'broken-link': 'off', ...more } });
    const files = { 'site/post.schema.json': '{"required": ["tags"], "properties": {"title": {"maxLength": 4}}}' };
    const { out } = await typed(['lint', '--format', 'unix'], { ...files, 'site/blog.config.json': schema({}) });
    expect(out).toMatchInlineSnapshot(`
      "_posts/2009-01-02-faro.md:1:1: warning: \`tags\` is missing, which the schema wants. Mend it, or the schema. [front-matter-shape]
      _posts/2026-01-02-lisbon.md:1:1: warning: \`tags\` is missing, which the schema wants. Mend it, or the schema. [front-matter-shape]
      _posts/2026-01-02-lisbon.md:2:8: warning: \`title\` is not as the schema wants it: String is too long (6 > 4). Mend it, or the schema. [front-matter-shape]
      "
    `);
    expect(await found([], { ...files, 'site/blog.config.json': schema({ 'front-matter-shape': 'off' }) })).toEqual([]);
    expect((await typed(['lint'], { 'site/blog.config.json': schema({}) })).err).toContain('There is no file `post.schema.json`, which `frontMatterSchema` names.');
  });
});

describe('where settings are found', () => {
  const of = async (files: Readonly<Record<string, string>>, options?: MemoryOptions, words: readonly string[] = []) => {
    const { out, err } = await typed(['config', '--json', ...words], files, options);
    const { file, settings }: { file?: string; settings: readonly { key: string; value: unknown }[] } = JSON.parse(out);
    return { file, base: settings.find(({ key }) => key === 'base')?.value, err };
  };

  test('in the blog, from a folder inside of it and from above', async () => {
    const files = { 'site/blog.config.json': '{ "base": "/a" }', 'blog.config.json': '{ "base": "/b" }' };
    expect(await of(files)).toEqual({ file: 'blog.config.json', base: '/a', err: '' });
    expect(await of(files, { cwd: '/blog/site/_posts' })).toEqual({ file: '../blog.config.json', base: '/a', err: '' });
    expect(await of(files, { cwd: '/blog' })).toEqual({ file: 'site/blog.config.json', base: '/a', err: '' });
  });

  test('above it, but not above the repository', async () => {
    expect(await of({ 'blog.config.toml': 'base = "/b"' })).toEqual({ file: '../blog.config.toml', base: '/b', err: '' });
    expect(await of({ '../blog.config.toml': 'base = "/c"' })).toEqual({ base: '', err: '' });
  });

  test('a file of another program is let be, and told of', async () => {
    expect(await of({ 'site/blog.config.json': '{ "title": "Travels" }', 'site/package.json': '{ "blog": { "title": "Travels" } }' }))
      .toEqual({ base: '', err: "`blog.config.json` holds no setting of `blog`, so it is taken for another program's.\n" });
    expect(await of({ 'site/blog.config.json': '{ "title": "Travels" }', 'site/blog.config.toml': 'base = "/x"' })).toMatchObject({ file: 'blog.config.toml', base: '/x' });
  });

  test('where two stand in one folder, the first is used and both are named', async () => {
    expect(await of({ 'site/blog.config.yaml': 'base: /y', 'site/package.json': '{ "blog": { "base": "/p" } }' }))
      .toEqual({ file: 'blog.config.yaml', base: '/y', err: 'Settings are in `blog.config.yaml` and in `package.json`; the first is used. Put them in one file.\n' });
  });

  test('they say where the blog is, and how it is built', async () => {
    const two = { 'other/_config.yml': 'title: another', 'other/_posts/2026-01-01-a.md': 'A.', 'blog.config.json': '{ "root": "other", "base": "/o" }' };
    expect((await typed(['list', '--all', '--format', 'paths'], two, { cwd: '/blog' })).out).toBe('other/_posts/2026-01-01-a.md\n');
    // Whoever names the other one means it.
    expect((await typed(['list', '--all', '--format', 'paths', '--root', 'site'], two, { cwd: '/blog' })).out).toMatch(/^site\//);
    expect(await of(two, { cwd: '/blog' }, ['--base', '/typed'])).toEqual({ file: 'blog.config.json', base: '/typed', err: '' });
  });

  test('they lead nowhere else', async () => {
    expect(await typed(['lint'], { 'site/blog.config.json': '{ "root": "../.." }' })).toEqual({ code: 2, out: '', err: 'blog: `root` in `blog.config.json` leads out of the folder it is in.\n' });
  });

  test('what is wrong with them is told with its place', async () => {
    expect(await typed(['list'], { 'blog.config.yaml': 'base: /x\nruels:\n  missing-alt: off\n' }))
      .toEqual({ code: 2, out: '', err: 'blog: ../blog.config.yaml:2:1: There is no setting `ruels`. Did you mean `rules`?\n' });
  });
});

test('blog config: every setting, and where it is from', async () => {
  const { out, code } = await typed(['config', '--future', '--rule', 'wrong-case=warning'], { 'site/blog.config.yaml': 'base: /x\nrules:\n  missing-alt: off\nignore:\n  links: [/shop/**, "*.pdf"]\n' });
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => !/^rules\..* default$/.test(line)).join('\n')).toMatchInlineSnapshot(`
    "Settings are in blog.config.yaml.

    root                       .                found
    generator                  jekyll           found: \`_config.yml\` and folders like \`_posts\` are there
    base                       /x               blog.config.yaml:1:1
    drafts                     false            default
    future                     true             --future
    rules.missing-alt          off              blog.config.yaml:3:3
    rules.wrong-case           warning          --rule
    ignore.links               /shop/**, *.pdf  blog.config.yaml:5:3
    "
  `);
});
