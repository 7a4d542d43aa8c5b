import { asFilePath, type FilePath } from '../paths.ts';
import type { NamedRule, Silence } from '../markdown/silences.ts';
import type { Anchor, Heading, Suspect } from '../markdown/markup.ts';
import type { Document, DocumentProblem, FrontMatter, Gist, IncludedTexts, Reference, ScalarPlace, Outline, Value } from '../site/document.ts';
import type { Lookup } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import { BytesReader, BytesWriter, nextPart } from './bytes.ts';

/**
 * Writes a document as bytes: what threads hand over, what the cache keeps, and what a large blog is held as. A post of
 * 24 references takes about 1.5 kB. It makes five parts, one behind the other: its head, what may be asked of each document
 * of a blog at once - its anchors, the addresses it refers to -, the rest of its body, and the comments that ask for
 * silence. Answers where it begins. `path` is not in it.
 */
export function packDocument(document: Document, writer: BytesWriter): number {
  writeFrontMatter(document.frontMatter, writer);
  const start = writer.end();
  writeAll(document.anchors, writeAnchor, writer);
  writer.end();
  writeGists(document, writer);
  writer.end();
  writeBody(document, writer);
  writer.end();
  writeAll(document.silences ?? [], writeSilence, writer);
  writer.end();
  return start;
}

/** A document that is kept as bytes and read when it is asked for. It looks like any other. */
export class PackedDocument implements Document, Outline {
  readonly path: FilePath;
  /** Where it begins in its bytes. */
  readonly start: number;
  readonly #bytes: Buffer;
  #frontMatter: FrontMatter | undefined;
  #anchors: readonly Anchor[] | undefined;
  #rest: Body | undefined;
  #some: number | undefined;
  /** Of a document that has many anchors. */
  #ids: ReadonlySet<string> | undefined;

  constructor(path: FilePath, bytes: Buffer, start: number) {
    this.path = path;
    this.start = start;
    this.#bytes = bytes;
  }

  get outline(): Outline { return this; }

