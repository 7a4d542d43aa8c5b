import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, YAMLParseError, type CST, type Document, type Node, type Scalar, type YAMLError, type YAMLMap } from 'yaml';
import type { ScalarPlace, Value } from '../site/document.ts';
import { flattenYaml, unflattened } from './flat-yaml.ts';
import { ParseError } from './parse-error.ts';
import { resolvePlain, type YamlVersion } from './plain-scalar.ts';
import { readPlainYaml, type YamlMap } from './plain-yaml.ts';
import type { EntryPlace, Places, Quote, ValuePlace } from './places.ts';
import type { Range } from './range.ts';

export type { YamlVersion } from './plain-scalar.ts';
export type { YamlMap } from './plain-yaml.ts';

export interface YamlOptions {
  readonly version: YamlVersion;
  /** What a second key of the same name is. Ruby and Go before Hugo 0.152 take the last, js-yaml refuses the text. */
  readonly duplicateKeys: 'last' | 'error';
}

/**
 * Reads a text that has to be a mapping, or empty. `undefined` when it is something else; throws a `ParseError` when it
 * is no YAML at all. Places are offsets into `text`.
 */
export function readYamlMap(text: string, options: YamlOptions): YamlMap | undefined {
  refuseControlCharacters(text);
  const plain = readPlainYaml(text, 0, text.length, options.version);
  if (!plain && text.length > LONGEST) throw new ParseError('It is too long to be read.', text, 0);
  return plain ?? readAnyMap(text, options);
}

// No generator has a limit; this one is for memory: `yaml` keeps 0.4 kB for each character of `[b, b, b]` while it reads.
const LONGEST = 2_000_000;

/** The same without the short way for plain text; for tests to compare. */
export function readAnyMap(text: string, options: YamlOptions): YamlMap | undefined {
  const scalars = new Map<string, ScalarPlace>();
  const value = new Reader(text, options, scalars).read();
  if (value === null) return { data: Object.create(null), scalars };
  return isRecord(value) ? { data: value, scalars } : undefined;
}

/** Reads a settings file. Throws a `ParseError`. Mappings come without a prototype; dates stay text. */
export function parseYaml(text: string, version: YamlVersion): Value {
  const body = text.replace(/^\uFEFF/, '');
  refuseControlCharacters(body);
  return new Reader(body, { version, duplicateKeys: version === '1.1' ? 'last' : 'error' }, new Map()).read();
}

const isRecord = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** libyaml, go-yaml and js-yaml all stop at them; `yaml` does not. */
function refuseControlCharacters(text: string): void {
  const at = text.search(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  throw new ParseError(`It holds a control character, U+${code}.`, text, at);
}

/** More values than aliases stand for in any blog: aliases of aliases can stand for billions. What is written out is as long as the text. */
const MOST_ALIASED = 100_000;

const DEEPEST = 200;

/** Where brackets, or the `- - -` that begin a line, are nested deeper than `yaml`, which calls itself, can bear. */
function tooDeepAt(text: string): number {
  let brackets = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '[': case '{': brackets++; break;
      case ']': case '}': brackets = Math.max(0, brackets - 1); break;
      case '-': case '?': case ':': marks++; break;
      case '\n': marks = 0; break;
    }
    if (brackets > DEEPEST || (marks > DEEPEST && /^[\s?:-]*$/.test(text.slice(at - DEEPEST, at)))) return at;
  }
  return -1;
}

/** Turns what `yaml` parsed into values: it leaves all scalars alone, since what they mean depends on the reader. */
class Reader {
  readonly #text: string;
  readonly #options: YamlOptions;
  readonly #scalars: Map<string, ScalarPlace>;
  readonly #anchors = new Map<string, { readonly value: Value; readonly size: number }>();
  #size = 0;

  constructor(text: string, options: YamlOptions, scalars: Map<string, ScalarPlace>) {
    this.#text = text;
    this.#options = options;
    this.#scalars = scalars;
  }

