import type { Range } from '../../text/range.ts';
import { put, putUnknown, type EvaluateText } from '../put.ts';
import { make, rangeIn, report, textOf, unknownPart } from '../run.ts';
import { recordingSink, textSink } from '../sink.ts';
import type { TagCall, TagResult, WrapResult } from '../tag.ts';
import { evaluateBody, evaluatePerhaps } from './evaluate.ts';
import { readExpression } from './expression.ts';
import type { Body, Call, Node } from './node.ts';
import { valueOf } from './operand.ts';
import type { Interrupt, Place, Run } from './run.ts';

/** Lets the generator say what one of its tags makes. */
export function evaluateCall(run: Run, node: Call, place: Place): Interrupt {
  const { tag, body } = node;
  const call = tagCall(run, node, place);
  if (tag.kind === 'block' && !('start' in body)) return evaluateBlock(run, node, place, (text) => tag.render(call, text), body);
  put(run, node, tag.render(call, 'start' in body ? place.template.text.slice(body.start, body.end) : ''), place, including(run));
  return undefined;
}

function evaluateBlock(run: Run, node: Call, place: Place, render: (body: string) => TagResult | WrapResult, body: Body): Interrupt {
  const inner = recordingSink();
  const interrupt = evaluateBody(run, body, { ...place, sink: inner });
  const result = render(inner.text());
  if (result.kind !== 'wrap') {
    put(run, node, result, place, including(run));
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

const including = (run: Run): EvaluateText => (text, sink, at) => {
  const template = run.parse(text);
  for (const { message } of template.problems) report(run, `In the file it includes: ${message}`, at);
  evaluateBody(run, template.nodes, { template, sink, at });
};

/** What only a plugin knows. Its body, if it has one, may be put out or not. */
export function evaluateUnknown(run: Run, { range, name, body }: Extract<Node, { kind: 'unknown' }>, place: Place): undefined {
  if (!body) return void putUnknown(run, { range, name }, place);
  const edge = (at: Range): void => unknownPart(run, at, place, name);
  edge(range);
  run.scopes.forget(evaluatePerhaps(run, body, place));
  edge(range);
}
