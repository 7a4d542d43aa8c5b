import { UNKNOWN } from '../../text/derived.ts';
import { LONGEST_LIST } from '../budget.ts';
import { make, unknownPart } from '../run.ts';
import { boundsOf, isList, isMapping, requestOf, type TemplateValue } from '../value.ts';
import { evaluateBody, evaluatePerhaps } from './evaluate.ts';
import { integerOf, type Expression } from './expression.ts';
import type { Body, Loop } from './node.ts';
import { valueOf } from './operand.ts';
import type { Interrupt, Place, Run } from './run.ts';

/**
 * A loop over what is known runs as it would. Over what is unknown its body is evaluated once, for all its rounds: the
 * variable is unknown, or what can be said of any item, and so is whatever a round before may have assigned.
 */
export function evaluateLoop(run: Run, loop: Loop, place: Place): Interrupt {
  const items = itemsOf(run, loop);
  const unsureBefore = run.unsureLoops;
  run.scopes.begin();
  if (items === 'unknown') evaluateOnce(run, loop, place);
  else if (items.length > 0 || (loop.columns && valueOf(run, loop.collection) !== null)) evaluateRounds(run, loop, items, place);
  const assigned = run.scopes.commit();
  if (run.unsureLoops > unsureBefore) run.scopes.forget(assigned);
  run.unsureLoops = unsureBefore;
  return items !== 'unknown' && items.length === 0 && !loop.columns ? evaluateBody(run, loop.otherwise, place) : undefined;
}

function evaluateOnce(run: Run, loop: Loop, place: Place): void {
  const { scopes } = run;
  scopes.forget(loop.assigns);
  const item = loop.limit || loop.offset ? undefined : itemIn(run, loop);
  const variables = new Map<string, TemplateValue>([[loop.variable, item ?? UNKNOWN], [loop.columns ? 'tablerowloop' : 'forloop', UNKNOWN]]);
  if (loop.columns) make(run, `<tr class="row1">\n<td class="col1">`, loop.range, place);
  const assigned = new Set(scopes.within(variables, () => (item ? evaluateOften : evaluatePerhaps)(run, loop.body, place)));
  if (loop.columns) make(run, '</td></tr>\n', loop.range, place);
  if (!item) for (const name of evaluatePerhaps(run, loop.otherwise, place)) assigned.add(name);
  scopes.forget(assigned);
}

/** What the world says of each item of a list that is not empty. */
function itemIn({ world: { items = {} } }: Run, { name, variable }: Loop): TemplateValue | undefined {
  const collection = name.slice(variable.length + 1);
  return Object.hasOwn(items, collection) ? items[collection] : undefined;
}

/** A body that is surely put out at least once. What it assigns is taken back: the names are the answer. */
function evaluateOften(run: Run, body: Body, place: Place): readonly string[] {
  run.scopes.begin();
  evaluateBody(run, body, place);
  return run.scopes.rollback();
}

function evaluateRounds(run: Run, loop: Loop, items: readonly TemplateValue[], place: Place): void {
  const variables = new Map<string, TemplateValue>();
  const outer = run.scopes.get('forloop');
  const newline = run.dialect.generation === 'js' ? '' : '\n';
  const row = loop.columns && rowOf(valueOf(run, loop.columns), items.length, newline);
  run.scopes.within(variables, () => {
    if (row) make(run, `<tr class="row1">${newline}`, loop.range, place);
    for (const [index, item] of items.entries()) {
      if (!run.budget.step()) return unknownPart(run, loop.range, place);
      variables.set(loop.variable, item);
      const round = roundOf(loop.name, index, items.length);
      if (row) variables.set('tablerowloop', { ...round, ...row.cell(index) });
      else variables.set('forloop', { ...round, parentloop: outer });
      if (row) make(run, row.before(index), loop.range, place);
      const interrupt = evaluateBody(run, loop.body, place);
      if (row) make(run, row.after(index), loop.range, place);
      if (interrupt === 'break') break;
    }
    if (row) make(run, `</tr>${newline}`, loop.range, place);
  });
}

const roundOf = (name: string, index: number, length: number) => ({
  name, length,
  index: index + 1, index0: index, rindex: length - index, rindex0: length - index - 1,
  first: index === 0, last: index === length - 1,
});

/** The cells of a `tablerow`; without a number of columns there is one row. */
function rowOf(columns: TemplateValue, length: number, newline: string) {
  const width = integerOf(columns);
  const column = (index: number): number => (width > 0 ? index % width : index) + 1;
  const isLast = (index: number): boolean => width > 0 && column(index) === width;
  const row = (index: number): number => (width > 0 ? Math.floor(index / width) : 0) + 1;
  return {
    before: (index: number): string => `<td class="col${column(index)}">`,
    after: (index: number): string => `</td>${isLast(index) && index < length - 1 ? `</tr>${newline}<tr class="row${row(index) + 1}">` : ''}`,
    cell: (index: number) => ({
      col: column(index), col0: column(index) - 1, col_first: column(index) === 1, col_last: isLast(index), row: row(index),
    }),
  };
}

/** What the loop goes through. */
function itemsOf(run: Run, loop: Loop): readonly TemplateValue[] | 'unknown' {
  const collection = valueOf(run, loop.collection);
  const from = startOf(run, loop);
  const limit = countOf(run, loop.limit);
  if (from === 'unknown' || limit === 'unknown') return 'unknown';
  const items = sliceOf(collection, Math.max(0, from), limit === undefined ? undefined : from + limit);
  run.scopes.assign(offsetOf(loop), items === 'unknown' ? UNKNOWN : from + items.length);
  return items !== 'unknown' && loop.reversed ? items.toReversed() : items;
}

/** No variable can have a name with a space. */
const offsetOf = ({ name }: Loop): string => `${name} offset`;

function startOf(run: Run, loop: Loop): number | 'unknown' {
  if (loop.offset !== 'continue') return countOf(run, loop.offset) ?? 0;
  const offset = run.scopes.kept(offsetOf(loop)) ?? 0;
  return typeof offset === 'number' ? offset : 'unknown';
}

function countOf(run: Run, expression: Expression | undefined): number | 'unknown' | undefined {
  const value = expression ? valueOf(run, expression) : null;
  if (value === null) return undefined;
  return typeof value === 'number' || (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) ? integerOf(value) : 'unknown';
}

function sliceOf(collection: TemplateValue, from: number, to: number | undefined): readonly TemplateValue[] | 'unknown' {
  if (collection === UNKNOWN || requestOf(collection)) return 'unknown';
  if (typeof collection === 'string') return collection === '' ? [] : [collection];
  const bounds = boundsOf(collection);
  if (bounds) return rangeSlice(bounds.from, bounds.to, from, to);
  const items = isList(collection) ? collection : isMapping(collection) ? Object.entries(collection) : [];
  if (isMapping(collection) && Object.hasOwn(collection, UNKNOWN)) return 'unknown';
  const slice = items.slice(from, to === undefined ? undefined : Math.max(from, to));
  return slice.length > LONGEST_LIST ? 'unknown' : slice;
}

function rangeSlice(first: number, last: number, from: number, to: number | undefined): readonly number[] | 'unknown' {
  const length = Math.max(0, Math.min(last - first + 1, to ?? Infinity) - from);
  return length > LONGEST_LIST ? 'unknown' : Array.from({ length }, (_, i) => first + from + i);
}
