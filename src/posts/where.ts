import { foldCase } from '../core/paths.ts';
import { BlogError } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import { fieldNamed, fieldOf, noSuchField, type FieldName, type FieldType, type FieldValue } from './fields.ts';
import { STATUSES } from './list-posts.ts';

/** A question about a post: `tag = rust and words < 300`. */
export interface Where {
  /** The fields it looks at. */
  readonly fields: ReadonlySet<FieldName>;
  isTrueOf(valueOf: (field: FieldName) => FieldValue): boolean;
}

/**
 * Reads a question. Throws a `BlogError` that names the column.
 *
 *     question:   all { "or" all }
 *     all:        one { "and" one }
 *     one:        "not" one | "(" question ")" | field operator value
 *     operator:   = != < <= > >= ~
 *     value:      a word, "a text", 300, 2024-05-01, 2024-05, 2024, 90d, none; after ~ also /an expression/i
 *
 * Texts are compared without letter case. `~` is "contains". A list is what any of its items is, and `!=` says that none is. A
 * day is compared as far as the value goes: `date = 2024-05` is all of May. What a post does not have is `none`, and nothing
 * else than that and `!=` is true of it.
 */
export function parseWhere(text: string): Where {
  return new Parser(text).read();
}

type Test = Where['isTrueOf'];

interface Token {
  readonly kind: 'word' | 'text' | 'pattern' | 'operator' | '(' | ')' | 'end';
  readonly text: string;
  readonly at: number;
}

/** More brackets than anyone types by hand. */
const DEEPEST = 50;

class Parser {
  readonly #source: string;
  readonly #fields = new Set<FieldName>();
  #token: Token;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#token = tokenAt(source, 0, false);
  }

  read(): Where {
    if (this.#isAtEnd()) throw refused(0, 'there is nothing to ask. Try `tag = rust and words < 300`.');
    const isTrueOf = this.#question();
    const rest: Token = this.#token;
    if (rest.kind === ')') throw refused(rest.at, 'no `(` belongs to this `)`.');
    if (rest.kind !== 'end') throw refused(rest.at, `\`and\` or \`or\` is missing before ${quoted(rest)}.`);
    return { fields: this.#fields, isTrueOf };
  }

  #question(): Test {
    const tests = [this.#all()];
    while (this.#isWord('or')) { this.#next(); tests.push(this.#all()); }
    return (valueOf) => tests.some((test) => test(valueOf));
  }

  #all(): Test {
    const tests = [this.#one()];
    while (this.#isWord('and')) { this.#next(); tests.push(this.#one()); }
    return (valueOf) => tests.every((test) => test(valueOf));
  }

  #one(): Test {
    if (++this.#depth > DEEPEST) throw refused(this.#token.at, 'it is nested too deeply.');
    const test = this.#isWord('not') ? this.#not() : this.#token.kind === '(' ? this.#group() : this.#comparison();
    this.#depth--;
    return test;
  }

  #not(): Test {
    this.#next();
    const test = this.#one();
    return (valueOf) => !test(valueOf);
  }

  #group(): Test {
    const { at } = this.#token;
    this.#next();
    const test = this.#question();
    if (this.#token.kind !== ')') throw refused(at, 'no `)` belongs to this `(`.');
    this.#next();
    return test;
  }

  #comparison(): Test {
    const name = this.#token;
    if (name.kind !== 'word') throw refused(name.at, `the name of a field is missing before ${quoted(name)}.`);
    const field = fieldNamed(name.text);
    if (field === undefined) throw refused(name.at, noSuchField(name.text));
    this.#fields.add(field);

    const operator = this.#next();
    if (operator.kind !== 'operator') throw refused(operator.at, `one of ${OPERATORS.join(' ')} is missing after \`${name.text}\`.`);
    if (!isOperator(operator.text)) throw refused(operator.at, notAnOperator(operator.text));
    const value = this.#next(operator.text === '~');
    if (value.kind !== 'word' && value.kind !== 'text' && value.kind !== 'pattern') throw refused(value.at, `a value is missing after \`${operator.text}\`.`);
    this.#next();
    const matches = matcherFor({ name: name.text, type: fieldOf(field).type, operator: operator.text, value, operatorAt: operator.at });
    return (valueOf) => matches(valueOf(field));
  }

  #isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #isWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toLowerCase() === word;
  }

  #next(mayBePattern = false): Token {
    const { at, text, kind } = this.#token;
    // What stands between the quotes of a text is shorter than the text.
    this.#token = tokenAt(this.#source, kind === 'text' || kind === 'pattern' ? endOf(this.#source, at) : at + text.length, mayBePattern);
    return this.#token;
  }
}

