import { markdownToMdast, mdxToMdast, type MdastNode } from 'satteri';
import { percentEncode } from '../text/percent.ts';
import type { Range } from '../text/range.ts';
import { definitionDestination, inlineDestination } from './destinations.ts';
import type { HeadingIds } from './heading-ids.ts';
import { anchorsOf, baseOf, referencesOf, scanHtml, type HtmlElement } from './html.ts';
import { asHtml, isHtmlName, jsxElementAt, type JsxElement } from './jsx.ts';
import { lineMap, type OffsetMap } from './line-map.ts';
import { NO_MARKUP, type Anchor, type Heading, type Markup, type MarkupReference, type Suspect } from './markup.ts';
import { findSuspects, findUndefinedReferences } from './suspects.ts';

/** What sets one renderer of CommonMark apart from another, as far as links go. */
export interface CommonMarkOptions {
  /** How headings get their ids; none do when it is left out. */
  readonly headingIds?: HeadingIds | undefined;
  /** `## Title {#id}` gives the id. Off. */
  readonly explicitIds?: boolean | undefined;
  /**
   * `drop`: raw HTML does not reach the page, what stands between tags does; what it points to is suspect. `hide`: likewise, but
   * what it points to is a reference still, since its author means it to be there. `keep`.
   */
  readonly html?: 'keep' | 'drop' | 'hide' | undefined;
  /** Tables, strikethrough and tasks. On. */
  readonly gfm?: boolean | undefined;
  /** `https://example.org`, `www.example.org` and `me@example.org` are links by themselves. On. */
  readonly autolinks?: boolean | undefined;
  /** `[^1]`, with the ids they get. Off, so that it is a link to what `[^1]:` defines. */
  readonly footnotes?: FootnoteIds | undefined;
  /** What quotes, dashes and dots of a heading become before it is given an id. Code is left out. */
  readonly typography?: ((text: string) => string) | undefined;
  /** What destinations look like in the page: with their spaces and letters percent-encoded, or as they are. `percent`. */
  readonly encodeUrls?: 'percent' | 'none' | undefined;
  /** Off: four spaces make no code. On. */
  readonly indentedCode?: boolean | undefined;
  /** `<>` and `{}` are JSX and not HTML. Off. */
  readonly mdx?: boolean | undefined;
  /** `<img src=a/b>` is no tag, since a slash ends a value without quotes. So it is in micromark, and nowhere else. Off. */
  readonly slashEndsValue?: boolean | undefined;
  /** `$x$` and `$$x$$` are formulas, where nothing is a link. Off. */
  readonly math?: boolean | undefined;
}

/** The ids of footnotes. They are counted in the order they are first pointed to. */
export interface FootnoteIds {
  /** Of the note itself: `fn:1`. */
  note(note: FootnoteNumber): string;
  /** Of a place that points to it, the first, second or third: `fnref:1`, `fnref1:1`. */
  mark(note: FootnoteNumber, time: number): string;
  /** Of the heading or list that all notes stand under: `footnote-label`. */
  readonly section?: string;
}

export interface FootnoteNumber {
  /** Counted from 1. */
  readonly number: number;
  /** As between `[^` and `]`, in lower case. */
  readonly label: string;
}

/** What MDX has besides Markdown. */
export interface CommonMark extends Markup {
  /** Start tags of JSX, those of HTML too. Only from MDX. */
  readonly jsx?: readonly JsxElement[];
  /** The `import` and `export` statements. Only from MDX. */
  readonly imports?: readonly { readonly text: string; readonly range: Range }[];
  /** Why it could not be read as MDX: it was read as Markdown. The build may well stop there. */
  readonly mdxError?: { readonly message: string; readonly at: number };
}

