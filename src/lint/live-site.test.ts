import { describe, expect, test } from 'vitest';
import { siteOf } from '../../test/helpers/site-of.ts';
import { memorySystem } from '../../test/helpers/system.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import { hexo } from '../generators/hexo/index.ts';
import { hugo } from '../generators/hugo/index.ts';
import type { Generator } from '../generators/generator.ts';
import { jekyll } from '../generators/jekyll/index.ts';
import { lintFolder } from './lint-site.ts';
import { liveSite, type LiveSite } from './live-site.ts';

type Texts = Record<string, string>;

const options = { git: false, rules: { 'orphan-post': 'warning', 'heavy-image': 'warning' } } as const;

async function open(generator: Generator, texts: Texts): Promise<LiveSite> {
  const folder = await memorySystem({ files: texts }).folder('/blog');
  return liveSite({ site: await siteOf(generator, texts), folder, options, isDecisive: (file) => /config|hugo\.toml|package/.test(file) });
}

async function afresh(generator: Generator, texts: Texts) {
  return lintFolder(await siteOf(generator, texts), await memorySystem({ files: texts }).folder('/blog'), options);
}

const post = (title: string, body: string, head = ''): string => `---\ntitle: ${title}\ndate: 2024-05-04\n${head}---\n${body}\n`;

const travels: Texts = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2024-05-04-lisbon.md': post('Lisbon', 'On to [Porto](/porto/#wine).'),
  '_posts/2024-05-04-porto.md': post('Porto', '# Wine\n[back](/lisbon/) ![x](/x.png)'),
  'x.png': '',
};

const LISBON = asFilePath('_posts/2024-05-04-lisbon.md');
const PORTO = asFilePath('_posts/2024-05-04-porto.md');

describe('a changed post', () => {
  test('is judged again, unsaved too', async () => {
    const live = await open(jekyll, travels);
    expect(live.findings.map(({ rule }) => rule)).toEqual(['unreadable-image']);
    const answer = await live.change([{ file: LISBON, text: post('Lisbon', '[x](/nowhere/)') }]);
    expect(answer.kind === 'changed' && answer.files.get(LISBON)?.map(({ rule }) => rule)).toEqual(['broken-link']);
    // Nobody points to it any more.
    expect(answer.kind === 'changed' && answer.files.get(PORTO)?.map(({ rule }) => rule)).toContain('orphan-post');
  });

  test('is judged with those that point to its headings', async () => {
    const live = await open(jekyll, travels);
    const answer = await live.change([{ file: PORTO, text: post('Porto', '# Tea\n[back](/lisbon/) ![x](/x.png)') }]);
    expect(answer.kind === 'changed' && answer.files.get(LISBON)?.map(({ rule }) => rule)).toEqual(['broken-anchor']);
    const back = await live.change([{ file: PORTO, text: travels[PORTO] ?? '' }]);
    expect(back.kind === 'changed' && back.files.get(LISBON)).toEqual([]);
  });

  test('is judged with those that point to its address, when that is another', async () => {
    const live = await open(jekyll, travels);
    const answer = await live.change([{ file: PORTO, text: post('Porto', '# Wine', 'permalink: /oporto/\n') }]);
    expect(answer.kind === 'changed' && answer.files.get(LISBON)?.map(({ rule }) => rule)).toContain('broken-link');
  });

  test('that stays what it was changes nothing', async () => {
    const live = await open(jekyll, travels);
    expect(await live.change([{ file: PORTO }])).toEqual({ kind: 'changed', files: new Map() });
  });
});

describe('to be opened anew', () => {
  test.each([['settings', '_config.yml'], ['a file that is new', '_posts/2024-05-05-faro.md']])('%s', async (_, file) => {
    const live = await open(jekyll, travels);
    expect(await live.change([{ file: asFilePath(file), text: '' }])).toEqual({ kind: 'reopen' });
  });

  test('a file that a post puts in', async () => {
    const texts = { ...travels, '_posts/2024-05-05-faro.md': post('Faro', '{% include_relative parts/ria.md %}'), '_posts/parts/ria.md': '' };
    const live = await open(jekyll, texts);
    expect(await live.change([{ file: asFilePath('_posts/parts/ria.md'), text: '' }])).toEqual({ kind: 'reopen' });
  });

  test('a file that is gone', async () => {
    const { [PORTO]: __, ...rest } = travels;
    const folder = await memorySystem({ files: rest }).folder('/blog');
    const live = await liveSite({ site: await siteOf(jekyll, travels), folder, options, isDecisive: () => false });
    expect(await live.change([{ file: PORTO }])).toEqual({ kind: 'reopen' });
  });
});

/** Mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const NAMES = ['lisbon', 'porto', 'faro', 'evora', 'braga'];

const blogs = {
  jekyll: { generator: jekyll, settings: { '_config.yml': 'url: https://travels.example\npermalink: /:title/\n' }, folder: '_posts/2024-05-04-', lookup: (to: string) => `[y]({% post_url 2024-05-04-${to} %})` },
  hugo: { generator: hugo, settings: { 'hugo.toml': 'baseURL = "https://travels.example/"\n[permalinks]\nposts = "/:slug/"\n' }, folder: 'content/posts/', lookup: (to: string) => `[y]({{< ref "${to}" >}})` },
  hexo: { generator: hexo, settings: { '_config.yml': 'url: https://travels.example\npermalink: :title/\n', 'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}' }, folder: 'source/_posts/', lookup: (to: string) => `{% post_link ${to} %}` },
};

test.each(Object.values(blogs).map((blog) => ({ ...blog, id: blog.generator.id })))('what is told of a blog of $id is what a fresh look tells, after each of 60 random edits', async ({ generator, settings, folder, lookup }) => {
  const random = randomFrom(7);
  const name = (): string => NAMES[random(NAMES.length)] ?? '';
  const text = (own: string): string => post(own, [
    `# ${name()}`, `[x](/${name()}/#${name()}) ${lookup(name())}`, ...(random(3) === 0 ? ['{{ site.unknown }}', '<a id="{{ page.x }}"></a>'] : []), ...(random(4) === 0 ? ['<!-- blog-ignore-file broken-link -->'] : []),
  ].join('\n\n'), ['', '', '', `slug: ${name()}\n`, 'draft: true\n', 'published: false\n', 'permalink: /elsewhere/\n', 'date: 2090-01-01\n'][random(8)]);
  const texts: Texts = { ...settings, ...Object.fromEntries(NAMES.map((own) => [`${folder}${own}.md`, text(own)])) };
  const live = await open(generator, texts);
  for (let step = 0; step < 60; step++) {
    const changed = Array.from({ length: 1 + random(2) }, name);
    const edits = new Map(changed.map((own) => [asFilePath(`${folder}${own}.md`), text(own)] as const));
    const before = new Map<FilePath, number>();
    for (const { file } of live.findings) before.set(file, (before.get(file) ?? 0) + 1);
    const answer = await live.change([...edits].map(([file, shown]) => ({ file, text: shown })));
    for (const [file, shown] of edits) texts[file] = shown;
    const fresh = await afresh(generator, texts);
    expect({ step, findings: live.findings }).toEqual({ step, findings: fresh });
    // What is not named is what it was.
    for (const [file, count] of before) if (answer.kind === 'changed' && !answer.files.has(file)) expect(fresh.filter((finding) => finding.file === file)).toHaveLength(count);
  }
});
