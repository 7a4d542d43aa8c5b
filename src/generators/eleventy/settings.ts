import { asFilePath, joinFile, type FilePath } from '../../core/paths.ts';
import type { ConfigureInput } from '../generator.ts';
import { isGlob } from '../../core/text/glob-pattern.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { loadModules, type Modules } from '../javascript/modules.ts';
import {
  at, functionOf, isArray, isFunction, isObject, isUnknown, objectOf, textAt, unknown, type Js, type JsFunction, type JsObject,
} from '../javascript/values.ts';
import { defaultMarkdown, markdownIt, markdownOf, type MarkdownSettings } from './markdown-settings.ts';
import { eleventyPackages } from './packages.ts';

/** What an Eleventy configuration does, as far as it can be read without running it. */
export interface Settings {
  /** The first number of the version in `package.json`. */
  readonly major: number | undefined;
  /** Below the root, without slashes at the ends: `''`, `src`. */
  readonly input: string;
  readonly output: string;
  readonly includes: string;
  readonly layouts: string | undefined;
  readonly data: string;
  /** `undefined`: all that are known. */
  readonly formats: readonly string[] | undefined;
  readonly addedFormats: readonly string[];
  readonly markdownEngine: Engine;
  readonly htmlEngine: Engine;
  /** Without a slash at its end. */
  readonly pathPrefix: string;
  readonly passthrough: readonly Passthrough[];
  /** There is a passthrough copy that cannot be read: any file may come from it. */
  readonly hasUnreadCopies: boolean;
  readonly ignores: readonly { readonly pattern: string; readonly sure: boolean }[];
  readonly usesGitIgnore: boolean;
  readonly dynamicPermalinks: boolean;
  readonly filters: ReadonlyMap<string, JsFunction>;
  /** Names of shortcodes and tags of the blog's own; true for those with an end. */
  readonly shortcodes: ReadonlyMap<string, boolean>;
  readonly collections: ReadonlyMap<string, Js>;
  /** There are collections whose names cannot be read. */
  readonly hasUnreadCollections: boolean;
  readonly preprocessors: readonly { readonly extensions: string; readonly call: Js }[];
  readonly globalData: ReadonlyMap<string, Js>;
  /** Plugins by package and name, with what they were given. */
  readonly plugins: ReadonlyMap<string, Js>;
  readonly markdown: MarkdownSettings;
  /** Pages that a plugin writes: `/feed/feed.xml`. */
  readonly written: readonly string[];
  readonly dataSuffixes: readonly string[];
  /** Extensions of data files beside JSON: `yml`. */
  readonly dataExtensions: ReadonlySet<string>;
  readonly dataBaseName: string | undefined;
  readonly layoutAliases: ReadonlyMap<string, string>;
  /** A program of the blog's own may write other addresses into links. */
  readonly changesLinks: boolean;
  /** What runs before or after the build copies files. */
  readonly copiesByItself: boolean;
  readonly notes: readonly string[];
}

/** What a template goes through before it is Markdown or HTML. */
export type Engine = 'liquid' | 'njk' | 'none' | 'unknown';

export interface Passthrough {
  /** A file, a folder or a glob, below the root. */
  readonly from: string;
  readonly isGlob: boolean;
  /** Where to below the output, where that is said. */
  readonly to: string | undefined;
  /** Only what a page refers to relatively, beside that page. */
  readonly htmlRelative: boolean;
}

export interface Configured {
  readonly settings: Settings;
  readonly modules: Modules;
}

const CONFIGS = ['.eleventy.js', 'eleventy.config.js', 'eleventy.config.mjs', 'eleventy.config.cjs', 'eleventy.config.ts', 'eleventy.config.mts'];

export const configOf = (files: ReadonlySet<FilePath>): FilePath | undefined => CONFIGS.map(asFilePath).find((path) => files.has(path));

