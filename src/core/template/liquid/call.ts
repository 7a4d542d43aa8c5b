import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { DEEPEST_INCLUDE } from '../budget.ts';
import { includedSink, recordingSink, textSink } from '../sink.ts';
import { evaluateBody, evaluatePerhaps } from './evaluate.ts';
import { readExpression } from './expression.ts';
import type { Body, Call, Node } from './node.ts';
import { valueOf } from './operand.ts';
import { isPerhaps, make, mayBeMarkup, rangeIn, report, textOf, unknownPart, type Interrupt, type Place, type Run } from './run.ts';
import type { IncludeResult, TagCall, TagResult, WrapResult } from './world.ts';

/** Lets the generator say what one of its tags makes. */
export function evaluateCall(run: Run, node: Call, place: Place): Interrupt {
  const { tag, body } = node;
  const call = tagCall(run, node, place);
  if (tag.kind === 'block' && !('start' in body)) return evaluateBlock(run, node, place, (text) => tag.render(call, text), body);
  put(run, node, tag.render(call, 'start' in body ? place.template.text.slice(body.start, body.end) : ''), place);
  return undefined;
}

function evaluateBlock(run: Run, node: Call, place: Place, render: (body: string) => TagResult | WrapResult, body: Body): Interrupt {
  const inner = recordingSink();
  const interrupt = evaluateBody(run, body, { ...place, sink: inner });
  const result = render(inner.text());
  if (result.kind !== 'wrap') {
    put(run, node, result, place);
    return interrupt;
  }
  make(run, result.before, node.range, place);
  inner.replay(place.sink);
  make(run, result.after, node.range, place);
  return interrupt;
}

function tagCall(run: Run, { name, markup, range }: Call, place: Place): TagCall {
  const at = rangeIn(place, range);
  return {
    name, markup, range: at,
    evaluate: (expression) => valueOf(run, readExpression(expression)),
    text: (value) => textOf(run, value, at),
    render(text) {
      const sink = textSink();
      const template = run.parse(text);
      evaluateBody(run, template.nodes, { template, sink, at });
      return sink.text();
    },
  };
}

function put(run: Run, node: Call, result: TagResult | WrapResult, place: Place): void {
  const { range, name } = node;
  switch (result.kind) {
    case 'text':
      if (result.text.includes(UNKNOWN) && mayBeMarkup({ filters: [] }, range, place)) run.hasUnknownParts = true;
      return make(run, result.text, range, place, viaOf(name, result.text));
    case 'wrap':
      return make(run, result.before + result.after, range, place);
    case 'lookup':
      return make(run, run.asked.mark(result.lookup, rangeIn(place, range), isPerhaps(run)), range, place);
    case 'problem':
      report(run, result.message, rangeIn(place, range));
      return place.sink.copy(place.template.text, range.start, range.end, isPerhaps(run));
    case 'unknown':
      if (!mayBeMarkup({ filters: [] }, range, place)) return make(run, UNKNOWN, range, place);
      return unknownPart(run, range, place, name);
    case 'include':
      return include(run, node, result, place);
    default:
      return result satisfies never;
  }
}

/** Who made it matters to a reader where the tag brings links of its own. */
const viaOf = (name: string, text: string): string | undefined => (/[<[]/.test(text) ? name : undefined);

/** Evaluates another file's text; all that it makes stands where the tag is. */
function include(run: Run, { name, range }: Call, result: IncludeResult, place: Place): void {
  if (run.depth >= DEEPEST_INCLUDE) return unknownPart(run, range, place, name);
  const at = rangeIn(place, range);
  const template = run.parse(result.template);
  for (const { message } of template.problems) report(run, `In the file it includes: ${message}`, at);
  const sink = includedSink(place.sink, at, name);
  const variables = new Map(Object.entries(result.variables));
  const work = () => evaluateBody(run, template.nodes, { template, sink, at });
  run.depth += 1;
  if (result.apart) run.scopes.apart(variables, work);
  else run.scopes.within(variables, work);
  run.depth -= 1;
  sink.end();
}

/** What only a plugin knows. Its body, if it has one, may be put out or not. */
export function evaluateUnknown(run: Run, { range, name, body }: Extract<Node, { kind: 'unknown' }>, place: Place): undefined {
  const edge = (at: Range): void => {
    if (!body && !mayBeMarkup({ filters: [] }, at, place)) make(run, UNKNOWN, at, place);
    else unknownPart(run, at, place, name);
  };
  edge(range);
  if (!body) return;
  run.scopes.forget(evaluatePerhaps(run, body, place));
  edge(range);
}
