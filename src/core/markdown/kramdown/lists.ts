import { type AttributeList, emptyList, listNameAt, readAttributeList } from './attribute-list.ts';
import type { BlockReader } from './blocks.ts';
import { afterBlankLines, closingBrace, isBlankFrom, isSpace, nextLine, TAB } from './characters.ts';
import { afterIndent, attributeLineAt, beginsBlockTag, isEndMarker, isRule, listMarkerAt } from './lines.ts';
import { type Source, SourceBuilder } from './source.ts';
import type { Block } from './tree.ts';

/** Reads a list at the reader's place, if there is one. */
export function readList(reader: BlockReader): boolean {
  const { text } = reader;
  const first = listMarkerAt(text, reader.at);
  if (!first) return false;
  const children: Block[] = [];
  reader.add({ kind: 'group', element: first.element, children });
  const { items, isEnded } = collectItems(reader, first.element);
  readItems(reader, items, children, isEnded);
  return true;
}

/** The lines of one item, its indentation taken off. A nested list begins a part of its own. */
interface Item {
  readonly list?: AttributeList;
  readonly parts: readonly Source[];
}

class ItemBuilder {
  readonly content: ItemContent;
  readonly list: AttributeList | undefined;
  readonly #parts: SourceBuilder[] = [new SourceBuilder()];

  constructor(content: ItemContent, list: AttributeList | undefined) {
    this.content = content;
    this.list = list;
  }

