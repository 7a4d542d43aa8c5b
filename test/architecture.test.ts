import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each folder of `src/` may import, beside itself. `node` stands for Node's own modules. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'core': ['core'],
  'rules': ['core'],
  'lint': ['core', 'rules'],
  'posts': ['core'],
  'external': ['core'],
  'settings': ['core'],
  'reporters': ['core'],
  'generators': ['core'],
  'system': ['core', 'node'],
  'cli': ['core', 'rules', 'lint', 'posts', 'external', 'settings', 'reporters', 'generators', 'system', 'node', '.'],
  '.': ['core', 'cli', 'system', 'node'],
};

/** Each npm package comes in at one place; its types alone may be named beside it. */
const DOORS: Readonly<Record<string, string>> = {
  'commander': 'cli/program.ts and cli/commands/',
  'inquirer': 'system/prompt.ts',
  'chokidar': 'system/watch.ts',
  'chalk': 'cli/style.ts',
  '@cfworker/json-schema': 'lint/front-matter-schema.ts',
  'diff': 'core/text/unified-diff.ts',
  'gray-matter': 'core/markdown/matter.ts',
  'slugify': 'core/text/slug.ts',
  'satteri': 'core/markdown/commonmark.ts',
  'htmlparser2': 'core/markdown/html.ts',
  'entities': 'core/markdown/html.ts',
  'yaml': 'core/text/yaml.ts',
  'smol-toml': 'core/text/toml.ts',
  'valibot': 'settings/',
  'strip-json-comments': 'settings/read-settings.ts',
  'github-slugger': 'core/markdown/github-slugs.ts',
  '@sindresorhus/slugify': 'core/text/transliterated-slug.ts',
  'ipaddr.js': 'system/web/addresses.ts',
  'acorn': 'generators/javascript/parse.ts',
  '@sveltejs/acorn-typescript': 'generators/javascript/parse.ts',
};

/** Folders that serve any generator and so know none by name. GitHub Pages and the like are hosts, not generators. */
const NAMELESS = ['core', 'rules', 'lint', 'posts', 'external', 'reporters', 'settings'];
const GENERATOR_NAMES = /\b(?:jekyll|hugo|hexo|eleventy|11ty|astro)\b/i;

const doorsOf = (name: string): readonly string[] => DOORS[name]?.split(' and ') ?? [];

interface Import {
  readonly file: string;
  readonly from: string;
}

const files = sourceFiles('src');
const imports = files.flatMap(importsOf);

describe('layers', () => {
  test('no folder imports what it must not know', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(sentence)).toEqual([]);
  });

  test('each package has one door', () => {
    const outside = imports.filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'));
    expect(outside.filter(({ file, from }) => !doorsOf(packageOf(from)).some((door) => file === door || (door.endsWith('/') && file.startsWith(door)))).map(sentence)).toEqual([]);
  });

  test('no generator is known by name outside of its folder', () => {
    const named = files
      .filter((file) => NAMELESS.includes(layerOf(file)) && !file.endsWith('.test.ts'))
      .filter((file) => GENERATOR_NAMES.test(withoutComments(textOf(file))));
    expect(named).toEqual([]);
  });

  test('core and rules have no clock, no disk and no console', () => {
    const reach = /\b(?:Date\.now|new Date\(\)|process\.|console\.|globalThis\.fetch|setTimeout|Math\.random)/;
    const guilty = files
      .filter((file) => NAMELESS.includes(layerOf(file)) && !file.endsWith('.test.ts'))
      .filter((file) => reach.test(withoutComments(textOf(file))));
    expect(guilty).toEqual([]);
  });

  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(60);
  });
});

function isAllowed({ file, from }: Import): boolean {
  const allowed = LAYERS[layerOf(file)] ?? [];
  if (from.startsWith('node:')) return allowed.includes('node');
  if (!from.startsWith('.') || from.endsWith('package.json')) return true;
  const target = layerOf(posix.normalize(posix.join(posix.dirname(file), from)));
  return target === layerOf(file) || allowed.includes(target);
}

/** `rules` of `rules/broken-link.ts`; `.` of a file right in `src/`. */
function layerOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.';
}

function packageOf(from: string): string {
  return from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/');
}

function sentence({ file, from }: Import): string {
  return `src/${file} imports ${from}`;
}

function textOf(file: string): string {
  return readFileSync(join(top, 'src', file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

function importsOf(file: string): Import[] {
  if (file.endsWith('.test.ts')) return [];
  const text = withoutComments(textOf(file)).replace(/^import type [^;]*? from '(?!\.)[^']+';$/gm, '');
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g)]
    .map((match) => ({ file, from: match[1] ?? match[2] ?? match[3] ?? '' }));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => posix.join(entry.parentPath.slice(join(top, folder).length + 1), entry.name))
    .sort();
}
