import { asFilePath, extensionOf, folderOf, joinFile, nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import { readFrontMatter } from '../../core/markdown/front-matter.ts';
import { throughMatter } from '../../core/markdown/matter.ts';
import { dataOf } from '../front-matter-data.ts';
import type { ReadFile } from '../generator.ts';
import { isClass } from '../javascript/evaluate.ts';
import { fromJson } from '../javascript/globals.ts';
import { yamlValue } from '../javascript/texts.ts';
import type { Modules } from '../javascript/modules.ts';
import { arrayOf, at, isArray, isFunction, isObject, isUnknown, objectOf, textAt, unknown, type Js, type JsObject } from '../javascript/values.ts';
import type { Settings } from './settings.ts';

/** The data of every template that does not come out of its own file: global, by folder, by layout. */
export interface DataFiles {
  readonly global: JsObject;
  /** By the path of the data file. */
  readonly files: ReadonlyMap<FilePath, Js>;
  /** Front matter of the layouts, by path. */
  readonly layouts: ReadonlyMap<FilePath, JsObject>;
}

/** Reads every file of data: JSON as it is, programs worked out, others unknown. */
export async function readData(settings: Settings, files: readonly FilePath[], read: ReadFile, modules: Modules): Promise<DataFiles> {
  const found = new Map<FilePath, Js>();
  const isDirectoryData = (path: FilePath): boolean => /\.11tydata\.(?:json|[mc]?js)$/.test(path) || isNamedLikeTemplate(path, settings);
  const inData = `${settings.data}/`;
  const configData = objectOf(settings.globalData);
  for (const path of files) {
    if (path.startsWith(inData) || isDirectoryData(path)) found.set(path, await valueOf(path, { read, modules, settings, configData }));
  }
  const layouts = new Map<FilePath, JsObject>();
  const folders = [settings.layouts, settings.includes].filter((folder) => folder !== undefined);
  for (const path of files.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`))).slice(0, 500)) {
    const text = await read(path);
    const head = text?.startsWith('---') ? dataOf(readFrontMatter(text, throughMatter)) : undefined;
    if (isObject(head) && head.entries.size > 0) layouts.set(path, head);
  }
  return { global: globalData(settings, found), files: found, layouts };
}

/** `posts/posts.json`, `posts/hello.json`: data for the folder or the template of that name. */
const isNamedLikeTemplate = (path: FilePath, { input, dataSuffixes }: Settings): boolean =>
  path.endsWith('.json') && dataSuffixes.includes('') && (input === '' ? !/(?:^|\/)(?:package|package-lock|tsconfig)\.json$/.test(path) : path.startsWith(`${input}/`));

interface DataContext {
  readonly read: ReadFile;
  readonly modules: Modules;
  readonly settings: Settings;
  /** What the configuration has set, which a program of data is called with. */
  readonly configData: JsObject;
}

async function valueOf(path: FilePath, { read, modules, settings, configData }: DataContext): Promise<Js> {
  const extension = extensionOf(path).slice(1);
  if (extension === 'json' || (/^ya?ml$/.test(extension) && settings.dataExtensions.has(extension))) {
    const text = await read(path);
    if (text === undefined || text.length > 5_000_000) return unknown(`\`${path}\``);
    if (extension !== 'json') return yamlValue(text);
    try { return fromJson(JSON.parse(text.replace(/^\uFEFF/, ''))); } catch { return unknown(`\`${path}\` cannot be read`); }
  }
  if (!/^[mc]?js$/.test(extension)) return unknown(`\`${path}\``);
  modules.evaluator.refill();
  const exports = modules.evaluator.attempt(() => modules.evaluated(path)?.exports);
  const main = at(exports, 'default') ?? at(exports, 'module.exports') ?? (isObject(exports) ? exports : unknown(`\`${path}\``));
  return isFunction(main) ? modules.evaluator.attempt(() => main.call([configData], undefined)) : main;
}

function globalData(settings: Settings, files: ReadonlyMap<FilePath, Js>): JsObject {
  const global = objectOf([...settings.globalData, ...OWN.map((key) => [key, unknown(`\`${key}\``)] as const)]);
  for (const [path, value] of files) {
    if (!path.startsWith(`${settings.data}/`)) continue;
    const keys = withoutExtension(path.slice(settings.data.length + 1)).replace(/\.11tydata$/, '').split('/');
    put(global, keys, value);
  }
  return global;
}

/** What Eleventy itself tells every template. */
const OWN = ['pkg', 'eleventy', 'collections'];

