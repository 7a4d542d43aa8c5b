import { BlogError, Cancelled, type System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { reportTo, version } from '../version.ts';
import { say } from './say.ts';

/** Says on stderr what went wrong, and answers with the exit code. */
export function explain(error: unknown, argv: readonly string[], system: System): number {
  if (error instanceof Cancelled) {
    // The answer to Ctrl-C is a new line to type on. 130 is what a shell says of a program that it ended.
    system.err('\n');
    return 130;
  }
  if (error instanceof BlogError) say(system, `blog: ${error.message}`);
  else system.err(unexpected(error, argv));
  return 2;
}

const unexpected = (error: unknown, argv: readonly string[]): string => `\
This should not have happened: it is a mistake in blog itself, not in your files.

${error instanceof Error ? linesOf(error.stack ?? error.message) : printable(String(error))}

blog ${version}, node ${process.version}, ${process.platform}: blog ${argv.map(printable).join(' ')}
Please report it, with the lines above: \`${reportTo}\` shows where.
`;

const linesOf = (stack: string): string => stack.split('\n').map(printable).join('\n');
