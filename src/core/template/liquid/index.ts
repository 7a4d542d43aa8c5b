import { DerivedBuilder } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { Asked } from '../ask.ts';
import { Budget } from '../budget.ts';
import { evaluated, untouched, type Evaluated } from '../evaluated.ts';
import { Scopes } from '../scopes.ts';
import { documentSink } from '../sink.ts';
import { evaluateBody } from './evaluate.ts';
import type { Template } from './node.ts';
import { parseLiquid } from './parse.ts';
import type { Run } from './run.ts';
import type { LiquidWorld } from './world.ts';

export type { Evaluated } from '../evaluated.ts';
export { lookupValue, type LookupRequest, type TemplateMapping, type TemplateValue } from '../value.ts';
export { escapeHtml } from './filters.ts';
export {
  FilterProblem, liquid4, liquid5, liquidJs,
  type FilterCall, type FilterResult, type IncludeResult, type LiquidDialect, type LiquidFilter, type LiquidTag, type LiquidWorld,
  type TagCall, type TagResult, type UnknownTag, type WrapResult,
} from './world.ts';

/** Whether there is any Liquid in `source[range]`. */
export function hasLiquid(source: string, { start, end }: Range): boolean {
  const output = source.indexOf('{{', start);
  if (output >= 0 && output < end) return true;
  const tag = source.indexOf('{%', start);
  return tag >= 0 && tag < end;
}

/**
 * Evaluates the Liquid in `source[range]` as far as it can be known without building: what cannot is `UNKNOWN`, what
 * other posts decide is a `Lookup`'s mark, and every piece knows where it came from. Runs nothing, reads nothing.
 */
export function evaluateLiquid(source: string, range: Range, world: LiquidWorld): Evaluated {
  if (!hasLiquid(source, range)) return untouched(source, range);
  const template = parseLiquid(source, range, world);
  const run = newRun(world, range.end - range.start);
  const builder = new DerivedBuilder();
  evaluateBody(run, template.nodes, { template, sink: documentSink(builder), at: undefined });
  return evaluated(run, builder, template.problems);
}

const newRun = (world: LiquidWorld, length: number): Run => ({
  world,
  dialect: world.dialect,
  scopes: new Scopes(world.variables),
  asked: new Asked(),
  budget: new Budget(length),
  problems: [],
  parse: (text) => parsed(text, world),
  perhaps: 0,
  unsureLoops: 0,
  depth: 0,
  hasUnknownParts: false,
});

/** Included files come again in post after post: what they are parsed into is kept with the tags that decide it. */
const kept = new WeakMap<object, Map<string, Template>>();
const MOST_KEPT = 200;

function parsed(text: string, world: LiquidWorld): Template {
  const owner = world.tags ?? world;
  const templates = kept.get(owner) ?? new Map<string, Template>();
  kept.set(owner, templates);
  const known = templates.get(text);
  if (known) return known;
  const template = parseLiquid(text, { start: 0, end: text.length }, world);
  if (templates.size >= MOST_KEPT) templates.clear();
  templates.set(text, template);
  return template;
}
