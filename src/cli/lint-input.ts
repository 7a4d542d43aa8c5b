import { basename, dirname, resolve } from 'node:path';
import { asFilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { lint, type LintCommand } from './lint.ts';
import { whatIf } from './what-if.ts';

/** `blog lint - --stdin-filename x.md`: lints a file as if it held what stands at standard input. Nothing is written. */
export async function lintInput(paths: readonly string[], { stdinFilename: file, ...options }: LintCommand, system: System): Promise<number> {
  if (file === undefined) throw new BlogError('It has to be known which file the text is of: `blog lint - --stdin-filename _posts/2026-01-02-porto.md`.');
  if (options.filesFrom === '-') throw new BlogError('Standard input holds either a text or a list of files: leave out `--stdin-filename` or `--files-from -`.');
  if (options.watch || options.staged || (options.fix && !options.diff && !options.fixDryRun)) {
    throw new BlogError('A text at standard input is looked at once, and nothing is written: of `--fix` there is `--diff`, and no `--watch` or `--staged`.');
  }
  const place = resolve(system.cwd, file);
  const imagined = whatIf(system, dirname(place), [{ kind: 'edit', file: asFilePath(basename(place)), before: '', after: await system.input() }]);
  const others = paths.filter((path) => path !== '-');
  return lint([file, ...others], options, imagined);
}
