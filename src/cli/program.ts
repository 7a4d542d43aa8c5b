import { Command, CommanderError } from 'commander';
import type { System } from '../core/system.ts';
import { version } from '../version.ts';
import { addCompletions } from './commands/completions.ts';
import { addConfig } from './commands/config.ts';
import { addExplain } from './commands/explain.ts';
import { addImage } from './commands/image.ts';
import { addInit } from './commands/init.ts';
import { addLinks } from './commands/links.ts';
import { addLint } from './commands/lint.ts';
import { addList } from './commands/list.ts';
import { addMv } from './commands/mv.ts';
import { addNew } from './commands/new.ts';
import { addPublish, addUnpublish } from './commands/publish.ts';
import { addRefs } from './commands/refs.ts';
import { addRenameTag } from './commands/rename-tag.ts';
import { addRules } from './commands/rules.ts';
import { addStats } from './commands/stats.ts';
import { examples, type Done } from './commands/shared.ts';
import { explain } from './errors.ts';

/** Reads the words into options, does what they ask, and answers with the exit code. Commander is known here and in `commands/` alone. */
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
  addPublish(program, system, done);
  addUnpublish(program, system, done);
  addImage(program, system, done);
  addLint(program, system, done);
  addList(program, system, done);
  addMv(program, system, done);
  addRenameTag(program, system, done);
  addStats(program, system, done);
  addRefs(program, system, done);
  addExplain(program, system, done);
  addLinks(program, system, done);
  addRules(program, system, done);
  addInit(program, system, done);
  addConfig(program, system, done);
  addCompletions(program, system, done);
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
  [command.name(), ...command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`))].join(' ');
