import { NAMES, spelled } from '../bodies.js';
import { install, lend } from '../install.js';
import { PIXEL } from '../pixel.js';

const PACKAGES = ['hexo@7', 'hexo-renderer-marked@7', 'hexo-renderer-ejs@2', 'hexo-generator-index@4', 'hexo-generator-archive@2', 'hexo-generator-category@2', 'hexo-generator-tag@2'];

export const prepare = () => install('hexo-7', PACKAGES);

export function plan(random) {
  const base = random.pick(['', '', '/blog']);
  const ownFolders = random.chance(0.5);
  const posts = random.some(NAMES, 6).map((name, index) => {
    const folder = random.pick(['', '', 'trips/', 'Reisen & mehr/']);
    return { source: `source/_posts/${folder}${name}.md`, head: head(random, index), slug: folder + name, isPost: true, hasOwn: ownFolders && random.chance(0.5) };
  });
  posts.push({ source: 'source/_drafts/draft.md', head: 'title: D\n' });
  posts.push({ source: 'source/_posts/future.md', head: 'title: F\ndate: 2090-01-01 12:00:00\n' });
  posts.push({ source: 'source/_posts/held-back.md', head: 'title: H\ndate: 2024-01-01 12:00:00\npublished: false\n' });
  posts.push({ source: 'source/_posts/_skipped.md', head: 'title: S\ndate: 2024-01-01 12:00:00\n' });
  posts.push({ source: 'source/about/index.md', head: 'title: About\n' });
  posts.push({ source: 'source/README.md', head: 'title: Read me\n' });
  posts.push({ source: 'source/docs/notes v1.2.md', head: `title: Notes\n${random.chance(0.3) ? 'permalink: own/notes\n' : ''}` });
  return { base, posts, ownFolders, config: settings(random, base, ownFolders), hidden: ['/2090/01/01/future/', '/draft/', '/held-back/', '/2024/01/01/held-back/'] };
}

function settings(random, base, ownFolders) {
  const permalink = random.pick([':year/:month/:day/:title/', ':year/:month/:day/:title/', 'posts/:name.html', ':category/:title/', ':year/:post_title/', 'p/:title/index.html', ':lang/:title/']);
  return [
    'title: Boats', `url: https://boats.example${base}`, `root: ${base}/`, `permalink: ${permalink}`, 'theme: probe', 'timezone: UTC',
    'permalink_defaults:\n  lang: en',
    ...(ownFolders ? ['post_asset_folder: true'] : []),
    ...(random.chance(0.5) ? [`marked:\n  prependRoot: ${random.chance(0.7)}\n  postAsset: ${ownFolders}\n  modifyAnchors: ${random.pick([0, 0, 1])}`] : []),
    ...(random.chance(0.2) ? ['filename_case: 1'] : []),
    ...(random.chance(0.3) ? ['future: false'] : []),
    ...(random.chance(0.2) ? ['render_drafts: true'] : []),
    ...(random.chance(0.3) ? ['tag_map:\n  c++: cpp', 'category_dir: Sections'] : []),
    ...(random.chance(0.3) ? ['skip_render:\n  - "raw/**"'] : []),
  ].join('\n').concat('\n');
}

function head(random, index) {
  const lines = [`title: "Post Ü ${index}: it's"`, `date: 2024-0${1 + index}-1${index} 1${index}:00:00`];
  if (random.chance(0.3)) lines.push('categories: [Two Words, Boote & Ähnliches]');
  if (random.chance(0.3)) lines.push('tags: [Big Boats, c++, Ünï]');
  if (random.chance(0.15)) lines.push(`permalink: own/place-${index}/`);
  if (random.chance(0.15)) lines.push(`slug: A Slug ${index}`);
  if (random.chance(0.2)) lines.push('lang: de');
  return `${lines.join('\n')}\n`;
}

/** Tags that name a post or a file beside it. A post that is not there stops the build, so none is named. */
export function lines(random, { posts, ownFolders }, post) {
  const other = random.pick(posts.filter(({ isPost }) => isPost));
  return [
    `A {% post_link '${other.slug.replaceAll("'", "\\'")}' 'named' %}.`.replace(/^.*\\'.*$/, 'None.'),
    ...(post.hasOwn ? ['![own](own.png)', '![own](./own.png)', '{% asset_img own.png An own picture %}', '<img src="own.png" alt="x">', '[own](own.png)', `![own](${spelled(other.slug)}/own.png)`] : []),
    ...(ownFolders ? ['![other](other.png)', '{% asset_img none.png %}'] : []),
    '{% raw %}[raw](/raw-no/){% endraw %}',
  ];
}

export const ways = {
  blockquote: (to, index) => `{% blockquote %}\nA [quoted ${index}](${to})\n{% endblockquote %}`,
  definition: (to, index) => `A [^${index}] and words\n\n[^${index}]: ${to}`,
};

const LAYOUT = '<html><body><div<% if (page.source) { %> data-source="source/<%= page.source %>"<% } %>><%- page.content %></div></body></html>\n';

export const files = ({ config, posts }) => ({
  'package.json': JSON.stringify({ name: 'boats', private: true, hexo: { version: '7.3.0' }, dependencies: Object.fromEntries(PACKAGES.map((one) => [one.slice(0, -2), `^${one.slice(-1)}.0.0`])) }),
  '_config.yml': config,
  'themes/probe/layout/index.ejs': LAYOUT,
  'source/images/boat.png': PIXEL,
  'source/images/Big Boat.png': PIXEL,
  'source/_hidden/boat.png': PIXEL,
  'source/raw/page.html': '<p id="raw">Raw</p>\n',
  'source/_posts/lonely/boat.png': PIXEL,
  ...Object.fromEntries(posts.filter(({ hasOwn }) => hasOwn).map(({ source }) => [source.replace(/\.md$/, '/own.png'), PIXEL])),
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

export const build = (folder) => ({ command: [process.execPath, lend('hexo-7', folder, 'hexo/bin/hexo'), 'generate', '--force'], output: 'public' });
