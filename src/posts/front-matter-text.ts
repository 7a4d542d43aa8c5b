import type { Value } from '../core/site/document.ts';
import type { Quote } from '../core/text/places.ts';
import { writeTomlKey, writeTomlValue } from '../core/text/toml.ts';
import { writeYamlScalar, writeYamlValue } from '../core/text/yaml.ts';

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
  if (typeof value !== 'object' || value === null) return [`${name}${joint}${writeYamlScalar(value, { quote })}`];
  if (!isList(value)) return [`${name}:`, ...mapLines(value, '  ')];
  if (value.length === 0 || listMark === '' || value.some(isNested)) return [`${name}${joint}${writeYamlValue(value)}`];
  return [`${name}:`, ...value.map((item) => `${listMark}${writeYamlValue(item)}`)];
}

const mapLines = (map: { readonly [key: string]: Value }, indent: string): readonly string[] =>
  Object.entries(map).flatMap(([key, value]) => yamlLines({ key, value }, '').map((line) => indent + line));

const isNested = (value: Value): boolean => typeof value === 'object' && value !== null;

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const tomlLine = ({ key, value, joint = ' = ', quote, isLiteral }: Field): string =>
  `${writeTomlKey(key)}${joint}${isLiteral && typeof value === 'string' ? value : writeTomlValue(value, quote)}`;
