import stripJsonComments from 'strip-json-comments';
import * as v from 'valibot';
import type { Value } from '../core/site/document.ts';
import { readJsonMap } from '../core/text/json.ts';
import { nearest } from '../core/text/nearest.ts';
import { ParseError } from '../core/text/parse-error.ts';
import { Lines, type Position } from '../core/text/range.ts';
import { parseToml, tomlPlaces } from '../core/text/toml.ts';
import { readAnyMap, yamlPlaces } from '../core/text/yaml.ts';
import { PACKAGE_FILE } from './files.ts';
import { settingsTable, type BlogSettings, type SettingNames } from './settings.ts';

/** What a settings file says, and where it says it. */
export interface ReadSettings {
  readonly settings: BlogSettings;
  /** Where each key stands, by its path: `rules.missing-alt`. */
  readonly places: ReadonlyMap<string, Position>;
}

/**
 * Reads a settings file by its name; `undefined` where it holds none, since it is another program's. Throws a `ParseError` with the
 * place of what it cannot be.
 */
export function readSettings(name: string, source: string, names: SettingNames): ReadSettings | undefined {
  // Editors do not count the byte order mark.
  const body = source.replace(/^\uFEFF/, '');
  const text = name.endsWith('.jsonc') ? withoutComments(body) : body;
  const whole = dataOf(name, text);
  if (!whole) throw new ParseError('It has to hold settings by name, and holds something else.', body, 0);
  const prefix = name === PACKAGE_FILE ? 'blog.' : '';
  const data = prefix === '' ? whole : whole['blog'];
  // Others use the key too: `"blog": "https://…"` is no settings.
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;

  const table = settingsTable(names);
  if (isOfOthers(Object.keys(data), Object.keys(table.entries))) return undefined;
  const starts = startsOf(name, text);
  const result = v.safeParse(table, plain(data));
  if (!result.success) {
    const [issue] = result.issues;
    const path = pathOf(issue);
    throw new ParseError(complaint(issue, path, table), body, startOf(prefix + path, starts));
  }
  const lines = new Lines(body);
  const places = [...starts].flatMap(([path, start]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), lines.positionAt(start)] as const] : []));
  return { settings: result.output, places: new Map(places) };
}

/** Other programs have files of this name too: one that holds nothing of ours, nor anything like it, is theirs. */
const isOfOthers = (keys: readonly string[], known: readonly string[]): boolean =>
  keys.length > 0 && !keys.some((key) => known.includes(key) || nearest(key, known) !== undefined);

/** Comments become spaces, so that every place stays what it was. */
const withoutComments = (text: string): string => stripJsonComments(text, { trailingCommas: true });

function dataOf(name: string, text: string): Readonly<Record<string, Value>> | undefined {
  if (/\.ya?ml$/.test(name)) return readAnyMap(text, { version: '1.2', duplicateKeys: 'error' })?.data;
  return name.endsWith('.toml') ? parseToml(text) : readJsonMap(text)?.data;
}

/** Where each key begins, and each scalar of a list, by its path. */
function startsOf(name: string, text: string): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  const { entries = [] } = (name.endsWith('.toml') ? tomlPlaces(text) : yamlPlaces(text)) ?? {};
  if (name.endsWith('.toml')) for (const [path, start] of tomlTables(text)) starts.set(path, start);
  for (const [path, { key, value }] of entries) {
    starts.set(path, key.start);
    value?.items?.forEach(({ range }, index) => starts.set(`${path}.${index}`, range.start));
  }
  return starts;
}

/** The names in `[rules]` and `[ignore]`. */
const tomlTables = (text: string): readonly (readonly [path: string, start: number])[] =>
  [...text.matchAll(/^([ \t]*\[)([^[\]\n]+)\]/gm)].map(({ index, 1: before = '', 2: name = '' }) => [name.replace(/["'\s]/g, ''), index + before.length]);

/** The same with a prototype, as the checks want it; `__proto__` is a key like any other, and unknown. */
function plain(value: Value): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}

/** Where it has no place of its own, it is what it is in. */
function startOf(path: string, starts: ReadonlyMap<string, number>): number {
  const dot = path.lastIndexOf('.');
  return starts.get(path) ?? (dot < 0 ? 0 : startOf(path.slice(0, dot), starts));
}

/** A list where a group of settings is wanted is told by its own name, not by those of its items. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? '';
  return isOfList(issue) ? path.slice(0, path.lastIndexOf('.')) : path;
}

const isOfList = ({ expected, path }: v.BaseIssue<unknown>): boolean => expected === 'never' && Array.isArray(path?.at(-1)?.input);

function complaint(issue: v.BaseIssue<unknown>, path: string, table: v.GenericSchema): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (isOfList(issue)) return `\`${path}\` has to be ${EXPECTED['strict_object']}, and is a list.`;
  if (issue.expected === 'never') return unknownKey(name, keysAt(table, issue.path ?? []), path);
  if (issue.received === 'undefined') return `\`${path}\` is missing.`;
  if (issue.kind === 'validation') return `\`${path}\` ${issue.message}.`;
  if (issue.type === 'picklist') return notOneOf(issue, path);
  return `\`${path}\` has to be ${EXPECTED[issue.type] ?? expectedOfUnion(issue)}, and is ${kindOf(issue.input)}.`;
}

function unknownKey(name: string, known: readonly string[], path: string): string {
  const near = nearest(name, known);
  const where = path === name ? '' : ` in \`${path.slice(0, -name.length - 1)}\``;
  const said = path.startsWith('rules.') || /^overrides\.\d+\.rules\./.test(path) ? `No rule is called \`${name}\`` : `There is no setting \`${name}\`${where}`;
  if (near !== undefined) return `${said}. Did you mean \`${near}\`?`;
  return `${said}. There are ${known.filter((key) => key !== '$schema').join(', ')}.`;
}

function notOneOf(issue: v.BaseIssue<unknown>, path: string): string {
  const choices = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, choice]) => choice ?? '');
  const near = typeof issue.input === 'string' ? nearest(issue.input, choices) : undefined;
  const is = typeof issue.input === 'string' ? `is \`${issue.input}\`` : `is ${kindOf(issue.input)}`;
  return `\`${path}\` ${is}. ${near === undefined ? `It can be ${choices.join(', ')}.` : `Did you mean \`${near}\`?`}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', boolean: 'true or false', array: 'a list', strict_object: 'a group of settings',
};

/** `(string | Array)` of a union. */
const expectedOfUnion = (issue: v.BaseIssue<unknown>): string =>
  (issue.expected ?? '').replace(/[()]/g, '').split(' | ').map((one) => EXPECTED[one.toLowerCase()] ?? one).join(' or ');

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string': return 'a text';
    case 'boolean': return String(value);
    case 'number': return `the number ${value}`;
    default: return 'a group of settings';
  }
}

/** The keys that are known beside the last one of a path. */
function keysAt(schema: object, [step, ...rest]: readonly { readonly key: unknown }[]): readonly string[] {
  const inner = unwrapped(schema);
  const entries = 'entries' in inner && isObject(inner.entries) ? new Map(Object.entries(inner.entries)) : undefined;
  if (rest.length === 0 || !step) return [...(entries?.keys() ?? [])];
  const next = entries ? entries.get(String(step.key)) : 'item' in inner ? inner.item : undefined;
  return isObject(next) ? keysAt(next, rest) : [];
}

const unwrapped = (schema: object): object => ('wrapped' in schema && isObject(schema.wrapped) ? unwrapped(schema.wrapped) : schema);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
