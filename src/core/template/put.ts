import { UNKNOWN } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import { DEEPEST_INCLUDE } from './budget.ts';
import { isPerhaps, make, mayBeMarkup, rangeIn, report, unknownPart, type TemplatePlace, type TemplateRun } from './run.ts';
import { includedSink, type Sink } from './sink.ts';
import type { IncludeResult, TagResult, WrapResult } from './tag.ts';

/** A tag in a template: its name, and the whole of it. */
export interface Speaker { readonly name: string; readonly range: Range }

/** Evaluates another text at the place of a tag. */
export type EvaluateText = (text: string, sink: Sink, at: Range) => void;

/** Puts out what the generator says a tag of its own makes. */
export function put(run: TemplateRun, speaker: Speaker, result: TagResult | WrapResult, place: TemplatePlace, evaluate: EvaluateText): void {
  const { range, name } = speaker;
  switch (result.kind) {
    case 'text':
      if (result.text.includes(UNKNOWN) && mayBeMarkup(undefined, range, place)) run.hasUnknownParts = true;
      return make(run, result.text, range, place, viaOf(name, result.text));
    case 'wrap':
      return make(run, result.before + result.after, range, place);
    case 'lookup':
      return make(run, run.asked.mark(result.lookup, rangeIn(place, range), isPerhaps(run)), range, place);
    case 'problem':
      report(run, result.message, rangeIn(place, range));
      return place.sink.copy(place.template.text, range.start, range.end, isPerhaps(run));
    case 'unknown':
      return putUnknown(run, speaker, place);
    case 'include':
      return include(run, speaker, result, place, evaluate);
    default:
      return result satisfies never;
  }
}

/** Who made it matters to a reader where the tag brings links of its own. */
const viaOf = (name: string, text: string): string | undefined => (/[<[]/.test(text) ? name : undefined);

/** Within an address it is a part of the address, and nothing more. */
export function putUnknown(run: TemplateRun, { range, name }: Speaker, place: TemplatePlace): void {
  if (mayBeMarkup(undefined, range, place)) unknownPart(run, range, place, name);
  else make(run, UNKNOWN, range, place);
}

/** Evaluates another file's text; all that it makes stands where the tag is. */
function include(run: TemplateRun, { name, range }: Speaker, result: IncludeResult, place: TemplatePlace, evaluate: EvaluateText): void {
  if (run.depth >= DEEPEST_INCLUDE) return unknownPart(run, range, place, name);
  const at = rangeIn(place, range);
  const sink = includedSink(place.sink, at, name);
  const variables = new Map(Object.entries(result.variables));
  const work = () => evaluate(result.template, sink, at);
  run.depth += 1;
  if (result.apart) run.scopes.apart(variables, work);
  else run.scopes.within(variables, work);
  run.depth -= 1;
  sink.end();
}
