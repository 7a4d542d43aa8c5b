import type { Range } from '../../text/range.ts';
import type { HeadingIds, HeadingText } from '../heading-ids.ts';
import { anchorsOf, baseOf, decodeEntities, type HtmlElement, referencesOf, scanHtml } from '../html.ts';
import type { Anchor, Heading, Markup, MarkupReference, Suspect } from '../markup.ts';
import { findSuspects } from '../suspects.ts';
import { type AttributeList, type AttributeValue, resolveList } from './attribute-list.ts';
import type { Blocks } from './blocks.ts';
import { elementOf, type Tag } from './html-tags.ts';
import { kramdownHeadingIds } from './heading-ids.ts';
import type { KramdownOptions } from './options.ts';
import type { Source, Stretch } from './source.ts';
import { labelOf, literalTextOf, textOf, urlOf } from './span-text.ts';
import { readSpans, type Spans } from './spans.ts';
import type { Block, Definitions, Destination, Span } from './tree.ts';

/** Walks the blocks as kramdown writes its page, and notes what matters to links. */
export function markupFrom(blocks: Blocks): Markup {
  const page = written(blocks);
  // Options set in the middle of a paragraph hold for the whole page, what stands before them included.
  return (page.options === blocks.options ? page : written({ ...blocks, options: page.options })).done();
}

function written(blocks: Blocks): Page {
  const page = new Page(blocks);
  page.writeBlocks(blocks.children, { isVerbatim: false, isApart: false });
  page.writeFootnotes();
  return page;
}

type Attributes = ReadonlyMap<string, AttributeValue>;
type HeadingBlock = Extract<Block, { kind: 'heading' }>;
type Written = { -readonly [Key in keyof MarkupReference]: MarkupReference[Key] };
type PointerSpan = Extract<Span, { kind: 'link' | 'image' }>;
type GroupBlock = Extract<Block, { kind: 'group' }>;

/** What a block stands inside of. */
interface Inside {
  /** Code, where text is no prose. */
  readonly isVerbatim: boolean;
  /** HTML or a footnote. */
  readonly isApart: boolean;
}

const noAttributes: Attributes = new Map();

class Page {
  readonly #references: MarkupReference[] = [];
  readonly #anchors: Anchor[] = [];
  readonly #headings: Heading[] = [];
  readonly #suspects: Suspect[] = [];
  #base: string | undefined;
  readonly #definitions: Definitions;
  #options: KramdownOptions;
  readonly #idOf: ReturnType<HeadingIds['begin']>;
  /** Where GFM's ids do not reach - inside of HTML and footnotes - kramdown gives its own, with a count of their own. */
  readonly #plainIdOf: ReturnType<HeadingIds['begin']>;
  /** How often each footnote was pointed to, in the order of the first time. */
  readonly #footnotes = new Map<string, number>();
  /** The ids that `{:toc}` lists, and where among the anchors it stands. */
  readonly #tocEntries: string[] = [];
  #toc: { readonly place: number; readonly id: string; readonly range: Range; readonly isGiven: boolean } | undefined;

  constructor({ definitions, options }: Blocks) {
    this.#definitions = definitions;
    this.#options = options;
    const { input, autoIdPrefix: prefix, autoIdStripping, transliteratedHeaderIds: transliterated = false } = options;
    const fromText = autoIdStripping || input === 'GFM';
    this.#plainIdOf = kramdownHeadingIds({ input: 'kramdown', prefix, fromText, transliterated }).begin();
    this.#idOf = input === 'GFM' ? kramdownHeadingIds({ input, prefix }).begin() : this.#plainIdOf;
  }

