import type { Program } from 'acorn';
import { asFilePath, folderOf, joinFile, type FilePath } from '../../core/paths.ts';
import type { ReadFile } from '../generator.ts';
import { createEvaluator, type Evaluated, type Evaluator } from './evaluate.ts';
import { fromJson, globalsOf } from './globals.ts';
import { isObject, objectOf, textAt, unknown, isArray, at, type Js, type JsObject, type Unknown } from './values.ts';
import { loadParser, type ParseModule } from './parse.ts';

/** The programs of a blog that say how it is built, read and ready to be worked out. */
export interface Modules {
  /** Works out a module; `undefined` when it could not be read. */
  evaluated(path: FilePath): Evaluated | undefined;
  /** Forgets what was worked out, for the same question under other circumstances. */
  reset(): void;
  readonly evaluator: Evaluator;
  /** Files that are there and are no program that can be read. */
  readonly unreadable: readonly FilePath[];
  readonly programs: ReadonlyMap<FilePath, Program>;
  /** The text of each program. */
  readonly texts: ReadonlyMap<FilePath, string>;
  /** Works out a program that is in no file of its own: its names, or the value it is. */
  evaluateText(text: string): ReadonlyMap<string, Js> | undefined;
  /** The file an import means, of those in the blog. */
  resolve(from: FilePath, specifier: string): FilePath | undefined;
}

export interface ModulesInput {
  /** Where to start; what they import is read as well. */
  readonly entries: readonly FilePath[];
  readonly files: readonly FilePath[];
  readonly read: ReadFile;
  readonly now: number;
  /** What is known of packages, by their name. */
  readonly packages: (evaluator: Evaluator) => ReadonlyMap<string, Js>;
  readonly globals?: (evaluator: Evaluator) => Iterable<readonly [string, Js]>;
  /** `import.meta`, beyond what every one has. */
  readonly meta?: readonly (readonly [string, Js])[];
  /** Modules that no file holds: `astrowind:config`. They may be made of those that one does. */
  readonly virtual?: ReadonlyMap<string, (exportsOf: (path: FilePath) => Js) => Js>;
  /** The program in a file that is more than a program: `.astro`. */
  readonly scriptOf?: (path: FilePath, text: string) => string | undefined;
}

/** More modules than this are not read: those that say where pages lie are few. */
const MOST = 400;

/** Reads the entries and all they import below the root, so that they can be worked out without waiting. */
export async function loadModules(input: ModulesInput): Promise<Modules> {
  const { read, files, now } = input;
  const parse = await loadParser();
  const there = new Set(files);
  const evaluator = createEvaluator({ now });
  const aliases = await readAliases(read, there, parse);
  const resolve = (from: FilePath, specifier: string): FilePath | undefined => resolveImport(there, aliases, from, specifier);

  const programs = new Map<FilePath, Program>();
  const texts = new Map<FilePath, string>();
  const data = new Map<FilePath, Js>();
  const unreadable: FilePath[] = [];
  const seen = new Set(input.entries);
  const waiting = [...seen];
  for (let path = waiting.shift(); path !== undefined && seen.size <= MOST; path = waiting.shift()) {
    const text = await read(path);
    if (text === undefined) continue;
    if (path.endsWith('.json')) { data.set(path, readJson(text)); continue; }
    const script = input.scriptOf?.(path, text) ?? text;
    const program = parse(path, script);
    if (!program) { unreadable.push(path); continue; }
    programs.set(path, program);
    texts.set(path, script);
    for (const specifier of specifiersOf(program)) {
      const next = resolve(path, specifier);
      if (!next || seen.has(next) || !isProgram(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }

  const packages = input.packages(evaluator);
  const globals = new Map([...globalsOf(evaluator.machine), ...(input.globals?.(evaluator) ?? [])]);
  const results = new Map<FilePath, { readonly exports: JsObject; result?: Evaluated }>();

  const evaluated = (path: FilePath): Evaluated | undefined => {
    const before = results.get(path);
    if (before) return before.result ?? { exports: before.exports, names: new Map(), broken: false };
    const program = programs.get(path);
    if (!program) return undefined;
    const exports = { ...objectOf(), open: true };
    const slot: { readonly exports: JsObject; result?: Evaluated } = { exports };
    results.set(path, slot);
    const imported = (specifier: string, common: boolean): Js => {
      const file = resolve(path, specifier);
      if (file) {
        if (data.has(file)) return common ? data.get(file) : objectOf([['default', data.get(file)]]);
        const found = evaluated(file);
        if (!found) return unknown(`\`${file}\` cannot be read`);
        return common ? found.exports.entries.get('module.exports') ?? found.exports : found.exports;
      }
      const made = input.virtual?.get(specifier);
      if (made) return made((target) => evaluated(target)?.exports);
      const known = packages.get(specifier.replace(/^node:/, ''));
      if (known === undefined) return fromPackage(specifier);
      return common && isObject(known) ? known.entries.get('module.exports') ?? known : known;
    };
    exports.open = false;
    const result = evaluator.evaluate(program, {
      globals: new Map([...globals, ['__dirname', `/${folderOf(path)}`], ['__filename', `/${path}`]]),
      imported: (specifier) => imported(specifier, false),
      required: (specifier) => imported(specifier, true),
      meta: objectOf([['url', unknown('where the blog lies')], ['dirname', `/${folderOf(path)}`], ['filename', `/${path}`], ...(input.meta ?? [])]),
    }, exports);
    slot.result = result;
    return result;
  };
  const evaluateText = (text: string): ReadonlyMap<string, Js> | undefined => {
    const program = parse('program.js', `export default (${text}\n)`) ?? parse('program.js', text);
    const surroundings = { globals, imported: fromPackage, required: fromPackage, meta: undefined };
    const result = program && evaluator.attempt(() => evaluator.evaluate(program, surroundings));
    if (!result || !('exports' in result)) return undefined;
    const value = result.exports.entries.get('default');
    return isObject(value) ? value.entries : new Map([...result.names].filter(([name]) => !COMMON_NAMES.has(name)));
  };
  return { evaluated, evaluateText, reset: () => results.clear(), evaluator, unreadable, programs, texts, resolve };
}

/** What CommonJS puts into every module. */
const COMMON_NAMES: ReadonlySet<string> = new Set(['module', 'exports', 'require']);

const isProgram = (path: string): boolean => /\.(?:[mc]?[jt]s|json)$/.test(path) && !path.endsWith('.d.ts');

const fromPackage = (specifier: string): Unknown => ({ ...unknown(`the package \`${specifier}\` is not known`), from: specifier });

function readJson(text: string): Js {
  try { return fromJson(JSON.parse(text.replace(/^\uFEFF/, ''))); } catch { return unknown('JSON that cannot be read'); }
}

/** Every text that is imported or required by a module. */
function specifiersOf(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: object[] = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('source' in node && isLiteral(node.source)) found.add(node.source.value);
    if ('callee' in node && isRequire(node.callee) && 'arguments' in node && Array.isArray(node.arguments)) {
      const name: unknown = node.arguments[0];
      if (isLiteral(name)) found.add(name.value);
    }
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null && key !== 'loc') waiting.push(value);
    }
  }
  return found;
}

