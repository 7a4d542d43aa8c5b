import type { FrontMatter, ScalarPlace, Value } from '../site/document.ts';
import { readJsonMap } from '../text/json.ts';
import { ParseError } from '../text/parse-error.ts';
import type { Range } from '../text/range.ts';
import { readPlainYaml } from '../text/plain-yaml.ts';
import { readTomlMap } from '../text/toml.ts';
import { readYamlMap, type YamlOptions } from '../text/yaml.ts';

/** How a generator tells the head of a file from its body, and what it reads it with. */
export interface FrontMatterDialect {
  readonly fences: readonly Fence[];
  /** What may come before the opening fence, besides a byte order mark. */
  readonly before: 'nothing' | 'blank lines' | 'white space';
  readonly yaml: YamlOptions;
  /** What a head that no fence closes makes of the file: all body, all head, or nothing that can be built. */
  readonly unclosed: 'body' | 'head' | 'error';
  /** What a head that holds no keys and values, but a list or a sentence, makes of it. */
  readonly notMapping: 'error' | 'body';
  /** Characters that must open front matter when a file begins with them: Hugo stops at `- item`. */
  readonly reserved?: string;
  /** Tabs that begin a line of YAML are taken for two spaces each. */
  readonly tabs?: 'two spaces';
  /** The library that a generator has the language of a head chosen by. `parse` reads it; a head that is as good as empty is not read. */
  readonly through?: (inner: string, language: string, parse: () => void) => void;
}

/** One pair of lines that front matter stands between. */
export interface Fence {
  readonly format: 'yaml' | 'toml' | 'json';
  /** `---`. `{` is JSON that ends with the brace that closes it. */
  readonly open: string;
  /** Of the same number of characters when `repeated`. */
  readonly close: readonly string[];
  /** What may follow on the opening line: nothing, blanks, the name of a language, or front matter itself. */
  readonly opening: 'bare' | 'blank' | 'language' | 'any';
  /** Whether the closing line must be the mark alone, or only begin with it. */
  readonly closing: 'alone' | 'prefix';
  /** More of the same character are a fence too, which the same number closes: `-----`. */
  readonly repeated?: true;
  /** The opening line may be left out. */
  readonly optional?: true;
  /** JSON without its outer braces. */
  readonly braceless?: true;
}

/**
 * `---` to `---` or `...` on lines of their own, as Ruby's YAML 1.1 reads it.
 * https://jekyllrb.com/docs/front-matter/
 */
export const yamlBetweenLines: FrontMatterDialect = {
  fences: [{ format: 'yaml', open: '---', close: ['---', '...'], opening: 'blank', closing: 'alone' }],
  before: 'nothing',
  yaml: { version: '1.1', duplicateKeys: 'last' },
  unclosed: 'body',
  notMapping: 'error',
};

/**
 * `---` YAML, `+++` TOML or `{` JSON, after white space; what only looks like one of them is an error. With YAML 1.1.
 * https://gohugo.io/content-management/front-matter/
 */
export const threeFormats: FrontMatterDialect = {
  fences: [
    { format: 'yaml', open: '---', close: ['---'], opening: 'any', closing: 'prefix' },
    { format: 'toml', open: '+++', close: ['+++'], opening: 'any', closing: 'prefix' },
    { format: 'json', open: '{', close: ['}'], opening: 'any', closing: 'prefix' },
  ],
  before: 'white space',
  yaml: { version: '1.1', duplicateKeys: 'last' },
  unclosed: 'error',
  notMapping: 'error',
  reserved: '-+{',
};

/** The same with YAML 1.2, which Hugo has had since 0.152. */
export const threeFormatsYaml12: FrontMatterDialect = { ...threeFormats, yaml: { version: '1.2', duplicateKeys: 'error' } };

/**
 * `---` YAML or `;;;` JSON whose opening line may be missing, so that all before the first `---` is the head.
 * https://github.com/hexojs/hexo-front-matter, 4.2.1
 */
