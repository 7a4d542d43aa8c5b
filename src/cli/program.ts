import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Severity } from '../core/finding.ts';
import type { System } from '../core/system.ts';
import { version } from '../version.ts';
import { explain } from './errors.ts';
import type { LintCommand } from './lint.ts';
import type { ListCommand } from './list.ts';
import type { NewCommand } from './new.ts';
import type { SiteOptions } from './site-options.ts';

/** Reads the words into options, does what they ask, and answers with the exit code. The one place that knows commander. */
export async function runProgram(argv: readonly string[], system: System): Promise<number> {
  let code = 0;
  const program = programFor(system, async (work) => { code = await work; });
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what it had to say; 1 would mean that the blog has errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explain(error, argv, system);
  }
}

/** Takes the exit code that a command works out. */
type Done = (work: Promise<number>) => Promise<void>;

function programFor(system: System, done: Done): Command {
  const program = new Command('blog');
  speakThrough(program, system);
  program
    .description('For people who write a blog as files: Jekyll, Hugo, Hexo, Eleventy, Astro or plain Markdown.')
    .usage('<command> [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'say more on a command');
  addNew(program, system, done);
  addLint(program, system, done);
  addList(program, system, done);
  addRefs(program, system, done);
  addRules(program, system, done);
  program.addHelpText('after', examples([
    ['blog new "A week in Lisbon"', 'start a post'],
    ['blog lint', 'find what a visitor will find broken'],
    ['blog list', 'see the drafts'],
  ]));
  return program;
}

function speakThrough(program: Command, system: System): void {
  const width = () => Math.min(system.terminal.columns ?? 80, 100);
  program.exitOverride().showSuggestionAfterError().configureHelp({ subcommandTerm, optionDescription: ({ description }) => description, minWidthToWrap: 12 }).configureOutput({
    writeOut: (text) => system.out(text),
    writeErr: (text) => system.err(text),
    getOutHelpWidth: width,
    getErrHelpWidth: width,
    getOutHasColors: () => system.terminal.colour > 0,
    getErrHasColors: () => false,
    outputError: (text, write) => write(text.replace(/^error: /, 'blog: ')),
  }).showHelpAfterError('`blog --help` says what there is.');
}

/** `lint [paths...]`: that there are options goes without saying. */
const subcommandTerm = (command: Command): string =>
  [command.name(), ...command.registeredArguments.map((argument) => `[${argument.name()}${argument.variadic ? '...' : ''}]`)].join(' ');

/** A command of its own: its help speaks of it. */
const commandOf = (program: Command, name: string): Command => program.command(name)
  .helpOption('-h, --help', 'print this help')
  .showHelpAfterError(`\`blog ${name} --help\` says what there is.`);

function addNew(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'new').argument('[title]', 'the title; asked for when left out')
    .summary('start a post')
    .description('Writes the file of a new post: named and dated as your generator wants it, with the front matter that your other posts have. Prints its path.')
    .option('-d, --draft', 'make it a draft')
    .option('--date <when>', 'its date: 2026-01-02, "2026-01-02 10:00", today, "tomorrow 9:00", friday, +3d')
    .option('--slug <slug>', 'what to call it in its address, instead of the title')
    .option('--tags <tags>', 'its tags, with commas between', listed)
    .option('--set <key=value>', 'a key of its front matter; may be repeated', collectPair)
    .option('-e, --edit', 'open it in your editor ($VISUAL or $EDITOR)')
    .option('-n, --dry-run', 'print what would be written, and write nothing')
    .option('--json', 'print path, address and status as JSON')
    .option('-q, --quiet', 'print the path alone');
  withSiteOptions(command).addHelpText('after', examples([
    ['blog new "A week in Lisbon"', ''],
    ['blog new "Packing light" --draft --tags travel,gear', ''],
    ['blog new "Porto" --date "friday 9:00" --edit', ''],
  ])).action(async (title: string | undefined, options: NewCommand) => {
    const { startPost } = await import('./new.ts');
    await done(startPost(title, options, system));
  });
}

