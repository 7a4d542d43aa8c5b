import { emptyList, listNameAt, nameAt, readAttributeList } from './attribute-list.ts';
import type { BlockReader } from './blocks.ts';
import { closingBrace, isBlankFrom, lineEnd, nextLine } from './characters.ts';
import { type Extension, extensionAt } from './extensions.ts';
import { afterCodeIndent, afterIndent, attributeLineAt, codeEnd } from './lines.ts';
import { linkDefinitionAt } from './link-definitions.ts';
import { applyOptions } from './options.ts';
import { SourceBuilder } from './source.ts';
import { type Block, definitionName } from './tree.ts';

/** Reads what shows nothing where it stands: definitions, lists of attributes, kramdown's own `{::name}`. */
export function readDefinition(reader: BlockReader, start: number): boolean {
  switch (reader.text.charCodeAt(start)) {
    case 91: return readFootnote(reader, start) || readLinkDefinition(reader);
    case 42: return readAbbreviation(reader, start);
    case 123: return readExtension(reader);
    default: return false;
  }
}

function readFootnote(reader: BlockReader, start: number): boolean {
  const { text, source } = reader;
  if (text.charCodeAt(start + 1) !== 94) return false;
  const name = nameAt(text, start + 2);
  const nameEnd = start + 2 + name.length;
  if (name === '' || !text.startsWith(']:', nameEnd)) return false;
  const contentStart = nameEnd + 2;
  const firstEnd = nextLine(text, contentStart);
  const end = codeEnd(text, firstEnd);
  const builder = new SourceBuilder();
  builder.take(source, afterCodeIndent(text, contentStart), firstEnd);
  for (let line = firstEnd; line < end;) {
    const next = nextLine(text, line);
    builder.take(source, afterCodeIndent(text, line), next);
    line = next;
  }
  const children: Block[] = [];
  reader.runNested(builder.done(), children);
  reader.at = end;
  const boundary: Block = { kind: 'boundary', open: false, isDefinition: true };
  reader.add(boundary);
  reader.definitions.footnotes.set(name, { children, boundary, range: source.rangeOf(start + 2, nameEnd) });
  return true;
}

function readLinkDefinition(reader: BlockReader): boolean {
  const found = linkDefinitionAt(reader.text, reader.at, reader.finder);
  if (!found) return false;
  const boundary: Block = { kind: 'boundary', open: false, isDefinition: true };
  reader.add(boundary);
  reader.definitions.links.set(definitionName(reader.text.slice(found.name.start, found.name.end)), {
    url: reader.text.slice(found.url.start, found.url.end),
    range: reader.source.rangeOf(found.url.start, found.url.end),
    whole: reader.source.rangeOf(found.start, found.end),
    boundary,
  });
  reader.at = found.after;
  return true;
}

/** `*[HTML]: Hypertext Markup Language`. */
function readAbbreviation(reader: BlockReader, start: number): boolean {
  const { text } = reader;
  if (text.charCodeAt(start + 1) !== 91) return false;
  const end = lineEnd(text, start);
  const close = reader.finder.next(']:', start + 3);
  if (close < 0 || close > end) return false;
  reader.at = end + 1;
  reader.add({ kind: 'boundary', open: false, isDefinition: true });
  return true;
}

function readExtension(reader: BlockReader): boolean {
  const { text } = reader;
  const start = afterIndent(text, reader.at);
  if (!text.startsWith('{:', start)) return false;
  return readNamedList(reader, start) || readOwnExtension(reader, start) || readAttributeLine(reader);
}

/** `{:name: .class}` */
function readNamedList(reader: BlockReader, start: number): boolean {
  const { text } = reader;
  const name = listNameAt(text, start + 2);
  if (name === undefined) return false;
  const listStart = start + 2 + name.length + 1;
  const end = closingBrace(text, listStart);
  if (end <= listStart || !isBlankFrom(text, end + 1)) return false;
  const list = reader.definitions.lists.get(name) ?? emptyList();
  readAttributeList(list, reader.source, listStart, end);
  reader.definitions.lists.set(name, list);
  reader.at = nextLine(text, end + 1);
  reader.add({ kind: 'boundary', open: false });
  return true;
}

/** `{::comment} … {:/comment}` */
function readOwnExtension(reader: BlockReader, start: number): boolean {
  const extension = extensionAt(reader, start, 'block');
  if (!extension) return false;
  reader.at = extension.after;
  addExtension(reader, extension);
  return true;
}

function addExtension(reader: BlockReader, extension: Extension): void {
  if (extension.kind === 'options') {
    reader.options = applyOptions(reader.options, extension.list);
    reader.add({ kind: 'boundary', open: false });
  } else if (extension.kind === 'nomarkdown' && extension.body) {
    reader.add({ kind: 'raw', text: reader.stretch(extension.body.start, extension.body.end) });
  } else reader.add({ kind: 'hidden' });
}

function readAttributeLine(reader: BlockReader): boolean {
  const line = attributeLineAt(reader.text, reader.at);
  if (!line) return false;
  const last = reader.last;
  reader.at = Math.min(line.after, reader.text.length);
  if (last && last.kind !== 'blank' && (last.kind !== 'boundary' || last.isDefinition)) {
    last.list ??= emptyList();
    readAttributeList(last.list, reader.source, line.start, line.end);
    if (!attributeLineAt(reader.text, reader.at)) reader.add({ kind: 'boundary', open: false });
  } else {
    reader.pending ??= emptyList();
    readAttributeList(reader.pending, reader.source, line.start, line.end);
  }
  return true;
}
