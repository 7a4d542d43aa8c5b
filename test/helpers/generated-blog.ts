import { asFilePath, decodePath, encodePath } from '../../src/core/paths.ts';
import { relativePath } from '../../src/core/site/spellings.ts';
import type { Site } from '../../src/core/site/site.ts';
import { generators } from '../../src/generators/index.ts';
import type { Texts } from './blog.ts';
import type { Random } from './random.ts';
import { siteOf } from './site-of.ts';

/** Generators a blog can be generated for. */
export const KINDS = ['jekyll', 'hugo', 'hexo', 'eleventy', 'astro', 'plain'] as const;
export type Kind = (typeof KINDS)[number];

/** A blog of one generator, in all shapes that its authors give it, and whose posts point at each other in every spelling. */
export async function generatedBlog(kind: Kind, random: Random): Promise<Texts> {
  const shape = SHAPES[kind](random);
  const bare: Record<string, string> = { ...shape.settings };
  for (const file of shape.posts) bare[file] = headed(shape.head(file), '');
  for (const file of shape.images) bare[file] = '';
  const generator = generators.find(({ id }) => id === kind);
  if (!generator) throw new Error(`No ${kind}`);
  const site = await siteOf(generator, bare, { now: '2026-03-01' });

  const blog: Record<string, string> = { ...bare };
  const lineEnd = random.chance(0.15) ? '\r\n' : '\n';
  for (const file of shape.posts) {
    const body = bodyOf(file, { site, random, shape });
    const image = shape.imageKey !== undefined && random.chance(0.3) ? frontMatterImage(shape, random) : '';
    const text = headed(`${shape.head(file)}${image}`, body).replaceAll('\n', lineEnd);
    blog[file] = (random.chance(0.05) && kind !== 'hexo' ? '\uFEFF' : '') + (random.chance(0.1) ? text.trimEnd() : text);
  }
  return blog;
}

const headed = (head: string, body: string): string => (head.startsWith('+++') ? `${head}+++\n${body}` : head === '' ? body : `---\n${head}---\n${body}`);

interface Shape {
  readonly settings: Texts;
  readonly posts: readonly string[];
  readonly images: readonly string[];
  /** Of YAML without its fences, or of TOML with the opening one. */
  head(file: string): string;
  readonly imageKey?: string;
  /** More ways to write a link to a post, by its file and its address. */
  readonly ways: readonly ((target: Target, random: Random) => string)[];
  readonly imageWays: readonly ((target: Target, random: Random) => string | undefined)[];
}

interface Target {
  readonly file: string;
  /** Encoded, with the base. */
  readonly url: string;
  /** The page it is written on. */
  readonly from: string;
  readonly fromFile: string;
  readonly base: string;
  readonly fragment: string;
}

const SLUGS = ['porto', 'night-train', 'Two Words', 'über-uns', 'v1.2', 'with(parens)', 'under_score', '日本', "it's", 'a', 'index-of-all', 'UPPER', 'c++', 'porto-2', 'a&b', 'comma,too', 'semi;colon', '100%'] as const;
const IMAGES = ['boat.png', 'A photo.jpg', 'harbour_(1).png', 'ü.png', 'deep/boat.png', 'boat-2.png', 'deep/er/x.svg'] as const;

/** New names, over which rules differ too. */
export const newName = (random: Random): string => random.pick(['renamed', 'New-Name', 'ein-neuer-name', 'zweiter', 'x', 'two-words', 'ünder', 'news', 'porto-3']);

function names(random: Random, slugs: readonly string[], count: number): readonly string[] {
  return [...slugs].map((slug) => [random.next(), slug] as const).sort((a, b) => a[0] - b[0]).slice(0, count).map(([, slug]) => slug);
}

const date = (random: Random): string => `202${Math.floor(random.next() * 6)}-0${1 + Math.floor(random.next() * 9)}-1${Math.floor(random.next() * 9)}`;

