import type { Suspect } from './markup.ts';

/**
 * Finds what was probably meant as a link in `text[start, end)`, a stretch that readers see as plain text. What is
 * reported looks like a destination beyond doubt: prose and code are full of brackets.
 */
export function findSuspects(text: string, start: number, end: number): Suspect[] {
  const suspects: Suspect[] = [];
  let bracket = -1;
  let parenthesis = -1;
  for (let at = start; at < end; at++) {
    let found: Suspect | undefined;
    switch (text.charCodeAt(at)) {
      case BACKSLASH: at++; break;
      case NEWLINE: parenthesis = -1; break;
      case OPEN_PARENTHESIS: parenthesis = at; break;
      case OPEN_BRACE: found = templateAt(text, at, start, end); break;
      case OPEN_BRACKET:
        found = wikiAt(text, at, start, end);
        bracket = at;
        break;
      case CLOSE_BRACKET:
        if (isLabel(text, bracket, at, start)) found = afterLabel(text, bracket, at, end);
        bracket = -1;
        break;
      case CLOSE_PARENTHESIS:
        if (isReversed(text, parenthesis, at, start)) found = reversedAt(text, parenthesis, at, end);
        parenthesis = -1;
        break;
    }
    if (!found) continue;
    suspects.push(found);
    at = found.range.end - 1;
    bracket = parenthesis = -1;
  }
  return suspects;
}

const NEWLINE = 10;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;

/**
 * Finds `[text][label]` and `[text][]` in a stretch that was left as text, which says that nothing defines the label.
 * Where a post has no definitions at all, only a text of several words or a number for a label is no prose.
 */
export function findUndefinedReferences(text: string, start: number, end: number, hasDefinitions: boolean): Suspect[] {
  const suspects: Suspect[] = [];
  const stretch = text.slice(start, end);
  let done = start;
  for (let found = stretch.indexOf(']['); found >= 0; found = stretch.indexOf('][', found + 1)) {
    const close = start + found;
    const labelEnd = labelEndOf(text, close + 2, end);
    const open = openingOf(text, close, done);
    if (labelEnd < 0 || open < 0) continue;
    const label = text.slice(close + 2, labelEnd);
    const shown = text.slice(open + 1, close);
    if (!isMeant(shown, label, hasDefinitions) || /[[(:]/.test(text.charAt(labelEnd + 1))) continue;
    suspects.push({ kind: 'undefined-reference', range: { start: open, end: labelEnd + 1 }, destination: label || shown });
    done = labelEnd + 1;
    found = labelEnd - start;
  }
  return suspects;
}

function isMeant(shown: string, label: string, hasDefinitions: boolean): boolean {
  if (!/\p{L}/u.test(shown) || shown.startsWith('^') || label.startsWith('^')) return false;
  return hasDefinitions || (/\p{L}\S*\s+\S*\p{L}/u.test(shown) && label !== '') || /^\d+$/.test(label);
}

/** A label is a line at most, has no brackets, and does not go on for ever. */
function labelEndOf(text: string, from: number, end: number): number {
  for (let at = from; at < Math.min(end, from + 300); at++) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACKET) return at;
    if (code === OPEN_BRACKET || code === NEWLINE || code === BACKSLASH) return -1;
  }
  return -1;
}

function openingOf(text: string, close: number, from: number): number {
  if (text.charAt(close - 1) === '\\') return -1;
  for (let at = close - 1; at >= Math.max(from, close - 300); at--) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACKET) return -1;
    if (code === OPEN_BRACKET) return at > from && isWordChar(text.charAt(at - 1)) ? -1 : at;
  }
  return -1;
}

/** `array[i]` is code, `[^1]` a footnote. */
function isLabel(text: string, open: number, close: number, start: number): boolean {
  if (open < 0 || close === open + 1 || (open > start && isWordChar(text.charAt(open - 1)))) return false;
  return text.charAt(open + 1) !== '^';
}

function afterLabel(text: string, open: number, close: number, end: number): Suspect | undefined {
  const next = text.charAt(close + 1);
  if (close + 1 >= end) return undefined;
  if (next === '(') return literalLink(text, open, close + 2, end);
  return next === ' ' || next === '\t' ? apartLink(text, open, close + 1, end) : undefined;
}

