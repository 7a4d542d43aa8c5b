import { expect, test } from 'vitest';
import { describeRule } from '../../test/helpers/describe-rule.ts';
import { jekyllSite } from '../../test/helpers/jekyll-site.ts';
import { lintSite } from '../lint/lint-site.ts';
import missingBaseurl from './missing-baseurl.ts';

describeRule(missingBaseurl, {
  finds: {
    'a rooted image on a project page': {
      base: '/blog',
      blog: { 'posts/hello.md': '![A boat](/images/x.png)', 'images/x.png': 'x' },
      drawn: `
posts/hello.md
![A boat](/images/x.png)
          ~~~~~~~~~~~~~
          \`/images/x.png\` starts at the root of the host, but this blog is served under \`/blog/\`; the image is at \`/blog/images/x.png\`.
          Write \`/blog/images/x.png\`.`,
    },
  },
  accepts: {
    'a path with its base, and a relative one': { base: '/blog', blog: { 'posts/hello.md': '![a](/blog/images/x.png) ![b](../images/x.png)', 'images/x.png': 'x' } },
    'a full address of another page on the host': { base: '/blog', blog: { 'posts/hello.md': '[a](https://travels.example/other-project/)' } },
  },
});

test('a loop over posts of Jekyll is told with its own filter', async () => {
  const site = await jekyllSite({ 'index.html': '---\n---\n{% for post in site.posts %}<a href="{{ post.url }}">x</a>{% endfor %}', '_posts/2020-01-02-lisbon.md': '' }, { config: { baseurl: '/trips' } });
  expect(lintSite(site, { rules: {}, facts: { unreadable: new Map() } }).map(({ rule, message, help }) => [rule, message, help])).toEqual([[
    'missing-baseurl', '`{{ post.url }}` is `/2020/01/02/lisbon.html` on the host, but this blog is served under `/trips/`.', 'Write `{{ post.url | relative_url }}`.',
  ]]);
});
