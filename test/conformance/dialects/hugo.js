import { spawnSync } from 'node:child_process';
import { NAMES } from '../bodies.js';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const prepare = () => (spawnSync('hugo', ['version']).error ? '`hugo` is not installed' : undefined);

export function plan(random) {
  const base = random.pick(['', '', '/blog']);
  const languages = random.chance(0.3);
  const posts = random.some(NAMES, 7).map((name, index) => {
    const folder = random.pick(['posts', 'posts', 'posts/nested', 'Notes']);
    const file = random.chance(0.25) ? `${folder}/${name}/index.md` : `${folder}/${name}${languages && random.chance(0.4) ? '.de' : ''}.md`;
    return { source: `content/${file}`, head: head(random, index) };
  });
  posts.push({ source: 'content/posts/draft.md', head: 'title: D\ndraft: true\n' });
  posts.push({ source: 'content/posts/future.md', head: 'title: F\ndate: 2090-01-01\n' });
  posts.push({ source: 'content/posts/expired.md', head: 'title: E\nexpiryDate: 2020-01-01\n' });
  posts.push({ source: 'content/about.md', head: 'title: About\n' });
  posts.push({ source: 'content/posts/README.md', head: 'title: Read me\n' });
  const settings = [
    `baseURL = "https://boats.example${base}/"`, 'title = "Boats"',
    ...(random.chance(0.2) ? ['uglyURLs = true'] : []),
    ...(languages ? ['defaultContentLanguage = "en"', '[languages.en]', 'weight = 1', '[languages.de]', 'weight = 2'] : []),
    ...(random.chance(0.4) ? ['[permalinks]', `posts = "${random.pick(['/:year/:month/:slug/', '/:filename/', '/:section/:title/'])}"`] : []),
    ...(random.chance(0.6) ? ['[markup.goldmark.renderer]', 'unsafe = true'] : []),
  ];
  return { base, posts, config: `${settings.join('\n')}\n`, hidden: ['/posts/draft/', '/posts/future/', '/posts/expired/'] };
}

function head(random, index) {
  const lines = [`title: "Post ${index}"`, 'date: 2024-03-01'];
  if (random.chance(0.2)) lines.push(`slug: A Slug ${index}`);
  if (random.chance(0.15)) lines.push(`url: /own/Place-${index}/`);
  if (random.chance(0.2)) lines.push(`aliases: [/old-${index}/, rel-${index}]`);
  if (random.chance(0.3)) lines.push('tags: [Big Boats, c++]');
  return `${lines.join('\n')}\n`;
}

const LAYOUT = '<html><body><div data-source="{{ with .File }}content/{{ .Path }}{{ end }}">{{ .Content }}</div></body></html>\n';

export const files = ({ config, posts }) => ({
  'hugo.toml': config,
  'layouts/_default/single.html': LAYOUT,
  'layouts/_default/list.html': '<html><body>{{ .Title }}</body></html>\n',
  'static/images/boat.png': PIXEL,
  'static/images/Big Boat.png': PIXEL,
  ...Object.fromEntries(posts.filter(({ source }) => source.endsWith('/index.md')).map(({ source }) => [source.replace('index.md', 'own.png'), PIXEL])),
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

export const build = () => ({ command: ['hugo', '--quiet'], output: 'public' });
