import { asText, isUnknown, unknown, type Js } from './values.ts';

/** `left operator right`. Dates count as their milliseconds, as in the language. */
export function binary(operator: string, left: Js, right: Js): Js {
  if (isUnknown(left) || isUnknown(right)) return unknown('what comes out of something unknown');
  switch (operator) {
    case '===': case '==': return operator === '==' ? looselyEqual(left, right) : left === right;
    case '!==': case '!=': return operator === '!=' ? !looselyEqual(left, right) : left !== right;
    case '+': return sum(left, right);
    case '<': case '>': case '<=': case '>=': return compared(operator, left, right);
    case 'in': return typeof right === 'object' && right?.kind === 'object' && !right.open ? right.entries.has(asText(left) ?? '') : unknown('whether a key is there');
    case 'instanceof': return unknown('what it is an instance of');
    default: return calculated(operator, left, right);
  }
}

/** What `typeof` says. */
export function typeName(value: Js): Js {
  if (value === null) return 'object';
  if (typeof value !== 'object') return typeof value;
  if (value.kind === 'unknown') return unknown('what it is');
  return value.kind === 'function' ? 'function' : 'object';
}

const looselyEqual = (left: Js, right: Js): boolean => {
  if (left === undefined || left === null) return right === undefined || right === null;
  if (typeof left === typeof right || typeof left === 'object' || typeof right === 'object') return left === right;
  return Number(left) === Number(right);
};

const numberOf = (value: Js): number => {
  if (typeof value !== 'object') return Number(value);
  return value === null ? 0 : value.kind === 'date' ? value.at : NaN;
};

function sum(left: Js, right: Js): Js {
  const isNumeric = (value: Js): boolean => typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined;
  if (isNumeric(left) && isNumeric(right)) return Number(left) + Number(right);
  const [first, second] = [asText(left), asText(right)];
  if (first === undefined || second === undefined || first.length + second.length > 1_000_000) return unknown('a text that is put together');
  return first + second;
}

function compared(operator: '<' | '>' | '<=' | '>=', left: Js, right: Js): Js {
  if (typeof left === 'string' && typeof right === 'string') {
    return operator === '<' ? left < right : operator === '>' ? left > right : operator === '<=' ? left <= right : left >= right;
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
}

function calculated(operator: string, left: Js, right: Js): Js {
  const [a, b] = [numberOf(left), numberOf(right)];
  switch (operator) {
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return a % b;
    case '**': return a ** b;
    case '&': return a & b;
    case '|': return a | b;
    case '^': return a ^ b;
    case '<<': return a << b;
    case '>>': return a >> b;
    case '>>>': return a >>> b;
    default: return unknown(`\`${operator}\``);
  }
}