/** Follows the configuration with something in Eleventy's place that only takes notes. */
export async function readSettings(input: ConfigureInput): Promise<Configured> {
  const { files, read, now, options } = input;
  const there = new Set(files);
  const [named] = options.config ?? [];
  const config = named === undefined ? configOf(there) : asFilePath(named);
  // Where data lies is only known later; every program that may be data is read along.
  const data = files.filter((path) => /\.11tydata\.[mc]?js$/.test(path) || /(?:^|\/)_?data\/.*\.[mc]?js$/.test(path) || /\.11ty\.[mc]?js$/.test(path)).slice(0, 200);
  const texts = await dataTexts(files, read);
  const modules = await loadModules({
    entries: [...(config ? [config] : []), ...data], files, read, now,
    packages: (evaluator) => eleventyPackages(evaluator, texts),
  });
  return { settings: settingsFrom(config, modules, input, await read(asFilePath('package.json'))), modules };
}

/** Files of data, for programs that read them. */
async function dataTexts(files: readonly FilePath[], read: ConfigureInput['read']): Promise<ReadonlyMap<FilePath, string>> {
  const texts = new Map<FilePath, string>();
  for (const path of files.filter((file) => /(?:^|\/)_?data\/.*\.(?:ya?ml|json|txt)$/.test(file)).slice(0, 100)) {
    const text = await read(path);
    if (text !== undefined && text.length < 500_000) texts.set(path, text);
  }
  return texts;
}

/** What the recorder has heard. */
interface Heard {
  readonly passthrough: Passthrough[];
  readonly ignores: { pattern: string; sure: boolean }[];
  readonly filters: Map<string, JsFunction>;
  readonly shortcodes: Map<string, boolean>;
  readonly collections: Map<string, Js>;
  readonly preprocessors: { extensions: string; call: Js }[];
  readonly globalData: Map<string, Js>;
  readonly plugins: Map<string, Js>;
  readonly written: string[];
  readonly formats: string[];
  readonly aliases: Map<string, string>;
  readonly dataExtensions: Set<string>;
  readonly set: Map<string, Js>;
  readonly notes: string[];
  library: Js;
}

const newHeard = (): Heard => ({
  passthrough: [], ignores: [], filters: new Map(), shortcodes: new Map(), collections: new Map(), preprocessors: [], globalData: new Map(),
  plugins: new Map(), written: [], formats: [], aliases: new Map(), dataExtensions: new Set(), set: new Map(), notes: [], library: undefined,
});

function settingsFrom(config: FilePath | undefined, modules: Modules, { options }: ConfigureInput, packageText: string | undefined): Settings {
  const heard = newHeard();
  const { evaluator } = modules;
  const major = majorOf(packageText);
  // Since its second version Eleventy makes no code of four spaces.
  heard.library = markdownIt().plain(major !== undefined && major < 2);
  const exports = config && evaluator.attempt(() => modules.evaluated(config)?.exports);
  if (config && !exports) heard.notes.push(`\`${config}\` cannot be read; Eleventy's own settings are assumed.`);
  const main = at(exports, 'default') ?? at(exports, 'module.exports');
  const returned = isFunction(main) ? evaluator.attempt(() => main.call([recorder(heard, evaluator)], undefined)) : main;
  if (isUnknown(returned) && config) heard.notes.push(`What \`${config}\` returns is worked out by the build (${returned.why}).`);

  const named = at(exports, 'config');
  const say = (...keys: readonly string[]): Js => {
    for (const from of [returned, named]) {
      const value = isObject(from) ? at(from, ...keys) : undefined;
      if (isUnknown(value)) heard.notes.push(`\`${keys.join('.')}\` in \`${config ?? 'the settings'}\` is worked out by the build; Eleventy's own is assumed.`);
      else if (value !== undefined) return value;
    }
    return undefined;
  };
  const command = buildCommand(packageText);
  const written = (name: string, method: string, usual: string, option?: string): string => {
    const value = option ?? heard.set.get(method) ?? say('dir', name);
    return typeof value === 'string' ? value : usual;
  };
  const folder = (...args: Parameters<typeof written>): string => joinFile(written(...args)) ?? args[2];
  const input = folder('input', 'setInputDirectory', '.', command.input);
  const layouts = heard.set.get('setLayoutsDirectory') ?? say('dir', 'layouts');
  const within = (path: string): string => joinFile(input, path) ?? path;
  const formats = heard.set.get('setTemplateFormats') ?? say('templateFormats');
  const prefix = options.base ?? command.pathPrefix ?? textOf(say('pathPrefix')) ?? '';

  return {
    major,
    input,
    output: folder('output', 'setOutputDirectory', '_site', command.output),
    includes: within(written('includes', 'setIncludesDirectory', '_includes')),
    layouts: typeof layouts === 'string' ? within(layouts) : undefined,
    data: within(written('data', 'setDataDirectory', '_data')),
    formats: textsOf(command.formats ?? formats),
    addedFormats: [...heard.formats, ...[...heard.plugins.keys()].flatMap(formatsOfPlugin)],
    markdownEngine: engineOf(say('markdownTemplateEngine')),
    htmlEngine: engineOf(say('htmlTemplateEngine')),
    pathPrefix: `/${prefix}`.replace(/\/+/g, '/').replace(/\/$/, ''),
    passthrough: heard.passthrough,
    hasUnreadCopies: heard.notes.includes(UNREAD_COPY),
    ignores: heard.ignores,
    usesGitIgnore: heard.set.get('setUseGitIgnore') !== false,
    dynamicPermalinks: heard.set.get('setDynamicPermalinks') !== false,
    filters: heard.filters, shortcodes: heard.shortcodes, collections: heard.collections, hasUnreadCollections: heard.set.has('addCollection'), preprocessors: heard.preprocessors,
    globalData: heard.globalData, plugins: heard.plugins, written: heard.written, layoutAliases: heard.aliases,
    markdown: markdownOf(heard.library) ?? defaultMarkdown,
    dataSuffixes: textsOf(heard.set.get('setDataFileSuffixes')) ?? ['.11tydata', ''],
    dataExtensions: heard.dataExtensions,
    dataBaseName: textOf(heard.set.get('setDataFileBaseName')),
    changesLinks: [...modules.texts.values()].some((text) => CHANGES_LINKS.test(text)),
    copiesByItself: heard.set.has('on') && [...modules.texts.values()].some((text) => COPIES.test(text)),
    notes: [...new Set(heard.notes)],
  };
}

