import type { AttributeList, AttributeValue } from './attribute-list.ts';
import {
  afterBlankLines, type Closer, Closers, Finder, isBlankFrom, isSpace, lineEnd, LETTERS, NEWLINE, nextLine, skipBlanks, skipSpaces,
  trimmedEnd,
} from './characters.ts';
import { readDefinitionList } from './definition-lists.ts';
import { readDefinition } from './definitions.ts';
import { readElement } from './html-blocks.ts';
import { spanElements } from './html-elements.ts';
import { closeTagAt, tagAt } from './html-tags.ts';
import {
  afterIndent, attributeLineAt, codeEnd, endsLazily, endsParagraph, fenceAt, headingLevelAt, isEndMarker, isIndentedCode, isRule,
} from './lines.ts';
import { readList } from './lists.ts';
import { endsParagraphsEarly, type KramdownOptions } from './options.ts';
import { type Source, SourceBuilder, type Stretch } from './source.ts';
import { readTable } from './tables.ts';
import type { Block, Definitions } from './tree.ts';

/** A post as blocks, and what it defines for its spans. */
export interface Blocks {
  readonly children: readonly Block[];
  readonly definitions: Definitions;
  /** As the post's own `{::options}` leave them. */
  readonly options: KramdownOptions;
}

/** Reads the blocks of a post. */
export function readBlocks(source: Source, options: KramdownOptions): Blocks {
  const reader = new BlockReader(source, options);
  reader.run();
  return { children: reader.children, definitions: reader.definitions, options: reader.options };
}

/** A block inside so many others is read as a paragraph: no author nests so deep, and each level costs a copy. */
const DEEPEST = 60;

/** Where reading stands. Lists, tables and HTML are read by functions of their own that move it on. */
export class BlockReader {
  source: Source;
  text: string;
  at = 0;
  finder: Finder;
  /** The blocks read so far of what is being read: a list item, a quote. */
  children: Block[] = [];
  /** The name of the HTML element whose Markdown content is being read. */
  owner: string | undefined;
  /** Attributes from a line before the block they are for. */
  pending: AttributeList | undefined;
  depth = 0;
  options: KramdownOptions;
  readonly definitions: Definitions = { links: new Map(), footnotes: new Map(), lists: new Map() };
  #fences: { readonly [mark: number]: Closers } | undefined;

  constructor(source: Source, options: KramdownOptions) {
    this.source = source;
    this.text = source.text;
    this.finder = new Finder(source.text);
    this.options = options;
  }

  get isGfm(): boolean { return this.options.input === 'GFM'; }
  get last(): Block | undefined { return this.children.at(-1); }

  /** Reads to the end, or to the end tag of the owner; true if that was found. */
  run(): boolean {
    while (this.at < this.text.length) if (this.#readOne() === 'closed') return true;
    return false;
  }

  /** Reads a source of its own into `children`. */
  runNested(source: Source, children: Block[]): void {
    const { source: outer, at, finder, children: siblings, owner, pending } = this;
    const fences = this.#fences;
    this.#enter(source, 0, new Finder(source.text), children, undefined);
    this.#fences = undefined;
    this.pending = undefined;
    this.depth++;
    this.run();
    this.depth--;
    this.#enter(outer, at, finder, siblings, owner);
    this.#fences = fences;
    this.pending = pending;
  }

  #enter(source: Source, at: number, finder: Finder, children: Block[], owner: string | undefined): void {
    this.source = source;
    this.text = source.text;
    this.at = at;
    this.finder = finder;
    this.children = children;
    this.owner = owner;
  }

  /** Reads the content of an element on the spot; true if its end tag was found. */
  runInside(owner: string, children: Block[]): boolean {
    const { children: siblings, owner: outer, pending } = this;
    this.children = children;
    this.owner = owner;
    this.pending = undefined;
    this.depth++;
    const found = this.run();
    this.depth--;
    this.pending = pending;
    this.children = siblings;
    this.owner = outer;
    return found;
  }

