import { describe, expect, test, vi } from 'vitest';
import { blogOf, type BlogOptions, type Texts } from '../../../test/helpers/blog.ts';
import { siteOf } from '../../../test/helpers/site-of.ts';
import { generators } from '../../generators/index.ts';
import { asFilePath } from '../paths.ts';
import { applyEdits } from '../text/edits.ts';
import { entryOf } from './resolve.ts';
import { respell, respellAll, type RespellInput, type Target } from './respell.ts';
import type { Site } from './site.ts';

/** The reference written as `raw` in `file`, led to another source, or to `{ address }`; the text after, or why not. */
async function led(site: Site, texts: Texts, file: string, raw: string, to: string | { address: string }, fragment?: string | null): Promise<string> {
  const path = asFilePath(file);
  const document = site.documents.get(path);
  const entry = site.bySource.get(path);
  const reference = document?.references.find((one) => one.raw === raw);
  if (!document || !entry || !reference) throw new Error(`No ${raw} in ${file}: ${document?.references.map((one) => one.raw).join(', ') ?? 'not read'}`);
  const target: Target = typeof to !== 'string' ? to : { entry: entryOf(asFilePath(to), site), ...(fragment !== undefined && { fragment }) };
  const text = texts[file] ?? '';
  const respelling = respell({ reference, document, text, entry, site, target });
  switch (respelling.kind) {
    case 'edit': {
      const after = applyEdits(text, [respelling.edit]);
      return after.replace(/^(?:---|\+\+\+)\n[^]*?\n(?:---|\+\+\+)\n/, (head) => (reference.syntax === 'front-matter' ? head : '')).trim();
    }
    case 'right': return '(right)';
    case 'none': return `(${respelling.why})`;
    default: return respelling satisfies never;
  }
}

