import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { settingNames } from '../src/cli/setting-names.ts';
import { readSettings } from '../src/settings/read-settings.ts';
import { settingsTable } from '../src/settings/settings.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const docs = readFileSync(`${top}docs/config.md`, 'utf8');

/** The table of settings as a JSON Schema, in the draft that editors read. */
const schema = {
  ...toJsonSchema(settingsTable(settingNames), { target: 'draft-07', ignoreActions: ['readonly'] }),
  title: 'Settings of blog',
  description: 'blog.config.json, .jsonc, .yaml or .toml of a blog that `blog` looks after.',
};

test('schema.json says what the table says', async () => {
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`${top}schema.json`);
});

test('docs/config.md lists all of them', async () => {
  const lines = rowsOf(schema, '').map(({ key, type, about }) => `| \`${key}\` | ${type} | ${about} |\n`);
  const table = `| key | value | |\n|-|-|-|\n${lines.join('')}`;
  await expect(docs.replace(/(<!-- settings: .*? -->\n)[^]*(?=<!-- \/settings -->)/, (_, start: string) => `${start}\n${table}\n`)).toMatchFileSnapshot(`${top}docs/config.md`);
});

describe('the schema and the program agree', () => {
  const validate = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(JSON.parse(JSON.stringify(schema)));
  const isTaken = (settings: unknown): boolean => {
    try {
      return readSettings('blog.config.json', JSON.stringify(settings), settingNames) !== undefined;
    } catch {
      return false;
    }
  };

  const blocks = [...docs.matchAll(/^```(yaml|json)\n([^]*?)^```$/gm)].map(([, kind, text = '']) => [kind, text] as const);
  test.each(blocks)('on the example in %s', (_, text) => {
    const settings: unknown = parse(text);
    expect([validate(settings), isTaken(settings)]).toEqual([true, true]);
  });
  test('there are examples', () => expect(blocks.length).toBeGreaterThan(1));

  test.each<readonly [boolean, unknown]>([
    [true, {}],
    [true, { config: '_config.yml' }],
    [true, { config: ['_config.yml', '_config.prod.yml'] }],
    [true, { generator: 'plain', base: '', drafts: true }],
    [false, { generator: 'wordpress' }],
    [false, { root: '' }],
    [false, { rules: { 'missing-lat': 'off' } }],
    [false, { rules: { 'missing-alt': 'on' } }],
    [false, { overrides: [{ files: ['a'] }] }],
    [false, { overrides: [{ files: 'a', rules: {} }] }],
    [false, { ignore: { files: [1] } }],
    [false, { maxWarnings: -1 }],
    [false, { maxWarnings: 0.5 }],
    [false, { format: 'xml' }],
    [false, { rulez: {} }],
  ])('%j %j', (is, settings) => expect([validate(settings), isTaken(settings)]).toEqual([is, is]));
});

interface Row { readonly key: string; readonly type: string; readonly about: string }

type Part = ReturnType<typeof toJsonSchema>;

/** A row for each key that has something to say for itself. */
function rowsOf(part: Part, path: string): Row[] {
  return Object.entries(part.properties ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'boolean' || value.description === undefined) return [];
    const name = path === '' ? key : `${path}.${key}`;
    const items = typeof value.items === 'object' && !Array.isArray(value.items) ? value.items : undefined;
    return [{ key: name, type: typeOf(value), about: value.description }, ...rowsOf(value, name), ...(items ? rowsOf(items, `${name}[]`) : [])];
  });
}

function typeOf(part: Part): string {
  if (part.enum) return part.enum.map((one) => `\`${String(one)}\``).join(', ');
  if (part.anyOf) return part.anyOf.map((one) => (typeof one === 'boolean' ? '' : typeOf(one))).join(' or ');
  if (part.type === 'array') return typeof part.items === 'object' && !Array.isArray(part.items) && part.items.type === 'string' ? 'list of texts' : 'list';
  if (part.type === 'object') return Object.keys(part.properties ?? {}).some((key) => settingNames.rules.includes(key)) ? 'rule: `off`, `warning` or `error`' : 'group';
  return { string: 'text', boolean: '`true` or `false`', integer: 'number', number: 'number' }[String(part.type)] ?? String(part.type);
}
