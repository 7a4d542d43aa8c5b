import type { Range } from '../text/range.ts';
import { decodeEntities, type HtmlElement } from './html.ts';

/** One start tag of MDX: `<Image src={hero} alt="x" />`. */
export interface JsxElement {
  /** As written: `Image`, `img`; `''` of a fragment. */
  readonly name: string;
  readonly range: Range;
  readonly attributes: readonly JsxAttribute[];
}

export interface JsxAttribute {
  /** `''` of `{...props}`. */
  readonly name: string;
  readonly kind: 'literal' | 'expression' | 'none';
  /** A literal with its entities decoded, or the source of an expression. */
  readonly value: string;
  /** The value without its quotes or braces. */
  readonly range: Range;
}

/** Reads the start tag that begins at `start`, an element of MDX that its parser has found. */
export function jsxElementAt(text: string, start: number, end: number): JsxElement {
  const name = /[\w.:$-]*/y;
  name.lastIndex = start + 1;
  const tag = name.exec(text)?.[0] ?? '';
  const attributes: JsxAttribute[] = [];
  let at = start + 1 + tag.length;
  while (at < end) {
    const char = text.charAt(at);
    if (char === '>') return { name: tag, range: { start, end: at + 1 }, attributes };
    if (char === '{') {
      const close = braceEnd(text, at, end);
      attributes.push({ name: '', kind: 'expression', value: text.slice(at + 1, close - 1), range: { start: at + 1, end: close - 1 } });
      at = close;
    } else if (/[\s/]/.test(char)) at++;
    else at = readAttribute(text, at, end, attributes);
  }
  return { name: tag, range: { start, end }, attributes };
}

function readAttribute(text: string, start: number, end: number, attributes: JsxAttribute[]): number {
  let at = start;
  while (at < end && !/[\s=/>{]/.test(text.charAt(at))) at++;
  if (at === start) return start + 1;
  const name = text.slice(start, at);
  const equals = skipSpace(text, at, end);
  if (text.charAt(equals) !== '=') {
    attributes.push({ name, kind: 'none', value: '', range: { start: at, end: at } });
    return at;
  }
  const from = skipSpace(text, equals + 1, end);
  const quote = text.charAt(from);
  if (quote === '{') {
    const close = braceEnd(text, from, end);
    attributes.push({ name, kind: 'expression', value: text.slice(from + 1, close - 1), range: { start: from + 1, end: close - 1 } });
    return close;
  }
  if (quote !== '"' && quote !== "'") return from + 1;
  const close = text.indexOf(quote, from + 1);
  const stop = close < 0 || close > end ? end : close;
  const value = decodeEntities(text.slice(from + 1, stop), 'attribute');
  attributes.push({ name, kind: 'literal', value, range: { start: from + 1, end: stop } });
  return stop + 1;
}

function skipSpace(text: string, at: number, end: number): number {
  while (at < end && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** After the brace that closes the one at `at`; braces in strings do not count. */
function braceEnd(text: string, at: number, end: number): number {
  let depth = 0;
  let quote = '';
  for (let next = at; next < end; next++) {
    const char = text.charAt(next);
    if (quote !== '') {
      if (char === '\\') next++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return next + 1;
  }
  return end;
}

/** An element of HTML as HTML has it, so that its references can be told: literals only, names in lower case. */
export function asHtml({ name, range, attributes }: JsxElement): HtmlElement {
  return {
    name, start: range.start, end: range.end,
    attributes: attributes.flatMap((one) => (one.kind === 'expression' ? [] : [{ ...one, name: htmlName(one.name) }])),
  };
}

const htmlName = (name: string): string => (name === 'xlinkHref' ? 'xlink:href' : name.toLowerCase());

/** Elements of HTML and SVG are in lower case; `Image` and `motion.div` are components. */
export const isHtmlName = (name: string): boolean => /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(name);
