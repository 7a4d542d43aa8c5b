import type { Texts } from './blog.ts';

const BODY = 'The boat leaves from [the harbour](HARBOUR), past ![the lighthouse](/images/harbour.png), for [nowhere](/nowhere/).\n';
const post = (title: string, link: string, more = ''): string => `---\ntitle: ${title}\ndate: 2024-05-04\n${more}---\n${BODY.replace('HARBOUR', link)}`;

/** A small blog of each generator: two posts that link to each other, an image, and one link that leads nowhere. */
export const samples: Readonly<Record<string, Texts>> = {
  jekyll: {
    '_config.yml': 'title: Boats\nurl: https://boats.example\npermalink: /:title/\n',
    '_posts/2024-05-04-boat.md': post('The boat', '/harbour/'),
    '_posts/2024-05-05-harbour.md': post('The harbour', '/harbour/'),
    'images/harbour.png': '',
  },
  hugo: {
    'hugo.toml': 'baseURL = "https://boats.example/"\ntitle = "Boats"\n',
    'content/posts/boat.md': post('The boat', '/posts/harbour/'),
    'content/posts/harbour.md': post('The harbour', '/posts/harbour/'),
    'static/images/harbour.png': '',
  },
  hexo: {
    '_config.yml': 'title: Boats\nurl: https://boats.example\npermalink: :title/\n',
    'package.json': '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "^8.0.0", "hexo-renderer-marked": "^7.0.0"}}',
    'source/_posts/boat.md': post('The boat', '/harbour/'),
    'source/_posts/harbour.md': post('The harbour', '/harbour/'),
    'source/images/harbour.png': '',
  },
  eleventy: {
    'eleventy.config.js': 'export default function (config) { config.addPassthroughCopy("images"); return { dir: { input: "." } }; }\n',
    'package.json': '{"devDependencies": {"@11ty/eleventy": "^3.0.0"}}',
    'posts/boat.md': post('The boat', '/posts/harbour/'),
    'posts/harbour.md': post('The harbour', '/posts/harbour/'),
    'images/harbour.png': '',
  },
  astro: {
    'astro.config.mjs': 'import { defineConfig } from "astro/config";\nexport default defineConfig({ site: "https://boats.example" });\n',
    'package.json': '{"dependencies": {"astro": "^5.0.0"}}',
    'src/content.config.ts': 'import { defineCollection } from "astro:content";\nimport { glob } from "astro/loaders";\nconst blog = defineCollection({ loader: glob({ base: "./src/content/blog", pattern: "**/*.md" }) });\nexport const collections = { blog };\n',
    'src/pages/blog/[...slug].astro': '---\nimport { getCollection, render } from "astro:content";\nexport async function getStaticPaths() {\n  const posts = await getCollection("blog");\n  return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n}\nconst { Content } = await render(Astro.props);\n---\n<Content />\n',
    'src/content/blog/boat.md': post('The boat', '/blog/harbour/'),
    'src/content/blog/harbour.md': post('The harbour', '/blog/harbour/'),
    'public/images/harbour.png': '',
  },
  plain: {
    'boat.md': '# The boat\n\nThe boat leaves from [the harbour](harbour.md), past ![the lighthouse](images/harbour.png), for [nowhere](nowhere.md).\n',
    'harbour.md': '# The harbour\n',
    'images/harbour.png': '',
  },
};