const titled = (file: string): string => `title: "About ${file.replace(/^.*\//, '').replace(/["\\]/g, '')}"\n`;

const SHAPES: Readonly<Record<Kind, (random: Random) => Shape>> = {
  jekyll: (random) => {
    const base = random.pick(['', '', '/blog']);
    const slugs = names(random, SLUGS.filter((slug) => !/[%]/.test(slug)), 5);
    return {
      settings: {
        '_config.yml': `url: https://boats.example\nbaseurl: "${base}"\npermalink: ${random.pick(['pretty', '/:title/', 'date', '/:categories/:title.html', '/:year/:month/:title'])}\nplugins: [${random.pick(['jekyll-redirect-from', 'jekyll-redirect-from, jekyll-relative-links', 'jekyll-feed'])}]\n`,
        'Gemfile.lock': `GEM\n  specs:\n    jekyll (${random.pick(['4.3.1', '3.10.0'])})\n`,
        '_includes/figure.html': '<img src="{{ include.src }}" alt="{{ include.alt }}">\n',
        '_layouts/default.html': '<a href="/">Home</a>{{ content }}',
      },
      posts: [...slugs.map((slug) => `_posts/${random.chance(0.2) ? 'sub/' : ''}${date(random)}-${slug}.md`), 'about.md', random.pick(['notes/index.md', 'notes/tea.md'])],
      images: names(random, IMAGES, 4).map((image) => `images/${image}`),
      head: titled,
      imageKey: 'image',
      ways: [
        ({ file, fragment, base: path }) => (file.startsWith('_posts/') ? `[a]({{ site.baseurl }}{% post_url ${file.slice(7, -3)} %}${fragment})`.replace(path === '' ? '{{ site.baseurl }}' : '\0', '') : '[a](/)'),
        ({ file, fragment }) => (/\s/.test(file) ? '[a](/)' : `[a]({% link ${file} %}${fragment})`),
        ({ url, base: path, fragment }) => `[a]({{ site.baseurl }}${url.slice(path.length)}${fragment})`,
        ({ url, base: path, fragment }) => `[a]({{ "${url.slice(path.length)}" | relative_url }}${fragment})`,
        ({ url, base: path, fragment }) => `<a href="{{ '${url.slice(path.length).replaceAll("'", '%27')}' | absolute_url }}${fragment}">a</a>`,
        ({ file, fromFile }) => `[a](${encodePath(relativePath(`/${fromFile}`, `/${file}`)).replace(/[()]/g, '\\$&')})`,
      ],
      imageWays: [
        ({ url }) => `{% include figure.html src="${url}" alt="A boat" %}`,
        ({ url, base: path }) => `![A boat]({{ site.baseurl }}${url.slice(path.length)})`,
        ({ url, base: path }) => `<img src="{{ '${url.slice(path.length)}' | relative_url }}" alt="A boat">`,
      ],
    };
  },
  hugo: (random) => {
    const slugs = names(random, SLUGS.filter((slug) => !/[%]/.test(slug)), 6);
    const toml = random.chance(0.3);
    const bundled = new Set(slugs.filter(() => random.chance(0.4)));
    const inFrench = random.pick([undefined, undefined, 'name', 'folder'] as const);
    const posts = slugs.flatMap((slug) => {
      const name = bundled.has(slug) ? `${slug}/index` : slug;
      const own = `content/posts/${name}.md`;
      return inFrench === undefined || random.chance(0.5) ? [own] : [own, inFrench === 'name' ? `content/posts/${name}.fr.md` : `french/posts/${name}.md`];
    });
    return {
      settings: {
        'hugo.toml': `baseURL = "https://boats.example${random.pick(['/', '/', '/blog/'])}"\n${random.pick(['', '', 'uglyURLs = true\n', '[permalinks]\nposts = "/:year/:slug/"\n'])}${inFrench === undefined ? '' : `[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n${inFrench === 'folder' ? 'contentDir = "french"\n' : ''}`}`,
        'layouts/_default/single.html': '{{ .Content }}',
      },
      posts: [...posts, 'content/about.md', 'content/posts/_index.md'],
      images: [...names(random, IMAGES, 3).map((image) => `static/images/${image}`), ...[...bundled].flatMap((slug) => [`content/posts/${slug}/boat.png`, `content/posts/${slug}/pics/in it.png`])],
      head: (file) => (toml ? `+++\ntitle = "About ${file.replace(/[^a-z]+/gi, ' ')}"\n${file.includes('_index') ? '' : `date = ${date(random)}\n`}` : `${titled(file)}${file.includes('_index') ? '' : `date: ${date(random)}\n`}`),
      ways: [
        ({ file, fragment }) => `[a]({{< ref "/${file.replace(/^\w+\//, '').replace(/\/_?index\.md$/, '')}${fragment}" >}})`,
        ({ file, fragment }) => `[a]({{< relref "/${file.replace(/^\w+\//, '')}" >}}${fragment})`,
        ({ file }) => `[a]({{< relref "${file.replace(/^\w+\//, '').replace(/\/_?index\.md$|\.md$/, '')}" >}})`,
        ({ file }) => `[a]({{% relref "${file.replace(/^.*\//, '').replace('index.md', '../about.md')}" %}})`,
      ],
      imageWays: [
        ({ url }) => `{{< figure src="${url}" alt="A boat" >}}`,
        ({ file, fromFile }) => (file.startsWith(fromFile.replace(/index\.md$/, '')) && fromFile.endsWith('/index.md') ? `![A boat](${encodePath(file.slice(fromFile.length - 8))})` : undefined),
        ({ file, fromFile }) => (file.startsWith(fromFile.replace(/index\.md$/, '')) && fromFile.endsWith('/index.md') ? `{{< figure src="${file.slice(fromFile.length - 8)}" title="x" >}}` : undefined),
      ],
    };
  },
  hexo: (random) => {
    const slugs = names(random, SLUGS.filter((slug) => !/[%]/.test(slug)), 5);
    const assets = random.chance(0.5);
    return {
      settings: {
        '_config.yml': `url: https://boats.example\nroot: ${random.pick(['/', '/', '/blog/'])}\npermalink: ${random.pick([':title/', ':year/:month/:title/', ':title.html', ':category/:title/'])}\npost_asset_folder: ${assets}\n`,
        'package.json': `{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"${random.chance(0.5) ? ', "hexo-generator-alias": "^1.0.0"' : ''}}}`,
      },
      posts: [...slugs.map((slug) => `source/_posts/${random.chance(0.2) ? 'sub/' : ''}${slug}.md`), 'source/about/index.md'],
      images: [...names(random, IMAGES, 3).map((image) => `source/images/${image}`), ...(assets ? slugs.slice(0, 2).map((slug) => `source/_posts/${slug}/boat.png`) : [])],
      head: (file) => `${titled(file)}date: ${date(random)} 10:00:00\n`,
      ways: [
        ({ file }) => (file.startsWith('source/_posts/') && !/[\s'"]/.test(file) ? `{% post_link ${file.slice(14, -3)} %}` : '[a](/)'),
        ({ file }) => (file.startsWith('source/_posts/') && !/[\s'"]/.test(file) ? `{% post_link ${file.slice(14, -3)} 'There' %}` : '[a](/)'),
      ],
      imageWays: [
        ({ file, fromFile }) => (file.startsWith(fromFile.replace(/\.md$/, '/')) && !/\s/.test(file) ? `{% asset_img ${file.slice(fromFile.length - 2)} A boat %}` : undefined),
        ({ url }) => `{% img ${url} %}`,
      ],
    };
  },
  eleventy: (random) => {
    const slugs = names(random, SLUGS.filter((slug) => !/[%]/.test(slug)), 5);
    const converts = random.chance(0.5);
    return {
      settings: {
        'eleventy.config.js': `${converts ? 'import { InputPathToUrlTransformPlugin } from "@11ty/eleventy";\n' : ''}export default function (config) { ${converts ? 'config.addPlugin(InputPathToUrlTransformPlugin); ' : ''}config.addPassthroughCopy("images"); return { pathPrefix: "${random.pick(['/', '/', '/blog/'])}" }; }\n`,
        'package.json': '{"devDependencies": {"@11ty/eleventy": "^3.0.0"}}',
      },
      posts: [...slugs.map((slug) => `posts/${random.chance(0.2) ? `${slug}/index` : slug}.md`), 'about.md'],
      images: names(random, IMAGES, 4).map((image) => `images/${image}`),
      head: (file) => `${titled(file)}date: ${date(random)}\n`,
      ways: [
        ({ url, base: path, fragment }) => `[a]({{ "${url.slice(path.length)}" | url }}${fragment})`,
        ...(converts ? [({ file, fromFile }: Target) => `[a](<${relativePath(`/${fromFile}`, `/${file}`)}>)`] : []),
      ],
      imageWays: [({ url, base: path }) => `<img src="{{ '${url.slice(path.length)}' | url }}" alt="A boat">`],
    };
  },
  astro: (random) => {
    const slugs = names(random, SLUGS.filter((slug) => !/[%]/.test(slug)), 5);
    const inPages = random.chance(0.5);
    const folder = inPages ? 'src/pages/blog' : 'src/content/blog';
    return {
      settings: {
        'astro.config.mjs': `import { defineConfig } from "astro/config";\nexport default defineConfig({ site: "https://boats.example"${random.pick(['', '', ', base: "/blog"'])} });\n`,
        'package.json': '{"dependencies": {"astro": "^5.0.0"}}',
        ...(inPages ? {} : {
          'src/content.config.ts': 'import { defineCollection } from "astro:content";\nimport { glob } from "astro/loaders";\nconst blog = defineCollection({ loader: glob({ base: "./src/content/blog", pattern: "**/*.md" }) });\nexport const collections = { blog };\n',
          'src/pages/blog/[...slug].astro': '---\nimport { getCollection, render } from "astro:content";\nexport async function getStaticPaths() {\n  const posts = await getCollection("blog");\n  return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n}\nconst { Content } = await render(Astro.props);\n---\n<Content />\n',
        }),
      },
      posts: [...slugs.map((slug) => `${folder}/${random.chance(0.2) ? `${slug}/index` : slug}.md`), 'src/pages/about.md'],
      images: [...names(random, IMAGES, 3).map((image) => `public/images/${image}`), 'src/assets/boat.png', `${folder}/near.png`],
      head: (file) => `${titled(file)}date: ${date(random)}\n`,
      ways: [],
      imageWays: [({ file, fromFile }) => (file.startsWith('src/') ? `![A boat](${encodePath(relativePath(`/${fromFile}`, `/${file}`).replace(/^(?!\.)/, './'))})` : undefined)],
    };
  },
  plain: (random) => {
    const isVault = random.chance(0.5);
    const slugs = names(random, isVault ? SLUGS.filter((slug) => !/[%#^|[\]]/.test(slug)) : SLUGS, 6);
    return {
      settings: isVault ? { '.obsidian/app.json': '{}' } : { 'notes.txt': 'x' },
      posts: slugs.map((slug) => `${random.pick(['', 'notes/', 'notes/deep/'])}${slug}.md`),
      images: names(random, IMAGES, 4).map((image) => `pictures/${image}`),
      head: () => '',
      ways: [
        ({ file, fromFile }) => `[a](<${relativePath(`/${fromFile}`, `/${file}`).replace(/%/g, '%25')}>)`,
        ...(isVault ? [({ file }: Target) => `[[${file.replace(/^.*\//, '').replace(/\.md$/, '')}]]`, ({ file }: Target) => `[[${file.replace(/\.md$/, '')}|there]]`] : []),
      ],
      imageWays: [
        ({ file, fromFile }) => `![A boat](${encodePath(relativePath(`/${fromFile}`, `/${file}`)).replace(/[()]/g, '\\$&')})`,
        ...(isVault ? [({ file }: Target) => `![[${file.replace(/^.*\//, '')}]]`] : []),
      ],
    };
  },
};

interface Writing {
  readonly site: Site;
  readonly random: Random;
  readonly shape: Shape;
}

const HEADINGS = ['The bridge', 'Getting there', 'Über Wälder', 'What to bring?'] as const;

function bodyOf(file: string, { site, random, shape }: Writing): string {
  const parts = HEADINGS.map((heading) => `## ${heading}\n`);
  const from = site.bySource.get(asFilePath(file));
  for (let count = 0; count < 7 && from; count++) {
    const isImage = random.chance(0.4);
    const targets = [...site.bySource].filter(([path]) => (isImage ? shape.images : shape.posts).includes(path));
    const found = random.pick(targets);
    const unpublished = isImage ? shape.images.filter((path) => !site.bySource.has(asFilePath(path))) : [];
    const only = random.chance(0.3) ? random.pick(unpublished) : undefined;
    const base = site.conventions.base;
    const target: Target | undefined = only !== undefined
      ? { file: only, url: '', from: from.url, fromFile: file, base, fragment: '' }
      : found && { file: found[0], url: encodePath(base + found[1].url), from: base + from.url, fromFile: file, base, fragment: isImage || random.chance(0.7) ? '' : random.pick(['#the-bridge', '#getting-there', '#nowhere']) };
    if (target) parts.push(isImage ? imageIn(target, shape, random) : linkIn(target, shape, random, count));
  }
  parts.push('[nowhere](/nowhere/) and ![](missing.png) and <https://example.org/x>\n');
  return parts.join('\n');
}

function linkIn(target: Target, shape: Shape, random: Random, count: number): string {
  const { url, fragment } = target;
  const own = random.chance(0.45) ? random.pick(shape.ways) : undefined;
  if (own) return `${own(target, random)}\n`;
  const safe = url.replace(/[()]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  const relative = encodePath(relativePath(decodePath(target.from), decodePath(url))).replace(/[()]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `${random.pick([
    `[a](${safe}${fragment})`, `[a](${relative}${fragment} "T")`, `[a](https://boats.example${safe}${fragment})`, `<a href="${url.replaceAll('&', '&amp;')}${fragment}">a</a>`,
    `<a href='${safe.replaceAll("'", '%27')}?q=1${fragment}'>a</a>`, `[a][ref${count}]\n\n[ref${count}]: ${safe}${fragment} "T"`, `[a](<${decodePath(url).replace(/[%#?]/g, encodeURIComponent)}${fragment}>)`,
    `- item\n\n  > [a](${safe}${fragment})`, `[![A boat](${safe})](${safe})`,
  ])}\n`;
}

function imageIn(target: Target, shape: Shape, random: Random): string {
  const own = target.url === '' || random.chance(0.45) ? random.pick(shape.imageWays)?.(target, random) : undefined;
  if (own !== undefined) return `${own}\n`;
  if (target.url === '') return '';
  const { url } = target;
  const safe = url.replace(/[()]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  const relative = encodePath(relativePath(decodePath(target.from), decodePath(url))).replace(/[()]/g, '\\$&');
  return `${random.pick([
    `![A boat](${safe})`, `![A boat](${relative})`, `<img src="${url}" alt="A boat">`, `<img src="${url}" srcset="${url} 1x, ${url} 2x" alt="A boat">`, `[![A boat](${safe})](${safe})`, `<video poster="${url}"></video>`,
  ])}\n`;
}

function frontMatterImage({ images, imageKey = '' }: Shape, random: Random): string {
  const image = random.pick(images);
  return image === undefined ? '' : `${imageKey}: ${random.pick([`/${image}`, `"/${image}"`, `'/${image}' # cover`])}\n`;
}