function addLint(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'lint').argument('[paths...]', 'only tell what is in these files and folders')
    .summary('find links and images that will be broken')
    .description('Reads your blog as its generator would publish it, and tells which links and images a visitor will find broken. Nothing is built, nothing is run, nothing is changed, and no web site is asked.')
    .addOption(new Option('-f, --format <format>', 'how to tell it: default, json or unix').choices(['default', 'json', 'unix']).default('default'))
    .option('--rule <id=severity>', 'off, warning or error for a rule; may be repeated', collectRule)
    .option('-q, --quiet', 'errors only')
    .option('--exit-zero', 'exit with 0 even where there are errors');
  withSiteOptions(withBuildOptions(command)).addHelpText('after', `${examples([
    ['blog lint', ''],
    ['blog lint _posts/2026-01-02-porto.md', ''],
    ['blog lint --rule missing-alt=off --format unix', ''],
  ])}\nExit code: 0 no errors, 1 errors, 2 it could not be done.\n`).action(async (paths: string[], options: LintCommand) => {
    const { lint } = await import('./lint.ts');
    await done(lint(paths, options, system));
  });
}

function addList(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'list').summary('see your drafts, or all posts')
    .description('Lists your drafts, the newest first, and counts the rest.')
    .option('-a, --all', 'every post')
    .option('--drafts', 'drafts, as without any option')
    .option('--scheduled', 'posts dated in the future')
    .option('--published', 'posts that are live')
    .option('-t, --tag <tag>', 'only with this tag')
    .addOption(new Option('-s, --sort <key>', 'order by date, title or words').choices(['date', 'title', 'words']).default('date'))
    .option('--limit <count>', 'the first so many', count)
    .addOption(new Option('-f, --format <format>', 'table, json or paths').choices(['table', 'json', 'paths']).default('table'));
  withSiteOptions(command).addHelpText('after', examples([
    ['blog list', ''],
    ['blog list --all --tag travel --sort words', ''],
    ['blog list --scheduled --format paths', ''],
  ])).action(async (options: ListCommand) => {
    const { list } = await import('./list.ts');
    await done(list(options, system));
  });
}

function addRefs(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'refs').argument('[paths...]', 'only references in these files and folders')
    .summary('print what is known of every link and image')
    .description('Prints every link and image of your blog with what it leads to, one JSON object a line: file, line, column, raw, where, postUrl, url, status, target, why.')
    .addOption(new Option('-f, --format <format>', 'jsonl').choices(['jsonl']).default('jsonl'));
  withSiteOptions(withBuildOptions(command)).action(async (paths: string[], options: SiteOptions) => {
    const { refs } = await import('./refs.ts');
    await done(refs(paths, options, system));
  });
}

function addRules(program: Command, system: System, done: Done): void {
  const command = commandOf(program, 'rules').summary('list the rules of `blog lint`')
    .description('Lists the rules of `blog lint`: what each finds, and how severe that is.');
  withColour(command).action(async (options: { color?: boolean }) => {
    const { listRules } = await import('./rules.ts');
    await done(listRules(options, system));
  });
}

const withBuildOptions = (command: Command): Command => command
  .option('--drafts', 'as if drafts were published')
  .option('--future', 'as if posts dated in the future were published')
  .option('--no-git', 'do not ask git which files are in the repository');

const withSiteOptions = (command: Command): Command => withColour(command
  .optionsGroup('Your blog:')
  .option('--root <folder>', 'where it is, when not in this folder')
  .option('--generator <name>', 'what builds it: jekyll, hugo, hexo, eleventy, astro, plain')
  .option('--config <files>', 'its settings files, with commas between, instead of the usual one', listed)
  .option('--base <path>', 'the path it is served under: /blog'));

const withColour = (command: Command): Command => command
  .option('--color', 'with colours, whatever the terminal says')
  .option('--no-color', 'without colours');

function examples(pairs: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...pairs.map(([command]) => command.length));
  const lines = pairs.map(([command, meaning]) => `  $ ${meaning === '' ? command : `${command.padEnd(width)}  ${meaning}`}\n`);
  return `\nExamples:\n${lines.join('')}`;
}

const listed = (text: string, before: readonly string[] = []): readonly string[] =>
  [...before, ...text.split(',').map((part) => part.trim()).filter((part) => part !== '')];

function collectRule(text: string, before: Readonly<Record<string, Severity | 'off'>> = {}): Readonly<Record<string, Severity | 'off'>> {
  const [id = '', severity = ''] = text.split('=');
  const found = SEVERITIES.find((one) => one === severity);
  if (id === '' || !found) throw new InvalidArgumentError('Write it as `missing-alt=off`: the rule, then off, warning or error.');
  return { ...before, [id]: found };
}

const SEVERITIES = ['off', 'warning', 'error'] as const;

function collectPair(text: string, before: readonly (readonly [string, string])[] = []): readonly (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as `key=value`.');
  return [...before, [text.slice(0, at).trim(), text.slice(at + 1)]];
}

function count(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('It is a number from 1.');
  return Number(text);
}
