import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import type { ConfigureOptions } from '../generator.ts';
import { buildCommand } from './build-command.ts';
import { recognise } from './recognise.ts';
import { readSettings, type HugoSettings } from './settings.ts';

interface Around {
  readonly around?: Readonly<Record<string, string>>;
  readonly options?: ConfigureOptions;
  readonly github?: string;
}

function settingsOf(texts: Readonly<Record<string, string>>, { around = {}, options = {}, github }: Around = {}): Promise<HugoSettings> {
  const files = Object.keys(texts).sort().map(asFilePath);
  return readSettings({
    files, read: async (path) => texts[path], around: new Map(Object.entries(around)), now: 0, zone: 'UTC', options,
    ...(github !== undefined && { github }),
  });
}

describe('settings', () => {
  test('come from TOML, YAML and JSON, whatever the case of their keys', async () => {
    for (const [name, text] of [['hugo.toml', 'BaseURL = "https://a.example/"'], ['config.yaml', 'baseurl: https://a.example/'], ['hugo.json', '{"baseURL": "https://a.example/"}']] as const) {
      expect((await settingsOf({ [name]: text })).baseUrl).toBe('https://a.example/');
    }
  });

  test('of the new name come before those of the old', async () => {
    expect((await settingsOf({ 'config.toml': 'title = "old"', 'hugo.yaml': 'title: new' })).title).toBe('new');
  });

  test('are put together from folders, by environment', async () => {
    const texts = {
      'config/_default/hugo.toml': 'title = "usual"\nbaseURL = "https://a.example/"', 'config/_default/params.toml': 'mainSections = ["trips"]',
      'config/_default/languages.toml': '[en]\nweight = 1\n[de]\nweight = 2', 'config/_default/markup.yaml': 'goldmark:\n  renderer:\n    unsafe: true',
      'config/production/hugo.toml': 'title = "published"', 'config/staging/hugo.toml': 'title = "tried"',
    };
    const settings = await settingsOf(texts);
    expect(settings).toMatchObject({ title: 'published', baseUrl: 'https://a.example/', mainSections: ['trips'], markup: { html: 'keep' } });
    expect(settings.languages.map(({ code }) => code)).toEqual(['en', 'de']);
    expect((await settingsOf(texts, { options: { environment: 'staging' } })).title).toBe('tried');
  });

  test.each<readonly [string, Readonly<Record<string, string>>, 'keep' | 'drop' | 'hide']>([
    ['a Hugo that says so', { 'hugo.toml': '[markup.goldmark.renderer]\nunsafe = true' }, 'keep'],
    ['a Hugo that says it does not', { 'hugo.toml': '[markup.goldmark.renderer]\nunsafe = false' }, 'drop'],
    ['one of the new name that does not', { 'hugo.toml': 'title = "t"' }, 'hide'],
    ['one that has a word on Markdown, but not that', { 'config.toml': '[markup.highlight]\nstyle = "vs"' }, 'hide'],
    ['one that may be older than Goldmark', { 'config.toml': 'title = "t"' }, 'keep'],
    ['one that surely is', { 'config.toml': 'title = "t"', '.hugo-version': '0.54.0' }, 'keep'],
    ['one that surely is not', { 'config.toml': 'title = "t"', '.hugo-version': '0.88.1' }, 'hide'],
  ])('of %s: raw HTML', async (_, texts, html) => {
    expect((await settingsOf(texts)).markup.html).toBe(html);
  });

  test('of one language may have a file of their own', async () => {
    const { languages, content } = await settingsOf({ 'config/_default/languages.en.toml': 'weight = 1\ncontentDir = "content/en"' });
    expect(languages.map(({ code }) => code)).toEqual(['en']);
    expect(content).toMatchObject([{ source: 'content/en' }]);
  });

  test('that cannot be read are told', async () => {
    const { notes } = await settingsOf({ 'hugo.toml': 'title = ' });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('`hugo.toml` could not be read');
  });

  test('of mounts take the usual folder away', async () => {
    const { content, statics } = await settingsOf({ 'hugo.yaml': 'module:\n  mounts:\n    - {source: src/content, target: content}\n    - {source: images, target: static/img}' });
    expect(content).toEqual([{ source: 'src/content', target: '' }]);
    expect(statics).toEqual([{ source: 'images', target: 'img' }]);
  });

  test('of languages may have folders of their own', async () => {
    const { content } = await settingsOf({ 'hugo.toml': 'defaultContentLanguage = "de"\n[languages.de]\ncontentDir = "content/de"\n[languages.en]\ncontentDir = "content/en/"' });
    expect(content).toEqual([{ source: 'content/de', target: '', language: 'de' }, { source: 'content/en', target: '', language: 'en' }]);
  });

  test('say which themes are here', async () => {
    const texts = { 'hugo.toml': 'theme = ["own", "gone"]', 'themes/own/layouts/index.html': '' };
    const { missingThemes, layouts } = await settingsOf(texts);
    expect(missingThemes).toEqual(['gone']);
    expect(layouts).toEqual(['layouts', 'themes/own/layouts']);
  });
});