  read(): Value {
    const document = parseNodes(this.#text);
    const error = this.#errorOf(document);
    const flat = error ? flattenYaml(this.#text) : this.#text;
    const second = flat === this.#text ? document : parseNodes(flat);
    if (error && this.#errorOf(second)) throw new ParseError(sentence(error.message), this.#text, error.pos[0]);
    return second.contents ? this.#value(second.contents, '', { start: 0, end: 0 }) : null;
  }

  #errorOf(document: Document.Parsed): YAMLError | undefined {
    return document.errors.find(({ code }) => !this.#passes(code));
  }

  /** Ruby reads the first of several documents. */
  #passes(code: string): boolean {
    return code === 'MULTIPLE_DOCS' && this.#options.version === '1.1';
  }

  #value(node: Node, path: string, key: Range): Value {
    const before = this.#size;
    const value = this.#convert(node, path, key);
    if (!isAlias(node) && node.anchor) this.#anchors.set(node.anchor, { value, size: this.#size - before });
    return value;
  }

  #convert(node: Node, path: string, key: Range): Value {
    this.#count(1, node);
    if (isAlias(node)) return this.#alias(node.source, node);
    if (isMap(node)) return this.#pairs(node.items, path);
    if (isSeq(node)) return node.items.map((item, index) => this.#item(item, joined(path, String(index)), key));
    return this.#scalar(node, path, key);
  }

  #alias(name: string, node: Node): Value {
    const target = this.#anchors.get(name);
    if (!target) throw new ParseError(`There is no anchor \`&${name}\` before this.`, this.#text, rangeOf(node).start);
    this.#count(target.size, node);
    return target.value;
  }

  #count(values: number, node: Node): void {
    this.#size += values;
    if (this.#size > MOST_ALIASED + this.#text.length) throw new ParseError('It holds too many values.', this.#text, rangeOf(node).start);
  }

  #item(item: unknown, path: string, key: Range): Value {
    if (isPair(item)) return this.#pairs([item], path);
    return isNode(item) ? this.#value(item, path, key) : null;
  }

  #pairs(pairs: readonly { readonly key: unknown; readonly value: unknown }[], path: string): Value {
    const data: Record<string, Value> = Object.create(null);
    const own = new Set<string>();
    for (const { key, value } of pairs) {
      const range = isNode(key) ? rangeOf(key) : { start: 0, end: 0 };
      const name = this.#name(key, range);
      const place = joined(path, name);
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN' && isNode(value)) {
        for (const [other, item] of [this.#value(value, place, range)].flat().filter(isRecord).flatMap(entriesOf)) {
          if (!(other in data)) data[other] = item;
        }
        continue;
      }
      if (own.has(name)) this.#repeat(place, range.start, name, data[name] ?? null);
      own.add(name);
      data[name] = isNode(value) ? this.#value(value, place, range) : null;
      if (!isNode(value)) this.#scalars.set(place, { key: range, value: { start: range.end, end: range.end }, quoted: false });
    }
    return data;
  }

  #name(key: unknown, range: Range): string {
    return isScalar(key) && typeof key.value === 'string' ? key.value : this.#text.slice(range.start, range.end);
  }

  #repeat(path: string, at: number, name: string, old: Value): void {
    if (this.#options.duplicateKeys === 'error') throw new ParseError(`The key \`${name}\` is there twice.`, this.#text, at);
    this.#forget(path, old);
  }

  #forget(path: string, value: Value): void {
    this.#scalars.delete(path);
    for (const [name, item] of entriesOf(value)) this.#forget(joined(path, name), item);
  }

  #scalar(node: Scalar, path: string, key: Range): Value {
    const text = unflattened(typeof node.value === 'string' ? node.value : node.source ?? '');
    const { start, end } = rangeOf(node);
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    this.#scalars.set(path, { key, value: quoted ? { start: start + 1, end: end - 1 } : this.#place(start, end, key), quoted });
    return this.#resolve(node, text, start);
  }

  /** Where there is nothing, a value could be put after the colon. */
  #place(start: number, end: number, key: Range): Range {
    if (end > start) return { start, end };
    const after = afterColon(this.#text, key.end);
    return { start: after, end: after };
  }

  #resolve(node: Scalar, text: string, at: number): Value {
    const { version } = this.#options;
    if (version === '1.1' && node.type === 'PLAIN') this.#refuseTabAfter(rangeOf(node).end);
    if (!node.tag) return node.type === 'PLAIN' ? resolvePlain(text, version) : text;
    if (/^tag:yaml\.org,2002:(?:int|float|bool|null)$/.test(node.tag)) return resolvePlain(text, version);
    if (version === '1.2' && node.tag !== '!' && !node.tag.startsWith('tag:yaml.org,2002:')) {
      throw new ParseError(`Nothing is known of the tag \`${node.tag}\`.`, this.#text, at);
    }
    return text;
  }

  /** libyaml and its port to Go stop at a tab that begins the line after an unquoted scalar, even an empty line. */
  #refuseTabAfter(end: number): void {
    let at = end;
    while (/[ \r\n]/.test(this.#text.charAt(at))) at++;
    if (at === end || this.#text.charAt(at) !== '\t' || this.#text.charAt(at - 1) !== '\n') return;
    throw new ParseError('A line begins with a tab.', this.#text, at);
  }
}

const isNode = (node: unknown): node is Node => isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
const rangeOf = (node: Node): Range => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });
const entriesOf = (value: Value): [string, Value][] => (typeof value === 'object' && value !== null ? Object.entries(value) : []);
/** Behind the colon of the key that ends here; a `? key` may have none. */
function afterColon(text: string, end: number): number {
  const colon = /\s*:/y;
  colon.lastIndex = end;
  return colon.test(text) ? colon.lastIndex : end;
}
const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

