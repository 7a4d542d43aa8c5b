import { asFilePath, folderOf, type FilePath } from '../../core/paths.ts';
import { ParseError } from '../../core/text/parse-error.ts';
import { parseToml } from '../../core/text/toml.ts';
import { parseYaml } from '../../core/text/yaml.ts';
import type { Conventions, Entry, FileRole, Publication, PublishInput } from '../../core/site/conventions.ts';
import type { Value } from '../../core/site/document.ts';
import { BlogError } from '../../core/system.ts';
import type { TemplateMapping, TemplateValue } from '../../core/template/liquid/index.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import type { ConfigureInput, Generator, ReadFile } from '../generator.ts';
import { hostingOf } from '../hosting.ts';
import { buildCommand, type BuildCommand } from './build-command.ts';
import { checkHead } from './check.ts';
import { siteAddresses } from './filters.ts';
import { layoutAnchors, type LayoutTexts } from './layouts.ts';
import { lookupsOf } from './lookups.ts';
import { newPostConventions } from './new-post.ts';
import { pluginPages, unknowablePlaces } from './plugins.ts';
import { entriesOf, published } from './publish.ts';
import { reader } from './read.ts';
import { configNames, recognise } from './recognise.ts';
import { belowUrl, firstOf, relativeLinks } from './rewrite.ts';
import { mergeConfigs, readSettings, type Settings } from './settings.ts';
import { sourceReader, type Source } from './sources.ts';
import { isChirpy } from './themes.ts';
import { at, isData, printed, type Data } from './values.ts';
import { detectVersion } from './version.ts';
import { worldOf } from './world.ts';

/** https://jekyllrb.com, as GitHub Pages runs it and as its users do. */
export const jekyll: Generator = { id: 'jekyll', name: 'Jekyll', recognise, configure };

async function configure(input: ConfigureInput): Promise<Conventions> {
  const command = await buildCommand(input);
  const { config, notes } = await readConfig(input, command);
  const { version, plugins, note } = await detectVersion(config, input);
  const settings = readSettings({ config: withSource(config, command, input.files), version, plugins, zone: input.zone, options: input.options });
  const hosting = await hostingOf(input);
  const base = baseOf(settings, command, hosting.domains, input);
  const addresses = siteAddresses(settings, base, command.baseurl !== undefined || input.options.base !== undefined);
  const sourceOf = remembered(sourceReader(settings));
  const templates = await templatesOf(settings, input);
  const anchorsOf = layoutAnchors(templates, settings);
  const worldFor = worldOf({
    settings, addresses, templates, data: await readData(settings, input), environment: input.options.environment,
    hasUnknownPlugins: hasOwnPlugins(settings, input.files) || (!version.pages && !isEveryPluginKnown(settings)),
  });
  const madeByPlugins = await pluginFolders(settings, input);
  const folders = new Set(input.files.map((file) => withoutSource(file, settings).split('/', 1)[0] ?? ''));
  const read = reader({
    settings, sourceOf, worldFor, base, now: input.now, hasFolder: (name) => folders.has(name),
    isChirpy: await isChirpy(config, input.files, input.read),
  });
  const rewrite = firstOf(relativeLinks(settings, addresses, sourceOf), belowUrl(settings));

  return {
    generator: 'jekyll',
    version: version.name,
    base,
    origins: originsOf(settings, hosting.domains, input),
    host: hosting.host,
    notes: [...notes, ...(note === undefined ? [] : [note]), ...refusedSettings(settings)],
    roleOf: (path) => roleOf(path, sourceOf(path), settings),
    read,
    publish: (site) => publish(site, { settings, sourceOf, base, anchorsOf, madeByPlugins }),
    lookup: lookupsOf(settings, addresses, sourceOf),
    rewrite,
    isUnknowable: (path) => (templates.theme === undefined ? undefined : themeFile(path, templates.theme)),
    spellRooted: (path) => `{{ '${path}' | relative_url }}`,
    checkHead: checkHead(templates, settings),
    newPost: newPostConventions(input.files, settings, sourceOf),
  };
}

