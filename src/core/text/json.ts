import type { ScalarPlace, Value } from '../site/document.ts';
import { ParseError } from './parse-error.ts';
import { readAnyMap } from './yaml.ts';

export interface JsonMap {
  readonly data: Readonly<Record<string, Value>>;
  readonly scalars: ReadonlyMap<string, ScalarPlace>;
}

/**
 * Reads a JSON object and where each of its scalars stands. `braceless` is one without the outer braces. `undefined`
 * for any other JSON; throws a `ParseError`.
 */
export function readJsonMap(text: string, braceless = false): JsonMap | undefined {
  const shift = braceless ? 1 : 0;
  const whole = braceless ? `{${text}\n}` : text;
  const value = parsed(whole, text, shift);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { data: safe(value), scalars: placesIn(whole, shift) };
}

function parsed(whole: string, text: string, shift: number): Value {
  try {
    return JSON.parse(whole);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /at position (\d+)/.exec(message)?.[1];
    throw new ParseError('It is not valid JSON.', text, at === undefined ? text.length : Number(at) - shift);
  }
}

/** JSON is YAML too, as far as places go. */
function placesIn(whole: string, shift: number): ReadonlyMap<string, ScalarPlace> {
  try {
    const scalars = readAnyMap(whole, { version: '1.2', duplicateKeys: 'last' })?.scalars ?? new Map<string, ScalarPlace>();
    return new Map(Array.from(scalars, ([path, { key, value, quoted }]) => [path, {
      key: { start: key.start - shift, end: key.end - shift },
      value: { start: value.start - shift, end: value.end - shift },
      quoted,
    }]));
  } catch (error) {
    if (error instanceof ParseError) return new Map();
    throw error;
  }
}

function safe(value: object): Record<string, Value> {
  const data: Record<string, Value> = Object.create(null);
  for (const [key, item] of Object.entries(value)) data[key] = safeValue(item);
  return data;
}

function safeValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(safeValue);
  return typeof value === 'object' && value !== null ? safe(value) : value;
}
