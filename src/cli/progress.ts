import type { Verdict } from '../core/external.ts';
import type { System } from '../core/system.ts';
import { grouped } from '../core/text/grouped.ts';

export interface Progress {
  step(verdict: Verdict): void;
  end(): void;
}

/** A line at a terminal that says how far it is, and goes away. Nothing in a file, a pipe or a CI. */
export function progressAt(system: System, { quiet }: { readonly quiet?: boolean }, total: number): Progress {
  if (quiet || total === 0 || system.terminal.progress === undefined) return { step: () => undefined, end: () => undefined };
  let done = 0;
  let dead = 0;
  let drawnAt = 0;
  const draw = (): void => {
    drawnAt = system.clock.now();
    // The cursor stays at its begin, so that whatever is written next, a prompt after Ctrl-C too, is written over it.
    system.err(`\r\x1b[K${lineFor({ done, dead, total, columns: system.terminal.progress ?? 40 })}\r`);
  };
  draw();
  return {
    step: ({ kind }) => {
      done++;
      if (kind === 'dead') dead++;
      if (system.clock.now() - drawnAt >= EVERY) draw();
    },
    end: () => {
      if (drawnAt > 0) system.err('\r\x1b[K');
      drawnAt = 0;
    },
  };
}

/** Milliseconds. */
const EVERY = 100;

function lineFor({ done, dead, total, columns }: { readonly done: number; readonly dead: number; readonly total: number; readonly columns: number }): string {
  const count = grouped(total);
  const words = `${grouped(done).padStart(count.length)} of ${count} addresses${dead > 0 ? `, ${grouped(dead)} dead` : ''}`;
  const room = Math.min(30, columns - words.length - 4);
  if (room < 5) return words.slice(0, columns - 1);
  const full = Math.round(room * done / total);
  return `[${'#'.repeat(full)}${'.'.repeat(room - full)}] ${words}`;
}
