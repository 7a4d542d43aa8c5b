import { describe, expect, test } from 'vitest';
import { memorySystem } from '../../test/helpers/system.ts';
import { postsOf } from '../posts/list-posts.ts';
import { openHeads } from './open-heads.ts';
import { openSite } from './open-site.ts';

const LONG = 'word '.repeat(20_000);

const posts = {
  'is short': '---\ntitle: Short\n---\n# A\n[x](/y)\n',
  'is long': `---\ntitle: Long\ntags: [a]\n---\n${LONG}`,
  'has a head that cannot be read': `---\ntitle: "open\n---\n${LONG}`,
  'has a head without an end': `---\ntitle: x\n${LONG}`,
  'has no head': LONG,
};

describe('a list made of heads is the list made of whole posts, where one', () => {
  test.each(Object.entries(posts))('%s', async (_, post) => {
    const files = { '/blog/_config.yml': 'title: Trips\n', '/blog/_posts/2026-01-02-trip.md': post, '/blog/_posts/2026-01-03-other.md': '---\ntitle: Other\n---\n' };
    const heads = await openHeads(memorySystem({ files }), {});
    const whole = await openSite(memorySystem({ files }));
    expect(postsOf(heads.site)).toEqual(postsOf(whole.site));
  });
});

test('nothing is looked for behind the head', async () => {
  const files = { '/blog/_config.yml': 'title: Trips\n', '/blog/_posts/2026-01-02-trip.md': posts['is short'] };
  const { site } = await openHeads(memorySystem({ files }), {});
  expect([...site.documents.values()].map(({ references, headings }) => [...references, ...headings])).toEqual([[]]);
});

test('a folder of Markdown has titles in its text', async () => {
  const files = { '/notes/a.md': `---\ndate: 2026-01-01\n---\n# On Kites\n\n${LONG}` };
  const { site } = await openHeads(memorySystem({ files, cwd: '/notes' }), {});
  expect(postsOf(site).map(({ title }) => title)).toEqual(['On Kites']);
});