/** What a program is written with that copies files. */
const COPIES = /\b(?:cp|cpSync|copyFile|copyFileSync|copySync|copy|outputFile|createWriteStream|execSync|exec|spawn|spawnSync)\(/;

/** Plugins that bring a template language add its extension themselves: `@11ty/eleventy-plugin-webc`. */
const formatsOfPlugin = (name: string): readonly string[] => FORMATS_OF_PLUGINS.flatMap(([plugin, ...formats]) => (plugin.test(name) ? formats : []));

const FORMATS_OF_PLUGINS: readonly (readonly [plugin: RegExp, ...formats: readonly string[]])[] = [
  [/eleventy-plugin-webc\b/, 'webc'], [/eleventy-plugin-vue\b/, 'vue'], [/eleventy-plugin-handlebars\b/, 'hbs'], [/eleventy-plugin-pug\b/, 'pug'],
  [/eleventy-plugin-ejs\b/, 'ejs'], [/eleventy-plugin-mustache\b/, 'mustache'], [/eleventy-plugin-haml\b/, 'haml'],
];

/** What plugins for markdown-it and transforms are written with when they look at links. */
const CHANGES_LINKS = /link_open|replace-?link|attrSet\(\s*['"]href|\.attr\(\s*['"]href|[gs]etAttribute\(\s*['"]href|interlinker|wiki-?link|\\\.md\b/i;

const textOf = (value: Js): string | undefined => (typeof value === 'string' ? value : undefined);

function textsOf(value: Js | readonly string[]): readonly string[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return value.split(',').map((one) => one.trim());
  return isListOfTexts(value) ? value.items.filter((item) => typeof item === 'string') : undefined;
}

const isListOfTexts = (value: Js | readonly string[]): value is Extract<Js, { kind: 'array' }> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'array';

function majorOf(packageText: string | undefined): number | undefined {
  const version = /"@11ty\/eleventy"\s*:\s*"[^"\d]*(\d+)/.exec(packageText ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

/** `eleventy --input=src --output dist --pathprefix=blog` in the scripts of `package.json` wins over the settings. */
function buildCommand(packageText: string | undefined): { readonly input?: string; readonly output?: string; readonly pathPrefix?: string; readonly formats?: readonly string[] } {
  const command = /"build"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(packageText ?? '')?.[1] ?? '';
  const eleventy = /(?:^|[\s;&|"/])eleventy(?:\s[^;&|]*)?/.exec(command)?.[0] ?? '';
  const option = (name: string): string | undefined => new RegExp(`--${name}[= ]\\\\?["']?([^\\s"'\\\\]+)`).exec(eleventy)?.[1];
  const [input, output, pathPrefix, formats] = ['input', 'output', 'pathprefix', 'formats'].map(option);
  return {
    ...(input !== undefined && { input }), ...(output !== undefined && { output }), ...(pathPrefix !== undefined && { pathPrefix }),
    ...(formats !== undefined && { formats: formats.split(',') }),
  };
}

function engineOf(value: Js): Engine {
  if (value === undefined || value === 'liquid') return 'liquid';
  if (value === false) return 'none';
  return value === 'njk' ? 'njk' : 'unknown';
}

/** Stands in for `eleventyConfig`: every call is noted, nothing is done. */
function recorder(heard: Heard, evaluator: Evaluator): JsObject {
  const { machine } = evaluator;
  const object = { ...objectOf(), open: true };
  const on = (names: readonly string[], hear: (args: readonly Js[], name: string) => Js): void => {
    for (const name of names) object.entries.set(name, functionOf((args) => hear(args, name) ?? object));
  };
  on(['addPassthroughCopy'], ([from, options]) => { heard.passthrough.push(...passthroughOf(from, options, heard)); return undefined; });
  on(SETTERS, ([value], name) => { heard.set.set(name, machine.uncertain > 0 ? unknown(name) : value); return undefined; });
  on(['on'], ([event], name) => { if (event === 'eleventy.before' || event === 'eleventy.after') heard.set.set(name, true); return undefined; });
  on(['addTransform'], (args, name) => { heard.set.set(name, args[0]); return undefined; });
  on(['addPlugin'], ([plugin, options]) => usePlugin(heard, evaluator, object, plugin, options));
  on(FILTERS, ([name, filter]) => {
    if (typeof name === 'string') heard.filters.set(name, isFunction(filter) && machine.uncertain === 0 ? filter : functionOf(() => unknown(`the filter \`${name}\``)));
    return undefined;
  });
  on(SHORTCODES, ([name], method) => {
    if (typeof name === 'string') heard.shortcodes.set(name, /Paired/.test(method));
    return undefined;
  });
  on(['addCollection'], ([name, make], method) => {
    if (typeof name === 'string') heard.collections.set(name, make);
    else heard.set.set(method, true);
    return undefined;
  });
  on(['addPreprocessor'], ([, extensions, call]) => {
    const list = isArray(extensions) ? extensions.items.filter((item) => typeof item === 'string').join(',') : textOf(extensions) ?? '*';
    heard.preprocessors.push({ extensions: list, call: machine.uncertain > 0 ? functionOf(() => unknown('whether it is used')) : call });
    return undefined;
  });
  on(['setLibrary'], ([name, library]) => { if (name === 'md') heard.library = library; return undefined; });
  on(['amendLibrary'], ([name, amend]) => { if (name === 'md' && isFunction(amend)) amend.call([heard.library], undefined); return undefined; });
  on(['addGlobalData'], ([name, value]) => {
    if (typeof name === 'string') heard.globalData.set(name, isFunction(value) ? machine.call(value, []) : value);
    return undefined;
  });
  on(['addTemplateFormats'], ([formats]) => { heard.formats.push(...(textsOf(formats) ?? [])); return undefined; });
  on(['addDataExtension'], ([names]) => { for (const name of textsOf(names) ?? []) heard.dataExtensions.add(name); return undefined; });
  on(['addLayoutAlias'], ([name, path]) => { if (typeof name === 'string' && typeof path === 'string') heard.aliases.set(name, path); return undefined; });
  on(['addTemplate'], ([, , data]) => {
    const permalink = textAt(data, 'permalink');
    if (permalink !== undefined && !/[{%]/.test(permalink)) heard.written.push(permalink);
    return undefined;
  });
  object.entries.set('getFilter', functionOf(([name]) => (typeof name === 'string' ? heard.filters.get(name) ?? builtIn(evaluator, name) : unknown('a filter'))));
  object.entries.set('ignores', objectOf([
    ['add', functionOf(([pattern]) => { if (typeof pattern === 'string') heard.ignores.push({ pattern, sure: machine.uncertain === 0 }); return undefined; })],
    ['delete', functionOf(([pattern]) => {
      const place = heard.ignores.findIndex((one) => one.pattern === pattern);
      if (place >= 0) heard.ignores.splice(place, 1);
      return undefined;
    })],
    ['has', functionOf(() => unknown('whether it is ignored'))],
  ]));
  return object;
}

const SETTERS = [
  'setInputDirectory', 'setOutputDirectory', 'setIncludesDirectory', 'setLayoutsDirectory', 'setDataDirectory', 'setTemplateFormats',
  'setUseGitIgnore', 'setDynamicPermalinks', 'setDataFileSuffixes', 'setDataFileBaseName',
];
const FILTERS = ['addFilter', 'addAsyncFilter', 'addLiquidFilter', 'addNunjucksFilter', 'addNunjucksAsyncFilter', 'addJavaScriptFunction', 'addUniversalFilter'];
const SHORTCODES = [
  'addShortcode', 'addAsyncShortcode', 'addPairedShortcode', 'addPairedAsyncShortcode', 'addLiquidShortcode', 'addPairedLiquidShortcode',
  'addNunjucksShortcode', 'addNunjucksAsyncShortcode', 'addPairedNunjucksShortcode', 'addPairedNunjucksAsyncShortcode', 'addLiquidTag', 'addNunjucksTag',
];

/** Filters Eleventy brings itself, asked for by a configuration: mostly for the slugs of headings. */
const builtIn = (evaluator: Evaluator, name: string): Js => {
  const packages = eleventyPackages(evaluator);
  return name === 'slugify' ? at(packages.get('#filters'), 'slugify') : name === 'slug' ? at(packages.get('#filters'), 'slug') : unknown(`the filter \`${name}\``);
};

function usePlugin(heard: Heard, evaluator: Evaluator, config: JsObject, plugin: Js, options: Js): Js {
  const settings = isFunction(options) ? evaluator.machine.call(options, [objectOf()]) : options;
  if (isFunction(plugin)) { evaluator.machine.call(plugin, [config, settings]); return undefined; }
  const made = isObject(plugin) ? plugin.entries.get('configFunction') ?? plugin.entries.get('initArguments') : undefined;
  if (isFunction(made)) { evaluator.machine.call(made, [config, settings]); return undefined; }
  const name = isUnknown(plugin) ? plugin.from : undefined;
  if (name === undefined) {
    heard.notes.push('A plugin of the configuration cannot be told by its name; what it does is not known.');
    return undefined;
  }
  heard.plugins.set(name, settings);
  const site = at(settings, 'metadata', 'base');
  if (typeof site === 'string') heard.globalData.set('#feed', objectOf([['base', site]]));
  const written = name.endsWith('#feedPlugin') ? textAt(settings, 'outputPath') ?? '/feed.xml' : undefined;
  if (written !== undefined) heard.written.push(written);
  for (const shortcode of PLUGIN_SHORTCODES[name] ?? []) heard.shortcodes.set(shortcode, true);
  return undefined;
}

/** Blocks that well-known plugins bring. */
const PLUGIN_SHORTCODES: Readonly<Record<string, readonly string[]>> = {
  '@11ty/eleventy-plugin-syntaxhighlight': ['highlight'],
  '@11ty/eleventy#RenderPlugin': ['renderTemplate'],
};

function passthroughOf(from: Js, options: Js, heard: Heard): readonly Passthrough[] {
  const htmlRelative = textAt(options, 'mode') === 'html-relative';
  const rule = (source: string, to: string | undefined): readonly Passthrough[] => {
    const path = joinFile(source);
    return path === undefined ? [] : [{ from: path, isGlob: isGlob(source), to, htmlRelative }];
  };
  if (typeof from === 'string') return rule(from, undefined);
  if (isArray(from)) return from.items.flatMap((item) => passthroughOf(item, options, heard));
  if (isObject(from)) {
    if (from.open) heard.notes.push(UNREAD_COPY);
    return [...from.entries].flatMap(([source, to]) =>
      (typeof to === 'string' ? rule(source, to) : isObject(to) || to === true ? rule(source, undefined) : []));
  }
  heard.notes.push(UNREAD_COPY);
  return [];
}

const UNREAD_COPY = 'A passthrough copy of the configuration cannot be read; what it copies is not known.';

