import type { Value } from '../site/document.ts';

/** One change to a front matter. Keys inside of others are written with dots: `header.teaser`. */
export type HeadChange =
  /**
   * Gives a key a value, in the quotes and the place of the old one. A key that is not there comes behind the first of
   * `behind` that is, else last. A `literal` is a date: quotes would make it a text, so it has those of the old one only.
   */
  | { readonly kind: 'set'; readonly key: string; readonly value: Value; readonly literal?: true; readonly behind?: readonly string[] }
  /** Takes a key out, with its value and the comment on its line. */
  | { readonly kind: 'remove'; readonly key: string }
  /**
   * Puts items at the end of a list, written as its others are, but for those that are there. A single value becomes a
   * list; or it stays one text where `joint` is what stands between its words: `' '` in `travel food`. `mark` is what
   * begins each line of a new list where this head has no other to go by, `  - `; without it the list is `[a, b]`.
   */
  | { readonly kind: 'add'; readonly key: string; readonly items: readonly string[]; readonly joint?: string; readonly mark?: string }
  /** Writes another item in place of one, or takes it out where there is no `by`, or where that is in the list already. */
  | { readonly kind: 'replace'; readonly key: string; readonly item: string; readonly by?: string; readonly joint?: string };

type Data = Readonly<Record<string, Value>>;

/** What a head says after a change. */
export function changedData(data: Data, change: HeadChange): Data {
  const [name = '', ...rest] = change.key in data ? [change.key] : change.key.split('.');
  const old = data[name];
  if (rest.length > 0) return { ...data, [name]: changedData(isData(old) ? old : {}, { ...change, key: rest.join('.') }) };
  switch (change.kind) {
    case 'set': return { ...data, [name]: change.value };
    case 'remove': return Object.fromEntries(Object.entries(data).filter(([key]) => key !== name));
    case 'add': return { ...data, [name]: listOrText(old, withItems(itemsOf(old, change.joint), change.items), change.joint) };
    case 'replace': return itemsOf(old, change.joint).some((one) => isThe(one, change.item))
      ? { ...data, [name]: listOrText(old, replacedItems(itemsOf(old, change.joint), change), change.joint) } : data;
    default: return change satisfies never;
  }
}

const isData = (value: Value | undefined): value is Data => typeof value === 'object' && value !== null && !isItems(value);

/** Items are compared by what is written: the year 2020 is `2020`. */
export const isThe = (value: Value | undefined, item: string): boolean => typeof value !== 'object' && String(value) === item;

export const isItems = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

const listOrText = (old: Value | undefined, items: readonly Value[], joint: string | undefined): Value => joinedItems(old, items, joint) ?? items;

/** The items of a list, or the words of a text that stands for one. */
export function itemsOf(value: Value | undefined, joint: string | undefined): readonly Value[] {
  if (value === undefined || value === null || value === '') return [];
  if (isItems(value)) return value;
  return joint !== undefined && typeof value === 'string' ? value.split(between(joint)).filter((word) => word !== '') : [value];
}

/** All white space is alike between words. */
const between = (joint: string): RegExp => (joint.trim() === '' ? /\s+/ : new RegExp(`\\s*[${joint.trim()}]\\s*`));

/** The text that stands for these items where the old value was one; `undefined` where a list is needed. */
export function joinedItems(old: Value | undefined, items: readonly Value[], joint: string | undefined): string | undefined {
  if (typeof old !== 'string' || old === '' || items.length === 0) return undefined;
  if (joint === undefined) return items.length === 1 ? String(items[0]) : undefined;
  return items.some((item) => between(joint).test(String(item))) ? undefined : items.join(joint);
}

export const withItems = (items: readonly Value[], added: readonly string[]): readonly Value[] =>
  [...items, ...new Set(added.filter((one) => !items.some((item) => isThe(item, one))))];

export function replacedItems(items: readonly Value[], { item, by }: { readonly item: string; readonly by?: string }): readonly Value[] {
  const isThere = by !== undefined && by !== item && items.some((one) => isThe(one, by));
  const first = items.findIndex((one) => isThe(one, item));
  return items.flatMap((one, index) => {
    if (!isThe(one, item)) return [one];
    return by !== undefined && !isThere && index === first ? [by] : [];
  });
}