describe('in the author\'s own spelling', () => {
  const others: Texts = {
    'posts/porto.md': '# Porto\n\n## The bridge\n\n## Über uns\n', 'posts/two words.md': '# Two', 'posts/lisboa-à-noite.md': '# L',
    'pages/about.md': '---\npermalink: /about.html\n---\n', 'images/porto/bridge.png': '', 'images/a photo (1).png': '', 'images/old.png': '',
  };
  const inPost = async (body: string, raw: string, to: string, fragment?: string | null, options: BlogOptions = {}): Promise<string> => {
    const texts = { ...others, 'posts/tea.md': body };
    return led(await blogOf(texts, options), texts, 'posts/tea.md', raw, to, fragment);
  };

  test.each([
    ['rooted', '[a](/old/ "T")', '/old/', 'posts/porto.md', '[a](/porto/ "T")'],
    ['relative', '[a](../old/)', '../old/', 'posts/porto.md', '[a](../porto/)'],
    ['without the slash', '[a](/old)', '/old', 'posts/porto.md', '[a](/porto)'],
    ['index.html', '[a](/old/index.html)', '/old/index.html', 'posts/porto.md', '[a](/porto/index.html)'],
    ['in full', '[a](https://travels.example/old/?q=1#x)', 'https://travels.example/old/?q=1#x', 'posts/porto.md', '[a](https://travels.example/porto/?q=1#x)'],
    ['without a scheme', '[a](//travels.example/old/)', '//travels.example/old/', 'posts/porto.md', '[a](//travels.example/porto/)'],
    ['with an extension', '[a](/old.html)', '/old.html', 'pages/about.md', '[a](/about.html)'],
    ['without one', '[a](/old)', '/old', 'pages/about.md', '[a](/about)'],
    ['a definition', '[a]\n\n[a]: /old/ "T"\n', '/old/', 'posts/porto.md', '[a]\n\n[a]: /porto/ "T"'],
    ['an autolink', '<https://travels.example/old/>', 'https://travels.example/old/', 'posts/porto.md', '<https://travels.example/porto/>'],
    ['HTML', '<a href="/old/?a=1&amp;b=2">a</a>', '/old/?a=1&amp;b=2', 'posts/porto.md', '<a href="/porto/?a=1&amp;b=2">a</a>'],
    ['HTML without quotes', '<a href=/old/>a</a>', '/old/', 'posts/porto.md', '<a href=/porto/>a</a>'],
    ['a query and a part', '[a](/old/?q=1#the-bridge)', '/old/?q=1#the-bridge', 'posts/porto.md', '[a](/porto/?q=1#the-bridge)'],
    ['an image', '![a](../images/old2.png)', '../images/old2.png', 'images/porto/bridge.png', '![a](../images/porto/bridge.png)'],
    ['an image in HTML', '<img src="/images/x.png">', '/images/x.png', 'images/porto/bridge.png', '<img src="/images/porto/bridge.png">'],
    ['a space, encoded', '![a](/images/x.png)', '/images/x.png', 'images/a photo (1).png', '![a](/images/a%20photo%20(1).png)'],
    ['a space, in angle brackets', '![a](</images/x y.png>)', '/images/x y.png', 'images/a photo (1).png', '![a](</images/a photo (1).png>)'],
    ['a space, in HTML', '<img src="/images/x y.png">', '/images/x y.png', 'images/a photo (1).png', '<img src="/images/a photo (1).png">'],
    ['letters as they are', '[a](/old/)', '/old/', 'posts/lisboa-à-noite.md', '[a](/lisboa-à-noite/)'],
    ['letters encoded where they are', '[a](/%C3%BC/)', '/%C3%BC/', 'posts/lisboa-à-noite.md', '[a](/lisboa-%C3%A0-noite/)'],
    ['one of a srcset', '<img src="/images/old.png" srcset="/images/x.png 1x, /images/old.png 2x">', '/images/x.png', 'images/porto/bridge.png',
      '<img src="/images/old.png" srcset="/images/porto/bridge.png 1x, /images/old.png 2x">'],
  ])('%s', async (_, body, raw, to, expected) => expect(await inPost(body, raw, to)).toBe(expected));

  test('parts of a page', async () => {
    expect(await inPost('[a](/porto/#bridge)', '/porto/#bridge', 'posts/porto.md', 'the-bridge')).toBe('[a](/porto/#the-bridge)');
    expect(await inPost('[a](/porto/#x)', '/porto/#x', 'posts/porto.md', 'über-uns')).toBe('[a](/porto/#über-uns)');
    expect(await inPost('[a](/porto/#x)', '/porto/#x', 'posts/porto.md', null)).toBe('[a](/porto/)');
    expect(await inPost('[a](/old/)', '/old/', 'posts/porto.md', 'the-bridge')).toBe('[a](/porto/#the-bridge)');
    expect(await inPost('[a](#teh-cup)\n\n## The cup\n', '#teh-cup', 'posts/tea.md', 'the-cup')).toBe('[a](#the-cup)\n\n## The cup');
    expect(await inPost('[a](/porto/)', '/porto/', 'posts/porto.md', 'nowhere')).toBe('(no spelling like it leads there)');
  });

  test('a base path stays in front, or comes there', async () => {
    expect(await inPost('[a](/blog/old/)', '/blog/old/', 'posts/porto.md', undefined, { base: '/blog' })).toBe('[a](/blog/porto/)');
    expect(await inPost('[a](/porto/)', '/porto/', 'posts/porto.md', undefined, { base: '/blog' })).toBe('[a](/blog/porto/)');
    expect(await inPost('[a](https://travels.example/blog/old/)', 'https://travels.example/blog/old/', 'posts/porto.md', undefined, { base: '/blog' })).toBe('[a](https://travels.example/blog/porto/)');
  });

  test('what is right stays', async () => expect(await inPost('[a](../porto)', '../porto', 'posts/porto.md')).toBe('(right)'));

  test('only the one reference, but a definition for all that use it', async () => {
    expect(await inPost('[a](/old/) and [b](/old/)', '/old/', 'posts/porto.md')).toBe('[a](/porto/) and [b](/old/)');
    expect(await inPost('[a] and [b][a]\n\n[a]: /old/', '/old/', 'posts/porto.md')).toBe('[a] and [b][a]\n\n[a]: /porto/');
  });

  test('another site', async () => {
    const texts = { 'posts/tea.md': 'See [a](http//example.org/x) and <img src="www.example.org/y.png">.' };
    const site = await blogOf(texts);
    expect(await led(site, texts, 'posts/tea.md', 'http//example.org/x', { address: 'http://example.org/x' })).toContain('[a](http://example.org/x)');
    expect(await led(site, texts, 'posts/tea.md', 'www.example.org/y.png', { address: 'https://www.example.org/y.png' })).toContain('src="https://www.example.org/y.png"');
  });
});

