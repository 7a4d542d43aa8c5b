import { parse, TomlDate, TomlError } from 'smol-toml';
import type { ScalarPlace, Value } from '../site/document.ts';
import { ParseError } from './parse-error.ts';
import type { EntryPlace, Places, Quote, ValuePlace } from './places.ts';
import type { Range } from './range.ts';

export interface TomlMap {
  readonly data: Readonly<Record<string, Value>>;
  readonly scalars: ReadonlyMap<string, ScalarPlace>;
}

/** Reads TOML and where each scalar stands. Dates stay the text they are. Throws a `ParseError`. */
export function readTomlMap(text: string): TomlMap {
  const table = parsed(text);
  const scalars = new PlaceReader(text).read();
  return { data: recordOf(table, '', text, scalars), scalars };
}

/** Where everything stands in a text that is TOML. Throws a `ParseError`. */
export function tomlPlaces(text: string): Places {
  parsed(text);
  const reader = new PlaceReader(text);
  reader.read();
  return { top: reader.top, entries: reader.entries, braces: false };
}

/** Reads a settings file. Throws a `ParseError`. Tables come without a prototype; dates stay text. */
export const parseToml = (text: string): Readonly<Record<string, Value>> => readTomlMap(text).data;

function parsed(text: string): object {
  try {
    return parse(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  } catch (error) {
    if (error instanceof TomlError) throw new ParseError(messageOf(error), text, offsetOf(text, error));
    if (error instanceof RangeError) throw new ParseError('It is nested too deeply.', text, 0);
    throw error;
  }
}

/** The first line, without the drawing of the place that follows it: `Invalid TOML document: unknown value`. */
function messageOf(error: TomlError): string {
  const sentence = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '').trim();
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.!?]$/.test(sentence) ? '' : '.'}`;
}

function offsetOf(text: string, { line, column }: TomlError): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) at = text.indexOf('\n', at) + 1;
  return at + column - 1;
}

function recordOf(table: object, path: string, text: string, scalars: ReadonlyMap<string, ScalarPlace>): Record<string, Value> {
  const data: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(table)) data[key] = valueOf(value, joined(path, key), text, scalars);
  return data;
}

function valueOf(value: unknown, path: string, text: string, scalars: ReadonlyMap<string, ScalarPlace>): Value {
  if (Array.isArray(value)) return value.map((item, index) => valueOf(item, joined(path, String(index)), text, scalars));
  if (value instanceof TomlDate) {
    const place = scalars.get(path)?.value;
    return place ? text.slice(place.start, place.end) : value.toISOString();
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'object' && value !== null ? recordOf(value, path, text, scalars) : null;
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Finds the places in a text that `smol-toml` has read without complaint. */
class PlaceReader {
  readonly #text: string;
  readonly #scalars = new Map<string, ScalarPlace>();
  readonly entries = new Map<string, EntryPlace>();
  readonly top: EntryPlace[] = [];
  /** How many `[[tables]]` of a name there were. */
  readonly #counts = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): ReadonlyMap<string, ScalarPlace> {
    let table: string | undefined;
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    for (;;) {
      this.#skipBlank();
      if (this.#at >= this.#text.length) return this.#scalars;
      if (this.#char() === '[') table = this.#header();
      else {
        const entry = this.#pair(table ?? '');
        if (table === undefined) this.top.push(entry);
      }
    }
  }

  #char(): string {
    return this.#text.charAt(this.#at);
  }

  #skipBlank(): void {
    for (;;) {
      while (this.#at < this.#text.length && /\s/.test(this.#char())) this.#at++;
      if (this.#char() !== '#') return;
      const end = this.#text.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#text.length : end;
    }
  }

  /** `[a.b]` or `[[a.b]]`: the path of what follows it. A table inside of `[[a]]` belongs to the last of them. */
  #header(): string {
    const many = this.#text.startsWith('[[', this.#at);
    this.#at += many ? 2 : 1;
    const names = this.#key();
    this.#at += many ? 2 : 1;
    let path = '';
    names.forEach((name, index) => {
      path = joined(path, name);
      const count = this.#counts.get(path);
      if (many && index === names.length - 1) {
        this.#counts.set(path, (count ?? -1) + 1);
        path = joined(path, String((count ?? -1) + 1));
      } else if (count !== undefined) {
        path = joined(path, String(count));
      }
    });
    return path;
  }

  /** `a."b c".d`, and what follows up to the next mark. */
  #key(): string[] {
    const names: string[] = [];
    for (;;) {
      this.#skipBlank();
      const char = this.#char();
      if (char === '"' || char === "'") {
        const { start, end } = this.#string();
        names.push(char === '"' ? unescaped(this.#text.slice(start, end)) : this.#text.slice(start, end));
      } else {
        const start = this.#at;
        while (/[\w-]/.test(this.#char())) this.#at++;
        if (this.#at === start) return names;
        names.push(this.#text.slice(start, this.#at));
      }
      this.#skipBlank();
      if (this.#char() !== '.') return names;
      this.#at++;
    }
  }

  #pair(table: string): EntryPlace {
    const start = this.#at;
    const names = this.#key();
    const key = { start, end: start + this.#text.slice(start, this.#at).trimEnd().length };
    const after = ++this.#at;
    const path = names.reduce(joined, table);
    const entry: EntryPlace = { key, after, value: this.#value(path, key) };
    this.entries.set(path, entry);
    return entry;
  }

  #value(path: string, key: Range): ValuePlace {
    this.#skipBlank();
    const start = this.#at;
    const char = this.#char();
    if (char === '[') return { kind: 'list', inline: true, items: this.#list(path, key), range: { start, end: this.#at } };
    if (char === '{') {
      this.#inlineTable(path);
      return { kind: 'map', inline: true, range: { start, end: this.#at } };
    }
    const quoted = char === '"' || char === "'";
    const value = quoted ? this.#string() : this.#bare();
    this.#scalars.set(path, { key, value, quoted });
    const range = { start, end: quoted ? this.#at : value.end };
    return { kind: 'scalar', range, inline: !this.#text.slice(start, range.end).includes('\n'), quote: quoted ? (char === '"' ? 'double' : 'single') : 'plain' };
  }

  #list(path: string, key: Range): readonly ValuePlace[] {
    const items: ValuePlace[] = [];
    this.#at++;
    for (let index = 0; ; index++) {
      this.#skipBlank();
      if (this.#char() === ']' || this.#at >= this.#text.length) break;
      items.push(this.#value(joined(path, String(index)), key));
      this.#skipBlank();
      if (this.#char() === ',') this.#at++;
    }
    this.#at++;
    return items;
  }

  #inlineTable(path: string): void {
    this.#at++;
    for (;;) {
      this.#skipBlank();
      if (this.#char() === '}' || this.#at >= this.#text.length) break;
      this.#pair(path);
      this.#skipBlank();
      if (this.#char() === ',') this.#at++;
    }
    this.#at++;
  }

  /** A number, boolean or date; a date may hold a space before its time. */
  #bare(): Range {
    const start = this.#at;
    do this.#at++; while (this.#at < this.#text.length && !/[\n\r,\]}#]/.test(this.#char()));
    return { start, end: start + this.#text.slice(start, this.#at).trimEnd().length };
  }

  /** The inside of a string of any of the four kinds. */
  #string(): Range {
    const quote = this.#char();
    const mark = this.#text.startsWith(quote.repeat(3), this.#at) ? quote.repeat(3) : quote;
    const start = this.#at + mark.length;
    this.#at = start;
    while (this.#at < this.#text.length && !this.#text.startsWith(mark, this.#at)) {
      this.#at += quote === '"' && this.#char() === '\\' ? 2 : 1;
    }
    // `""""` ends with a quote that belongs to the text.
    while (mark.length === 3 && this.#text.charAt(this.#at + 3) === quote) this.#at++;
    const end = Math.min(this.#at, this.#text.length);
    this.#at = end + mark.length;
    return { start, end };
  }
}

/** A key may be written as a string with escapes; the reader of TOML knows them. */
function unescaped(text: string): string {
  return text.includes('\\') ? String(Object.keys(parse(`"${text}" = 0`))[0]) : text;
}

/** Writes a scalar as TOML, on one line: in the quotes asked for where that can be, else without escapes where that can be. */
export function writeTomlScalar(value: string | number | boolean, quote?: Quote): string {
  if (typeof value !== 'string') return String(value);
  const text = value.toWellFormed();
  const fitsSingle = !/['\x00-\x08\x0a-\x1f\x7f]/.test(text);
  if (quote === 'single' && fitsSingle) return `'${text}'`;
  if (!/["\\\x00-\x1f\x7f]/.test(text)) return `"${text}"`;
  if (quote !== 'double' && fitsSingle) return `'${text}'`;
  return `"${text.replace(/["\\\x00-\x1f\x7f]/g, escaped)}"`;
}

/** Any value on one line. What has no value cannot be written and is left out. */
export function writeTomlValue(value: Value, quote?: Quote): string {
  if (value === null) return '""';
  if (typeof value !== 'object') return writeTomlScalar(value, quote);
  if (isItems(value)) return `[${value.map((item) => writeTomlValue(item, quote)).join(', ')}]`;
  return `{ ${Object.entries(value).filter(([, one]) => one !== null).map(([key, one]) => `${writeTomlKey(key)} = ${writeTomlValue(one)}`).join(', ')} }`;
}

export const writeTomlKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : writeTomlScalar(key));

const isItems = (value: Value): value is readonly Value[] => Array.isArray(value);

function escaped(char: string): string {
  switch (char) {
    case '"': case '\\': return `\\${char}`;
    case '\n': return '\\n';
    case '\t': return '\\t';
    case '\r': return '\\r';
    default: return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
}