/** `[text](my file.md)` and `[text](/url`: had it been right, it would not have been left as text. */
function literalLink(text: string, open: number, from: number, end: number): Suspect | undefined {
  const stop = stopOf(text, from, end);
  const inner = text.slice(from, stop);
  if (text.charAt(stop) === ')' && stop < end) {
    if (!/[ \t]/.test(inner) || inner.trim() !== inner || /["'<>]/.test(inner) || !isDestination(inner)) return undefined;
    return { kind: 'space-in-destination', range: { start: open, end: stop + 1 }, destination: inner };
  }
  const destination = /^\S+/.exec(inner)?.[0] ?? '';
  if (inner.includes(')') && !destination.includes('(')) return undefined;
  if (!isDestination(destination)) return undefined;
  return { kind: 'unclosed-destination', range: { start: open, end: from + destination.length }, destination };
}

/** `[text] (url)`, but `[ ]` and `[x]` are tasks, `[1]` a note. */
function apartLink(text: string, open: number, from: number, end: number): Suspect | undefined {
  if (/^\[(?:[ xX]|\d{1,9})\]$/.test(text.slice(open, Math.min(from, open + 12)))) return undefined;
  let paren = from;
  while (paren < end && paren < from + 4 && (text.charAt(paren) === ' ' || text.charAt(paren) === '\t')) paren++;
  if (text.charAt(paren) !== '(') return undefined;
  const stop = stopOf(text, paren + 1, end);
  const destination = /^(\S+?)(?:[ \t]+(?:"[^"]*"|'[^']*'))?$/.exec(text.slice(paren + 1, stop))?.[1];
  if (stop >= end || text.charAt(stop) !== ')' || !destination || !isDestination(destination)) return undefined;
  return { kind: 'space-before-destination', range: { start: open, end: stop + 1 }, destination };
}

/** The parenthesis that closes what begins at `from`, or the bracket or line's end that comes before it. */
function stopOf(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === OPEN_BRACKET || code === CLOSE_BRACKET) return at;
    if (code === OPEN_PARENTHESIS) depth++;
    else if (code === CLOSE_PARENTHESIS && depth-- === 0) return at;
  }
  return end;
}

const isReversed = (text: string, open: number, close: number, start: number): boolean =>
  open >= 0 && close > open + 1 && text.charCodeAt(close + 1) === OPEN_BRACKET
  && !(open > start && isWordChar(text.charAt(open - 1)));

/** `(text)[url]` */
function reversedAt(text: string, open: number, close: number, end: number): Suspect | undefined {
  const from = close + 2;
  let stop = from;
  while (stop < end && !/[\s[\]]/.test(text.charAt(stop))) stop++;
  const destination = text.slice(from, stop);
  if (stop >= end || text.charAt(stop) !== ']' || !isDestination(destination)) return undefined;
  if (stop + 1 < end && /[([:]/.test(text.charAt(stop + 1))) return undefined;
  return { kind: 'reversed-brackets', range: { start: open, end: stop + 1 }, destination };
}

/** `{{ x }}`, `{% x %}`: a word, `.`, `$`, a string or a shortcode's mark first, as no `\frac{{a}}{{b}}` has. */
function templateAt(text: string, at: number, start: number, end: number): Suspect | undefined {
  const mark = text.charAt(at + 1);
  if (at + 3 >= end || (mark !== '{' && mark !== '%')) return undefined;
  if (at > start && /[\w\\{}^]/.test(text.charAt(at - 1))) return undefined;
  const close = mark === '{' ? '}' : '%';
  let stop = at + 2;
  while (stop < end && !isTemplateStop(text.charCodeAt(stop)) && text.startsWith(`${close}}`, stop) === false) stop++;
  if (stop + 2 > end || !text.startsWith(`${close}}`, stop)) return undefined;
  const inner = text.slice(at + 2, stop);
  const looks = mark === '{' ? /^-?\s*[\p{L}.$"'<%]/u : /^-?\s*[a-z_]/i;
  return looks.test(inner) ? { kind: 'template', range: { start: at, end: stop + 2 } } : undefined;
}

const isTemplateStop = (code: number): boolean => code === NEWLINE || code === OPEN_BRACE || code === 125 || code === BACKSLASH;

/** `[[page]]`, but not R's `x[[1]]`, C++'s `[[nodiscard]]`, a matrix, or an internal slot of ECMAScript. */
function wikiAt(text: string, at: number, start: number, end: number): Suspect | undefined {
  if (text.charCodeAt(at + 1) !== OPEN_BRACKET || (at > start && /[\w\])[]/.test(text.charAt(at - 1)))) return undefined;
  let stop = at + 2;
  while (stop < end && !/[[\]\n]/.test(text.charAt(stop))) stop++;
  if (stop + 2 > end || !text.startsWith(']]', stop) || text.charAt(stop + 2) === ']') return undefined;
  const destination = text.slice(at + 2, stop);
  if (!/^[\p{L}\p{N}./#](?:.*\S)?$/u.test(destination) || !/\p{L}/u.test(destination)) return undefined;
  if (/[,=;(){}$]/.test(destination) || notWiki.has(destination)) return undefined;
  return { kind: 'wiki', range: { start: at, end: stop + 2 }, destination: destination.split('|')[0] ?? destination };
}

const notWiki: ReadonlySet<string> = new Set([
  // https://en.cppreference.com/w/cpp/language/attributes
  'assume', 'carries_dependency', 'deprecated', 'fallthrough', 'likely', 'maybe_unused', 'no_unique_address',
  'nodiscard', 'noreturn', 'unlikely',
  // https://tc39.es/ecma262/#sec-object-internal-methods-and-internal-slots
  'BoundThis', 'Call', 'Class', 'Configurable', 'Construct', 'DefineOwnProperty', 'Delete', 'Enumerable',
  'Environment', 'Extensible', 'Get', 'GetOwnProperty', 'GetPrototypeOf', 'HasProperty', 'HomeObject', 'IsExtensible',
  'OwnPropertyKeys', 'PreventExtensions', 'PromiseState', 'PromiseResult', 'Prototype', 'Scope', 'Scopes', 'Set',
  'SetPrototypeOf', 'ThisMode', 'ThisValue', 'Value', 'Writable',
]);

const isWordChar = (char: string): boolean => /[\p{L}\p{N}_)\]\\]/u.test(char);

/** An address or a path for certain: with a scheme, from the root or a folder, or with a file's extension. */
const isDestination = (text: string): boolean => text.length < 2000 && (
  /^(?:https?:\/\/|mailto:\S+@|www\.\w|\/\/?[\w%~-]|\.\.?\/)/i.test(text)
  || /^[\w%~][^"'<>|]*\.(?:md|markdown|html?|php|aspx?|pdf|png|jpe?g|gif|svg|webp|avif|bmp|mp[34]|webm|zip|txt)(?:[?#]\S*)?$/i.test(text)
);
