import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { RenameTagCommand } from '../rename-tag.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addRenameTag(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'rename-tag').argument('<tags...>', 'the old tag, or several, in any letter case; and the new one last')
    .usage('<old...> <new> [options]')
    .summary('give a tag another name in every post')
    .description('Writes another tag in place of one or several in the front matter of every post, and leads links to its page to the new one. A post that has both has one then. All of it is done, or nothing.')
    .option('--categories', 'categories of that name too')
    .option('-n, --dry-run', 'print what would change as a patch, and change nothing')
    .option('--json', 'print what was changed as JSON')
    .option('-q, --quiet', 'print the changed files alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog rename-tag nextjs Next.js', ''],
    ['blog rename-tag js ecmascript JavaScript', 'three become one'],
    ['blog rename-tag "web dev" web-dev --dry-run', 'see what would change'],
  ])).action(async (tags: string[], options: RenameTagCommand) => {
    const { renameTags } = await import('../rename-tag.ts');
    await done(renameTags(tags, options, system));
  });
}