  /** Appends a block, giving it the attributes that were waiting for one. */
  add(block: Block): void {
    if (this.pending) {
      block.list = this.pending;
      this.pending = undefined;
    }
    this.children.push(block);
  }

  /** Whether a block that must stand apart may begin here. */
  isAfterBoundary(): boolean {
    const last = this.last;
    return !last || last.kind === 'blank' || (last.kind === 'boundary' && last.open) || this.pending !== undefined;
  }

  /** Whether what was read up to `at` stands apart from what follows. */
  isBeforeBoundary(at: number): boolean {
    return at >= this.text.length || isBlankFrom(this.text, at) || isEndMarker(this.text, at)
      || attributeLineAt(this.text, at) !== undefined;
  }

  stretch(start: number, end: number): Stretch {
    return { source: this.source, start, end };
  }

  #readOne(): 'closed' | undefined {
    const { text, at } = this;
    if (this.#readBlank()) return undefined;
    if (isIndentedCode(text, at)) {
      this.at = codeEnd(text, at);
      this.add({ kind: 'solid' });
      return undefined;
    }
    const start = afterIndent(text, at);
    if (this.depth >= DEEPEST) this.#readParagraph();
    else if (text.charCodeAt(start) === LESS) return this.#readHtml(start);
    else if (!this.#readMarked(start)) this.#readUnmarked(start);
    return undefined;
  }

  #readBlank(): boolean {
    const { text, at } = this;
    if (!isSpace(text.charCodeAt(at)) || !isBlankFrom(text, at)) return false;
    this.at = afterBlankLines(text, at);
    if (this.last?.kind !== 'blank') this.add({ kind: 'blank' });
    return true;
  }

