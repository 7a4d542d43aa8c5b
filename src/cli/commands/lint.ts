import { Option, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { LintCommand } from '../lint.ts';
import { collectRule, commandOf, countFromZero, examples, withBuildOptions, withSiteOptions, type Done } from './shared.ts';

export function addLint(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'lint').argument('[paths...]', 'only tell what is in these files and folders')
    .summary('find links and images that will be broken')
    .description('Reads your blog as its generator would publish it, and tells which links and images a visitor will find broken. Nothing is built, nothing is run, nothing is changed without --fix, and no web site is asked.')
    .addOption(new Option('-f, --format <format>', 'how to tell it: default, json or unix').choices(['default', 'json', 'unix']))
    .option('--rule <id=severity>', 'off, warning or error for a rule; may be repeated', collectRule)
    .option('--files-from <file>', 'only tell what is in the files that this file names, a line each; - is standard input')
    .option('--since <revision>', 'only what is broken now and was not in this revision of git')
    .option('--staged', 'only what the next commit would break')
    .option('--fix [which]', 'mend what is certain; --fix=all mends what is likely too')
    .option('--diff', 'with --fix: print the patch and write nothing (also: --fix-dry-run)')
    .addOption(new Option('--fix-dry-run').hideHelp())
    .option('-i, --interactive', 'with --fix: ask for each finding which fix to take')
    .option('-w, --watch', 'stay, and tell what changes as you write')
    .option('-q, --quiet', 'errors only')
    .option('--max-warnings <count>', 'fail when there are more warnings than this', countFromZero)
    .option('--exit-zero', 'exit with 0 even where there are errors');
  withSiteOptions(withBuildOptions(command)).addHelpText('after', `${examples([
    ['blog lint', ''],
    ['blog lint _posts/2026-01-02-porto.md', ''],
    ['blog lint --fix', ''],
    ['blog lint --rule missing-alt=off --format unix', ''],
  ])}\nExit code: 0 no errors, 1 errors, 2 it could not be done.\n`).action(async (paths: string[], options: LintCommand) => {
    const { lint } = await import('../lint.ts');
    await done(lint(...fixWords(paths, options), system));
  });
}

/** `--fix _posts` names a folder, not a kind of fix. */
function fixWords(paths: readonly string[], options: LintCommand): [readonly string[], LintCommand] {
  const { fix } = options;
  return typeof fix === 'string' && !fix.split(',').every((kind) => FIX_KINDS.has(kind)) ? [[fix, ...paths], { ...options, fix: true }] : [paths, options];
}

/** What `--fix=` takes: `all` for what is likely too, and the kinds that are made only when they are named. */
const FIX_KINDS: ReadonlySet<string> = new Set(['all', 'archive', 'moved']);
