import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { LONGEST_LIST, LONGEST_TEXT } from '../budget.ts';
import { FilterProblem, type FilterCall, type FilterResult } from '../filter.ts';
import { report } from '../run.ts';
import { boundsOf, hasMark, hasUnknown, isList, isMapping, isUncertain, memberOf, requestOf, type TemplateValue } from '../value.ts';
import type { Arguments, Expression, Operator } from './expression.ts';
import { nunjucksFilters } from './filters.ts';
import type { Run } from './run.ts';

/** What a condition comes to. */
export type Truth = boolean | 'unknown';

/** As JavaScript has it: an empty text and zero are false, an empty list is true. */
export function truthOf(value: TemplateValue): Truth {
  if (value === UNKNOWN) return 'unknown';
  return !(value === null || value === false || value === '' || value === 0);
}

/** An expression's value here and now. `range` is the tag it is in. */
export function valueOf(run: Run, expression: Expression, range: Range): TemplateValue {
  const of = (each: Expression): TemplateValue => valueOf(run, each, range);
  switch (expression.kind) {
    case 'value': return expression.value;
    case 'name': return run.scopes.get(expression.name);
    case 'member': return member(of(expression.of), of(expression.key));
    case 'call': return called(run, expression, range);
    case 'filter': return escapers.has(expression.name) && isSafe(run, expression.of)
      ? of(expression.of)
      : filtered(run, expression.name, of(expression.of), expression.args, range);
    case 'list': return small(run, expression.items.map(of));
    case 'mapping': return small(run, Object.fromEntries(expression.entries.map(([key, value]) => [key, of(value)])));
    case 'unary': return unary(expression.operator, of(expression.of));
    case 'binary': return binary(run, expression, range);
    case 'test': return fromTruth(test(run, expression, range));
    case 'choice': return choice(run, expression, range);
    default: return expression satisfies never;
  }
}

/** What has been escaped, or is said to need none. */
export function isSafe(run: Run, expression: Expression): boolean {
  if (expression.kind === 'name') return run.safe.has(expression.name);
  if (expression.kind !== 'filter') return false;
  return safeFilters.has(expression.name) || (keepingFilters.has(expression.name) && isSafe(run, expression.of));
}

const escapers = new Set(['escape', 'e']);

const safeFilters = new Set(['safe', 'escape', 'e', 'forceescape']);

const keepingFilters = new Set(['trim', 'capitalize', 'title', 'replace', 'truncate', 'indent', 'center', 'string', 'nl2br', 'striptags', 'urlize']);

const fromTruth = (truth: Truth): TemplateValue => (truth === 'unknown' ? UNKNOWN : truth);

/** A list of lists of lists can be endless in a few lines: what holds too much is unknown. */
function small(run: Run, value: TemplateValue): TemplateValue {
  const size = sizeWithin(value, LONGEST_LIST);
  run.budget.spend(size);
  return size > LONGEST_LIST ? UNKNOWN : value;
}

const DEEPEST = 50;

function sizeWithin(value: TemplateValue, most: number, depth = 0): number {
  if (!isList(value) && !isMapping(value)) return 1;
  let size = depth > DEEPEST ? most + 1 : 1;
  for (const item of isList(value) ? value : Object.values(value)) {
    if (size > most) break;
    size += sizeWithin(item, most - size, depth + 1);
  }
  return size;
}

function member(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (value === UNKNOWN || key === UNKNOWN) return UNKNOWN;
  if (key === 'length') {
    if (isUncertain(value) && !isList(value)) return UNKNOWN;
    if (typeof value === 'string' || isList(value)) return value.length;
  }
  if (typeof value === 'string' && typeof key === 'number') return isUncertain(value) ? UNKNOWN : value.charAt(key);
  if (isList(value) && typeof key === 'number' && key < 0) return null;
  return memberOf(value, key);
}

