import { BlogError } from '../core/system.ts';
import { byText } from '../core/text/by-text.ts';
import { fieldNamed, fieldOf, noSuchField, type FieldName, type FieldValue, type Here } from './fields.ts';
import type { ListedPost } from './list-posts.ts';

/** One field to put posts in order by. */
export interface SortKey {
  readonly field: FieldName;
  /** Against the usual order: texts from A, numbers from the largest, days from the newest. */
  readonly isReversed: boolean;
}

/** Reads `status,-words`. Throws a `BlogError`. */
export function parseSort(text: string): readonly SortKey[] {
  return text.split(',').map((part) => {
    const word = part.trim();
    const isReversed = word.startsWith('-');
    const name = isReversed ? word.slice(1) : word;
    const field = fieldNamed(name);
    if (field === undefined) throw new BlogError(`In \`--sort\`: ${noSuchField(name)}`);
    return { field, isReversed };
  });
}

/** In this order, what is equal by title and file. What a post does not have comes last. */
export function sortedPosts(posts: readonly ListedPost[], keys: readonly SortKey[], here: Here): readonly ListedPost[] {
  const fields = keys.map(({ field, isReversed }) => ({ field: fieldOf(field), sign: isReversed ? -1 : 1 }));
  const rows = posts.map((post) => ({ post, values: fields.map(({ field }) => field.order?.(post) ?? field.of(post, here)) }));
  rows.sort((a, b) => {
    for (const [index, { sign }] of fields.entries()) {
      const order = compare(a.values[index], b.values[index], sign);
      if (order !== 0) return order;
    }
    return byText(a.post.title, b.post.title) || byText(a.post.file, b.post.file);
  });
  return rows.map(({ post }) => post);
}

function compare(a: FieldValue, b: FieldValue, sign: number): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : sign * (b - a);
  return sign * byText(String(a), String(b));
}
