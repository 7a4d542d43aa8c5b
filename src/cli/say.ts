import type { System } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { wrapped } from '../core/text/width.ts';

/** Says sentences on stderr, each on a line of its own. At a terminal they break between words; what is indented stays a line. */
export function say({ terminal, err }: Pick<System, 'terminal' | 'err'>, ...sentences: readonly string[]): void {
  const columns = terminal.progress ?? Infinity;
  err(sentences.flatMap((sentence) => (sentence.startsWith(' ') ? [printable(sentence)] : wrapped(printable(sentence), columns))).map((line) => `${line}\n`).join(''));
}
