import { describe, expect, test } from 'vitest';
import { asFilePath, type FilePath } from '../../core/paths.ts';
import { buildSite } from '../../core/site/build-site.ts';
import { resolve } from '../../core/site/resolve.ts';
import type { Generator } from '../generator.ts';
import { knownByName, plain } from './index.ts';
import { readPlain } from './read.ts';

type Texts = Readonly<Record<string, string>>;

const generatorCalled = (id: string): Generator => knownByName.find((one) => one.id === id) ?? plain;

/** What each reference of a file meets: `b.md: ok`. */
async function met(texts: Texts, file: string, generator: Generator = plain): Promise<readonly string[]> {
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => texts[path];
  const conventions = await generator.configure({ files, read, around: new Map(), now: 0, zone: 'UTC', options: {} });
  const site = await buildSite({ conventions, files, read, head: async () => undefined, now: 0 });
  const document = site.documents.get(asFilePath(file));
  const entry = document && site.bySource.get(document.path);
  if (!document || !entry) throw new Error(`${file} is not there.`);
  return document.references.map((reference) => `${reference.raw}: ${resolve(reference, document, entry, site).kind}`);
}

const links = (...destinations: readonly string[]): string => destinations.map((one) => `[x](${one})\n`).join('\n');

describe('plain Markdown', () => {
  test('a head that some program reads is no mistake', () => {
    expect(readPlain(asFilePath('a.md'), '---\ntitle: Faro\ntags:\n\t- sea\ntitle: Faro by sea\n---\n', { tool: undefined, isVault: false }).frontMatter).toMatchObject({ data: { title: 'Faro by sea', tags: ['sea'] } });
    expect(readPlain(asFilePath('a.md'), '---\ntitle: [\n---\n', { tool: undefined, isVault: false }).frontMatter.error).toBeDefined();
  });

  test('links relative to the file, and their anchors', async () => {
    const texts = { 'a/one.md': links('two.md', 'two.md#the-boat', 'two.md#the-ship', '../b/three.md', 'nowhere.md', 'map.png', 'Two.md'), 'a/two.md': '# The boat', 'b/three.md': '', 'a/map.png': '' };
    expect(await met(texts, 'a/one.md')).toEqual([
      'two.md: ok', 'two.md#the-boat: ok', 'two.md#the-ship: missing-anchor', '../b/three.md: ok', 'nowhere.md: missing', 'map.png: ok', 'Two.md: wrong-case',
    ]);
  });

  test('addresses of a built site are unknowable', async () => {
    expect(await met({ 'one.md': links('two/', 'two', '/2020/two/', 'two.html', '../up/', '/two.md'), 'two.md': '' }, 'one.md')).toEqual([
      'two/: unknowable', 'two: unknowable', '/2020/two/: unknowable', 'two.html: unknowable', '../up/: unknowable', '/two.md: ok',
    ]);
  });

  test('rooted links find what is published at the root', async () => {
    expect(await met({ 'docs/one.md': links('/map.png', '/nowhere.png'), 'static/map.png': '' }, 'docs/one.md')).toEqual(['/map.png: ok', '/nowhere.png: unknowable']);
  });

  test('folders show their readme', async () => {
    expect(await met({ 'one.md': links('docs/', 'docs', 'docs#boats', 'empty/'), 'docs/README.md': '# Boats', 'empty/x.txt': '' }, 'one.md')).toEqual(['docs/: ok', 'docs: ok', 'docs#boats: ok', 'empty/: unknowable']);
  });

  test('wiki links are text', async () => {
    expect(await met({ 'one.md': '[[two]]', 'two.md': '' }, 'one.md')).toEqual([]);
  });
});

test('in a vault wiki links find notes by name', async () => {
  const texts = { '.obsidian/app.json': '{}', 'one.md': '[[Two]] [[two#The boat|shown]] ![[map.png]] [[Nowhere]] [[#Here]]\n\n# Here\n', 'deep/Two.md': '# The boat', 'attachments/map.png': '' };
  expect(await met(texts, 'one.md')).toEqual(['Two: ok', 'two#The boat: ok', 'map.png: ok', 'Nowhere: not-built', '#Here: ok']);
});

describe('tools known by name', () => {
  test('Zola’s internal links are files of its content', async () => {
    const texts = { 'zola.toml': 'base_url = "https://boats.example"', 'content/one.md': links('@/two.md', '@/nowhere.md', '/two/', 'two.md'), 'content/two.md': '' };
    expect(await met(texts, 'content/one.md', generatorCalled('zola'))).toEqual(['@/two.md: ok', '@/nowhere.md: not-built', '/two/: unknowable', 'two.md: ok']);
  });

  test('Pelican’s are too, and may be relative', async () => {
    const texts = { 'pelicanconf.py': '', 'content/a/one.md': links('{filename}two.md', '{filename}/b/three.md', '{static}/images/map.png', '{filename}nowhere.md'), 'content/a/two.md': '', 'content/b/three.md': '', 'content/images/map.png': '' };
    expect(await met(texts, 'content/a/one.md', generatorCalled('pelican'))).toEqual(['{filename}two.md: ok', '{filename}/b/three.md: ok', '{static}/images/map.png: ok', '{filename}nowhere.md: not-built']);
  });

  test('an anchor that is not found may have another name there', async () => {
    const texts = { 'docusaurus.config.js': '', 'blog/one.md': `${links('#the-boat', '#ship', 'nowhere.md', './map.png')}\n## The boat\n`, 'static/x.png': '' };
    expect(await met(texts, 'blog/one.md', generatorCalled('docusaurus'))).toEqual(['#the-boat: ok', '#ship: unknowable', 'nowhere.md: missing', './map.png: missing']);
  });

  test.each([
    ['docusaurus', 'website/docusaurus.config.ts', 'website/blog/x.md', 'website'],
    ['vitepress', 'docs/.vitepress/config.mts', 'docs/x.md', ''],
    ['gatsby', 'gatsby-config.js', 'content/x.md', ''],
    ['mkdocs', 'mkdocs.yml', 'docs/x.md', ''],
    ['quarto', '_quarto.yml', 'x.qmd', ''],
  ])('%s is recognised by %s', async (id, settings, post, root) => {
    const files = [settings, post].map(asFilePath).sort();
    expect(await generatorCalled(id).recognise(files, async () => '')).toEqual([{ root, why: `\`${settings}\` is there`, sureness: 1 }]);
  });

  test('names that are too common are asked for more', async () => {
    const files = ['config.toml', 'content/x.md'].map(asFilePath);
    expect(await generatorCalled('zola').recognise(files, async () => 'baseURL = "https://hugo.example"')).toEqual([]);
  });
});
