import { asFilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import { buildCommand, COMMAND_FILES, isWorkflow, type BuildCommand } from './build-command.ts';
import { readConfig, ROOT_FILES, type Config } from './config.ts';
import { detectVersion } from './detect-version.ts';
import type { HeadingIdType } from './heading-ids.ts';
import { fileTest } from './ignore.ts';
import { componentMounts, contentMounts, themeRoots, type Mount, type Themes } from './mounts.ts';
import { parseData } from './parse-data.ts';
import { at, flagAt, isTree, lowerKeys, tableAt, textAt, textsAt, textsOf, type Tree } from './tree.ts';
import { has, OLDER, type HugoVersion } from './version.ts';

/** All that Hugo's settings decide about addresses, links and rendering. */
export interface HugoSettings {
  readonly version: HugoVersion;
  /** The file that names the version. */
  readonly versionFrom?: string;
  readonly baseUrl: string;
  readonly title: string;
  readonly languages: readonly Language[];
  readonly defaultLanguage: string;
  readonly defaultLanguageInSubfolder: boolean;
  readonly content: readonly Mount[];
  readonly statics: readonly Mount[];
  readonly assets: readonly Mount[];
  /** Where a build writes to: `public`. */
  readonly publishFolder: string;
  /** Folders that hold layouts, the site's own first: `layouts`, `themes/x/layouts`. */
  readonly layouts: readonly string[];
  readonly archetypes: readonly string[];
  /** Themes or modules that are named but not here. */
  readonly missingThemes: readonly string[];
  readonly permalinks: Permalinks;
  readonly uglyUrls: boolean | ReadonlySet<string>;
  readonly disablePathToLower: boolean;
  readonly removePathAccents: boolean;
  /** Plural by singular: `tag` to `tags`. */
  readonly taxonomies: ReadonlyMap<string, string>;
  readonly disabledKinds: ReadonlySet<string>;
  readonly disableAliases: boolean;
  /** No page that leads from the root to the default language, or back. */
  readonly disableLanguageRedirect: boolean;
  readonly pagePath: string;
  readonly buildDrafts: boolean;
  readonly buildFuture: boolean;
  readonly buildExpired: boolean;
  readonly timeZone: string | undefined;
  /** Where dates are looked for, lower case: `:filename`, `date`. */
  readonly dateKeys: DateKeys;
  readonly isIgnored: (path: string) => boolean;
  /** Output formats by kind of page: `home` to `html`, `rss`. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  readonly formats: ReadonlyMap<string, OutputFormat>;
  readonly robotsTxt: boolean;
  readonly sitemap: string;
  readonly cascade: readonly Tree[];
  readonly mainSections: readonly string[] | undefined;
  readonly markup: MarkupSettings;
  readonly referenceErrors: 'error' | 'warning';
  readonly referenceNotFoundUrl: string;
  readonly canonify: boolean;
  readonly relative: boolean;
  readonly enableEmoji: boolean;
  readonly inlineShortcodes: boolean;
  readonly params: Tree;
  readonly notes: readonly string[];
}

export interface Language {
  readonly code: string;
  readonly weight: number;
  /** Its own address, when it is served from another host. */
  readonly baseUrl?: string;
  /** Its own patterns: then none of the site's hold for it. */
  readonly permalinks?: Permalinks;
}

/** Patterns by section, for each kind of page. */
export interface Permalinks {
  readonly page: ReadonlyMap<string, string>;
  readonly section: ReadonlyMap<string, string>;
  readonly taxonomy: ReadonlyMap<string, string>;
  readonly term: ReadonlyMap<string, string>;
}

export interface DateKeys {
  readonly date: readonly string[];
  readonly publish: readonly string[];
  readonly expiry: readonly string[];
}

export interface OutputFormat {
  readonly baseName: string;
  /** Without its dot. */
  readonly suffix: string;
  /** Folder put in front: `amp`. */
  readonly path: string;
  readonly noUgly: boolean;
  readonly root: boolean;
  readonly isHtml: boolean;
}

export interface MarkupSettings {
  /** Whether raw HTML counts. */
  /** Whether raw HTML reaches the page. `hide`: it does not, and nobody says so. */
  readonly html: 'keep' | 'drop' | 'hide';
  readonly autoHeadingIds: boolean;
  readonly idType: HeadingIdType;
  readonly titleAttributes: boolean;
  readonly blockAttributes: boolean;
  readonly linkify: boolean;
  readonly typographer: boolean;
  readonly footnotes: boolean;
  /** Formulas are passed on as they are. */
  readonly passthrough: boolean;
  readonly hooks: { readonly link: HookUse; readonly image: HookUse };
}

/** When Hugo's own render hook is used. */
export type HookUse = 'auto' | 'never' | 'always' | 'fallback';

/** Reads all settings files of a blog and what its hosts say about the build. */
export async function readSettings(input: ConfigureInput): Promise<HugoSettings> {
  const texts = await textsAround(input);
  const command = buildCommand([...texts.entries()].filter(([path]) => isCommandFile(path)).map(([, text]) => text));
  const environment = input.options.environment ?? command.environment ?? 'production';
  const explicit = input.options.config ?? command.config;
  const config = await readConfig({ files: input.files, read: input.read, environment, explicit });
  const detected = detectVersion({
    texts, settings: config.tree, settingsFiles: config.files, hasFile: (pattern) => input.files.some((path) => pattern.test(path)),
  });
  const themes = await withParents(themeRoots(config.tree, input.files, command.theme), input);
  return settingsFrom({ input, config, command, detected, themes });
}

/** A theme may itself be made from modules that are not here. */
async function withParents(themes: Themes, { files, read }: ConfigureInput): Promise<Themes> {
  const present = new Set<string>(files);
  const missing = [...themes.missing];
  for (const root of themes.roots) {
    const file = ROOT_FILES.map((name) => `${root}/${name}`).find((path) => present.has(path));
    const parsed = file === undefined ? undefined : parseData(file, (await read(asFilePath(file))) ?? '');
    if (parsed?.kind !== 'value' || !isTree(parsed.value)) continue;
    const imports = at(lowerKeys(parsed.value, true), 'module.imports');
    if (!Array.isArray(imports)) continue;
    missing.push(...imports.flatMap((item) => (isTree(item) ? textAt(item, 'path') ?? [] : [])).filter((path) => !files.some((one) => one.startsWith(`_vendor/${path}/`))));
  }
  return { roots: themes.roots, missing: [...new Set(missing)] };
}

interface Sources {
  readonly input: ConfigureInput;
  readonly config: Config;
  readonly command: BuildCommand;
  readonly detected: { readonly version: HugoVersion; readonly from?: string };
  readonly themes: Themes;
}

/** Turns merged settings into what they mean. */
function settingsFrom({ input, config, command, detected, themes }: Sources): HugoSettings {
  const { tree } = config;
  const version = detected.version;
  const languages = languagesOf(tree);
  const defaultLanguage = (textAt(tree, 'defaultcontentlanguage') ?? languages[0]?.code ?? 'en').toLowerCase();
  const all = languages.length > 0 ? languages : [{ code: defaultLanguage, weight: 0 }];
  const goldmark = tableAt(tree, 'markup.goldmark');
  return {
    version,
    ...(detected.from !== undefined && { versionFrom: detected.from }),
    baseUrl: baseUrlOf(tree, command, input),
    title: textAt(tree, 'title') ?? '',
    languages: all,
    defaultLanguage,
    defaultLanguageInSubfolder: flagAt(tree, 'defaultcontentlanguageinsubdir') ?? false,
    content: contentMounts(tree, themes.roots, all.map(({ code }) => code), defaultLanguage),
    statics: componentMounts(tree, themes.roots, 'static'),
    assets: componentMounts(tree, themes.roots, 'assets'),
    publishFolder: (textAt(tree, 'publishdir') ?? 'public').replace(/^(?:\.?\/)+|\/+$/g, ''),
    layouts: componentMounts(tree, themes.roots, 'layouts').toReversed().map(({ source }) => source),
    archetypes: componentMounts(tree, themes.roots, 'archetypes').toReversed().map(({ source }) => source),
    missingThemes: themes.missing,
    permalinks: permalinksOf(tree),
    uglyUrls: uglyUrlsOf(at(tree, 'uglyurls')),
    disablePathToLower: flagAt(tree, 'disablepathtolower') ?? false,
    removePathAccents: flagAt(tree, 'removepathaccents') ?? false,
    taxonomies: taxonomiesOf(tree),
    disabledKinds: new Set((textsAt(tree, 'disablekinds') ?? []).map((kind) => kind.toLowerCase())),
    disableAliases: flagAt(tree, 'disablealiases') ?? false,
    disableLanguageRedirect: flagAt(tree, 'disabledefaultlanguageredirect') ?? false,
    pagePath: textAt(tree, 'pagination.path') ?? textAt(tree, 'paginatepath') ?? 'page',
    buildDrafts: (input.options.drafts ?? false) || command.drafts || (flagAt(tree, 'builddrafts') ?? false),
    buildFuture: (input.options.future ?? false) || command.future || (flagAt(tree, 'buildfuture') ?? false),
    buildExpired: command.expired || (flagAt(tree, 'buildexpired') ?? false),
    timeZone: textAt(tree, 'timezone'),
    dateKeys: dateKeysOf(tree),
    isIgnored: fileTest(textsAt(tree, 'ignorefiles') ?? []),
    outputs: outputsOf(tree),
    formats: formatsOf(tree),
    robotsTxt: flagAt(tree, 'enablerobotstxt') ?? false,
    sitemap: textAt(tree, 'sitemap.filename') ?? 'sitemap.xml',
    cascade: cascadesOf(at(tree, 'cascade')),
    mainSections: textsAt(tree, 'mainsections') ?? textsAt(tree, 'params.mainsections'),
    markup: markupOf(goldmark, version, mayBeBlackfriday(detected, config)),
    referenceErrors: textAt(tree, 'reflinkserrorlevel')?.toLowerCase() === 'warning' ? 'warning' : 'error',
    referenceNotFoundUrl: textAt(tree, 'reflinksnotfoundurl') ?? '',
    canonify: flagAt(tree, 'canonifyurls') ?? false,
    relative: flagAt(tree, 'relativeurls') ?? false,
    enableEmoji: flagAt(tree, 'enableemoji') ?? false,
    inlineShortcodes: flagAt(tree, 'security.enableinlineshortcodes') ?? flagAt(tree, 'enableinlineshortcodes') ?? false,
    params: tableAt(tree, 'params'),
    notes: config.problems,
  };
}

/** `cascade` is one table or a list of them. */
export const cascadesOf = (value: unknown): readonly Tree[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => (isTreeLike(item) ? [lowerKeys(item, false)] : []));
};

