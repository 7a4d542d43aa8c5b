import { expect, test } from 'vitest';
import { asFilePath } from '../paths.ts';
import { UNKNOWN } from '../text/derived.ts';
import { blogOf } from '../../../test/helpers/blog.ts';
import { anchorsOf } from './anchors.ts';

test('an id that a template writes a part of is unknowable where it may be meant', async () => {
  const site = await blogOf({ 'posts/tea.md': `## Tea\n\n<p id="cup-${UNKNOWN}-of-tea">x</p>\n` });
  const entry = site.bySource.get(asFilePath('posts/tea.md'));
  if (!entry) throw new Error('not published');
  const anchors = anchorsOf(entry, site);
  expect(anchors.find('cup-12-of-tea').kind).toBe('unknowable');
  expect(anchors.find('cup-of-coffee').kind).toBe('missing');
  expect(anchors.find('tea').kind).toBe('found');
  expect(anchors.find('TEA')).toEqual({ kind: 'missing', hint: { near: 'tea', onlyCase: true } });
});
