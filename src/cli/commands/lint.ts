import { InvalidArgumentError, Option, type Command } from 'commander';
import type { System } from '../../core/system.ts';
import type { LintCommand } from '../lint.ts';
import { FORMATS } from '../../reporters/names.ts';
import { collect, collectRule, commandOf, count, countFromZero, examples, listed, withBuildOptions, withSiteOptions, type Done } from './shared.ts';

export function addLint(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'lint').argument('[paths...]', 'only tell what is in these files and folders')
    .summary('find links and images that will be broken')
    .description('Reads your blog as its generator would publish it, and tells which links and images a visitor will find broken. Nothing is built, nothing is run, nothing is changed without --fix, and no web site is asked without --external.')
    .addOption(new Option('-f, --format <format>', `how to tell it: ${FORMATS.join(', ')}`).choices(FORMATS))
    .option('-o, --output <format=file>', 'write a report to a file too; may be repeated', collect)
    .option('--rule <id=severity>', 'off, warning or error for a rule; may be repeated', collectRule)
    .option('--files-from <file>', 'only tell what is in the files that this file names, a line each; - is standard input')
    .option('--stdin-filename <file>', 'take the text of this file from standard input, as an editor has it')
    .option('--since <revision>', 'only what is broken now and was not in this revision of git')
    .option('--staged', 'only what the next commit would break')
    .option('--as-of <date>', 'as it will be on a day: 2026-12-24, friday, +2w')
    .option('--fix [which]', 'mend what is certain; --fix=all mends what is likely too')
    .option('--diff', 'with --fix: print the patch and write nothing (also: --fix-dry-run)')
    .addOption(new Option('--fix-dry-run').hideHelp())
    .option('-i, --interactive', 'with --fix: ask for each finding which fix to take')
    .option('--suppress-all', 'write all that is broken now to the baseline, and tell only what is new from then on')
    .option('--prune-suppressions', 'take what was mended out of the baseline')
    .option('--baseline <file>', 'the baseline, instead of .blog/baseline.json')
    .option('--no-baseline', 'tell what the baseline knows, too')
    .option('-w, --watch', 'stay, and tell what changes as you write')
    .option('-q, --quiet', 'errors only')
    .option('--max-warnings <count>', 'fail when there are more warnings than this', countFromZero)
    .option('--exit-zero', 'exit with 0 even where there are errors');
  withSiteOptions(withExternalOptions(withBuildOptions(command))).addHelpText('after', `${examples([
    ['blog lint', ''],
    ['blog lint _posts/2026-01-02-porto.md', ''],
    ['blog lint --fix', ''],
    ['blog lint --external', ''],
    ['blog lint --rule missing-alt=off --format unix', ''],
    ['blog lint -o sarif=blog.sarif -o junit=blog.xml', ''],
  ])}\nExit code: 0 no errors, 1 errors, 2 it could not be done.\n`).action(async (paths: string[], options: LintCommand) => {
    const { lint } = await import('../lint.ts');
    await done(lint(...fixWords(paths, options), system));
  });
}

const withExternalOptions = (command: Command): Command => command
  .optionsGroup('Other sites:')
  .option('--external', 'ask them whether what you link to is still there')
  .option('--history [file]', 'remember what they say, and trust it for a while (.blog/links.tsv)')
  .option('--user-agent <words>', 'what to tell them who is asking')
  .option('--max-time <time>', 'ask nothing more after this: 90s, 10m, 1h', milliseconds)
  .option('--max-per-host <count>', 'requests at once to one of them', count)
  .option('--shard <part/parts>', 'ask only a part of them, by host: 2/5', shard)
  .option('--allow-host <hosts>', 'ask these although they are not public: hosts, addresses, networks (10.0.0.0/8)', listed);

function shard(text: string): { index: number; count: number } {
  const [, index = '', parts = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (Number(index) < 1 || Number(index) > Number(parts)) throw new InvalidArgumentError('Write it as `2/5`: the second of five parts.');
  return { index: Number(index), count: Number(parts) };
}

function milliseconds(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d{1,6}(?:\.\d+)?)(s|m|h)?$/.exec(text) ?? [];
  if (!(Number(amount) > 0)) throw new InvalidArgumentError('Write it as `90s`, `10m` or `1h`.');
  return Number(amount) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit === 'm' ? 'm' : unit === 'h' ? 'h' : 's'];
}

/** `--fix _posts` names a folder, not a kind of fix. */
function fixWords(paths: readonly string[], options: LintCommand): [readonly string[], LintCommand] {
  const { fix } = options;
  return typeof fix === 'string' && !fix.split(',').every((kind) => FIX_KINDS.has(kind)) ? [[fix, ...paths], { ...options, fix: true }] : [paths, options];
}

/** What `--fix=` takes: `all` for what is likely too, and the kinds that are made only when they are named. */
const FIX_KINDS: ReadonlySet<string> = new Set(['all', 'archive']);
