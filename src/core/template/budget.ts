/**
 * What one document may cost. A template can ask for a loop within a loop or double a text a thousand times; when the
 * budget is spent, whatever else it would make is unknown, and its own text is still taken over.
 */
export class Budget {
  #steps: number;
  #letters: number;

  constructor(sourceLength: number) {
    this.#steps = 100_000 + sourceLength;
    this.#letters = 2_000_000 + 4 * sourceLength;
  }

  get isSpent(): boolean {
    return this.#steps <= 0 || this.#letters <= 0;
  }

  /** Counts one tag evaluated. False when there is nothing left. */
  step(): boolean {
    this.#steps -= 1;
    return !this.isSpent;
  }

  /** Counts text that was made. */
  spend(letters: number): void {
    this.#letters -= letters;
  }
}

/** No text in a variable is longer. */
export const LONGEST_TEXT = 500_000;

/** No list is longer, and no loop runs more often. */
export const LONGEST_LIST = 10_000;

/** Files that include files that include files. */
export const DEEPEST_INCLUDE = 30;
