import type { TemplatePlace, TemplateRun } from '../run.ts';
import type { Template } from './node.ts';
import type { Knowledge } from './operand.ts';
import type { LiquidWorld } from './world.ts';

/** One evaluation of one document. */
export interface Run extends TemplateRun, Knowledge {
  readonly world: LiquidWorld;
  /** Reads an included text. */
  parse(text: string): Template;
}

export interface Place extends TemplatePlace {
  readonly template: Template;
}

/** What made a body stop before its end. */
export type Interrupt = 'break' | 'continue' | undefined;
