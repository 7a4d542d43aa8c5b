import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { ConfigCommand } from '../config.ts';
import { collectRule, commandOf, examples, withBuildOptions, withSiteOptions, type Done } from './shared.ts';

export function addConfig(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'config').summary('print the settings in force, and where they are from')
    .description('Prints every setting that is in force for this blog and where it is from: your words, a line of your settings file, what was found, or the default.')
    .option('--rule <id=severity>', 'off, warning or error for a rule; may be repeated', collectRule)
    .option('--json', 'print them as JSON');
  withSiteOptions(withBuildOptions(command)).addHelpText('after', examples([
    ['blog config', ''],
    ['blog config --json', ''],
  ])).action(async (options: ConfigCommand) => {
    const { showConfig } = await import('../config.ts');
    await done(showConfig(options, system));
  });
}