function tokenAt(source: string, from: number, mayBePattern: boolean): Token {
  const at = from + (/^\s*/.exec(source.slice(from))?.[0].length ?? 0);
  const first = source.charAt(at);
  if (first === '') return { kind: 'end', text: '', at };
  if (first === '(' || first === ')') return { kind: first, text: first, at };
  if (first === '"' || first === "'") return { kind: 'text', text: source.slice(at + 1, endOf(source, at) - 1).replace(/\\(["'\\])/g, '$1'), at };
  if (mayBePattern && first === '/') return { kind: 'pattern', text: source.slice(at, endOf(source, at)), at };
  const operator = /^[=!<>~&|]+/.exec(source.slice(at))?.[0];
  if (operator !== undefined) return { kind: 'operator', text: operator, at };
  return { kind: 'word', text: /^[^\s()"'=!<>~&|]+/.exec(source.slice(at))?.[0] ?? first, at };
}

/** Where a text in quotes, or an expression between slashes with its letters, ends. */
function endOf(source: string, at: number): number {
  const mark = source.charAt(at);
  for (let end = at + 1; end < source.length; end++) {
    if (source.charAt(end) === '\\') end++;
    else if (source.charAt(end) === mark) return end + 1 + (mark === '/' ? /^[a-z]*/.exec(source.slice(end + 1))?.[0].length ?? 0 : 0);
  }
  throw refused(at, mark === '/' ? 'no `/` ends this expression.' : `no ${mark} ends this text.`);
}

const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', '~'] as const;
type Operator = (typeof OPERATORS)[number];
const isOperator = (text: string): text is Operator => OPERATORS.some((one) => one === text);

const SPELLED: Readonly<Record<string, string>> = { '==': '=', '===': '=', '<>': '!=', '!==': '!=', '=~': '~', '=>': '>=', '=<': '<=', '&&': 'and', '||': 'or', '&': 'and', '|': 'or', '!': 'not', '!~': 'not … ~' };

const notAnOperator = (text: string): string =>
  (SPELLED[text] === undefined ? `\`${text}\` is none of ${OPERATORS.join(' ')}.` : `\`${text}\` is written \`${SPELLED[text]}\` here.`);

interface Comparison {
  /** The field as it was typed. */
  readonly name: string;
  readonly type: FieldType;
  readonly operator: Operator;
  readonly operatorAt: number;
  readonly value: Token;
}

type Matcher = (value: FieldValue) => boolean;

function matcherFor(comparison: Comparison): Matcher {
  const { type, operator, value } = comparison;
  if (value.kind === 'word' && value.text.toLowerCase() === 'none' && (operator === '=' || operator === '!=')) {
    return (found) => isNone(found) === (operator === '=');
  }
  switch (type) {
    case 'text':
    case 'list': return textMatcher(comparison);
    case 'status': return statusMatcher(comparison);
    case 'number': return orderMatcher(comparison, numberOf(comparison), asNumber);
    case 'span': {
      const { count, unit } = spanOf(comparison);
      // "90d" is any moment of its ninetieth day; only so can `=` be true of anything.
      return operator === '=' || operator === '!='
        ? orderMatcher(comparison, count, (found) => floored(asNumber(found), unit))
        : orderMatcher(comparison, count * unit, asNumber);
    }
    case 'day': {
      const day = dayOf(comparison);
      return orderMatcher(comparison, day, (found) => (typeof found === 'string' ? found.slice(0, day.length) : undefined));
    }
    default: return type satisfies never;
  }
}

const isNone = (value: FieldValue): boolean => value === undefined || value === '' || Array.isArray(value) && value.length === 0;

function textMatcher({ name, operator, operatorAt, value }: Comparison): Matcher {
  const holds = operator === '~' ? containing(value) : operator === '=' || operator === '!=' ? equalTo(value.text) : undefined;
  if (!holds) throw refused(operatorAt, `\`${name}\` is a text: ask with =, != or ~.`);
  return (found) => (operator === '!=') !== itemsOf(found).some(holds);
}

const itemsOf = (value: FieldValue): readonly string[] => (typeof value === 'object' ? value : value === undefined ? [] : [String(value)]);

function equalTo(text: string): (item: string) => boolean {
  const folded = foldCase(text);
  return (item) => foldCase(item) === folded;
}

function containing(value: Token): (item: string) => boolean {
  if (value.kind === 'pattern') {
    const pattern = patternOf(value);
    return (item) => pattern.test(item);
  }
  const folded = foldCase(value.text);
  return (item) => foldCase(item).includes(folded);
}

/** `g` and `y` would make it remember where it was. */
function patternOf({ text, at }: Token): RegExp {
  const end = text.lastIndexOf('/');
  try {
    return new RegExp(text.slice(1, end), text.slice(end + 1).replace(/[gy]/g, ''));
  } catch (error) {
    throw refused(at, error instanceof Error ? `${error.message}.` : 'it is no regular expression.');
  }
}

function statusMatcher({ name, operator, operatorAt, value }: Comparison): Matcher {
  if (operator !== '=' && operator !== '!=') throw refused(operatorAt, `\`${name}\` is one of ${STATUSES.join(', ')}: ask with = or !=.`);
  const status = STATUSES.find((one) => one === value.text.toLowerCase());
  if (status === undefined) {
    const near = nearest(value.text.toLowerCase(), STATUSES, 2);
    throw refused(value.at, `no post is \`${value.text}\`. ${near === undefined ? `It is one of ${STATUSES.join(', ')}.` : `Did you mean \`${near}\`?`}`);
  }
  return (found) => (found === status) === (operator === '=');
}

function orderMatcher<T extends string | number>({ name, operator, operatorAt }: Comparison, wanted: T, from: (found: FieldValue) => T | undefined): Matcher {
  if (operator === '~') throw refused(operatorAt, `\`${name}\` is no text: ask with = != < <= > >=.`);
  return (found) => {
    const actual = from(found);
    return actual === undefined ? operator === '!=' : holds(actual, operator, wanted);
  };
}

function holds<T extends string | number>(actual: T, operator: Exclude<Operator, '~'>, wanted: T): boolean {
  switch (operator) {
    case '=': return actual === wanted;
    case '!=': return actual !== wanted;
    case '<': return actual < wanted;
    case '<=': return actual <= wanted;
    case '>': return actual > wanted;
    case '>=': return actual >= wanted;
    default: return operator satisfies never;
  }
}

const asNumber = (found: FieldValue): number | undefined => (typeof found === 'number' ? found : undefined);

const floored = (span: number | undefined, unit: number): number | undefined => (span === undefined ? undefined : Math.floor(span / unit));

function numberOf({ name, value: { text, at } }: Comparison): number {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw refused(at, `\`${name}\` is a number, and \`${text}\` is none.`);
  return Number(text);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A year is the mean one of the calendar, a month a twelfth of it. */
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: 7 * DAY, m: 365.2425 / 12 * DAY, y: 365.2425 * DAY };

function spanOf({ name, value: { text, at } }: Comparison): { readonly count: number; readonly unit: number } {
  const [, count, letter = ''] = /^(\d+(?:\.\d+)?)([hdwmy])$/i.exec(text) ?? [];
  const unit = UNITS[letter.toLowerCase()];
  if (count === undefined || unit === undefined) throw refused(at, `\`${name}\` is a time, and \`${text}\` is none. Write 36h, 90d, 6w, 18m (months) or 2y.`);
  return { count: Number(count), unit };
}

/** A year, a month or a day that the calendar has. */
function dayOf({ name, value: { text, at } }: Comparison): string {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  const full = `${year}-${month}-${day}`;
  if (year !== undefined && isDay(full)) return text;
  const hint = /^\d+[hdwmy]$/i.test(text) ? ` For a time ask \`${name === 'changed' ? 'idle' : 'age'} ${'>'} ${text}\`.` : '';
  throw refused(at, `\`${name}\` is a day, and \`${text}\` is none. Write 2024-05-01, 2024-05 or 2024.${hint}`);
}

const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};

const quoted = ({ kind, text }: Token): string => (kind === 'end' ? 'the end' : `\`${text}\``);

/** Columns count from 1, as in the rest of the tool. */
const refused = (at: number, message: string): BlogError => new BlogError(`In \`--where\`, column ${at + 1}: ${message}`);
