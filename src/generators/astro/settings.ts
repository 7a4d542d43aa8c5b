import { asFilePath, joinFile, type FilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { loadModules, type Modules } from '../javascript/modules.ts';
import { sharedPackages } from '../javascript/packages.ts';
import {
  arrayOf, at, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, textAt, unknown, type Js,
} from '../javascript/values.ts';
import { astroPure, ASTRO_PURE } from './astro-pure.ts';
import { astroWind } from './astrowind.ts';
import type { Shape } from './addresses.ts';
import { referenceSchema, zod } from './schema.ts';

/** What `astro.config.*` says, as far as it can be read without running it. */
export interface Settings extends Shape {
  readonly site: string | undefined;
  /** Without a slash at its end: `''`, `/blog`. */
  readonly base: string;
  readonly source: string;
  readonly publicFolder: string;
  readonly output: string;
  /** `trailingSlash: 'never'`: visitors come by addresses without a slash, unless the host puts one there. */
  readonly withoutSlash: boolean;
  /** True where a server answers what no file does. */
  readonly server: boolean;
  readonly redirects: ReadonlyMap<string, string>;
  readonly plugins: readonly Plugin[];
  /** A plugin of the blog's own, or one that is there for it, may write other addresses into links. */
  readonly changesLinks: boolean;
  /** The same for ids of headings. */
  readonly changesIds: boolean;
  /** Integrations by package; `undefined` where the list cannot be read. */
  readonly integrations: readonly Integration[] | undefined;
  /** Which hyphens become dashes, and so are in no heading's id: `pairs` of two, `runs` of two or more. */
  readonly dashes: 'pairs' | 'runs' | 'none';
  readonly gfm: boolean;
  /** Astro 6 keeps a hyphen at the end of a heading's id: `Launch 🚀` is `launch-`, where it was `launch`. */
  readonly keepsLastHyphen: boolean;
  readonly i18n: I18n | undefined;
  /** The version of Astro in `package.json`, its first number. */
  readonly major: number | undefined;
  /** `astro build && pagefind --site dist` */
  readonly buildCommand: string;
  /** The text of the settings and of all that they bring in of the blog's own. */
  readonly programs: string;
  readonly notes: readonly string[];
}

export interface I18n {
  /** What stands before the addresses of each language: `fr`. */
  readonly locales: readonly string[];
  readonly defaultLocale: string | undefined;
  /** Whether the default language stands before its addresses as well. */
  readonly prefixesDefault: boolean;
  readonly fallback: boolean;
}

/** A remark or rehype plugin, by its package or by the module of the blog that holds it. */
export interface Plugin {
  readonly package: string | undefined;
  readonly stage: 'remark' | 'rehype';
  readonly options: Js;
}

export interface Integration { readonly package: string; readonly options: Js }

/** The settings and the programs they came out of. */
export interface Configured {
  readonly settings: Settings;
  readonly modules: Modules;
  /** Asked by the programs of the pages for a collection's entries, once those are known. */
  readonly content: Content;
}

/** Stands between the blog's programs and its collections. */
export interface Content {
  collection: (name: Js) => Js;
  entry: (collection: Js, id: Js) => Js;
}

const CONFIGS = ['astro.config.mjs', 'astro.config.js', 'astro.config.ts', 'astro.config.mts', 'astro.config.cjs', 'astro.config.cts'];

export const configOf = (files: ReadonlySet<FilePath>): FilePath | undefined => CONFIGS.map(asFilePath).find((path) => files.has(path));

/** Reads the settings and every program that has a say in where pages lie. */
export async function readSettings(input: ConfigureInput): Promise<Configured> {
  const { files, read, options } = input;
  const there = new Set(files);
  const [named] = options.config ?? [];
  const config = named === undefined ? configOf(there) : asFilePath(named);
  const content: Content = { collection: () => unknown('a collection'), entry: () => unknown('an entry') };

  const theme = await astroWind(files, read);
  const first = await loadModules({ ...basis(input, content), entries: config ? [config] : [] });
  const exported = config ? first.evaluated(config)?.exports.entries.get('default') : undefined;
  const packageText = await read(asFilePath('package.json'));
  const settings = withSite(settingsFrom(exported, input, config, packageText, first), theme.site, input);

  const entries = [
    ...(config ? [config] : []),
    ...CONTENT_CONFIGS.map((name) => asFilePath(`${settings.source}/${name}`)).filter((path) => there.has(path)),
    ...files.filter((path) => path.startsWith(`${settings.source}/pages/`) && /\.(?:astro|[mc]?[jt]s)$/.test(path)),
  ];
  const modules = await loadModules({ ...basis(input, content, settings), ...(theme.virtual && { virtual: theme.virtual }), entries: [...entries, ...theme.entries] });
  return { settings, modules, content };
}

/** What an integration says of the site over the settings file. */
function withSite(settings: Settings, said: Js, { options }: ConfigureInput): Settings {
  const [site, base] = [textAt(said, 'site'), textAt(said, 'base')];
  return {
    ...settings,
    ...(isObject(said) && at(said, 'trailingSlash') !== true && { withoutSlash: true }),
    ...(site !== undefined && { site }), ...(base !== undefined && options.base === undefined && { base: slashed(base) }),
  };
}

const slashed = (base: string): string => `/${base}`.replace(/\/+/g, '/').replace(/\/$/, '');

/** The programs of the blog's own that its settings bring in: mostly plugins. */
const ownPlugins = ({ texts }: Modules, config: FilePath | undefined): string =>
  [...texts].filter(([path]) => path !== config).map(([, text]) => text).join('\n');

const CONTENT_CONFIGS = ['content.config', 'content/config'].flatMap((name) => ['ts', 'mts', 'js', 'mjs'].map((extension) => `${name}.${extension}`));

const basis = ({ files, read, now }: ConfigureInput, content: Content, settings?: Settings): Omit<Parameters<typeof loadModules>[0], 'entries'> => ({
  files, read, now,
  packages: (evaluator) => packagesOf(evaluator, content),
  globals: (evaluator) => [['Astro', unknown('the page')], ['z', zod(evaluator.machine)]],
  meta: [
    ['env', {
      ...objectOf([
        ['PROD', true], ['DEV', false], ['SSR', true], ['MODE', 'production'],
        ['SITE', settings?.site ?? unknown('the site')], ['BASE_URL', settings ? settings.base || '/' : unknown('the base')],
      ]),
      open: true,
    }],
  ],
  scriptOf: (path, text) => (path.endsWith('.astro') ? frontMatterScript(text) : undefined),
});

/** The program between the fences of an `.astro` file. */
export function frontMatterScript(text: string): string {
  const open = /^\uFEFF?\s*---/.exec(text);
  if (!open) return '';
  const close = text.slice(open[0].length).search(/(?:^|\n)---/);
  return close < 0 ? '' : text.slice(open[0].length, open[0].length + close);
}

function packagesOf(evaluator: Evaluator, content: Content): ReadonlyMap<string, Js> {
  const { machine } = evaluator;
  const z = zod(machine);
  const same = functionOf(([value]) => value);
  const found = functionOf(([name, predicate]) => {
    const list = content.collection(name);
    if (!isFunction(predicate) || !isArray(list)) return list;
    const kept = list.items.filter((entry) => machine.call(predicate, [entry]) !== false);
    return { ...arrayOf(kept, machine.uncertain), open: list.open };
  });
  const one = functionOf(([collection, id]) =>
    isObject(collection) ? content.entry(at(collection, 'collection'), at(collection, 'id')) : content.entry(collection, id));
  return new Map<string, Js>([
    ...sharedPackages(evaluator),
    ['astro/config', { ...objectOf([['defineConfig', same]]), open: true }],
    ['astro:content', {
      ...objectOf([
        ['defineCollection', same], ['z', z], ['reference', referenceSchema(machine)],
        ['getCollection', found], ['getEntry', one], ['getEntryBySlug', one], ['getDataEntryById', one],
      ]),
      open: true,
    }],
    ['astro/loaders', { ...objectOf([['glob', loader('glob')], ['file', loader('file')]]), open: true }],
    ['astro/zod', objectOf([['z', z], ['default', z]])], ['astro:schema', objectOf([['z', z], ['default', z]])],
    ['zod', objectOf([['z', z], ['default', z]])], ['zod/v4', objectOf([['z', z], ['default', z]])],
    [`${ASTRO_PURE}/server`, astroPure(found)],
    ['@astrojs/starlight/loaders', objectOf([['docsLoader', loader('docs')], ['i18nLoader', loader('data')]])],
  ]);
}

const loader = (kind: string): Js => functionOf(([options]) => objectOf([['#loader', kind], ['options', options]]));

function settingsFrom(
  config: Js, input: ConfigureInput, file: FilePath | undefined, packageText: string | undefined, modules: Modules,
): Settings {
  const { options } = input;
  const unread: string[] = [];
  const read = (what: string, ...keys: readonly string[]): Js => {
    const value = at(config, ...keys);
    if (isUnknown(value)) unread.push(`\`${keys.join('.')}\` in \`${file ?? 'the settings'}\` is worked out by the build; ${what}.`);
    return isUnknown(value) ? undefined : value;
  };
  if (file && isUnknown(config)) unread.push(`\`${file}\` cannot be read without running it; Astro's own settings are assumed.`);
  const known = isUnknown(config) ? undefined : config;
  const text = (what: string, ...keys: readonly string[]): string | undefined => {
    const value = known === undefined ? undefined : read(what, ...keys);
    return typeof value === 'string' ? value : undefined;
  };
  const base = options.base ?? text('no base is assumed (say `--base`)', 'base') ?? '';
  const format = text('folders are assumed', 'build', 'format');
  const trailingSlash = text('Astro\'s own is assumed', 'trailingSlash');
  const output = text('a static site is assumed', 'output');
  const integrations = known === undefined ? undefined : at(known, 'integrations');
  const major = majorOf(packageText);
  const { plugins, dashes, gfm } = markdownOf(at(known, 'markdown'), major);
  const own = ownPlugins(modules, file);
  const hasOwn = plugins.some(({ package: name }) => name === undefined);
  const named = (pattern: RegExp): boolean => plugins.some(({ package: name }) => name !== undefined && pattern.test(name));

  return {
    site: text('the blog\'s own address is not known', 'site'),
    base: slashed(base),
    source: folder(text('`src` is assumed', 'srcDir'), 'src'),
    publicFolder: folder(text('`public` is assumed', 'publicDir'), 'public'),
    output: folder(text('`dist` is assumed', 'outDir'), 'dist'),
    server: output === 'server' || output === 'hybrid',
    format: format === 'file' || format === 'preserve' ? format : 'directory',
    withoutSlash: trailingSlash === 'never',
    redirects: redirectsOf(at(known, 'redirects')),
    plugins,
    changesLinks: (hasOwn && SETS_LINK.test(own)) || named(/link|wiki|obsidian|url/i),
    changesIds: (hasOwn && SETS_ID.test(own) && /heading|slug|\bh[1-6]\b/i.test(own)) || named(/head(?:ing|er)-?ids?$|custom-?id|remark-slug/i),
    integrations: integrationsOf(integrations),
    dashes, gfm,
    keepsLastHyphen: (major ?? 5) >= 6 || at(known, 'experimental', 'headingIdCompat') === true,
    i18n: i18nOf(at(known, 'i18n')),
    major,
    buildCommand: /"build"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(packageText ?? '')?.[1] ?? '',
    programs: [...modules.texts.values()].join('\n'),
    notes: unread,
  };
}

/** Programs that give a node another value of one of these names, and do not only look at it. */
const setting = (names: string): RegExp => new RegExp([
  `(?:\\.|\\[['"])(?:${names})(?:['"]\\])?\\s*(?:\\+|\\|\\||\\?\\?|&&)?=(?![=>])`,
  `\\b(?:h?[pP]roperties|data)\\b[^;]{0,200}[{,]\\s*['"]?(?:${names})['"]?\\s*[:,}]`,
  `\\bset(?:Attribute|Property)\\([^)]{0,200}['"](?:${names})['"]`,
].join('|'));

const SETS_LINK = setting('href|url');
const SETS_ID = setting('id');

const folder = (written: string | undefined, usual: string): string => joinFile(written ?? usual) ?? usual;

function redirectsOf(value: Js): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [from, to] of isObject(value) ? value.entries : []) {
    const target = typeof to === 'string' ? to : textAt(to, 'destination');
    if (target !== undefined) found.set(from, target);
  }
  return found;
}

