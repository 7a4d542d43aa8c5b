import type { Pace } from '../../src/external/gate.ts';

/** Time that passes only where somebody waits for it. */
export interface VirtualTime extends Pace {
  /** Lets time pass until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function virtualTime(start = Date.parse('2026-03-01T12:00:00Z'), random: () => number = () => 0): VirtualTime {
  let now = start;
  const sleeping: { readonly at: number; wake(): void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds) => new Promise((wake) => {
      sleeping.push({ at: now + Math.max(0, milliseconds), wake });
      sleeping.sort((a, b) => a.at - b.at);
    }),
    random,
    run: async (work) => {
      let isDone = false;
      void work.finally(() => { isDone = true; }).catch(() => undefined);
      for (;;) {
        // All that can happen now happens before time passes.
        await new Promise(setImmediate);
        if (isDone) return work;
        const next = sleeping.shift();
        if (!next) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
