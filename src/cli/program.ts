import { Command, CommanderError } from 'commander';
import type { System } from '../core/system.ts';
import { version } from '../version.ts';
import { examples, type Done } from './commands/shared.ts';
import { explain } from './errors.ts';

/** Reads the words into options, does what they ask, and answers with the exit code. Commander is known here and in `commands/` alone. */
export async function runProgram(argv: readonly string[], system: System): Promise<number> {
  let code = 0;
  const program = await programFor(argv, system, async (work) => { code = await work; });
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

async function programFor(argv: readonly string[], system: System, done: Done): Promise<Command> {
  const program = new Command('blog');
  speakThrough(program, system);
  program
    .description('For people who write a blog as files: Jekyll, Hugo, Hexo, Eleventy, Astro or plain Markdown.')
    .usage('<command> [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'say more on a command');
  for (const add of await commandsFor(argv)) add(program, system, done);
  program.addHelpText('after', examples([
    ['blog new "A week in Lisbon"', 'start a post'],
    ['blog lint', 'find what a visitor will find broken'],
    ['blog list', 'see the drafts'],
  ]));
  return program;
}

type Add = (program: Command, system: System, done: Done) => void;

/** In the order in which help tells of them. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  new: async () => (await import('./commands/new.ts')).addNew,
  publish: async () => (await import('./commands/publish.ts')).addPublish,
  unpublish: async () => (await import('./commands/publish.ts')).addUnpublish,
  image: async () => (await import('./commands/image.ts')).addImage,
  lint: async () => (await import('./commands/lint.ts')).addLint,
  list: async () => (await import('./commands/list.ts')).addList,
  mv: async () => (await import('./commands/mv.ts')).addMv,
  'rename-tag': async () => (await import('./commands/rename-tag.ts')).addRenameTag,
  stats: async () => (await import('./commands/stats.ts')).addStats,
  refs: async () => (await import('./commands/refs.ts')).addRefs,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  links: async () => (await import('./commands/links.ts')).addLinks,
  rules: async () => (await import('./commands/rules.ts')).addRules,
  init: async () => (await import('./commands/init.ts')).addInit,
  config: async () => (await import('./commands/config.ts')).addConfig,
  completions: async () => (await import('./commands/completions.ts')).addCompletions,
};

/** The command that is asked for; all of them where it may be about others. */
async function commandsFor([asked = '']: readonly string[]): Promise<readonly Add[]> {
  const only = asked === 'completions' ? undefined : Object.entries(COMMANDS).find(([name]) => name === asked)?.[1];
  return Promise.all(only ? [only()] : Object.values(COMMANDS).map((load) => load()));
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
  [command.name(), ...command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`))].join(' ');