/** Reads Markdown as CommonMark and GitHub define it. https://spec.commonmark.org https://github.github.com/gfm/ */
export function readCommonMark(text: string, options: CommonMarkOptions = {}): CommonMark {
  if (!options.mdx && isPlain(text)) return NO_MARKUP;
  // The parser leaves out a byte order mark, and counts from behind it. A space in its place means nothing.
  const body = withoutEntityFloods(withoutDeepNesting(text.replace(/^\uFEFF/, ' ')));
  const parsed = parse(body, options);
  const page = new Page(body, options, parsed.isMdx);
  page.read(parsed.tree);
  const markup = page.done();
  return parsed.error ? { ...markup, mdxError: parsed.error } : markup;
}

/** Whether a text has nothing in it but words, emphasis and quotations. Then there is nothing to be found. */
const isPlain = (text: string): boolean => !/[[\]<`~#&|\\@:$\uFEFF]|\{[{%]|www\.|^(?: {0,3}(?:[-=*_+]|\d+[.)])| {4}| *\t|[ >]*>)/im.test(text);

interface Parsed {
  readonly tree: MdastNode;
  readonly isMdx: boolean;
  readonly error?: { readonly message: string; readonly at: number };
}

function parse(source: string, options: CommonMarkOptions): Parsed {
  const { gfm = true, footnotes, math = false, mdx } = options;
  const features = { frontmatter: false, gfm: gfm || footnotes ? { footnotes: footnotes !== undefined } : false, math };
  const text = options.autolinks === false ? withoutAutolinks(source) : source;
  if (!mdx) return { tree: markdownToMdast(options.slashEndsValue ? text : withoutBareSlashes(text), { features }), isMdx: false };
  try {
    return { tree: mdxToMdast(text, { features }), isMdx: true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { tree: markdownToMdast(text, { features }), isMdx: false, error: mdxError(text, error.message) };
  }
}

/**
 * satteri has bare addresses with tables or not at all, and they may take a `[` with them that begins a link. A
 * noncharacter for a colon or a dot keeps them what they are without them.
 */
const withoutAutolinks = (text: string): string =>
  text.replace(/(?<![<a-z\d])(https?|ftp):(?=\/\/)/gi, `$1${COLON}`).replace(/(?<![a-z\d])(www)\./gi, `$1${DOT}`);

/** satteri takes after micromark there; a noncharacter for the slash keeps the tag one. */
const withoutBareSlashes = (text: string): string =>
  text.replace(/<[a-z][a-z\d-]*\s[^<>]*>/gi, (tag) =>
    tag.replace(/(\s[a-z_:][\w:.-]*\s*=\s*)([^\s"'=<>`]+)(?=[\s>])/gi, (_, start: string, value: string) => start + value.replaceAll('/', SLASH)));

const COLON = '\uFDE2';
const DOT = '\uFDE3';
const SLASH = '\uFDE4';

/** What the parser gives back of it. */
const restored = (text: string): string =>
  (/[\uFDE2-\uFDE4]/.test(text) ? text.replaceAll(COLON, ':').replaceAll(DOT, '.').replaceAll(SLASH, '/') : text);

/** `1:9: Could not parse expression (mdx-jsx:unexpected-character)` */
function mdxError(text: string, message: string): { message: string; at: number } {
  const [, line = '1', column = '1', said = message] = /^(\d+):(\d+): (.*?)(?: \(mdx[^)]*\))?$/s.exec(message) ?? [];
  let at = 0;
  let passed = 1;
  // A lone carriage return ends a line, too.
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    if (passed++ >= Number(line)) break;
    at = end.index + end[0].length;
  }
  return { message: /[.!?]$/.test(said) ? said : `${said}.`, at: Math.min(text.length, at + Number(column) - 1) };
}

/** Quotations in quotations take a parser quadratic time. Nobody means a hundred of them, and no browser shows them. */
const withoutDeepNesting = (text: string): string =>
  text.replace(/^(?:[ \t]{0,3}(?:>|[-+*]|\d{1,9}[.)])[ \t]?){100}.*/gm, (line) => ' '.repeat(line.length));

/**
 * satteri takes a time that grows with the square of the entities of a paragraph. After this many the `&` of the rest is
 * blanked: a link that held one is not seen, rather than seen wrongly.
 */
