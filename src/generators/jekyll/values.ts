import type { Value } from '../../core/site/document.ts';

/** What front matter and settings are: keys and their values. */
export type Data = Readonly<Record<string, Value>>;

export const isData = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** A value as Ruby prints it into a text. */
export function printed(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (isList(value)) return `[${value.map(inspected).join(', ')}]`;
  if (isData(value)) return `{${Object.entries(value).map(([key, item]) => `${inspected(key)}=>${inspected(item)}`).join(', ')}}`;
  return String(value);
}

const inspected = (value: Value): string => {
  if (value === null) return 'nil';
  return typeof value === 'string' ? JSON.stringify(value) : printed(value);
};

/** The texts of a list, or of a single text: how settings name several things. */
export const texts = (value: Value | undefined): readonly string[] => {
  if (isList(value)) return value.filter((item) => item !== null).map(printed);
  return typeof value === 'string' ? [value] : [];
};

/** Later over earlier, key by key at every depth; a missing value never wins. */
export function merged(under: Data, over: Data): Data {
  if (isEmpty(under)) return over;
  const result: Record<string, Value> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const old = Object.hasOwn(result, key) ? result[key] : undefined;
    if (value === null) { if (old === undefined) define(result, key, null); continue; }
    define(result, key, isData(old) && isData(value) ? merged(old, value) : value);
  }
  return result;
}

function isEmpty(data: Data): boolean {
  for (const key in data) if (Object.hasOwn(data, key)) return false;
  return true;
}

/** A key named `__proto__` is a key like any other. */
export const define = <T>(result: Record<string, T>, key: string, value: T): void => {
  Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
};

/** A key's value, if it is the data's own. */
export const at = (data: Data, key: string): Value | undefined => (Object.hasOwn(data, key) ? data[key] : undefined);
