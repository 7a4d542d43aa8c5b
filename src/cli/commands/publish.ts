import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { PublishCommand, UnpublishCommand } from '../publish.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addPublish(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'publish').argument('[posts...]', 'by path, file name, slug or title; asked for when left out')
    .summary('publish a draft')
    .description('Brings a draft before readers as your generator wants it: moved where published posts are, its front matter changed where it must be and nowhere else. A date it has is kept. What is broken in it is told first.')
    .option('--now', 'with the date of today, whatever it has')
    .option('--date <when>', 'with this date: 2026-01-02, "2026-01-02 10:00", "tomorrow 9:00", friday, +3d')
    .option('-f, --force', 'also with broken links and images')
    .option('-n, --dry-run', 'show what would be changed, and change nothing')
    .option('--json', 'print what was done as JSON')
    .option('-q, --quiet', 'print the path alone');
  withSiteOptions(command).addHelpText('after', `${examples([
    ['blog publish the-mountain-hut', ''],
    ['blog publish _drafts/porto.md --date "friday 9:00"', ''],
    ['blog publish', 'choose among the drafts'],
  ])}\nExit code: 0 published, 1 something in it is broken, 2 it could not be done.\n`).action(async (posts: string[], options: PublishCommand) => {
    const { publish } = await import('../publish.ts');
    await done(publish(posts, options, system));
  });
}

export function addUnpublish(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'unpublish').argument('[posts...]', 'by path, file name, slug or title; asked for when left out')
    .summary('make a draft of a post again')
    .description('Takes a post back as your blog keeps posts back: moved to the drafts, or marked in its front matter. Tells which links to it will lead nowhere.')
    .option('-n, --dry-run', 'show what would be changed, and change nothing')
    .option('--json', 'print what was done as JSON')
    .option('-q, --quiet', 'print the path alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog unpublish the-slow-boat', ''],
  ])).action(async (posts: string[], options: UnpublishCommand) => {
    const { unpublish } = await import('../publish.ts');
    await done(unpublish(posts, options, system));
  });
}
