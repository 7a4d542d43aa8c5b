import { Option, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { SiteOptions } from '../site-options.ts';
import { commandOf, withBuildOptions, withSiteOptions, type Done } from './shared.ts';

export function addRefs(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'refs').argument('[paths...]', 'only references in these files and folders')
    .summary('print what is known of every link and image')
    .description('Prints every link and image of your blog with what it leads to, one JSON object a line: file, line, column, raw, where, postUrl, url, status, target, why.')
    .addOption(new Option('-f, --format <format>', 'jsonl').choices(['jsonl']).default('jsonl'));
  withSiteOptions(withBuildOptions(command)).action(async (paths: string[], options: SiteOptions) => {
    const { refs } = await import('../refs.ts');
    await done(refs(paths, options, system));
  });
}
