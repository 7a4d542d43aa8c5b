import { describe, expect, test } from 'vitest';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import { isAtLeast, readPackages } from './packages.ts';
import { recognise } from './recognise.ts';
import { readSettings, type Settings } from './settings.ts';
import { sha1 } from './sha1.ts';

type Texts = Readonly<Record<string, string>>;

const inputOf = (texts: Texts, more: Partial<ConfigureInput> = {}): ConfigureInput => ({
  files: Object.keys(texts).sort().map(asFilePath), read: async (path: FilePath) => texts[path], around: new Map(), now: 0, zone: 'UTC', options: {}, ...more,
});

const settingsOf = async (texts: Texts, more?: Partial<ConfigureInput>): Promise<Settings> => (await readSettings(inputOf(texts, more))).settings;
const packageOf = (dependencies: Record<string, string>): string => JSON.stringify({ dependencies });

describe('the path a blog is served under', () => {
  test.each([
    ['url: https://boats.example/blog', '/blog'],
    ['url: https://boats.example/blog\nroot: /', ''],
    ['url: https://boats.example\nroot: /blog/', '/blog'],
    ['url: https://boats.example\nroot: blog', '/blog'],
    ['', ''],
  ])('%j: %j', async (config, base) => {
    expect((await settingsOf({ '_config.yml': config })).base).toBe(base);
  });
});

test.each([
  ['url: https://Boats.example', ['https://boats.example']],
  ['url: http://example.com', []],
  ['url: http://yoursite.com', []],
  ['url: boats', []],
])('%j is served at %j', async (config, origins) => {
  expect((await settingsOf({ '_config.yml': config })).origins).toEqual(origins);
});

test('settings files named on the command line are laid over each other', async () => {
  const texts = { 'a.yml': 'url: https://a.example\nmarked:\n  breaks: false\n', 'b.json': '{"marked": {"headerIds": false}}' };
  const { config } = await settingsOf(texts, { options: { config: ['a.yml', 'b.json'] } });
  expect(config).toMatchObject({ url: 'https://a.example', marked: { breaks: false, headerIds: false } });
});

test('a settings file that is no YAML is told of, once', async () => {
  const { notes } = await readSettings(inputOf({ '_config.yml': 'a: b: c\n' }));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^`_config\.yml` could not be read: .* \(line 1\)\.$/);
});

test('a workflow that sets a zone says where the blog is built', async () => {
  const around = new Map([['.github/workflows/deploy.yml', 'env:\n  TZ: Asia/Shanghai\nsteps:\n  - run: npx hexo generate\n']]);
  expect((await settingsOf({}, { around })).zones.host).toBe('Asia/Shanghai');
});

describe('what renders Markdown', () => {
  test.each([
    [{ 'hexo-renderer-marked': '^4.0.0' }, { kind: 'marked', unescapes: false, images: { prependRoot: false } }],
    [{ 'hexo-renderer-marked': '^5.0.0' }, { kind: 'marked', unescapes: false, images: { prependRoot: true } }],
    [{ 'hexo-renderer-marked': '^6.0.0' }, { kind: 'marked', unescapes: true }],
    [{ 'hexo-renderer-marked': '6.1.0' }, { kind: 'marked', unescapes: false }],
    [{ 'hexo-renderer-marked': '*' }, { kind: 'marked', unescapes: true, images: { prependRoot: true } }],
    [{ 'hexo-renderer-marked': '^7.0.0', 'hexo-renderer-markdown-it': '^7.0.0' }, { kind: 'markdown-it', anchors: { level: 2 } }],
    [{ 'hexo-renderer-markdown-it-plus': '^1.0.0', 'hexo-renderer-marked': '^7.0.0' }, { kind: 'marked' }],
    [{ 'hexo-renderer-pandoc': '^0.5.0' }, { kind: 'other', name: 'hexo-renderer-pandoc' }],
    [{}, { kind: 'marked' }],
  ])('%j', async (dependencies, renderer) => {
    expect((await settingsOf({ 'package.json': packageOf(dependencies) })).renderer).toMatchObject(renderer);
  });
});

describe('the version that is installed', () => {
  const version = async (texts: Texts) => (await readPackages(async (path) => texts[path])).version('hexo');
  const json = packageOf({ hexo: '^6.1.0' });

  test.each([
    ['of the range', { 'package.json': json }, [6, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
    ['of npm’s lock', { 'package.json': json, 'package-lock.json': '{"packages": {"node_modules/hexo": {"version": "6.3.0"}}}' }, [6, 3, 0]],
    ['of an old lock', { 'package.json': json, 'package-lock.json': '{"dependencies": {"hexo": {"version": "6.2.0"}}}' }, [6, 2, 0]],
    ['of yarn’s lock', { 'package.json': json, 'yarn.lock': 'hexo-util@^2:\n  version "2.7.0"\n\nhexo@^6.1.0:\n  version "6.3.1"\n' }, [6, 3, 1]],
    ['of one that no Node runs any more', { 'package.json': packageOf({ hexo: '^4.2.0' }) }, undefined],
    ['of any', { 'package.json': packageOf({ hexo: 'latest' }) }, undefined],
  ])('%s', async (_, texts, expected) => {
    expect(await version(texts)).toEqual(expected);
  });

  test('the newest is at least any', () => {
    expect(isAtLeast(undefined, [99, 0, 0])).toBe(true);
    expect(isAtLeast([6, 3, 0], [6, 3, 1])).toBe(false);
  });
});

describe('a Hexo blog is recognised', () => {
  const recognised = async (texts: Texts) => (await recognise(inputOf(texts).files, inputOf(texts).read)).map(({ root, sureness }) => `${root}:${sureness}`);

  test.each<[string, Texts, string[]]>([
    ['by its package', { '_config.yml': '', 'package.json': '{"dependencies": {"hexo": "^7"}}' }, [':3']],
    ['by its keys', { '_config.yml': 'title: Boats\nnew_post_name: :title.md\n' }, [':3']],
    ['below', { 'blog/_config.yml': '', 'blog/package.json': '{"hexo": {"version": ""}}' }, ['blog:3']],
    ['without settings', { 'package.json': '{"dependencies": {"hexo": "^7"}}', 'source/_posts/x.md': '' }, [':2']],
    ['by its folders', { 'scaffolds/post.md': '', 'source/_posts/x.md': '' }, [':1']],
    ['but Jekyll is not', { '_config.yml': 'title: Boats\npermalink: pretty\n', '_posts/2020-01-02-x.md': '' }, []],
    ['nor a theme inside', { 'themes/next/_config.yml': 'skip_render: []\n' }, []],
  ])('%s', async (_, texts, expected) => {
    expect(await recognised(texts)).toEqual(expected);
  });
});

test('SHA-1', () => {
  expect(sha1('abc')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  expect(sha1('ü'.repeat(100))).toBe('18dbf4d86546bbe434425aa6e007f8a62d050bf9');
});
