import { describe, expect, test } from 'vitest';
import { siteOf, verdictsIn } from '../../test/helpers/site-of.ts';
import { asFilePath, asUrlPath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import { hostingOf, redirectLines } from './hosting.ts';
import { jekyll } from './jekyll/index.ts';

const outputs = (...files: readonly string[]) => ({
  get: (output: string): Entry | undefined => (files.includes(output)
    ? { kind: 'page', url: asUrlPath(output), output: asFilePath(output), visibility: { kind: 'live' } } : undefined),
  hasFolder: (folder: string) => files.some((file) => file.startsWith(`${folder}/`)),
});

const hostOf = (texts: Readonly<Record<string, string>>) =>
  hostingOf({ files: Object.keys(texts).map(asFilePath), read: async (path) => texts[path], around: new Map(Object.entries(texts)) });

describe('the host', () => {
  test('is GitHub Pages unless something says otherwise', async () => {
    const { host, domains, assumed } = await hostOf({ CNAME: 'Trips.Example\n' });
    expect([host.name, domains, assumed]).toEqual(['GitHub Pages', ['trips.example'], undefined]);
    expect((await hostOf({})).assumed).toBe(true);
  });

  test('is Netlify with its settings, read or not', async () => {
    expect((await hostOf({ 'netlify.toml': '[build' })).host.name).toBe('Netlify');
  });

  test('is Vercel, which wants to be told to leave out `.html`', async () => {
    const plain = await hostOf({ 'vercel.json': '{}' });
    const clean = await hostOf({ 'vercel.json': '{ "cleanUrls": true }' });
    expect([plain, clean].map(({ host }) => host.answer('/faro', outputs('faro.html')).kind)).toEqual(['none', 'entry']);
  });
});

describe('redirects', () => {
  test.each([
    ['/old', '/new'], ['/old/', '/new'], ['/blog/2020/faro/', '/posts/faro?year=2020'], ['/docs/a/b', 'https://docs.example/a/b'],
    ['/here', 'entry'], ['/forced', '/elsewhere'], ['/gone', 'none'], ['/shown', 'entry'], ['/nothing', 'none'],
  ])('%s leads to %s', async (path, expected) => {
    const { host } = await hostOf({
      _redirects: '/old /new  # moved\n/blog/:year/:slug /posts/:slug?year=:year 302\n/here /not\n/gone /404 404\n/shown /here 200\n',
      'netlify.toml': '[[redirects]]\nfrom = "/docs/*"\nto = "https://docs.example/:splat"\n\n[[redirects]]\nfrom = "/forced"\nto = "/elsewhere"\nforce = true\n',
    });
    const answer = host.answer(path, outputs('here.html', 'forced.html'));
    expect(answer.kind === 'redirect' ? answer.to : answer.kind).toBe(expected);
  });

  test('of Vercel, with groups', async () => {
    const { host } = await hostOf({ 'vercel.json': JSON.stringify({
      redirects: [{ source: '/board/(.*)', destination: '/scores/' }, { source: '/news/:rest(.*)', destination: '/blog/:rest*' }, { source: '/(a|b)/x', destination: '/y' }],
      rewrites: [{ source: '/scores/(.*)', destination: 'https://scores.example/of/$1' }],
    }) });
    const answered = ['/board/2020', '/news/2020/faro', '/a/x', '/scores/', '/scores/2020/may'].map((path) => host.answer(path, outputs()));
    expect(answered.map((answer) => (answer.kind === 'redirect' ? answer.to : answer.kind))).toEqual(
      ['/scores/', '/blog/2020/faro', 'none', 'https://scores.example/of/', 'https://scores.example/of/2020/may'],
    );
  });

  test('keep the fragment, unless they name a place themselves', async () => {
    const site = await siteOf(jekyll, { '_config.yml': 'include: [_redirects]\npermalink: pretty\n', _redirects: '/old /tea/\n/older /tea/#cake\n', 'tea.md': '---\n---\n# Tea\n\n## Milk\n', 'hello.md': '---\n---\n[a](/old#milk) [b](/old#mlik) [c](/older#mlik)\n' });
    expect(verdictsIn(site, 'hello.md')).toEqual([['/old#milk', 'ok'], ['/old#mlik', 'missing-anchor'], ['/older#mlik', 'ok']]);
  });

  test('lines with conditions and without sense', () => {
    expect(redirectLines('/a id=:id /b/:id 301!\nhttps://x.example/y /z\n/only\n')).toEqual([{ from: '/a', to: '/b/:id', status: 301, force: true }]);
  });
});
