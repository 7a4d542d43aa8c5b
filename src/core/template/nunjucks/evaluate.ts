import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { LONGEST_TEXT } from '../budget.ts';
import { put, putUnknown, type EvaluateText } from '../put.ts';
import { copy, make, mayBeMarkup, perhaps, rangeIn, report, textOf, unknownPart } from '../run.ts';
import { recordingSink, textSink } from '../sink.ts';
import type { TagCall } from '../tag.ts';
import { isList, type TemplateValue } from '../value.ts';
import { readExpression, type Expression } from './expression.ts';
import { escapeHtml } from './filters.ts';
import type { Body, Branch, Call, Loop, Node } from './node.ts';
import type { Place, Run } from './run.ts';
import { filtered, isSafe, itemsOf, printed, truthOf, valueOf, type Truth } from './value-of.ts';

/** Evaluates nodes one after the other. */
export function evaluateBody(run: Run, body: Body, place: Place): void {
  for (const node of body) {
    if (node.kind === 'text') copy(run, node.start, node.end, place);
    else if (run.budget.step()) evaluateNode(run, node, place);
    else evaluateSpent(run, node, place);
  }
}

type Evaluable = Exclude<Node, { kind: 'text' }>;

function evaluateNode(run: Run, node: Evaluable, place: Place): void {
  switch (node.kind) {
    case 'output': return output(run, node.value, node.range, place);
    case 'set': return set(run, node, place);
    case 'capture': return capture(run, node, place);
    case 'if': return evaluateBranches(run, node.branches, (test, range) => truthOf(valueOf(run, test, rangeIn(place, range))), place);
    case 'switch': return evaluateSwitch(run, node, place);
    case 'for': return evaluateLoop(run, node, place);
    case 'filter': return filterBlock(run, node, place);
    case 'group': return evaluateBody(run, node.body, place);
    case 'define': return run.scopes.forget(node.names);
    case 'call': return evaluateCall(run, node, place);
    case 'unknown': return evaluateUnknown(run, node, place);
    default: return node satisfies never;
  }
}

/** With nothing left to spend, all that a tag makes is unknown, and blocks are not entered. */
function evaluateSpent(run: Run, node: Evaluable, place: Place): void {
  run.hasUnknownParts = true;
  if (node.kind === 'set') run.scopes.forget(node.names);
  else if (node.kind === 'capture') run.scopes.forget([node.name]);
  else if ('range' in node) unknownPart(run, node.range, place);
}

function output(run: Run, expression: Expression, range: Range, place: Place): void {
  const at = rangeIn(place, range);
  const value = valueOf(run, expression, at);
  const plain = printed(run, value, at);
  const text = run.world.autoescape && !isSafe(run, expression) ? escapeHtml(plain) : plain;
  if (text.includes(UNKNOWN) && mayBeMarkup(expression.kind === 'filter' ? expression.name : undefined, range, place)) run.hasUnknownParts = true;
  make(run, text, range, place);
}

function set(run: Run, { names, value, range }: Extract<Node, { kind: 'set' }>, place: Place): void {
  const result = valueOf(run, value, rangeIn(place, range));
  for (const name of names) {
    assign(run, name, result);
    if (isSafe(run, value)) run.safe.add(name);
    else run.safe.delete(name);
  }
}

function assign(run: Run, name: string, value: TemplateValue): void {
  run.scopes.assign(name, typeof value === 'string' && value.length > LONGEST_TEXT ? UNKNOWN : value);
}

function capture(run: Run, { name, body }: Extract<Node, { kind: 'capture' }>, place: Place): void {
  const sink = textSink();
  evaluateBody(run, body, { ...place, sink });
  assign(run, name, sink.text());
  run.safe.delete(name);
}

/**
 * The first branch that is true. Where that cannot be known, every one that may be it is put out, marked `perhaps`,
 * and what any of them assigns is unknown afterwards.
 */
function evaluateBranches(run: Run, branches: readonly Branch[], truthOfTest: (test: Expression, range: Range) => Truth, place: Place): void {
  const assigned = new Set<string>();
  let unsure = false;
  for (const { test, body, range } of branches) {
    const truth = test ? truthOfTest(test, range) : true;
    if (truth === false) continue;
    if (truth === true && !unsure) return evaluateBody(run, body, place);
    unsure = true;
    for (const name of evaluatePerhaps(run, body, place)) assigned.add(name);
    if (truth === true) break;
  }
  run.scopes.forget(assigned);
}

const evaluatePerhaps = (run: Run, body: Body, place: Place): readonly string[] =>
  perhaps(run, () => {
    evaluateBody(run, body, place);
    return false;
  });