function called(run: Run, { of, args }: Extract<Expression, { kind: 'call' }>, range: Range): TemplateValue {
  const values = args.values.map((each) => valueOf(run, each, range));
  // What a method makes of its value is a program's business.
  if (of.kind !== 'name') return UNKNOWN;
  const { functions } = run.world;
  const own = functions && Object.hasOwn(functions, of.name) ? functions[of.name] : undefined;
  if (own) return settled(run, own(values[0] ?? null, values.slice(1), callOf(run, args, range)), range);
  if (of.name === 'range') return rangeOf(values);
  if (run.scopes.get(of.name) !== null || knownFunctions.has(of.name) || run.world.unknownName === 'unknown') return UNKNOWN;
  report(run, `The build stops here: there is no function \`${of.name}\`.`, range);
  return UNKNOWN;
}

const knownFunctions = new Set(['cycler', 'joiner', 'super', 'caller']);

function rangeOf(values: readonly TemplateValue[]): TemplateValue {
  const numbers = values.map((value) => (typeof value === 'number' ? value : Number.NaN));
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const length = Math.ceil((stop - start) / step);
  if (Number.isNaN(length) || length > LONGEST_LIST) return UNKNOWN;
  return Array.from({ length: Math.max(0, length) }, (_, i) => start + i * step);
}

function callOf(run: Run, args: Arguments, range: Range): FilterCall {
  return {
    named: new Map(args.named.map(([name, value]) => [name, valueOf(run, value, range)])),
    text: (value) => printed(run, value ?? null, range),
  };
}

/** A value as JavaScript makes a text of it. */
export function printed(run: Run, value: TemplateValue, range: Range): string {
  if (isList(value)) return value.map((item) => printed(run, item, range)).join(',');
  return run.asked.text(value, range, run.perhaps > 0 || run.unsureLoops > 0);
}

export function filtered(run: Run, name: string, input: TemplateValue, args: Arguments, range: Range): TemplateValue {
  const { filters, deferrable, unknownName } = run.world;
  if (args.values.length === 0 && deferrable?.has(name)) {
    const deferred = run.asked.deferred(input, name);
    if (deferred !== undefined) return deferred;
  }
  const values = args.values.map((each) => valueOf(run, each, range));
  const value = requestOf(input) ? printed(run, input, range) : input;
  const own = filters && Object.hasOwn(filters, name) ? filters[name] : undefined;
  const filter = own ?? (Object.hasOwn(nunjucksFilters, name) ? nunjucksFilters[name] : undefined);
  if (filter) return settled(run, filter(value, values, callOf(run, args, range)), range);
  if (unknownName !== 'unknown') report(run, `The build stops here: there is no filter \`${name}\`.`, range);
  return UNKNOWN;
}

function settled(run: Run, result: FilterResult, range: Range): TemplateValue {
  if (result instanceof FilterProblem) {
    report(run, `The build stops here: ${result.message}.`, range);
    return UNKNOWN;
  }
  if (result === undefined) return UNKNOWN;
  if (typeof result === 'string') run.budget.spend(result.length);
  return typeof result === 'string' && result.length > LONGEST_TEXT ? UNKNOWN : result;
}

function unary(operator: 'not' | '-' | '+', value: TemplateValue): TemplateValue {
  if (value === UNKNOWN) return UNKNOWN;
  if (operator === 'not') return !truthOf(value);
  const number = numberOf(value);
  return number === undefined ? UNKNOWN : operator === '-' ? -number : number;
}

function choice(run: Run, { test, then, otherwise }: Extract<Expression, { kind: 'choice' }>, range: Range): TemplateValue {
  const truth = truthOf(valueOf(run, test, range));
  if (truth === 'unknown') return UNKNOWN;
  if (truth) return valueOf(run, then, range);
  return otherwise ? valueOf(run, otherwise, range) : '';
}

