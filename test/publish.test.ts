import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem, type MemoryOptions, type MemorySystem } from './helpers/system.ts';

type Files = Readonly<Record<string, string>>;

interface Said { readonly code: number; readonly out: string; readonly err: string; readonly system: MemorySystem }

async function typed(words: readonly string[], files: Files, options: MemoryOptions = {}): Promise<Said> {
  const system = memorySystem({ files, ...options });
  const code = await run(words, system);
  return { code, ...system.written, system };
}

/** What the command did to the files: those that are new, gone or different. */
function changed(before: Files, { disk }: MemorySystem): Files {
  const after = Object.fromEntries([...disk].map(([path, text]) => [path.replace('/blog/', ''), text]));
  const gone = Object.keys(before).filter((path) => !(path in after)).map((path) => [path, 'gone'] as const);
  return Object.fromEntries([...Object.entries(after).filter(([path, text]) => before[path] !== text), ...gone]);
}

const done = async (words: readonly string[], files: Files, options?: MemoryOptions): Promise<Files> => {
  const said = await typed(words, files, options);
  expect([said.code, said.err]).toEqual([0, expect.anything()]);
  return changed(files, said.system);
};

const jekyll: Files = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Évora](/evora/), [Porto](/porto/) and {% post_url 2026-01-09-porto %}.\n',
  '_posts/2026-01-09-porto.md': '---\ntitle: Porto\n---\nFrom [Lisbon](/lisbon/).\n',
  '_drafts/evora.md': '\uFEFF---\r\ntitle: Évora at last # or so\r\n---\r\nFrom [Lisbon](/lisbon/).',
  '_drafts/far/goa.md': '---\ntitle: Goa\npublished: false # sure?\ndate: 2026-02-03 10:00:00 +0530\n---\nSee [nothing](/nothing/).\n',
};

describe('publish, where drafts lie in a folder', () => {
  test('moves the file, with the day in its name, and says which links work now', async () => {
    const said = await typed(['publish', 'evora'], jekyll);
    expect(changed(jekyll, said.system)).toEqual({ '_drafts/evora.md': 'gone', '_posts/2026-03-01-evora.md': jekyll['_drafts/evora.md'] });
    expect(said.out).toBe('_posts/2026-03-01-evora.md\n');
    expect(said.err).toBe('It will be at https://travels.example/evora/ with the next build.\n1 link in live posts and pages works from then on: _posts/2026-01-02-lisbon.md:4:15\n');
  });

  test('refuses what a visitor would find broken, and says what', async () => {
    const said = await typed(['publish', '_drafts/far/goa.md'], jekyll);
    expect([said.code, said.out, changed(jekyll, said.system)]).toEqual([1, '', {}]);
    expect(said.err).toContain('_drafts/far/goa.md\n  6:15 error broken-link');
    expect(said.err).toContain('Not published. Mend what is broken, or publish all the same with `--force`.');
  });

  test('with --force; folders, comments and the date stay, and what hides it goes', async () => {
    expect(await done(['publish', 'goa', '--force'], jekyll)).toEqual({
      '_drafts/far/goa.md': 'gone',
      '_posts/far/2026-02-03-goa.md': '---\ntitle: Goa\ndate: 2026-02-03 10:00:00 +0530\n---\nSee [nothing](/nothing/).\n',
    });
    const { err } = await typed(['publish', 'goa', '--force'], jekyll);
    expect(err).toContain("It keeps its date, 2026-02-03; `--now` gives it today's.");
  });

  test('with another date, as it was written', async () => {
    expect(await done(['publish', 'goa', '--force', '--now'], jekyll, { zone: 'Asia/Kolkata' })).toMatchObject({
      '_posts/far/2026-03-01-goa.md': '---\ntitle: Goa\ndate: 2026-03-01 17:30:00 +0530\n---\nSee [nothing](/nothing/).\n',
    });
    const said = await typed(['publish', 'evora', '--date', 'tomorrow 9:00'], { ...jekyll, '_config.yml': 'url: https://travels.example\npermalink: /:title/\nfuture: false\n' });
    expect(changed(jekyll, said.system)['_posts/2026-03-02-evora.md']).toContain('# or so\r\ndate: 2026-03-02 09:00:00 +0000\r\n---');
    expect(said.err).toContain('Scheduled: the first build after 2026-03-02 09:00 puts it at https://travels.example/');
  });

  test('shows what it would do', async () => {
    const said = await typed(['publish', 'goa', '-nf', '--quiet'], jekyll);
    expect(changed(jekyll, said.system)).toEqual({});
    expect(said.out).toContain('rename to _posts/far/2026-02-03-goa.md\n');
    expect(said.out).toContain('-published: false # sure?\n');
  });

  test('as JSON', async () => {
    const said = await typed(['publish', 'goa', 'evora', '--json'], jekyll);
    const { posts, made } = JSON.parse(said.out);
    expect([said.code, made]).toEqual([1, false]);
    expect(posts[0]).toMatchObject({ file: '_posts/far/2026-02-03-goa.md', from: '_drafts/far/goa.md', status: 'live', findings: [{ file: '_drafts/far/goa.md', line: 6, column: 15, rule: 'broken-link' }] });
    expect(posts[1]).toMatchObject({ works: [{ file: '_posts/2026-01-02-lisbon.md', line: 4, column: 15 }], findings: [] });
  });

  test('several at once: what they say of each other is right', async () => {
    const files = { ...jekyll, '_drafts/a.md': '---\ntitle: A\n---\n[b](/b/)\n', '_drafts/b.md': '---\ntitle: B\n---\n[a](/a/)\n' };
    expect((await typed(['publish', 'a.md'], files)).code).toBe(1);
    expect(Object.keys(await done(['publish', 'a.md', 'b.md'], files))).toEqual(expect.arrayContaining(['_posts/2026-03-01-a.md', '_posts/2026-03-01-b.md']));
  });

  test('what is live stays, and a name that is taken is not taken twice', async () => {
    const said = await typed(['publish', 'porto'], jekyll);
    expect([said.code, said.err]).toEqual([0, '_posts/2026-01-09-porto.md is live already: https://travels.example/porto/\n']);
    const two = { ...jekyll, '_posts/2026-03-01-evora.md': '---\ntitle: Another\n---\n' };
    const clash = await typed(['publish', '_drafts/evora.md', '--force'], two);
    expect([clash.code, clash.err, changed(two, clash.system)]).toEqual([2, expect.stringContaining('is there already'), {}]);
  });

  test('a name that fits several, or none', async () => {
    expect((await typed(['publish', 'or'], jekyll)).err).toBe('blog: `or` could be `_posts/2026-01-09-porto.md` or `_drafts/evora.md`. Name it by its path.\n');
    expect((await typed(['publish', 'lisbn'], jekyll)).err).toBe('blog: No post is called `lisbn`. Did you mean `_posts/2026-01-02-lisbon.md`?\n');
  });

  test('asks at a terminal', async () => {
    const { system, code } = await typed(['publish'], jekyll, { answers: ['Évora at last'] });
    expect([code, system.asked, Object.keys(changed(jekyll, system))]).toEqual([0, ['Publish which post?'], ['_posts/2026-03-01-evora.md', '_drafts/evora.md']]);
    const stopped = await typed(['publish'], jekyll, { answers: ['ctrl-c'] });
    expect([stopped.code, changed(jekyll, stopped.system)]).toEqual([130, {}]);
    expect((await typed(['publish'], jekyll)).err).toBe('blog: Say which post: `blog publish porto`. Its path, file name, slug or a part of its title will do.\n');
  });
});

