import type { Value } from '../../core/site/document.ts';

/** What front matter and settings are: keys and their values. */
export type Data = Readonly<Record<string, Value>>;

export const isData = (value: Value | undefined): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** A key's value, if it is the data's own: `constructor` is a tag like any other. */
export const at = (data: Data, key: string): Value | undefined => (Object.hasOwn(data, key) ? data[key] : undefined);

/** The settings under a key; none where there is something else. */
export const dataAt = (data: Data, key: string): Data => {
  const value = at(data, key);
  return isData(value) ? value : {};
};

export const textAt = (data: Data, key: string): string | undefined => {
  const value = at(data, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A value as JavaScript makes a text of it: a list with commas, an object as what it is. */
export const asText = (value: Value): string =>
  (isList(value) ? value.map((item) => (item === null ? '' : asText(item))).join(',') : isData(value) ? '[object Object]' : String(value));

/** The texts of a list, or of a single one: how settings name several things. */
export const textsAt = (data: Data, key: string): readonly string[] => {
  const value = at(data, key);
  return (isList(value) ? value : [value]).filter((item) => typeof item === 'string' && item !== '').map(String);
};

/** Later over earlier, key by key at every depth. */
export function merged(under: Data, over: Data): Data {
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const old = result.get(key);
    result.set(key, isData(old) && isData(value) ? merged(old, value) : value);
  }
  return Object.fromEntries(result);
}