/**
 * The plugins and features of Markdown. Up to Astro 6 remark reads it; from 7 on Sätteri does, unless `markdown.processor`
 * says `unified()` or there are plugins that only remark can run.
 */
function markdownOf(markdown: Js, major: number | undefined): Pick<Settings, 'plugins' | 'dashes' | 'gfm'> {
  const processor = at(markdown, 'processor');
  const own = (isUnknown(processor) && processor.given?.[0]) || undefined;
  const lists = [markdown, own].flatMap((from) => [
    ...pluginsOf(at(from, 'remarkPlugins'), 'remark'), ...pluginsOf(at(from, 'mdastPlugins'), 'remark'),
    ...pluginsOf(at(from, 'rehypePlugins'), 'rehype'), ...pluginsOf(at(from, 'hastPlugins'), 'rehype'),
  ]);
  const bySatteri = isUnknown(processor) && processor.from !== undefined ? processor.from === '@astrojs/markdown-satteri' : (major ?? 5) >= 7 && lists.length === 0;
  const isOff = (...names: readonly string[]): boolean =>
    [markdown, own, at(own, 'features')].some((from) => names.some((name) => at(from, name) === false));
  const withoutDashes = isOff('smartypants', 'smartPunctuation') || at(own, 'features', 'smartPunctuation', 'dashes') === false;
  return { plugins: lists, dashes: withoutDashes ? 'none' : bySatteri ? 'runs' : 'pairs', gfm: !isOff('gfm') };
}

