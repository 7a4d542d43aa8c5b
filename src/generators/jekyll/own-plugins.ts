import type { FilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import type { Settings } from './settings.ts';
import { at } from './values.ts';

/**
 * Folders named by generators in `_plugins`, which are read and not run: `File.join('series', slug)`,
 * `site.config['author_dir'] || 'authors'`, `"/tag/#{name}"`.
 */
export async function pluginFolders({ config }: Settings, { files, read }: ConfigureInput): Promise<readonly string[]> {
  const named = at(config, 'plugins_dir');
  const folder = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : '_plugins';
  const found = new Set<string>();
  for (const file of files.filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.rb')).slice(0, 200)) {
    const text = ((await read(file)) ?? '').slice(0, 200_000);
    if (!/\bGenerator\b|\bPageWithoutAFile\b|<\s*(?:Jekyll::)?Page\b/.test(text)) continue;
    for (const [, before, behind] of text.matchAll(writtenFolder)) {
      const name = before ?? behind;
      if (name !== undefined && !/^(?:_|lib$|assets?$|images?$|css$|js$)/.test(name)) found.add(name);
    }
  }
  return [...found];
}

const writtenFolder = /(?:_dir['"]?\]?\s*\|\|\s*|File\.join\(\s*|@?dir\s*=\s*)['"]\/?([a-z][\w-]*(?:\/[a-z][\w-]*)*)\/?['"]|(?<=['"])\/?([a-z][\w-]*(?:\/[a-z][\w-]*)*)\/(?=#\{|['"]\s*\+)/gi;

/**
 * Programs of the blog's own. GitHub Pages would not run them, so that a blog that has some is built elsewhere, be its
 * Gemfile what it may.
 */
export function hasOwnPlugins({ config, source }: Settings, files: readonly FilePath[]): boolean {
  const named = at(config, 'plugins_dir');
  const folder = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : '_plugins';
  return files.some((file) => file.endsWith('.rb') && (file.startsWith(`${folder}/`) || file.startsWith(`${source}/${folder}/`)));
}

export const isEveryPluginKnown = ({ plugins, version }: Settings): boolean => version.name !== '4' && [...plugins].every((plugin) => tagless.has(plugin));

/** Plugins that bring no tags or filters beside those known here. */
const tagless: ReadonlySet<string> = new Set([
  'jekyll-archives', 'jekyll-avatar', 'jekyll-coffeescript', 'jekyll-compose', 'jekyll-default-layout', 'jekyll-feed', 'jekyll-gist',
  'jekyll-github-metadata', 'jekyll-include-cache', 'jekyll-mentions', 'jekyll-optional-front-matter', 'jekyll-paginate', 'jekyll-paginate-v2',
  'jekyll-readme-index', 'jekyll-redirect-from', 'jekyll-relative-links', 'jekyll-remote-theme', 'jekyll-sass-converter', 'jekyll-seo-tag',
  'jekyll-sitemap', 'jekyll-titles-from-headings', 'jekyll-octicons', 'jemoji', 'jekyll-last-modified-at', 'jekyll-target-blank', 'jekyll-minifier',
]);
