import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite, problemsIn } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';

const head = '---\n---\n';

// What Jekyll 4.3.1 writes of the same files.
describe('include_relative', () => {
  test.each([
    ['beside a page', { 'trips/a.md': `${head}{% include_relative wine.md %}`, 'trips/wine.md': '[a](wine-list.html)' }, 'trips/a.md', ['wine-list.html']],
    ['in a folder below', { 'a.md': `${head}{% include_relative parts/wine.md %}`, 'parts/wine.md': '[a](x)' }, 'a.md', ['x']],
    ['whatever its name begins with', { 'a.md': `${head}{%- include_relative _parts/_wine.md -%}`, '_parts/_wine.md': '[a](x)' }, 'a.md', ['x']],
    ['with a slash before it', { 't/a.md': `${head}{% include_relative /wine.md %}`, 't/wine.md': '[a](x)' }, 't/a.md', ['x']],
    ['beside a post', { '_posts/2020-01-02-a.md': '{% include_relative wine.md %}', '_posts/wine.md': '[a](x)' }, '_posts/2020-01-02-a.md', ['x']],
    ['with what it is given', { 'a.md': `${head}{% include_relative wine.md to="/douro/" %}`, 'wine.md': '[a]({{ include.to }}) [b]({{ page.path }})' }, 'a.md', ['/douro/', 'a.md']],
    ['seen from the page, also where the included file asks', { 'a.md': `${head}{% include_relative parts/wine.md %}`, 'parts/wine.md': '{% include_relative parts/port.md %}', 'parts/port.md': '[a](x)' }, 'a.md', ['x']],
    ['under a name that is worked out', { 'a.md': `${head}{% assign kind = "wine" %}{% include_relative {{ kind }}.md %}{% comment %}{% include_relative wine.md %}{% endcomment %}`, 'wine.md': '[a](x)' }, 'a.md', ['x']],
  ] as const)('puts in a file %s', async (_name, texts, path, addresses) => {
    const site = await jekyllSite(texts, { version: '4.3.1' });
    expect(problemsIn(site)).toEqual([]);
    expect(addressesIn(site, path)).toEqual(addresses);
    expect(site.documents.get(asFilePath(path))?.hasUnknownParts).toBe(false);
  });

  test('looks where collections are kept', async () => {
    const texts = { 'content/_posts/2020-01-02-a.md': '{% include_relative wine.md %}', 'content/_posts/wine.md': '[a](x)' };
    expect(addressesIn(await jekyllSite(texts, { version: '4.3.1', config: { collections_dir: 'content' } }), 'content/_posts/2020-01-02-a.md')).toEqual(['x']);
  });

  test.each([
    ['a file that is not there', 'wine.md', 'There is no `trips/wine.md`: Jekyll stops here.'],
    ['a file of a folder above', '../wine.md', '`../wine.md` is no name of a file that `include_relative` takes: Jekyll stops here.'],
    ['nothing', '', '`include_relative` needs the name of a file: `{% include_relative image.html %}`.'],
  ])('stops at %s', async (_name, name, message) => {
    expect(problemsIn(await jekyllSite({ 'trips/a.md': `${head}{% include_relative ${name} %}`, 'wine.md': '' }, { version: '4.3.1' }))).toEqual([message]);
  });

  test('does not know what a name stands for that nobody wrote down', async () => {
    const site = await jekyllSite({ 'a.md': `${head}{% assign kind = "wine" %}{% include_relative {{ kind }}.md %}`, 'wine.md': '[a](x)' });
    expect([problemsIn(site), site.documents.get(asFilePath('a.md'))?.hasUnknownParts]).toEqual([[], true]);
  });

  test('of itself has an end', async () => {
    const site = await jekyllSite({ 'a.md': `${head}{% include_relative wine.md %}`, 'wine.md': '{% include_relative wine.md %}' });
    expect(site.documents.get(asFilePath('a.md'))?.hasUnknownParts).toBe(true);
  });
});
