import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from 'entities';
import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { Range } from '../text/range.ts';
import type { Anchor, MarkupReference } from './markup.ts';

/** One attribute of a start tag. An element may hold the same name twice; a browser takes the first. */
export interface HtmlAttribute {
  /** In lower case. */
  readonly name: string;
  /** With its entities decoded; `''` where it has none. */
  readonly value: string;
  /** As written, where that differs from `value`: `a&amp;b`. */
  readonly raw?: string;
  /** The value as written, without quotes; empty, and after the name, where there is none. */
  readonly range: Range;
}

/** A start tag: `<img src="x.png">`. */
export interface HtmlElement {
  /** In lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly HtmlAttribute[];
}

/** What `scanHtml` calls, in the order of the text. */
export interface HtmlVisitor {
  element?(element: HtmlElement): void;
  close?(name: string, start: number, end: number): void;
  /** Character data: what is between tags, and in `<textarea>`, `<script>` and the like. Entities are as written. */
  text?(range: Range): void;
}

/**
 * Reads `text[range)` as a browser's tokenizer would and reports each tag. Comments, doctypes and tags that the range
 * cuts off are passed over. All offsets are into `text`.
 */
export function scanHtml(text: string, range: Range, visit: HtmlVisitor): void {
  const html = text.slice(range.start, range.end);
  if (!html.includes('<')) {
    if (range.end > range.start) visit.text?.(range);
    return;
  }
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacksFor(html, range.start, visit));
  tokenizer.write(withoutCdata(html));
  tokenizer.end();
}

// Outside of SVG and MathML a browser takes `<![CDATA[` for a comment that ends at the next `>`, the tokenizer for one
// that ends at `]]>`. `<!-C` makes the tokenizer do as the browser; values are cut from the original text.
const withoutCdata = (html: string): string =>
  html.includes('<![CDATA[') && !/<(?:svg|math)\b/i.test(html) ? html.replaceAll('<![CDATA[', '<!-CDATA[') : html;

function callbacksFor(html: string, base: number, visit: HtmlVisitor): TokenizerCallbacks {
  const foreign = new ForeignContent();
  let name = '';
  let start = 0;
  let attributes: HtmlAttribute[] = [];
  let attribute = '';
  let value: Range = { start: 0, end: 0 };

  const finish = (end: number): void => {
    visit.element?.({ name, start: base + start, end: base + end + 1, attributes });
  };

  return {
    onopentagname(from, to) {
      name = html.slice(from, to).toLowerCase();
      start = from - 1;
      attributes = [];
    },
    onattribname(from, to) {
      attribute = html.slice(from, to).toLowerCase();
      value = { start: to, end: to };
    },
    onattribdata(from, to) {
      value = { start: from, end: to };
    },
    onattribend(quote) {
      const raw = quote === QuoteType.NoValue ? '' : html.slice(value.start, value.end);
      const decoded = decodeEntities(raw, 'attribute');
      const range = { start: base + value.start, end: base + value.end };
      attributes.push(raw === decoded ? { name: attribute, value: decoded, range } : { name: attribute, value: decoded, range, raw });
    },
    onopentagend(end) {
      foreign.open(name);
      finish(end);
    },
    onselfclosingtag(end) {
      finish(end);
    },
    onclosetag(from, to) {
      const closed = html.slice(from, to).toLowerCase();
      foreign.close(closed);
      if (!visit.close) return;
      const end = html.indexOf('>', to);
      visit.close(closed, base + from - 2, base + (end < 0 ? html.length : end + 1));
    },
    ontext(from, to) {
      visit.text?.({ start: base + from, end: base + to });
    },
    isInForeignContext: () => foreign.inside,
    ontextentity: ignore,
    onattribentity: ignore,
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  };
}

const ignore = (): void => {};