  /** Blocks that a mark at the start of the line begins. */
  #readMarked(start: number): boolean {
    const { text, at } = this;
    switch (text.charCodeAt(start)) {
      case 96: case 126: return this.#readFence(start);
      case 62: return this.#readQuote();
      case 35: return start === at && this.#readHeading();
      case 42: case 45: case 43: case 95: return this.#readRule() || readList(this);
      case 58: return readDefinitionList(this);
      default: return isDigit(text.charCodeAt(start)) && readList(this);
    }
  }

  #readUnmarked(start: number): void {
    if (this.#readUnderlined(start) || this.#readMath(start) || readTable(this, start)) return;
    if (readDefinition(this, start)) return;
    if (isEndMarker(this.text, this.at)) {
      this.at = lineEnd(this.text, this.at) + 1;
      this.add({ kind: 'boundary', open: true });
      return;
    }
    this.#readParagraph();
  }

  #readFence(start: number): boolean {
    const { text, at } = this;
    const length = fenceAt(text, start);
    if (length === 0 || (!this.isGfm && (start > at || text.charCodeAt(start) !== TILDE))) return false;
    this.#fences ??= fencesIn(text, this.isGfm);
    const fences = this.#fences[text.charCodeAt(start)];
    // Marks too many for any closer are taken for the language's name: "````" and "```" are a pair.
    const marks = Math.max(3, Math.min(length, fences?.greatest(lineEnd(text, start)) ?? 0));
    const end = isFenceInfo(text, start + marks) ? fences?.next(lineEnd(text, start), marks) : undefined;
    if (!end) return false;
    this.at = nextLine(text, end.at);
    this.add({ kind: 'solid' });
    return true;
  }

  #readQuote(): boolean {
    const { text, source } = this;
    const builder = new SourceBuilder();
    let line = this.at;
    do {
      const end = nextLine(text, line);
      const mark = afterIndent(text, line);
      const isMarked = text.charCodeAt(mark) === 62;
      const content = text.charCodeAt(mark + 1) === 32 ? mark + 2 : mark + 1;
      builder.take(source, isMarked ? content : line, end);
      line = end;
    } while (line < text.length && !endsLazily(text, line));
    this.at = line;
    const children: Block[] = [];
    this.add({ kind: 'group', element: 'blockquote', children });
    this.runNested(builder.done(), children);
    return true;
  }

  #readHeading(): boolean {
    const { text, at, isGfm } = this;
    const level = headingLevelAt(text, at, isGfm);
    if (level === 0 || !(endsParagraphsEarly(this.options) || this.isAfterBoundary())) return false;
    const start = skipBlanks(text, at + level);
    // Plain kramdown takes a line end for the first letter of a heading: then the next line is its text.
    const end = lineEnd(text, text.charCodeAt(start) === NEWLINE ? start + 1 : start);
    const { explicit, end: textEnd } = this.#headingEnd(start, end);
    const contentEnd = trimmedEnd(text, start, closingMarks(text, start, textEnd, isGfm));
    if (contentEnd === start) return false;
    this.at = Math.min(end + 1, text.length);
    this.#addHeading(level, start, contentEnd, explicit);
    return true;
  }

  #addHeading(level: number, start: number, end: number, explicit: AttributeValue | undefined): void {
    this.add({ kind: 'heading', level, text: this.stretch(start, end), explicit });
  }

  /** A heading's last word may be its id: `{#id}`. */
  #headingEnd(start: number, end: number): { end: number; explicit: AttributeValue | undefined } {
    const { text, source } = this;
    const contentEnd = trimmedEnd(text, start, end);
    const id = explicitId.exec(text.slice(start, contentEnd));
    const value = id?.groups?.['id'];
    if (!id || value === undefined) return { end: contentEnd, explicit: undefined };
    const idStart = contentEnd - 1 - value.length;
    return { end: trimmedEnd(text, start, start + id.index), explicit: { value, range: source.rangeOf(idStart, contentEnd - 1) } };
  }

  #readRule(): boolean {
    if (!isRule(this.text, this.at)) return false;
    this.at = lineEnd(this.text, this.at) + 1;
    this.add({ kind: 'solid' });
    return true;
  }

  #readHtml(start: number): 'closed' | undefined {
    const { text } = this;
    if (text.startsWith('<!--', start)) {
      if (start === this.at && this.#readComment(start)) return undefined;
    } else if (text.charCodeAt(start + 1) === 47) {
      const close = closeTagAt(text, start);
      if (close && !spanElements.has(close.name.toLowerCase()) && this.owner === close.name.toLowerCase()) {
        this.at = close.end;
        return 'closed';
      }
    } else {
      const tag = tagAt(text, start);
      if (tag && !spanElements.has(tag.name.toLowerCase())) {
        readElement(this, tag);
        return undefined;
      }
    }
    this.#readUnmarked(start);
    return undefined;
  }

  #readComment(start: number): boolean {
    const end = this.finder.next('-->', start + 4);
    if (end < 0) return false;
    this.at = end + 3;
    this.children.push({ kind: 'hidden' });
    this.skipTrailing();
    return true;
  }

  /** Goes on to the next line when nothing else is on this one. */
  skipTrailing(): void {
    const end = skipBlanks(this.text, this.at);
    if (this.text.charCodeAt(end) === NEWLINE) this.at = end + 1;
  }

  #readUnderlined(start: number): boolean {
    const { text } = this;
    if (isBlankCode(text.charCodeAt(start))) return false;
    const end = lineEnd(text, start);
    const mark = text.charCodeAt(end + 1);
    if ((mark !== 61 && mark !== 45) || !this.isAfterBoundary()) return false;
    let markEnd = end + 2;
    while (text.charCodeAt(markEnd) === 61 || text.charCodeAt(markEnd) === 45) markEnd++;
    if (!isBlankFrom(text, markEnd)) return false;
    this.at = lineEnd(text, markEnd) + 1;
    const heading = this.#headingEnd(start, end);
    this.#addHeading(mark === 61 ? 1 : 2, start, heading.end, heading.explicit);
    return true;
  }

  #readMath(start: number): boolean {
    const { text } = this;
    if (!text.startsWith('$$', start) || !this.isAfterBoundary()) return false;
    const close = this.finder.next('$$', start + 2);
    if (close < 0) return false;
    const end = isBlankFrom(text, close + 2) ? nextLine(text, close + 2) : close + 2;
    if (!this.isBeforeBoundary(end)) return false;
    this.at = end;
    this.add({ kind: 'solid' });
    return true;
  }

  #readParagraph(): void {
    const { text, at } = this;
    if (text.charCodeAt(afterIndent(text, at)) === TAB) {
      this.#readStrayLine();
      return;
    }
    const isEarly = endsParagraphsEarly(this.options);
    let line = nextLine(text, at);
    while (line < text.length && !endsParagraph(text, line, isEarly)) line = nextLine(text, line);
    this.at = line;
    const last = this.last;
    const end = trimmedEnd(text, at, line);
    if (last?.kind === 'paragraph') {
      last.text = joined(last.text, this.stretch(at, end));
      return;
    }
    this.add({ kind: 'paragraph', text: this.stretch(skipSpaces(text, at), end), bare: false });
  }

  /** A tab behind a space or two is no block's indentation: the line is text without a paragraph. */
  #readStrayLine(): void {
    const { text, at, last } = this;
    this.at = nextLine(text, at);
    const line = this.stretch(at, this.at);
    if (last?.kind === 'spans') last.text = joined(last.text, line);
    else this.children.push({ kind: 'spans', text: line });
  }
}

