import type { System } from '../core/system.ts';
import { wrapped } from '../core/text/width.ts';
import { rules } from '../rules/index.ts';
import { styleFor } from './style.ts';

/** `blog rules`: every rule, how severe it is, and what it finds. */
export async function listRules({ color }: { readonly color?: boolean }, system: System): Promise<number> {
  const style = styleFor(system.terminal, color);
  const idWidth = Math.max(...rules.map(({ id }) => id.length)) + 2;
  const indent = idWidth + 'warning  '.length;
  const isNarrow = (style.columns ?? 80) < indent + 24;
  for (const { id, summary, severity, off } of rules) {
    const word = off ? 'off' : severity;
    const dressed = (off ? style.dim : style[severity])(word) + ' '.repeat('warning  '.length - word.length);
    const lines = wrapped(summary, (style.columns ?? 100) - (isNarrow ? 2 : indent));
    system.out(`${style.strong(id)}${' '.repeat(idWidth - id.length)}${dressed}${isNarrow ? '\n  ' : ''}`);
    system.out(`${lines.join(`\n${' '.repeat(isNarrow ? 2 : indent)}`)}\n`);
  }
  return 0;
}
