import { UNKNOWN } from '../../text/derived.ts';
import { boundsOf, hasMark, hasUnknown, isList, isMapping, isUncertain, requestOf, type TemplateValue } from '../value.ts';
import type { Operator } from './condition.ts';

/** What a condition comes to. */
export type Truth = boolean | 'unknown';

/** Everything but nil and false is true: an empty text and zero, too. */
export function truthOf(value: TemplateValue): Truth {
  if (value === UNKNOWN) return 'unknown';
  return value !== null && value !== false;
}

export const opposite = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth);

export function compare(left: TemplateValue, operator: Operator, right: TemplateValue): Truth {
  switch (operator) {
    case '==': return areEqual(left, right);
    case '!=': return opposite(areEqual(left, right));
    case 'contains': return contains(left, right);
    case '<': return inOrder(left, right, (order) => order < 0);
    case '>': return inOrder(left, right, (order) => order > 0);
    case '<=': return inOrder(left, right, (order) => order <= 0);
    case '>=': return inOrder(left, right, (order) => order >= 0);
    default: return operator satisfies never;
  }
}

export function areEqual(left: TemplateValue, right: TemplateValue): Truth {
  if (left === UNKNOWN || right === UNKNOWN) return 'unknown';
  if (isUncertain(left) || isUncertain(right)) return sameKind(left, right) ? 'unknown' : false;
  if (isList(left) && isList(right)) return areListsEqual(left, right);
  if (isMapping(left) && isMapping(right)) return left === right ? true : 'unknown';
  const bounds = boundsOf(left);
  const others = boundsOf(right);
  if (bounds && others) return bounds.from === others.from && bounds.to === others.to;
  if (isDecimal(left) !== isDecimal(right)) return toNumber(left) === toNumber(right);
  return left === right;
}

/** A text that is not wholly known is still not nil, no number, and not without letters. */
function sameKind(left: TemplateValue, right: TemplateValue): boolean {
  const isText = (value: TemplateValue): boolean => typeof value === 'string' || requestOf(value) !== undefined;
  if (left === '' || right === '') return false;
  return (isText(left) && isText(right)) || (isList(left) && isList(right));
}

function areListsEqual(left: readonly TemplateValue[], right: readonly TemplateValue[]): Truth {
  if (left.length !== right.length) return false;
  const truths = left.map((item, i) => (isList(item) ? 'unknown' : areEqual(item, right[i] ?? null)));
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

/** `1.0` is kept as text so that it prints like that; it is a number all the same. */
const isDecimal = (value: TemplateValue): boolean => typeof value === 'string' && /^-?\d{1,15}\.0$/.test(value);

const toNumber = (value: TemplateValue): TemplateValue => (typeof value === 'string' && isDecimal(value) ? Number(value) : value);

/** Comparing what cannot be compared - nil with a number - is false, and of a text with a number nobody is sure. */
function inOrder(left: TemplateValue, right: TemplateValue, test: (order: number) => boolean): Truth {
  if (isUncertain(left) || isUncertain(right)) return 'unknown';
  const [a, b] = [toNumber(left), toNumber(right)];
  if (typeof a === 'number' && typeof b === 'number') return test(a - b);
  if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : a > b ? 1 : 0);
  // Ruby stops at a text against a number; nothing else has an order.
  return (typeof a === 'string' && typeof b === 'number') || (typeof a === 'number' && typeof b === 'string') ? 'unknown' : false;
}

function contains(whole: TemplateValue, part: TemplateValue): Truth {
  if (whole === UNKNOWN || part === UNKNOWN) return 'unknown';
  if (whole === null || part === null || whole === false || part === false) return false;
  if (typeof whole === 'string') return textContains(whole, part);
  if (isList(whole)) {
    const truths = whole.map((item) => areEqual(item, part));
    return truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;
  }
  if (isMapping(whole)) return typeof part === 'string' && Object.hasOwn(whole, part) ? true : Object.hasOwn(whole, UNKNOWN) ? 'unknown' : false;
  if (requestOf(whole)) return 'unknown';
  const bounds = boundsOf(whole);
  return bounds !== undefined && typeof part === 'number' && part >= bounds.from && part <= bounds.to;
}

function textContains(whole: string, part: TemplateValue): Truth {
  if (requestOf(part) || (typeof part === 'string' && (hasUnknown(part) || hasMark(part)))) return 'unknown';
  const text = typeof part === 'object' ? undefined : String(part);
  if (text === undefined) return /[[{]/.test(whole) || hasUnknown(whole) || hasMark(whole) ? 'unknown' : false;
  if (whole.includes(text)) return true;
  return hasUnknown(whole) || hasMark(whole) ? 'unknown' : false;
}

/** `x == empty`: of a text, a list or a mapping; nothing else answers. */
export function isEmpty(value: TemplateValue): Truth {
  if (value === UNKNOWN) return 'unknown';
  if (typeof value === 'string') return value === '';
  if (isList(value)) return value.length === 0;
  return isMapping(value) && Object.keys(value).length === 0;
}

/** `x == blank`, where that is understood: also nil, false and a text of spaces. */
export function isBlank(value: TemplateValue): Truth {
  if (value === UNKNOWN) return 'unknown';
  return value === null || value === false || (typeof value === 'string' ? value.trim() === '' : isEmpty(value));
}
