import { UNKNOWN } from '../../text/derived.ts';
import type { Scopes } from '../scopes.ts';
import { boundsOf, isList, isMapping, memberOf, rangeValue, requestOf, type TemplateMapping, type TemplateValue } from '../value.ts';
import { areEqual, compare, isBlank, isEmpty, opposite, truthOf, type Truth } from './compare.ts';
import type { Condition } from './condition.ts';
import { integerOf, type Expression } from './expression.ts';
import { sizeOf } from './filters.ts';
import type { LiquidDialect } from './world.ts';

/** What variables there are, and how they are compared. */
export interface Knowledge {
  readonly scopes: Scopes;
  readonly dialect: LiquidDialect;
}

/** An operand's value here and now. */
export function valueOf(known: Knowledge, expression: Expression): TemplateValue {
  switch (expression.kind) {
    case 'value': return expression.value;
    case 'blank':
    case 'empty': return '';
    case 'range': return rangeOf(valueOf(known, expression.from), valueOf(known, expression.to));
    case 'path': return pathOf(known, expression);
    default: return expression satisfies never;
  }
}

const rangeOf = (from: TemplateValue, to: TemplateValue): TemplateValue =>
  (from === UNKNOWN || to === UNKNOWN ? UNKNOWN : rangeValue(integerOf(from), integerOf(to)));

function pathOf(known: Knowledge, { name, steps }: Extract<Expression, { kind: 'path' }>): TemplateValue {
  const variable = valueOf(known, name);
  let value: TemplateValue = typeof variable === 'string' ? known.scopes.get(variable) : null;
  for (const { key, named } of steps) {
    if (value === null) return null;
    const step = valueOf(known, key);
    const member = memberOf(value, step);
    value = member === null && named && typeof step === 'string' ? commandOf(value, step) : member;
  }
  return value;
}

/** `list.size`, `list.first`, `text.size`: what a name after a dot means where there is no such key. */
function commandOf(value: TemplateValue, command: string): TemplateValue {
  if (command !== 'size' && command !== 'first' && command !== 'last') return null;
  if (requestOf(value)) return command === 'size' ? UNKNOWN : null;
  if (typeof value === 'string') return command === 'size' ? sizeOf(value) : null;
  if (isList(value)) return command === 'size' ? value.length : value.at(command === 'first' ? 0 : -1) ?? null;
  if (isMapping(value)) return mappingCommand(value, command);
  const bounds = boundsOf(value);
  if (!bounds) return null;
  return command === 'first' ? bounds.from : command === 'last' ? bounds.to : Math.max(0, bounds.to - bounds.from + 1);
}

function mappingCommand(value: TemplateMapping, command: 'size' | 'first' | 'last'): TemplateValue {
  if (command === 'size') return Object.keys(value).length;
  return command === 'first' ? Object.entries(value)[0] ?? null : null;
}

export function conditionOf(known: Knowledge, condition: Condition): Truth {
  switch (condition.kind) {
    case 'value': return truthOf(valueOf(known, condition.value));
    case 'not': return opposite(conditionOf(known, condition.of));
    case 'compare': return comparison(known, condition);
    case 'and': {
      const left = conditionOf(known, condition.left);
      const right = left === false ? false : conditionOf(known, condition.right);
      return right === false || left === true ? right : 'unknown';
    }
    case 'or': {
      const left = conditionOf(known, condition.left);
      const right = left === true ? true : conditionOf(known, condition.right);
      return right === true || left === false ? right : 'unknown';
    }
    default: return condition satisfies never;
  }
}

function comparison(known: Knowledge, { left, operator, right }: Extract<Condition, { kind: 'compare' }>): Truth {
  if (operator !== '==' && operator !== '!=') return compare(valueOf(known, left), operator, valueOf(known, right));
  const isSpecial = left.kind === 'blank' || left.kind === 'empty';
  const truth = isSpecial ? equality(known, valueOf(known, right), left) : equality(known, valueOf(known, left), right);
  return operator === '!=' ? opposite(truth) : truth;
}

/** Whether a value equals what an expression is: `blank` and `empty` are questions of their own. */
export function equality(known: Knowledge, value: TemplateValue, other: Expression): Truth {
  if (other.kind === 'empty') return isEmpty(value);
  if (other.kind === 'blank') return blankness(known, value);
  return areEqual(value, valueOf(known, other));
}

function blankness({ dialect }: Knowledge, value: TemplateValue): Truth {
  if (dialect.blank === 'never') return false;
  const truth = isBlank(value);
  return dialect.blank === 'unsure' && truth === true ? 'unknown' : truth;
}