/**
 * Where everything in a mapping stands. Read without caring what scalars mean, so that JSON is read too. `undefined` for
 * what is no mapping; throws a `ParseError` when it is no YAML. An empty text is a mapping without keys.
 */
export function yamlPlaces(text: string): Places | undefined {
  const root = readNodes(text);
  if (root === null || (isScalar(root) && root.source === '')) return { top: [], entries: new Map(), braces: false };
  if (!isMap(root)) return undefined;
  const entries = new Map<string, EntryPlace>();
  return { top: entriesIn(root, '', text, entries), entries, braces: root.flow === true };
}

function readNodes(text: string): Node | null {
  const first = parseNodes(text);
  const error = first.errors[0];
  if (!error) return first.contents;
  const flat = parseNodes(flattenYaml(text));
  if (flat.errors.length > 0) throw new ParseError(sentence(error.message), text, error.pos[0]);
  return flat.contents;
}

function parseNodes(text: string): Document.Parsed {
  const deep = tooDeepAt(text);
  if (deep >= 0) throw new ParseError('It is nested too deeply.', text, deep);
  return withoutTraces(() => {
    let first: Document.Parsed | undefined;
    for (const document of new Composer(COMPOSED).compose(untilHopeless(new Parser().parse(text)), true, text.length)) {
      if (first) {
        first.errors.push(new YAMLParseError([document.range[0], document.range[1]], 'MULTIPLE_DOCS', 'It holds several documents'));
        break;
      }
      first = document;
    }
    if (!first) throw new ParseError('It cannot be read.', text, 0);
    return first;
  });
}

/** Each thing that is wrong becomes an error, and where in the program it was made takes three times as long as all the rest. */
function withoutTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const COMPOSED = { schema: 'failsafe', version: '1.2', uniqueKeys: false, prettyErrors: false, logLevel: 'error', strict: false } as const;

/** What is no YAML would be read to its end, with an error for each word: six seconds for 300,000 letters of `[[a]]`. */
function* untilHopeless(tokens: Iterable<CST.Token>): Generator<CST.Token, void> {
  let errors = 0;
  for (const token of tokens) {
    yield token;
    if (token.type === 'error' && ++errors === MOST_ERRORS) return;
  }
}

const MOST_ERRORS = 20;

function entriesIn(map: YAMLMap, path: string, text: string, entries: Map<string, EntryPlace>): readonly EntryPlace[] {
  return map.items.flatMap((pair) => {
    if (!isNode(pair.key)) return [];
    const key = rangeOf(pair.key);
    const name = joined(path, isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : text.slice(key.start, key.end));
    const value = isNode(pair.value) ? valuePlace(pair.value, name, text, entries) : undefined;
    const entry: EntryPlace = { key, after: afterColon(text, key.end), value };
    entries.set(name, entry);
    return [entry];
  });
}

