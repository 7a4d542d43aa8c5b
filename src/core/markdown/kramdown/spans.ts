import { emptyList, nameAt, readAttributeList } from './attribute-list.ts';
import { backticksIn, type Closers, closingBrace, Finder, isLetter, isLetterOrDigit, isSpace, skipSpaces } from './characters.ts';
import { entityAt } from './entities.ts';
import { extensionAt, isExtensionTag } from './extensions.ts';
import { blockElements, contentOf } from './html-elements.ts';
import { closeTagAt, elementName, type Tag, tagAt } from './html-tags.ts';
import { applyOptions, type KramdownOptions } from './options.ts';
import type { Stretch } from './source.ts';
import { type Definition, definitionName, type Definitions, type Destination, type Span } from './tree.ts';

/** What is inside of a paragraph. Offsets are into `text`. */
export interface Spans {
  readonly text: string;
  readonly children: readonly Span[];
  /** `[text][label]` without such a label, by where they start. */
  readonly undefinedReferences: ReadonlyMap<number, { readonly end: number; readonly label: string }>;
  readonly options: KramdownOptions;
}

/** What is read as more than text: everything, HTML alone, or HTML and code. */
type Only = 'all' | 'html' | 'table';

/** Reads a stretch of text as what is inside of a paragraph. */
export function readSpans(stretch: Stretch, definitions: Definitions, options: KramdownOptions, only: Only = 'all'): Spans {
  const plain = stretch.source.text.slice(stretch.start, stretch.end);
  marks.lastIndex = 0;
  if (!marks.test(plain)) {
    const all: Span = { kind: 'text', start: 0, end: plain.length };
    return { text: plain, children: [all], undefinedReferences: noReferences, options };
  }
  const reader = new SpanReader(stretch, definitions, options);
  const children: Span[] = [];
  reader.read(children, noStop, outermost[only]);
  const { text, undefinedReferences } = reader;
  return { text, children, undefinedReferences, options: reader.options };
}

const noReferences: Spans['undefinedReferences'] = new Map();

/** What the text being read is inside of. */
interface Inside {
  readonly link: boolean;
  readonly em: boolean;
  readonly strong: boolean;
  /** The innermost one is `em`. */
  readonly directlyInEm: boolean;
  readonly only: Only;
  readonly depth: number;
}

const outermostOf = (only: Only): Inside => ({ link: false, em: false, strong: false, directlyInEm: false, only, depth: 0 });
const outermost: Readonly<Record<Only, Inside>> = { all: outermostOf('all'), html: outermostOf('html'), table: outermostOf('table') };

// Written out: Node 20 gives every object that begins with a copy, `{ ...inside, link }`, a shape of its own, which takes
// microseconds to make and makes slow whatever reads it.
const deeper = (inside: Inside, { link, only }: Pick<Inside, 'link' | 'only'>): Inside =>
  ({ link, em: inside.em, strong: inside.strong, directlyInEm: false, only, depth: inside.depth + 1 });

/** Asks, at each offset, whether what is being read ends there. `children` are the spans read so far. */
type Stop = (at: number, code: number, children: readonly Span[]) => boolean;

const noStop: Stop = () => false;

/** Deeper than any author goes; further marks are text. */
const DEEPEST = 60;

class SpanReader {
  readonly text: string;
  readonly undefinedReferences = new Map<number, { end: number; label: string }>();
  options: KramdownOptions;
  readonly #stretch: Stretch;
  readonly #definitions: Definitions;
  readonly #finder: Finder;
  #backticks: Closers | undefined;
  #at = 0;
  // A mark without its partner is looked for to the end of the text, and the text then read again. Hostile text can
  // make that happen at every letter; a text read over this often is no longer searched for partners.
  #patience: number;

