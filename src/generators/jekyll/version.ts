import { asFilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import { isUserSite } from './served-at.ts';
import type { Version } from './settings.ts';
import { at, printed, texts, type Data } from './values.ts';

/** Which Jekyll it is, and why. */
export interface DetectedVersion {
  readonly version: Version;
  readonly plugins: ReadonlySet<string>;
  /** A sentence for the reader where it was guessed. */
  readonly note?: string;
}

/**
 * Tells the Jekyll that GitHub Pages runs by itself (3.10, with plugins of its own and no others) from one that the
 * blog's owner runs. What decides, in this order: the Gemfile, a build by someone else's machine, plugins that Pages
 * does not allow. At an address of GitHub's own such a plugin says nothing: Pages builds in safe mode, which passes over it.
 * https://docs.github.com/en/pages/setting-up-a-github-pages-site-with-jekyll/about-github-pages-and-jekyll#plugins
 */
export async function detectVersion(config: Data, input: ConfigureInput): Promise<DetectedVersion> {
  const gems = await gemsOf(input);
  const asked = new Set([...texts(at(config, 'plugins')), ...texts(at(config, 'gems')), ...texts(at(config, 'whitelist'))]);
  if (gems.pages) return { version: pagesVersion(gems.jekyll), plugins: pagesPlugins(asked) };
  if (gems.jekyll !== undefined) return { version: plainVersion(gems.jekyll), plugins: new Set([...asked, ...gems.plugins]) };

  const isForeign = !isAtGitHub(config, input) && [...asked].some((plugin) => !allowed.has(plugin) && !idle.has(plugin));
  const builtElsewhere = isForeign || input.files.some((file) => /(?:^|\/)_plugins\/.*\.rb$/.test(file)) || await hasBuild(input);
  if (!builtElsewhere) return { version: pagesVersion(undefined), plugins: pagesPlugins(asked) };
  return {
    version: plainVersion('4'), plugins: new Set([...asked, ...gems.plugins]),
    note: 'No `Gemfile` says which Jekyll builds this blog: taken for Jekyll 4.',
  };
}

/** A repository named `me.github.io`, or settings that give an address there. */
const isAtGitHub = (config: Data, { github }: ConfigureInput): boolean =>
  isUserSite(github?.split('/')[1] ?? '') || /^(?:https?:)?\/\/[\w-]+\.github\.(?:io|com)(?:[:/]|$)/i.test(printed(at(config, 'url')).trim());

interface Gems {
  readonly pages: boolean;
  /** `4.3.1`, `4`. */
  readonly jekyll: string | undefined;
  readonly plugins: readonly string[];
}

async function gemsOf(input: ConfigureInput): Promise<Gems> {
  const lock = await textOf(input, 'Gemfile.lock') ?? '';
  const gemfile = (await textOf(input, 'Gemfile') ?? '').replace(/^\s*#.*$/gm, '');
  const named = /^\s*gem\s+["']jekyll["'](.*)$/m.exec(gemfile);
  const locked = /^ {4}jekyll \(([\d.]+)/m.exec(lock)?.[1];
  const asked = named ? /\d+(?:\.\d+)*/.exec(named[1] ?? '')?.[0] ?? '4' : undefined;
  return {
    pages: /^\s*gem\s+["']github-pages["']/m.test(gemfile) || (gemfile.trim() === '' && /^ {4}github-pages \(/m.test(lock)),
    jekyll: locked ?? asked,
    plugins: [...gemfile.matchAll(/^\s*gem\s+["'](jekyll-[\w-]+|jemoji)["']/gm)].map((match) => match[1] ?? '').filter((name) => name !== ''),
  };
}

/** The site's own file, else the one at the repository's top. */
async function textOf({ files, read, around }: ConfigureInput, name: string): Promise<string | undefined> {
  const path = asFilePath(name);
  return files.includes(path) ? read(path) : around.get(name);
}

/** Whether a service builds it: GitHub's own action for Pages is the gem again. */
async function hasBuild(input: ConfigureInput): Promise<boolean> {
  for (const [path, text] of input.around) {
    if (path.startsWith('.github/workflows/') && runsJekyll(text) && !text.includes('actions/jekyll-build-pages')) return true;
    if (['netlify.toml', 'vercel.json', 'render.yaml'].includes(path)) return true;
  }
  for (const name of ['.gitlab-ci.yml', '.travis.yml', '.circleci/config.yml', 'circle.yml', 'appveyor.yml', '.cirrus.yml', 'amplify.yml', 'cloudbuild.yaml', 'Procfile', 'config.ru']) {
    if (runsJekyll(await textOf(input, name) ?? '') || (name === 'config.ru' && input.files.includes(asFilePath(name)))) return true;
  }
  return false;
}

const runsJekyll = (text: string): boolean =>
  /jekyll\s+(?:build|b\b)|jekyll-(?:build-)?(?:action|deploy)|\brake\s+(?:\S*:)?(?:build|deploy|publish|generate)|bundle-install/.test(text.replace(/^\s*#.*$/gm, ''));

const pagesVersion = (locked: string | undefined): Version =>
  ({ major: 3, pages: true, name: `${locked?.startsWith('3.') ? locked.split('.').slice(0, 2).join('.') : '3.10'} (GitHub Pages)` });

const plainVersion = (version: string): Version => ({
  major: Number.parseInt(version, 10) >= 4 ? 4 : 3, pages: false, name: version,
});

/** Always on at GitHub Pages. */
const always = [
  'jekyll-coffeescript', 'jekyll-default-layout', 'jekyll-gist', 'jekyll-github-metadata', 'jekyll-optional-front-matter',
  'jekyll-paginate', 'jekyll-readme-index', 'jekyll-titles-from-headings', 'jekyll-relative-links',
];

/** https://pages.github.com/versions/ */
const allowed: ReadonlySet<string> = new Set([
  ...always, 'jekyll-avatar', 'jekyll-commonmark', 'jekyll-commonmark-ghpages', 'jekyll-feed', 'jekyll-include-cache', 'jekyll-mentions',
  'jekyll-octicons', 'jekyll-redirect-from', 'jekyll-remote-theme', 'jekyll-sass-converter', 'jekyll-seo-tag', 'jekyll-sitemap', 'jemoji',
  'github-pages', 'jekyll-swiss', 'minima',
]);

/** Gems that people list which change nothing of a site: they serve it while it is written, or Jekyll has them anyway. */
const idle: ReadonlySet<string> = new Set([
  'jekyll', 'jekyll-admin', 'jekyll-compose', 'jekyll-livereload', 'jekyll-watch', 'kramdown', 'kramdown-parser-gfm', 'liquid', 'pygments.rb', 'rouge', 'webrick',
]);

const pagesPlugins = (asked: ReadonlySet<string>): ReadonlySet<string> => new Set([...always, ...[...asked].filter((plugin) => allowed.has(plugin))]);