function binary(run: Run, { operator, left, right }: Extract<Expression, { kind: 'binary' }>, range: Range): TemplateValue {
  const a = valueOf(run, left, range);
  if (operator === 'and' || operator === 'or') {
    const truth = truthOf(a);
    if (truth === 'unknown') return UNKNOWN;
    return truth === (operator === 'or') ? a : valueOf(run, right, range);
  }
  const b = valueOf(run, right, range);
  if (operator === '~' || operator === '+') return joined(run, operator, a, b, range);
  return isComparison(operator) ? fromTruth(compare(a, operator, b)) : arithmetic(a, operator, b);
}

/** Texts with unknown parts are joined as they are. */
function joined(run: Run, operator: '~' | '+', a: TemplateValue, b: TemplateValue, range: Range): TemplateValue {
  const areTexts = operator === '~' || typeof a === 'string' || typeof b === 'string' || requestOf(a) || requestOf(b);
  if (!areTexts) return typeof a === 'number' && typeof b === 'number' ? a + b : UNKNOWN;
  // A value of which not even the type is known may be a number.
  if (operator === '+' && ((a === UNKNOWN && typeof b !== 'string') || (b === UNKNOWN && typeof a !== 'string'))) return UNKNOWN;
  const text = textIn(run, a, range) + textIn(run, b, range);
  run.budget.spend(text.length);
  return text.length > LONGEST_TEXT ? UNKNOWN : text;
}

/** JavaScript joins nothing to a text as `undefined` or as `null`; which of them it is nobody knows here. */
const textIn = (run: Run, value: TemplateValue, range: Range): string => (value === null ? UNKNOWN : printed(run, value, range));

type Comparison = Extract<Operator, 'in' | 'not in' | '==' | '===' | '!=' | '!==' | '<' | '>' | '<=' | '>='>;

const isComparison = (operator: Operator): operator is Comparison => comparisons.has(operator);

const comparisons = new Set<Operator>(['in', 'not in', '==', '===', '!=', '!==', '<', '>', '<=', '>=']);

function compare(a: TemplateValue, operator: Comparison, b: TemplateValue): Truth {
  switch (operator) {
    case '==':
    case '===': return areEqual(a, b, operator === '===');
    case '!=':
    case '!==': return opposite(areEqual(a, b, operator === '!=='));
    case 'in': return isIn(a, b);
    case 'not in': return opposite(isIn(a, b));
    case '<': return inOrder(a, b, (order) => order < 0);
    case '>': return inOrder(a, b, (order) => order > 0);
    case '<=': return inOrder(a, b, (order) => order <= 0);
    case '>=': return inOrder(a, b, (order) => order >= 0);
    default: return operator satisfies never;
  }
}

const opposite = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth);

function areEqual(a: TemplateValue, b: TemplateValue, strict: boolean): Truth {
  if (a === UNKNOWN || b === UNKNOWN) return 'unknown';
  if (isUncertain(a) || isUncertain(b)) return a === '' || b === '' || a === null || b === null ? false : 'unknown';
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return a === b ? true : 'unknown';
  if (strict || typeof a === typeof b || a === null || b === null) return a === b;
  return typeof a === 'object' || typeof b === 'object' ? 'unknown' : Number(a) === Number(b);
}

function inOrder(a: TemplateValue, b: TemplateValue, is: (order: number) => boolean): Truth {
  if (isUncertain(a) || isUncertain(b) || a === null || b === null) return 'unknown';
  if (typeof a === 'string' && typeof b === 'string') return is(a < b ? -1 : a > b ? 1 : 0);
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined) return 'unknown';
  return !Number.isNaN(left - right) && is(left - right);
}

const numberOf = (value: TemplateValue): number | undefined =>
  (isUncertain(value) || (typeof value === 'object' && value !== null) ? undefined : value === null ? Number.NaN : Number(value));

