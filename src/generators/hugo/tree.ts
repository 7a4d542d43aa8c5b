import type { Value } from '../../core/site/document.ts';

/** Settings or front matter with all keys in lower case, which is how Hugo compares them. */
export type Tree = { readonly [key: string]: Value };

/** Lower-cases the keys of a table, and of the tables in it when `deep`. Of two that become one, the later stays. */
export function lowerKeys(table: Tree, deep: boolean): Tree {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key.toLowerCase(), deep ? lowerValue(value) : value]));
}

/** Puts one table over another, tables in both being merged and everything else replaced. */
export function merged(under: Tree, over: Tree): Tree {
  const result: Record<string, Value> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = own(under, key);
    result[key] = isTree(value) && isTree(below) ? merged(below, value) : value;
  }
  return result;
}

export const isTree = (value: Value | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key of the table itself, never one that every object has. */
export const own = (table: Tree, key: string): Value | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** What lies at `markup.goldmark.renderer`. */
export function at(table: Tree, path: string): Value | undefined {
  let value: Value | undefined = table;
  for (const key of path.split('.')) value = isTree(value) ? own(value, key) : undefined;
  return value;
}

export const tableAt = (table: Tree, path: string): Tree => {
  const value = at(table, path);
  return isTree(value) ? value : {};
};

/** A word or number as text; `undefined` for anything else and for the empty text. */
export function textAt(table: Tree, path: string): string | undefined {
  const value = at(table, path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `true`, `"true"`, `1`: what Go's `ParseBool` takes for one. */
export function flagAt(table: Tree, path: string): boolean | undefined {
  const value = at(table, path);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return undefined;
  if (/^(?:1|t|true)$/i.test(value)) return true;
  return /^(?:0|f|false)$/i.test(value) ? false : undefined;
}

/** A list of texts, where one text alone counts as a list. */
export function textsAt(table: Tree, path: string): readonly string[] | undefined {
  return textsOf(at(table, path));
}

export function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item: Value) => (typeof item === 'string' ? [item] : typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : []));
}

function lowerValue(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => lowerValue(item));
  return isTree(value) ? lowerKeys(value, true) : value;
}