export const optionalOpening: FrontMatterDialect = {
  fences: [
    { format: 'yaml', open: '---', close: ['---'], opening: 'bare', closing: 'prefix', repeated: true, optional: true },
    { format: 'json', open: ';;;', close: [';;;'], opening: 'bare', closing: 'prefix', repeated: true, optional: true, braceless: true },
  ],
  before: 'blank lines',
  yaml: { version: '1.2', duplicateKeys: 'error' },
  unclosed: 'body',
  notMapping: 'body',
  tabs: 'two spaces',
};

/** `---`, or `---json` and other languages, at the very beginning; unclosed, all of the file is head. As gray-matter does. */
export const namedLanguage: FrontMatterDialect = {
  fences: [{ format: 'yaml', open: '---', close: ['---'], opening: 'language', closing: 'prefix' }],
  before: 'nothing',
  yaml: { version: '1.2', duplicateKeys: 'error' },
  unclosed: 'head',
  notMapping: 'error',
};

/** `---` YAML or `+++` TOML after blank lines. As Astro 5 does. */
export const yamlOrToml: FrontMatterDialect = {
  fences: [
    { format: 'yaml', open: '---', close: ['---', '+++'], opening: 'any', closing: 'prefix' },
    { format: 'toml', open: '+++', close: ['+++', '---'], opening: 'any', closing: 'prefix' },
  ],
  before: 'blank lines',
  yaml: { version: '1.2', duplicateKeys: 'error' },
  unclosed: 'body',
  notMapping: 'error',
};

/** Reads the head of a source file. Never throws: what cannot be read is in `error`, and the body is still told apart. */
export function readFrontMatter(text: string, dialect: FrontMatterDialect): FrontMatter {
  const head = findHead(text, dialect);
  if (head === undefined) return none;
  if (head.problem) return { ...none, format: head.format, range: head.range, error: head.problem };

  const plain = head.language === 'yaml' ? readPlainYaml(text, head.inner.start, head.inner.end, dialect.yaml.version) : undefined;
  if (plain) return { format: head.format, data: plain.data, range: head.range, scalars: plain.scalars };
  try {
    const map = readHead(text, head, dialect);
    if (map) return { format: head.format, data: map.data, range: head.range, scalars: shifted(map.scalars, head.inner.start) };
    if (dialect.notMapping === 'body') return none;
    throw new ParseError('It holds no keys and values.', text, 0);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { ...none, format: head.format, range: head.range, error: { message: error.message, at: head.inner.start + error.offset } };
  }
}

const none: FrontMatter = {
  format: 'none', data: Object.create(null), range: { start: 0, end: 0 }, scalars: new Map(),
};

interface Head {
  readonly format: Fence['format'];
  /** As the author named it after the opening mark, or the format. */
  readonly language: string;
  readonly braceless: boolean;
  readonly range: Range;
  /** Between the fences. */
  readonly inner: Range;
  readonly problem?: NonNullable<FrontMatter['error']>;
}

function findHead(text: string, dialect: FrontMatterDialect): Head | undefined {
  const start = skipBefore(text, dialect.before);
  for (const fence of dialect.fences) {
    const head = headAt(text, start, fence, dialect);
    if (head) return head;
  }
  const first = text.charAt(start);
  if (first !== '' && dialect.reserved?.includes(first)) {
    return unreadable(start, 'yaml', `A body must not begin with \`${first}\`: it is taken for front matter.`);
  }
  return dialect.fences.some((fence) => text.startsWith(fence.open, start)) ? undefined : unopened(text, start, dialect);
}

const unreadable = (at: number, format: Fence['format'], message: string): Head => ({
  format, language: format, braceless: false,
  range: { start: 0, end: 0 }, inner: { start: at, end: at }, problem: { message, at },
});

function skipBefore(text: string, before: FrontMatterDialect['before']): number {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  if (before === 'nothing') return at;
  const spaces = at;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  if (before === 'white space') return at;
  return Math.max(spaces, text.lastIndexOf('\n', at - 1) + 1);
}

