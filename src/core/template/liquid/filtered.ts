import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import { LONGEST_TEXT } from '../budget.ts';
import { FilterProblem, type FilterCall, type FilterResult } from '../filter.ts';
import { report, textOf } from '../run.ts';
import { isList, requestOf, type TemplateValue } from '../value.ts';
import type { AppliedFilter, Filtered } from './expression.ts';
import { filtersOfJs } from './filters-js.ts';
import { filtersOf4, standardFilters, type StandardFilter } from './filters.ts';
import { valueOf } from './operand.ts';
import type { Run } from './run.ts';
import type { LiquidDialect } from './world.ts';

/** The value of `title | append: ".png" | relative_url`. */
export function filteredValue(run: Run, { of, filters }: Filtered, range: Range): TemplateValue {
  let value = valueOf(run, of);
  for (const filter of filters) value = filtered(run, filter, value, range);
  return value;
}

function filtered(run: Run, filter: AppliedFilter, value: TemplateValue, range: Range): TemplateValue {
  if (filter.args.length === 0 && run.world.deferrable?.has(filter.name)) {
    const deferred = run.asked.deferred(value, filter.name);
    if (deferred !== undefined) return deferred;
  }
  const result = resultOf(run, filter, requestOf(value) ? textOf(run, value, range) : value, range);
  if (result instanceof FilterProblem) {
    report(run, `The build stops here: ${result.message}.`, range);
    return UNKNOWN;
  }
  if (result === undefined) return UNKNOWN;
  if (typeof result !== 'string') return result;
  run.budget.spend(result.length);
  return result.length > LONGEST_TEXT ? UNKNOWN : result;
}

function resultOf(run: Run, { name, args, named }: AppliedFilter, input: TemplateValue, range: Range): FilterResult {
  const { filters, dialect, unknownFilter = 'keep' } = run.world;
  const values = args.map((arg) => valueOf(run, arg));
  const call: FilterCall = {
    named: new Map(named.map(([key, value]) => [key, valueOf(run, value)])),
    text: (value) => (isList(value) && dialect.generation !== 'js' ? inspected(value) : textOf(run, value ?? null, range)),
  };
  const own = filters && Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (own) return own(input, values, call);
  if (dialect.generation === 'js' && Object.hasOwn(filtersOfJs, name)) return filtersOfJs[name]?.(input, values, call);
  const standard = dialect.lacks.has(name) ? undefined : standardOf(name, dialect);
  if (standard) {
    const result = wrongCount(run, standard, name, values.length + (named.length > 0 ? 1 : 0)) ?? standard.run(input, values, call);
    // What stops Ruby does not stop JavaScript.
    return dialect.generation === 'js' && result instanceof FilterProblem ? undefined : result;
  }
  if (unknownFilter === 'problem') return new FilterProblem(`nobody knows a filter \`${name}\``);
  return unknownFilter === 'unknown' ? undefined : input;
}

function standardOf(name: string, { generation }: LiquidDialect): StandardFilter | undefined {
  if (generation === 4 && Object.hasOwn(filtersOf4, name)) return filtersOf4[name];
  return Object.hasOwn(standardFilters, name) ? standardFilters[name] : undefined;
}

/** A list that is taken for a text is what Ruby shows a programmer: `["a", 1]`. */
function inspected(items: readonly TemplateValue[]): string {
  const shown = items.map((item) => {
    if (item === null) return 'nil';
    if (isList(item)) return inspected(item);
    return typeof item === 'object' ? UNKNOWN : JSON.stringify(item);
  });
  return `[${shown.join(', ')}]`;
}

/** Ruby does not call a function with too many arguments, or too few. */
function wrongCount({ world }: Run, { least, most }: StandardFilter, name: string, count: number): FilterProblem | undefined {
  if (!world.dialect.countsArguments || (count >= least && count <= most)) return undefined;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  return new FilterProblem(`the filter \`${name}\` takes ${wanted} ${most === 1 ? 'value' : 'values'} after its colon and is given ${count}`);
}