// https://html.spec.whatwg.org/multipage/parsing.html#html-integration-point
const backToHtml = new Set(['foreignobject', 'desc', 'title', 'annotation-xml']);
// The commoner of the start tags that end foreign content, as an unclosed `<svg>` is ended by the next paragraph.
const breaksOut = new Set([
  'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'li', 'ol', 'p', 'pre',
  'span', 'strong', 'table', 'ul',
]);

/** Knows whether the tokenizer stands in SVG or MathML, where `<title>` and `<style>` hold markup like any other. */
class ForeignContent {
  #open: string[] = [];

  get inside(): boolean {
    const innermost = this.#open.at(-1);
    return innermost !== undefined && !backToHtml.has(innermost);
  }

  open(name: string): void {
    if (name === 'svg' || name === 'math') this.#open.push(name);
    else if (this.inside && backToHtml.has(name)) this.#open.push(name);
    else if (this.inside && breaksOut.has(name)) this.#open = [];
  }

  close(name: string): void {
    if (this.#open.at(-1) === name) this.#open.pop();
    else if (name === 'svg' || name === 'math') this.#open = [];
  }
}

/**
 * Resolves character references. `strict` wants the semicolon, as all of Markdown does; in `text` and `attribute`
 * a browser does without it for old names: `&copy 2020`.
 */
export function decodeEntities(text: string, mode: 'strict' | 'text' | 'attribute' = 'strict'): string {
  if (!text.includes('&')) return text;
  switch (mode) {
    case 'strict': return decodeHTMLStrict(text);
    case 'text': return decodeHTML(text);
    case 'attribute': return decodeHTMLAttribute(text);
    default: return mode satisfies never;
  }
}

/** The first attribute of a name, which is the one that counts. */
export function attributeOf({ attributes }: HtmlElement, name: string): HtmlAttribute | undefined {
  for (const attribute of attributes) if (attribute.name === name) return attribute;
  return undefined;
}

type Kind = MarkupReference['kind'];

/** What a browser fetches or follows. SVG's `image` and `use` are among them; `data-src` and `action` are not. */
const pointing: ReadonlyMap<string, readonly (readonly [attribute: string, kind: Kind])[]> = new Map(Object.entries({
  a: { href: 'link' },
  area: { href: 'link' },
  link: { href: 'resource' },
  img: { src: 'image', srcset: 'image' },
  // An HTML `<image>` is read as `<img>`, an SVG one has `href`.
  image: { src: 'image', srcset: 'image', href: 'image', 'xlink:href': 'image' },
  use: { href: 'image', 'xlink:href': 'image' },
  source: { src: 'media', srcset: 'image' },
  video: { src: 'media', poster: 'image' },
  audio: { src: 'media' },
  track: { src: 'media' },
  iframe: { src: 'embed' },
  frame: { src: 'embed' },
  embed: { src: 'embed' },
  object: { data: 'embed' },
  script: { src: 'resource' },
  input: { src: 'image' },
} as const satisfies Record<string, Readonly<Record<string, Kind>>>).map(([element, kinds]) => [element, Object.entries(kinds)]));

const toldAttributes: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['target', 'rel', 'download']],
  ['area', ['target', 'rel', 'download']],
  ['link', ['rel']],
]);

/** Every place one start tag points to; a `srcset` gives one reference for each of its candidates. */
export function referencesOf(element: HtmlElement): MarkupReference[] {
  const kinds = pointing.get(element.name);
  if (!kinds || element.attributes.length === 0 || (element.name === 'input' && !isImageInput(element))) return [];

  const references: MarkupReference[] = [];
  for (const [name, kind] of kinds) {
    const attribute = attributeOf(element, name);
    if (!attribute) continue;
    const whole = { start: element.start, end: element.end };
    if (name === 'srcset') for (const { url, range, whole: candidate } of candidatesOf(attribute)) references.push(referenceOf(element, kind, name, url, range, candidate));
    else references.push(referenceOf(element, kind, name, attribute.value, attribute.range, whole));
  }
  return references.length > 1 ? references.sort((a, b) => a.range.start - b.range.start) : references;
}