function withoutEntityFloods(text: string): string {
  if ((text.match(ENTITY)?.length ?? 0) <= MOST_ENTITIES) return text;
  let count = 0;
  return text.replace(/\n[ \t]*\n|&(?=#?[a-z\d]{1,31};)/gi, (found) => {
    if (found !== '&') { count = 0; return found; }
    count++;
    return count > MOST_ENTITIES ? ' ' : found;
  });
}

const ENTITY = /&#?[a-z\d]{1,31};/gi;
const MOST_ENTITIES = 2000;

/** Deeper than this nothing is looked at: the text is no text, and functions that call themselves would run out of room. */
const DEEPEST = 400;

type Of<Type extends MdastNode['type']> = Extract<MdastNode, { type: Type }>;

/** Goes through the tree and notes what matters to links. */
class Page {
  readonly #text: string;
  readonly #options: CommonMarkOptions;
  readonly #isMdx: boolean;
  readonly #idOf: ReturnType<HeadingIds['begin']> | undefined;
  readonly #definitions = new Map<string, Of<'definition'>>();
  /** Definitions that were pointed to, as a link or as an image. */
  readonly #used = new Set<string>();
  readonly #notes = new Map<string, Of<'footnoteDefinition'>>();
  /** Notes that were pointed to, in the order of the first time. */
  readonly #marks = new Map<string, { readonly number: number; times: number }>();
  readonly #references: MarkupReference[] = [];
  readonly #anchors: Anchor[] = [];
  readonly #headings: Heading[] = [];
  readonly #suspects: Suspect[] = [];
  readonly #jsx: JsxElement[] = [];
  readonly #imports: { text: string; range: Range }[] = [];
  /** Where it is worth looking for suspects, in order. */
  readonly #suspicious: readonly number[];
  #base: string | undefined;

  constructor(text: string, options: CommonMarkOptions, isMdx: boolean) {
    this.#text = text;
    this.#options = options;
    this.#isMdx = isMdx;
    this.#idOf = options.headingIds?.begin();
    this.#suspicious = Array.from(text.matchAll(/\](?:[ \t]{0,4}\(|\[)|\[\[|\)\[|\{[{%]/g), ({ index }) => index);
  }

