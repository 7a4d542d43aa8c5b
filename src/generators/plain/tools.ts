import { nameOf, type FilePath } from '../../core/paths.ts';

/** What is known of a program that makes sites, but not enough to know its addresses. */
export interface Tool {
  /** As typed after `--generator`. */
  readonly id: string;
  readonly name: string;
  /** The file that says a folder is one of its sites, from the site's root. */
  readonly settings: RegExp;
  /** What else must be true of the settings file's text or of the files, where its name alone is too common. */
  readonly says?: RegExp;
  /** Folders whose files are published at the root. */
  readonly publicFolders: readonly string[];
  /** The folder that posts are in, for new ones; `:slug` and the parts of the date are filled in. */
  readonly newPost: string;
  /** Whether a relative path that does not end in `.md` is found from the source file, as pictures beside a post are. */
  readonly relativeTo: 'source' | 'page';
  /** Ways to name a file of the blog that only this program knows. */
  readonly links?: readonly LinkStyle[];
  /** Front matter is TOML between `+++`. */
  readonly format?: 'toml';
}

/** `{filename}other.md`, `@/blog/other.md`. */
export interface LinkStyle {
  /** What a link begins with; the rest is a file. */
  readonly prefix: RegExp;
  /** The folder that a path with a leading `/`, or any path, is taken from. */
  readonly from: string;
  readonly relative: boolean;
}

/** Sites whose addresses are made by programs, settings or themes that are not understood here. */
export const tools: readonly Tool[] = [
  {
    id: 'docusaurus', name: 'Docusaurus', settings: /^docusaurus\.config\.[mc]?[jt]s$/, publicFolders: ['static'],
    newPost: 'blog/:year-:month-:day-:slug.md', relativeTo: 'source',
    links: [{ prefix: /^@site\//, from: '', relative: false }],
  },
  { id: 'vitepress', name: 'VitePress', settings: /^(?:docs\/)?\.vitepress\/config\.[mc]?[jt]s$/, publicFolders: ['public', 'docs/public'], newPost: 'posts/:slug.md', relativeTo: 'source' },
  { id: 'vuepress', name: 'VuePress', settings: /^(?:docs\/)?\.vuepress\/config\.[mc]?[jt]s$/, publicFolders: ['.vuepress/public', 'docs/.vuepress/public'], newPost: 'posts/:slug.md', relativeTo: 'source' },
  {
    id: 'zola', name: 'Zola', settings: /^(?:zola|config)\.toml$/, says: /^\s*base_url\s*=/m, publicFolders: ['static'],
    newPost: 'content/:slug.md', relativeTo: 'page', format: 'toml', links: [{ prefix: /^@\//, from: 'content', relative: false }],
  },
  {
    id: 'pelican', name: 'Pelican', settings: /^pelicanconf\.py$/, publicFolders: [], newPost: 'content/:slug.md', relativeTo: 'page',
    links: [{ prefix: /^(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)/, from: 'content', relative: true }],
  },
  { id: 'gatsby', name: 'Gatsby', settings: /^gatsby-config\.[mc]?[jt]s$/, publicFolders: ['static'], newPost: 'content/blog/:slug/index.md', relativeTo: 'source' },
  { id: 'nikola', name: 'Nikola', settings: /^conf\.py$/, says: /^\s*(?:BLOG_TITLE|POSTS)\s*=/m, publicFolders: ['files'], newPost: 'posts/:slug.md', relativeTo: 'page' },
  { id: 'mkdocs', name: 'MkDocs', settings: /^mkdocs\.ya?ml$/, publicFolders: ['docs'], newPost: 'docs/blog/posts/:slug.md', relativeTo: 'source' },
  { id: 'quarto', name: 'Quarto', settings: /^_quarto\.ya?ml$/, publicFolders: [], newPost: 'posts/:slug/index.qmd', relativeTo: 'source' },
  { id: 'mdbook', name: 'mdBook', settings: /^book\.toml$/, publicFolders: ['src'], newPost: 'src/:slug.md', relativeTo: 'source' },
  { id: 'gridsome', name: 'Gridsome', settings: /^gridsome\.config\.[jt]s$/, publicFolders: ['static'], newPost: 'blog/:slug.md', relativeTo: 'source' },
  { id: 'next', name: 'Next.js', settings: /^next\.config\.[mc]?[jt]s$/, publicFolders: ['public'], newPost: 'posts/:slug.md', relativeTo: 'page' },
  { id: 'nuxt', name: 'Nuxt', settings: /^nuxt\.config\.[mc]?[jt]s$/, publicFolders: ['public', 'static'], newPost: 'content/:slug.md', relativeTo: 'page' },
  { id: 'sveltekit', name: 'SvelteKit', settings: /^svelte\.config\.[mc]?[jt]s$/, publicFolders: ['static'], newPost: 'src/posts/:slug.md', relativeTo: 'page' },
  { id: 'lume', name: 'Lume', settings: /^_config\.ts$/, says: /\blume\b/, publicFolders: [], newPost: 'posts/:slug.md', relativeTo: 'page' },
  { id: 'metalsmith', name: 'Metalsmith', settings: /^metalsmith\.(?:json|js|mjs)$/, publicFolders: [], newPost: 'src/:slug.md', relativeTo: 'page' },
  { id: 'middleman', name: 'Middleman', settings: /^config\.rb$/, says: /activate\s+:blog|middleman/, publicFolders: ['source'], newPost: 'source/:year-:month-:day-:slug.html.md', relativeTo: 'page' },
  { id: 'publish', name: 'Publish', settings: /^Package\.swift$/, says: /JohnSundell\/Publish|"Publish"/, publicFolders: ['Resources'], newPost: 'Content/posts/:slug.md', relativeTo: 'page' },
];

/** Whether a file, by its path from a site's root, is the settings file of a tool. */
export const isSettingsOf = (path: string, tool: Tool): boolean => tool.settings.test(path);

/** Where the site is whose settings a file might be: `''` for `docusaurus.config.js`, `''` too for `docs/.vitepress/config.ts`. */
export function rootFor(path: FilePath, tool: Tool): string | undefined {
  const parts = path.split('/');
  for (let i = Math.max(0, parts.length - 3); i < parts.length; i += 1) {
    if (isSettingsOf(parts.slice(i).join('/'), tool)) return parts.slice(0, i).join('/');
  }
  return undefined;
}

/** Folders that never hold a site of their own. */
export const isElsewhere = (path: string): boolean => /(?:^|\/)(?:node_modules|vendor|themes|dist|build|test|tests|__tests__|fixtures|examples?)\//.test(path) || nameOf(path) === '';
