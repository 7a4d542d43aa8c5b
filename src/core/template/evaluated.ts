import type { DocumentProblem } from '../site/document.ts';
import { copyOf, type Derived, type DerivedBuilder, type Lookup } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import type { TemplateProblem, TemplateRun } from './run.ts';

/** What a template engine would make of a text, as far as that can be known. */
export interface Evaluated {
  readonly derived: Derived;
  /** In the order of the marks in `derived.text`. One that was asked but not put out is here as well. */
  readonly lookups: readonly Lookup[];
  readonly problems: readonly DocumentProblem[];
  /** True where a tag put text on the page that cannot be known. */
  readonly hasUnknownParts: boolean;
}

/** A text without a template in it. */
export const untouched = (source: string, range: Range): Evaluated =>
  ({ derived: copyOf(source, range), lookups: [], problems: [], hasUnknownParts: false });

/** What a run has come to. `problems` are those of the template itself; the run's own come among them. */
export const evaluated = (run: TemplateRun, builder: DerivedBuilder, problems: readonly TemplateProblem[]): Evaluated => ({
  derived: builder.done(),
  lookups: run.asked.lookups,
  problems: [...problems, ...run.problems]
    .sort((a, b) => a.range.start - b.range.start)
    .map((problem) => ({ kind: 'template', ...problem })),
  hasUnknownParts: run.hasUnknownParts,
});