  get options(): KramdownOptions { return this.#options; }

  done(): Markup {
    return {
      references: this.#references,
      anchors: this.#withToc(),
      headings: this.#headings,
      suspects: this.#suspects.sort((a, b) => a.range.start - b.range.start),
      ...(this.#base !== undefined && { base: this.#base }),
    };
  }

  #withToc(): Anchor[] {
    if (!this.#toc) return this.#anchors;
    if (this.#tocEntries.length === 0) return this.#anchors;
    const { place, id, range, isGiven } = this.#toc;
    const entries = this.#tocEntries.map((entry): Anchor => ({ id: `${id}-${entry}`, range, from: 'generated' }));
    return this.#anchors.toSpliced(place, 0, { id, range, from: isGiven ? 'attribute' : 'generated' }, ...entries);
  }

  writeBlocks(blocks: readonly Block[], inside: Inside): void {
    for (const block of blocks) this.#writeBlock(block, inside);
  }

  #writeBlock(block: Block, inside: Inside): void {
    const { isVerbatim } = inside;
    switch (block.kind) {
      case 'blank': case 'boundary': case 'hidden': return;
      case 'paragraph':
        if (!block.bare) this.#writeId(block.list);
        this.#writeText(block.text, isVerbatim);
        return;
      case 'heading': this.#writeHeading(block, inside); return;
      case 'group': this.#writeGroup(block, inside); return;
      case 'term':
        this.#writeId(block.list);
        this.#writeText(block.text, isVerbatim);
        return;
      case 'table':
        this.#writeId(block.list);
        for (const cell of block.cells) this.#writeText(cell, isVerbatim);
        return;
      case 'element':
        this.#writeElement(elementOf(block.tag, block.at, false), block.list, 'html');
        if (hidesContent.has(block.tag.name)) return;
        this.writeBlocks(block.children, { isVerbatim: isVerbatim || verbatim.has(block.tag.name), isApart: true });
        return;
      case 'text': if (!isVerbatim) this.#writeLiteral(block.text, block.text.start, block.text.end); return;
      case 'spans': this.#writeText(block.text, isVerbatim); return;
      case 'raw': this.#writeRaw(block.text); return;
      case 'solid': this.#writeId(block.list); return;
      default: block satisfies never;
    }
  }

  #attributes(list: AttributeList | undefined): Attributes {
    return list ? resolveList(list, this.#definitions.lists) : noAttributes;
  }

  /** Notes the id that a block was given. */
  #writeId(list: AttributeList | undefined): void {
    const id = this.#attributes(list).get('id');
    if (id) this.#anchors.push({ id: decodeEntities(id.value), range: id.range, from: 'attribute' });
  }

  #writeHeading(block: HeadingBlock, { isApart }: Inside): void {
    const { source, start, end } = block.text;
    const spans = readSpans(block.text, this.#definitions, this.#options);
    const attributes = this.#attributes(block.list);
    const given = attributes.get('id') ?? block.explicit;
    const text = textOf(spans.text, spans.children);
    const id = given ? given.value : this.#automaticId({ text, raw: source.text.slice(start, end) }, spans, isApart);
    const range = source.rangeOf(start, end);
    const level = Math.min(6, Math.max(1, block.level + this.#options.headerOffset));

    if (id !== undefined) this.#anchors.push({ id, range: given?.range ?? range, from: given ? 'attribute' : 'heading' });
    this.#headings.push(id === undefined ? { level, text: text.trim(), range } : { level, text: text.trim(), id, range });
    const isListed = !/(?:^|\s)no_toc(?:\s|$)/.test(attributes.get('class')?.value ?? '');
    // A heading whose text leaves nothing for an id is listed all the same.
    const entry = id ?? (this.#options.autoIds ? '' : undefined);
    if (entry !== undefined && isListed && this.#options.tocLevels.includes(block.level)) this.#tocEntries.push(entry);
    this.#writeSpans(spans, block.text, false);
  }

  /** Plain kramdown leaves code and formulas out of the text, GFM does not. */
  #automaticId(heading: HeadingText, spans: Spans, isApart: boolean): string | undefined {
    if (!this.#options.autoIds) return undefined;
    if (this.#options.input === 'GFM') return isApart ? this.#plainIdOf(heading) : this.#idOf(heading);
    return this.#plainIdOf({ ...heading, text: literalTextOf(spans.text, spans.children) });
  }

  #writeGroup(block: GroupBlock, inside: Inside): void {
    const names = block.list?.references ?? [];
    if (isList(block) && names.includes('toc') && !this.#toc) this.#beginToc(block);
    else if (!(isList(block) && names.includes('footnotes'))) {
      this.#writeId(block.list);
      this.writeBlocks(block.children, inside);
    }
  }

  /** A list marked `{:toc}` gives its place to the table of contents. */
  #beginToc(block: GroupBlock): void {
    const given = this.#attributes(block.list).get('id');
    const id = given?.value ?? 'markdown-toc';
    const range = given?.range ?? placeOf(block);
    this.#toc = { place: this.#anchors.length, id, range, isGiven: given !== undefined };
  }

  /** Footnotes come last, those nothing points to not at all; one may point to others. */
  writeFootnotes(): void {
    for (const name of this.#footnotes.keys()) {
      const footnote = this.#definitions.footnotes.get(name);
      if (!footnote) continue;
      this.#anchors.push({ id: `fn:${this.#options.footnotePrefix}${name}`, range: footnote.range, from: 'footnote' });
      this.writeBlocks(footnote.children, { isVerbatim: false, isApart: true });
    }
  }

  #writeText(text: Stretch, isVerbatim: boolean): void {
    this.#writeSpans(readSpans(text, this.#definitions, this.#options), text, isVerbatim);
  }

  #writeSpans(spans: Spans, from: Stretch, isVerbatim: boolean): void {
    this.#options = spans.options;
    const writing: Writing = { text: spans.text, from, bracket: -1, brace: -1 };
    if (spans.undefinedReferences.size > 0) this.#noteUndefined(spans, writing);
    this.#writeSpanList(spans.children, writing, isVerbatim);
  }

  #noteUndefined({ undefinedReferences }: Spans, writing: Writing): void {
    for (const [start, { end, label }] of undefinedReferences) {
      this.#suspects.push({ kind: 'undefined-reference', range: placeIn(writing, start, end), destination: label });
    }
  }

  /** Text between spans that show something of their own is searched for suspects in one go. */
  #writeSpanList(spans: readonly Span[], writing: Writing, isVerbatim: boolean): void {
    let start = -1;
    let end = -1;
    for (const span of spans) {
      if (span.kind === 'text' || span.kind === 'character' || (span.kind === 'emphasis' && isPlain(span.children))) {
        if (start < 0) start = span.start;
        end = span.end;
      } else if (start >= 0) {
        if (!isVerbatim) this.#findSuspects(writing, start, end);
        start = -1;
      }
      this.#writeSpan(span, writing, isVerbatim);
    }
    if (start >= 0 && !isVerbatim) this.#findSuspects(writing, start, end);
  }

  #findSuspects(writing: Writing, start: number, end: number): void {
    if (!hasBrackets(writing, start, end)) return;
    for (const suspect of findSuspects(writing.text, start, end)) {
      this.#suspects.push({ ...suspect, range: placeIn(writing, suspect.range.start, suspect.range.end) });
    }
  }

