import type { Range } from '../../text/range.ts';
import type { TemplateProblem } from '../run.ts';
import type { Arguments, Expression } from './expression.ts';
import type { NunjucksTag } from './world.ts';

/** A template, understood. Ranges are offsets into its text. */
export interface Template {
  readonly text: string;
  readonly nodes: Body;
  readonly problems: readonly TemplateProblem[];
}

export type Body = readonly Node[];

export type Node =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'output'; readonly value: Expression; readonly range: Range }
  | { readonly kind: 'set'; readonly names: readonly string[]; readonly value: Expression; readonly range: Range }
  | { readonly kind: 'capture'; readonly name: string; readonly body: Body }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | { readonly kind: 'switch'; readonly subject: Expression; readonly branches: readonly Branch[]; readonly range: Range }
  | Loop
  | { readonly kind: 'filter'; readonly name: string; readonly args: Arguments; readonly body: Body; readonly range: Range }
  /** `block`, whose body stands where it is. */
  | { readonly kind: 'group'; readonly body: Body }
  /** `macro`, `import`: gives a name to something that is not followed. */
  | { readonly kind: 'define'; readonly names: readonly string[] }
  | Call
  /** What a plugin, a macro or another template knows. */
  | { readonly kind: 'unknown'; readonly name: string; readonly range: Range; readonly body: Body | undefined };

/** `else` and `default` have no test. */
export interface Branch { readonly test: Expression | undefined; readonly body: Body; readonly range: Range }

export interface Loop {
  readonly kind: 'for';
  readonly variables: readonly string[];
  readonly over: Expression;
  readonly body: Body;
  readonly otherwise: Body;
  /** Names that its body gives a value to. */
  readonly assigns: readonly string[];
  readonly range: Range;
}

/** A tag of the generator's. `body` is what is in a block; a range where that is not to be read. */
export interface Call {
  readonly kind: 'call';
  readonly tag: NunjucksTag;
  readonly name: string;
  readonly markup: string;
  readonly range: Range;
  readonly body: Body | Range;
}
