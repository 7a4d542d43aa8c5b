import type { FilePath } from '../core/paths.ts';
import { printable } from '../core/text/printable.ts';
import { fieldOf, type FieldName, type FieldValue, type Here } from '../posts/fields.ts';
import type { ListedPost } from '../posts/list-posts.ts';
import { jsonOf } from '../reporters/json.ts';

export interface Showing {
  readonly here: Here;
  shownAs(path: FilePath): string;
}

/** A list of posts for programs; a field that a post does not have is left out. */
export function jsonListOf(posts: readonly ListedPost[], columns: readonly FieldName[], showing: Showing): string {
  const rows = posts.map((post) => `    ${jsonOf(Object.fromEntries(columns.flatMap((name) => {
    const value = valueIn(post, name, showing);
    return value === undefined ? [] : [[name, value]];
  })))}`);
  return `{\n  "version": 1,\n  "posts": [${rows.length > 0 ? `\n${rows.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** The same as a table for spreadsheets. https://www.rfc-editor.org/rfc/rfc4180, with `\n` */
export function csvOf(posts: readonly ListedPost[], columns: readonly FieldName[], showing: Showing): string {
  const rows = posts.map((post) => columns.map((name) => cellOf(valueIn(post, name, showing))).join(','));
  return [columns.map(cellOf).join(','), ...rows].map((row) => `${row}\n`).join('');
}

/** Moments as ISO 8601 in UTC, spans as whole days. */
function valueIn(post: ListedPost, name: FieldName, { here, shownAs }: Showing): FieldValue {
  const field = fieldOf(name);
  const value = name === 'file' ? shownAs(post.file) : field.of(post, here);
  if (field.type === 'day') {
    const at = name === 'date' ? post.date : post.changed;
    return at === undefined ? undefined : new Date(at).toISOString();
  }
  return field.type === 'span' && typeof value === 'number' ? Math.floor(value / DAY) : value;
}

const DAY = 86_400_000;

function cellOf(value: FieldValue): string {
  if (value === undefined || typeof value === 'number') return String(value ?? '');
  const text = printable(typeof value === 'string' ? value : value.join(', '));
  // A spreadsheet would run what begins like a formula. https://owasp.org/www-community/attacks/CSV_Injection
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
