import { remembered } from '../remembered.ts';
import { readExpression, type Expression } from './expression.ts';
import { Words } from './words.ts';

/** What stands after `if`. `and` and `or` are of one rank and read from right to left: `a and (b or c)`. */
export type Condition =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'compare'; readonly left: Expression; readonly operator: Operator; readonly right: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition };

export type Operator = '==' | '!=' | '<' | '>' | '<=' | '>=' | 'contains';

/** Reads a condition. A text instead of one says why the build would stop. */
export const readCondition = (markup: string, knowsNot: boolean): Condition | string => (knowsNot ? readWithNot : readPlain)(markup);

const readWithNot = remembered((markup: string) => conditionIn(markup, true));
const readPlain = remembered((markup: string) => conditionIn(markup, false));

function conditionIn(markup: string, knowsNot: boolean): Condition | string {
  const parts = splitAtConnectives(markup);
  let condition: Condition | undefined;
  for (const { text, connective } of parts.reverse()) {
    const test = readTest(text, knowsNot);
    if (typeof test === 'string') return test;
    condition = condition && connective ? { kind: connective, left: test, right: condition } : test;
  }
  return condition ?? 'it has no condition';
}

interface Part { readonly text: string; readonly connective: 'and' | 'or' | undefined }

/** `a == b and c` is `a == b`, followed by `and`, and `c`. */
function splitAtConnectives(markup: string): Part[] {
  const parts: Part[] = [];
  const words = new Words(markup);
  let start = 0;
  while (!words.isAtEnd) {
    const word = words.fragmentHere();
    if (word === undefined) words.at += 1;
    if ((word !== 'and' && word !== 'or') || parts.length >= MOST_PARTS) continue;
    parts.push({ text: markup.slice(start, words.at - word.length), connective: word });
    start = words.at;
  }
  return [...parts, { text: markup.slice(start), connective: undefined }];
}

/** Conditions are evaluated by recursion; nobody writes longer ones. */
const MOST_PARTS = 500;

function readTest(text: string, knowsNot: boolean): Condition | string {
  const negations = knowsNot ? /^\s*(?:not\s+)+/.exec(text)?.[0] ?? '' : '';
  const test = readComparison(text.slice(negations.length));
  const negated = (negations.match(/not/g)?.length ?? 0) % 2 === 1;
  return typeof test === 'string' || !negated ? test : { kind: 'not', of: test };
}

function readComparison(text: string): Condition | string {
  const words = new Words(text);
  const left = operand(words);
  if (left === undefined) return 'it has no condition';
  const glued = !/\s/.test(text.charAt(words.at));
  words.space();
  const operator = words.take(/[=!<>]+|[a-z_]+/y);
  if (operator === undefined) return { kind: 'value', value: readExpression(left) };
  const known = operators.get(operator);
  if (known) return { kind: 'compare', left: readExpression(left), operator: known, right: readExpression(words.fragmentHere() ?? '') };
  // Without spaces `a=b` is taken for a variable of that name.
  if (glued) return { kind: 'value', value: readExpression(new Words(text).fragment() ?? '') };
  return `it does not know the operator \`${operator}\``;
}

const operators = new Map<string, Operator>([
  ['==', '=='], ['!=', '!='], ['<>', '!='], ['<', '<'], ['>', '>'], ['<=', '<='], ['>=', '>='], ['contains', 'contains'],
]);

/** The left side ends where an operator begins, also without a space: `a=="x"`. */
function operand(words: Words): string | undefined {
  while (!words.isAtEnd) {
    const found = words.fragmentHere('=!<>');
    if (found !== undefined) return found;
    if (words.take(/[=!<>]+/y) !== undefined) return '';
    words.at += 1;
  }
  return undefined;
}