/** Jekyll reads the first of its names that is there; `--config` names others, later ones over earlier ones. */
async function readConfig({ files, read, options }: ConfigureInput, command: BuildCommand): Promise<{ readonly config: Data; readonly notes: readonly string[] }> {
  const named = command.config?.filter((name) => files.includes(asFilePath(name))) ?? [];
  const names = options.config ?? (named.length > 0 ? named : undefined) ?? configNames.filter((name) => files.includes(asFilePath(name))).slice(0, 1);
  const configs: Data[] = [];
  const notes: string[] = [];
  for (const name of names) {
    const text = await read(asFilePath(name));
    if (text === undefined) throw new BlogError(`There is no settings file \`${name}\`. \`--config\` takes paths from the blog's folder.`);
    try {
      const value: Value = name.endsWith('.toml') ? parseToml(text) : parseYaml(text.replace(/^\uFEFF/, ''), '1.1');
      if (isData(value)) configs.push(value);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      notes.push(`\`${name}\` cannot be read: ${error.message.replace(/\.$/, '')}. Jekyll's own settings are taken instead.`);
    }
  }
  return { config: mergeConfigs(configs), notes };
}

/** Jekyll 4 stops where a list is written as a text. */
const refusedSettings = ({ config, version: { major } }: Settings): readonly string[] =>
  (major === 3 ? [] : ['include', 'exclude', 'plugins']).filter((key) => typeof at(config, key) === 'string')
    .map((key) => `The setting \`${key}\` has to be a list: Jekyll 4 stops at it.`);

const withoutSource = (file: string, { source }: Settings): string => (source !== '' && file.startsWith(`${source}/`) ? file.slice(source.length + 1) : file);

/** The folder that is read: what settings or the command say, if it is there, else the one that holds `_posts`. */
function withSource(config: Data, command: BuildCommand, files: readonly FilePath[]): Data {
  const written = printed(command.source ?? at(config, 'source')).replace(/^\.?\/+|\/+$/g, '');
  if (written === '' || written === '.') return config;
  if (files.some((file) => file.startsWith(`${written}/`))) return { ...config, source: written };
  const posts = files.map((file) => /^((?:[^_/][^/]*\/)*)_posts\//.exec(file)?.[1]).filter((folder) => folder !== undefined);
  return { ...config, source: posts.toSorted((a, b) => a.length - b.length)[0] ?? '.' };
}

/** `/blog`. Left out on a project site of GitHub Pages, it is the repository's name. */
function baseOf({ config, version }: Settings, command: BuildCommand, domains: readonly string[], { options, github }: ConfigureInput): string {
  const repository = github?.split('/')[1] ?? '';
  const served = domains.length === 0 && repository !== '' && !isUserSite(repository) && !hasOwnDomain(config) ? `/${repository}` : '';
  const asked = command.baseurl === 'pages' ? (repository === '' ? undefined : served) : command.baseurl;
  const written = options.base ?? asked ?? at(config, 'baseurl');
  if (written !== undefined && written !== null && !(version.pages && written === '/')) return `/${printed(written)}`.replace(/\/+/g, '/').replace(/\/$/, '');
  return version.pages ? served : '';
}

/** A domain that is set at GitHub and not in a file. */
const hasOwnDomain = (config: Data): boolean => {
  const url = printed(at(config, 'url'));
  return url !== '' && !/\.github\.(?:io|com)(?:[:/]|$)|localhost/i.test(url);
};

const isUserSite = (repository: string): boolean => /\.github\.(?:io|com)$/i.test(repository);

/** Asked again and again for every file. */
function remembered(sourceOf: (file: FilePath) => Source): (file: FilePath) => Source {
  const known = new Map<FilePath, Source>();
  return (file) => {
    const kept = known.get(file);
    if (kept) return kept;
    const source = sourceOf(file);
    known.set(file, source);
    return source;
  };
}

/** Everything that is this blog itself: its `url`, its own domain, its address at GitHub. */
function originsOf({ config, version }: Settings, domains: readonly string[], { github }: ConfigureInput): readonly string[] {
  const url = printed(at(config, 'url')).trim();
  const host = /^(?:https?:)?\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase();
  const owner = github?.split('/')[0]?.toLowerCase();
  const hosts = new Set([
    ...(host === undefined || /^(?:localhost|127\.|0\.0\.0\.0)/.test(host) ? [] : [host]), ...domains,
    ...(version.pages && owner !== undefined ? [`${owner}.github.io`] : []),
  ]);
  return [...hosts].flatMap((name) => [`https://${name}`, `http://${name}`]);
}

/** Files that are pictures and the like: front matter in one would be a curiosity. */
const binary = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|tiff?|pdf|zip|gz|tgz|bz2|7z|rar|mp[34]|m4[av]|mov|avi|webm|og[gv]|wav|woff2?|ttf|eot|otf|psd|ai|jar|exe|dmg|docx?|xlsx?|pptx?)$/i;