function headAt(text: string, start: number, fence: Fence, dialect: FrontMatterDialect): Head | undefined {
  if (!text.startsWith(fence.open, start)) return undefined;
  const { format } = fence;
  if (fence.open === '{') return jsonAt(text, start);

  let after = start + fence.open.length;
  if (fence.repeated) while (text.charAt(after) === fence.open.charAt(0)) after++;
  const mark = text.slice(start, after);
  const line = lineAt(text, after);
  const rest = text.slice(after, line.end);
  if (fence.opening === 'bare' && rest !== '') return undefined;
  if (fence.opening === 'blank' && rest.trim() !== '') return undefined;
  if (fence.opening === 'language' && rest.startsWith(fence.open.charAt(0))) return undefined;

  const language = fence.opening === 'language' && rest.trim() !== '' ? rest.trim() : format;
  const from = fence.opening === 'any' ? after : line.next;
  const marks = fence.repeated ? [mark] : fence.close;
  const close = closingFence(text, fence.opening === 'any' ? after : line.end, marks, fence.closing);
  const about = { format: formatOf(language) ?? format, language, braceless: fence.braceless ?? false };
  if (!close) return unclosed(text, start, from, about, dialect);
  if (fence.repeated && close.start < from + 2) return undefined;
  return { range: { start, end: close.next }, inner: { start: from, end: Math.max(from, close.start) }, ...about };
}

const formatOf = (language: string): Fence['format'] | undefined => {
  switch (language.toLowerCase()) {
    case 'yaml': case 'yml': return 'yaml';
    case 'toml': return 'toml';
    case 'json': return 'json';
    default: return undefined;
  }
};

function unclosed(
  text: string, start: number, from: number, about: Pick<Head, 'format' | 'language' | 'braceless'>, dialect: FrontMatterDialect,
): Head | undefined {
  switch (dialect.unclosed) {
    case 'body': return undefined;
    case 'head': return { ...about, range: { start, end: text.length }, inner: { start: from, end: text.length } };
    case 'error': return unreadable(start, about.format, 'No line closes the front matter.');
    default: return dialect.unclosed satisfies never;
  }
}

/** The end of the line that an offset is on, and where the next one starts. */
function lineAt(text: string, at: number): { readonly end: number; readonly next: number } {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return { end: text.length, next: text.length };
  return { end: newline > at && text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline, next: newline + 1 };
}

/** The first line from here on that begins with one of the marks: where it starts, and where the body does. */
function closingFence(text: string, from: number, marks: readonly string[], closing: Fence['closing']): { start: number; next: number } | undefined {
  for (let newline = text.indexOf('\n', from); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
    const start = newline + 1;
    const mark = markAt(text, start, marks);
    if (mark === undefined) continue;
    const after = start + mark.length;
    if (closing === 'prefix') return { start, next: after + (/^\r?\n/.exec(text.slice(after, after + 2))?.[0].length ?? 0) };
    const line = lineAt(text, after);
    if (text.slice(after, line.end).trim() === '') return { start, next: line.next };
  }
  return undefined;
}

function markAt(text: string, at: number, marks: readonly string[]): string | undefined {
  for (const mark of marks) if (text.startsWith(mark, at)) return mark;
  return undefined;
}

/** `{` to the brace that closes it; braces in strings do not count. */
function jsonAt(text: string, start: number): Head {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') inString = !inString;
    else if (!inString && char === '{') depth++;
    else if (!inString && char === '}' && --depth === 0) {
      const next = at + 1 + (/^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0].length ?? 0);
      return { format: 'json', language: 'json', braceless: false, range: { start, end: next }, inner: { start, end: at + 1 } };
    }
  }
  return unreadable(start, 'json', 'No brace closes the front matter.');
}

/** A head without its opening line: all up to the first closing fence. */
function unopened(text: string, start: number, dialect: FrontMatterDialect): Head | undefined {
  const optional = dialect.fences.filter((fence) => fence.optional);
  if (optional.length === 0) return undefined;
  const close = closingFence(text, start, optional.map((fence) => fence.open), 'prefix');
  const fence = close && optional.find((one) => text.startsWith(one.open, close.start));
  if (!close || !fence || close.start - start > LONGEST_HEAD) return undefined;
  let after = close.start;
  while (text.charAt(after) === fence.open.charAt(0)) after++;
  const end = after + (/^\r?\n/.exec(text.slice(after, after + 2))?.[0].length ?? 0);
  return {
    format: fence.format, language: fence.format, braceless: fence.braceless ?? false,
    range: { start, end }, inner: { start, end: close.start },
  };
}