const isTreeLike = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const isCommandFile = (path: string): boolean =>
  isWorkflow(path) || COMMAND_FILES.some((name) => path === name || path.endsWith(`/${name}`));

/** Files that may name Hugo's version or its command line: around the site's root and in it, hosts before CI before tools. */
async function textsAround({ files, read, around }: ConfigureInput): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const inside = new Set<string>(files);
  for (const name of ['netlify.toml', 'vercel.json', 'render.yaml', 'amplify.yml']) await take(name);
  // One of a theme builds the theme's own example.
  for (const path of [...[...around.keys()].filter(isWorkflow), ...files.filter((file) => file.startsWith('.github/') && isWorkflow(file))]) await take(path);
  for (const name of TOOL_FILES) await take(name);
  return found;

  async function take(path: string): Promise<void> {
    const text = around.get(path) ?? (inside.has(path) ? await read(asFilePath(path)) : undefined);
    if (text !== undefined) found.set(path, text);
  }
}

const TOOL_FILES = [
  ...COMMAND_FILES.slice(4), '.hugo-version', '.hugoversion', '.tool-versions', 'mise.toml', '.mise.toml', 'Dockerfile',
  'docker-compose.yml', 'Makefile', 'build.sh', 'flake.nix',
];

/** A workflow that asks GitHub Pages for the address gets the project's: `/repository` unless a domain is set. */
function baseUrlOf(tree: Tree, command: BuildCommand, input: ConfigureInput): string {
  const configured = textAt(tree, 'baseurl') ?? '';
  const given = input.options.base ?? command.baseUrl;
  if (given === undefined) return configured;
  if (input.options.base !== undefined) return new URL(given.replace(/\/?$/, '/'), originOf(configured)).href;
  if (/^https?:\/\//.test(given) && !given.includes('$')) return given;
  if (given.startsWith('/') && !given.includes('$')) return given;
  if (/base_url|pages\.outputs/.test(given)) return pagesUrl(input) ?? configured;
  return /\$/.test(given) ? `${originOf(configured)}/` : configured;
}

function pagesUrl({ github, files }: ConfigureInput): string | undefined {
  if (github === undefined || files.includes(asFilePath('static/CNAME'))) return undefined;
  const [owner = '', name = ''] = github.toLowerCase().split('/');
  return name === `${owner}.github.io` ? `https://${name}/` : `https://${owner}.github.io/${github.split('/')[1] ?? ''}/`;
}

const originOf = (url: string): string => {
  try { return new URL(url).origin; } catch { return 'http://localhost'; }
};

/** In their order; disabled ones left out. */
function languagesOf(tree: Tree): readonly Language[] {
  const disabled = new Set((textsAt(tree, 'disablelanguages') ?? []).map((code) => code.toLowerCase()));
  return Object.entries(tableAt(tree, 'languages')).flatMap(([code, value]) => {
    if (!isTree(value) || disabled.has(code) || flagAt(value, 'disabled') === true) return [];
    const weight = Number(textAt(value, 'weight') ?? 0);
    const baseUrl = textAt(value, 'baseurl');
    const permalinks = at(value, 'permalinks') === undefined ? undefined : permalinksOf(value);
    return [{ code, weight, ...(baseUrl !== undefined && { baseUrl }), ...(permalinks && { permalinks }) }];
  }).toSorted((a, b) => (a.weight || Infinity) - (b.weight || Infinity) || (a.code < b.code ? -1 : 1));
}

/** A pattern given for a section alone holds for its pages and for the terms of a taxonomy of that name. */
function permalinksOf(tree: Tree): Permalinks {
  const table = tableAt(tree, 'permalinks');
  const plain = patterns(table);
  const of = (kind: string, under: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
    new Map([...under, ...patterns(tableAt(table, kind))]);
  return { page: of('page', plain), section: of('section', []), taxonomy: of('taxonomy', []), term: of('term', plain) };
}

const patterns = (table: Tree): readonly (readonly [string, string])[] =>
  Object.entries(table).flatMap(([section, pattern]) => (typeof pattern === 'string' ? [[section.replace(/(?!^)\/$/, ''), pattern] as const] : []));

function uglyUrlsOf(value: unknown): boolean | ReadonlySet<string> {
  if (isTreeLike(value)) return new Set(Object.entries(value).flatMap(([section, on]) => (on === true ? [section] : [])));
  return value === true || value === 'true';
}

/** What a taxonomy is called is a folder, and in lower case like all of them unless the settings say otherwise. */
function taxonomiesOf(tree: Tree): ReadonlyMap<string, string> {
  const lowered = flagAt(tree, 'disablepathtolower') !== true;
  const table = at(tree, 'taxonomies');
  if (!isTree(table)) return new Map([['tag', 'tags'], ['category', 'categories']]);
  return new Map(Object.entries(table).flatMap(([singular, plural]) =>
    (typeof plural === 'string' && plural !== '' ? [[singular, lowered ? plural.toLowerCase() : plural] as const] : [])));
}

function dateKeysOf(tree: Tree): DateKeys {
  const usual = {
    date: ['date', 'publishdate', 'pubdate', 'published', 'lastmod', 'modified'],
    publish: ['publishdate', 'pubdate', 'published', 'date'],
    expiry: ['expirydate', 'unpublishdate'],
  };
  const keys = (name: string, fallback: readonly string[]): readonly string[] =>
    textsAt(tree, `frontmatter.${name}`)?.flatMap((key) => (key.toLowerCase() === ':default' ? fallback : [key.toLowerCase()])) ?? fallback;
  return { date: keys('date', usual.date), publish: keys('publishdate', usual.publish), expiry: keys('expirydate', usual.expiry) };
}

function outputsOf(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const lists = ['html', 'rss'];
  const usual = new Map<string, readonly string[]>([
    ['page', ['html']], ['home', lists], ['section', lists], ['taxonomy', lists], ['term', lists],
  ]);
  for (const [kind, formats] of Object.entries(tableAt(tree, 'outputs'))) {
    usual.set(kind, (textsOf(formats) ?? []).map((format) => format.toLowerCase()));
  }
  return usual;
}

const format = (baseName: string, suffix: string, more: Partial<OutputFormat> = {}): OutputFormat =>
  ({ baseName, suffix, path: '', noUgly: false, root: false, isHtml: suffix === 'html', ...more });

const FORMATS: ReadonlyMap<string, OutputFormat> = new Map([
  ['html', format('index', 'html')],
  ['amp', format('index', 'html', { path: 'amp' })],
  ['rss', format('index', 'xml', { noUgly: true })],
  ['json', format('index', 'json')],
  ['csv', format('index', 'csv')],
  ['css', format('styles', 'css')],
  ['calendar', format('index', 'ics')],
  ['markdown', format('index', 'md')],
  ['webappmanifest', format('manifest', 'webmanifest')],
  ['robots', format('robots', 'txt', { root: true })],
  ['sitemap', format('sitemap', 'xml', { noUgly: true })],
]);

const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['text/plain', 'txt'], ['text/html', 'html'], ['application/json', 'json'], ['text/markdown', 'md'], ['text/xml', 'xml'],
  ['application/xml', 'xml'], ['application/rss+xml', 'xml'], ['application/rss', 'xml'], ['application/atom+xml', 'xml'],
  ['text/css', 'css'], ['text/csv', 'csv'], ['text/calendar', 'ics'], ['application/feed+json', 'json'], ['text/javascript', 'js'],
]);

