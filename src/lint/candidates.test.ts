import { describe, expect, test } from 'vitest';
import { blogOf, type BlogOptions, type Texts } from '../../test/helpers/blog.ts';
import { withFixes } from './find-fixes.ts';
import { lintSite } from './lint-site.ts';

/** What is offered for the first finding of `posts/hello.md`: the confidence, and the text with the fix made. */
async function offered(texts: Texts, options: BlogOptions = {}): Promise<readonly string[]> {
  const site = await blogOf(texts, options);
  const [finding] = await withFixes(lintSite(site, { facts: { unreadable: new Map() } }), { site, read: async (path) => texts[path] });
  return (finding?.fixes ?? []).map(({ confidence, title }) => `${confidence}: ${title}`);
}

const link = (destination: string): Texts => ({ 'posts/hello.md': `[there](${destination})` });
const image = (destination: string): Texts => ({ 'posts/hello.md': `![there](${destination})` });

describe('certain', () => {
  const cases: readonly (readonly [what: string, texts: Texts, written: string, options?: BlogOptions])[] = [
    ['letter case', { ...image('/images/Boat.PNG'), 'images/boat.png': '' }, '/images/boat.png'],
    ['the only file of its name', { ...image('/photos/night-train.png'), 'images/night-train.png': '' }, '/images/night-train.png'],
    ['the folder and name, of several', { ...image('/2019/paris/1.png'), 'images/paris/1.png': '', 'images/rome/1.png': '' }, '/images/paris/1.png'],
    ['one level too few', { ...image('images/night-train.png'), 'images/night-train.png': '' }, '../images/night-train.png'],
    ['one level too many of a folder that is no root', { ...image('../travels/night-train.png'), 'files/travels/night-train.png': '' }, '../files/travels/night-train.png'],
    ['a missing base', { ...link('/night-train/'), 'posts/night-train.md': '' }, '/blog/night-train/', { base: '/blog' }],
    ['the extension', { ...image('/images/boat.jpg'), 'images/boat.png': '' }, '/images/boat.png'],
    ['an old address of a post', { ...link('/2019/05/01/night-train.html#cost'), 'posts/night-train.md': '## Cost' }, '/night-train/#cost'],
    ['a source', { ...link('night-train.md'), 'posts/night-train.md': '' }, '../night-train/'],
    ['percent-encoding made twice', { ...image('/my%2520boat.png'), 'my boat.png': '' }, '/my%20boat.png'],
    ['a name with a hash', { ...image('/c#.png'), 'c#.png': '' }, '/c%23.png'],
    ['a mistyped scheme', link('htps://example.org/x'), 'https://example.org/x'],
    ['no scheme', link('www.example.org/x'), 'https://www.example.org/x'],
    ['punctuation', { ...image('/night-train.png,'), 'night-train.png': '' }, '/night-train.png'],
    ['one letter of a long name', { ...link('/night-tran/'), 'posts/night-train.md': '' }, '/night-train/'],
    ['letter case of a heading', { ...link('/tea/#Milk'), 'posts/tea.md': '## Milk' }, '/tea/#milk'],
    ['a heading as other programs name it', { ...link('/tea/#with_milk'), 'posts/tea.md': '## With milk' }, '/tea/#with-milk'],
    ['a heading whose id is its own', { ...link('/tea/#with-milk'), 'posts/tea.md': '## With milk {#milky}' }, '/tea/#milky'],
  ];
  for (const [what, texts, written, options] of cases) {
    test(what, async () => expect((await offered(texts, options))[0]).toBe(`certain: Write \`${written}\`.`));
  }
});

describe('not certain', () => {
  test.each<readonly [what: string, texts: Texts, offers: readonly string[]]>([
    ['two of a name', { ...image('/night-train.png'), 'a/night-train.png': '', 'b/night-train.png': '' }, ['possible: Write `/a/night-train.png`.', 'possible: Write `/b/night-train.png`.']],
    ['a name that says nothing', { ...image('/lisbon/1.png'), 'porto/1.png': '' }, ['likely: Write `/porto/1.png`.']],
    ['a short name', { ...link('/prto/'), 'posts/porto.md': '' }, ['likely: Write `/porto/`.']],
    ['another number', { ...link('/night-train-1/'), 'posts/night-train-2.md': '' }, ['likely: Write `/night-train-2/`.']],
    ['a page without the heading', { ...link('/2019/night-train/#cost'), 'posts/night-train.md': '' }, ['possible: Write `/night-train/#cost`.']],
    ['words more or less', { ...link('/tea/#a-list-of-teas'), 'posts/tea.md': '## The list of teas' }, ['likely: Write `/tea/#the-list-of-teas`.']],
    ['a page for an image', { ...image('/night-train/x.png'), 'posts/x.md': '' }, []],
    ['an extension, and a file of the name elsewhere', { ...image('/a/night-train.jpg'), 'a/night-train.png': '', 'b/night-train.jpg': '' }, ['possible: Write `/a/night-train.png`.', 'possible: Write `/b/night-train.jpg`.']],
    ['the preview server', { ...link('http://localhost:4000/tea/'), 'posts/tea.md': '' }, ['likely: Write `/tea/`.']],
    ['the home page of some server', { ...link('http://localhost:3000/'), 'index.html': '' }, []],
    ['what a template writes', link('{{ x }}'), []],
    ['nothing like it', link('/nowhere/'), []],
  ])('%s', async (_, texts, offers) => expect(await offered(texts)).toEqual(offers));
});
