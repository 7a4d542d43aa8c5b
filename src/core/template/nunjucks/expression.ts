import { UNKNOWN } from '../../text/derived.ts';
import type { TemplateValue } from '../value.ts';
import { lexemesOf, type Lexeme } from './lexemes.ts';

/** An expression of Nunjucks, which is nearly one of Python's. */
export type Expression =
  | { readonly kind: 'value'; readonly value: TemplateValue }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly of: Expression; readonly args: Arguments }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [key: string, value: Expression])[] }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-' | '+'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly args: Arguments; readonly negated: boolean }
  | { readonly kind: 'choice'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression | undefined };

export type Operator =
  | 'or' | 'and' | 'in' | 'not in' | '==' | '===' | '!=' | '!==' | '<' | '>' | '<=' | '>='
  | '~' | '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface Arguments {
  readonly values: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
}

/** Reads a whole expression. `undefined` where Nunjucks would refuse it. */
export function readExpression(markup: string): Expression | undefined {
  const reader = readerOf(markup);
  const expression = reader && readChoice(reader);
  return expression && isDone(reader) ? expression : undefined;
}

/** Reads expressions with commas between, as after `set` or `for`. */
export function readList(markup: string): readonly Expression[] | undefined {
  const reader = readerOf(markup);
  if (!reader) return undefined;
  const items: Expression[] = [];
  do {
    const item = readChoice(reader);
    if (!item) return undefined;
    items.push(item);
  } while (takeSign(reader, ','));
  return isDone(reader) ? items : undefined;
}

interface Reader {
  readonly lexemes: readonly Lexeme[];
  at: number;
  depth: number;
}

const readerOf = (markup: string): Reader | undefined => {
  const lexemes = markup.length > LONGEST_EXPRESSION ? undefined : lexemesOf(markup);
  return lexemes && { lexemes, at: 0, depth: 0 };
};

const LONGEST_EXPRESSION = 20_000;

const isDone = ({ lexemes, at }: Reader): boolean => at >= lexemes.length;

/** Expressions are read and evaluated by recursion; nobody nests deeper. */
const DEEPEST = 40;

const peek = ({ lexemes, at }: Reader): Lexeme | undefined => lexemes[at];

function takeSign(reader: Reader, ...signs: readonly string[]): string | undefined {
  const lexeme = peek(reader);
  if (lexeme?.kind !== 'sign' || !signs.includes(lexeme.text)) return undefined;
  reader.at += 1;
  return lexeme.text;
}

function takeWord(reader: Reader, word: string): boolean {
  const lexeme = peek(reader);
  if (lexeme?.kind !== 'name' || lexeme.text !== word) return false;
  reader.at += 1;
  return true;
}

function readChoice(reader: Reader): Expression | undefined {
  if (reader.depth >= DEEPEST) return undefined;
  reader.depth += 1;
  const then = readBinary(reader, 0);
  let choice = then;
  if (then && takeWord(reader, 'if')) {
    const test = readBinary(reader, 0);
    const otherwise = takeWord(reader, 'else') ? readChoice(reader) : undefined;
    choice = test && { kind: 'choice', test, then, otherwise };
  }
  reader.depth -= 1;
  return choice;
}

/**
 * From the loosest to the tightest; `not` stands between `and` and `in`. Nunjucks writes what it reads as JavaScript
 * without brackets, so it is JavaScript's ranks that count: `1 ~ 2 + 3` is `123`.
 */
const ranks: readonly (readonly Operator[])[] = [
  ['or'], ['and'], ['in', 'not in'], ['==', '===', '!=', '!==', '<', '>', '<=', '>='], ['~', '+', '-'], ['*', '/', '//', '%'], ['**'],
];

