import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';

const post = '_posts/2020-01-02-lisbon.md';

const read = async (body: string, more: Readonly<Record<string, string>> = {}) => {
  const site = await jekyllSite({ [post]: `---\ntitle: Lisbon\nintro: "*Go* [there](/porto/)"\n---\n${body}`, ...more }, { version: '4.3.1' });
  const document = site.documents.get(asFilePath(post));
  return { addresses: addressesIn(site, post), ids: document?.anchors.map(({ id }) => id), labels: document?.references.map(({ label }) => label), isUnknown: document?.hasUnknownParts };
};

describe('markdownify shows the links, images and ids', () => {
  test.each([
    ['of front matter', '{{ page.intro | markdownify }}', ['/porto/'], []],
    ['of what was captured', '{% capture note %}\n## Trams\n[a](/a/) ![b](b.png)\n{% endcapture %}\n<div class="note">{{ note | markdownify }}</div>', ['/a/', 'b.png'], ['trams']],
    ['without the paragraph around it', '<figcaption>{{ "see [a](/a/)" | markdownify | remove: "<p>" | remove: "</p>" }}</figcaption>', ['/a/'], []],
    ['of definitions, and of HTML', '{% capture note %}[a][x] <video src="v.mp4" id="v"></video> <a name="n"></a>\n\n[x]: /a/\n{% endcapture %}{{ note | markdownify }}', ['v.mp4', '/a/'], ['v', 'n']],
    ['with quotes and ampersands in them', '{{ "[a](/a/?b=1&c=%22)" | markdownify }}', ['/a/?b=1&c=%22'], []],
    ['and of what is not Markdown nothing', '{{ "one *two* `[a](/a/)`" | markdownify }}', [], []],
    ['of nothing nothing', '{{ page.gone | markdownify }}', [], []],
  ] as const)('%s', async (_name, body, addresses, ids) => {
    expect(await read(body)).toMatchObject({ addresses, ids, isUnknown: false });
  });

  test('of what an include was given', async () => {
    const figure = '<figure><img src="{{ include.src }}" alt=""><figcaption>{{ include.caption | markdownify }}</figcaption></figure>';
    expect(await read('{% include figure.html src="/a.png" caption="by [Ana](/ana/)" %}', { '_includes/figure.html': figure })).toMatchObject({ addresses: ['/a.png', '/ana/'], isUnknown: false });
  });

  test('with the words that stand for images', async () => {
    expect((await read(`{{ "![tram](a.png) ![](b.png) <img src='c.png'>" | markdownify }}`)).labels).toEqual(['tram', '', undefined]);
  });

  test('of plain words to the letter', async () => {
    expect((await read('[a]({{ " /port/wine, 1/ " | markdownify | remove: "<p>" | remove: "</p>" | strip }})')).addresses).toEqual(['/port/wine, 1/']);
  });

  test('also where a post answers', async () => {
    expect((await read('{% capture note %}[a]({% post_url 2020-01-02-lisbon %}){% endcapture %}{{ note | markdownify }}')).addresses).toEqual(['/2020/01/02/lisbon.html']);
  });

  test('beside what is not known', async () => {
    expect(await read('{% capture note %}[a](/a/) {{ site.posts.size }}{% endcapture %}\n\n{{ note | markdownify }}\n')).toMatchObject({ addresses: ['/a/'], isUnknown: true });
    expect(await read('{{ content | markdownify }}')).toMatchObject({ addresses: [] });
    expect(await read('\n\n{{ layout.note | markdownify }}\n')).toMatchObject({ addresses: [], isUnknown: true });
  });
});
