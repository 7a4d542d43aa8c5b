import type { Command } from 'commander';
import type { System } from '../../core/system.ts';
import { commandOf, withColour, type Done } from './shared.ts';

export function addRules(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'rules').summary('list the rules of `blog lint`')
    .description('Lists the rules of `blog lint`: what each finds, and how severe that is.');
  withColour(command).action(async (options: { color?: boolean }) => {
    const { listRules } = await import('../rules.ts');
    await done(listRules(options, system));
  });
}