function formatsOf(tree: Tree): ReadonlyMap<string, OutputFormat> {
  const formats = new Map(FORMATS);
  for (const [name, value] of Object.entries(tableAt(tree, 'outputformats'))) {
    if (!isTree(value)) continue;
    const known = FORMATS.get(name) ?? format('index', 'html');
    const media = textAt(value, 'mediatype')?.toLowerCase();
    const suffix = media === undefined ? known.suffix : suffixOf(media, tree, FORMATS.has(name) ? known.suffix : undefined);
    formats.set(name, {
      baseName: textAt(value, 'basename') ?? known.baseName,
      suffix,
      path: textAt(value, 'path') ?? known.path,
      noUgly: flagAt(value, 'nougly') ?? known.noUgly,
      root: flagAt(value, 'root') ?? known.root,
      isHtml: flagAt(value, 'ishtml') ?? suffix === 'html',
    });
  }
  return formats;
}

function suffixOf(media: string, tree: Tree, usual: string | undefined): string {
  const table = tableAt(tree, 'mediatypes')[media];
  const own = isTree(table) ? textsAt(table, 'suffixes')?.[0] ?? textAt(table, 'suffix') : undefined;
  return own ?? SUFFIXES.get(media) ?? usual ?? media.slice(media.indexOf('/') + 1).replace(/^.*\+/, '');
}