describe('unpublish, where drafts lie in a folder', () => {
  test('moves it back; the day of its name is kept, and links to it are named', async () => {
    const said = await typed(['unpublish', 'porto'], jekyll);
    expect(changed(jekyll, said.system)).toEqual({ '_posts/2026-01-09-porto.md': 'gone', '_drafts/porto.md': '---\ntitle: Porto\ndate: 2026-01-09\n---\nFrom [Lisbon](/lisbon/).\n' });
    expect(said.err).toContain('It was at https://travels.example/porto/, and goes with the next build.\n1 link in live posts and pages will lead nowhere: _posts/2026-01-02-lisbon.md:4:');
  });

  test('what is no longer published stays', async () => {
    const said = await typed(['unpublish', 'evora'], jekyll);
    expect([said.code, said.err, changed(jekyll, said.system)]).toEqual([0, '_drafts/evora.md is not published.\n', {}]);
  });
});

describe('publish and unpublish by a key', () => {
  const hugo: Files = {
    'hugo.toml': 'baseURL = "https://travels.example/"\n',
    'content/posts/lisbon/index.md': '+++\ntitle = "Lisbon"\ndate = 2026-01-02T10:00:00Z\ndraft = false\n+++\n',
    'content/posts/porto.md': '+++\ntitle = "Porto"\ndraft = true # not yet\n[params]\nwide = true\n+++\n',
    'content/posts/faro.md': '{\n  "title": "Faro",\n  "date": "2026-01-03",\n  "draft": true\n}\n',
  };

  test('TOML', async () => {
    expect(await done(['publish', 'porto'], hugo)).toEqual({ 'content/posts/porto.md': '+++\ntitle = "Porto"\ndate = 2026-03-01T12:00:00Z\ndraft = false # not yet\n[params]\nwide = true\n+++\n' });
    expect(await done(['unpublish', 'lisbon'], hugo)).toEqual({ 'content/posts/lisbon/index.md': '+++\ntitle = "Lisbon"\ndate = 2026-01-02T10:00:00Z\ndraft = true\n+++\n' });
  });

  test('JSON', async () => {
    expect(await done(['publish', 'faro'], hugo)).toEqual({ 'content/posts/faro.md': '{\n  "title": "Faro",\n  "date": "2026-01-03",\n  "draft": false\n}\n' });
  });

  test('keys in any letter case, where the generator takes them so', async () => {
    const files = { ...hugo, 'content/posts/porto.md': '---\nTitle: Porto\nDate: 2026-01-02\nDraft: true # not yet\n---\n' };
    const live = { 'content/posts/porto.md': '---\nTitle: Porto\nDate: 2026-01-02\nDraft: false # not yet\n---\n' };
    expect(await done(['publish', 'porto'], files)).toEqual(live);
    expect(await done(['unpublish', 'porto'], { ...files, ...live })).toEqual({ 'content/posts/porto.md': files['content/posts/porto.md'] });
    expect(await done(['publish', 'porto', '--date', '2026-02-01'], files)).toEqual({ 'content/posts/porto.md': live['content/posts/porto.md'].replace('01-02', '02-01') });
    // To Jekyll `Published` is nothing at all.
    expect((await typed(['publish', '2026-01-03-faro.md'], { ...jekyll, '_posts/2026-01-03-faro.md': '---\nPublished: false\n---\n' })).err).toContain('is live already');
  });

  test('a day of publication beside the date: that is what counts, and what `--now` changes', async () => {
    const files = { ...hugo, 'content/posts/porto.md': '---\ntitle: Porto\ndate: 2026-01-02\nPublishDate: 2030-01-01\n---\n' };
    const listed = JSON.parse((await typed(['list', '--scheduled', '--format', 'json'], files)).out);
    expect(listed.posts).toMatchObject([{ file: 'content/posts/porto.md', date: '2030-01-01T00:00:00.000Z' }]);
    expect(await done(['publish', 'porto', '--now'], files)).toEqual({ 'content/posts/porto.md': '---\ntitle: Porto\ndate: 2026-01-02\nPublishDate: 2026-03-01\n---\n' });
  });

  test('a post that says no day has none', async () => {
    expect((await typed(['list'], hugo)).out).toMatch(/^ +Porto/m);
  });

  test('a head that cannot be read is not changed', async () => {
    const said = await typed(['unpublish', 'porto'], { ...hugo, 'content/posts/porto.md': '---\ntitle: [Porto\n---\n' });
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('blog: `content/posts/porto.md`: The front matter cannot be read, and so not be changed: ')]);
  });

  test('a key that hides a whole section is spoken against', async () => {
    const files = { ...hugo, 'content/posts/_index.md': '---\ncascade:\n  draft: true\n---\n', 'content/posts/porto.md': '---\ntitle: Porto\ndate: 2026-01-01\n---\n' };
    expect(await done(['publish', 'porto'], files)).toEqual({ 'content/posts/porto.md': '---\ntitle: Porto\ndate: 2026-01-01\ndraft: false\n---\n' });
  });

  test('what stays hidden is said, and left alone', async () => {
    const files = { ...hugo, 'content/posts/porto.md': '---\ntitle: Porto\ndraft: true\nexpiryDate: 2020-01-01\n---\n' };
    const said = await typed(['publish', 'porto'], files);
    expect([said.code, said.err, changed(files, said.system)]).toEqual([2, 'blog: `content/posts/porto.md` would not be published: its front matter says that it has expired.\n', {}]);
  });
});

