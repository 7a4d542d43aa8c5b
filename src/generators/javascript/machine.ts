import { unknown, type Js } from './values.ts';

/** What the pieces of the evaluator share: how much work is left, and how sure the present moment is. */
export interface Machine {
  /** How many conditions that are not known lead here; what changes meanwhile is only perhaps so. */
  uncertain: number;
  /** Counts work; throws `OutOfSteps` when a program takes more than a settings file should. */
  step(count?: number): void;
  /** Calls a value as a function; what is not a function answers something unknown. */
  call(callee: Js, args: readonly Js[], self?: Js): Js;
  /** Does something of which it is not known whether it happens. */
  unsure<T>(action: () => T): T;
  /** Milliseconds since the epoch; may be set for "what if it were later". */
  now: number;
}

export class OutOfSteps extends Error {
  override name = 'OutOfSteps';
}

/** A value thrown by the program that is read. */
export class Thrown extends Error {
  override name = 'Thrown';
  readonly value: Js;
  constructor(value: Js) {
    super('thrown by the program');
    this.value = value;
  }
}

/** Texts and lists longer than this are not worked out. */
export const LONGEST = 1_000_000;

/** Notes that a value made earlier is being changed at a moment that may never come. */
export function touch(machine: Machine, value: { open: boolean; readonly born: number }): void {
  if (machine.uncertain > value.born) value.open = true;
}

export const tooLong = unknown('it grows too long');