  constructor(stretch: Stretch, definitions: Definitions, options: KramdownOptions) {
    this.text = stretch.source.text.slice(stretch.start, stretch.end);
    this.#stretch = stretch;
    this.#definitions = definitions;
    this.options = options;
    this.#finder = new Finder(this.text);
    this.#patience = 100_000 + this.text.length * 30;
  }

  /** Reads on until `stop` says so; true if it did. */
  read(children: Span[], stop: Stop, inside: Inside): boolean {
    const { text } = this;
    let literal = this.#at;
    for (;;) {
      const start = this.#nextMark(this.#at);
      this.#patience -= start - this.#at + 10;
      addText(children, literal, start);
      if (start >= text.length) {
        this.#at = text.length;
        return false;
      }
      this.#at = start;
      const code = text.charCodeAt(start);
      if (stop(start, code, children)) return true;
      if (!this.#readSpan(children, code, inside)) {
        this.#at = Math.max(this.#at, start + 1);
        addText(children, start, this.#at);
      }
      literal = this.#at;
    }
  }

  /** The next letter from `at` that can begin or end a span. */
  #nextMark(at: number): number {
    marks.lastIndex = at;
    return marks.test(this.text) ? marks.lastIndex - 1 : this.text.length;
  }

  /** Reads the span at the mark `code`; false when it is text, which then goes to `#at`. */
  #readSpan(children: Span[], code: number, inside: Inside): boolean {
    if (inside.only === 'table' && code === BACKTICK) return this.#readCode(children);
    if (inside.only !== 'all') return code === LESS && this.#readHtml(children, inside);
    switch (code) {
      case STAR: case UNDERSCORE: return this.#readEmphasis(children, code, inside);
      case BACKTICK: return this.#readCode(children);
      case LESS: return this.#readAutolink(children) || this.#readHtml(children, inside);
      case BRACKET:
        return this.text.charCodeAt(this.#at + 1) === CARET ? this.#readFootnote(children) : this.#readLink(children, inside, false);
      case EXCLAMATION: return this.text.charCodeAt(this.#at + 1) === BRACKET && this.#readLink(children, inside, true);
      case DOLLAR: return this.#readMath(children);
      case BRACE: return this.#readExtension(children);
      case AMPERSAND: return this.#readEntity(children);
      case BACKSLASH: return this.#readEscape(children);
      case TILDE: return this.options.input === 'GFM' && this.#readDeleted(children, inside);
      default: return false;
    }
  }

  #mayNest(inside: Inside): boolean {
    return inside.depth < DEEPEST && this.#patience > 0;
  }

