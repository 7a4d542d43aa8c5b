import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { LONGEST_TEXT } from '../budget.ts';
import { copy, make, mayBeMarkup, perhaps, rangeIn, textOf, unknownPart } from '../run.ts';
import { textSink } from '../sink.ts';
import type { TemplateValue } from '../value.ts';
import { evaluateCall, evaluateUnknown } from './call.ts';
import { opposite, type Truth } from './compare.ts';
import type { Filtered } from './expression.ts';
import { filteredValue } from './filtered.ts';
import { evaluateLoop } from './loop.ts';
import type { Body, Branch, Case, Node } from './node.ts';
import { conditionOf, equality, valueOf } from './operand.ts';
import type { Interrupt, Place, Run } from './run.ts';

/** Evaluates nodes one after the other, until one of them breaks off. */
export function evaluateBody(run: Run, body: Body, place: Place): Interrupt {
  for (const node of body) {
    if (node.kind === 'text') {
      copy(run, node.start, node.end, place);
      continue;
    }
    const interrupt = run.budget.step() ? evaluateNode(run, node, place) : evaluateSpent(run, node, place);
    if (interrupt) return interrupt;
  }
  return undefined;
}

type Evaluable = Exclude<Node, { kind: 'text' }>;

function evaluateNode(run: Run, node: Evaluable, place: Place): Interrupt {
  switch (node.kind) {
    case 'output': return output(run, node.value, node.range, place);
    case 'assign': return assign(run, node.name, filteredValue(run, node.value, rangeIn(place, node.range)));
    case 'capture': return capture(run, node, place);
    case 'if': return evaluateIf(run, node.branches, place);
    case 'case': return evaluateCase(run, node, place);
    case 'for': return evaluateLoop(run, node, place);
    case 'ifchanged': return ifChanged(run, node, place);
    case 'cycle': return cycle(run, node, place);
    case 'count': return count(run, node, place);
    case 'interrupt': return node.how;
    case 'call': return evaluateCall(run, node, place);
    case 'unknown': return evaluateUnknown(run, node, place);
    default: return node satisfies never;
  }
}

/** With nothing left to spend, all that a tag makes is unknown, and blocks are not entered. */
function evaluateSpent(run: Run, node: Evaluable, place: Place): undefined {
  run.hasUnknownParts = true;
  if (node.kind === 'assign' || node.kind === 'capture') run.scopes.assign(node.name, UNKNOWN);
  else if ('range' in node) unknownPart(run, node.range, place);
}

function output(run: Run, filtered: Filtered, range: Range, place: Place): undefined {
  const value = filteredValue(run, filtered, rangeIn(place, range));
  const text = textOf(run, value, rangeIn(place, range));
  if (text.includes(UNKNOWN) && mayBeMarkup(filtered.filters.at(-1)?.name, range, place)) run.hasUnknownParts = true;
  make(run, text, range, place);
}

function assign(run: Run, name: string, value: TemplateValue): undefined {
  run.scopes.assign(name, typeof value === 'string' && value.length > LONGEST_TEXT ? UNKNOWN : value);
}

function capture(run: Run, { name, body }: Extract<Node, { kind: 'capture' }>, place: Place): Interrupt {
  const sink = textSink();
  const interrupt = evaluateBody(run, body, { ...place, sink });
  const text = sink.text();
  run.budget.spend(text.length);
  assign(run, name, text);
  return interrupt;
}

/**
 * The first branch that is true. Where that cannot be known, every one that may be it is put out, marked `perhaps`,
 * and what any of them assigns is unknown afterwards.
 */
function evaluateIf(run: Run, branches: readonly Branch[], place: Place): Interrupt {
  const assigned = new Set<string>();
  let unsure = false;
  for (const branch of branches) {
    const truth = truthOfBranch(run, branch);
    if (truth === false) continue;
    if (truth === true && !unsure) return evaluateBody(run, branch.body, place);
    unsure = true;
    for (const name of evaluatePerhaps(run, branch.body, place)) assigned.add(name);
    if (truth === true) break;
  }
  run.scopes.forget(assigned);
  return undefined;
}

function truthOfBranch(run: Run, { condition, negated }: Branch): Truth {
  if (!condition) return true;
  const truth = conditionOf(run, condition);
  return negated ? opposite(truth) : truth;
}

/** Evaluates what may not happen, and takes back what it assigned: the names are the answer. */
export const evaluatePerhaps = (run: Run, body: Body, place: Place): readonly string[] =>
  perhaps(run, () => evaluateBody(run, body, place) !== undefined);

/** Each `when` that is true is put out; `else` if none before it was. */
function evaluateCase(run: Run, { subject, branches }: Extract<Node, { kind: 'case' }>, place: Place): Interrupt {
  const value = valueOf(run, subject);
  const assigned = new Set<string>();
  let found: Truth = false;
  for (const branch of branches) {
    for (const truth of truthsOfCase(run, value, branch, found)) {
      if (truth === false) continue;
      if (branch.values && found !== true) found = truth;
      const interrupt = truth === true ? evaluateBody(run, branch.body, place) : undefined;
      if (interrupt) return interrupt;
      if (truth === 'unknown') for (const name of evaluatePerhaps(run, branch.body, place)) assigned.add(name);
    }
    if (!branch.values && found === false && run.dialect.generation === 4) break;
  }
  run.scopes.forget(assigned);
  return undefined;
}

const truthsOfCase = (run: Run, value: TemplateValue, { values }: Case, found: Truth): readonly Truth[] =>
  (values ? values.map((each) => equality(run, value, each)) : [opposite(found)]);

/** Puts its body out when that is not what the last one put out. */
function ifChanged(run: Run, { body, range }: Extract<Node, { kind: 'ifchanged' }>, place: Place): Interrupt {
  const sink = textSink();
  const interrupt = evaluateBody(run, body, { ...place, sink });
  const before = run.scopes.kept(LAST_CHANGE);
  const text = sink.text();
  run.scopes.assign(LAST_CHANGE, text);
  if (before === UNKNOWN) unknownPart(run, range, place);
  else if (before !== text || text.includes(UNKNOWN)) make(run, text, range, place);
  return interrupt;
}

/** No variable can have a name with a space. */
const LAST_CHANGE = 'last ifchanged';

function cycle(run: Run, { name, values, range }: Extract<Node, { kind: 'cycle' }>, place: Place): undefined {
  const key = `${textOf(run, valueOf(run, name), rangeIn(place, range))} cycle`;
  const turn = run.scopes.kept(key) ?? 0;
  const expression = typeof turn === 'number' ? values[turn] : undefined;
  run.scopes.assign(key, typeof turn === 'number' ? (turn + 1) % values.length : UNKNOWN);
  make(run, expression ? textOf(run, valueOf(run, expression), rangeIn(place, range)) : UNKNOWN, range, place);
}

/** `increment` puts out what was, `decrement` what is. */
function count(run: Run, { name, by, range }: Extract<Node, { kind: 'count' }>, place: Place): undefined {
  const before = run.scopes.countOf(name);
  const after = typeof before === 'number' ? before + by : UNKNOWN;
  run.scopes.keepCount(name, after);
  make(run, String(by === 1 ? before : after), range, place);
}
