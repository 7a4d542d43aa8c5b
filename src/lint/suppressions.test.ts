import { describe, expect, test } from 'vitest';
import { blogOf } from '../../test/helpers/blog.ts';
import { draw } from '../../test/helpers/draw.ts';
import { asFilePath } from '../core/paths.ts';
import { siteAfter } from '../core/site/site-after.ts';
import { lintSite } from './lint-site.ts';

/** What is told of one post, drawn. */
async function told(text: string, options: Partial<Parameters<typeof lintSite>[1]> = {}): Promise<string> {
  const blog = { 'posts/hello.md': text };
  return draw(lintSite(await blogOf(blog), { facts: { unreadable: new Map() }, ...options }), blog);
}

const rulesTold = async (text: string, options?: Partial<Parameters<typeof lintSite>[1]>): Promise<readonly string[]> =>
  lintSite(await blogOf({ 'posts/hello.md': text }), { facts: { unreadable: new Map() }, ...options }).map(({ rule }) => rule);

describe('a silence', () => {
  test('keeps quiet what it names, where it stands', async () => {
    expect(await rulesTold('[x](/x/) ![](/y.png) <!-- blog-ignore broken-link -->\n')).toEqual(['missing-alt', 'broken-image'].sort());
    expect(await rulesTold('[x](/x/) ![](/y.png) <!-- blog-ignore broken-link, missing-alt, broken-image -->\n')).toEqual([]);
    expect(await rulesTold('[x](/x/) ![](/y.png) <!-- blog-ignore -->\n[z](/z/)\n')).toEqual(['broken-link']);
    expect(await rulesTold('<!-- blog-ignore-next-line -->\n[x](/x/)\n\n[z](/z/)\n')).toEqual(['broken-link']);
    expect(await rulesTold('[a](/a/)\n\n<!-- blog-ignore-start broken-link -->\n[x](/x/)\n\n[y](/y/)\n<!-- blog-ignore-end -->\n\n[z](/z/)\n')).toEqual(['broken-link', 'broken-link']);
    expect(await rulesTold('[a](/a/)\n\n[x](/x/)\n\n<!-- blog-ignore-file broken-link -- an old post -->\n')).toEqual([]);
  });

  test('stands in the front matter too', async () => {
    expect(await rulesTold('---\n# blog-ignore-file broken-link\ntitle: Hello\n---\n[x](/x/)\n')).toEqual([]);
  });

  test('is not in code', async () => {
    expect(await rulesTold('```\n<!-- blog-ignore-file -->\n```\n[x](/x/)\n')).toEqual(['broken-link']);
  });

  test('may be written for other checkers', async () => {
    expect(await rulesTold('<!-- markdown-link-check-disable-next-line -->\n[x](/x/) ![](/y.png)\n')).toEqual(['missing-alt']);
    expect(await rulesTold('<!-- markdownlint-disable MD045 -->\n[x](/x/) ![](/y.png)\n')).toEqual(['broken-link', 'broken-image']);
    expect(await rulesTold('<!-- markdownlint-disable-file link-fragments -->\n[x](#nowhere)\n')).toEqual([]);
    expect(await rulesTold('<!-- markdownlint-disable MD013 -->\nAll is well.\n')).toEqual([]);
  });
});

test('a silence is there in what a blog would be, too', async () => {
  const after = siteAfter(await blogOf({ 'posts/hello.md': 'Hello.\n' }), [{ kind: 'edit', file: asFilePath('posts/hello.md'), before: 'Hello.\n', after: '[x](/x/) <!-- blog-ignore broken-link -->\n' }]);
  expect(lintSite(after, { facts: { unreadable: new Map() } })).toEqual([]);
});

describe('a silence of nothing is told', () => {
  test('of a rule that finds nothing', async () => expect(await told('[x](/x/) <!-- blog-ignore broken-link, missing-alt -->\n')).toBe(`
posts/hello.md
[x](/x/) <!-- blog-ignore broken-link, missing-alt -->
                                       ~~~~~~~~~~~
                                       \`missing-alt\` is silenced here, and there is none.
                                       Take the comment out, or else it hides the next one.
`.trim()));

  test('of everything', async () => expect(await told('Hello. <!-- blog-ignore -->\n')).toContain('Everything is silenced here, and there is nothing to silence.'));

  test('of a rule that is none', async () => expect(await told('[x](/hello/) <!-- blog-ignore broken-lnik -->\n')).toContain('Did you mean `broken-link`?'));

  test('of words that are no rules', async () => expect(await told('[x](/hello/) <!-- blog-ignore this -->\n')).toContain('A reason stands behind `--` or `:`.'));

  test('of a word that is none', async () => expect(await told('[x](/hello/) <!-- blog-ignore-nextline -->\n')).toContain('Did you mean `blog-ignore-next-line`?'));

  test('of an end without a start', async () => expect(await told('<!-- blog-ignore-end -->\n')).toContain('`blog-ignore-end` ends nothing'));

  test('but not when its rule was not asked', async () => {
    expect(await rulesTold('Hello. <!-- blog-ignore broken-link -->\n', { typed: { 'broken-link': 'off' } })).toEqual([]);
    expect(await rulesTold('Hello. <!-- blog-ignore untracked-file -->\n')).toEqual([]);
    expect(await rulesTold('Hello. <!-- blog-ignore untracked-file -->\n', { facts: { unreadable: new Map(), untracked: new Map() } })).toEqual(['unused-silence']);
    expect(await rulesTold('Hello. <!-- blog-ignore orphan-post -->\n')).toEqual([]);
  });

  test('nor when it is off itself', async () => {
    expect(await rulesTold('Hello. <!-- blog-ignore broken-link -->\n', { rules: { 'unused-silence': 'off' } })).toEqual([]);
  });
});
