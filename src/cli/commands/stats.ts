import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { StatsCommand } from '../stats.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addStats(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'stats')
    .summary('count your posts, words, tags and links')
    .description('Counts what you have written: posts by month, words, months in a row, the posts that others link to, tags, and drafts that wait.')
    .option('--json', 'print all of it as JSON')
    .option('--no-git', 'do not ask git when a draft was changed');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog stats', ''],
    ['blog stats --json', ''],
  ])).action(async (options: StatsCommand) => {
    const { stats } = await import('../stats.ts');
    await done(stats(options, system));
  });
}
