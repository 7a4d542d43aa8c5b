import { UNKNOWN } from '../text/derived.ts';
import type { TemplateMapping, TemplateValue } from './value.ts';

/**
 * Variables, innermost first. What a branch of unknown condition assigns is taken back at its end (`begin`,
 * `rollback`), so that each branch starts from the same state; afterwards those names are unknown (`forget`).
 */
export class Scopes {
  readonly #globals: TemplateMapping;
  readonly #assigned = new Map<string, TemplateValue>();
  #counts = false;
  #inner: Map<string, TemplateValue>[] = [];
  readonly #journals: Map<string, TemplateValue | undefined>[] = [];

  constructor(globals: TemplateMapping) {
    this.#globals = globals;
  }

  get(name: string): TemplateValue {
    for (let i = this.#inner.length - 1; i >= 0; i -= 1) {
      const value = this.#inner[i]?.get(name);
      if (value !== undefined) return value;
    }
    const assigned = this.#assigned.get(name) ?? (this.#counts ? this.#assigned.get(counterOf(name)) : undefined);
    if (assigned !== undefined) return assigned;
    if (Object.hasOwn(this.#globals, name)) return this.#globals[name] ?? null;
    return Object.hasOwn(this.#globals, UNKNOWN) ? UNKNOWN : null;
  }

  /** What is kept under a name that no variable can have. */
  kept(name: string): TemplateValue | undefined {
    return this.#assigned.get(name);
  }

  /** Keeps a counter, which is also a variable as long as there is no other of that name. */
  keepCount(name: string, value: TemplateValue): void {
    this.#counts = true;
    this.assign(counterOf(name), value);
  }

  countOf(name: string): TemplateValue {
    return this.#assigned.get(counterOf(name)) ?? 0;
  }

  /** Assigns for the rest of the document, from however deep inside. */
  assign(name: string, value: TemplateValue): void {
    const journal = this.#journals.at(-1);
    if (journal && !journal.has(name)) journal.set(name, this.#assigned.get(name));
    this.#assigned.set(name, value);
  }

  /** Runs something with variables of its own on top. */
  within<Result>(variables: Map<string, TemplateValue>, work: () => Result): Result {
    this.#inner.push(variables);
    try {
      return work();
    } finally {
      this.#inner.pop();
    }
  }

  /** Runs something that sees nothing but the globals and these. */
  apart<Result>(variables: Map<string, TemplateValue>, work: () => Result): Result {
    const inner = this.#inner;
    const assigned = new Map(this.#assigned);
    this.#inner = [variables];
    this.#assigned.clear();
    this.begin();
    try {
      return work();
    } finally {
      this.#journals.pop();
      this.#inner = inner;
      this.#assigned.clear();
      for (const [name, value] of assigned) this.#assigned.set(name, value);
    }
  }

  begin(): void {
    this.#journals.push(new Map());
  }

  /** Leaves what was assigned since `begin`; the names are the answer. */
  commit(): readonly string[] {
    const journal = this.#journals.pop() ?? new Map<string, TemplateValue | undefined>();
    const outer = this.#journals.at(-1);
    if (outer) for (const [name, value] of journal) if (!outer.has(name)) outer.set(name, value);
    return [...journal.keys()];
  }

  /** Leaves what variables that were there before `begin` have become; the others are gone, as after a loop's end. */
  commitKnown(): void {
    const journal = this.#journals.pop() ?? new Map<string, TemplateValue | undefined>();
    const outer = this.#journals.at(-1);
    for (const [name, value] of journal) {
      if (value === undefined) this.#assigned.delete(name);
      else if (outer && !outer.has(name)) outer.set(name, value);
    }
  }

  /** Takes back what was assigned since `begin`; the names are the answer. */
  rollback(): readonly string[] {
    const journal = this.#journals.pop() ?? new Map<string, TemplateValue | undefined>();
    for (const [name, value] of journal) {
      if (value === undefined) this.#assigned.delete(name);
      else this.#assigned.set(name, value);
    }
    return [...journal.keys()];
  }

  forget(names: Iterable<string>): void {
    for (const name of names) this.assign(name, UNKNOWN);
  }
}

const counterOf = (name: string): string => `${name} counter`;
