import { expect, test } from 'vitest';
import { applyEdits } from '../core/text/edits.ts';
import { lintSite } from '../lint/lint-site.ts';
import { jekyllSite } from '../../test/helpers/jekyll-site.ts';

const told = async (body: string, config = 'plugins: [jekyll-redirect-from]\npermalink: /:title/\n') => {
  const source = `---\ntitle: Tea\n---\n${body}`;
  const site = await jekyllSite({
    '_posts/2026-01-02-tea.md': source,
    '_posts/2026-01-01-milk.md': '---\ntitle: Milk\nredirect_from: [/old-milk/]\n---\n## Cold\n',
  }, { config });
  const findings = lintSite(site, { rules: { 'redirected-link': 'warning' }, facts: { unreadable: new Map() } }).filter(({ rule }) => rule === 'redirected-link');
  return findings.map(({ message, fixes }) => [message, fixes?.[0] && applyEdits(source, fixes[0].edits).slice(source.length - body.length)]);
};

test('finds a link to an old address, and can mend it', async () => {
  expect(await told('[a](/old-milk/?q#cold)')).toEqual([['`/old-milk/?q#cold` is an old address of this blog: visitors are sent on to `/milk/`.', '[a](/milk/?q#cold)']]);
  expect(await told('[a](/b/old-milk/)', 'plugins: [jekyll-redirect-from]\npermalink: /:title/\nbaseurl: /b\n')).toEqual([['`/b/old-milk/` is an old address of this blog: visitors are sent on to `/b/milk/`.', '[a](/b/milk/)']]);
});

test('leaves what a template writes to its author', async () => {
  expect(await told('[a]({{ "/old-milk/" | relative_url }})')).toEqual([[expect.stringContaining('is an old address'), undefined]]);
});

test('accepts the address itself, also without its slash', async () => expect(await told('[a](/milk/) [b](/milk) [c](https://elsewhere.example/old-milk/)')).toEqual([]));
