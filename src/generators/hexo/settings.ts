import { asFilePath, type FilePath } from '../../core/paths.ts';
import { ParseError } from '../../core/text/parse-error.ts';
import { parseYaml } from '../../core/text/yaml.ts';
import type { ConfigureInput, ReadFile } from '../generator.ts';
import { globPatterns } from '../../core/text/glob-pattern.ts';
import { isZone, type Zones } from './dates.ts';
import { readPackages, type Packages } from './packages.ts';
import { markdownRendererOf, type MarkdownRenderer } from './renderers.ts';
import { casingOf, type Casing } from './slugize.ts';
import { at, dataAt, isData, merged, textAt, textsAt, type Data } from './values.ts';

/** All that a blog's settings say about what becomes of its files. */
export interface Settings {
  /** As written, without Hexo's defaults. */
  readonly config: Data;
  readonly packages: Packages;
  /** As it is written, without slashes at its end. */
  readonly url: string;
  /** `https://example.com` of `url`, where it is more than the one that `hexo init` puts there. */
  readonly origins: readonly string[];
  /** The path the blog is served under, without a trailing slash: `''`, `/blog`. */
  readonly base: string;
  readonly zones: Zones;
  readonly sourceFolder: string;
  readonly permalink: string;
  readonly permalinkDefaults: Data;
  readonly newPostName: string;
  readonly postAssetFolder: boolean;
  readonly relativeLink: boolean;
  readonly renderDrafts: boolean;
  readonly future: boolean;
  /** What the patterns of a setting mean, as micromatch reads them. Paths are below the source folder. */
  readonly skipRender: Matcher;
  readonly include: Matcher;
  readonly exclude: Matcher;
  /** Held against whole paths, of folders too: only what begins with `**` ever fits. */
  readonly ignore: Matcher | undefined;
  readonly filenameCase: Casing;
  readonly defaultCategory: string;
  readonly prettyUrls: { readonly trailingIndex: boolean; readonly trailingHtml: boolean };
  readonly renderer: MarkdownRenderer;
  /** Code between fences is taken out before tags and Markdown are read, unless highlighting is off. */
  readonly highlights: boolean;
  /** The extensions that something renders, and what they become: `md` and `html`. */
  readonly extensions: ReadonlyMap<string, string>;
  readonly theme: Theme;
}

export type Matcher = (path: string) => boolean;

/** Where the layouts and styles come from. */
export interface Theme {
  readonly name: string;
  /** Its folder in the blog, `undefined` when it is a package or a submodule that is not there. */
  readonly folder: string | undefined;
}

/** The settings, and what had to be taken for granted. */
export interface SettingsRead {
  readonly settings: Settings;
  readonly notes: readonly string[];
}

/** Reads `_config.yml` and `package.json` and says what they mean, Hexo's defaults included. */
export async function readSettings(input: ConfigureInput): Promise<SettingsRead> {
  const { config, notes } = await readConfig(input);
  const packages = await readPackages(input.read);
  return { settings: settingsOf(config, packages, input), notes };
}