  #writeSpan(span: Span, writing: Writing, isVerbatim: boolean): void {
    switch (span.kind) {
      case 'emphasis':
        this.#writeId(span.list);
        if (!isPlain(span.children)) this.#writeSpanList(span.children, writing, isVerbatim);
        else for (const child of span.children) this.#writeSpan(child, writing, isVerbatim);
        return;
      case 'code': case 'math': this.#writeId(span.list); return;
      case 'link':
        this.#writePointer(span, writing, labelOf(writing.text, span.children).trim());
        if (span.children.length === 1 && span.children[0]?.kind === 'text') return;
        for (const child of span.children) this.#writeSpan(child, writing, isVerbatim);
        return;
      case 'image': this.#writePointer(span, writing, decodeEntities(span.alt)); return;
      case 'element': this.#writeSpanElement(span.tag, span, writing, isVerbatim); return;
      case 'footnote': this.#writeFootnoteMark(span.name, placeIn(writing, span.start, span.end)); return;
      case 'raw': this.#writeRaw(within(writing.from, span.body)); return;
      case 'text': case 'character': case 'hidden': return;
      default: span satisfies never;
    }
  }

  #writeSpanElement(tag: Tag, span: Span & { kind: 'element' }, writing: Writing, isVerbatim: boolean): void {
    this.#writeElement(elementOf(tag, writing.from, true), span.list, 'html');
    if (!hidesContent.has(tag.name)) this.#writeSpanList(span.children, writing, isVerbatim || verbatim.has(tag.name));
  }

  /** A link or an image of Markdown, and what a list of attributes adds to it. */
  #writePointer(span: PointerSpan, writing: Writing, label: string): void {
    const isLink = span.kind === 'link';
    const element = isLink ? 'a' : 'img';
    const attribute = isLink ? 'href' : 'src';
    const attributes = this.#pointerAttributes(span);
    const own = attributes.get(attribute);
    const { to } = span;
    const whole = placeIn(writing, span.start, span.end);
    const reference: Written = {
      kind: isLink ? 'link' : 'image',
      syntax: to.kind,
      element,
      attribute,
      url: own ? decodeEntities(own.value) : urlOf(to),
      range: own?.range ?? (to.kind === 'definition' ? to.definition.range : placeIn(writing, to.start, to.end)),
      whole: to.kind === 'definition' ? to.definition.whole : whole,
      label,
    };
    this.#references.push(reference);
    if (attributes.size === 0) return;
    reference.label = attributes.get('alt')?.value ?? label;
    const told = toldOf(attributes);
    if (told) reference.attributes = told;
    if (!isLink && isDecorative(attributes)) reference.decorative = true;
    const others = htmlAttributes(attributes).filter(({ name }) => name !== attribute);
    this.#writeElement({ name: element, ...whole, attributes: others }, undefined, 'attribute');
  }

  #pointerAttributes({ to, list }: PointerSpan): Attributes {
    const definition = this.#definitionAttributes(to);
    if (definition.size === 0) return this.#attributes(list);
    return new Map([...definition, ...this.#attributes(list)]);
  }

  #definitionAttributes(to: Destination): Attributes {
    return to.kind === 'definition' ? this.#attributes(to.definition.boundary.list) : noAttributes;
  }

  #writeElement(element: HtmlElement, list: AttributeList | undefined, from: 'html' | 'attribute'): void {
    const whole = list ? withAttributes(element, this.#attributes(list)) : element;
    for (const reference of referencesOf(whole)) this.#references.push(reference);
    for (const anchor of anchorsOf(whole)) this.#anchors.push(from === 'html' ? anchor : { ...anchor, from });
    this.#base ??= baseOf(whole);
  }

  #writeFootnoteMark(name: string, range: Range): void {
    const count = this.#footnotes.get(name) ?? 0;
    this.#footnotes.set(name, count + 1);
    const id = `fnref:${this.#options.footnotePrefix}${name}`;
    this.#anchors.push({ id: count > 0 ? `${id}:${count}` : id, range, from: 'footnote' });
  }

  /** HTML that kramdown hands through. */
  #writeRaw({ source, start, end }: Stretch): void {
    scanHtml(source.text, { start, end }, { element: (element) => this.#writeElement(placed(element, source), undefined, 'html') });
  }

  /** Text between tags, where Markdown is not read. */
  #writeLiteral({ source }: Stretch, start: number, end: number): void {
    for (const suspect of findSuspects(source.text, start, end)) {
      this.#suspects.push({ ...suspect, range: source.rangeOf(suspect.range.start, suspect.range.end) });
    }
  }
}