  /** `*a*`, `__b__`. Emphasis stands in no other emphasis of its kind. */
  #readEmphasis(children: Span[], code: number, inside: Inside): boolean {
    const { text } = this;
    const start = this.#at;
    const isDouble = text.charCodeAt(start + 1) === code;
    const length = isDouble ? 2 : 1;
    this.#at = start + length;
    if (code === UNDERSCORE && isInWord(text, start)) return false;
    if (isSpace(text.charCodeAt(start + length)) || (isDouble ? inside.strong : inside.em)) return false;
    if (!this.#mayNest(inside)) return false;

    if (this.#readEmphasized(children, start, code, isDouble, inside)) return true;
    if (isDouble && !inside.directlyInEm) {
      this.#at = start + 1;
      if (this.#readEmphasized(children, start, code, false, inside)) return true;
    }
    this.#at = start + length;
    return false;
  }

  #readEmphasized(siblings: Span[], start: number, mark: number, isDouble: boolean, inside: Inside): boolean {
    const { text } = this;
    const children: Span[] = [];
    const length = isDouble ? 2 : 1;
    const stop: Stop = (at, code, read) => {
      if (code !== mark || (isDouble && text.charCodeAt(at + 1) !== mark)) return false;
      if (isSpace(text.charCodeAt(at - 1)) || read.length === 0 && at === start + length) return false;
      if (!isDouble && text.charCodeAt(at + 1) === mark && text.charCodeAt(at + 2) !== mark) return false;
      return mark !== UNDERSCORE || !isLetterOrDigit(text.charCodeAt(at + length));
    };
    const within: Inside = {
      link: inside.link, em: inside.em || !isDouble, strong: inside.strong || isDouble, directlyInEm: !isDouble,
      only: inside.only, depth: inside.depth + 1,
    };
    if (!this.read(children, stop, within)) return false;
    this.#at += length;
    siblings.push({ kind: 'emphasis', children, start, end: this.#at });
    return true;
  }

  #readCode(children: Span[]): boolean {
    const { text } = this;
    const start = this.#at;
    let open = start;
    while (text.charCodeAt(open) === BACKTICK) open++;
    const marks = text.slice(start, open);
    this.#at = open;
    const isApart = marks.length === 1 && (start === 0 || isSpace(text.charCodeAt(start - 1))) && isSpace(text.charCodeAt(open));
    this.#backticks ??= backticksIn(text);
    const close = isApart ? undefined : this.#backticks.next(open, marks.length)?.at;
    if (close === undefined) return false;
    this.#at = close + marks.length;
    const content = text.slice(open, close);
    children.push({ kind: 'code', value: marks.length > 1 ? content.replace(/^ /, '').replace(/ $/, '') : content, start, end: this.#at });
    return true;
  }

  /** `<https://x.y>`, `<mail@x.y>` */
  #readAutolink(children: Span[]): boolean {
    const { text } = this;
    const start = this.#at;
    const url = this.#autolinkUrl(start + 1);
    if (url === undefined) return false;
    this.#at = start + url.length + 2;
    const href = /^(?:mailto|https?|ftps?):/.test(url) ? url : `mailto:${url}`;
    const span = { start, end: this.#at };
    const label: Span = { kind: 'text', start: text.startsWith('mailto:', start + 1) ? start + 8 : start + 1, end: this.#at - 1 };
    children.push({ kind: 'link', children: [label], to: { kind: 'autolink', url: href, start: start + 1, end: this.#at - 1 }, ...span });
    return true;
  }

  #autolinkUrl(start: number): string | undefined {
    const { text } = this;
    scheme.lastIndex = start;
    const found = scheme.exec(text)?.[0];
    if (found !== undefined) {
      const end = this.#finder.next('>', start + found.length + 1);
      const lineEnd = this.#finder.next('\n', start);
      return end < 0 || (lineEnd >= 0 && lineEnd < end) ? undefined : text.slice(start, end);
    }
    mail.lastIndex = start;
    return mail.exec(text)?.[1];
  }

  #readHtml(children: Span[], inside: Inside): boolean {
    const { text } = this;
    const start = this.#at;
    const next = text.charCodeAt(start + 1);
    // `<<` is a quotation mark.
    if (next === LESS && inside.only === 'all') this.#at += 2;
    if (next === EXCLAMATION && text.startsWith('<!--', start)) return this.#readComment(children);
    if (next === SLASH) {
      this.#at = closeTagAt(text, start)?.end ?? start;
      return false;
    }
    const tag = tagAt(text, start);
    if (!tag) return false;
    this.#at = tag.end;
    if (blockElements.has(tag.name)) return false;
    this.#readElement(children, tag, inside);
    return true;
  }

  #readComment(children: Span[]): boolean {
    const start = this.#at;
    const end = this.#finder.next('-->', start + 4);
    if (end < 0) return false;
    this.#at = end + 3;
    children.push({ kind: 'hidden', start, end: this.#at });
    return true;
  }

  #readElement(siblings: Span[], tag: Tag, inside: Inside): void {
    const children: Span[] = [];
    const only = this.#isParsed(tag, inside) ? 'all' : 'html';
    const span: Span = { kind: 'element', tag, children, isRaw: only === 'html', start: tag.start, end: tag.end };
    siblings.push(span);
    if (tag.isClosed || inside.depth >= DEEPEST) return;
    const stop: Stop = (at, code) => code === LESS && this.text.charCodeAt(at + 1) === SLASH && this.#closes(tag, at);
    if (this.read(children, stop, deeper(inside, { link: inside.link, only }))) {
      this.#at = closeTagAt(this.text, this.#at)?.end ?? this.#at;
    }
    span.end = this.#at;
  }

  #isParsed(tag: Tag, inside: Inside): boolean {
    const isRaw = contentOf(tag.name) === 'raw';
    switch (tag.markdown) {
      case '0': return false;
      case '1': return !isRaw;
      case 'span': return true;
      default: return !isRaw && inside.only !== 'html' && this.options.parseSpanHtml;
    }
  }

  #closes(tag: Tag, at: number): boolean {
    const close = closeTagAt(this.text, at);
    return close !== undefined && elementName(close.name) === tag.name;
  }

  #readFootnote(children: Span[]): boolean {
    const { text } = this;
    const start = this.#at;
    const name = nameAt(text, start + 2);
    const end = start + 3 + name.length;
    if (name === '' || text.charCodeAt(end - 1) !== CLOSE_BRACKET) return false;
    this.#at = end;
    if (!this.#definitions.footnotes.has(name)) return false;
    children.push({ kind: 'footnote', name, start, end });
    return true;
  }

  /** `[text](url)`, `![alt](url)`, `[text][label]`, `[label]`. Links stand in no other link. */
  #readLink(siblings: Span[], inside: Inside, isImage: boolean): boolean {
    const { text } = this;
    const start = this.#at;
    const open = start + (isImage ? 2 : 1);
    if (open >= text.length || text.charCodeAt(open) === CARET) return false;
    this.#at = open;
    if (!isImage && inside.link) return false;
    if (!this.#mayNest(inside) || this.#finder.next(']', open) < 0) return false;

    const children: Span[] = [];
    const found = this.#readLabel(children, open) || this.read(children, bracketStop(text), deeper(inside, { link: true, only: inside.only }));
    const close = this.#at;
    const to = found ? this.#destinationAt(start, open, close) : undefined;
    if (!to) {
      this.#at = open;
      return false;
    }
    const end = this.#at;
    siblings.push(isImage ? { kind: 'image', start, end, alt: unescaped(text.slice(open, close)), to } : { kind: 'link', start, end, children, to });
    return true;
  }

  /** Most labels are a few words and nothing else: then the first mark is the bracket that closes them. */
  #readLabel(children: Span[], open: number): boolean {
    const close = this.#nextMark(open);
    if (this.text.charCodeAt(close) !== CLOSE_BRACKET) return false;
    this.#patience -= close - open + 10;
    addText(children, open, close);
    this.#at = close;
    return true;
  }

  /** What is behind the `]` at `close`; moves on behind it. */
  #destinationAt(start: number, open: number, close: number): Destination | undefined {
    const { text } = this;
    const label = this.#labelAt(close + 1);
    if (label || text.charCodeAt(close + 1) !== PARENTHESIS) {
      const name = label?.name ?? unescaped(text.slice(open, close));
      const definition = this.#definitionOf(name);
      this.#at = label?.end ?? close + 1;
      if (definition) return { kind: 'definition', definition };
      if (label?.isNext) this.#noteUndefined(start, open, close, label.end, name);
      return undefined;
    }
    const url = this.#inlineUrl(close + 1);
    return url && { kind: 'inline', url: text.slice(url.start, url.end), start: url.start, end: url.end };
  }

  /** `[label]` or `[]` behind a link's text, with spaces before it or without. */
  #labelAt(from: number): { name: string | undefined; end: number; isNext: boolean } | undefined {
    const { text } = this;
    const open = skipSpaces(text, from);
    if (text.charCodeAt(open) !== BRACKET) return undefined;
    const close = this.#finder.next(']', open + 1);
    if (close < 0) return undefined;
    const name = close > open + 1 ? text.slice(open + 1, close) : undefined;
    return { name, end: close + 1, isNext: open === from };
  }

  #definitionOf(name: string): Definition | undefined {
    const { links } = this.#definitions;
    return links.size === 0 || name.length > 2000 ? undefined : links.get(definitionName(name));
  }