describe('with each generator', () => {
  const at = async (id: string, texts: Texts, file: string, raw: string, to: string, fragment?: string | null): Promise<string> => {
    const generator = generators.find((one) => one.id === id);
    if (!generator) throw new Error(`No ${id}`);
    return led(await siteOf(generator, texts), texts, file, raw, to, fragment);
  };

  describe('Jekyll', () => {
    const blog = (body: string, head = ''): Texts => ({
      '_config.yml': 'url: https://boats.example\nbaseurl: /blog\npermalink: /:title/\npictures: /blog/pictures/of\n',
      '_posts/2024-01-01-tea.md': `---\ntitle: Tea\n${head}---\n${body}\n`, '_posts/2024-02-02-porto.md': '---\ntitle: Porto\n---\n## The bridge\n', "_posts/2024-03-03-what's up.md": '---\n---\n',
      'about.md': '---\ntitle: About\n---\n', 'index.md': '---\n---\n', 'images/porto.png': '', 'images/old.png': '', '_includes/figure.html': '<img src="{{ include.src }}" alt="{{ include.alt }}">\n',
    });
    test.each([
      ['a prefix', '[a]({{ site.baseurl }}/old/#x)', '{{ site.baseurl }}/old/#x', '_posts/2024-02-02-porto.md', '[a]({{ site.baseurl }}/porto/#x)'],
      ['a filter', '[a]({{ "/old/" | relative_url }})', '{{ "/old/" | relative_url }}', '_posts/2024-02-02-porto.md', '[a]({{ "/porto/" | relative_url }})'],
      ['a filter with a part', "[a]({{ '/old/' | relative_url }}#x)", "{{ '/old/' | relative_url }}#x", '_posts/2024-02-02-porto.md', "[a]({{ '/porto/' | relative_url }}#x)"],
      ['the site\'s address', '[a]({{ site.url }}{{ site.baseurl }}/old/)', '{{ site.url }}{{ site.baseurl }}/old/', '_posts/2024-02-02-porto.md', '[a]({{ site.url }}{{ site.baseurl }}/porto/)'],
      ['post_url', '[a]({{ site.baseurl }}{% post_url 2024-01-09-old %})', '{{ site.baseurl }}{% post_url 2024-01-09-old %}', '_posts/2024-02-02-porto.md', '[a]({{ site.baseurl }}{% post_url 2024-02-02-porto %})'],
      ['link', '[a]({{ site.baseurl }}{% link _posts/2024-01-09-old.md %}#x)', '{{ site.baseurl }}{% link _posts/2024-01-09-old.md %}#x', '_posts/2024-02-02-porto.md', '[a]({{ site.baseurl }}{% link _posts/2024-02-02-porto.md %}#x)'],
      ['an include', '{% include figure.html src="/blog/images/x.png" alt="x" %}', '{% include figure.html src="/blog/images/x.png" alt="x" %}', 'images/porto.png', '{% include figure.html src="/blog/images/porto.png" alt="x" %}'],
      ['post_url with spaces', '[a]({{ site.baseurl }}{% post_url 2024-01-09-my old post %})', '{{ site.baseurl }}{% post_url 2024-01-09-my old post %}', '_posts/2024-02-02-porto.md', '[a]({{ site.baseurl }}{% post_url 2024-02-02-porto %})'],
      ['post_url to a name with spaces and quotes', '[a]({{ site.baseurl }}{% post_url 2024-01-09-old %})', '{{ site.baseurl }}{% post_url 2024-01-09-old %}', "_posts/2024-03-03-what's up.md", "[a]({{ site.baseurl }}{% post_url 2024-03-03-what's up %})"],
      ['the template of a folder, left', '![a]({{ site.pictures }}/old.png "T")', '{{ site.pictures }}/old.png', 'images/porto.png', '![a]({{ \'/images/porto.png\' | relative_url }} "T")'],
      ['a missing base', '[a](/porto/)', '/porto/', '_posts/2024-02-02-porto.md', "[a](/blog/porto/)"],
      ['the missing base of the home page', '[a](https://boats.example)', 'https://boats.example', 'index.md', '[a](https://boats.example/blog/)'],
    ])('%s', async (_, body, raw, to, expected) => expect(await at('jekyll', blog(body), '_posts/2024-01-01-tea.md', raw, to)).toBe(expected));

    test('a part behind a tag', async () => {
      const raw = '{{ site.baseurl }}{% post_url 2024-02-02-porto %}#bridge';
      expect(await at('jekyll', blog(`[a](${raw})`), '_posts/2024-01-01-tea.md', raw, '_posts/2024-02-02-porto.md', 'the-bridge')).toBe(`[a](${raw.replace('#bridge', '#the-bridge')})`);
    });

    test.each([
      ['image: /images/x.png', 'image: /images/porto.png'],
      ["image: '/images/x.png' # cover", "image: '/images/porto.png' # cover"],
      ['header:\n  teaser: "/images/x.png"', 'header:\n  teaser: "/images/porto.png"'],
      ['image: images/x.png', 'image: images/porto.png'],
    ])('front matter: %s', async (head, expected) => {
      const raw = /\/?images\/x\.png/.exec(head)?.[0] ?? '';
      expect(await at('jekyll', blog('', `${head}\n`), '_posts/2024-01-01-tea.md', raw, 'images/porto.png')).toContain(expected);
    });
  });

  describe('Hugo', () => {
    const blog = (body: string): Texts => ({
      'hugo.toml': 'baseURL = "https://boats.example/"\n', 'content/posts/tea/index.md': `---\ntitle: Tea\n---\n${body}\n`, 'content/posts/tea/cup.png': '', 'content/posts/tea/pot.png': '',
      'content/posts/porto.md': '---\ntitle: Porto\n---\n## The bridge\n', 'content/posts/lisbon/index.md': '---\ntitle: Lisbon\n---\n', 'static/images/porto.png': '',
    });
    test.each([
      ['relref', '[a]({{< relref "old.md" >}})', '{{< relref "old.md" >}}', 'content/posts/porto.md', '[a]({{< relref "porto.md" >}})'],
      ['ref with a folder', '[a]({{< ref "posts/old" >}})', '{{< ref "posts/old" >}}', 'content/posts/porto.md', '[a]({{< ref "posts/porto" >}})'],
      ['ref from the root, with a part', '[a]({{< ref "/posts/old.md#x" >}})', '{{< ref "/posts/old.md#x" >}}', 'content/posts/porto.md', '[a]({{< ref "/posts/porto.md#x" >}})'],
      ['ref to a bundle', '[a]({{< ref "/posts/old" >}})', '{{< ref "/posts/old" >}}', 'content/posts/lisbon/index.md', '[a]({{< ref "/posts/lisbon" >}})'],
      ['a file of the bundle', '![a](old.png)', 'old.png', 'content/posts/tea/cup.png', '![a](cup.png)'],
      ['figure', '{{< figure src="old.png" alt="x" >}}', 'old.png', 'content/posts/tea/cup.png', '{{< figure src="cup.png" alt="x" >}}'],
      ['figure with a rooted path', '{{< figure src="/images/old.png" >}}', '/images/old.png', 'static/images/porto.png', '{{< figure src="/images/porto.png" >}}'],
      ['an address', '[a](/posts/old/)', '/posts/old/', 'content/posts/lisbon/index.md', '[a](/posts/lisbon/)'],
    ])('%s', async (_, body, raw, to, expected) => expect(await at('hugo', blog(body), 'content/posts/tea/index.md', raw, to)).toBe(expected));
  });

  describe('Hexo', () => {
    const blog = (body: string): Texts => ({
      '_config.yml': 'url: https://boats.example\npermalink: :title/\npost_asset_folder: true\n',
      'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}',
      'source/_posts/tea.md': `---\ntitle: Tea\n---\n${body}\n`, 'source/_posts/tea/cup.png': '', 'source/_posts/porto.md': '---\ntitle: Porto\n---\n',
    });
    test.each([
      ['post_link', '{% post_link old "T" %}', '{% post_link old "T" %}', 'source/_posts/porto.md', '{% post_link porto "T" %}'],
      ['asset_img', '{% asset_img old.png A cup %}', '{% asset_img old.png A cup %}', 'source/_posts/tea/cup.png', '{% asset_img cup.png A cup %}'],
      ['an address', '[a](/old/)', '/old/', 'source/_posts/porto.md', '[a](/porto/)'],
    ])('%s', async (_, body, raw, to, expected) => expect(await at('hexo', blog(body), 'source/_posts/tea.md', raw, to)).toBe(expected));
  });

  describe('Astro', () => {
    const blog = (body: string): Texts => ({
      'astro.config.mjs': 'import { defineConfig } from "astro/config";\nexport default defineConfig({ site: "https://boats.example" });\n', 'package.json': '{"dependencies": {"astro": "^5.0.0"}}',
      'src/pages/tea.md': `---\ntitle: Tea\n---\n${body}\n`, 'src/pages/porto.md': '---\ntitle: Porto\n---\n', 'src/images/cup.png': '', 'public/images/pot.png': '',
    });
    test.each([
      ['an imported image', '![a](../images/old.png)', '../images/old.png', 'src/images/cup.png', '![a](../images/cup.png)'],
      ['a public image', '![a](/images/old.png)', '/images/old.png', 'public/images/pot.png', '![a](/images/pot.png)'],
      ['a page', '[a](/old/)', '/old/', 'src/pages/porto.md', '[a](/porto/)'],
    ])('%s', async (_, body, raw, to, expected) => expect(await at('astro', blog(body), 'src/pages/tea.md', raw, to)).toBe(expected));
  });

  describe('plain', () => {
    const blog = (body: string): Texts => ({ '.obsidian/app.json': '{}', 'notes/tea.md': body, 'notes/porto.md': '# Porto\n\n## The bridge\n', 'img/a cup.png': '' });
    test.each([
      ['a note', '[[Old]]', 'Old', 'notes/porto.md', '[[porto]]'],
      ['a note with a name', '[[Old#The bridge|there]]', 'Old#The bridge', 'notes/porto.md', '[[porto#The bridge|there]]'],
      ['a picture', '![[old.png]]', 'old.png', 'img/a cup.png', '![[a cup.png]]'],
      ['a file', '[a](old.md)', 'old.md', 'notes/porto.md', '[a](porto.md)'],
      ['a file elsewhere', '![a](../img/old.png)', '../img/old.png', 'img/a cup.png', '![a](../img/a%20cup.png)'],
    ])('%s', async (_, body, raw, to, expected) => expect(await at('plain', blog(body), 'notes/tea.md', raw, to)).toBe(expected));
  });
});

