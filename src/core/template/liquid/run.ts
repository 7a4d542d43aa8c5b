import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import type { Asked } from '../ask.ts';
import type { Budget } from '../budget.ts';
import type { Sink } from '../sink.ts';
import type { TemplateValue } from '../value.ts';
import type { Filtered } from './expression.ts';
import type { Template, TemplateProblem } from './node.ts';
import type { Knowledge } from './operand.ts';
import type { LiquidWorld } from './world.ts';

/** One evaluation of one document. */
export interface Run extends Knowledge {
  readonly world: LiquidWorld;
  readonly asked: Asked;
  readonly budget: Budget;
  readonly problems: TemplateProblem[];
  /** Reads an included text. */
  parse(text: string): Template;
  /** More than 0 within a branch that may not be taken, or a loop that may not run. */
  perhaps: number;
  /** More than 0 after a `break` that may have happened. */
  unsureLoops: number;
  /** How many files are included within one another. */
  depth: number;
  hasUnknownParts: boolean;
}

/** Where a body is evaluated. */
export interface Place {
  readonly template: Template;
  readonly sink: Sink;
  /** Within an include: the tag in the document that stands for all that is made here. */
  readonly at: Range | undefined;
}

/** What made a body stop before its end. */
export type Interrupt = 'break' | 'continue' | undefined;

export const isPerhaps = (run: Run): boolean => run.perhaps > 0 || run.unsureLoops > 0;

export const rangeIn = (place: Place, range: Range): Range => place.at ?? range;

export const textOf = (run: Run, value: TemplateValue, range: Range): string => run.asked.text(value, range, isPerhaps(run));

/** Puts out what a tag made. */
export function make(run: Run, text: string, range: Range, place: Place, via?: string): void {
  run.budget.spend(text.length);
  place.sink.make(text, rangeIn(place, range), isPerhaps(run), via);
}

/** Puts out that a tag makes something nobody can know. */
export function unknownPart(run: Run, range: Range, place: Place, via?: string): void {
  run.hasUnknownParts = true;
  make(run, UNKNOWN, range, place, via);
}

const MOST_PROBLEMS = 50;

/** Notes that the build stops - unless it may never get there. */
export function report(run: Run, message: string, range: Range): void {
  if (isPerhaps(run) || run.problems.length >= MOST_PROBLEMS) return;
  run.problems.push({ message, range });
}

/** Whether an unknown text could bring headings and ids along: not as a part of an address, and not if it is a date. */
export function mayBeMarkup({ filters }: Pick<Filtered, 'filters'>, { start, end }: Range, { template: { text } }: Place): boolean {
  const last = filters.at(-1)?.name;
  if (last !== undefined && plainFilters.has(last)) return false;
  return !isOneOf('(/"\'=<', text.charAt(start - 1)) && !isOneOf('/)"\'', text.charAt(end));
}

const isOneOf = (letters: string, letter: string): boolean => letter !== '' && letters.includes(letter);

const plainFilters = new Set(['date', 'size', 'url_encode', 'escape', 'strip_html', 'plus', 'minus', 'times', 'divided_by', 'modulo', 'round']);
