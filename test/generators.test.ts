import { describe, expect, test } from 'vitest';
import { asFilePath, type FilePath } from '../src/core/paths.ts';
import { buildSite, siteOf } from '../src/core/site/build-site.ts';
import type { Site } from '../src/core/site/site.ts';
import { chooseGenerator, generators } from '../src/generators/index.ts';
import { knownByName } from '../src/generators/plain/index.ts';
import type { Generator } from '../src/generators/generator.ts';
import { BlogError } from '../src/core/system.ts';
import { judgementsOf } from '../src/lint/judge.ts';
import { publishPost, unpublishPost } from '../src/posts/publish-post.ts';
import { samples } from './helpers/samples.ts';
import type { Texts } from './helpers/blog.ts';

/** The promises every generator keeps, whatever it is. A new one needs a sample in `helpers/samples.ts`, no more. */
const NOW = Date.parse('2026-06-01T12:00:00Z');

for (const generator of generators.filter((one) => !knownByName.includes(one))) {
  const sample = samples[generator.id] ?? {};

  describe(generator.id, () => {
    test('has a sample, and is recognised in it', async () => {
      expect(Object.keys(sample).length).toBeGreaterThan(2);
      const choice = await chooseGenerator(filesOf(sample), readerOf(sample));
      expect(choice?.generator.id).toBe(generator.id);
      expect(choice?.recognised.root).toBe('');
      expect(choice?.recognised.why).toMatch(/^\S.*[^.]$/);
    });

    test('publishes what is live at addresses of the right shape', async () => {
      const site = await siteFor(generator, sample);
      expect(site.entries.filter(({ kind }) => kind === 'post' || kind === 'page').length).toBeGreaterThanOrEqual(1);
      for (const { url, output } of site.entries) {
        expect(url).toMatch(/^\//);
        expect(output).not.toMatch(/^\/|(?:^|\/)\.\.(?:\/|$)/);
      }
    });

    test('tells the broken reference of its sample from the right ones', async () => {
      const judgements = judgementsOf(await siteFor(generator, sample));
      const kinds = (word: string): string[] => judgements.filter(({ reference }) => reference.raw.includes(word)).map(({ resolution }) => resolution.kind);
      expect(new Set(kinds('nowhere'))).toEqual(new Set(['missing']));
      expect(new Set(kinds('harbour'))).toEqual(new Set(['ok']));
    });

    test('says the same when asked again', async () => {
      const told = async (): Promise<unknown> => (await siteFor(generator, sample)).entries;
      expect(await told()).toEqual(await told());
    });

    test('makes a new post that it publishes itself, and a draft', async () => {
      const site = await siteFor(generator, sample);
      const { newPost } = site.conventions;
      for (const draft of [false, true]) {
        const path = newPost.fileFor({ slug: 'a-new-one', at: NOW, zone: 'UTC', draft });
        expect(path).toContain('a-new-one');
        expect(site.files.has(path)).toBe(false);
        const text = `---\ntitle: A new one\n${newPost.dateKey}: ${newPost.formatDate(NOW, 'UTC')}\n---\nText.\n`;
        const document = site.conventions.read(path, text);
        const after = siteOf({ conventions: site.conventions, files: [...site.files, path].sort(), now: NOW }, new Map([...site.documents, [path, document]]));
        expect(after.bySource.get(path)?.url ?? (draft ? 'hidden' : undefined)).toBeDefined();
      }
    });

    test('takes a post back and publishes it again, or says that it cannot', async () => {
      const site = await siteFor(generator, sample);
      const [path = asFilePath('')] = [...site.documents.keys()].filter((file) => /boat\.md$/.test(file));
      const text = sample[path] ?? '';
      const document = site.documents.get(path) ?? site.conventions.read(path, text);
      try {
        const hidden = unpublishPost({ document, text, site, samples: [] });
        expect(['draft', 'unpublished']).toContain(hidden.entry.visibility.kind);
        const again = hidden.site.documents.get(hidden.file) ?? document;
        const shown = publishPost({ document: again, text: hidden.text, site: hidden.site, samples: [] }, { at: NOW, zone: 'UTC' });
        expect([shown.entry.visibility.kind, shown.entry.url]).toEqual(['live', site.bySource.get(path)?.url]);
      } catch (error) {
        if (!(error instanceof BlogError)) throw error;
        expect([generator.id, error.message]).toEqual(['astro', expect.stringContaining('cannot be taken back')]);
      }
    });

    test('survives any text in any source', async () => {
      for (const text of HOSTILE) {
        const [first = ''] = Object.keys(sample).filter((path) => /\.mdx?$/.test(path));
        const site = await siteFor(generator, { ...sample, [first]: text });
        expect(site.entries.length).toBeGreaterThan(0);
        expect(judgementsOf(site).length).toBeGreaterThanOrEqual(0);
      }
    });
  });
}

const HOSTILE = [
  '', '---', '---\n', '---\n---', '+++\n+++\n', '---\n: : :\n\t- [\n---\n[a](b', '\uFEFF---\ntitle: x\n---\n', '---js\nprocess.exit(1)\n---\n',
  '{% for i in (1..1000000000) %}{{ i }}{% endfor %}', '{{ x', '{% x', '{{< x >}}', '{{% x', '<'.repeat(5000), '['.repeat(5000), '> '.repeat(2000),
  '---\r\ntitle: x\r\n---\r\n[a](\r\nb)\r\n', '\0\u0001\uFFFF\uD800', '---\n__proto__:\n  x: 1\nconstructor: 2\n---\n', '---\ndate: 99999-99-99\npermalink: ../../../etc/passwd\nslug: 7\ntags: {a: [b]}\n---\n',
];

const filesOf = (texts: Texts): FilePath[] => Object.keys(texts).sort().map(asFilePath);
const readerOf = (texts: Texts) => async (path: FilePath): Promise<string | undefined> => texts[path];

async function siteFor(generator: Generator, texts: Texts): Promise<Site> {
  const conventions = await generator.configure({
    files: filesOf(texts), read: readerOf(texts), around: new Map(Object.entries(texts)), now: NOW, zone: 'UTC', options: {},
  });
  return buildSite({
    conventions, files: filesOf(texts), now: NOW, read: readerOf(texts),
    head: async (path, bytes) => new TextEncoder().encode(texts[path] ?? '').slice(0, bytes),
  });
}

test.each([
  ['Taken for a Hugo blog: ', { 'hugo.toml': '', 'content/a.md': '', 'eleventy.config.js': '' }, 'It could be Eleventy too: '],
  ['Taken for an Astro blog: ', { 'astro.config.mjs': '', ...samples['jekyll'] }, 'It could be Jekyll too: '],
] as const)('two generators in one folder are told of: %s', async (start, texts: Texts, rival) => {
  const choice = await chooseGenerator(filesOf(texts), readerOf(texts));
  expect(choice?.note).toContain(start);
  expect(choice?.note).toContain(rival);
});
