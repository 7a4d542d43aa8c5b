import type { System } from '../core/system.ts';
import { keptRun, nameOf } from './kept-run.ts';
import type { SiteOptions } from './site-options.ts';

export interface ListCommand extends Omit<SiteOptions, 'drafts'> {
  readonly all?: boolean;
  readonly drafts?: boolean;
  readonly scheduled?: boolean;
  readonly published?: boolean;
  readonly orphans?: boolean;
  readonly tag?: string;
  readonly where?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly columns?: readonly string[];
  readonly format: 'table' | 'json' | 'csv' | 'paths';
}

/** `blog list`: the drafts, or the posts that were asked for; told again as long as nothing has changed, by which no post is read. */
export async function list(options: ListCommand, system: System): Promise<number> {
  const work = async (there: System) => (await import('./list-answer.ts')).listAnswer(options, there);
  const store = options.cache === false ? undefined : await system.store?.(options.cacheLocation);
  const { columns, colour, hyperlinks, unicode } = system.terminal;
  const name = nameOf(['list', system.cwd, columns, colour, hyperlinks, unicode, options]);
  const { text } = store ? await keptRun({ system, store, name, work }) : (await work(system)).result;
  system.out(text);
  return 0;
}