function valuePlace(node: Node, path: string, text: string, entries: Map<string, EntryPlace>): ValuePlace | undefined {
  const range = withoutLineEnd(rangeOf(node), text);
  if (isMap(node)) {
    const inner = entriesIn(node, path, text, entries);
    const last = inner.at(-1);
    return { kind: 'map', inline: node.flow === true, range: node.flow || !last ? range : { start: range.start, end: last.value?.range.end ?? last.after } };
  }
  if (isSeq(node)) {
    const items = node.items.flatMap((item, index) => (isNode(item) ? valuePlace(item, joined(path, String(index)), text, entries) ?? [] : []));
    return { kind: 'list', inline: node.flow === true, items, range: node.flow ? range : { start: range.start, end: Math.max(range.start + 1, items.at(-1)?.range.end ?? 0) } };
  }
  if (range.start === range.end) return undefined;
  const quote = isScalar(node) ? QUOTES.get(node.type ?? '') : 'plain';
  return { kind: 'scalar', range, inline: !text.slice(range.start, range.end).includes('\n'), ...(quote && { quote }) };
}

const QUOTES: ReadonlyMap<string, Quote> = new Map([['QUOTE_DOUBLE', 'double'], ['QUOTE_SINGLE', 'single'], ['PLAIN', 'plain']]);

/** Block scalars end after their last line. */
function withoutLineEnd({ start, end }: Range, text: string): Range {
  let last = end;
  while (last > start && /[\r\n]/.test(text.charAt(last - 1))) last--;
  return { start, end: last };
}

/** How a scalar is to be written. */
export interface YamlWriting {
  /** For a place inside of `[a, b]`. */
  readonly flow?: boolean;
  /** Where it can be. */
  readonly quote?: Quote | undefined;
}

/** Writes a scalar so that YAML 1.1 and 1.2 read back the same string, on one line and with quotes only where it needs them or they are asked for. */
export function writeYamlScalar(value: string | number | boolean | null, { flow, quote }: YamlWriting = {}): string {
  if (typeof value !== 'string') return String(value);
  const text = value.toWellFormed();
  if (odd.test(text)) return `"${text.replace(/["\\]/g, '\\$&').replace(everyOdd, escaped)}"`;
  switch (quote) {
    case 'double': return JSON.stringify(text);
    case 'single': return `'${text.replaceAll("'", "''")}'`;
    default:
      if (isPlain(text) && !(flow && /[,[\]{}]/.test(text))) return text;
      return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
  }
}

/** Any value on one line. `flow` as for a scalar; what is inside of brackets is always so. */
export function writeYamlValue(value: Value, writing: YamlWriting = {}): string {
  if (typeof value !== 'object' || value === null) return writeYamlScalar(value, writing);
  const inside = { ...writing, flow: true };
  if (isItems(value)) return `[${value.map((item) => writeYamlValue(item, inside)).join(', ')}]`;
  return `{${Object.entries(value).map(([key, one]) => `${writeYamlScalar(key, { flow: true })}: ${writeYamlValue(one, inside)}`).join(', ')}}`;
}

const isItems = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Control characters, line breaks of YAML 1.1, and spaces nobody can see. */
const odd = /[\x00-\x1f\x7f-\xa0\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufffe\uffff]/;
const everyOdd = new RegExp(odd, 'g');

/** Begins with a letter or a digit, holds nothing that ends a scalar, and means nothing but itself. */
function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}\p{Extended_Pictographic}(/.$_]/u.test(text)
    && !/:(?: |$)| #| $/.test(text) && !odd.test(text)
    && typeof resolvePlain(text, '1.1') === 'string' && typeof resolvePlain(text, '1.2') === 'string'
    // Dates, times and base 60, and what yet other readers take for booleans and numbers.
    && !/^(?:\d{4}-\d\d?-\d\d?.*|[\d_,.:]+|[yn]|[\d.][\d._,]*e[-+\d]*|\.{3}.*)$/i.test(text);
}

function escaped(char: string): string {
  switch (char) {
    case '\n': return '\\n';
    case '\t': return '\\t';
    case '\r': return '\\r';
    default: return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  }
}
