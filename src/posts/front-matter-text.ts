import type { Value } from '../core/site/document.ts';
import { writeYamlScalar } from '../core/text/yaml.ts';
import type { Quote } from './habits.ts';

/** One key of a front matter to be written. */
export interface Field {
  readonly key: string;
  readonly value: Value;
  readonly joint?: string | undefined;
  readonly quote?: Quote | undefined;
  /** A date: written as it is, since quotes would make it a text. */
  readonly isLiteral?: boolean;
}

export interface Writing {
  readonly format: 'yaml' | 'toml' | 'json';
  readonly lineEnd: '\n' | '\r\n';
  /** Before each item of a list, `  - `; `''` for lists in one line. */
  readonly listMark: string;
}

/** Writes a front matter, with the empty line after it where the post begins. */
export function writeFrontMatter(fields: readonly Field[], writing: Writing): string {
  return `${linesOf(fields, writing).join('\n')}\n\n`.replaceAll('\n', writing.lineEnd);
}

function linesOf(fields: readonly Field[], { format, listMark }: Writing): readonly string[] {
  switch (format) {
    case 'yaml': return ['---', ...fields.flatMap((field) => yamlLines(field, listMark)), '---'];
    case 'toml': return ['+++', ...fields.filter(({ value }) => value !== null).map(tomlLine), '+++'];
    case 'json': return [JSON.stringify(Object.fromEntries(fields.map(({ key, value }) => [key, value])), undefined, 2)];
    default: return format satisfies never;
  }
}

function yamlLines({ key, value, joint = ': ', quote, isLiteral }: Field, listMark: string): readonly string[] {
  const name = writeYamlScalar(key);
  if (isLiteral && typeof value === 'string') return [`${name}${joint}${value}`];
  if (typeof value !== 'object' || value === null) return [`${name}${joint}${yamlScalar(value, quote)}`];
  if (!isList(value)) return [`${name}:`, ...mapLines(value, '  ')];
  if (value.length === 0 || listMark === '' || value.some(isNested)) return [`${name}${joint}${yamlFlow(value)}`];
  return [`${name}:`, ...value.map((item) => `${listMark}${yamlFlow(item, false)}`)];
}

const mapLines = (map: { readonly [key: string]: Value }, indent: string): readonly string[] =>
  Object.entries(map).flatMap(([key, value]) => yamlLines({ key, value }, '').map((line) => indent + line));

function yamlScalar(value: string | number | boolean | null, quote?: Quote): string {
  const written = writeYamlScalar(value);
  if (typeof value !== 'string' || isEscaped(written, value) || quote === undefined || quote === 'plain') return written;
  return quote === 'double' ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Holds what only double quotes with escapes can. */
const isEscaped = (written: string, value: string): boolean => written.startsWith('"') && written !== `"${value}"`;

function yamlFlow(value: Value, isInside = true): string {
  if (typeof value !== 'object' || value === null) return writeYamlScalar(value, { flow: isInside });
  if (isList(value)) return `[${value.map((item) => yamlFlow(item)).join(', ')}]`;
  return `{${Object.entries(value).map(([key, one]) => `${writeYamlScalar(key, { flow: true })}: ${yamlFlow(one)}`).join(', ')}}`;
}

const isNested = (value: Value): boolean => typeof value === 'object' && value !== null;

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const tomlLine = ({ key, value, joint = ' = ', quote, isLiteral }: Field): string =>
  `${tomlKey(key)}${joint}${isLiteral && typeof value === 'string' ? value : tomlValue(value, quote)}`;

const tomlKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : tomlText(key));

function tomlValue(value: Value, quote?: Quote): string {
  if (typeof value === 'string') return quote === 'single' && !/['\x00-\x08\x0a-\x1f\x7f]/.test(value) ? `'${value}'` : tomlText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map((item) => tomlValue(item, quote)).join(', ')}]`;
  return `{ ${Object.entries(value).filter(([, one]) => one !== null).map(([key, one]) => `${tomlKey(key)} = ${tomlValue(one)}`).join(', ')} }`;
}

/** TOML's escapes are JSON's, and DEL needs one too. https://toml.io/en/v1.0.0#string */
const tomlText = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');