  #noteUndefined(start: number, open: number, close: number, end: number, label: string): void {
    const content = this.text.slice(open, Math.min(close, open + 200));
    const before = this.text.charCodeAt(start - 1);
    if (label.startsWith('^') || /^\s*[xX]?\s*$/.test(content) || label.trim() === '') return;
    if (isLetterOrDigit(before) || before === CLOSE_BRACKET || before === 41 || before === UNDERSCORE) return;
    this.undefinedReferences.set(start, { end, label });
  }

  /** The destination in the parentheses that open at `open`. */
  #inlineUrl(open: number): { start: number; end: number } | undefined {
    const { text } = this;
    if (text.charCodeAt(open + 1) === LESS) {
      const end = this.#finder.next('>', open + 2);
      const lineEnd = this.#finder.next('\n', open);
      if (end >= 0 && (lineEnd < 0 || lineEnd > end)) return this.#angledUrl(open + 2, end);
    }
    return this.#plainUrl(open);
  }

  #angledUrl(start: number, end: number): { start: number; end: number } | undefined {
    const after = this.text.charCodeAt(end + 1) === CLOSE_PARENTHESIS ? end + 2 : this.#titleEnd(end + 1);
    if (after === undefined) return undefined;
    this.#at = after;
    return { start, end };
  }

  /** Parentheses in it are in pairs; a space with a quote behind it begins the title. */
  #plainUrl(open: number): { start: number; end: number } | undefined {
    const { text } = this;
    let depth = 0;
    for (let at = open; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === PARENTHESIS) depth++;
      else if (code === CLOSE_PARENTHESIS && --depth === 0) {
        this.#at = at + 1;
        return trimmed(text, open + 1, at);
      } else if (isSpace(code) && isQuote(text.charCodeAt(at + 1))) {
        const end = this.#titleEnd(at + 1);
        this.#patience -= at - open;
        if (end === undefined) return undefined;
        this.#at = end;
        return trimmed(text, open + 1, at);
      }
    }
    this.#patience -= text.length - open;
    return undefined;
  }

  /** The offset behind `"title")`. */
  #titleEnd(from: number): number | undefined {
    const { text } = this;
    const open = skipSpaces(text, from);
    const quote = text.charAt(open);
    if (quote !== '"' && quote !== "'") return undefined;
    for (let close = text.indexOf(quote, open + 2); close >= 0; close = text.indexOf(quote, close + 1)) {
      const end = skipSpaces(text, close + 1);
      this.#patience -= end - open;
      if (text.charCodeAt(end) === CLOSE_PARENTHESIS) return end + 1;
      if (this.#patience < 0) return undefined;
    }
    this.#patience -= text.length - open;
    return undefined;
  }

  #readMath(children: Span[]): boolean {
    const start = this.#at;
    if (this.text.charCodeAt(start + 1) !== DOLLAR) return false;
    const close = this.#finder.next('$$', start + 2);
    if (close < 0) return false;
    this.#at = close + 2;
    children.push({ kind: 'math', value: this.text.slice(start + 2, close).trim(), start, end: this.#at });
    return true;
  }

  #readExtension(children: Span[]): boolean {
    const { text } = this;
    const start = this.#at;
    if (text.charCodeAt(start + 1) !== COLON) return false;
    if (isExtensionTag(text, start)) return this.#readOwnExtension(children);
    const last = children.at(-1);
    if (!last || isLiteral(text, last)) return false;
    const close = closingBrace(text, start + 2);
    if (close <= start + 2) return false;
    this.#at = close + 1;
    if (last.kind === 'text') {
      children.push({ kind: 'hidden', start, end: this.#at });
      return true;
    }
    last.list ??= emptyList();
    const base = this.#stretch.start;
    readAttributeList(last.list, this.#stretch.source, base + start + 2, base + close);
    return true;
  }

  #readOwnExtension(children: Span[]): boolean {
    const start = this.#at;
    const reading = { text: this.text, source: this.#stretch.source, finder: this.#finder };
    const extension = extensionAt(reading, start, 'span', this.#stretch.start);
    if (!extension) return false;
    this.#at = extension.after;
    if (extension.kind === 'options') {
      this.options = applyOptions(this.options, extension.list);
      return true;
    }
    const isRaw = extension.kind === 'nomarkdown' && extension.body;
    const span = { start, end: this.#at };
    children.push(isRaw ? { kind: 'raw', body: isRaw, ...span } : { kind: 'hidden', ...span });
    return true;
  }

  #readEntity(children: Span[]): boolean {
    const start = this.#at;
    const entity = entityAt(this.text, start);
    if (!entity) return false;
    this.#at = start + entity.length;
    if (entity.value === undefined) return false;
    children.push({ kind: 'character', value: entity.value, start, end: this.#at });
    return true;
  }

  #readEscape(children: Span[]): boolean {
    const start = this.#at;
    const next = this.text.charAt(start + 1);
    if (this.text.startsWith('<<', start + 1)) {
      this.#at = start + 3;
      children.push({ kind: 'character', value: '<<', start, end: this.#at });
      return true;
    }
    if (next === '' || !(escapable.includes(next) || (next === '~' && this.options.input === 'GFM'))) return false;
    this.#at = start + 2;
    children.push({ kind: 'character', value: next, isEscape: true, start, end: this.#at });
    return true;
  }

  /** `~~a~~`: what is between the marks is read as a text of its own. */
  #readDeleted(siblings: Span[], inside: Inside): boolean {
    const start = this.#at;
    const close = this.#mayNest(inside) ? this.#deletionEnd(start) : -1;
    if (close < 0) {
      this.#at = this.text.charCodeAt(start + 1) === TILDE && !isMarkOrSpace(this.text.charCodeAt(start + 2)) ? start + 2 : start + 1;
      return false;
    }
    const { source, start: base } = this.#stretch;
    const inner = new SpanReader({ source, start: base + start + 2, end: base + close }, this.#definitions, this.options);
    const children: Span[] = [];
    inner.#patience = this.#patience;
    inner.read(children, noStop, deeper(inside, inside));
    this.#patience = inner.#patience;
    for (const [at, { end, label }] of inner.undefinedReferences) this.undefinedReferences.set(at + start + 2, { end: end + start + 2, label });
    this.#at = close + 2;
    siblings.push({ kind: 'emphasis', children: children.map((child) => shifted(child, start + 2)), start, end: this.#at });
    return true;
  }

  /** The marks behind a letter that is neither a space nor a mark. */
  #deletionEnd(start: number): number {
    const { text } = this;
    if (text.charCodeAt(start + 1) !== TILDE || isMarkOrSpace(text.charCodeAt(start + 2))) return -1;
    for (let close = this.#finder.next('~~', start + 3); close >= 0; close = this.#finder.next('~~', close + 1)) {
      if (!isMarkOrSpace(text.charCodeAt(close - 1))) return close;
      this.#patience -= 10;
    }
    return -1;
  }
}

const isMarkOrSpace = (code: number): boolean => Number.isNaN(code) || code === TILDE || isSpace(code);

/** The span with its offsets moved into the text around it. */
function shifted(span: Span, by: number): Span {
  const place = { start: span.start + by, end: span.end + by };
  switch (span.kind) {
    case 'emphasis': return { ...span, ...place, children: span.children.map((child) => shifted(child, by)) };
    case 'link': return { ...span, ...place, children: span.children.map((child) => shifted(child, by)), to: shiftedTo(span.to, by) };
    case 'image': return { ...span, ...place, to: shiftedTo(span.to, by) };
    case 'element': return { ...span, ...place, children: span.children.map((child) => shifted(child, by)), tag: shiftedTag(span.tag, by) };
    case 'raw': return { ...span, ...place, body: { start: span.body.start + by, end: span.body.end + by } };
    default: return { ...span, ...place };
  }
}

const shiftedTo = (to: Destination, by: number): Destination =>
  (to.kind === 'definition' ? to : { ...to, start: to.start + by, end: to.end + by });

const shiftedTag = (tag: Tag, by: number): Tag => ({
  ...tag, start: tag.start + by, end: tag.end + by,
  attributes: tag.attributes.map((one) => ({ ...one, start: one.start + by, end: one.end + by })),
});

/** Whether an underscore joins words, as in `snake_case` and `x-_y`. */
function isInWord(text: string, at: number): boolean {
  let before = at - 1;
  // Looking back further than anyone writes would make a line of nothing but underscores slow.
  while (before > at - 20 && text.charCodeAt(before) === UNDERSCORE) before--;
  const isAfterHyphen = text.charCodeAt(before) === 45 && before > 0;
  return before >= 0 && isLetter(text.charCodeAt(isAfterHyphen ? before - 1 : before));
}

/** The `]` that belongs to the `[` before it. Images in between have eaten their own. */
function bracketStop(text: string): Stop {
  let count = 1;
  let images = 0;
  let seen = 0;
  return (at, code, children) => {
    if (code === CLOSE_BRACKET) count--;
    else if (code === BRACKET || (code === EXCLAMATION && text.charCodeAt(at + 1) === BRACKET)) count++;
    else return false;
    for (; seen < children.length; seen++) if (children[seen]?.kind === 'image') images++;
    return count === images;
  };
}

/** Appends literal text, joining it with what is before it. */
function addText(children: Span[], start: number, end: number): void {
  if (end <= start) return;
  const last = children.at(-1);
  if (last?.kind === 'text' && last.end === start) last.end = end;
  else children.push({ kind: 'text', start, end });
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** Whether attributes behind it are text, too. */
function isLiteral(text: string, span: Span): boolean {
  if (span.kind === 'character') return span.isEscape === true;
  return span.kind === 'text' && !endsInSymbol(text, span.start, span.end);
}

/** Whether the last of `text[from, end)` is a quotation mark, a dash or another symbol: `--`, `...`, `>>`. */
function endsInSymbol(text: string, from: number, end: number): boolean {
  const mark = text.charAt(end - 1);
  if (isQuote(text.charCodeAt(end - 1))) return true;
  let start = end;
  while (start > from && text.charAt(start - 1) === mark) start--;
  const run = end - start;
  if (mark === '-') return run % 3 !== 1;
  return mark === '.' ? run % 3 === 0 : (mark === '>' || mark === '<') && run % 2 === 0;
}


const isQuote = (code: number): boolean => code === 34 || code === 39;

const escapable = '\\.*_+`<>()[]{}#!:|"\'$=-';
const escapes = /\\([\\.*_+`<>()[\]{}#!:|"'$=-])/g;
const unescaped = (text: string): string => (text.includes('\\') ? text.replace(escapes, '$1') : text);
const scheme = /(?:mailto|https?|ftps?):/y;
const mail = /([-.\p{L}\p{Nd}_]+@[-.\p{L}\p{Nd}_]+)>/uy;

const EXCLAMATION = 33;
const DOLLAR = 36;
const AMPERSAND = 38;
const PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const STAR = 42;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const CARET = 94;
const UNDERSCORE = 95;
const BACKTICK = 96;
const BRACE = 123;
const TILDE = 126;

// An expression finds the next mark four times as fast as a loop over the letters.
const marks = /[!$&*<[\\\]_`{~]/g;