function readBinary(reader: Reader, rank: number): Expression | undefined {
  const operators = ranks[rank];
  if (!operators) return readUnary(reader);
  if (rank === 2 && takeWord(reader, 'not')) return readNot(reader);
  let left = readBinary(reader, rank + 1);
  if (left && rank === 2) left = readTests(reader, left);
  for (let length = 0; left && length < MOST_OPERANDS; length += 1) {
    const operator = takeOperator(reader, operators);
    if (!operator) return left;
    const right = readBinary(reader, rank + 1);
    left = right && { kind: 'binary', operator, left, right };
  }
  return undefined;
}

const MOST_OPERANDS = 500;

function readNot(reader: Reader): Expression | undefined {
  if (reader.depth >= DEEPEST) return undefined;
  reader.depth += 1;
  const of = readBinary(reader, 2);
  reader.depth -= 1;
  return of && { kind: 'unary', operator: 'not', of };
}

/** `x is defined`, `x is not divisibleby(3)`. */
function readTests(reader: Reader, of: Expression): Expression | undefined {
  if (!takeWord(reader, 'is')) return of;
  const negated = takeWord(reader, 'not');
  const lexeme = peek(reader);
  if (lexeme?.kind !== 'name') return undefined;
  reader.at += 1;
  const args = takeSign(reader, '(') ? readArguments(reader) : noArguments;
  return args && { kind: 'test', of, name: lexeme.text, args, negated };
}

const noArguments: Arguments = { values: [], named: [] };

function takeOperator(reader: Reader, operators: readonly Operator[]): Operator | undefined {
  const lexeme = peek(reader);
  const next = reader.lexemes[reader.at + 1];
  const isNotIn = lexeme?.kind === 'name' && lexeme.text === 'not' && next?.kind === 'name' && next.text === 'in';
  const written = isNotIn ? 'not in' : lexeme?.kind === 'sign' || lexeme?.kind === 'name' ? lexeme.text : undefined;
  const operator = operators.find((each) => each === written);
  if (operator) reader.at += isNotIn ? 2 : 1;
  return operator;
}

/** `-x | abs` filters what is negative. */
function readUnary(reader: Reader): Expression | undefined {
  const signs: ('-' | '+')[] = [];
  for (let sign = takeSign(reader, '-', '+'); sign !== undefined; sign = takeSign(reader, '-', '+')) {
    signs.push(sign === '-' ? '-' : '+');
    if (signs.length > DEEPEST) return undefined;
  }
  const operand = readPostfix(reader, readPrimary(reader));
  return readFilters(reader, operand && signs.reduceRight<Expression>((of, operator) => ({ kind: 'unary', operator, of }), operand));
}

function readPrimary(reader: Reader): Expression | undefined {
  const lexeme = peek(reader);
  if (!lexeme) return undefined;
  reader.at += 1;
  switch (lexeme.kind) {
    case 'value': return { kind: 'value', value: lexeme.value };
    case 'name': return constants.get(lexeme.text) ?? { kind: 'name', name: lexeme.text };
    case 'sign':
      if (lexeme.text === '(') return readGroup(reader);
      if (lexeme.text === '[') return readListUntil(reader, ']');
      return lexeme.text === '{' ? readMapping(reader) : undefined;
    default: return lexeme satisfies never;
  }
}

const constants = new Map<string, Expression>([
  ['true', { kind: 'value', value: true }], ['True', { kind: 'value', value: true }],
  ['false', { kind: 'value', value: false }], ['False', { kind: 'value', value: false }],
  ['none', { kind: 'value', value: null }], ['None', { kind: 'value', value: null }], ['null', { kind: 'value', value: null }],
]);

/** `(a)`, and `(a, b)`, of which Nunjucks takes the last. */
function readGroup(reader: Reader): Expression | undefined {
  const list = readListUntil(reader, ')');
  return list?.kind === 'list' ? list.items.at(-1) ?? { kind: 'value', value: UNKNOWN } : undefined;
}

function readListUntil(reader: Reader, close: string): Expression | undefined {
  const items: Expression[] = [];
  while (!takeSign(reader, close)) {
    if (items.length > 0 && !takeSign(reader, ',')) return undefined;
    if (items.length > 0 && takeSign(reader, close)) break;
    const item = readChoice(reader);
    if (!item) return undefined;
    items.push(item);
  }
  return { kind: 'list', items };
}