  get frontMatter(): FrontMatter {
    if (this.#frontMatter) return this.#frontMatter;
    keep(this);
    return (this.#frontMatter = readFrontMatter(new BytesReader(this.#bytes, this.start, true)));
  }

  get anchors(): readonly Anchor[] {
    if (this.#anchors) return this.#anchors;
    keep(this);
    return (this.#anchors = readAll(this.#part(Part.anchors), readAnchor));
  }

  get suspects(): readonly Suspect[] { return this.#has(HasSome.suspects) ? this.#read().suspects : []; }
  get problems(): readonly DocumentProblem[] { return this.#has(HasSome.problems) ? this.#read().problems : []; }
  get lookups(): readonly Lookup[] { return this.#has(HasSome.lookups) ? this.#read().lookups : []; }
  get base(): string | undefined { return this.#has(HasSome.base) ? this.#read().base : undefined; }
  get hasUnknownParts(): boolean { return this.#has(HasSome.unknownParts); }
  get hasTitle(): boolean { return this.#has(HasSome.title); }
  get references(): readonly Reference[] { return this.#read().references; }
  get headings(): readonly Heading[] { return this.#read().headings; }

  get included(): IncludedTexts | undefined { return this.#has(HasSome.included) ? this.#read().included : undefined; }

  get silences(): readonly Silence[] | undefined {
    return this.#has(HasSome.silences) ? readAll(this.#part(Part.silences), readSilence) : undefined;
  }

  /** See `Outline`. */
  hasAnchor(id: string): boolean {
    if (this.#ids) return this.#ids.has(id);
    const reader = this.#part(Part.anchors);
    const count = reader.number();
    // Where there are many, as many may be asked for.
    if (count > FEW) return (this.#ids = new Set(this.anchors.map((anchor) => anchor.id))).has(id);
    for (let left = count; left > 0; left--) {
      if (reader.string() === id) return true;
      for (let number = 0; number < 3; number++) reader.number();
    }
    return false;
  }

  /** See `Outline`. */
  exceptions(holds: (gist: Gist) => boolean): readonly number[] {
    const reader = this.#part(Part.gists);
    reader.number();
    const count = reader.number();
    let places: number[] | undefined;
    for (let place = 0; place < count; place++) if (!holds(readGist(reader))) (places ??= []).push(place);
    return places ?? NONE;
  }

  /** Lets go of what was read; the bytes stay. */
  forget(): void {
    this.#frontMatter = undefined;
    this.#anchors = undefined;
    this.#rest = undefined;
  }

  #has(some: number): boolean {
    // Asked for each reference of a document, so without making the text of all of them.
    this.#some ??= new BytesReader(this.#bytes, this.#startOf(Part.gists), true).number();
    return (this.#some & some) !== 0;
  }

  #part(part: number): BytesReader {
    return new BytesReader(this.#bytes, this.#startOf(part));
  }

  #startOf(part: number): number {
    let start = this.start;
    for (let left = part; left > 0; left--) start = nextPart(this.#bytes, start);
    return start;
  }

  #read(): Body {
    if (this.#rest) return this.#rest;
    keep(this);
    return (this.#rest = readBody(this.#part(Part.gists), this.#part(Part.body)));
  }
}

const NONE: readonly number[] = [];

/** So few anchors are looked through. */
const FEW = 32;

/** The parts of a document behind its head. */
const Part = { anchors: 1, gists: 2, body: 3, silences: 4 } as const;

/** The documents read last stay as they are; whoever goes through a blog looks at each several times in a row. */
const recent: PackedDocument[] = [];
const RECENT = 32;
let next = 0;

function keep(document: PackedDocument): void {
  if (recent[next] === document) return;
  recent[next]?.forget();
  recent[next] = document;
  next = (next + 1) % RECENT;
}

type Body = Pick<Document, 'references' | 'headings' | 'suspects' | 'lookups' | 'problems'> & { readonly base: string | undefined; readonly included: IncludedTexts };

function writeFrontMatter({ format, data, range, scalars, error }: Complete<FrontMatter, 'format' | 'data' | 'range' | 'scalars' | 'error'>, writer: BytesWriter): void {
  writer.number(FORMATS.indexOf(format));
  writer.value(data);
  writeRange(range, 0, writer);
  writer.number(scalars.size);
  let before = 0;
  for (const [path, { key, value, quoted }] of scalars) {
    writer.string(path);
    writer.number(quoted ? 1 : 0);
    writeRange(key, before, writer);
    writeRange(value, key.end, writer);
    before = value.end;
  }
  writer.number(error ? 1 : 0);
  if (!error) return;
  writer.string(error.message);
  writer.signed(error.at);
}

function readFrontMatter(reader: BytesReader): FrontMatter {
  const format = pick(FORMATS, reader.number());
  const data = asRecord(reader.value());
  const range = readRange(reader, 0);
  const scalars = new Map<string, ScalarPlace>();
  let before = 0;
  for (let left = reader.number(); left > 0; left--) {
    const path = reader.string();
    const quoted = reader.number() === 1;
    const key = readRange(reader, before);
    const value = readRange(reader, key.end);
    before = value.end;
    scalars.set(path, { key, value, quoted });
  }
  if (reader.number() === 0) return { format, data, range, scalars };
  return { format, data, range, scalars, error: { message: reader.string(), at: reader.signed() } };
}

function asRecord(value: Value): Readonly<Record<string, Value>> {
  if (typeof value !== 'object' || value === null || isList(value)) throw new RangeError('This is no front matter.');
  return value;
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);

/** What a document has some of. */
const HasSome = { suspects: 1, problems: 2, lookups: 4, base: 8, unknownParts: 16, silences: 32, included: 64, title: 128 } as const;

function writeGists({ frontMatter, references, suspects, problems, lookups, base, hasUnknownParts, silences, included }: Document, writer: BytesWriter): void {
  writer.number((suspects.length > 0 ? HasSome.suspects : 0) | (problems.length > 0 ? HasSome.problems : 0)
    | (lookups.length > 0 ? HasSome.lookups : 0) | (base === undefined ? 0 : HasSome.base)
    | (hasUnknownParts ? HasSome.unknownParts : 0) | (silences ? HasSome.silences : 0) | (included ? HasSome.included : 0) | (isTitled(frontMatter) ? HasSome.title : 0));
  writer.number(references.length);
  for (const reference of references) writeGist(reference, writer);
}

const isTitled = ({ data, error }: FrontMatter): boolean => !error && typeof data['title'] === 'string';

function writeBody(document: Complete<Document, 'path' | 'frontMatter' | 'anchors' | 'silences' | 'hasUnknownParts' | 'outline' | keyof Body>, writer: BytesWriter): void {
  writeAll(document.references, writeReference, writer);
  writeAll(document.headings, writeHeading, writer);
  writeAll(document.suspects, writeSuspect, writer);
  writeAll(document.lookups, writeLookup, writer);
  writeAll(document.problems, writeProblem, writer);
  writeOptional(document.base, writer);
  writer.number(document.included?.size ?? 0);
  for (const [file, text] of document.included ?? []) {
    writer.string(file);
    writer.string(text);
  }
}

function readBody(gists: BytesReader, reader: BytesReader): Body {
  gists.number();
  gists.number();
  return {
    references: readAll(reader, (body, before) => readReference(gists, body, before)),
    headings: readAll(reader, readHeading),
    suspects: readAll(reader, readSuspect),
    lookups: readAll(reader, readLookup),
    problems: readAll(reader, readProblem),
    base: readOptional(reader),
    included: new Map(Array.from({ length: reader.number() }, () => [asFilePath(reader.string()), reader.string()] as const)),
  };
}

/** Ranges are written as steps from the one before, which are small. */
function writeAll<T>(items: readonly T[], write: (item: T, before: number, writer: BytesWriter) => number, writer: BytesWriter): void {
  writer.number(items.length);
  let before = 0;
  for (const item of items) before = write(item, before, writer);
}

function readAll<T>(reader: BytesReader, read: (reader: BytesReader, before: number) => readonly [item: T, before: number]): readonly T[] {
  const items: T[] = [];
  let before = 0;
  for (let left = reader.number(); left > 0; left--) {
    const [item, end] = read(reader, before);
    items.push(item);
    before = end;
  }
  return items;
}

/** `T`, as long as these are all of its keys: a key that is added to it must be packed too. */
type Complete<T, Keys extends keyof T> = [Exclude<keyof T, Keys>] extends [never] ? T : never;

/** Bits of what a reference may have, above its kind and its syntax. */
const Has = { ownRaw: 1, label: 2, words: 4, decorative: 8, attributes: 16, via: 32, perhaps: 64, key: 128, fromRoot: 256 } as const;

type ReferenceKeys = 'kind' | 'syntax' | 'element' | 'attribute' | 'raw' | 'url' | 'range' | 'whole' | 'label' | 'decorative' | 'attributes' | 'via' | 'perhaps' | 'key' | 'fromRoot';

function writeGist({ kind, syntax, raw, url, label, decorative, attributes, via, perhaps, key, fromRoot }: Reference, writer: BytesWriter): void {
  const has = (raw === url ? 0 : Has.ownRaw) | (label === undefined ? 0 : Has.label) | (hasWords(label) ? Has.words : 0) | (decorative ? Has.decorative : 0)
    | (attributes ? Has.attributes : 0) | (via === undefined ? 0 : Has.via) | (perhaps ? Has.perhaps : 0)
    | (key === undefined ? 0 : Has.key) | (fromRoot ? Has.fromRoot : 0);
  writer.number((has * 8 + SYNTAXES.indexOf(syntax)) * 8 + KINDS.indexOf(kind));
  writer.string(url);
}

const hasWords = (label: string | undefined): boolean => label !== undefined && label.trim() !== '';

function readGist(reader: BytesReader): Gist {
  const shape = reader.number();
  const has = shape >> 6;
  return { kind: pick(KINDS, shape & 7), syntax: pick(SYNTAXES, (shape >> 3) & 7), hasWords: (has & Has.words) !== 0, fromRoot: (has & Has.fromRoot) !== 0, url: reader.string() };
}

function writeReference(reference: Complete<Reference, ReferenceKeys>, before: number, writer: BytesWriter): number {
  const { element, attribute, raw, url, range, whole, label, attributes, via, key } = reference;
  writeWord(element, writer);
  writeWord(attribute, writer);
  if (raw !== url) writer.string(raw);
  writeRange(range, before, writer);
  writeRange(whole, range.start, writer);
  if (label !== undefined) writer.string(label);
  if (attributes) writer.value(attributes);
  if (via !== undefined) writer.string(via);
  if (key !== undefined) writer.string(key);
  return range.start;
}

function readReference(gists: BytesReader, reader: BytesReader, before: number): readonly [Reference, number] {
  const shape = gists.number();
  const has = shape >> 6;
  const kind = pick(KINDS, shape & 7);
  const syntax = pick(SYNTAXES, (shape >> 3) & 7);
  const url = gists.string();
  const element = readWord(reader);
  const attribute = readWord(reader);
  const raw = has & Has.ownRaw ? reader.string() : url;
  const range = readRange(reader, before);
  const whole = readRange(reader, range.start);
  // Nearly all of them have one of these two shapes.
  if ((has & ~(Has.words | Has.ownRaw)) === Has.label) return [{ kind, syntax, element, attribute, raw, url, range, whole, label: reader.string() }, range.start];
  const label = has & Has.label ? reader.string() : undefined;
  const attributes = has & Has.attributes ? readStrings(reader) : undefined;
  const via = has & Has.via ? reader.string() : undefined;
  const key = has & Has.key ? reader.string() : undefined;
  return [{
    kind, syntax, element, attribute, raw, url, range, whole,
    ...(label !== undefined && { label }), ...(has & Has.decorative && { decorative: true as const }), ...(attributes && { attributes }),
    ...(via !== undefined && { via }), ...(has & Has.perhaps && { perhaps: true as const }), ...(key !== undefined && { key }),
    ...(has & Has.fromRoot && { fromRoot: true as const }),
  }, range.start];
}

function readStrings(reader: BytesReader): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asRecord(reader.value())).map(([key, value]) => [key, String(value)]));
}

function writeAnchor({ id, range, from }: Complete<Anchor, 'id' | 'range' | 'from'>, before: number, writer: BytesWriter): number {
  writer.string(id);
  writer.number(ANCHORS.indexOf(from));
  writeRange(range, before, writer);
  return range.start;
}

function readAnchor(reader: BytesReader, before: number): readonly [Anchor, number] {
  const id = reader.string();
  const from = pick(ANCHORS, reader.number());
  const range = readRange(reader, before);
  return [{ id, range, from }, range.start];
}

function writeHeading({ level, text, id, range }: Complete<Heading, 'level' | 'text' | 'id' | 'range'>, before: number, writer: BytesWriter): number {
  writer.number(level);
  writer.string(text);
  writeOptional(id, writer);
  writeRange(range, before, writer);
  return range.start;
}

function readHeading(reader: BytesReader, before: number): readonly [Heading, number] {
  const level = reader.number();
  const text = reader.string();
  const id = readOptional(reader);
  const range = readRange(reader, before);
  return [id === undefined ? { level, text, range } : { level, text, id, range }, range.start];
}

function writeSuspect({ kind, range, destination }: Complete<Suspect, 'kind' | 'range' | 'destination'>, before: number, writer: BytesWriter): number {
  writer.number(SUSPECTS.indexOf(kind));
  writeOptional(destination, writer);
  writeRange(range, before, writer);
  return range.start;
}

function readSuspect(reader: BytesReader, before: number): readonly [Suspect, number] {
  const kind = pick(SUSPECTS, reader.number());
  const destination = readOptional(reader);
  const range = readRange(reader, before);
  return [{ kind, range, ...(destination !== undefined && { destination }) }, range.start];
}

function writeLookup({ kind, argument, then, range, perhaps }: Complete<Lookup, 'kind' | 'argument' | 'then' | 'range' | 'perhaps'>, before: number, writer: BytesWriter): number {
  writer.string(kind);
  writer.string(argument);
  writer.number(then.length);
  for (const filter of then) writer.string(filter);
  writeRange(range, before, writer);
  writer.number(perhaps ? 1 : 0);
  return range.start;
}

function readLookup(reader: BytesReader, before: number): readonly [Lookup, number] {
  const kind = reader.string();
  const argument = reader.string();
  const then: string[] = [];
  for (let left = reader.number(); left > 0; left--) then.push(reader.string());
  const range = readRange(reader, before);
  return [{ kind, argument, then, range, ...(reader.number() === 1 && { perhaps: true as const }) }, range.start];
}

function writeProblem({ kind, message, range, help, severity }: Complete<DocumentProblem, 'kind' | 'message' | 'range' | 'help' | 'severity'>, before: number, writer: BytesWriter): number {
  writer.number(PROBLEMS.indexOf(kind));
  writer.string(message);
  writeRange(range, before, writer);
  writeOptional(help, writer);
  writer.number(severity === undefined ? 0 : SEVERITIES.indexOf(severity) + 1);
  return range.start;
}

function readProblem(reader: BytesReader, before: number): readonly [DocumentProblem, number] {
  const kind = pick(PROBLEMS, reader.number());
  const message = reader.string();
  const range = readRange(reader, before);
  const help = readOptional(reader);
  const severity = reader.number();
  return [{ kind, message, range, ...(help !== undefined && { help }), ...(severity > 0 && { severity: pick(SEVERITIES, severity - 1) }) }, range.start];
}

function writeSilence({ by, rules, reason, range, over, problem }: Complete<Silence, 'by' | 'rules' | 'reason' | 'range' | 'over' | 'problem'>, before: number, writer: BytesWriter): number {
  writer.number(SILENCERS.indexOf(by));
  writeAll(rules, writeNamed, writer);
  writeOptional(reason, writer);
  writeRange(range, before, writer);
  writeRange(over, range.end, writer);
  writer.number(problem ? PROBLEMS_OF_SILENCE.indexOf(problem.kind) + 1 : 0);
  if (problem) writer.string(problem.word);
  return range.start;
}

function readSilence(reader: BytesReader, before: number): readonly [Silence, number] {
  const by = pick(SILENCERS, reader.number());
  const rules = readAll(reader, readNamed);
  const reason = readOptional(reader);
  const range = readRange(reader, before);
  const over = readRange(reader, range.end);
  const problem = reader.number();
  return [{
    by, rules, ...(reason !== undefined && { reason }), range, over,
    ...(problem > 0 && { problem: { kind: pick(PROBLEMS_OF_SILENCE, problem - 1), word: reader.string() } }),
  }, range.start];
}

function writeNamed({ name, range }: Complete<NamedRule, 'name' | 'range'>, before: number, writer: BytesWriter): number {
  writer.string(name);
  writeRange(range, before, writer);
  return range.start;
}

function readNamed(reader: BytesReader, before: number): readonly [NamedRule, number] {
  const name = reader.string();
  const range = readRange(reader, before);
  return [{ name, range }, range.start];
}

function writeRange({ start, end }: Range, before: number, writer: BytesWriter): void {
  writer.signed(start - before);
  writer.signed(end - start);
}

function readRange(reader: BytesReader, before: number): Range {
  const start = before + reader.signed();
  return { start, end: start + reader.signed() };
}

function writeOptional(text: string | undefined, writer: BytesWriter): void {
  writer.number(text === undefined ? 0 : 1);
  if (text !== undefined) writer.string(text);
}

const readOptional = (reader: BytesReader): string | undefined => (reader.number() === 1 ? reader.string() : undefined);

function writeWord(word: string, writer: BytesWriter): void {
  const index = WORDS.get(word) ?? 0;
  writer.number(index);
  if (index === 0) writer.string(word);
}

const readWord = (reader: BytesReader): string => WORD_LIST[reader.number()] || reader.string();

/** Elements and attributes that come up all the time. The first stands for any other. */
const WORD_LIST = ['', 'a', 'href', 'img', 'src', 'srcset', 'source', 'video', 'audio', 'iframe', 'poster', 'script', 'link', 'object', 'data', 'embed', 'track', 'area'] as const;
const WORDS: ReadonlyMap<string, number> = new Map(WORD_LIST.map((word, index) => [word, index]));

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError('This is no packed document.');
  return item;
}

const FORMATS = ['none', 'yaml', 'toml', 'json'] as const satisfies readonly FrontMatter['format'][];
const KINDS = ['link', 'image', 'media', 'embed', 'resource'] as const satisfies readonly Reference['kind'][];
const SYNTAXES = ['inline', 'definition', 'autolink', 'html', 'wiki', 'front-matter', 'tag'] as const satisfies readonly Reference['syntax'][];
const ANCHORS = ['heading', 'html', 'attribute', 'footnote', 'generated'] as const satisfies readonly Anchor['from'][];
const PROBLEMS = ['front-matter', 'template', 'leftover-template'] as const satisfies readonly DocumentProblem['kind'][];
const SEVERITIES = ['error', 'warning'] as const satisfies readonly DocumentProblem['severity'][];
const SUSPECTS = [
  'space-before-destination', 'reversed-brackets', 'space-in-destination', 'unclosed-destination', 'undefined-reference', 'template', 'wiki', 'mistyped-address', 'template-address', 'dropped-reference', 'dropped-anchor',
] as const satisfies readonly Suspect['kind'][];
const SILENCERS = ['blog', 'markdown-link-check', 'markdownlint'] as const satisfies readonly Silence['by'][];
const PROBLEMS_OF_SILENCE = ['unknown-word', 'nothing-to-end'] as const satisfies readonly NonNullable<Silence['problem']>['kind'][];
