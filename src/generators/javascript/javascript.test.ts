import { describe, expect, test } from 'vitest';
import { asFilePath } from '../../core/paths.ts';
import { loadModules } from './modules.ts';
import { sharedPackages } from './packages.ts';
import { isUnknown, toValue, type Js } from './values.ts';

async function exportsOf(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Js>> {
  const paths = Object.keys(files).map(asFilePath);
  const [first] = paths;
  const modules = await loadModules({
    entries: first === undefined ? [] : [first], files: paths, now: Date.UTC(2024, 0, 1),
    read: async (path) => files[path], packages: () => new Map(),
  });
  return (first && modules.evaluated(first)?.exports.entries) ?? new Map();
}

const value = async (expression: string): Promise<unknown> => {
  const result = (await exportsOf({ 'a.ts': `export default ${expression}` })).get('default');
  if (result === undefined) return undefined;
  return isUnknown(result) ? 'unknown' : toValue(result) ?? 'not whole';
};

describe('what a program comes to', () => {
  test.each<readonly [string, unknown]>([
    ['`a${1 + 1}b`', 'a2b'],
    ['{ a: 1, ...{ b: 2 }, ["c" + 1]: [1, ...[2]] }', { a: 1, b: 2, c1: [1, 2] }],
    ['[3, 1, 2].sort((a, b) => a - b).map((n) => n * 2).filter(Boolean)', [2, 4, 6]],
    ['"Hello World".toLowerCase().replace(/ /g, "-")', 'hello-world'],
    ['({ a: { b: 1 } } as const).a?.b', 1],
    ['(undefined as any)?.a.b.c', undefined],
    ['[...new Set(["a", "b", "a"])]', ['a', 'b']],
    ['Object.entries({ a: 1 }).map(([k, v]) => `${k}=${v}`).join()', 'a=1'],
    ['new Date("2020-01-02") < new Date()', true],
    ['new Date("2020-01-02").getFullYear()', 2020],
    ['new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Taipei", year: "numeric", month: "2-digit" }).formatToParts(new Date("2020-01-31T20:00:00Z")).find((p) => p.type === "month").value', '02'],
    ['new Intl.DateTimeFormat("de", { month: "long" }).format(new Date("2020-01-31"))', 'Januar'],
    ['new Date("2020-01-02T23:59:00Z").toLocaleDateString("en-CA")', '2020-01-02'],
    ['new Date("2020-01-02").toLocaleDateString()', 'unknown'],
    ['new Date("2020-01-02").toLocaleString("no such language")', 'unknown'],
    ['new Intl.DateTimeFormat(undefined).format(0)', 'unknown'],
    ['new Intl.DateTimeFormat("en").format(1e20)', 'unknown'],
    ['((x) => { if (x) return "yes"; return "no"; })(0)', 'no'],
    ['(() => { const out = []; for (const [i, x] of ["a", "b"].entries()) out.push(i + x); return out; })()', ['0a', '1b']],
    ['(() => { let n = 0; for (let i = 0; i < 5; i++) { if (i === 3) break; n += i; } return n; })()', 3],
    ['process.env.NODE_ENV === "production" ? 1 : 2', 1],
    ['process.env.MINE ? 1 : 2', 'unknown'],
    ['process.env.MINE || true', true],
    ['process.env.MINE ?? "mine"', 'mine'],
    ['(({ MINE = 1 }) => MINE)(process.env)', 1],
    ['process.env.MINE + "x"', 'unknown'],
    ['(() => { let x = 1; if (process.env.MINE) x = 2; return x; })()', 'unknown'],
    ['(() => { if (process.env.MINE) throw new Error("no"); return 1; })()', 1],
    ['{ a: 1, ...(process.env.MINE && { b: 2 }) }', 'not whole'],
    ['[1, 2].filter((n) => process.env.MINE)', [1, 2]],
    ['"/a/b".split("/").filter((part) => part !== "").at(-1)', 'b'],
    ['(() => { switch ("b") { case "a": return 1; case "b": return 2; default: return 3; } })()', 2],
    ['(async () => (await Promise.all([1, 2])).length)().then((n) => n + 1)', 3],
    ['(function () { return this })()', undefined],
    ['new (class { n = 1; constructor(x) { this.x = x } get y() { return this.n + 1 } z() { return this.x } })(5).z()', 5],
    ['new (class extends (class { a() { return 1 } }) { b() { return this.a() + 1 } })().b()', 2],
    ['"aXbX".replaceAll("X", (x) => x.toLowerCase())', 'axbx'],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});

describe('modules', () => {
  test.each(['a.ts', 'a.mjs', 'a.astro'])('may import one thing twice: %s', async (name) => {
    const exported = await exportsOf({ [name]: `import { f } from './u.js';\nimport { f } from './u.js';\nconst x = f();\nexport { x };`, 'u.js': 'export const f = () => 1;' });
    expect(exported.get('x')).toBe(1);
  });

  test('imports of modules, of JSON, through an alias, in a circle', async () => {
    const exports = await exportsOf({
      'config.ts': `import { SITE } from '@/site'; import data from './data.json'; import type { T } from './nowhere';
        import { twice } from './circle'; export const NAME = 'x'; export const out: T = { ...SITE, n: data.n, t: twice(2) };`,
      'src/site.ts': `export const SITE = { url: 'https://example.com' } as const;`,
      'data.json': '{ "n": 1 }',
      'circle.js': `import { NAME } from './config'; export function twice(n) { return n * 2 }`,
      'tsconfig.json': '{ // a comment\n "compilerOptions": { "paths": { "@/*": ["./src/*"], } } }',
    });
    expect(toValue(exports.get('out'))).toEqual({ url: 'https://example.com', n: 1, t: 4 });
  });

  test('CommonJS', async () => {
    const exports = await exportsOf({
      'a.js': `const { x, ...rest } = require('./b'); const y = require('./c.js'); module.exports = { x, y: y(1), rest };`,
      'b.js': 'exports.x = 1; exports.z = 3;',
      'c.js': 'module.exports = (n) => n + 1;',
    });
    expect(toValue(exports.get('module.exports'))).toEqual({ x: 1, y: 2, rest: { z: 3 } });
  });

  test('packages that make slugs', async () => {
    const paths = [asFilePath('a.mjs')];
    const text = `import slugify, { x } from 'slugify'; import kebab from 'lodash.kebabcase'; import merge from 'lodash.merge';
      export default [slugify('Hello World', { lower: true }), kebab('fooBar'), merge({}, { a: { b: 1 } }, { a: { c: 2 } })];`;
    const modules = await loadModules({ entries: paths, files: paths, now: 0, read: async () => text, packages: sharedPackages });
    expect(toValue(modules.evaluated(asFilePath('a.mjs'))?.exports.entries.get('default'))).toEqual(['hello-world', 'foo-bar', { a: { b: 1, c: 2 } }]);
  });

  // As luxon 3 writes them in UTC.
  test.each([
    ['"2024-03-01T07:00:00.000+10:30", { setZone: true }', '2024-03-01 07:00', '2024-02-29 20:30'],
    ['"2024-03-01T07:00:00.000+10:30"', '2024-02-29 20:30', '2024-02-29 20:30'],
    ['"2024-02-29T20:00-0500", { setZone: true }', '2024-02-29 20:00', '2024-03-01 01:00'],
    ['"2024-03-01", { setZone: true }', '2024-03-01 00:00', '2024-03-01 00:00'],
    ['"2024-03-01T23:30Z", { setZone: true }', '2024-03-01 23:30', '2024-03-01 23:30'],
  ])('DateTime.fromISO(%s)', async (args, own, utc) => {
    const text = `import { DateTime } from 'luxon'; const d = DateTime.fromISO(${args}); const f = 'yyyy-MM-dd HH:mm'; export default [d.toFormat(f), d.toUTC().toFormat(f), d.day, d.toJSDate().getTime()];`;
    const path = asFilePath('a.mjs');
    const modules = await loadModules({ entries: [path], files: [path], now: 0, read: async () => text, packages: sharedPackages });
    expect(toValue(modules.evaluated(path)?.exports.entries.get('default'))).toEqual([own, utc, Number(own.slice(8, 10)), Date.parse(`${utc.replace(' ', 'T')}Z`)]);
  });

  test('a package is known by its name', async () => {
    const exports = await exportsOf({ 'a.ts': `import toc from 'remark-toc'; export default toc({ tight: true });` });
    expect(exports.get('default')).toMatchObject({ kind: 'unknown', from: 'remark-toc' });
  });

  test('a file out of the root is not looked at', async () => {
    const exports = await exportsOf({ 'a.ts': `import x from '../../b.ts'; export default x;`, 'b.ts': 'export default 1' });
    expect(exports.get('default')).toMatchObject({ kind: 'unknown' });
  });
});

describe('hostile programs end', () => {
  test.each([
    'while (true) {}',
    'const f = () => f(); f();',
    'let s = "a"; for (;;) s += s;',
    'let a = [1]; for (;;) a = a.concat(a);',
    'let a = [1]; for (;;) a.push(...a);',
    'const a = "a".repeat(1e6); "x".repeat(1e9); a.replace(/(a+)+$/, "");',
    `x = ${'['.repeat(100_000)}`,
    `x = ${'!'.repeat(100_000)}1`,
    'Array.from({ length: 1e9 }); new Array(1e9).fill(0);',
    '[].constructor.constructor("return process")().exit(1);',
    '({}).__proto__.polluted = 1; Object.prototype.polluted = 1;',
  ])('%#', async (program) => {
    await exportsOf({ 'a.js': program });
    expect('polluted' in {}).toBe(false);
  });
});