const isLiteral = (node: unknown): node is { readonly value: string } =>
  typeof node === 'object' && node !== null && 'type' in node && node.type === 'Literal' && 'value' in node && typeof node.value === 'string';

const isRequire = (node: unknown): boolean =>
  typeof node === 'object' && node !== null && 'type' in node && node.type === 'Identifier' && 'name' in node && node.name === 'require';

/** `@/*` and what it stands for, from `tsconfig.json`. */
interface Alias { readonly prefix: string; readonly suffix: string; readonly targets: readonly string[] }

async function readAliases(read: ReadFile, files: ReadonlySet<FilePath>, parse: ParseModule): Promise<readonly Alias[]> {
  for (const name of ['tsconfig.json', 'jsconfig.json']) {
    const path = asFilePath(name);
    const text = files.has(path) ? await read(path) : undefined;
    if (text === undefined) continue;
    // Comments and commas at the end are allowed there; as a program it may have them as well.
    const program = parse('tsconfig.js', `export default (${text.replace(/^\uFEFF/, '')})`);
    const evaluator = createEvaluator({ now: 0 });
    const surroundings = { globals: new Map<string, Js>(), imported: () => unknown(''), required: () => unknown(''), meta: undefined };
    const settings = program && evaluator.attempt(() => evaluator.evaluate(program, surroundings).exports.entries.get('default'));
    return settings === undefined ? [] : aliasesOf(at(settings, 'compilerOptions'));
  }
  return [];
}

function aliasesOf(options: Js): readonly Alias[] {
  const base = textAt(options, 'baseUrl');
  const paths = at(options, 'paths');
  const named = (isObject(paths) ? [...paths.entries] : []).map(([pattern, targets]): Alias => {
    const [prefix = '', suffix = ''] = pattern.split('*');
    const texts = isArray(targets) ? targets.items.filter((item) => typeof item === 'string') : [];
    return { prefix, suffix: pattern.includes('*') ? suffix : '\0', targets: texts.map((text) => `${base ?? '.'}/${text}`) };
  });
  // With a base, a bare name may be a file below it.
  return base === undefined ? named : [...named, { prefix: '', suffix: '', targets: [`${base}/*`] }];
}

const EXTENSIONS = ['', '.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json', '.cjs', '.cts', '/index.mjs', '/index.js', '/index.ts', '/index.jsx', '/index.tsx', '.astro'];

function resolveImport(files: ReadonlySet<FilePath>, aliases: readonly Alias[], from: FilePath, specifier: string): FilePath | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return existing(files, `${folderOf(from)}/${specifier}`);
  // Vite: from the project's root.
  if (specifier.startsWith('/')) return existing(files, specifier);
  for (const { prefix, suffix, targets } of aliases) {
    const exact = suffix === '\0';
    if (exact ? specifier !== prefix : !(specifier.startsWith(prefix) && specifier.endsWith(suffix))) continue;
    const middle = exact ? '' : specifier.slice(prefix.length, specifier.length - suffix.length);
    for (const target of targets) {
      const found = existing(files, target.replace('*', () => middle));
      if (found) return found;
    }
  }
  return undefined;
}

function existing(files: ReadonlySet<FilePath>, path: string): FilePath | undefined {
  const base = joinFile(path);
  if (base === undefined) return undefined;
  // `./x.js` may stand for `./x.ts`.
  for (const candidate of [base, base.replace(/\.([mc]?)js$/, '.$1ts')]) {
    const found = EXTENSIONS.map((extension) => asFilePath(candidate + extension)).find((file) => files.has(file));
    if (found) return found;
  }
  return undefined;
}
