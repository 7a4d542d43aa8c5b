import { type AttributeList, emptyList, readAttributeList } from './attribute-list.ts';
import type { BlockReader } from './blocks.ts';
import { isBlankFrom, lineEnd, NEWLINE, nextLine } from './characters.ts';
import { definitionMarkerAt, isEndMarker } from './lines.ts';
import { attributesAt, endsItem, isContent, readItemStart, unindented } from './lists.ts';
import { SourceBuilder, type Stretch } from './source.ts';
import type { Block } from './tree.ts';

/** Reads definitions at the reader's place; the paragraph before them, already read, is their terms. */
export function readDefinitionList(reader: BlockReader): boolean {
  if (definitionMarkerAt(reader.text, reader.at) === undefined) return false;
  const terms = takeTerms(reader);
  if (!terms) return false;
  const { items, trailing } = readDefinitions(reader, terms.isApart);
  addList(reader, [...termsOf(terms.text), ...items], terms.list);
  if (trailing) reader.children.push(trailing);
  return true;
}

/** Takes back the paragraph that holds the terms, with an empty line between at most. */
function takeTerms(reader: BlockReader): { text: Stretch; isApart: boolean; list?: AttributeList } | undefined {
  const { children } = reader;
  const last = children.at(-1);
  const isApart = last?.kind === 'blank';
  const paragraph = isApart ? children.at(-2) : last;
  if (paragraph?.kind !== 'paragraph') return undefined;
  if (isApart && !isAfterEmptyLine(reader)) return undefined;
  children.length -= isApart ? 2 : 1;
  return { text: paragraph.text, isApart, ...(paragraph.list && { list: paragraph.list }) };
}

/** Whether there is just one blank line before, and nothing on it. */
function isAfterEmptyLine({ text, at }: BlockReader): boolean {
  if (text.charCodeAt(at - 2) !== NEWLINE) return false;
  return !isBlankFrom(text, text.lastIndexOf('\n', at - 3) + 1);
}

/** Each line is a term. */
function termsOf({ source, start, end }: Stretch): Block[] {
  const terms: Block[] = [];
  for (let line = start; line < end; line = lineEnd(source.text, line) + 1) {
    const stop = Math.min(lineEnd(source.text, line), end);
    const attributes = attributesAt(source.text, line, stop);
    const term: Block = { kind: 'term', text: { source, start: attributes?.after ?? line, end: stop } };
    if (attributes) {
      term.list = emptyList();
      readAttributeList(term.list, source, attributes.start, attributes.end);
    }
    terms.push(term);
  }
  return terms;
}

function readDefinitions(reader: BlockReader, isApart: boolean): { items: Block[]; trailing: Block | undefined } {
  const items: Block[] = [];
  let trailing: Block | undefined;
  let isFirstApart = isApart;
  let indentation = 4;
  for (;;) {
    const marker = definitionMarkerAt(reader.text, reader.at, mostIndent(indentation));
    if (marker === undefined) return { items, trailing };
    const { block, children, endsBlank, ...item } = readDefinition(reader, marker, isFirstApart);
    indentation = item.indentation;
    isFirstApart = endsBlank;
    items.push(block);
    trailing = children.at(-1)?.kind === 'blank' ? children.pop() : undefined;
  }
}

interface ReadDefinition {
  readonly block: Block;
  readonly children: Block[];
  readonly indentation: number;
  readonly endsBlank: boolean;
}

const mostIndent = (indentation: number): number => Math.min(3, indentation - 1);

function readDefinition(reader: BlockReader, marker: number, isApart: boolean): ReadDefinition {
  const { text, source } = reader;
  const { first, indentation, list } = readItemStart(reader, marker);
  const builder = new SourceBuilder();
  builder.take(first, 0, first.text.length);
  let isAfterBlank = false;
  while (reader.at < text.length) {
    const line = reader.at;
    if (definitionMarkerAt(text, line, mostIndent(indentation)) !== undefined || isEndMarker(text, line)) break;
    const isBlank = isBlankFrom(text, line);
    if (!isBlank && !isContent(text, line, indentation) && (isAfterBlank || endsItem(text, line, indentation))) break;
    isAfterBlank = isBlank;
    const { spaces, content } = isBlank ? { spaces: 0, content: line } : unindented(text, line, indentation);
    reader.at = nextLine(text, line);
    if (spaces > 0) builder.put(' '.repeat(spaces), source.originOf(content));
    builder.take(source, content, reader.at);
  }
  const children: Block[] = [];
  reader.runNested(builder.done(), children);
  if (children[0]?.kind === 'paragraph' && !isApart) children[0].bare = true;
  const block: Block = { kind: 'group', element: 'dd', children };
  if (list) block.list = list;
  return { block, children, indentation, endsBlank: isAfterBlank };
}

/** Definitions that follow others belong to the same list. */
function addList(reader: BlockReader, children: readonly Block[], list: AttributeList | undefined): void {
  const { children: siblings } = reader;
  const last = siblings.at(-1);
  const before = last?.kind === 'blank' ? siblings.at(-2) : last;
  if (before?.kind === 'group' && before.element === 'dl') {
    if (last?.kind === 'blank') siblings.pop();
    for (const child of children) before.children.push(child);
    return;
  }
  const block: Block = { kind: 'group', element: 'dl', children: [...children] };
  if (list) block.list = list;
  siblings.push(block);
}
