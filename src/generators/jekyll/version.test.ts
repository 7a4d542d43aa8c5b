import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import type { Data } from './values.ts';
import { detectVersion } from './version.ts';

const detect = (texts: Readonly<Record<string, string>>, config: Data = {}, around: Readonly<Record<string, string>> = {}, github?: string) =>
  detectVersion(config, {
    files: Object.keys(texts).sort().map(asFilePath), read: async (path) => texts[path], around: new Map(Object.entries(around)),
    now: 0, zone: 'UTC', options: {}, ...(github !== undefined && { github }),
  });

describe('GitHub Pages builds it', () => {
  test.each([
    ['without a Gemfile', {}, {}, {}],
    ['when its gem is asked for', { Gemfile: 'gem "github-pages", group: :jekyll_plugins' }, {}, {}],
    ['by its own action', {}, {}, { '.github/workflows/pages.yml': '- uses: actions/jekyll-build-pages@v1\n# jekyll build\n' }],
    ['with plugins that it allows', {}, { plugins: ['jekyll-feed', 'jemoji'] }, {}],
    ['with plugins that change nothing', {}, { plugins: ['jekyll-admin', 'rouge'] }, {}],
    ['without the plugins it does not allow, at an address of its own', {}, { url: 'https://me.github.io', plugins: ['jekyll-scholar'] }, {}],
  ] as const)('%s', async (_name, texts, config, around) => {
    const { version, plugins } = await detect(texts, config, around);
    expect(version).toMatchObject({ major: 3, pages: true });
    expect(plugins.has('jekyll-relative-links')).toBe(true);
  });
});

describe('its owner builds it', () => {
  test.each([
    ['with the Jekyll of a Gemfile', { Gemfile: 'gem "jekyll", "~> 4.3"' }, {}, {}, '4.3', 4],
    ['with the Jekyll that is locked', { Gemfile: 'gem "jekyll"', 'Gemfile.lock': '  specs:\n    jekyll (3.8.7)\n' }, {}, {}, '3.8.7', 3],
    ['in a workflow', {}, {}, { '.github/workflows/x.yml': 'run: bundle exec jekyll build' }, '4', 4],
    ['at Netlify', {}, {}, { 'netlify.toml': '' }, '4', 4],
    ['in another service', { '.travis.yml': 'script: bundle exec jekyll build' }, {}, {}, '4', 4],
    ['with a plugin that Pages does not allow', {}, { plugins: ['jekyll-scholar'] }, {}, '4', 4],
    ['with a plugin of its own', { '_plugins/series.rb': '' }, {}, {}, '4', 4],
  ] as const)('%s', async (_name, texts, config, around, name, major) => {
    expect((await detect(texts, config, around)).version).toEqual({ major, pages: false, name });
  });
});

test('the name of a repository is such an address', async () => {
  const asked = { plugins: ['jekyll-scholar'] };
  expect((await detect({}, asked, {}, 'me/me.github.io')).version.pages).toBe(true);
  expect([...(await detect({}, asked, {}, 'me/me.github.io')).plugins]).not.toContain('jekyll-scholar');
  expect((await detect({}, asked, {}, 'me/blog')).version.pages).toBe(false);
});

test('plugins in a Gemfile count', async () => {
  const { plugins } = await detect({ Gemfile: 'gem "jekyll", "4.3"\ngroup :jekyll_plugins do\n  gem "jekyll-redirect-from"\nend\n# gem "jekyll-feed"\n' });
  expect([...plugins]).toEqual(['jekyll-redirect-from']);
});