describe('publish and unpublish, with what belongs to a post', () => {
  const hexo: Files = {
    '_config.yml': 'url: https://travels.example\npermalink: :title/\npost_asset_folder: true\nnew_post_name: :year-:month-:day-:title.md\n',
    'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}',
    'source/_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\ndate: 2026-01-02 10:00:00\n---\n![map](map.png)\n',
    'source/_posts/2026-01-02-lisbon/map.png': 'png',
    'source/_drafts/sea/faro.md': '---\ntitle: Faro\n---\nText.\n',
    'source/_drafts/sea/faro/boat.png': 'png',
  };

  test('assets go along', async () => {
    expect(await done(['publish', 'faro'], hexo)).toEqual({
      'source/_drafts/sea/faro.md': 'gone', 'source/_drafts/sea/faro/boat.png': 'gone', 'source/_posts/sea/2026-03-01-faro/boat.png': 'png',
      'source/_posts/sea/2026-03-01-faro.md': '---\ntitle: Faro\ndate: 2026-03-01 12:00:00\n---\nText.\n',
    });
    expect(await done(['unpublish', 'lisbon'], hexo)).toEqual({
      'source/_posts/2026-01-02-lisbon.md': 'gone', 'source/_posts/2026-01-02-lisbon/map.png': 'gone',
      'source/_drafts/lisbon.md': hexo['source/_posts/2026-01-02-lisbon.md'], 'source/_drafts/lisbon/map.png': 'png',
    });
  });

  test('nothing known would hide it', async () => {
    const files = {
      'astro.config.mjs': 'export default { site: "https://boats.example" };\n', 'package.json': '{"dependencies": {"astro": "^5.0.0"}}',
      'src/pages/blog/boat.md': '---\ntitle: Boat\n---\n',
    };
    const said = await typed(['unpublish', 'src/pages/blog/boat.md'], files);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('cannot be taken back')]);
  });
});