const TAB = 9;
const SPACE = 32;
const LESS = 60;
const BACKTICK = 96;
const TILDE = 126;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isBlankCode = (code: number): boolean => code === 32 || code === 9;

const explicitId = new RegExp(`[\\t ]\\{#(?<id>[${LETTERS}_][${LETTERS}\\p{Nd}\\p{Pc}:.-]*)\\}$`, 'u');

/** The lines that can close fences, by their mark. */
function fencesIn(text: string, isGfm: boolean): { readonly [mark: number]: Closers } {
  const backticks: Closer[] = [];
  const tildes: Closer[] = [];
  if (isGfm) gatherFences(text, '```', 3, backticks);
  gatherFences(text, '~~~', isGfm ? 3 : 0, tildes);
  return { [BACKTICK]: new Closers(backticks), [TILDE]: new Closers(tildes) };
}

function gatherFences(text: string, marks: string, mostIndent: number, closers: Closer[]): void {
  for (let at = text.indexOf(marks); at >= 0;) {
    const length = fenceAt(text, at);
    let line = at;
    while (line > at - mostIndent && text.charCodeAt(line - 1) === SPACE) line--;
    if ((line === 0 || text.charCodeAt(line - 1) === NEWLINE) && isBlankFrom(text, at + length)) closers.push({ at, length });
    at = text.indexOf(marks, at + length);
  }
}

/** One word at most: the code's language. */
function isFenceInfo(text: string, at: number): boolean {
  let end = skipBlanks(text, at);
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  return isBlankFrom(text, end);
}

/** Where the `#`s that close a heading begin, or the end. In GFM they need a space before them, else no backslash. */
function closingMarks(text: string, start: number, end: number, isGfm: boolean): number {
  let marks = end;
  while (marks > start && text.charCodeAt(marks - 1) === 35) marks--;
  if (!isGfm) return text.charCodeAt(marks - 1) === 92 && marks > start ? Math.min(marks + 1, end) : marks;
  return marks < end && marks > start && isBlankCode(text.charCodeAt(marks - 1)) ? marks : end;
}

/** Two paragraphs that follow each other are one. */
function joined(first: Stretch, second: Stretch): Stretch {
  if (first.source === second.source) return { ...first, end: second.end };
  const builder = new SourceBuilder();
  builder.take(first.source, first.start, first.end);
  builder.put('\n', second.source.originOf(second.start));
  builder.take(second.source, second.start, second.end);
  const source = builder.done();
  return { source, start: 0, end: source.text.length };
}