describe('the version', () => {
  test('is not that of a theme, whose workflow builds its own example', async () => {
    expect((await settingsOf({ 'hugo.toml': '', '.hugo-version': '0.131.0', 'themes/stack/.github/workflows/test.yml': 'hugo-version: latest' })).version).toBe(131);
  });

  test.each([
    ['netlify.toml', '[context.production.environment]\n  HUGO_VERSION = "0.91.2"', 91],
    ['.github/workflows/pages.yml', 'steps:\n- uses: peaceiris/actions-hugo@v3\n  with:\n    hugo-version: \'0.128.0\'', 128],
    ['.github/workflows/pages.yml', 'env:\n  HUGO_VERSION: 0.147.2', 147],
    ['.github/workflows/pages.yml', '    hugo-version: latest', 167],
    ['vercel.json', '{"build": {"env": {"HUGO_VERSION": "0.120.4"}}}', 120],
    ['package.json', '{"devDependencies": {"hugo-extended": "^0.125.3"}}', 125],
    ['.gitlab-ci.yml', 'image: registry.gitlab.com/pages/hugo/hugo_extended:0.121.2', 121],
    ['.tool-versions', 'hugo extended_0.140.1', 140],
  ])('is read in %s', async (name, text, version) => {
    expect(await settingsOf({ 'hugo.toml': '', [name]: text })).toMatchObject({ version, versionFrom: name });
    if (!name.startsWith('.tool')) expect(await settingsOf({ 'hugo.toml': '' }, { around: { [name]: text } })).toMatchObject({ version });
  });

  test.each([
    ['the newest where nothing tells', { 'hugo.toml': '' }, 167],
    ['an older one by the old name', { 'config.toml': '' }, 111],
    ['an older one by a key that is gone', { 'hugo.toml': 'paginate = 5' }, 111],
    ['a newer one by a key it brought', { 'config.toml': '[pagination]\npagerSize = 5' }, 167],
    ['between both', { 'hugo.yaml': 'paginate: 5\npermalinks:\n  page:\n    posts: /:slug/' }, 115],
    ['the newest by its folders', { 'config.toml': '', 'layouts/_shortcodes/x.html': '' }, 167],
  ])('is guessed: %s', async (_, texts, version) => {
    const settings = await settingsOf(texts);
    expect(settings.version).toBe(version);
    expect(settings.versionFrom).toBeUndefined();
  });
});

describe('the command that builds', () => {
  test.each([
    ['[build]\n  command = "hugo --gc --minify -b $URL"', { baseUrl: '$URL', drafts: false }],
    ['[build]\ncommand = "hugo -D"', { drafts: true }],
    ['[context.deploy-preview]\ncommand = "hugo -DF"\n[context.production]\ncommand = "hugo -F"', { drafts: false, future: true }],
    ['      - run: hugo --minify --baseURL "${{ steps.pages.outputs.base_url }}/"', { baseUrl: '${{ steps.pages.outputs.base_url }}/' }],
    ['"scripts": {\n"start": "hugo server -D",\n"build": "npm run x && hugo --environment live"}', { drafts: false, environment: 'live' }],
    ['      - run: hugo --config hugo.toml,live.toml', { config: ['hugo.toml', 'live.toml'] }],
    ['uses: peaceiris/actions-hugo@v3', { drafts: false }],
    ['run: hugo version', { drafts: false }],
  ])('%s', (text, expected) => expect(buildCommand([text])).toMatchObject(expected));

  test('gives a project\'s pages their base', async () => {
    const workflow = { '.github/workflows/x.yml': 'run: hugo --baseURL "${{ steps.pages.outputs.base_url }}/"' };
    const texts = { 'hugo.toml': 'baseURL = "https://example.org/"' };
    expect((await settingsOf(texts, { around: workflow, github: 'Ann/Boats' })).baseUrl).toBe('https://ann.github.io/Boats/');
    expect((await settingsOf(texts, { around: workflow, github: 'ann/ann.github.io' })).baseUrl).toBe('https://ann.github.io/');
    expect((await settingsOf({ ...texts, 'static/CNAME': 'boats.example' }, { around: workflow, github: 'ann/boats' })).baseUrl).toBe('https://example.org/');
    expect((await settingsOf(texts, { options: { base: '/x' } })).baseUrl).toBe('https://example.org/x/');
  });
});

describe('a blog of Hugo\'s', () => {
  const found = async (texts: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await recognise(Object.keys(texts).sort().map(asFilePath), async (path) => texts[path])).map(({ root, why, sureness }) => `${root}|${why}|${sureness}`);

  test.each([
    ['its settings file', { 'hugo.toml': '', 'content/a.md': '' }, ['|it has `hugo.toml`|3']],
    ['the old name with its keys', { 'config.toml': 'baseURL = "x"', 'content/a.md': '' }, ['|it has `config.toml` and folders of Hugo\'s|3']],
    ['a folder of settings', { 'docs/config/_default/params.toml': '', 'docs/content/a.md': '' }, ['docs|it has `config/_default/`|3']],
    ['a folder of settings beside an empty file of the old name', { 'config.toml': '# see config/', 'config/_default/config.toml': '', 'content/a.md': '' }, ['|it has `config/_default/`|3']],
    ['Zola, which is another', { 'config.toml': 'base_url = "x"\ntheme = "y"', 'content/a.md': '' }, []],
    ['any program\'s settings', { 'config.json': '{"port": 1}', 'static/a.js': '' }, []],
    ['a theme\'s example', { 'themes/x/exampleSite/hugo.toml': '' }, []],
  ])('is told by %s', async (_, texts, expected) => expect(await found(texts)).toEqual(expected));
});
