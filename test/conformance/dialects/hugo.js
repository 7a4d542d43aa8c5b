import { spawnSync } from 'node:child_process';
import { NAMES } from '../bodies.js';
import { PIXEL } from '../pixel.js';

const found = /v\d+\.\d+\.\d+/.exec(spawnSync('hugo', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[0];

export const prepare = () => (found ? undefined : '`hugo` is not installed');

export function plan(random) {
  const base = random.pick(['', '', '/blog']);
  const languages = random.chance(0.3);
  const posts = random.some(NAMES, 7).map((name, index) => {
    const folder = random.pick(['posts', 'posts', 'posts/nested', 'Notes', 'posts/Über Uns']);
    const file = random.chance(0.25) ? `${folder}/${name}/index.md` : `${folder}/${name}${languages && random.chance(0.4) ? '.de' : ''}.md`;
    return { source: `content/${file}`, head: head(random, index), isBundle: file.endsWith('/index.md') };
  });
  posts.push({ source: 'content/posts/draft.md', head: 'title: D\ndraft: true\n' });
  posts.push({ source: 'content/posts/future.md', head: 'title: F\ndate: 2090-01-01\n' });
  posts.push({ source: 'content/posts/expired.md', head: 'title: E\nexpiryDate: 2020-01-01\n' });
  posts.push({ source: 'content/posts/unlisted.md', head: 'title: U\n_build:\n  render: never\n  list: never\n' });
  posts.push({ source: 'content/about.md', head: 'title: About\n' });
  posts.push({ source: 'content/posts/README.md', head: 'title: Read me\n' });
  posts.push({ source: 'content/Notes/_index.md', head: 'title: Notes\n' });
  return { base, posts, config: settings(random, { base, languages }), hidden: ['/posts/draft/', '/posts/future/', '/posts/expired/', '/posts/unlisted/'] };
}

/** Raw HTML is refused in so many words: where nothing is said of it, what it points to counts on purpose. */
function settings(random, { base, languages }) {
  return [
    `baseURL = "https://boats.example${base}/"`, 'title = "Boats"',
    ...(random.chance(0.2) ? ['uglyURLs = true'] : []),
    ...(random.chance(0.15) ? ['disablePathToLower = true'] : []),
    ...(random.chance(0.15) ? ['removePathAccents = true'] : []),
    ...(random.chance(0.15) ? ['disableKinds = ["taxonomy", "term"]'] : []),
    ...(languages ? ['defaultContentLanguage = "en"', ...(random.chance(0.3) ? ['defaultContentLanguageInSubdir = true'] : []), '[languages.en]', 'weight = 1', '[languages.de]', 'weight = 2'] : []),
    ...(random.chance(0.4) ? ['[permalinks]', `posts = "${random.pick(['/:year/:month/:slug/', '/:filename/', '/:section/:title/', '/:sections/:slugorfilename/', '/p/:month-:day/:filename.html'])}"`] : []),
    '[markup.goldmark.renderer]', `unsafe = ${random.chance(0.6)}`,
    ...(random.chance(0.2) ? ['[markup.goldmark.parser]', `autoHeadingIDType = "${random.pick(['github-ascii', 'blackfriday'])}"`] : []),
    ...(random.chance(0.2) ? ['[taxonomies]', 'tag = "tags"', 'series = "Serien"'] : []),
  ].join('\n').concat('\n');
}

function head(random, index) {
  const lines = [`title: "Post Über ${index}"`, 'date: 2024-03-01'];
  if (random.chance(0.2)) lines.push(`slug: A Slug ${index}`);
  if (random.chance(0.15)) lines.push(`url: /own/Place-${index}/`);
  if (random.chance(0.2)) lines.push(`aliases: [/old-${index}/, rel-${index}, /old/Page-${index}.html]`);
  if (random.chance(0.3)) lines.push('tags: [Big Boats, c++, Ünï]');
  if (random.chance(0.2)) lines.push('series: [Long Way]');
  return `${lines.join('\n')}\n`;
}

export const headings = ['With an id {#own-id}', 'With a class {.wide}', 'Emoji :smile:', 'Quotes "and" \'so\'...', '{#only}'];

export const openings = ['Two notes[^1] and[^named], and again[^1].\n\n[^1]: Words.\n[^named]: More.', 'Apple\n: A fruit.', '<a name="own-place"></a> and <span id="raw">raw</span>'];

export const ways = {
  footnote: (to, index) => `A note[^n${index}].\n\n[^n${index}]: It has [a link](${to}).`,
  definition: (to, index) => `Term ${index}\n: A [definition](${to}).`,
  shortcode: (to, index) => `{{< go "${to}" >}}`,
  around: (to, index) => `{{% box %}}\nA [boxed ${index}](${to}).\n{{% /box %}}`,
  inner: (to, index) => `{{< plain >}}No [link ${index}](${to}/no){{< /plain >}}`,
  hidden: (to, index) => `{{</* go "${to}/no" */>}}`,
  attributes: (to, index) => `[attributes ${index}](${to})\n{.wide}`,
};

export const image = {
  shown: (to) => `{{< figure src="${to}" alt="x" title="A boat" >}}`,
  linked: (to) => `{{< figure src="${to}" link="${to}" >}}`,
};

/** A page that is not there stops the build, so none is named; whether an anchor is there it does not ask. */
export function lines(random, { base, posts }, { isBundle, source }) {
  const named = posts.filter((post) => /^content\/posts\/[\w-]+(?:\/index)?\.md$/.test(post.source) && !/draft|future|expired|unlisted/.test(post.source));
  const other = random.pick(named).source.replace('content/', '').replace(/\/index\.md$/, '');
  const isGerman = /\.de\.md$/.test(source);
  return [
    ...(isGerman ? [] : [`[ref]({{< ref "/${other}" >}})`, `[relref]({{< relref "/${other}#nowhere" >}})`, '[about]({{% relref "/about.md" %}})']),
    ...(isBundle ? ['![own](own.png)', '![own](./own.png)', '![none](none.png)', '{{< figure src="own.png" >}}', `[own](${base}/own.png)`] : []),
    `https://boats.example${base}/about/`,
  ];
}

const LAYOUT = '<html><body>{{ with .File }}<div data-source="content/{{ .Path }}">{{ $.Content }}</div>{{ end }}</body></html>\n';

export const files = ({ config, posts }) => ({
  'hugo.toml': config,
  '.hugo-version': `${found?.slice(1)}\n`,
  'layouts/_default/single.html': LAYOUT,
  'layouts/_default/list.html': LAYOUT.replace('</body>', '{{ .Title }}</body>'),
  'layouts/shortcodes/go.html': '<a href="{{ .Get 0 }}">go</a>',
  'layouts/shortcodes/box.html': '{{ .Inner }}',
  'layouts/shortcodes/plain.html': '<em>{{ .Inner }}</em>',
  'static/images/boat.png': PIXEL,
  'static/images/Big Boat.png': PIXEL,
  'content/posts/beside.png': PIXEL,
  ...Object.fromEntries(posts.filter(({ isBundle }) => isBundle).map(({ source }) => [source.replace('index.md', 'own.png'), PIXEL])),
  ...Object.fromEntries(posts.map(({ source, head: top, body }) => [source, `---\n${top}---\n${body}`])),
});

export const build = () => ({ command: ['hugo', '--quiet'], output: 'public' });
