import type { TemplateValue } from './value.ts';

/**
 * A filter, as a pure function. `undefined` says that the result cannot be known, a `FilterProblem` that the build
 * stops. Texts may carry `UNKNOWN` and lookup marks: a filter that cannot leave them as they are answers `undefined`.
 */
export type TemplateFilter = (input: TemplateValue, args: readonly TemplateValue[], call: FilterCall) => FilterResult;

export type FilterResult = TemplateValue | undefined | FilterProblem;

/** What the generator says when it refuses: a sentence without its full stop. */
export class FilterProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export interface FilterCall {
  /** `allow_false: true` */
  readonly named: ReadonlyMap<string, TemplateValue>;
  /** A value as text. */
  text(value: TemplateValue | undefined): string;
}
