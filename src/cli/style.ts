import { Chalk } from 'chalk';
import type { Terminal } from '../core/system.ts';
import { plainStyle, type Style } from '../reporters/reporter.ts';

/** Dresses words for this terminal. `wanted` is what `--color` and `--no-color` say. The one place that knows chalk. */
export function styleFor({ colour, columns, hyperlinks }: Terminal, wanted?: boolean): Style {
  const level = wanted === undefined ? colour : wanted ? Math.max(colour, 1) : 0;
  if (!isLevel(level) || level === 0) return { ...plainStyle, columns };
  const chalk = new Chalk({ level });
  return {
    error: (text) => chalk.red.bold(text),
    warning: (text) => chalk.yellow.bold(text),
    code: (text) => chalk.cyan(text),
    path: (text) => chalk.underline(text),
    strong: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    added: (text) => chalk.green(text),
    removed: (text) => chalk.red(text),
    link: hyperlinks ? linked : plainStyle.link,
    columns,
  };
}

/** OSC 8; what could end the sequence early is percent-encoded. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
const linked = (text: string, url: string): string =>
  `\x1b]8;;${url.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)}\x1b\\${text}\x1b]8;;\x1b\\`;

const isLevel = (level: number): level is Terminal['colour'] => level >= 0 && level <= 3;
