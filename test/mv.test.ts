import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem } from './helpers/system.ts';

type Files = Readonly<Record<string, string>>;

/** Types `blog mv …` in a blog; what it says, and the files that differ afterwards, `undefined` for those that went. */
async function moved(files: Files, ...words: readonly string[]): Promise<{ said: string; changed: Record<string, string | undefined> }> {
  const system = memorySystem({ files });
  const code = await run(['mv', ...words], system);
  const now = Object.fromEntries([...system.disk].map(([path, text]) => [path.replace('/blog/', ''), text]));
  const changed = Object.fromEntries([...new Set([...Object.keys(files), ...Object.keys(now)])].sort().filter((path) => files[path] !== now[path]).map((path) => [path, now[path]]));
  return { said: `${system.written.out}${system.written.err === '' ? '' : `--- err\n${system.written.err}`}--- ${code}`, changed };
}

const jekyll: Files = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\nplugins: [jekyll-redirect-from]\n',
  '_layouts/default.html': '<a href="/lisbon/">Start here</a> {{ content }}',
  '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon # at last\n---\n![A tram](../images/tram.png) and [Porto](../porto/#the-bridge).\n',
  '_posts/2026-01-09-porto.md': '---\ntitle: Porto\n---\n## The bridge\n\nFrom [Lisbon]({% post_url 2026-01-02-lisbon %}), <a href="https://travels.example/lisbon/?x=1">here</a>, [again].\n\n[again]: /lisbon "T"\n',
  'images/tram.png': '',
};

