import { Argument, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { CompletedCommand, Shell } from '../completions.ts';
import { commandOf, type Done } from './shared.ts';

export function addCompletions(program: Command, system: System, done: Done): void {
  commandOf(program, 'completions')
    .addArgument(new Argument('[shell]', 'bash, zsh or fish; your own when left out').choices(['bash', 'zsh', 'fish']))
    .summary('print a completion script for your shell')
    .description('Prints a script that teaches your shell to complete what `blog` understands. Its first line says where it goes.')
    .action(async (shell: Shell | undefined) => {
      const { completions } = await import('../completions.ts');
      await done(completions(shell, program.commands.map(described), system));
    });
}

function described(command: Command): CompletedCommand {
  const visible = command.createHelp().visibleOptions(command);
  return {
    name: command.name(),
    summary: command.summary(),
    options: visible.map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
      summary: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
    words: command.registeredArguments[0]?.argChoices ?? [],
  };
}