function roleOf(path: FilePath, source: Source, { markdownExtensions, plugins, version }: Settings): FileRole {
  switch (source.kind) {
    case 'none': return 'hidden';
    // What is no text is dropped with a line in the log; Jekyll 3 does the same.
    case 'post': return binary.test(path) ? 'hidden' : 'post';
    case 'collection': return binary.test(path) ? (version.major === 4 ? 'file' : 'hidden') : 'maybe';
    case 'page': {
      if (binary.test(path)) return 'file';
      const isMarkdown = markdownExtensions.has(/\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? '');
      return isMarkdown && plugins.has('jekyll-optional-front-matter') ? 'page' : 'maybe';
    }
    default: return source satisfies never;
  }
}

interface PublishContext {
  readonly settings: Settings;
  readonly sourceOf: (file: FilePath) => Source;
  readonly base: string;
  readonly anchorsOf: ReturnType<typeof layoutAnchors>;
  /** Folders that the blog's own plugins write to. */
  readonly madeByPlugins: readonly string[];
}

function publish(input: PublishInput, { settings, sourceOf, base, anchorsOf, madeByPlugins }: PublishContext): Publication {
  const site = published(input, settings, sourceOf);
  const plugins = pluginPages(site, settings, base);
  const anchors = new Map<Entry, ReadonlySet<string>>();
  for (const { entry, data } of site.pages) anchors.set(entry, anchorsOf(entry.output === 'index.html' ? 'home' : 'page', data));
  for (const { entry, item } of site.documents) anchors.set(entry, anchorsOf(item.collection === 'posts' ? 'post' : 'page', item.data));

  const withAnchors = (entry: Entry): Entry => {
    const ids = anchors.get(entry);
    return plugins.replaced.get(entry) ?? (ids && ids.size > 0 ? { ...entry, extraAnchors: ids } : entry);
  };
  return { entries: [...plugins.entries, ...entriesOf(site).map(withAnchors)], unknowable: unknowablePlaces(site, settings, madeByPlugins) };
}

/** Styles, scripts and fonts that come with a theme which is not in the repository. */
const themeFile = (path: string, theme: string): string | undefined =>
  (/^\/assets\/.*\.(?:css|js|map|woff2?|ttf|eot|ico|svg)$/i.test(path) ? `it may come with the theme \`${theme}\`` : undefined);

/** Layouts and includes as far as they are in the repository. */
async function templatesOf(settings: Settings, { files, read }: ConfigureInput): Promise<LayoutTexts> {
  const folder = (key: string, otherwise: string): string => {
    const named = at(settings.config, key);
    const name = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : otherwise;
    return settings.source === '' ? name : `${settings.source}/${name}`;
  };
  const theme = printed(at(settings.config, 'remote_theme') ?? at(settings.config, 'theme'));
  return {
    layouts: await textsBelow(folder('layouts_dir', '_layouts'), files, read),
    includes: await textsBelow(folder('includes_dir', '_includes'), files, read),
    theme: theme === '' ? undefined : theme,
  };
}

async function textsBelow(folder: string, files: readonly FilePath[], read: ReadFile): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const wanted = files.filter((file) => file.startsWith(`${folder}/`) && !/\.(?:png|jpe?g|gif|ico|woff2?)$/i.test(file));
  await Promise.all(wanted.slice(0, 5000).map(async (file) => {
    const text = await read(file);
    if (text !== undefined) texts.set(file.slice(folder.length + 1), text);
  }));
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `site.data`: mappings as they are, other kinds of table unknown. */
async function readData(settings: Settings, { files, read }: ConfigureInput): Promise<TemplateMapping> {
  const named = at(settings.config, 'data_dir');
  const folder = [settings.source, typeof named === 'string' ? named : '_data'].filter((part) => part !== '').join('/');
  const data: Record<string, TemplateValue> = {};
  for (const file of files) {
    if (!file.startsWith(`${folder}/`)) continue;
    const path = file.slice(folder.length + 1);
    const match = /^(.*)\.(ya?ml|json|csv|tsv)$/i.exec(path);
    if (match?.[1] === undefined) continue;
    const value = /^(?:ya?ml|json)$/i.test(match[2] ?? '') ? parsedData((await read(file)) ?? '') : UNKNOWN;
    place(data, [...folderOf(match[1]).split('/').filter((part) => part !== ''), match[1].slice(match[1].lastIndexOf('/') + 1)].map(sanitized), value);
  }
  return data;
}