describe('several at once', () => {
  const link = (index: number): string => `- [a](/old-${index}/) and ![b](../images/old.png) \`[c](/old/)\`\n`;
  const inputs = async (body: string): Promise<{ readonly all: readonly RespellInput[]; readonly readings: () => number }> => {
    const texts: Texts = { 'posts/tea.md': body, 'posts/porto.md': '# Porto', 'pages/faro.md': '# Faro', 'images/porto/bridge.png': '' };
    const site = await blogOf(texts);
    const read = vi.spyOn(site.conventions, 'read');
    const path = asFilePath('posts/tea.md');
    const [document, entry] = [site.documents.get(path), site.bySource.get(path)];
    if (!document || !entry) throw new Error('It was not read.');
    const target = (file: string): Target => ({ entry: entryOf(asFilePath(file), site) });
    const all = document.references.flatMap((reference) => (reference.kind === 'image' ? ['images/porto/bridge.png'] : ['posts/porto.md', 'pages/faro.md']).map((to): RespellInput =>
      ({ reference, document, text: body, entry, site, target: target(to) })));
    return { all, readings: () => read.mock.calls.length };
  };

  test.each([
    ['a list', Array.from({ length: 12 }, (_, index) => link(index)).join('')],
    ['side by side', '[a](/old/)[b](/old/)![c](../images/old.png)[d](/porto/)'],
    ['one definition for several', '[a][x] [b][x] [c][y]\n\n[x]: /old/\n[y]: <../images/two words.png>\n'],
    ['HTML that was broken off', '<a href="/old/">a</a> <img src="/old.png"> <a href=/old/>b</a> <a href="/old/'],
  ])('come to what each comes to by itself: %s', async (_, body) => {
    const { all } = await inputs(body);
    expect(respellAll(all)).toEqual(all.map(respell));
  });

  test('read the text a few times, however many they are', async () => {
    const { all, readings } = await inputs(Array.from({ length: 200 }, (_, index) => link(index)).join(''));
    expect(respellAll(all).filter(({ kind }) => kind === 'edit')).toHaveLength(600);
    expect(readings()).toBeLessThan(10);
  });
});