function isIn(part: TemplateValue, whole: TemplateValue): Truth {
  if (part === UNKNOWN || whole === UNKNOWN || isUncertain(part)) return 'unknown';
  if (typeof whole === 'string') {
    if (typeof part === 'string' && whole.includes(part)) return true;
    return hasUnknown(whole) || hasMark(whole) ? 'unknown' : false;
  }
  if (isList(whole)) return whole.includes(part) ? true : isUncertain(whole) ? 'unknown' : false;
  if (isMapping(whole)) return Object.hasOwn(whole, String(part)) ? true : Object.hasOwn(whole, UNKNOWN) ? 'unknown' : false;
  return 'unknown';
}

function arithmetic(a: TemplateValue, operator: Operator, b: TemplateValue): TemplateValue {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined) return UNKNOWN;
  const results: Partial<Record<Operator, number>> = {
    '-': left - right, '*': left * right, '/': left / right, '//': Math.floor(left / right), '%': left % right, '**': left ** right,
  };
  const result = results[operator];
  return result === undefined || !Number.isFinite(result) ? UNKNOWN : result;
}

function test(run: Run, { of, name, args, negated }: Extract<Expression, { kind: 'test' }>, range: Range): Truth {
  const value = valueOf(run, of, range);
  const other = args.values.map((each) => valueOf(run, each, range))[0] ?? null;
  if (!tests.has(name) && run.world.unknownName !== 'unknown') report(run, `The build stops here: there is no test \`${name}\`.`, range);
  const truth = value === UNKNOWN ? 'unknown' : passes(name, value, other);
  return negated ? opposite(truth) : truth;
}

const tests = new Set([
  'defined', 'undefined', 'null', 'none', 'truthy', 'falsy', 'string', 'number', 'boolean', 'mapping', 'iterable', 'odd', 'even', 'divisibleby',
  'eq', 'equalto', 'sameas', 'ne', 'gt', 'greaterthan', 'lt', 'lessthan', 'ge', 'le', 'callable', 'escaped', 'lower', 'upper', 'set', 'map',
]);

function passes(name: string, value: TemplateValue, other: TemplateValue): Truth {
  switch (name) {
    // A key that is there and empty is no key that is not there; front matter has few of them.
    case 'defined': return value !== null;
    case 'undefined':
    case 'null':
    case 'none': return value === null;
    case 'truthy': return truthOf(value);
    case 'falsy': return opposite(truthOf(value));
    case 'string': return typeof value === 'string';
    case 'number': return typeof value === 'number';
    case 'boolean': return typeof value === 'boolean';
    case 'mapping': return isMapping(value);
    case 'iterable': return isList(value) || typeof value === 'string';
    case 'odd': return typeof value === 'number' && value % 2 === 1;
    case 'even': return typeof value === 'number' && value % 2 === 0;
    case 'divisibleby': return typeof value === 'number' && typeof other === 'number' && value % other === 0;
    case 'eq':
    case 'equalto':
    case 'sameas': return areEqual(value, other, true);
    case 'ne': return opposite(areEqual(value, other, true));
    case 'gt':
    case 'greaterthan': return inOrder(value, other, (order) => order > 0);
    case 'lt':
    case 'lessthan': return inOrder(value, other, (order) => order < 0);
    case 'ge': return inOrder(value, other, (order) => order >= 0);
    case 'le': return inOrder(value, other, (order) => order <= 0);
    default: return 'unknown';
  }
}

/** What `for` goes through, as far as it is a list or a mapping. */
export function itemsOf(value: TemplateValue): readonly TemplateValue[] | 'unknown' {
  if (value === UNKNOWN || requestOf(value) || boundsOf(value)) return 'unknown';
  if (isList(value)) return value.length > LONGEST_LIST ? 'unknown' : value;
  if (isMapping(value)) return Object.hasOwn(value, UNKNOWN) ? 'unknown' : Object.entries(value);
  if (typeof value === 'string') return isUncertain(value) || value.length > LONGEST_LIST ? 'unknown' : Array.from(value);
  return [];
}
