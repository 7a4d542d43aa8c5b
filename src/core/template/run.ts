import { UNKNOWN } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import type { Asked } from './ask.ts';
import type { Budget } from './budget.ts';
import type { Scopes } from './scopes.ts';
import type { Sink } from './sink.ts';
import type { TemplateValue } from './value.ts';

/** One evaluation of one document, in whatever language. */
export interface TemplateRun {
  readonly scopes: Scopes;
  readonly asked: Asked;
  readonly budget: Budget;
  readonly problems: TemplateProblem[];
  /** More than 0 within a branch that may not be taken, or a loop that may not run. */
  perhaps: number;
  /** More than 0 after a `break` that may have happened. */
  unsureLoops: number;
  /** How many files are included within one another. */
  depth: number;
  hasUnknownParts: boolean;
}

/** Why the build would stop, in a sentence. */
export interface TemplateProblem { readonly message: string; readonly range: Range }

/** Where a body is evaluated. */
export interface TemplatePlace {
  readonly template: { readonly text: string };
  readonly sink: Sink;
  /** Within an include: the tag in the document that stands for all that is made here. */
  readonly at: Range | undefined;
}

export const isPerhaps = (run: TemplateRun): boolean => run.perhaps > 0 || run.unsureLoops > 0;

export const rangeIn = (place: TemplatePlace, range: Range): Range => place.at ?? range;

export const textOf = (run: TemplateRun, value: TemplateValue, range: Range): string => run.asked.text(value, range, isPerhaps(run));

/** Takes over a part of the template's own text. */
export function copy(run: TemplateRun, start: number, end: number, place: TemplatePlace): void {
  run.budget.spend(end - start);
  place.sink.copy(place.template.text, start, end, isPerhaps(run));
}

/** Puts out what a tag made. */
export function make(run: TemplateRun, text: string, range: Range, place: TemplatePlace, via?: string): void {
  run.budget.spend(text.length);
  place.sink.make(text, rangeIn(place, range), isPerhaps(run), via);
}

/** Puts out that a tag makes something nobody can know. */
export function unknownPart(run: TemplateRun, range: Range, place: TemplatePlace, via?: string): void {
  run.hasUnknownParts = true;
  make(run, UNKNOWN, range, place, via);
}

/** Does what may not happen, and takes back what it assigned: the names are the answer. `true` from it breaks off a loop. */
export function perhaps(run: TemplateRun, work: () => boolean): readonly string[] {
  run.perhaps += 1;
  run.scopes.begin();
  const breaksOff = work();
  run.perhaps -= 1;
  // Whatever follows in the loop may not be reached.
  if (breaksOff) run.unsureLoops += 1;
  return run.scopes.rollback();
}

const MOST_PROBLEMS = 50;

/** Notes that the build stops - unless it may never get there. */
export function report(run: TemplateRun, message: string, range: Range): void {
  if (isPerhaps(run) || run.problems.length >= MOST_PROBLEMS) return;
  run.problems.push({ message, range });
}

/** Whether an unknown text could bring headings and ids along: not as a part of an address, and not if it is a date. */
export function mayBeMarkup(lastFilter: string | undefined, { start, end }: Range, { template: { text } }: TemplatePlace): boolean {
  if (lastFilter !== undefined && plainFilters.has(lastFilter)) return false;
  return !isOneOf('(/"\'=<', text.charAt(start - 1)) && !isOneOf('/)"\'', text.charAt(end));
}

const isOneOf = (letters: string, letter: string): boolean => letter !== '' && letters.includes(letter);

const plainFilters = new Set([
  'date', 'size', 'length', 'url_encode', 'urlencode', 'escape', 'strip_html', 'striptags', 'plus', 'minus', 'times', 'divided_by', 'modulo', 'round',
]);