/** Before 0.60, which brought the key `markup`, Markdown was Blackfriday's and raw HTML came through. */
const mayBeBlackfriday = ({ version, from }: Sources['detected'], { tree, files }: Config): boolean =>
  (from === undefined ? version <= OLDER && at(tree, 'markup') === undefined && !files.some((name) => /(?:^|\/)hugo\.\w+$/.test(name)) : !has(version, 'goldmark'));

function markupOf(goldmark: Tree, version: HugoVersion, isHtmlKept: boolean): MarkupSettings {
  const type = textAt(goldmark, 'parser.autoheadingidtype')?.toLowerCase();
  const isUnsafe = flagAt(goldmark, 'renderer.unsafe');
  const on = (path: string, usual: boolean): boolean => flagAt(goldmark, path) ?? usual;
  return {
    html: isUnsafe === undefined ? isHtmlKept ? 'keep' : 'hide' : isUnsafe ? 'keep' : 'drop',
    autoHeadingIds: on('parser.autoheadingid', true),
    idType: type === 'github-ascii' || type === 'blackfriday' ? type : 'github',
    titleAttributes: on('parser.attribute.title', true),
    blockAttributes: on('parser.attribute.block', false),
    linkify: on('extensions.linkify', true),
    typographer: on('extensions.typographer.disable', false) ? false : on('extensions.typographer', true),
    footnotes: on('extensions.footnote.enable', on('extensions.footnote', true)),
    passthrough: on('extensions.passthrough.enable', false),
    hooks: { link: hookUse(goldmark, 'link', version), image: hookUse(goldmark, 'image', version) },
  };
}

/** `enableDefault` until 0.147, `useEmbedded` since. */
function hookUse(goldmark: Tree, name: 'link' | 'image', version: HugoVersion): HookUse {
  const use = textAt(goldmark, `renderhooks.${name}.useembedded`)?.toLowerCase();
  if (has(version, 'useEmbedded') && (use === 'always' || use === 'fallback' || use === 'never')) return use;
  const enabled = flagAt(goldmark, `renderhooks.${name}.enabledefault`);
  return enabled === undefined ? 'auto' : enabled ? 'fallback' : 'never';
}

