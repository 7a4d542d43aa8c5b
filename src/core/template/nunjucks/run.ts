import type { TemplatePlace, TemplateRun } from '../run.ts';
import type { Template } from './node.ts';
import type { NunjucksWorld } from './world.ts';

/** One evaluation of one document. */
export interface Run extends TemplateRun {
  readonly world: NunjucksWorld;
  /** Reads an included text. */
  parse(text: string): Template;
  /** Variables that hold what was put out before, and are not escaped again. */
  readonly safe: Set<string>;
}

export interface Place extends TemplatePlace {
  readonly template: Template;
}
