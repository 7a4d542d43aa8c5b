import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { ExplainCommand } from '../explain.ts';
import { commandOf, examples, withBuildOptions, withSiteOptions, type Done } from './shared.ts';

export function addExplain(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'explain').argument('<what>', 'a place, `file:line` or `file:line:column`, or a rule')
    .summary('say how a link was understood, or what a rule means')
    .description('Tells of the links and images in a line how they were understood, step by step: what was written, the address of the page and the setting that makes it, what was looked for, the verdict, and what to do. Of a rule, its page.')
    .option('--json', 'as JSON');
  withSiteOptions(withBuildOptions(command)).addHelpText('after', examples([
    ['blog explain _posts/2026-01-02-porto.md:12', ''],
    ['blog explain broken-anchor', ''],
  ])).action(async (what: string, options: ExplainCommand) => {
    const { explainPlace } = await import('../explain.ts');
    await done(explainPlace(what, options, system));
  });
}
