import { spawnSync } from 'node:child_process';
import { NAMES } from '../bodies.js';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const prepare = () => (spawnSync('jekyll', ['--version']).error ? '`jekyll` is not installed' : undefined);

export function plan(random) {
  const permalink = random.pick([undefined, 'pretty', 'none', '/:title/', '/:year/:month/:title.html', '/blog/:categories/:title/', '/:title', 'ordinal']);
  const base = random.pick(['', '', '/blog']);
  const posts = random.some(NAMES, 7).map((name, index) => {
    const file = `${random.pick(['_posts', '_posts', 'news/_posts', '_posts/sub'])}/2024-0${1 + (index % 8)}-1${index % 9}-${name}.md`;
    return { source: file, head: head(random, index), name };
  });
  posts.push({ source: '_posts/2090-01-01-future.md', head: 'title: Later\n', name: 'future' });
  posts.push({ source: '_posts/2024-01-01-held-back.md', head: 'title: No\npublished: false\n', name: 'held-back' });
  posts.push({ source: 'about us.md', head: 'title: About\n', name: 'about' });
  posts.push({ source: 'docs/index.md', head: 'title: Docs\n', name: 'docs' });
  posts.push({ source: 'README.md', head: 'title: Read me\n', name: 'readme' });
  const config = `title: Boats\nurl: https://boats.example\nbaseurl: "${base}"\n${permalink === undefined ? '' : `permalink: ${permalink}\n`}defaults:\n  - scope: {path: ""}\n    values: {layout: probe}\n`;
  return { config, base, posts, hidden: ['/2090/01/01/future.html', '/future/', '/held-back/'] };
}

function head(random, index) {
  const lines = [`title: "Post ${index}"`];
  if (random.chance(0.3)) lines.push('categories: [Two Words, boats]');
  if (random.chance(0.2)) lines.push(`permalink: /own/place-${index}/`);
  if (random.chance(0.2)) lines.push(`slug: A Slug ${index}`);
  if (random.chance(0.2)) lines.push('date: 2024-03-31 23:30:00 +0200');
  return `${lines.join('\n')}\n`;
}

export const files = ({ config, posts }) => ({
  '_config.yml': config,
  'Gemfile': 'source "https://example.org"\ngem "jekyll", "~> 4.3"\n',
  '_layouts/probe.html': '<html><body><div data-source="{{ page.path }}">{{ content }}</div></body></html>\n',
  'images/boat.png': PIXEL,
  'images/Big Boat.png': PIXEL,
  '_hidden/boat.png': PIXEL,
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

/** `jekyll build` writes the root's index only if there is one; none is made here. */
export const build = () => ({ command: ['jekyll', 'build', '--quiet', '--disable-disk-cache'], output: '_site', env: { BUNDLE_GEMFILE: '/nonexistent', JEKYLL_NO_BUNDLER_REQUIRE: 'true' } });