  get part(): SourceBuilder { return this.#parts.at(-1) ?? new SourceBuilder(); }
  begin(): void { this.#parts.push(new SourceBuilder()); }
  done(): Item { return { parts: this.#parts.map((part) => part.done()), ...(this.list && { list: this.list }) }; }
}

function collectItems(reader: BlockReader, element: 'ul' | 'ol'): { items: Item[]; isEnded: boolean } {
  const { text, source } = reader;
  const items: ItemBuilder[] = [];
  const done = (isEnded: boolean): { items: Item[]; isEnded: boolean } => ({ items: items.map((item) => item.done()), isEnded });
  let item: ItemBuilder | undefined;
  let hasNested = false;
  let isAfterBlank = false;
  while (reader.at < text.length) {
    const line = reader.at;
    if (isAfterBlank && isRule(text, line)) return done(false);
    if (isEndMarker(text, line)) {
      reader.at = nextLine(text, line);
      return done(true);
    }
    const marker = listMarkerAt(text, line, item ? Math.min(3, item.content.indentation - 1) : 3);
    if (marker?.element === element) {
      item = beginItem(reader, marker.end);
      items.push(item);
      hasNested = listMarkerAt(item.content.first.text, 0) !== undefined;
      isAfterBlank = false;
      continue;
    }
    if (!item) return done(false);
    if (isBlankFrom(text, line)) {
      reader.at = afterBlankLines(text, line);
      item.part.take(source, line, reader.at);
      hasNested = true;
      isAfterBlank = true;
      continue;
    }
    if (!isContent(text, line, item.content.indentation) && (isAfterBlank || endsItem(text, line, item.content.indentation))) {
      return done(false);
    }
    hasNested = addLine(reader, item, hasNested);
    isAfterBlank = false;
  }
  return done(false);
}

/** Adds the line to the item; true when a nested list has begun in it. */
function addLine(reader: BlockReader, item: ItemBuilder, hadNested: boolean): boolean {
  const { text, source } = reader;
  const line = reader.at;
  const end = nextLine(text, line);
  const { indentation } = item.content;
  const { spaces, content, isIndented } = unindented(text, line, indentation);
  const isMarked = startsList(text, content, spaces);
  let hasNested = hadNested;
  if (!hadNested && isIndented && isMarked) {
    item.begin();
    hasNested = true;
  }
  // Keeps a marker that stands left of the item's text from beginning a list there.
  const extra = hadNested && !isIndented && isMarked ? indentation + 4 : 0;
  if (spaces + extra > 0) item.part.put(' '.repeat(spaces + extra), source.originOf(content));
  item.part.take(source, content, end);
  reader.at = end;
  return hasNested;
}

/**
 * A line without the item's indentation: how many spaces are left of it and where the rest begins. Tabs at the very
 * start count four spaces each.
 */
export function unindented(text: string, line: number, indentation: number): { spaces: number; content: number; isIndented: boolean } {
  let content = line;
  while (text.charCodeAt(content) === TAB) content++;
  let spaces = (content - line) * 4;
  while (spaces < indentation && text.charCodeAt(content) === SPACE) {
    content++;
    spaces++;
  }
  const isIndented = spaces >= indentation;
  return { spaces: isIndented ? spaces - indentation : spaces, content, isIndented };
}

function startsList(text: string, content: number, spaces: number): boolean {
  return spaces <= 3 && listMarkerAt(text, content, 3 - spaces) !== undefined;
}

/** What stands in the line of an item's marker, and how far the lines below must be indented to belong to it. */
export interface ItemContent {
  readonly first: Source;
  readonly indentation: number;
  readonly list?: AttributeList;
}

/** Begins the item whose marker ends at `markerEnd`. */
function beginItem(reader: BlockReader, markerEnd: number): ItemBuilder {
  const content = readItemStart(reader, markerEnd);
  const item = new ItemBuilder(content, content.list);
  item.part.take(content.first, 0, content.first.text.length);
  return item;
}

/** Reads the line of an item's marker. */
export function readItemStart(reader: BlockReader, markerEnd: number): ItemContent {
  const { text, source } = reader;
  const line = reader.at;
  const end = nextLine(text, line);
  reader.at = end;

  const attributes = attributesAt(text, markerEnd, end);
  const isAlone = isBlankFrom(text, attributes ? attributes.after : markerEnd);
  let column = markerEnd - line;
  let content = markerEnd;
  for (; isBlank(text.charCodeAt(content)); content++) column += text.charCodeAt(content) === TAB ? 4 - (column % 4) : 1;
  const indentation = isAlone ? 4 : column;

  const list = attributes && emptyList();
  if (attributes && list) readAttributeList(list, source, attributes.start, attributes.end);
  const from = attributes ? attributes.after : content;
  const builder = new SourceBuilder();
  if (!isBlankFrom(text, from)) builder.take(source, from, end);
  return { first: builder.done(), indentation, ...(list && { list }) };
}

/** `{:.class}` before an item's text. */
export function attributesAt(text: string, at: number, limit: number): { start: number; end: number; after: number } | undefined {
  let open = at;
  while (open < limit && isSpace(text.charCodeAt(open))) open++;
  if (!text.startsWith('{:', open)) return undefined;
  const next = text.charCodeAt(open + 2);
  if (next === 58 || next === 47 || listNameAt(text, open + 2) !== undefined) return undefined;
  const end = closingBrace(text, open + 2);
  if (end <= open + 2 || end >= limit) return undefined;
  let after = end + 1;
  while (after < limit && isSpace(text.charCodeAt(after))) after++;
  return { start: open + 2, end, after };
}

const isBlank = (code: number): boolean => code === SPACE || code === TAB;
const SPACE = 32;

/** Whether the line is indented enough to belong to the item. */
export function isContent(text: string, line: number, indentation: number): boolean {
  let at = line;
  for (let units = Math.floor(indentation / 4); units > 0; units--) {
    const next = afterUnit(text, at);
    if (next === at) return false;
    at = next;
  }
  return afterUnit(text, at) > at || afterIndent(text, at, indentation % 4) === at + (indentation % 4);
}

function afterUnit(text: string, at: number): number {
  if (text.charCodeAt(at) === TAB) return at + 1;
  return afterIndent(text, at, 4) === at + 4 ? at + 4 : at;
}

/** Whether a line with less indentation ends the item, instead of going on with its paragraph. */
export function endsItem(text: string, line: number, indentation: number): boolean {
  const start = afterIndent(text, line);
  if (start - line > Math.min(indentation, 3)) return false;
  return attributeLineAt(text, line) !== undefined || beginsBlockTag(text, line);
}

function readItems(reader: BlockReader, items: readonly Item[], list: Block[], isEnded: boolean): void {
  let trailing: Block | undefined;
  const groups = items.map((item) => {
    const children: Block[] = [];
    for (const part of item.parts) reader.runNested(part, children);
    const group: Block = { kind: 'group', element: 'li', children };
    if (item.list) group.list = item.list;
    list.push(group);
    return children;
  });
  groups.forEach((children, index) => {
    if (children.length === 0) return;
    dropInnerBoundary(children);
    bareFirst(children, groups, index, isEnded);
    trailing = children.at(-1)?.kind === 'blank' ? children.pop() : undefined;
  });
  if (isEnded) reader.children.push({ kind: 'boundary', open: false });
  else if (trailing) reader.children.push(trailing);
}

/** A paragraph's attribute line leaves a boundary, which does not set the paragraph apart. */
function dropInnerBoundary(children: Block[]): void {
  if (children[0]?.kind === 'paragraph' && children[0].list && children[1]?.kind === 'boundary') children.splice(1, 1);
}

/** The first paragraph of an item has no `<p>` of its own unless a blank line sets it apart. */
function bareFirst(children: readonly Block[], groups: readonly (readonly Block[])[], index: number, isEnded: boolean): void {
  const first = children[0];
  if (first?.kind !== 'paragraph') return;
  const isLast = index === groups.length - 1;
  const isApart = children[1]?.kind === 'blank' && !(isLast && children.length === 2 && !isEnded);
  if (isApart) return;
  const isBareElsewhere = (other: readonly Block[]): boolean => other[0]?.kind !== 'paragraph' || other[0].bare;
  if (!isLast || groups.length === 1 || groups.slice(0, -1).some(isBareElsewhere)) first.bare = true;
}
