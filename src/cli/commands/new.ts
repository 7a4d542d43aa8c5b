import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { NewCommand } from '../new.ts';
import { collectPair, commandOf, examples, listed, withSiteOptions, type Done } from './shared.ts';

export function addNew(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'new').argument('[title...]', 'the title; asked for when left out')
    .summary('start a post')
    .description('Writes the file of a new post: named and dated as your generator wants it, with the front matter that your other posts have. Prints its path.')
    .option('-d, --draft', 'make it a draft')
    .option('--in <folder>', 'where to, of several places that hold posts: notes, posts/travel')
    .option('--bundle', 'with a folder of its own: around an index.md, or beside it')
    .option('--template <name>', 'from a template of yours: _templates/review.md, archetypes, scaffolds')
    .option('--date <when>', 'its date: 2026-01-02, "2026-01-02 10:00", today, "tomorrow 9:00", friday, +3d')
    .option('--slug <slug>', 'what to call it in its address, instead of the title')
    .option('--tags <tags>', 'its tags, with commas between', listed)
    .option('--set <key=value>', 'a key of its front matter; may be repeated', collectPair)
    .option('--body <text>', 'what it says; - reads standard input')
    .option('-e, --edit', 'write it in your editor ($VISUAL or $EDITOR); then lint it')
    .option('-n, --dry-run', 'print what would be written, and write nothing')
    .option('--json', 'print path, address and status as JSON')
    .option('-q, --quiet', 'print the path alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog new "A week in Lisbon"', ''],
    ['blog new "Packing light" --draft --tags travel,gear', ''],
    ['blog new "Porto" --date "friday 9:00" --edit', ''],
  ])).action(async (words: readonly string[], options: NewCommand) => {
    const { startPost } = await import('../new.ts');
    await done(startPost(words.length === 0 ? undefined : words.join(' '), options, system));
  });
}
