import { DerivedBuilder } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { Asked } from '../ask.ts';
import { Budget } from '../budget.ts';
import { evaluated, untouched, type Evaluated } from '../evaluated.ts';
import { Scopes } from '../scopes.ts';
import { documentSink } from '../sink.ts';
import { evaluateBody } from './evaluate.ts';
import type { Template } from './node.ts';
import { parseNunjucks } from './parse.ts';
import type { Run } from './run.ts';
import type { NunjucksWorld } from './world.ts';

export type { Evaluated } from '../evaluated.ts';
export { FilterProblem, type FilterCall, type FilterResult, type TemplateFilter } from '../filter.ts';
export type { IncludeResult, TagCall, TagResult, UnknownTag, WrapResult } from '../tag.ts';
export { lookupValue, type LookupRequest, type TemplateMapping, type TemplateValue } from '../value.ts';
export type { NunjucksTag, NunjucksWorld } from './world.ts';

/**
 * Evaluates the Nunjucks in `source[range]` as far as it can be known without building: what cannot is `UNKNOWN`, what
 * other posts decide is a `Lookup`'s mark, and every piece knows where it came from. Runs nothing, reads nothing.
 */
export function evaluateNunjucks(source: string, range: Range, world: NunjucksWorld): Evaluated {
  if (!hasNunjucks(source, range)) return untouched(source, range);
  const template = parseNunjucks(source, range, world, world.protected ?? []);
  const run = newRun(world, range.end - range.start);
  const builder = new DerivedBuilder();
  evaluateBody(run, template.nodes, { template, sink: documentSink(builder), at: undefined });
  return evaluated(run, builder, template.problems);
}

const hasNunjucks = (source: string, { start, end }: Range): boolean =>
  ['{{', '{%', '{#', '#}'].some((mark) => {
    const at = source.indexOf(mark, start);
    return at >= 0 && at < end;
  });

const newRun = (world: NunjucksWorld, length: number): Run => ({
  world,
  scopes: new Scopes(world.variables),
  asked: new Asked(),
  budget: new Budget(length),
  problems: [],
  parse: (text) => parsed(text, world),
  safe: new Set(),
  perhaps: 0,
  unsureLoops: 0,
  depth: 0,
  hasUnknownParts: false,
});

/** Included files come again in post after post: what they are parsed into is kept with the tags that decide it. */
const kept = new WeakMap<object, Map<string, Template>>();
const MOST_KEPT = 200;

function parsed(text: string, world: NunjucksWorld): Template {
  const owner = world.tags ?? world;
  const templates = kept.get(owner) ?? new Map<string, Template>();
  kept.set(owner, templates);
  const known = templates.get(text);
  if (known) return known;
  const template = parseNunjucks(text, { start: 0, end: text.length }, world, []);
  if (templates.size >= MOST_KEPT) templates.clear();
  templates.set(text, template);
  return template;
}
