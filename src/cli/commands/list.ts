import { Option, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { ListCommand } from '../list.ts';
import { commandOf, count, examples, withSiteOptions, type Done } from './shared.ts';

export function addList(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'list').summary('see your drafts, or all posts')
    .description('Lists your drafts, the newest first, and counts the rest.')
    .option('-a, --all', 'every post')
    .option('--drafts', 'drafts, as without any option')
    .option('--scheduled', 'posts dated in the future')
    .option('--published', 'posts that are live')
    .option('-t, --tag <tag>', 'only with this tag')
    .addOption(new Option('-s, --sort <key>', 'order by date, title or words').choices(['date', 'title', 'words']).default('date'))
    .option('--limit <count>', 'the first so many', count)
    .addOption(new Option('-f, --format <format>', 'table, json or paths').choices(['table', 'json', 'paths']).default('table'));
  withSiteOptions(command).addHelpText('after', examples([
    ['blog list', ''],
    ['blog list --all --tag travel --sort words', ''],
    ['blog list --scheduled --format paths', ''],
  ])).action(async (options: ListCommand) => {
    const { list } = await import('../list.ts');
    await done(list(options, system));
  });
}
