import { type AttributeList, emptyList, nameAt, readAttributeList } from './attribute-list.ts';
import { closingBrace, type Finder, isBlankFrom, isSpace, nextLine } from './characters.ts';
import { afterIndent } from './lines.ts';
import type { Source } from './source.ts';

/** `{::options …/}`, `{::comment}…{:/}`, `{::nomarkdown}…{:/}` */
export interface Extension {
  readonly kind: 'options' | 'comment' | 'nomarkdown';
  readonly list: AttributeList;
  readonly body?: { readonly start: number; readonly end: number };
  readonly after: number;
}

/** What an extension is read from. */
export interface ExtensionText {
  readonly text: string;
  readonly source: Source;
  readonly finder: Finder;
}

/** The extension whose `{:` is at `at`; as a block it has its lines for itself. `base` is added for places in the source. */
export function extensionAt(reader: ExtensionText, at: number, as: 'block' | 'span', base = 0): Extension | undefined {
  const { text, source } = reader;
  const start = startTag(text, at);
  if (!start || (as === 'block' && !isBlankFrom(text, start.end))) return undefined;
  const kind = start.name;
  if (kind !== 'options' && kind !== 'comment' && kind !== 'nomarkdown') return undefined;
  const list = emptyList();
  readAttributeList(list, source, base + start.listStart, base + start.listEnd);
  const startEnd = as === 'block' ? nextLine(text, start.end) : start.end;
  if (start.isClosed) return { kind, list, after: startEnd };
  const stop = as === 'block' ? blockStop(reader, kind, startEnd) : spanStop(reader, kind, startEnd);
  if (!stop) return undefined;
  const isHtml = (list.attributes.get('type')?.value ?? 'html').split(/\s+/).includes('html');
  return { kind, list, after: stop.after, ...(isHtml && { body: { start: startEnd, end: stop.start } }) };
}

/** `{::name …}`, `{:/name}`, `{:/}`: never a list of attributes, whether the name is known or not. */
export function isExtensionTag(text: string, at: number): boolean {
  if (startTag(text, at)) return true;
  if (!text.startsWith('{:/', at)) return false;
  return text.charAt(at + 3 + nameAt(text, at + 3).length) === '}';
}

interface StartTag {
  readonly name: string;
  readonly listStart: number;
  readonly listEnd: number;
  readonly end: number;
  readonly isClosed: boolean;
}

function startTag(text: string, at: number): StartTag | undefined {
  if (!text.startsWith('{::', at)) return undefined;
  let nameEnd = at + 3;
  while (/\w/.test(text.charAt(nameEnd))) nameEnd++;
  const close = closingBrace(text, nameEnd);
  if (nameEnd === at + 3 || close < 0) return undefined;
  const isClosed = text.charAt(close - 1) === '/';
  const listEnd = isClosed ? close - 1 : close;
  if (listEnd > nameEnd && !isSpace(text.charCodeAt(nameEnd))) return undefined;
  return { name: text.slice(at + 3, nameEnd), listStart: nameEnd, listEnd, end: close + 1, isClosed };
}

interface Stop { readonly start: number; readonly after: number }

/** `{:/}` or `{:/name}` */
function spanStop({ text, finder }: ExtensionText, name: string, from: number): Stop | undefined {
  const short = finder.next('{:/}', from);
  const named = `{:/${name}}`;
  const long = finder.next(named, from);
  if (short < 0 && long < 0) return undefined;
  const start = short < 0 || (long >= 0 && long < short) ? long : short;
  return { start, after: start + (text.startsWith('{:/}', start) ? 4 : named.length) };
}

/** The same with nothing else on its line. */
function blockStop(reader: ExtensionText, name: string, from: number): Stop | undefined {
  const { text } = reader;
  for (let stop = spanStop(reader, name, from); stop; stop = spanStop(reader, name, stop.after)) {
    const line = text.lastIndexOf('\n', stop.start - 1) + 1;
    if (afterIndent(text, line) === stop.start && isBlankFrom(text, stop.after)) {
      return { start: line, after: nextLine(text, stop.after) };
    }
  }
  return undefined;
}