const sanitized = (name: string): string => name.replace(/[^\w\s-]+|(?<=^|\b\s)\s+(?=$|\s?\b)/g, '').replace(/\s+/g, '_');

function parsedData(text: string): TemplateValue {
  if (text.length > 2_000_000) return UNKNOWN;
  try {
    return parseYaml(text.replace(/^\uFEFF/, ''), '1.1');
  } catch (error) {
    if (error instanceof ParseError) return UNKNOWN;
    throw error;
  }
}

/** Values hold no unknown part unless a file of that name could not be read. */
function place(data: Record<string, TemplateValue>, keys: readonly string[], value: TemplateValue): void {
  let inside = data;
  for (const key of keys.slice(0, -1)) {
    const next: Record<string, TemplateValue> = {};
    const old = Object.hasOwn(inside, key) ? inside[key] : undefined;
    if (typeof old === 'object' && old !== null && !Array.isArray(old)) Object.assign(next, old);
    Object.defineProperty(inside, key, { value: next, enumerable: true, writable: true, configurable: true });
    inside = next;
  }
  const last = keys.at(-1);
  if (last !== undefined) Object.defineProperty(inside, last, { value, enumerable: true, writable: true, configurable: true });
}

/** Plugins that bring no tags or filters beside those known here. */
const tagless: ReadonlySet<string> = new Set([
  'jekyll-archives', 'jekyll-avatar', 'jekyll-coffeescript', 'jekyll-compose', 'jekyll-default-layout', 'jekyll-feed', 'jekyll-gist',
  'jekyll-github-metadata', 'jekyll-include-cache', 'jekyll-mentions', 'jekyll-optional-front-matter', 'jekyll-paginate', 'jekyll-paginate-v2',
  'jekyll-readme-index', 'jekyll-redirect-from', 'jekyll-relative-links', 'jekyll-remote-theme', 'jekyll-sass-converter', 'jekyll-seo-tag',
  'jekyll-sitemap', 'jekyll-titles-from-headings', 'jekyll-octicons', 'jemoji', 'jekyll-last-modified-at', 'jekyll-target-blank', 'jekyll-minifier',
]);

/**
 * Folders named by generators in `_plugins`, which are read and not run: `File.join('series', slug)`,
 * `site.config['author_dir'] || 'authors'`.
 */
async function pluginFolders({ config }: Settings, { files, read }: ConfigureInput): Promise<readonly string[]> {
  const named = at(config, 'plugins_dir');
  const folder = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : '_plugins';
  const found = new Set<string>();
  for (const file of files.filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.rb')).slice(0, 200)) {
    const text = ((await read(file)) ?? '').slice(0, 200_000);
    if (!/\bGenerator\b|\bPageWithoutAFile\b|<\s*(?:Jekyll::)?Page\b/.test(text)) continue;
    for (const [, name] of text.matchAll(writtenFolder)) {
      if (name !== undefined && !/^(?:_|lib$|assets?$|images?$|css$|js$)/.test(name)) found.add(name);
    }
  }
  return [...found];
}

const writtenFolder = /(?:_dir['"]?\]?\s*\|\|\s*|File\.join\(\s*|@?dir\s*=\s*)['"]\/?([a-z][\w-]*(?:\/[a-z][\w-]*)*)\/?['"]/gi;

/**
 * Programs of the blog's own. GitHub Pages would not run them, so that a blog that has some is built elsewhere, be its
 * Gemfile what it may.
 */
function hasOwnPlugins({ config, source }: Settings, files: readonly FilePath[]): boolean {
  const named = at(config, 'plugins_dir');
  const folder = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : '_plugins';
  return files.some((file) => file.endsWith('.rb') && (file.startsWith(`${folder}/`) || file.startsWith(`${source}/${folder}/`)));
}

const isEveryPluginKnown = ({ plugins, version }: Settings): boolean => version.name !== '4' && [...plugins].every((plugin) => tagless.has(plugin));
