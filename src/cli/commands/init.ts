import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { InitCommand } from '../init.ts';
import { commandOf, examples, withSiteOptions, type Done } from './shared.ts';

export function addInit(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'init').summary('write a settings file, a hook and a workflow to start from')
    .description('Writes a blog.config.yaml with all settings as comments, from what is found here. At a terminal it asks whether each commit, and each pull request at GitHub, is to be looked at. Nothing is overwritten.')
    .option('--hook', 'look at each commit: .pre-commit-config.yaml, for pre-commit')
    .option('--no-hook', 'do not ask about it')
    .option('--workflow', 'look at each pull request: .github/workflows/blog-lint.yml')
    .option('--no-workflow', 'do not ask about it')
    .option('-n, --dry-run', 'print what would be written, and write nothing');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog init', ''],
    ['blog init --hook --workflow', ''],
  ])).action(async (options: InitCommand) => {
    const { init } = await import('../init.ts');
    await done(init(options, system));
  });
}
