import { Chalk } from 'chalk';
import type { Terminal } from '../core/system.ts';
import { plainStyle, type Style } from '../reporters/reporter.ts';

/** Dresses words for this terminal. `wanted` is what `--color` and `--no-color` say. The one place that knows chalk. */
export function styleFor({ colour, columns }: Terminal, wanted?: boolean): Style {
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
    columns,
  };
}

const isLevel = (level: number): level is Terminal['colour'] => level >= 0 && level <= 3;
