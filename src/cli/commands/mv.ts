import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { MvCommand } from '../mv.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addMv(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'mv').argument('<what>', 'a post, page, picture or folder: its path, or a post\'s name')
    .argument('[to]', 'its new name, path or folder')
    .summary('rename or move a post, a picture, a folder')
    .description('Moves a file or a folder of your blog, with what belongs to it, and leads every link and image to where it is then. All of it is done, or nothing.')
    .option('--date <when>', 'its new date: 2026-01-02, "2026-01-02 10:00", today, friday, +3d')
    .option('--no-redirect', 'leave no redirect at its old address')
    .option('--alone', 'leave its translations where they are')
    .option('-n, --dry-run', 'print what would change as a patch, and change nothing')
    .option('--json', 'print what was changed as JSON')
    .option('-q, --quiet', 'print the new path alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog mv a-week-in-lisbon lisbon', 'another name, and so another address'],
    ['blog mv _posts/2026-01-02-porto.md --date 2026-01-09', 'another day'],
    ['blog mv images/harbour.png images/azores/', 'another folder'],
    ['blog mv content/posts content/notes --dry-run', 'see what would change'],
  ])).action(async (what: string, to: string | undefined, options: MvCommand) => {
    const { move } = await import('../mv.ts');
    await done(move(what, to, options, system));
  });
}