const pluginsOf = (list: Js, stage: Plugin['stage']): readonly Plugin[] =>
  (isArray(list) ? list.items : []).map((item) => {
    const [plugin, options] = isArray(item) ? item.items : [item, undefined];
    const name = isUnknown(plugin) ? plugin.from : typeof plugin === 'string' ? plugin : undefined;
    return { package: name, stage, options };
  });

function integrationsOf(list: Js): readonly Integration[] | undefined {
  if (list === undefined) return [];
  if (!isArray(list)) return undefined;
  const flat = list.items.flatMap((item) => (isArray(item) ? item.items : [item]));
  return flat.map((item) => ({ package: (isUnknown(item) && item.from) || '', options: isUnknown(item) ? item.given?.[0] : undefined }));
}

function i18nOf(value: Js): I18n | undefined {
  if (!isObject(value)) return undefined;
  const locales = at(value, 'locales');
  const names = (isArray(locales) ? locales.items : []).map((locale) => (typeof locale === 'string' ? locale : textAt(locale, 'path')));
  return {
    locales: names.filter((name) => name !== undefined), defaultLocale: textAt(value, 'defaultLocale'),
    prefixesDefault: at(value, 'routing', 'prefixDefaultLocale') === true, fallback: at(value, 'fallback') !== undefined,
  };
}

/** The first number of the version of Astro the blog asks for. */
function majorOf(packageText: string | undefined): number | undefined {
  const version = /"astro"\s*:\s*"[^"\d]*(\d+)/.exec(packageText ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}