/** The text that spans were read from. */
interface Writing {
  readonly text: string;
  readonly from: Stretch;
  /** Where the next `[` and `{` were found when they were last looked for. */
  bracket: number;
  brace: number;
}

/** Whether there are brackets or braces, without which nothing can look like a link. Stretches are asked for in order. */
function hasBrackets(writing: Writing, start: number, end: number): boolean {
  const { text } = writing;
  if (writing.bracket < start) writing.bracket = nextOf(text, '[', start);
  if (writing.brace < start) writing.brace = nextOf(text, '{', start);
  return writing.bracket < end || writing.brace < end;
}

function nextOf(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found < 0 ? text.length : found;
}

/** Where `[start, end)` of it stands in the post. */
const placeIn = ({ from }: Writing, start: number, end: number): Range =>
  from.source.rangeOf(from.start + start, from.start + end);

/** Browsers take the content of these for text. */
const hidesContent: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);

const verbatim: ReadonlySet<string> = new Set(['code', 'pre', 'kbd', 'samp', 'tt', 'var', 'math', 'svg', 'script', 'style']);

const isList = ({ element }: GroupBlock): boolean => element === 'ul' || element === 'ol';

/** Only text, so that brackets inside and outside of it may belong together. */
const isPlain = (spans: readonly Span[]): boolean =>
  spans.every((span) => span.kind === 'text' || span.kind === 'character' || (span.kind === 'emphasis' && isPlain(span.children)));

const within = ({ source, start }: Stretch, range: Range): Stretch =>
  ({ source, start: start + range.start, end: start + range.end });

/** Where a list stands, near enough: its first text. */
function placeOf(block: Block): Range {
  if (block.kind === 'paragraph') return block.text.source.rangeOf(block.text.start, block.text.end);
  const first = block.kind === 'group' ? block.children[0] : undefined;
  return first ? placeOf(first) : { start: 0, end: 0 };
}

function toldOf(attributes: Attributes): Record<string, string> | undefined {
  const told: Record<string, string> = {};
  for (const name of ['target', 'rel', 'download']) {
    const value = attributes.get(name)?.value;
    if (value !== undefined) told[name] = value;
  }
  return Object.keys(told).length > 0 ? told : undefined;
}

function isDecorative(attributes: Attributes): boolean {
  const role = attributes.get('role')?.value.toLowerCase();
  return role === 'presentation' || role === 'none' || attributes.get('aria-hidden')?.value.toLowerCase() === 'true'
    || attributes.get('alt')?.value === '';
}

const htmlAttributes = (attributes: Attributes): HtmlElement['attributes'] =>
  [...attributes].map(([name, { value, range }]) => ({ name, value: decodeEntities(value), range }));

function withAttributes(element: HtmlElement, attributes: Attributes): HtmlElement {
  const others = element.attributes.filter(({ name }) => !attributes.has(name));
  return { ...element, attributes: [...others, ...htmlAttributes(attributes)] };
}

function placed(element: HtmlElement, source: Source): HtmlElement {
  const { start, end } = source.rangeOf(element.start, element.end);
  const attributes = element.attributes.map((one) => ({ ...one, range: source.rangeOf(one.range.start, one.range.end) }));
  return { ...element, start, end, attributes };
}
