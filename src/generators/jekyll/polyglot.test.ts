import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';

const config = {
  plugins: ['jekyll-polyglot'], languages: ['en', 'pt-br', 'de'], default_lang: 'en', lang_from_path: true, exclude_from_localization: ['assets'], permalink: '/blog/:title/',
};
const links = '[a](/blog/boat/#oi) [b](/assets/x.png) [c](/blog/only/) [d](../boat/#oi) ![i](/assets/x.png) [n](/nowhere/)';
const files = {
  '_posts/en/2020-01-01-boat.md': `---\nlang: en\n---\n${links}\n`,
  '_posts/pt-br/2020-01-01-boat.md': `---\n---\n# Oi\n${links}\n`,
  '_posts/pt-br/2020-01-02-only.md': '---\n---\n',
  '_posts/2020-01-03-boat.md': '---\nlang: fr\npermalink: /blog/boat/\n---\n',
  'about.md': '---\npermalink: /about/\n---\n',
  'de/about.md': '---\npermalink: /about/\nlang: de\n---\n[s](/about/)\n',
  'assets/x.png': '',
};

// What jekyll-polyglot 1.5.1 writes with Jekyll 4.3.1 for these files.
describe('jekyll-polyglot', () => {
  test('a translation is in the folder of its language, unless it is the only one', async () => {
    const site = await jekyllSite(files, { config, version: '4.3.1' });
    expect([...site.outputs.keys()].filter((output) => output.endsWith('.html')).toSorted())
      .toEqual(['about/index.html', 'blog/boat/index.html', 'blog/only/index.html', 'de/about/index.html', 'pt-br/blog/boat/index.html']);
    expect(site.bySource.get(asFilePath('_posts/2020-01-03-boat.md'))?.visibility).toEqual({ kind: 'unpublished', why: '`fr` is not among the `languages` of the settings' });
  });

  test('its links go to its own language where there is such a page, its pictures do not', async () => {
    const site = await jekyllSite(files, { config, version: '4.3.1' });
    expect(addressesIn(site, '_posts/en/2020-01-01-boat.md')).toEqual(['/blog/boat/#oi', '/assets/x.png', '/blog/only/', '../boat/#oi', '/assets/x.png', '/nowhere/']);
    expect(addressesIn(site, '_posts/pt-br/2020-01-01-boat.md')).toEqual(['/pt-br/blog/boat/#oi', '/assets/x.png', '/blog/only/', '../boat/#oi', '/assets/x.png', '/nowhere/']);
    expect(addressesIn(site, 'de/about.md')).toEqual(['/de/about/']);
  });
});
