import { Option, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { ListCommand } from '../list.ts';
import { commandOf, count, examples, listed, withCacheOptions, withSiteOptions, type Done } from './shared.ts';

export function addList(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'list').summary('see your drafts, or all posts')
    .description('Lists your drafts, the newest first, and counts the rest. With a tag, a question or --orphans it lists every post that fits.')
    .option('-a, --all', 'every post: what waits for you, then by date')
    .option('--drafts', 'drafts, as without any option')
    .option('--scheduled', 'posts dated in the future')
    .option('--published', 'posts that are live')
    .option('--orphans', 'live posts that no other post or page links to')
    .option('-t, --tag <tag>', 'only with this tag')
    .option('-w, --where <question>', 'only those of which it is true: \'tag = rust and words < 300\'')
    .option('-s, --sort <fields>', 'the newest, longest, first in the alphabet; -field for the other way round')
    .option('--limit <count>', 'the first so many', count)
    .option('-c, --columns <fields>', 'what to tell of each', listed)
    .addOption(new Option('-f, --format <format>', 'table, json, csv or paths').choices(['table', 'json', 'csv', 'paths']).default('table'))
    .option('--no-git', 'do not ask git when a file was changed');
  withSiteOptions(withCacheOptions(command)).addHelpText('after', `${FIELDS}${examples([
    ['blog list', ''],
    ['blog list --tag travel --sort words', ''],
    ['blog list --where \'words < 300 and age > 1y\' --sort -date', ''],
    ['blog list --where \'front.description = none\' --format paths', ''],
    ['blog list --all --columns date,title,inbound,problems', ''],
  ])}`).action(async (options: ListCommand) => {
    const { list } = await import('../list.ts');
    await done(list(options, system));
  });
}

const FIELDS = `
Fields, for --where, --sort and --columns:
  file, url, title, status, tags    as they are
  date, changed                     days: 2024-05-01, 2024-05, 2024
  age, idle                         time since: 36h, 90d, 6w, 18m (months), 2y
  words, minutes                    to read it
  inbound, problems                 links that lead here; what \`blog lint\` finds
  front.<key>                       any key of the front matter

A question compares a field with = != < <= > >= or ~ (contains, also
/an expression/i), and joins with and, or, not, ( ). What is not there is none.
`;