/** A `case` without a body falls through to the next. */
function evaluateSwitch(run: Run, { subject, branches, range }: Extract<Node, { kind: 'switch' }>, place: Place): void {
  const value = valueOf(run, subject, rangeIn(place, range));
  const filled = branches.map((branch, i) => ({ ...branch, body: branches.slice(i).find(({ body }) => body.length > 0)?.body ?? [] }));
  evaluateBranches(run, filled, (test, at) => {
    const other = valueOf(run, test, rangeIn(place, at));
    return value === UNKNOWN || other === UNKNOWN ? 'unknown' : value === other;
  }, place);
}

/** Over what is unknown, the body is evaluated once for all its rounds. */
function evaluateLoop(run: Run, loop: Loop, place: Place): void {
  const items = itemsOf(valueOf(run, loop.over, rangeIn(place, loop.range)));
  run.scopes.begin();
  if (items === 'unknown') evaluateOnce(run, loop, place);
  else if (items.length > 0) evaluateRounds(run, loop, items, place);
  else evaluateBody(run, loop.otherwise, place);
  run.scopes.commitKnown();
}

function evaluateOnce(run: Run, loop: Loop, place: Place): void {
  const { scopes } = run;
  scopes.forget(loop.assigns);
  const variables = new Map<string, TemplateValue>([...loop.variables, 'loop'].map((name) => [name, UNKNOWN]));
  const assigned = new Set(scopes.within(variables, () => evaluatePerhaps(run, loop.body, place)));
  for (const name of evaluatePerhaps(run, loop.otherwise, place)) assigned.add(name);
  scopes.forget(assigned);
}

function evaluateRounds(run: Run, loop: Loop, items: readonly TemplateValue[], place: Place): void {
  const variables = new Map<string, TemplateValue>();
  run.scopes.within(variables, () => {
    for (const [index, item] of items.entries()) {
      if (!run.budget.step()) return unknownPart(run, loop.range, place);
      for (const [i, name] of loop.variables.entries()) variables.set(name, loop.variables.length > 1 ? partOf(item, i) : item);
      variables.set('loop', roundOf(index, items.length));
      evaluateBody(run, loop.body, place);
    }
  });
}

const partOf = (item: TemplateValue, index: number): TemplateValue => (item === UNKNOWN ? UNKNOWN : isList(item) ? item[index] ?? null : null);

const roundOf = (index: number, length: number) => ({
  index: index + 1, index0: index, revindex: length - index, revindex0: length - index - 1, first: index === 0, last: index === length - 1, length,
});

function filterBlock(run: Run, { name, args, body, range }: Extract<Node, { kind: 'filter' }>, place: Place): void {
  const sink = textSink();
  evaluateBody(run, body, { ...place, sink });
  const at = rangeIn(place, range);
  make(run, printed(run, filtered(run, name, sink.text(), args, at), at), range, place);
}

/** Lets the generator say what one of its tags makes. */
function evaluateCall(run: Run, node: Call, place: Place): void {
  const { tag, body, range } = node;
  const call = tagCall(run, node, place);
  if (tag.kind === 'tag') return put(run, node, tag.render(call), place, including(run));
  if ('start' in body) return put(run, node, tag.render(call, place.template.text.slice(body.start, body.end)), place, including(run));
  const inner = recordingSink();
  evaluateBody(run, body, { ...place, sink: inner });
  const result = tag.render(call, inner.text());
  if (result.kind !== 'wrap') return put(run, node, result, place, including(run));
  make(run, result.before, range, place);
  inner.replay(place.sink);
  make(run, result.after, range, place);
}

function tagCall(run: Run, { name, markup, range }: Call, place: Place): TagCall {
  const at = rangeIn(place, range);
  return {
    name, markup, range: at,
    evaluate(expression) {
      const read = readExpression(expression);
      return read ? valueOf(run, read, at) : UNKNOWN;
    },
    text: (value) => textOf(run, value, at),
    render(text) {
      const sink = textSink();
      const template = run.parse(text);
      evaluateBody(run, template.nodes, { template, sink, at });
      return sink.text();
    },
  };
}

const including = (run: Run): EvaluateText => (text, sink, at) => {
  const template = run.parse(text);
  for (const { message } of template.problems) report(run, `In the file it includes: ${message}`, at);
  evaluateBody(run, template.nodes, { template, sink, at });
};

/** What only a plugin knows. Its body, if it has one, may be put out or not. */
function evaluateUnknown(run: Run, { range, name, body }: Extract<Node, { kind: 'unknown' }>, place: Place): void {
  if (!body) return putUnknown(run, { range, name }, place);
  unknownPart(run, range, place, name);
  run.scopes.forget(evaluatePerhaps(run, body, place));
  unknownPart(run, range, place, name);
}
