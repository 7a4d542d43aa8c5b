import { expect, test } from 'vitest';
import { asFilePath } from '../core/paths.ts';
import { blogOf, type BlogOptions } from '../../test/helpers/blog.ts';
import { completionsAt } from './complete.ts';

const blog = {
  'posts/hello.md': '---\ntitle: Hello\n---\n## Here\n',
  'posts/tea.md': '---\ntitle: All about tea\n---\n## With milk\n\n## With lemon\n',
  'posts/later.md': '---\ndraft: true\n---\n',
  'images/tea pot.png': '',
};

/** What is offered where `|` stands, as it would be written. */
async function offered(typed: string, options: BlogOptions = {}): Promise<readonly string[]> {
  const site = await blogOf(blog, options);
  const text = typed.replace('|', '');
  return completionsAt({ site, file: asFilePath('posts/hello.md'), text, offset: typed.indexOf('|') })
    .map(({ write, range }) => text.slice(0, range.start) + write + text.slice(range.end));
}

test.each<readonly [what: string, typed: string, offers: readonly string[]]>([
  ['pages and files', '[x](|)', ['[x](/images/tea%20pot.png)', '[x](/hello/)', '[x](/tea/)']],
  ['what holds the letters', '[x](te|)', ['[x](../images/tea%20pot.png)', '[x](../tea/)']],
  ['from the root', '[x](/t|)', ['[x](/images/tea%20pot.png)', '[x](/tea/)']],
  ['pictures for an image', '![x](|', ['![x](/images/tea%20pot.png']],
  ['in HTML', 'See <img alt="" src="../te|">', ['See <img alt="" src="../images/tea%20pot.png">']],
  ['in a definition', 'x\n\n[t]: /te|', ['x\n\n[t]: /images/tea%20pot.png', 'x\n\n[t]: /tea/']],
  ['places of a page', '[x](/tea/#|)', ['[x](/tea/#with-milk)', '[x](/tea/#with-lemon)']],
  ['places of this page', '[x](#|)', ['[x](#here)']],
  ['nothing for a page that is not there', '[x](/coffee/#|)', []],
  ['nothing in a sentence', 'Tea (te|)', []],
])('%s', async (_, typed, offers) => expect([...await offered(typed)].sort()).toEqual([...offers].sort()));

test('below a base', async () => expect(await offered('[x](/tea|)', { base: '/blog' })).toEqual(['[x](/blog/images/tea%20pot.png)', '[x](/blog/tea/)']));

test('says what it is', async () => {
  const site = await blogOf(blog);
  const details = (text: string): readonly string[] => completionsAt({ site, file: asFilePath('posts/hello.md'), text, offset: text.length }).map(({ detail }) => detail);
  expect(details('[x](/tea/')).toEqual(['All about tea']);
  expect(details('[x](/tea/#')).toEqual(['With milk', 'With lemon']);
});