/** A head without its opening line is looked for no further; gray-matter takes quadratic time on blank lines. No head is that long by itself. */
const LONGEST_HEAD = 20_000;

interface ReadMap {
  readonly data: Readonly<Record<string, Value>>;
  readonly scalars: ReadonlyMap<string, ScalarPlace>;
}

/** Reads a head in its language. Some generators run front matter that is a program; here that is never done. */
function readHead(text: string, head: Head, dialect: FrontMatterDialect): ReadMap | undefined {
  const inner = text.slice(head.inner.start, head.inner.end);
  const language = head.language.toLowerCase();
  if (!LANGUAGES.has(language) && !PROGRAMS.has(language)) throw new ParseError(`Front matter in \`${head.language}\` cannot be read.`, text, 0);
  const empty: ReadMap = { data: Object.create(null), scalars: new Map() };
  if (!dialect.through || inner.length > LONGEST_HEAD) return holdsComments(inner) ? empty : readAs(language, inner, head, dialect);
  let read: ReadMap | undefined = empty;
  dialect.through(inner, language, () => { read = readAs(language, inner, head, dialect); });
  return read;
}

function readAs(language: string, inner: string, head: Head, dialect: FrontMatterDialect): ReadMap | undefined {
  switch (language) {
    case 'toml': return readTomlMap(inner);
    case 'json': return readJsonMap(inner, head.braceless);
    case 'yaml': case 'yml': return readYaml(inner, dialect);
    default: throw new ParseError(`Front matter in \`${head.language}\` is a program, which is never run.`, inner, 0);
  }
}

const LANGUAGES: ReadonlySet<string> = new Set(['yaml', 'yml', 'toml', 'json']);
const PROGRAMS: ReadonlySet<string> = new Set(['js', 'javascript', 'jsx', 'ts', 'typescript', 'coffee', 'coffeescript', 'cson']);

/** Only lines like `# draft`: as good as nothing, in any language. So gray-matter has it, and all that read with it. */
const holdsComments = (text: string): boolean =>
  text.split('\n').every((line) => /^\s*(?:#.|$)/s.test(line));

function readYaml(text: string, dialect: FrontMatterDialect): ReadMap | undefined {
  if (dialect.tabs === undefined || !/^\t/m.test(text)) return readYamlMap(text, dialect.yaml);
  const spaced = text.replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length));
  const back = (at: number): number => backToTabs(text, at);
  try {
    const map = readYamlMap(spaced, dialect.yaml);
    return map && { data: map.data, scalars: moved(map.scalars, back) };
  } catch (error) {
    if (error instanceof ParseError) throw new ParseError(error.message, text, back(error.offset));
    throw error;
  }
}

/** Where an offset of the text with two spaces for each leading tab stands in the text with tabs. */
function backToTabs(text: string, offset: number): number {
  let at = 0;
  let atLineStart = true;
  for (let passed = 0; passed < offset && at < text.length; at++) {
    const isTab: boolean = atLineStart && text.charAt(at) === '\t';
    atLineStart = isTab || text.charAt(at) === '\n';
    passed += isTab ? 2 : 1;
  }
  return at;
}

const shifted = (scalars: ReadonlyMap<string, ScalarPlace>, by: number): ReadonlyMap<string, ScalarPlace> =>
  by === 0 ? scalars : moved(scalars, (at) => at + by);

function moved(scalars: ReadonlyMap<string, ScalarPlace>, move: (at: number) => number): ReadonlyMap<string, ScalarPlace> {
  const range = ({ start, end }: Range): Range => ({ start: move(start), end: move(end) });
  return new Map(Array.from(scalars, ([path, { key, value, quoted }]) => [path, { key: range(key), value: range(value), quoted }]));
}