/** What the settings mean, once they are read. */
export function settingsOf(config: Data, packages: Packages, input: Pick<ConfigureInput, 'files' | 'around' | 'zone' | 'options'>): Settings {
  const url = parseUrl(textAt(config, 'url') ?? 'http://example.com');
  const author = textAt(config, 'timezone');
  const pretty = dataAt(config, 'pretty_urls');
  return {
    config,
    packages,
    url: (textAt(config, 'url') ?? 'http://example.com').replace(/\/+$/, ''),
    origins: originsOf(url),
    base: (input.options.base ?? textAt(config, 'root') ?? url?.pathname ?? '/').replace(/^\/*(?=[^/])/, '/').replace(/\/+$/, ''),
    zones: { host: zoneOfBuild(input.around) ?? input.zone, author: author !== undefined && isZone(author) ? author : undefined },
    sourceFolder: folderIn(config, 'source_dir', 'source'),
    permalink: textAt(config, 'permalink') ?? ':year/:month/:day/:title/',
    permalinkDefaults: dataAt(config, 'permalink_defaults'),
    newPostName: textAt(config, 'new_post_name') ?? ':title.md',
    postAssetFolder: Boolean(at(config, 'post_asset_folder')),
    relativeLink: Boolean(at(config, 'relative_link')),
    renderDrafts: input.options.drafts ?? Boolean(at(config, 'render_drafts')),
    future: input.options.future ?? (at(config, 'future') === undefined || Boolean(at(config, 'future'))),
    skipRender: globPatterns(textsAt(config, 'skip_render')),
    include: globPatterns(textsAt(config, 'include')),
    exclude: globPatterns(textsAt(config, 'exclude')),
    ignore: textsAt(config, 'ignore').length > 0 ? globPatterns(textsAt(config, 'ignore')) : undefined,
    filenameCase: casingOf(at(config, 'filename_case')),
    defaultCategory: textAt(config, 'default_category') ?? 'uncategorized',
    prettyUrls: { trailingIndex: at(pretty, 'trailing_index') !== false, trailingHtml: at(pretty, 'trailing_html') !== false },
    renderer: markdownRendererOf(config, packages),
    highlights: highlightsCode(config),
    extensions: extensionsOf(packages),
    theme: themeOf(config, input.files),
  };
}

/** A folder's name as settings write it, without slashes around it. */
export const folderIn = (config: Data, key: string, standard: string): string =>
  (textAt(config, key) ?? standard).replace(/^(?:\.?\/)+|\/+$/g, '');

/** The settings file of a folder of files, as Hexo looks for it. */
export const settingsFileIn = (files: ReadonlySet<FilePath> | readonly FilePath[], root = ''): FilePath | undefined => {
  const all = new Set(files);
  return CONFIG_FILES.map((name) => asFilePath(root === '' ? name : `${root}/${name}`)).find((path) => all.has(path));
};

const CONFIG_FILES = ['_config.yml', '_config.yaml', '_config.json'];

async function readConfig({ files, read, options }: ConfigureInput): Promise<{ config: Data; notes: readonly string[] }> {
  const usual = settingsFileIn(files);
  const paths = options.config?.map((path) => asFilePath(path)) ?? (usual ? [usual] : []);
  const notes: string[] = [];
  let config: Data = {};
  for (const path of paths) {
    const one = await readOne(path, read, notes);
    config = merged(config, one);
  }
  return { config, notes };
}

async function readOne(path: FilePath, read: ReadFile, notes: string[]): Promise<Data> {
  const text = await read(path);
  if (text === undefined) {
    notes.push(`There is no settings file \`${path}\`.`);
    return {};
  }
  try {
    const value = parseYaml(withoutLeadingTabs(text), '1.2');
    return isData(value) ? value : {};
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    notes.push(`\`${path}\` could not be read: ${error.message} (line ${error.line}).`);
    return {};
  }
}

/** Hexo forgives tabs at the start of a line, each counting two spaces. */
const withoutLeadingTabs = (text: string): string => text.replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length));

function parseUrl(url: string): URL | undefined {
  try { return new URL(url); } catch { return undefined; }
}

function originsOf(url: URL | undefined): readonly string[] {
  if (!url || !url.protocol.startsWith('http') || PLACEHOLDER_HOST.test(url.hostname)) return [];
  return [url.origin.toLowerCase()];
}

/** What the starter and themes' guides write where the blog's own address should be. */
const PLACEHOLDER_HOST = /^(?:(?:www\.)?(?:example|your-?site|your-?domain|yourname|xxx+)\.(?:com|org|net|github\.io)|localhost|127\.0\.0\.1)$/i;

/** A workflow may set the zone its steps run in: `TZ: Asia/Shanghai`, `timedatectl set-timezone "Asia/Shanghai"`. */
function zoneOfBuild(around: ReadonlyMap<string, string>): string | undefined {
  for (const [path, text] of around) {
    if (!/\.ya?ml$|\.toml$/.test(path) || !/\bhexo\b/.test(text)) continue;
    const zone = /(?:^|\s)(?:TZ\s*[:=]\s*|set-timezone\s+|timezoneLinux:\s*)["']?([A-Z][A-Za-z]+\/[A-Za-z_/+-]+\d*)/m.exec(text)?.[1];
    if (zone !== undefined && isZone(zone)) return zone;
  }
  return undefined;
}

/** Before version 7, `highlight.enable` and `prismjs.enable` said what `syntax_highlighter` says since. */
function highlightsCode(config: Data): boolean {
  const highlighter = at(config, 'syntax_highlighter');
  if (highlighter !== undefined) return highlighter === 'highlight.js' || highlighter === 'prismjs';
  return at(dataAt(config, 'highlight'), 'enable') !== false || at(dataAt(config, 'prismjs'), 'enable') === true;
}

function extensionsOf(packages: Packages): ReadonlyMap<string, string> {
  const extensions = new Map<string, string>(BUILT_IN);
  for (const [name, rendered] of BY_PACKAGE) if (packages.has(name)) for (const [from, to] of rendered) extensions.set(from, to);
  return extensions;
}

const BUILT_IN = [
  ...['md', 'markdown', 'mkd', 'mkdn', 'mdwn', 'mdtxt', 'mdtext', 'htm', 'html', 'njk', 'j2'].map((from) => [from, 'html'] as const),
  ['css', 'css'] as const, ['js', 'js'] as const, ['json', 'json'] as const, ['yml', 'json'] as const, ['yaml', 'json'] as const,
];

const STYLUS = [['styl', 'css'], ['stylus', 'css']] as const;
const SASS = [['scss', 'css'], ['sass', 'css']] as const;
const PUG = [['pug', 'html'], ['jade', 'html']] as const;

const BY_PACKAGE: readonly (readonly [name: string, rendered: readonly (readonly [from: string, to: string])[]])[] = [
  ['hexo-renderer-ejs', [['ejs', 'html']]],
  ['hexo-renderer-swig', [['swig', 'html']]],
  ['hexo-renderer-nunjucks', [['njk', 'html']]],
  ['hexo-renderer-pug', PUG],
  ['hexo-renderer-jade', PUG],
  ['hexo-renderer-haml', [['haml', 'html']]],
  ['hexo-renderer-handlebars', [['hbs', 'html'], ['handlebars', 'html']]],
  ['hexo-renderer-org', [['org', 'html']]],
  ['hexo-renderer-asciidoc', [['adoc', 'html'], ['asciidoc', 'html'], ['ad', 'html']]],
  ['hexo-renderer-rst', [['rst', 'html']]],
  ['hexo-renderer-mdx', [['mdx', 'html']]],
  ['hexo-renderer-stylus', STYLUS],
  ['hexo-renderer-less', [['less', 'css']]],
  ['hexo-renderer-sass', SASS],
  ['hexo-renderer-dartsass', SASS],
  ['hexo-renderer-dart-sass', SASS],
  ['hexo-renderer-sass-next', SASS],
  ['hexo-renderer-scss', [['scss', 'css']]],
  ['hexo-renderer-coffeescript', [['coffee', 'js']]],
];

function themeOf(config: Data, files: readonly FilePath[]): Theme {
  const value = at(config, 'theme');
  const name = typeof value === 'string' || typeof value === 'number' ? String(value) : 'landscape';
  const folder = `themes/${name}`;
  return { name, folder: files.some((path) => path.startsWith(`${folder}/`)) ? folder : undefined };
}