describe('a post', () => {
  test('by its name to another one: its address, all that points there, a redirect', async () => {
    const { said, changed } = await moved(jekyll, 'lisbon', 'a-week-in-lisbon');
    expect(changed).toEqual({
      '_posts/2026-01-02-lisbon.md': undefined,
      '_posts/2026-01-02-a-week-in-lisbon.md': jekyll['_posts/2026-01-02-lisbon.md']?.replace('# at last\n', '# at last\nredirect_from: [/lisbon/]\n'),
      '_posts/2026-01-09-porto.md': '---\ntitle: Porto\n---\n## The bridge\n\nFrom [Lisbon]({% post_url 2026-01-02-a-week-in-lisbon %}), <a href="https://travels.example/a-week-in-lisbon/?x=1">here</a>, [again].\n\n[again]: /a-week-in-lisbon "T"\n',
    });
    expect(said).toMatchInlineSnapshot(`
      "_posts/2026-01-02-a-week-in-lisbon.md
      --- err
      Its address is now https://travels.example/a-week-in-lisbon/; it was /lisbon/.
      3 references in 1 file rewritten.
      \`redirect_from\` in its front matter sends visitors of /lisbon/ on.

      One place names what was moved and was left as it is. Look at it:
        _layouts/default.html:1:10: /lisbon/ (it is not in a post or a page)
      --- 0"
    `);
  });

  test('without a redirect, as JSON', async () => {
    const { said, changed } = await moved(jekyll, '_posts/2026-01-02-lisbon.md', '2026-01-03-lisboa.md', '--no-redirect', '--json');
    expect(Object.keys(changed)).toEqual(['_posts/2026-01-02-lisbon.md', '_posts/2026-01-03-lisboa.md', '_posts/2026-01-09-porto.md']);
    expect(said).toMatchInlineSnapshot(`
      "{"version":1,"moved":[{"from":"_posts/2026-01-02-lisbon.md","to":"_posts/2026-01-03-lisboa.md"}],"edited":["_posts/2026-01-09-porto.md"],"references":3,"addresses":[{"from":"https://travels.example/lisbon/","to":"https://travels.example/lisboa/","redirect":false}],"left":[{"file":"_layouts/default.html","line":1,"column":10,"raw":"/lisbon/","why":"it is not in a post or a page"}]}
      --- 0"
    `);
  });

  test('only shown', async () => {
    const { said, changed } = await moved(jekyll, 'porto', 'oporto', '--dry-run');
    expect(changed).toEqual({});
    expect(said).toMatchInlineSnapshot(`
      "--- a/_posts/2026-01-02-lisbon.md
      +++ b/_posts/2026-01-02-lisbon.md
      @@ -1,4 +1,4 @@
       ---
       title: Lisbon # at last
       ---
      -![A tram](../images/tram.png) and [Porto](../porto/#the-bridge).
      +![A tram](../images/tram.png) and [Porto](../oporto/#the-bridge).
      diff --git a/_posts/2026-01-09-porto.md b/_posts/2026-01-09-oporto.md
      rename from _posts/2026-01-09-porto.md
      rename to _posts/2026-01-09-oporto.md
      --- a/_posts/2026-01-09-porto.md
      +++ b/_posts/2026-01-09-oporto.md
      @@ -1,5 +1,6 @@
       ---
       title: Porto
      +redirect_from: [/porto/]
       ---
       ## The bridge
       
      --- err
      Its address would be https://travels.example/oporto/; it was /porto/.
      1 reference in 1 file would be rewritten.
      \`redirect_from\` in its front matter would send visitors of /porto/ on.
      --- 0"
    `);
  });

  test('to another day', async () => {
    const { changed } = await moved({ ...jekyll, '_config.yml': 'permalink: /:year/:month/:day/:title/\n' }, 'porto', '--date', '2026-02-03');
    expect(Object.keys(changed)).toEqual(['_posts/2026-01-09-porto.md', '_posts/2026-02-03-porto.md']);
    const dated = { ...jekyll, '_posts/2026-01-09-porto.md': '---\ntitle: Porto\ndate:   2026-01-09 10:30:00 +0100   # soon\n---\n' };
    expect((await moved(dated, 'porto', '--date', '2026-02-03')).changed['_posts/2026-02-03-porto.md']).toBe('---\ntitle: Porto\ndate:   2026-02-03 10:30:00 +0100   # soon\n---\n');
  });

  test('that has its address in its front matter', async () => {
    const fixed = { ...jekyll, '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\npermalink: "/cities/lisbon.html"\n---\n' };
    expect((await moved(fixed, 'lisbon', 'lisboa')).changed['_posts/2026-01-02-lisboa.md']).toContain('permalink: "/cities/lisboa.html"\n');
    const other = { ...jekyll, '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\npermalink: /cities/1/\n---\n' };
    expect((await moved(other, 'lisbon', 'lisboa')).said).toContain('Its address stays what it was');
  });

  test('that is no post yet: where it will be', async () => {
    const draft = { ...jekyll, '_drafts/faro.md': '---\ntitle: Faro\n---\n' };
    expect((await moved(draft, 'faro', 'lagos')).said).toBe('_drafts/lagos.md\n--- err\nA draft. Once published, it will be at https://travels.example/lagos/\n--- 0');
    expect((await moved({ ...draft, '_drafts/faro.md': '---\npermalink: /1/\n---\n' }, 'faro', 'lagos')).said).toContain('Its address stays what it was');
  });

  test('in TOML, in a bundle with its pictures', async () => {
    const hugo: Files = {
      'hugo.toml': 'baseURL = "https://travels.example/"\n',
      'content/posts/lisbon/index.md': '+++\ntitle = "Lisbon"\n[cover]\nimage = "tram.png"\n+++\n![A tram](tram.png) [Porto]({{< relref "../porto.md" >}})\n',
      'content/posts/lisbon/tram.png': '',
      'content/posts/porto.md': '---\ntitle: Porto\n---\n[Lisbon]({{< ref "/posts/lisbon" >}}), ![A tram](/posts/lisbon/tram.png)\n',
    };
    expect((await moved(hugo, 'lisbon', 'lisboa')).changed).toEqual({
      'content/posts/lisbon/index.md': undefined, 'content/posts/lisbon/tram.png': undefined, 'content/posts/lisboa/tram.png': '',
      'content/posts/lisboa/index.md': '+++\ntitle = "Lisbon"\naliases = ["/posts/lisbon/"]\n[cover]\nimage = "tram.png"\n+++\n![A tram](tram.png) [Porto]({{< relref "../porto.md" >}})\n',
      'content/posts/porto.md': '---\ntitle: Porto\n---\n[Lisbon]({{< ref "/posts/lisboa" >}}), ![A tram](/posts/lisboa/tram.png)\n',
    });
  });

  test('out of a folder that it has to itself', async () => {
    const hugo: Files = { 'hugo.toml': '', 'content/posts/lisbon/index.md': '---\ntitle: Lisbon\n---\n[Porto](../porto/)\n', 'content/posts/porto/index.md': '---\ntitle: Porto\n---\n', 'content/posts/porto/tram.png': '' };
    expect((await moved(hugo, 'content/posts/lisbon/index.md', 'content/posts/lisboa.md')).changed).toEqual({
      'content/posts/lisbon/index.md': undefined, 'content/posts/lisboa.md': '---\ntitle: Lisbon\naliases: [/posts/lisbon/]\n---\n[Porto](../porto/)\n',
    });
    expect((await moved(hugo, 'porto', 'content/posts/oporto.md')).said).toContain('`content/posts/porto` has another file in it: name a folder, `content/posts/oporto`.');
    expect(Object.keys((await moved(hugo, 'porto', 'oporto.md')).changed)).toContain('content/posts/oporto/index.md');
  });

  test('with an alias that is its own address: links go to the new one, and not by the alias, where they would lose their place', async () => {
    const hugo: Files = {
      'hugo.toml': 'baseURL = "https://travels.example/"\n',
      'content/posts/lisbon.md': '---\ntitle: Lisbon\nurl: /2026/lisbon.html\naliases: [/2026/lisbon.html]\n---\n[Trams](http://travels.example/2026/lisbon.html#trams)\n\n## Trams\n',
      'content/posts/porto.md': '---\ntitle: Porto\n---\n[Trams](/2026/lisbon.html#trams)\n',
    };
    const { said, changed } = await moved(hugo, 'content/posts/lisbon.md', 'lisboa');
    expect(changed).toEqual({
      'content/posts/lisbon.md': undefined,
      'content/posts/lisboa.md': '---\ntitle: Lisbon\nurl: /2026/lisboa.html\naliases: [/2026/lisbon.html]\n---\n[Trams](http://travels.example/2026/lisboa.html#trams)\n\n## Trams\n',
      'content/posts/porto.md': '---\ntitle: Porto\n---\n[Trams](/2026/lisboa.html#trams)\n',
    });
    expect(said).toContain('`aliases` in its front matter sends visitors of /2026/lisbon.html on.');
  });

  test('with its folder of pictures', async () => {
    const hexo: Files = {
      '_config.yml': 'url: https://travels.example\npermalink: :title/\npost_asset_folder: true\n',
      'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}',
      'source/_posts/lisbon.md': '---\ntitle: Lisbon\n---\n{% asset_img tram.png A tram %}\n', 'source/_posts/lisbon/tram.png': '',
      'source/_posts/porto.md': '---\ntitle: Porto\n---\n{% post_link lisbon %}\n\n![A tram](/lisbon/tram.png)\n',
    };
    expect((await moved(hexo, 'lisbon', 'lisboa')).changed).toEqual({
      'source/_posts/lisbon.md': undefined, 'source/_posts/lisbon/tram.png': undefined, 'source/_posts/lisboa/tram.png': '',
      'source/_posts/lisboa.md': '---\ntitle: Lisbon\n---\n{% asset_img tram.png A tram %}\n',
      'source/_posts/porto.md': '---\ntitle: Porto\n---\n{% post_link lisboa %}\n\n![A tram](/lisboa/tram.png)\n',
    });
  });

  test('comes back to where it was, to the byte', async () => {
    const there = await moved(jekyll, 'lisbon', 'lisboa');
    const files = Object.fromEntries(Object.entries({ ...jekyll, ...there.changed }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
    const back = await moved(files, 'lisboa', 'lisbon', '--no-redirect');
    expect(Object.fromEntries(Object.entries({ ...files, ...back.changed }).filter(([, text]) => text !== undefined))).toEqual(jekyll);
  });
});

describe('a post in several languages', () => {
  const settings = 'baseURL = "https://travels.example/"\ndefaultContentLanguage = "en"\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n';
  const post = (title: string, body = '', date = '2026-01-02'): string => `---\ntitle: ${title}\ndate: ${date}\n---\n${body}`;
  const beside: Files = {
    'hugo.toml': settings,
    'content/posts/lisbon.md': post('Lisbon'), 'content/posts/lisbon.fr.md': post('Lisbonne'),
    'content/posts/porto.md': post('Porto', '[a]({{< ref "lisbon.md" >}}) [b](/fr/posts/lisbon/)\n'),
    'content/posts/porto.fr.md': post('Porto', '[a]({{< ref "lisbon.md" >}}) [b]({{< ref "/posts/lisbon" >}}) [c]({{< ref "lisbon.fr.md" >}})\n', '2026-01-09'),
  };

  test('goes with its translations, and what points to each follows', async () => {
    const { said, changed } = await moved(beside, 'lisbon', 'lisboa');
    expect(changed).toEqual({
      'content/posts/lisbon.md': undefined, 'content/posts/lisbon.fr.md': undefined,
      'content/posts/lisboa.md': post('Lisbon').replace('\n---\n', '\naliases: [/posts/lisbon/]\n---\n'),
      // Rooted, it would lead from elsewhere with each version of Hugo.
      'content/posts/lisboa.fr.md': post('Lisbonne').replace('\n---\n', '\naliases: [lisbon/]\n---\n'),
      'content/posts/porto.md': post('Porto', '[a]({{< ref "lisboa.md" >}}) [b](/fr/posts/lisboa/)\n'),
      'content/posts/porto.fr.md': post('Porto', '[a]({{< ref "lisboa.md" >}}) [b]({{< ref "/posts/lisboa" >}}) [c]({{< ref "lisboa.fr.md" >}})\n', '2026-01-09'),
    });
    expect(said).toContain('Its translation is now `content/posts/lisboa.fr.md`.');
    expect((await moved(beside, 'content/posts/lisbon.fr.md', 'lisboa')).changed).toEqual(changed);
  });

  test('keys in another letter case are the same to Hugo', async () => {
    const files: Files = { 'hugo.toml': '', 'content/posts/lisbon.md': '---\nTitle: Lisbon\nDate: 2026-01-02\nAliases: [/l/]\n---\n' };
    expect((await moved(files, 'lisbon', 'lisboa', '--date', '2026-02-03')).changed['content/posts/lisboa.md']).toBe('---\nTitle: Lisbon\nDate: 2026-02-03\nAliases: [/l/, /posts/lisbon/]\n---\n');
  });

  test('alone, where that is asked for', async () => {
    const { changed } = await moved(beside, 'content/posts/lisbon.md', 'lisboa', '--alone', '--no-redirect');
    expect(Object.keys(changed)).toEqual(['content/posts/lisboa.md', 'content/posts/lisbon.md', 'content/posts/porto.md']);
  });

  test('to another language: the others are its translations still', async () => {
    const { changed } = await moved({ ...beside, 'hugo.toml': `${settings}[languages.de]\nweight = 3\n` }, 'content/posts/lisbon.fr.md', 'content/posts/lisbon.de.md', '--no-redirect');
    expect(Object.keys(changed)).toContain('content/posts/lisbon.de.md');
    expect(Object.keys(changed)).not.toContain('content/posts/lisbon.md');
  });

  test('a relative link in what was moved, to a part that was missing before, is not told as left', async () => {
    const files: Files = { 'hugo.toml': '', '.hugo-version': '0.111.3', 'content/posts/lisbon.md': post('Lisbon', '[a](../porto/#nowhere)'), 'content/posts/porto.md': post('Porto') };
    const { said, changed } = await moved(files, 'content/posts/lisbon.md', 'content/travels/south/lisbon.md', '--no-redirect');
    expect(changed['content/travels/south/lisbon.md']).toContain('(../../../posts/porto/#nowhere)');
    expect(said).not.toContain('left as it is');
  });

  test('is refused where one of them finds its place taken', async () => {
    const { said, changed } = await moved({ ...beside, 'content/posts/lisboa.fr.md': post('Lisboa') }, 'lisbon', 'lisboa');
    expect(changed).toEqual({});
    expect(said).toMatchInlineSnapshot(`
      "--- err
      blog: \`content/posts/lisboa.fr.md\` is there already. \`content/posts/lisbon.fr.md\` was not moved. \`--alone\` moves it without its translations.
      --- 2"
    `);
  });

  test('to another day: a translation of the same day too', async () => {
    const { changed } = await moved(beside, 'content/posts/lisbon.md', '--date', '2026-02-03');
    expect(changed).toEqual({ 'content/posts/lisbon.md': post('Lisbon', '', '2026-02-03'), 'content/posts/lisbon.fr.md': post('Lisbonne', '', '2026-02-03') });
    expect(Object.keys((await moved(beside, 'content/posts/porto.md', '--date', '2026-02-03')).changed)).toEqual(['content/posts/porto.md']);
  });

  test('in a bundle with its pictures', async () => {
    const files: Files = { 'hugo.toml': settings.replaceAll('fr]', 'zh-hans]'), 'content/posts/lisbon/index.md': post('Lisbon'), 'content/posts/lisbon/index.zh-hans.md': post('Lisbonne'), 'content/posts/lisbon/tram.png': '' };
    expect(Object.keys((await moved(files, 'lisbon', 'lisboa', '--no-redirect')).changed).filter((path) => path.includes('lisboa'))).toEqual(
      ['content/posts/lisboa/index.md', 'content/posts/lisboa/index.zh-hans.md', 'content/posts/lisboa/tram.png'],
    );
  });

  describe('in a folder for each language', () => {
    const folders: Files = {
      'hugo.toml': `${settings.replace('[languages.fr]', 'contentDir = "content/en"\n[languages.fr]')}contentDir = "content/fr"\n`,
      'content/en/posts/lisbon.md': post('Lisbon'), 'content/fr/posts/lisbon.md': post('Lisbonne'),
      'content/en/posts/2026/faro/index.md': post('Faro'), 'content/fr/posts/2026/faro/index.md': post('Faro'), 'content/fr/posts/2026/faro/tram.png': '',
      'content/en/posts/porto.md': post('Porto', '[a]({{< ref "/posts/lisbon.md" >}})\n'), 'content/fr/posts/porto.md': post('Porto', '[a]({{< ref "/posts/lisbon.md" >}})\n'),
    };
    const to = async (...words: readonly string[]): Promise<readonly string[]> => Object.keys((await moved(folders, ...words, '--no-redirect')).changed);

    test('a post', async () => expect(await to('content/en/posts/lisbon.md', 'content/en/posts/lisboa.md')).toEqual(
      ['content/en/posts/lisboa.md', 'content/en/posts/lisbon.md', 'content/en/posts/porto.md', 'content/fr/posts/lisboa.md', 'content/fr/posts/lisbon.md', 'content/fr/posts/porto.md'],
    ));

    test('a bundle', async () => expect((await to('content/en/posts/2026/faro/index.md', 'albufeira')).filter((path) => path.includes('albufeira'))).toEqual(
      ['content/en/posts/2026/albufeira/index.md', 'content/fr/posts/2026/albufeira/index.md', 'content/fr/posts/2026/albufeira/tram.png'],
    ));

    test('a folder', async () => expect((await to('content/en/posts/2026', 'content/en/posts/old')).filter((path) => path.includes('old'))).toEqual(
      ['content/en/posts/old/faro/index.md', 'content/fr/posts/old/faro/index.md', 'content/fr/posts/old/faro/tram.png'],
    ));
  });

  test('what nobody needs to write stays: `../` beyond the root, the name of a translation, a file beside a page that is none', async () => {
    const files: Files = {
      'hugo.toml': `uglyURLs = true\n${settings}`, 'content/about.md': post('About', '[a]({{< relref "../about.md" >}})'),
      'content/posts/lisbon.md': post('Lisbon'), 'content/posts/lisbon.fr.md': post('Lisbonne'), 'content/posts/porto/index.md': post('Porto', '{{< figure src="tram.png" >}}'), 'content/posts/porto/tram.png': '',
      'content/posts/faro.md': post('Faro', '[a]({{< relref "lisbon.fr.md" >}})'),
    };
    expect((await moved(files, 'content/about.md', 'me', '--no-redirect')).changed['content/me.md']).toContain('"../me.md"');
    expect((await moved(files, 'content/posts/lisbon.md', 'lisboa', '--no-redirect')).changed['content/posts/faro.md']).toContain('"lisboa.fr.md"');
    expect((await moved(files, 'content/posts/porto/tram.png', 'boat')).changed['content/posts/porto/index.md']).toContain('src="boat.png"');
  });

  test('a relative alias leads from where it did, wherever its post goes, and goes when that is its own address', async () => {
    const files: Files = { 'hugo.toml': settings, 'content/notes/a.md': post('A'), 'content/posts/lisboa.fr.md': post('Lisbonne').replace('\n---\n', '\naliases: [lisbon/]\n---\n') };
    expect((await moved(files, 'content/posts/lisboa.fr.md', 'content/notes/')).changed['content/notes/lisboa.fr.md']).toContain('aliases: [../posts/lisbon/, ../posts/lisboa/]\n');
    expect((await moved(files, 'content/posts/lisboa.fr.md', 'lisbon', '--no-redirect')).changed['content/posts/lisbon.fr.md']).toBe(post('Lisbonne'));
  });
});

test('a post that git does not have yet leaves no redirect', async () => {
  const tracked = Object.keys(jekyll).filter((path) => !path.includes('lisbon'));
  const system = memorySystem({ files: jekyll, git: { tracked } });
  await run(['mv', 'lisbon', 'lisboa'], system);
  expect(system.disk.get('/blog/_posts/2026-01-02-lisboa.md')).toBe(jekyll['_posts/2026-01-02-lisbon.md']);
  expect(system.written.err).toContain('Git does not have it yet, so that no redirect is needed.');
  await run(['mv', 'porto', 'oporto'], system);
  expect(system.disk.get('/blog/_posts/2026-01-09-oporto.md')).toContain('redirect_from: [/porto/]');
});

test('`.` is the folder one stands in', async () => {
  const system = memorySystem({ files: { '/blog/.git/HEAD': 'x', ...Object.fromEntries(Object.entries(jekyll).map(([path, text]) => [`/blog/${path}`, text])), '/blog/_posts/far/x.md': '' }, cwd: '/blog/_posts/far' });
  expect(await run(['mv', 'lisbon', '.'], system)).toBe(0);
  expect(system.written.out).toBe('2026-01-02-lisbon.md\n');
});

test('a name with a dot in it is no extension: of a folder, of a bundle', async () => {
  const hugo: Files = { 'hugo.toml': '', 'content/posts/v1.2/index.md': '---\ntitle: V\n---\n', 'content/posts/2026-01-02-faro/index.md': '---\ntitle: F\n---\n', 'static/v1.2/a.png': '' };
  expect(Object.keys((await moved(hugo, 'content/posts/v1.2/index.md', 'v2', '--no-redirect')).changed)).toContain('content/posts/v2/index.md');
  expect(Object.keys((await moved(hugo, 'static/v1.2', 'v2')).changed)).toContain('static/v2/a.png');
  expect(Object.keys((await moved(hugo, 'content/posts/2026-01-02-faro/index.md', 'lagos', '--no-redirect')).changed)).toContain('content/posts/2026-01-02-lagos/index.md');
});

test('typed in a folder of the blog, paths are those of that folder', async () => {
  const system = memorySystem({ files: { '/blog/.git/HEAD': 'x', ...Object.fromEntries(Object.entries(jekyll).map(([path, text]) => [`/blog/${path}`, text])) }, cwd: '/blog/_posts' });
  expect(await run(['mv', '2026-01-02-lisbon.md', 'lisboa'], system)).toBe(0);
  expect(system.written.out).toBe('2026-01-02-lisboa.md\n');
  expect(system.disk.get('/blog/_posts/2026-01-09-porto.md')).toContain('{% post_url 2026-01-02-lisboa %}');
});

test('a blog in a folder of its repository', async () => {
  const system = memorySystem({ files: Object.fromEntries(Object.entries(jekyll).map(([path, text]) => [`docs/${path}`, text])) });
  expect(await run(['mv', 'docs/images/tram.png', 'docs/images/trams/'], system)).toBe(0);
  expect(system.disk.get('/blog/docs/_posts/2026-01-02-lisbon.md')).toContain('](../images/trams/tram.png)');
});

describe('a picture, a page, a folder', () => {
  const files: Files = {
    ...jekyll, 'about.md': '---\ntitle: About\npermalink: /about.html\nimage: /images/tram.png\n---\n[Lisbon](lisbon/) <img src="images/tram.png" srcset="/images/tram.png 1x, /images/tram-2.png 2x">\n', 'images/tram-2.png': '',
    'assets/site.scss': '.a { background: url("../images/tram.png") }\n',
  };

  test('a picture to another folder', async () => {
    const { said, changed } = await moved(files, 'images/tram.png', 'images/lisbon/');
    expect(changed).toEqual({
      'images/tram.png': undefined, 'images/lisbon/tram.png': '',
      '_posts/2026-01-02-lisbon.md': files['_posts/2026-01-02-lisbon.md']?.replace('../images/tram.png', '../images/lisbon/tram.png'),
      'about.md': files['about.md']?.replaceAll('images/tram.png', 'images/lisbon/tram.png'),
    });
    expect(said).toMatchInlineSnapshot(`
      "images/lisbon/tram.png
      --- err
      4 references in 2 files rewritten.

      One place names what was moved and was left as it is. Look at it:
        assets/site.scss:1:23: ../images/tram.png (it is not in a post or a page)
      --- 0"
    `);
  });

  test('a picture to another name', async () => {
    expect(Object.keys((await moved(files, 'images/tram.png', 'the-tram')).changed)).toEqual(['_posts/2026-01-02-lisbon.md', 'about.md', 'images/the-tram.png', 'images/tram.png']);
  });

  test('a page into a folder: what it says of others changes with it', async () => {
    const { changed } = await moved({ ...files, '_config.yml': 'url: https://travels.example\n', 'about.md': files['about.md']?.replace('permalink: /about.html\n', '').replace('lisbon/', '2026/01/02/lisbon.html') ?? '' }, 'about.md', 'me/about.md');
    expect(changed['me/about.md']).toContain('[Lisbon](../2026/01/02/lisbon.html) <img src="../images/tram.png" srcset="/images/tram.png 1x, /images/tram-2.png 2x">');
  });

  test('a folder', async () => {
    const { changed } = await moved(files, 'images', 'pictures');
    expect(changed['about.md']).toBe(files['about.md']?.replaceAll('images/', 'pictures/'));
    expect(Object.keys(changed)).toContain('pictures/tram-2.png');
  });
});

describe('is refused', () => {
  test.each([
    ['without saying where to', ['lisbon']],
    ['where nothing is', ['faro', 'x']],
    ['where nothing is, but something like it', ['lisbn', 'x']],
    ['where a file is', ['images/tram.png', '_layouts/default.html']],
    ['where its address is another\'s', ['lisbon', '2026-01-03-porto']],
    ['where it would be no post', ['lisbon', 'lisboa.md']],
    ['where it would not be published', ['about.md', '_hidden/about.md']],
    ['out of the blog', ['about.md', '../about.md']],
    ['into itself', ['images', 'images/old/']],
    ['to a name that not every computer can have', ['images/tram.png', 'a:b.png']],
    ['to where it is', ['about.md', 'about.md']],
    ['to nothing', ['about.md', '']],
    ['the blog itself', ['.', 'x']],
    ['what the others are read by', ['_config.yml', '_data/']],
    ['to a day that is none', ['lisbon', '--date', '2026-02-31']],
  ])('%s', async (_, words) => {
    const { said, changed } = await moved({ ...jekyll, 'about.md': '---\ntitle: About\n---\n' }, ...words);
    expect(changed).toEqual({});
    expect(said).toMatchSnapshot();
  });
});

test('a folder whose posts are no posts any more: what cannot follow is told', async () => {
  const { said } = await moved({ '_config.yml': jekyll['_config.yml'] ?? '', '_posts/2026-01-02-lisbon.md': '---\ntitle: L\n---\n', '_posts/2026-01-09-porto.md': jekyll['_posts/2026-01-09-porto.md'] ?? '' }, '_posts', './notes');
  expect(said).toMatch(/notes\/2026-01-09-porto\.md:\d+:\d+: \{% post_url 2026-01-02-lisbon %\}/);
});
