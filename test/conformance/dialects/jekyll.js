import { spawnSync } from 'node:child_process';
import { NAMES } from '../bodies.js';
import { PIXEL } from '../pixel.js';

export const prepare = () => (spawnSync('jekyll', ['--version']).error ? '`jekyll` is not installed' : undefined);

export function plan(random) {
  const permalink = random.pick([undefined, 'pretty', 'none', '/:title/', '/:year/:month/:title.html', '/blog/:categories/:title/', '/:title', 'ordinal', 'weekdate', '/:slug/:i_day/']);
  const base = random.pick(['', '', '/blog']);
  const posts = random.some(NAMES, 6).map((name, index) => {
    const file = `${random.pick(['_posts', '_posts', 'news/_posts', '_posts/sub'])}/2024-0${1 + (index % 8)}-1${index % 9}-${name}.md`;
    return { source: file, head: head(random, index), name };
  });
  posts.push(...random.some(NAMES, 2).map((name, index) => ({ source: `_docs/${random.pick(['', 'Deep Down/'])}${name}.md`, head: `title: Doc ${index}\n` })));
  posts.push({ source: '_posts/2090-01-01-future.md', head: 'title: Later\n' });
  posts.push({ source: '_posts/2024-01-01-held-back.md', head: 'title: No\npublished: false\n' });
  posts.push({ source: '_drafts/wip.md', head: 'title: Not yet\n' });
  posts.push({ source: 'about us.md', head: 'title: About\n' });
  posts.push({ source: 'docs/index.md', head: 'title: Docs\n' });
  posts.push({ source: 'docs/v1.2.notes.md', head: 'title: Notes\n' });
  posts.push({ source: 'README.md', head: 'title: Read me\n' });
  return { config: settings(random, base, permalink), base, posts, hidden: ['/2090/01/01/future.html', '/future/', '/held-back/', '/wip/', '/wip.html'] };
}

const settings = (random, base, permalink) => [
  'title: Boats', 'url: https://boats.example', `baseurl: "${base}"`,
  ...(permalink === undefined ? [] : [`permalink: ${permalink}`]),
  'plugins: [jekyll-redirect-from]',
  `collections:\n  docs:\n    output: ${random.chance(0.85)}${random.chance(0.3) ? '\n    permalink: /:collection/:name/' : ''}`,
  ...(random.chance(0.3) ? [`kramdown:\n  ${random.pick(['auto_ids: false', 'auto_id_prefix: h-', 'input: kramdown', 'hard_wrap: true'])}`] : []),
  ...(random.chance(0.2) ? ['exclude: [README.md]'] : []),
  ...(random.chance(0.2) ? ['future: true'] : []),
  ...(random.chance(0.2) ? ['show_drafts: true'] : []),
  'defaults:\n  - scope: {path: ""}\n    values: {layout: probe}',
].join('\n').concat('\n');

function head(random, index) {
  const lines = [`title: "Post ${index}"`];
  if (random.chance(0.3)) lines.push('categories: [Two Words, Böte]');
  if (random.chance(0.2)) lines.push(`permalink: /own/place-${index}/`);
  if (random.chance(0.2)) lines.push(`slug: A Slug ${index}`);
  if (random.chance(0.2)) lines.push('date: 2024-03-31 23:30:00 +0200');
  if (random.chance(0.3)) lines.push(`redirect_from: [/old-${index}/, /older/${index}.html, /bare-${index}]`);
  return `${lines.join('\n')}\n`;
}

export const headings = ['With an id {#own-id}', 'Attributes\n{: #below .wide}', 'Spans *here*{: #inside}', 'Smart... quotes -- and \'so\'', 'A [^1] mark'];

export const openings = [
  'Two notes[^1] and[^named], and again[^1].\n\n[^1]: Words.\n[^named]: More.', '* toc\n{:toc}', 'A paragraph.\n{: #para}', '{: #before}\nAnother.', '<a name="own-place"></a> and <span id=raw>raw</span>',
  'Apple\n: A fruit.\n{: #fruit}', '<div markdown="1" id="box">\n## Boxed\n</div>',
];

export const ways = {
  attributes: (to, index) => `[attributes ${index}](${to}){: .button target="_blank"}`,
  inside: (to, index) => `<div markdown="1">\nA [boxed ${index}](${to}) link.\n</div>`,
  outside: (to, index) => `<div>\nNo [boxed ${index}](${to}/no) link.\n</div>`,
  span: (to, index) => `<p markdown="span">A [span ${index}](${to})</p>`,
  definition: (to, index) => `Term ${index}\n: A [definition](${to}).`,
  footnote: (to, index) => `A note[^n${index}].\n\n[^n${index}]: It has [a link](${to}).`,
  unused: (to, index) => `No note.\n\n[^unused${index}]: It has [a link](${to}/no).`,
  relative: (to, index) => (to.startsWith('/') ? `A [filtered ${index}]({{ "${to}" | relative_url }}).` : `A [plain ${index}](${to}).`),
  baseurl: (to, index) => (to.startsWith('/') ? `A [prefixed ${index}]({{ site.baseurl }}${to}).` : `A [plain ${index}](${to}).`),
  assigned: (to, index) => `{% assign where = "${to}" %}An [assigned ${index}]({{ where }}).`,
  looped: (to, index) => `{% for one in (1..2) %}[looped ${index}](${to}) {% endfor %}`,
  included: (to) => `{% include link.html to="${to}" %}`,
  raw: (to, index) => `{% raw %}[raw ${index}](${to}){% endraw %}`,
  hidden: (to, index) => `{% comment %}[hidden ${index}](${to}/no){% endcomment %}`,
  comment: (to, index) => `{::comment}\n[commented ${index}](${to}/no)\n{:/comment}`,
  nomarkdown: (to, index) => `{::nomarkdown}<a href="${to}">as is ${index}</a>{:/}`,
};

/** A post or page that is not there stops the build, so none is named. */
export function lines(random, { posts }, { source }) {
  const named = posts.filter((post) => /^_posts\/2024-\d\d-\d\d-[\w-]+\.md$/.test(post.source) && !/held-back/.test(post.source));
  const post = named.length > 0 && random.pick(named);
  return [
    ...(post ? [`[a post]({% post_url ${post.source.slice(7, -3)} %})`, `[base and post]({{ site.baseurl }}{% post_url ${post.source.slice(7, -3)} %})`] : []),
    '[the docs]({% link docs/index.md %}#nowhere)', '![boat]({% link images/boat.png %})',
    `[self]({{ page.url | relative_url }}#${random.pick(['fn:1', 'para', 'nothing'])})`,
    ...(source.startsWith('_posts/') ? ['{% for post in site.posts limit:1 %}[first]({{ post.url | relative_url }}){% endfor %}'] : []),
  ];
}

export const files = ({ config, posts }) => ({
  '_config.yml': config,
  'Gemfile': 'source "https://example.org"\ngem "jekyll", "~> 4.3"\n',
  '_layouts/probe.html': '<html><body><div data-source="{{ page.path }}">{{ content }}</div></body></html>\n',
  '_includes/link.html': '<a href="{{ include.to }}">included</a>\n',
  'images/boat.png': PIXEL,
  'images/Big Boat.png': PIXEL,
  '_hidden/boat.png': PIXEL,
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

/** `jekyll build` writes the root's index only if there is one; none is made here. */
export const build = () => ({ command: ['jekyll', 'build', '--quiet', '--disable-disk-cache'], output: '_site', env: { BUNDLE_GEMFILE: '/nonexistent', JEKYLL_NO_BUNDLER_REQUIRE: 'true' } });