function put(object: JsObject, [key, ...rest]: readonly string[], value: Js): void {
  if (key === undefined) return;
  if (rest.length === 0) { object.entries.set(key, value); return; }
  const inner = object.entries.get(key);
  const folder = isObject(inner) ? inner : objectOf();
  object.entries.set(key, folder);
  put(folder, rest, value);
}

/** What a template that is a program says of itself: `export const data`, or the `data` of a class. */
export function programData(path: FilePath, modules: Modules): Js {
  modules.evaluator.refill();
  return modules.evaluator.attempt(() => {
    const exports = modules.evaluated(path)?.exports;
    const main = at(exports, 'default') ?? at(exports, 'module.exports');
    const instance = isFunction(main) && isClass(main) ? main.call([], undefined) : isObject(main) ? main : exports;
    const data = at(instance, 'data');
    return isFunction(data) ? data.call([objectOf()], instance) : data;
  });
}

/** All the data of one template, the nearer over the farther; `eleventyComputed` is left for who asks. */
export function cascade(path: FilePath, own: Js, extra: Js, settings: Settings, { global, files, layouts }: DataFiles): JsObject {
  const near = merged([...directoryFiles(path, settings), ...templateFiles(path, settings)].map((file) => files.get(file)), [own, extra]);
  const layout = layoutData(textAt(near, 'layout') ?? textAt(global, 'layout'), settings, layouts);
  const all = merged([layout, near], []);
  const whole = objectOf([...global.entries, ...all.entries]);
  whole.open = global.open || all.open;
  return whole;
}

/** Layouts hand their front matter down, the outermost counting least. */
function layoutData(name: string | undefined, settings: Settings, layouts: ReadonlyMap<FilePath, JsObject>): Js {
  const chain: JsObject[] = [];
  for (let next = name; next !== undefined && chain.length < 10;) {
    const head = layoutNamed(next, settings, layouts);
    if (!head) break;
    chain.unshift(head);
    next = textAt(head, 'layout');
  }
  const all = merged(chain, []);
  all.entries.delete('layout');
  return all;
}

function layoutNamed(name: string, { layouts: folder, includes, layoutAliases }: Settings, layouts: ReadonlyMap<FilePath, JsObject>): JsObject | undefined {
  const path = layoutAliases.get(name) ?? name;
  for (const base of [folder, includes]) {
    for (const extension of ['', '.njk', '.liquid', '.html', '.11ty.js', '.webc']) {
      const file = base === undefined ? undefined : joinFile(base, path + extension);
      const head = file && layouts.get(file);
      if (head) return head;
    }
  }
  return undefined;
}

/** `src/posts/posts.json`, from the input folder down. */
function directoryFiles(path: FilePath, { input, dataSuffixes, dataBaseName }: Settings): readonly FilePath[] {
  const found: FilePath[] = [];
  const folders = folderOf(path).split('/').filter((part) => part !== '');
  const above = input === '' ? 0 : input.split('/').length;
  for (let depth = Math.max(above, 1); depth <= folders.length; depth++) {
    const folder = folders.slice(0, depth).join('/');
    for (const name of [nameOf(folder), ...(dataBaseName === undefined ? [] : [dataBaseName])]) found.push(...dataNames(`${folder}/${name}`, dataSuffixes));
  }
  return found;
}

const templateFiles = (path: FilePath, { dataSuffixes }: Settings): readonly FilePath[] => dataNames(withoutExtension(path), dataSuffixes);

/** The least important first: `.json` before `.11tydata.json` before programs. */
const dataNames = (stem: string, suffixes: readonly string[]): readonly FilePath[] =>
  suffixes.toReversed().flatMap((suffix) => ['.json', ...(suffix === '' ? [] : ['.mjs', '.cjs', '.js'])].map((extension) => asFilePath(stem + suffix + extension)));

/** Later ones over earlier ones, objects key by key and lists of tags one after the other. */
function merged(first: readonly Js[], then: readonly Js[]): JsObject {
  const all = objectOf();
  for (const value of [...first, ...then]) {
    if (value === undefined) continue;
    if (!isObject(value)) { if (isUnknown(value)) all.open = true; continue; }
    all.open ||= value.open;
    for (const [key, inner] of value.entries) all.entries.set(key, joined(all.entries.get(key), inner));
  }
  return all;
}

function joined(before: Js, value: Js): Js {
  if (isObject(before) && isObject(value)) return merged([before, value], []);
  if (!isArray(before)) return value;
  if (isArray(value)) return { ...arrayOf([...before.items, ...value.items]), open: before.open || value.open };
  return value;
}