// Written out: copying with `...` took more time than all the rest.
function referenceOf(element: HtmlElement, kind: Kind, attribute: string, url: string, range: Range, whole: Range): MarkupReference {
  const reference: { -readonly [Key in keyof MarkupReference]: MarkupReference[Key] } =
    { kind, syntax: 'html', element: element.name, attribute, url, range, whole };
  if (withAlt.has(element.name)) describe(reference, element);
  const told = toldOf(element);
  if (told) reference.attributes = told;
  return reference;
}

const isImageInput = (element: HtmlElement): boolean => attributeOf(element, 'type')?.value.toLowerCase() === 'image';

const withAlt = new Set(['img', 'image', 'input', 'area']);

/** Adds the words of an image. */
function describe(reference: { label?: string; decorative?: true }, element: HtmlElement): void {
  const alt = attributeOf(element, 'alt')?.value;
  const role = attributeOf(element, 'role')?.value.trim().toLowerCase();
  const hidden = attributeOf(element, 'aria-hidden')?.value.trim().toLowerCase() === 'true';
  if (alt !== undefined) reference.label = alt;
  if (alt === '' || role === 'presentation' || role === 'none' || hidden) reference.decorative = true;
}

function toldOf(element: HtmlElement): Record<string, string> | undefined {
  const names = toldAttributes.get(element.name);
  if (!names || element.attributes.length < 2) return undefined;
  let told: Record<string, string> | undefined;
  for (const name of names) {
    const value = attributeOf(element, name)?.value;
    if (value !== undefined) (told ??= {})[name] = value;
  }
  return told;
}

/** https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute */
function candidatesOf(attribute: HtmlAttribute): { url: string; range: Range; whole: Range }[] {
  const raw = attribute.raw ?? attribute.value;
  const base = attribute.range.start;
  const candidates: { url: string; range: Range; whole: Range }[] = [];
  let at = 0;
  for (;;) {
    const start = skip(raw, at, isSpaceOrComma);
    if (start >= raw.length) return candidates;
    const urlEnd = skip(raw, start, isNoSpace);
    let end = urlEnd;
    while (raw[end - 1] === ',') end--;
    at = end < urlEnd ? urlEnd : descriptorsEnd(raw, urlEnd);
    const whole = end < urlEnd ? end : start + raw.slice(start, at).trimEnd().length;
    candidates.push({
      url: decodeEntities(raw.slice(start, end), 'attribute'),
      range: { start: base + start, end: base + end },
      whole: { start: base + start, end: base + whole },
    });
  }
}

const isSpace = (char: string): boolean => char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';
const isNoSpace = (char: string): boolean => !isSpace(char);
const isSpaceOrComma = (char: string): boolean => char === ',' || isSpace(char);

function skip(text: string, at: number, is: (char: string) => boolean): number {
  while (at < text.length && is(text.charAt(at))) at++;
  return at;
}

/** Descriptors, as in `x.png 2x`, go on to the next comma outside of parentheses. */
function descriptorsEnd(text: string, at: number): number {
  let inside = false;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '(') inside = true;
    else if (char === ')') inside = false;
    else if (char === ',' && !inside) return at;
  }
  return at;
}

/** The names a fragment can find on one element: any `id`, and the `name` of an `<a>`. */
export function anchorsOf(element: HtmlElement): Anchor[] {
  if (element.attributes.length === 0) return [];
  const anchors: Anchor[] = [];
  const id = attributeOf(element, 'id');
  if (id && id.value !== '') anchors.push({ id: id.value, range: id.range, from: 'html' });
  const name = element.name === 'a' ? attributeOf(element, 'name') : undefined;
  if (name && name.value !== '') anchors.push({ id: name.value, range: name.range, from: 'html' });
  return anchors;
}

/** Where `<base href>` sends relative links, if this is one. */
export const baseOf = (element: HtmlElement): string | undefined =>
  element.name === 'base' ? attributeOf(element, 'href')?.value : undefined;
