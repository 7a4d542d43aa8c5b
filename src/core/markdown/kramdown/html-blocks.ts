import type { BlockReader } from './blocks.ts';
import { skipSpaces } from './characters.ts';
import { type Content, contentOf } from './html-elements.ts';
import { beginsHtml, closeTagAt, elementName, type Tag, tagAt } from './html-tags.ts';
import type { Block } from './tree.ts';

/** Reads a block of HTML whose start tag is at the reader's place. */
export function readElement(reader: BlockReader, tag: Tag): void {
  const children: Block[] = [];
  const content = contentModel(reader, tag, false);
  reader.add(elementBlock(reader, tag, children));
  reader.at = tag.end;
  if (isVerbatim(tag)) {
    skipVerbatim(reader, tag.name);
    return;
  }
  if (content === 'block') reader.skipTrailing();
  if (tag.isClosed) return;
  if (content === 'raw') readRaw(reader, tag.name, children);
  else readMarkdown(reader, tag.name, content, children);
  reader.skipTrailing();
}

const elementBlock = (reader: BlockReader, tag: Tag, children: Block[]): Block =>
  ({ kind: 'element', tag, at: reader.stretch(0, 0), children });

/** Content of these is no HTML. */
const isVerbatim = (tag: Tag): boolean => tag.name === 'script' || tag.name === 'style';

function contentModel(reader: BlockReader, tag: Tag, isInRaw: boolean): Content {
  switch (tag.markdown) {
    case '0': return 'raw';
    case '1': return contentOf(tag.name);
    case 'block': return 'block';
    case 'span': return 'span';
    default: return reader.options.parseBlockHtml && !isInRaw ? contentOf(tag.name) : 'raw';
  }
}

function skipVerbatim(reader: BlockReader, name: string): void {
  const close = closeTagOf(reader.text, name, reader.at);
  reader.at = close?.end ?? reader.text.length;
}

function readMarkdown(reader: BlockReader, name: string, content: 'block' | 'span', children: Block[]): void {
  if (content === 'block') {
    reader.runInside(name, children);
    return;
  }
  const start = reader.at;
  const close = closeTagOf(reader.text, name, start);
  children.push({ kind: 'spans', text: reader.stretch(start, close?.start ?? reader.text.length) });
  reader.at = close?.end ?? reader.text.length;
}

/** The next end tag of an element, wherever it stands. */
function closeTagOf(text: string, name: string, from: number): { start: number; end: number } | undefined {
  for (let start = text.indexOf('</', from); start >= 0; start = text.indexOf('</', start + 2)) {
    const nameEnd = start + 2 + name.length;
    if (text.slice(start + 2, nameEnd).toLowerCase() !== name.toLowerCase()) continue;
    const end = skipSpaces(text, nameEnd);
    if (text.charCodeAt(end) === GREATER) return { start, end: end + 1 };
  }
  return undefined;
}

const GREATER = 62;

/** Elements inside of so many others are kept side by side: who walks the tree would run out of stack. */
const DEEPEST = 200;

interface Open {
  readonly name: string;
  readonly children: Block[];
}

/**
 * Reads the content of an element as HTML to its end tag. Only the end tag of the innermost element counts: with a
 * `<p>` left open, everything after it belongs to it.
 */
function readRaw(reader: BlockReader, name: string, into: Block[]): void {
  const { text } = reader;
  const open: Open[] = [{ name, children: into }];
  let textStart = reader.at;
  const flush = (end: number): void => {
    if (end > textStart) open.at(-1)?.children.push({ kind: 'text', text: reader.stretch(textStart, end) });
  };

  for (let start = reader.finder.next('<', reader.at); start >= 0; start = reader.finder.next('<', reader.at)) {
    const found = rawPartAt(reader, start);
    reader.at = found?.end ?? start + 1;
    if (!found || (found.kind === 'close' && found.name !== open.at(-1)?.name)) continue;
    flush(start);
    if (found.kind === 'close') open.pop();
    if (found.kind === 'open') openRaw(reader, found.tag, open);
    textStart = reader.at;
    if (open.length === 0) return;
  }
  reader.at = text.length;
  flush(text.length);
}

type RawPart =
  | { readonly kind: 'open'; readonly tag: Tag; readonly end: number }
  | { readonly kind: 'close'; readonly name: string; readonly end: number }
  | { readonly kind: 'hidden'; readonly end: number };

/** What stands at a `<` in raw HTML; nothing when the `<` is only a character. */
function rawPartAt({ text, finder }: BlockReader, start: number): RawPart | undefined {
  if (!beginsHtml(text.charCodeAt(start + 1))) return undefined;
  if (text.startsWith('<!--', start)) return hidden(finder.next('-->', start + 4), 3);
  if (text.startsWith('<![CDATA[', start)) return hidden(finder.next(']]>', start + 9), 3);
  if (text.startsWith('<?', start)) return hidden(finder.next('?>', start + 2), 2);
  if (text.startsWith('</', start)) {
    const close = closeTagAt(text, start);
    return close && { kind: 'close', name: elementName(close.name), end: close.end };
  }
  const tag = tagAt(text, start);
  return tag && { kind: 'open', tag, end: tag.end };
}

const hidden = (end: number, length: number): RawPart | undefined =>
  (end < 0 ? undefined : { kind: 'hidden', end: end + length });

function openRaw(reader: BlockReader, tag: Tag, open: Open[]): void {
  const children: Block[] = [];
  const content = contentModel(reader, tag, true);
  open.at(-1)?.children.push(elementBlock(reader, tag, children));
  if (isVerbatim(tag)) {
    skipVerbatim(reader, tag.name);
    return;
  }
  if (content === 'block') reader.skipTrailing();
  if (tag.isClosed) return;
  if (content === 'raw') open.push({ name: tag.name, children: open.length < DEEPEST ? children : open.at(-1)?.children ?? children });
  else readMarkdown(reader, tag.name, content, children);
}