function readMapping(reader: Reader): Expression | undefined {
  const entries: (readonly [string, Expression])[] = [];
  while (!takeSign(reader, '}')) {
    if (entries.length > 0 && !takeSign(reader, ',')) return undefined;
    const key = peek(reader);
    reader.at += 1;
    const value = takeSign(reader, ':') ? readChoice(reader) : undefined;
    if (!value || !key || key.kind === 'sign') return undefined;
    entries.push([key.kind === 'name' ? key.text : String(key.value), value]);
  }
  return { kind: 'mapping', entries };
}

function readPostfix(reader: Reader, primary: Expression | undefined): Expression | undefined {
  let of = primary;
  for (let length = 0; of && length < MOST_OPERANDS; length += 1) {
    const sign = takeSign(reader, '.', '[', '(');
    if (sign === undefined) return of;
    of = sign === '.' ? readDot(reader, of) : sign === '[' ? readIndex(reader, of) : readCall(reader, of);
  }
  return undefined;
}

function readDot(reader: Reader, of: Expression): Expression | undefined {
  const lexeme = peek(reader);
  if (!lexeme || lexeme.kind === 'sign') return undefined;
  reader.at += 1;
  return { kind: 'member', of, key: { kind: 'value', value: lexeme.kind === 'name' ? lexeme.text : lexeme.value } };
}

function readIndex(reader: Reader, of: Expression): Expression | undefined {
  const key = readChoice(reader);
  return key && takeSign(reader, ']') ? { kind: 'member', of, key } : undefined;
}

function readCall(reader: Reader, of: Expression): Expression | undefined {
  const args = readArguments(reader);
  return args && { kind: 'call', of, args };
}

/** What is between `(` and `)`: values, and `name=value`. */
function readArguments(reader: Reader): Arguments | undefined {
  const values: Expression[] = [];
  const named: (readonly [string, Expression])[] = [];
  while (!takeSign(reader, ')')) {
    if (values.length + named.length > 0 && !takeSign(reader, ',')) return undefined;
    const key = peek(reader);
    const equals = reader.lexemes[reader.at + 1];
    const isNamed = key?.kind === 'name' && equals?.kind === 'sign' && equals.text === '=';
    if (isNamed) reader.at += 2;
    const value = readChoice(reader);
    if (!value) return undefined;
    if (isNamed) named.push([key.text, value]);
    else values.push(value);
  }
  return { values, named };
}

/** `x | upper | replace("a", "b")` */
function readFilters(reader: Reader, operand: Expression | undefined): Expression | undefined {
  let of = operand;
  for (let length = 0; of && length < MOST_OPERANDS; length += 1) {
    if (!takeSign(reader, '|')) return of;
    of = readFilter(reader, of);
  }
  return undefined;
}

function readFilter(reader: Reader, of: Expression): Expression | undefined {
  const name = readFilterName(reader);
  const args = takeSign(reader, '(') ? readArguments(reader) : noArguments;
  return name !== undefined && args ? { kind: 'filter', of, name, args } : undefined;
}

function readFilterName(reader: Reader): string | undefined {
  const lexeme = peek(reader);
  if (lexeme?.kind !== 'name') return undefined;
  reader.at += 1;
  const more = takeSign(reader, '.') ? readFilterName(reader) : '';
  return more === undefined ? undefined : more === '' ? lexeme.text : `${lexeme.text}.${more}`;
}

/** Reads what a `filter` block names: `upper`, `replace("a", "b")`. */
export function readFilterHead(markup: string): { readonly name: string; readonly args: Arguments } | undefined {
  const reader = readerOf(markup);
  const filter = reader && readFilter(reader, { kind: 'value', value: null });
  return reader && filter?.kind === 'filter' && isDone(reader) ? filter : undefined;
}
