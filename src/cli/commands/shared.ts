import { InvalidArgumentError, type Command } from 'commander';
import type { Severity } from '../../core/finding.ts';

/** Takes the exit code that a command works out. */
export type Done = (work: Promise<number>) => Promise<void>;

/** A command of its own: its help speaks of it. */
export const commandOf = (program: Command, name: string): Command => program.command(name)
  .helpOption('-h, --help', 'print this help')
  .showHelpAfterError(`\`blog ${name} --help\` says what there is.`);

export const withBuildOptions = (command: Command): Command => withCacheOptions(command
  .option('--drafts', 'as if drafts were published')
  .option('--future', 'as if posts dated in the future were published')
  .option('--no-git', 'do not ask git which files are in the repository'));

export const withCacheOptions = (command: Command): Command => command
  .option('--no-cache', 'read everything anew, and keep nothing for the next time')
  .option('--cache-location <folder>', 'where to keep what makes the next time quicker');

export const withSiteOptions = (command: Command): Command => withColour(command
  .optionsGroup('Your blog:')
  .option('--root <folder>', 'where it is, when not in this folder')
  .option('--generator <name>', 'what builds it: jekyll, hugo, hexo, eleventy, astro, plain')
  .option('--config <files>', 'its settings files, with commas between, instead of the usual one', listed)
  .option('--base <path>', 'the path it is served under: /blog'));

export const withColour = (command: Command): Command => command
  .option('--color', 'with colours, whatever the terminal says')
  .option('--no-color', 'without colours');

export function examples(pairs: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...pairs.map(([command]) => command.length));
  const lines = pairs.map(([command, meaning]) => `  $ ${meaning === '' ? command : `${command.padEnd(width)}  ${meaning}`}\n`);
  return `\nExamples:\n${lines.join('')}`;
}

export const listed = (text: string, before: readonly string[] = []): readonly string[] =>
  [...before, ...text.split(',').map((part) => part.trim()).filter((part) => part !== '')];

export function collectRule(text: string, before: Readonly<Record<string, Severity | 'off'>> = {}): Readonly<Record<string, Severity | 'off'>> {
  const [id = '', severity = ''] = text.split('=');
  const found = SEVERITIES.find((one) => one === severity);
  if (id === '' || !found) throw new InvalidArgumentError('Write it as `missing-alt=off`: the rule, then off, warning or error.');
  return { ...before, [id]: found };
}

const SEVERITIES = ['off', 'warning', 'error'] as const;

export function collectPair(text: string, before: readonly (readonly [string, string])[] = []): readonly (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as `key=value`.');
  return [...before, [text.slice(0, at).trim(), text.slice(at + 1)]];
}

export function count(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('It is a number from 1.');
  return Number(text);
}

export function countFromZero(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a number from 0.');
  return Number(text);
}

/** An option that may be repeated. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
