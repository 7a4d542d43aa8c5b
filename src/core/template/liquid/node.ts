import type { Range } from '../../text/range.ts';
import type { TemplateProblem } from '../run.ts';
import type { Condition } from './condition.ts';
import type { Expression, Filtered } from './expression.ts';
import type { LiquidTag } from './world.ts';

/** A template, understood. Ranges are offsets into its text. */
export interface Template {
  readonly text: string;
  readonly nodes: Body;
  readonly problems: readonly TemplateProblem[];
}

export type Body = readonly Node[];

export type Node =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'output'; readonly value: Filtered; readonly range: Range }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Filtered; readonly range: Range }
  | { readonly kind: 'capture'; readonly name: string; readonly body: Body }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | { readonly kind: 'case'; readonly subject: Expression; readonly branches: readonly Case[] }
  | Loop
  | { readonly kind: 'ifchanged'; readonly body: Body; readonly range: Range }
  | { readonly kind: 'cycle'; readonly name: Expression; readonly values: readonly Expression[]; readonly range: Range }
  | { readonly kind: 'count'; readonly name: string; readonly by: 1 | -1; readonly range: Range }
  | { readonly kind: 'interrupt'; readonly how: 'break' | 'continue' }
  | Call
  /** A tag that only a plugin can know. */
  | { readonly kind: 'unknown'; readonly name: string; readonly range: Range; readonly body: Body | undefined };

/** `else` has no condition. The first of an `unless` is turned round. */
export interface Branch { readonly condition: Condition | undefined; readonly negated: boolean; readonly body: Body }

export interface Case { readonly values: readonly Expression[] | undefined; readonly body: Body }

/** A tag of the generator's. `body` is what is in a block; a range where that is not to be read. */
export interface Call {
  readonly kind: 'call';
  readonly tag: LiquidTag;
  readonly name: string;
  readonly markup: string;
  readonly range: Range;
  readonly body: Body | Range;
}

export interface Loop {
  readonly kind: 'for';
  readonly variable: string;
  readonly collection: Expression;
  /** What `offset: continue` goes on from. */
  readonly name: string;
  readonly limit: Expression | undefined;
  readonly offset: Expression | 'continue' | undefined;
  readonly reversed: boolean;
  /** Present for a `tablerow`. */
  readonly columns: Expression | undefined;
  readonly body: Body;
  readonly otherwise: Body;
  /** Names that its body gives a value to. */
  readonly assigns: readonly string[];
  readonly range: Range;
}

/** Of what a loop is opened with. */
export type LoopHead = Pick<Loop, 'variable' | 'collection' | 'name' | 'limit' | 'offset' | 'reversed' | 'columns'>;
