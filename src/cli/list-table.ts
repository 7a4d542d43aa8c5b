import type { FilePath } from '../core/paths.ts';
import { printable } from '../core/text/printable.ts';
import { cropped, padded, widthOf } from '../core/text/width.ts';
import { fieldOf, type FieldName, type Here } from '../posts/fields.ts';
import type { ListedPost, PostStatus } from '../posts/list-posts.ts';
import type { Style } from '../reporters/reporter.ts';
import { counted, spanOf } from '../reporters/words.ts';

export interface Table {
  readonly columns: readonly FieldName[];
  /** The columns were asked for by name: none of them goes. */
  readonly isChosen: boolean;
  readonly here: Here;
  readonly style: Style;
  shownAs(path: FilePath): string;
  fileUrl(path: FilePath): string;
}

/** Posts as a table that fits: where there is too little room, columns go, and then texts are cut. Each row ends its line. */
export function tableOf(posts: readonly ListedPost[], table: Table): string {
  const columns = table.columns.map((name) => columnOf(name, posts, table)).filter(({ width }) => width > 0);
  const shown = fitting(columns, table);
  return posts.map((post, index) => `${shown.map((column) => dressed(column, post, index, table)).join(GAP).trimEnd()}\n`).join('');
}

interface Column {
  readonly name: FieldName;
  readonly cells: readonly string[];
  readonly width: number;
}

function columnOf(name: FieldName, posts: readonly ListedPost[], table: Table): Column {
  // A status that all of them have says nothing.
  const isIdle = name === 'status' && !table.isChosen && new Set(posts.map(({ status }) => status)).size < 2;
  const cells = isIdle ? [] : posts.map((post) => printable(cellOf(name, post, table)));
  return { name, cells, width: cells.reduce((width, cell) => Math.max(width, widthOf(cell)), 0) };
}

/** What stands in a cell: a number says what it counts, so that no line of headings is needed. */
function cellOf(name: FieldName, post: ListedPost, { here, shownAs }: Table): string {
  const value = fieldOf(name).of(post, here);
  switch (name) {
    case 'file': return shownAs(post.file);
    case 'status': return STATUS[post.status] ?? post.status;
    case 'changed': return value === undefined ? '' : `changed ${String(value)}`;
    default:
  }
  if (value === undefined) return '';
  if (typeof value !== 'number') return typeof value === 'string' ? value : value.join(', ');
  switch (name) {
    case 'words': return counted(value, 'word');
    case 'minutes': return `${value} min`;
    case 'inbound': return `${counted(value, 'link')} here`;
    case 'problems': return counted(value, 'problem');
    case 'age': return value < 0 ? `in ${spanOf(-value)}` : `${spanOf(value)} old`;
    case 'idle': return `idle ${spanOf(value)}`;
    default: return String(value);
  }
}

const STATUS: Partial<Record<PostStatus, string>> = { unpublished: 'held back' };

const GAP = '  ';

/** As much of a text as a person needs to know which it is. */
const ENOUGH = 20;

/** Of what is left for title and file, when it is too little for both. */
const OTHERS_SHARE = 0.4;

/** Left out where there is too little room, one more at each step; title and date stay. */
const DISPENSABLE: readonly FieldName[] = ['minutes', 'words', 'url', 'tags', 'file', 'status'];

function fitting(columns: readonly Column[], { isChosen, style }: Table): readonly Column[] {
  if (style.columns === undefined) return columns;
  const room = style.columns;
  let left = columns;
  for (const gone of [undefined, ...(isChosen ? [] : DISPENSABLE)]) {
    left = left.filter(({ name }) => name !== gone);
    const fitted = cut(left, room, ENOUGH);
    if (fitted) return fitted;
  }
  // More was asked for than there is room for.
  return cut(left, room, 8) ?? cut(left.filter(({ name }) => isChosen || name === 'date' || name === 'title'), room, 4) ?? left;
}

/** Cuts the texts to what the other columns leave, but to no less than `least`; `undefined` where that is not enough. */
function cut(columns: readonly Column[], room: number, least: number): readonly Column[] | undefined {
  const isText = ({ name }: Column): boolean => fieldOf(name).type === 'text' || fieldOf(name).type === 'list';
  const texts = columns.filter(isText);
  const fixed = columns.filter((column) => !isText(column)).reduce((sum, { width }) => sum + width, 0);
  const free = room - fixed - GAP.length * (columns.length - 1);
  const atLeast = (column: Column): number => Math.min(column.width, least);
  if (free < texts.reduce((sum, column) => sum + atLeast(column), 0)) return undefined;

  const widths = new Map<FieldName, number>(texts.map((column) => [column.name, atLeast(column)]));
  const spare = (): number => free - [...widths.values()].reduce((sum, width) => sum + width, 0);
  const grow = (column: Column, to: number): void => {
    const now = widths.get(column.name) ?? 0;
    widths.set(column.name, Math.min(column.width, now + Math.max(0, Math.min(to - now, spare()))));
  };
  const title = texts.find(({ name }) => name === 'title');
  const others = texts.filter((column) => column !== title);
  for (const column of others) grow(column, Math.floor(free * OTHERS_SHARE / others.length));
  for (const column of [...(title ? [title] : []), ...others]) grow(column, column.width);
  return columns.map((column) => ({ ...column, width: widths.get(column.name) ?? column.width }));
}

function dressed({ name, cells, width }: Column, post: ListedPost, index: number, { style, fileUrl }: Table): string {
  const cell = cells[index] ?? '';
  const isNumber = fieldOf(name).type === 'number' || fieldOf(name).type === 'span';
  const fits = name === 'file' ? fileIn(cell, width) : cropped(cell, width);
  const text = padded(fits, width, isNumber ? 'right' : 'left');
  switch (name) {
    case 'date': return style.dim(text);
    case 'title': return style.strong(text);
    // The blanks behind it are no part of the link.
    case 'file': return style.dim(style.link(fits, fileUrl(post.file)) + text.slice(fits.length));
    default: return text;
  }
}

/** The end of a path says more than its beginning. */
function fileIn(file: string, columns: number): string {
  if (widthOf(file) <= columns) return file;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return cropped(widthOf(name) + 2 <= columns ? `…/${name}` : name, columns);
}