  done(): CommonMark {
    return {
      references: this.#references,
      anchors: this.#anchors,
      headings: this.#headings,
      suspects: this.#suspects.sort((a, b) => a.range.start - b.range.start),
      ...(this.#base !== undefined && { base: this.#base }),
      ...(this.#isMdx && { jsx: this.#jsx, imports: this.#imports }),
    };
  }

  read(tree: MdastNode): void {
    this.#collect(tree, 0);
    this.#visitAll(tree, 0);
    this.#readNotes();
  }

  /** The first definition of a label is the one that counts. */
  #collect(node: MdastNode, depth: number): void {
    if (!('children' in node) || depth > DEEPEST) return;
    for (const child of node.children) {
      if (child.type === 'definition' && !this.#definitions.has(child.identifier)) this.#definitions.set(child.identifier, child);
      if (child.type === 'footnoteDefinition' && !this.#notes.has(child.identifier)) this.#notes.set(child.identifier, child);
      if (isContainer(child)) this.#collect(child, depth + 1);
    }
  }

  /** Notes come at the end, in the order they were pointed to; one that nothing points to does not come at all. */
  #readNotes(): void {
    const { footnotes } = this.#options;
    if (!footnotes || this.#marks.size === 0) return;
    // A map is gone through to its end, even when a note points to further notes.
    for (const [label, { number }] of this.#marks) {
      const note = this.#notes.get(label);
      if (!note) continue;
      const range = rangeOf(note);
      if (number === 1 && footnotes.section !== undefined) this.#anchors.push({ id: footnotes.section, range, from: 'generated' });
      this.#anchors.push({ id: footnotes.note({ number, label }), range, from: 'footnote' });
      this.#visitAll(note, 0);
    }
  }

  #visitAll(node: MdastNode, depth: number): void {
    if (!('children' in node) || depth > DEEPEST) return;
    if (this.#suspicious.length > 0) this.#suspect(node.children);
    for (const child of node.children) this.#visit(child, depth + 1);
  }

  #visit(node: MdastNode, depth: number): void {
    switch (node.type) {
      case 'text': return;
      case 'heading': this.#heading(node, depth); return;
      case 'link': this.#link(node); break;
      case 'image': this.#image(node); return;
      case 'linkReference': this.#use(node.identifier, 'a', textOf(node.children)); break;
      case 'imageReference': this.#use(node.identifier, 'img', restored(node.alt ?? '')); return;
      case 'footnoteReference': this.#mark(node); return;
      case 'footnoteDefinition': return;
      case 'html': this.#html(node); return;
      case 'code': this.#code(node); return;
      case 'mdxJsxFlowElement': case 'mdxJsxTextElement': this.#element(node); break;
      case 'mdxjsEsm': this.#imports.push({ text: restored(node.value), range: rangeOf(node) }); return;
    }
    this.#visitAll(node, depth);
  }

  #heading(node: Of<'heading'>, depth: number): void {
    const range = rangeOf(node);
    const first = node.children[0];
    const last = node.children.at(-1);
    const inner = first && last ? { start: rangeOf(first).start, end: rangeOf(last).end } : { start: range.end, end: range.end };
    const source = this.#text.slice(inner.start, inner.end);
    const explicit = this.#options.explicitIds ? explicitId(source) : undefined;
    const raw = explicit ? source.slice(0, explicit.at).trimEnd() : source;
    const text = this.#headingText(node.children, source.slice(explicit?.at ?? source.length));
    const id = this.#idOf?.({ text, raw, level: node.depth, ...(explicit?.id !== undefined && { explicit: explicit.id }) }) ?? explicit?.id;
    this.#headings.push({ level: node.depth, text: text.trim(), range, ...(id !== undefined && { id }) });
    if (id !== undefined) this.#anchors.push({ id, range, from: 'heading' });
    this.#visitAll(node, depth);
  }

  /** Quotes are made curly around code, but not in it. */
  #headingText(children: readonly MdastNode[], attributes: string): string {
    const { typography } = this.#options;
    const codes: string[] = [];
    const masked = textOf(children, typography && ((code) => (codes.push(code), CODE_MARK)));
    const text = attributes !== '' && masked.endsWith(attributes) ? masked.slice(0, -attributes.length).trimEnd() : masked;
    return typography ? typography(text).replaceAll(CODE_MARK, () => codes.shift() ?? '') : text;
  }

