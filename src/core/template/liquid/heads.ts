import { readExpression, type Expression } from './expression.ts';
import type { LoopHead } from './node.ts';
import { Words } from './words.ts';

/** Reads what stands after `for`: `post in site.posts reversed limit: 3 offset: 1`. */
export function readLoop(markup: string, isTable: boolean, anyOrder: boolean): LoopHead | undefined {
  const words = new Words(markup);
  const variable = words.take(isTable ? /\s*[A-Za-z0-9_]+/y : /[A-Za-z0-9_-]+/y);
  const collection = variable !== undefined && words.take(/\s+in\s+/y) !== undefined ? words.fragmentHere() : undefined;
  if (variable === undefined || collection === undefined) return undefined;
  words.space();
  const reversed = words.take(/reversed/y) !== undefined || (anyOrder && /\breversed\b/.test(markup.slice(words.at)));
  const attributes = readAttributes(words);
  const offset = attributes.get('offset');
  return {
    variable: variable.trim(),
    collection: readExpression(collection),
    name: `${variable}-${collection}`,
    limit: expressionOf(attributes.get('limit')),
    offset: offset === 'continue' ? offset : expressionOf(offset),
    reversed,
    columns: isTable ? readExpression(attributes.get('cols') ?? '') : undefined,
  };
}

const expressionOf = (markup: string | undefined): Expression | undefined =>
  markup === undefined ? undefined : readExpression(markup);

/** `limit: 3 offset: page.skip`, to the end. */
export function readAttributes(words: Words): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  while (!words.isAtEnd) {
    words.space();
    const key = words.take(/[A-Za-z0-9_][A-Za-z0-9_-]*\s*:/y);
    const value = key === undefined ? undefined : words.fragmentHere();
    if (key !== undefined && value !== undefined) attributes.set(key.slice(0, -1).trim(), value);
    else if (words.fragmentHere() === undefined) words.at += 1;
  }
  return attributes;
}

/** What stands after `cycle`: `"odd", "even"`, or with a name `rows: "odd", "even"`. */
export function readCycle(markup: string): { readonly name: Expression; readonly values: readonly Expression[] } | undefined {
  const words = new Words(markup);
  const first = words.fragmentHere(':');
  words.space();
  const isNamed = first !== undefined && words.take(/:/y) !== undefined;
  const list = isNamed ? markup.slice(words.at) : markup;
  const values = list.split(',').map((part) => new Words(part).fragment()).filter((part) => part !== undefined);
  if (values.length === 0) return undefined;
  return { name: isNamed ? readExpression(first) : { kind: 'value', value: values.join(',') }, values: values.map(readExpression) };
}

/** What stands after `when`: `"a" or "b", "c"`. */
export function readWhen(markup: string): readonly Expression[] {
  const words = new Words(markup);
  const values: Expression[] = [];
  for (let value = words.fragment(); value !== undefined; value = words.fragmentHere()) {
    values.push(readExpression(value));
    if (words.take(/\s+or\s+|\s*,\s*/y) === undefined) break;
  }
  return values;
}

/** The name and the rest of `name = value`. */
export function readAssignment(markup: string): { readonly name: string; readonly value: string } | undefined {
  const equals = markup.indexOf('=');
  const name = /[A-Za-z0-9_.()[\]-]+$/.exec(markup.slice(Math.max(0, equals - LONGEST_NAME), Math.max(0, equals)).trimEnd());
  return name ? { name: name[0], value: markup.slice(equals + 1) } : undefined;
}

const LONGEST_NAME = 200;

export const readName = (markup: string): string | undefined => /[A-Za-z0-9_.()[\]-]+/.exec(markup)?.[0];
