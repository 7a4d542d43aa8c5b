import { remembered } from '../remembered.ts';
import { rangeValue, type TemplateValue } from '../value.ts';
import { Words } from './words.ts';

/** An operand as Liquid reads it: leniently, taking what it understands and leaving the rest. */
export type Expression =
  | { readonly kind: 'value'; readonly value: TemplateValue }
  /** Texts without a letter, and in comparisons more than that. */
  | { readonly kind: 'blank' | 'empty' }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  /** `page.tags[0]["name"]`: a variable, then the steps from there. */
  | { readonly kind: 'path'; readonly name: Expression; readonly steps: readonly Step[] };

/** A name after a dot can also mean `size`, `first` and `last`. */
export interface Step { readonly key: Expression; readonly named: boolean }

/** `title | append: ".png" | relative_url` */
export interface Filtered {
  readonly of: Expression;
  readonly filters: readonly AppliedFilter[];
}

export interface AppliedFilter {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
}

/** Reads one operand: `"text"`, `3`, `(1..5)`, `page.title`. */
export function readExpression(markup: string): Expression {
  const text = markup.trim();
  const quote = text.charAt(0);
  if ((quote === '"' || quote === "'") && text.endsWith(quote)) return { kind: 'value', value: text.slice(1, -1) };
  if (/^-?\d+$/.test(text)) return { kind: 'value', value: Number(text) };
  if (quote === '(') {
    const range = readRange(text);
    if (range) return range;
  }
  if (/^-?\d[\d.]+$/.test(text)) return { kind: 'value', value: decimalLiteral(text) };
  return literals.get(text) ?? readPath(text);
}

const nothing: Expression = { kind: 'value', value: null };

const literals = new Map<string, Expression>([
  ['', nothing], ['nil', nothing], ['null', nothing],
  ['true', { kind: 'value', value: true }],
  ['false', { kind: 'value', value: false }],
  ['blank', { kind: 'blank' }],
  ['empty', { kind: 'empty' }],
]);

/** `1.0` keeps its point: Ruby prints it. */
const decimalLiteral = (text: string): TemplateValue => {
  const number = Number.parseFloat(text);
  return Number.isInteger(number) ? `${number}.0` : number;
};

function readRange(text: string): Expression | undefined {
  const dots = text.lastIndexOf('..');
  if (dots < 0 || !text.endsWith(')')) return undefined;
  // A range of ranges is nothing anybody means; not following it keeps `((((` shallow.
  const from = readEnd(text.slice(1, dots));
  const to = readEnd(text.slice(dots + 2, -1));
  if (from.kind !== 'value' || to.kind !== 'value') return { kind: 'range', from, to };
  return { kind: 'value', value: rangeValue(integerOf(from.value), integerOf(to.value)) };
}

const readEnd = (text: string): Expression => (text.trim().startsWith('(') ? nothing : readExpression(text));

/** The whole number a value begins with, as Ruby's `to_i` has it. */
export const integerOf = (value: TemplateValue): number => {
  if (typeof value === 'number') return Math.trunc(value);
  return typeof value === 'string' ? Number.parseInt(/^\s*[+-]?\d+/.exec(value)?.[0] ?? '0', 10) : 0;
};

function readPath(text: string): Expression {
  const steps: Step[] = [];
  for (const [part] of text.slice(0, LONGEST_PATH).matchAll(/\[[^\]]+\]|[A-Za-z0-9_-]+\??/g)) {
    const named = !part.startsWith('[');
    // The part has no `]` in it, so this ends one level further down.
    steps.push({ named, key: named ? { kind: 'value', value: part } : readExpression(part.slice(1, -1).replaceAll('[', ' ')) });
  }
  const [first, ...rest] = steps;
  return first ? { kind: 'path', name: first.key, steps: rest } : nothing;
}

/** Nobody writes longer ones, and reading `[[[[` again from each bracket takes its time. */
const LONGEST_PATH = 1000;

/** Reads `{{ this }}`: an operand and its filters. */
export const readFiltered = remembered((markup: string): Filtered => {
  const words = new Words(markup);
  const first = words.fragment();
  if (first === undefined) return { of: nothing, filters: [] };
  const filters = words.parts().map(readFilter).filter((filter) => filter !== undefined);
  return { of: readExpression(first), filters };
});

function readFilter(part: string): AppliedFilter | undefined {
  const name = /[A-Za-z0-9_]+/.exec(part)?.[0];
  if (name === undefined) return undefined;
  const args: Expression[] = [];
  const named: [string, Expression][] = [];
  const words = new Words(part);
  while (words.skipPast(':,')) {
    words.space();
    const key = words.take(/[A-Za-z0-9_]+\s*:\s*/y);
    const value = words.fragmentHere();
    if (value === undefined) continue;
    if (key === undefined) args.push(readExpression(value));
    else named.push([key.slice(0, key.indexOf(':')).trim(), readExpression(value)]);
  }
  return { name, args, named };
}