  #link(node: Of<'link'>): void {
    const whole = rangeOf(node);
    const found = this.#destinationOf(node, whole);
    if (!found) return;
    const label = textOf(node.children, undefined, true);
    this.#references.push({
      kind: 'link', element: 'a', attribute: 'href', syntax: found.syntax, url: this.#url(node.url), range: found.range, whole, label,
    });
  }

  #destinationOf(node: Of<'link'>, whole: Range): { syntax: MarkupReference['syntax']; range: Range } | undefined {
    const first = this.#text.charAt(whole.start);
    if (first === '<') return { syntax: 'autolink', range: { start: whole.start + 1, end: whole.end - 1 } };
    if (!isInline(this.#text, whole)) return this.#options.autolinks === false ? undefined : { syntax: 'autolink', range: whole };
    const last = node.children.at(-1);
    const range = inlineDestination(this.#text, last ? rangeOf(last).end : whole.start, whole.end)
      ?? inlineDestination(this.#text, whole.start, whole.end);
    return { syntax: 'inline', range: range ?? whole };
  }

  #image(node: Of<'image'>): void {
    const whole = rangeOf(node);
    const range = inlineDestination(this.#text, whole.start, whole.end) ?? whole;
    this.#references.push({
      kind: 'image', element: 'img', attribute: 'src', syntax: 'inline', url: this.#url(node.url), range, whole,
      label: restored(node.alt ?? ''),
    });
  }

  /** All uses of a definition are one reference: there is one destination to mend. */
  #use(identifier: string, element: 'a' | 'img', label: string): void {
    const definition = this.#definitions.get(identifier);
    const key = `${element} ${identifier}`;
    if (!definition || this.#used.has(key)) return;
    this.#used.add(key);
    const whole = rangeOf(definition);
    this.#references.push({
      ...(element === 'a' ? { kind: 'link', attribute: 'href' } : { kind: 'image', attribute: 'src' }),
      element, syntax: 'definition', url: this.#url(definition.url), label, whole,
      range: definitionDestination(this.#text, whole.start, whole.end) ?? whole,
    });
  }

  #url(url: string): string {
    const whole = restored(url);
    return this.#options.encodeUrls === 'none' ? whole : percentEncode(whole);
  }

  #mark(node: Of<'footnoteReference'>): void {
    const { footnotes } = this.#options;
    const label = node.identifier;
    if (!footnotes || !this.#notes.has(label)) return;
    const mark = this.#marks.get(label) ?? { number: this.#marks.size + 1, times: 0 };
    mark.times++;
    this.#marks.set(label, mark);
    this.#anchors.push({ id: footnotes.mark({ number: mark.number, label }, mark.times), range: rangeOf(node), from: 'footnote' });
  }

  #html(node: Of<'html'>): void {
    const { start, end } = rangeOf(node);
    const value = restored(node.value);
    if (this.#text.slice(start, end) === value) this.#scan(this.#text, { start, end }, unmoved);
    else this.#scan(value, { start: 0, end: value.length }, lineMap(value, this.#text, start, end));
  }

  #scan(text: string, range: Range, map: OffsetMap): void {
    scanHtml(text, range, { element: (element) => this.#htmlElement(element, map) });
  }

  #htmlElement(element: HtmlElement, map: OffsetMap): void {
    const place = ({ start, end }: Range): Range => ({ start: map(start), end: map(end) });
    const { html = 'keep' } = this.#options;
    if (html !== 'keep') this.#dropped(element, place);
    if (html !== 'drop') for (const one of referencesOf(element)) this.#references.push({ ...one, range: place(one.range), whole: place(one.whole) });
    if (html !== 'keep') return;
    this.#base ??= baseOf(element);
    for (const one of anchorsOf(element)) this.#anchors.push({ ...one, range: place(one.range) });
  }

  #dropped(element: HtmlElement, place: (range: Range) => Range): void {
    const [first] = referencesOf(element);
    if (first) this.#suspects.push({ kind: 'dropped-reference', range: place(first.range), destination: first.url });
    for (const { id, range } of anchorsOf(element)) this.#suspects.push({ kind: 'dropped-anchor', range: place(range), destination: id });
  }

  /** Where four spaces make no code, they make a paragraph. */
  #code(node: Of<'code'>): void {
    const { start, end } = rangeOf(node);
    if (this.#options.indentedCode !== false || /^[ \t>]*(?:`{3}|~{3})/.test(this.#text.slice(start, start + 40))) return;
    const value = restored(node.value).replace(/^[ \t]*(?=\S)/gm, NO_BLOCK);
    const inner = new Page(value, { ...this.#options, headingIds: undefined }, false);
    for (const [label, definition] of this.#definitions) inner.#definitions.set(label, definition);
    inner.read(parse(value, this.#options).tree);
    this.#take(inner.done(), lineMap(value, this.#text, start, end, NO_BLOCK.length));
  }

  #take(markup: Markup, map: OffsetMap): void {
    const place = ({ start, end }: Range): Range => ({ start: map(start), end: map(end) });
    for (const one of markup.references) this.#references.push({ ...one, range: place(one.range), whole: place(one.whole) });
    for (const one of markup.anchors) this.#anchors.push({ ...one, range: place(one.range) });
    for (const one of markup.suspects) this.#suspects.push({ ...one, range: place(one.range) });
  }

  #element(node: Of<'mdxJsxFlowElement' | 'mdxJsxTextElement'>): void {
    const { start, end } = rangeOf(node);
    const element = jsxElementAt(this.#text, start, end);
    this.#jsx.push(element);
    if (isHtmlName(element.name)) this.#htmlElement(asHtml(element), unmoved);
  }

  /** Looks at runs of plain text, links that are text by themselves included. */
  #suspect(children: readonly MdastNode[]): void {
    let start = -1;
    let end = -1;
    for (const child of children) {
      const range = rangeOf(child);
      if (child.type === 'text' || (child.type === 'link' && !/[<[]/.test(this.#text.charAt(range.start)))) {
        if (start < 0) start = range.start;
        end = range.end;
      } else if (start >= 0) {
        this.#suspectIn(start, end);
        start = -1;
      }
    }
    if (start >= 0) this.#suspectIn(start, end);
  }

  #suspectIn(start: number, end: number): void {
    if (!hasBetween(this.#suspicious, start, end)) return;
    for (const suspect of findSuspects(this.#text, start, end)) this.#suspects.push(suspect);
    for (const suspect of findUndefinedReferences(this.#text, start, end, this.#definitions.size > 0)) this.#suspects.push(suspect);
  }
}

/** Whether one of the offsets, which are in order, is in the stretch. */
function hasBetween(offsets: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? end) < end;
}

const unmoved: OffsetMap = (offset) => offset;

/** Stands in a heading's text for a code span while quotes around it are made curly: a noncharacter. */
const CODE_MARK = '\uFDE0';

/** Begins a line that must become no heading, list or table. */
const NO_BLOCK = '\uFDE1';

const isContainer = ({ type }: MdastNode): boolean =>
  type === 'blockquote' || type === 'list' || type === 'listItem' || type === 'footnoteDefinition' || type === 'mdxJsxFlowElement';

const rangeOf = ({ position }: MdastNode): Range => ({ start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 });

/** Whether a link is written with brackets, and is no bare address in them: `[a](b)`. */
const isInline = (text: string, { start, end }: Range): boolean => text.charAt(start) === '[' && text.charAt(end - 1) === ')';

/** What a reader sees of it. Pictures are left out, unless their words are wanted. */
function textOf(nodes: readonly MdastNode[], code?: (value: string) => string, withAlt = false, depth = 0): string {
  if (depth > DEEPEST) return '';
  let text = '';
  for (const node of nodes) {
    switch (node.type) {
      case 'text': case 'inlineMath': text += restored(node.value); break;
      case 'inlineCode': text += code ? code(restored(node.value)) : restored(node.value); break;
      case 'break': text += '\n'; break;
      case 'image': case 'imageReference': text += withAlt ? restored(node.alt ?? '') : ''; break;
      default: if ('children' in node) text += textOf(node.children, code, withAlt, depth + 1);
    }
  }
  return text;
}

/** The id of `Title {#id .class key="value"}`, and where the braces begin. */
function explicitId(source: string): { readonly id?: string; readonly at: number } | undefined {
  const found = /\{([^{}]*)\}[ \t]*$/.exec(source.slice(-400));
  if (!found || !/^[ \t]*(?:(?:[#.][^\s"'=<>`.#{}]+|[A-Za-z_:][\w:.-]*=(?:"[^"]*"|'[^']*'|[^\s"'=<>`{}]+))(?:[ \t]+|[ \t]*$|(?=[.#])))+$/.test(found[1] ?? '')) return undefined;
  const at = Math.max(0, source.length - 400) + found.index;
  const id = /(?:^|[ \t])#([^\s"'=<>`.#{}]+)/.exec(found[1] ?? '')?.[1] ?? /(?:^|[ \t])id=["']?([^\s"']+)/.exec(found[1] ?? '')?.[1];
  return { at, ...(id !== undefined && { id }) };
}
