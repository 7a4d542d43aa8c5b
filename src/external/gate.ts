/** Time, as those who wait see it. */
export interface Pace {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

export interface GateOptions {
  readonly pace: Pace;
  /** Requests under way at once, over all hosts. */
  readonly atOnce: number;
  /** For one host: requests at once, and milliseconds from the start of one to the start of the next. */
  readonly paceOf: (host: string) => { readonly atOnce: number; readonly spacing: number };
  /** Milliseconds since the epoch: nobody is let in later. */
  readonly deadline: number;
}

/** `late`: the time is over, or would be before it is this one's turn. `closed`: the host asked to be left alone for too long. */
export type Entrance = { readonly kind: 'in'; leave(): void } | { readonly kind: 'late' | 'closed' };

interface Host {
  readonly waiting: ((entrance: Entrance) => void)[];
  readonly atOnce: number;
  spacing: number;
  active: number;
  nextAt: number;
  isSleeping: boolean;
  isClosed: boolean;
}

/**
 * Where every request waits for its turn: first come, first served, for each host by itself. A host that wants a rest
 * holds up nobody else, so that what it was to be asked is asked last.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #hosts = new Map<string, Host>();
  /** Hosts whose turn it is, but for the limit over all. */
  readonly #held = new Set<Host>();
  #active = 0;
  #deadline: number;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#deadline = options.deadline;
  }

  enter(name: string): Promise<Entrance> {
    const host = this.#hostOf(name);
    return new Promise((done) => {
      host.waiting.push(done);
      this.#admit(host);
    });
  }

  /** Nobody goes to this host for so long. */
  pause(name: string, milliseconds: number): void {
    const host = this.#hostOf(name);
    host.nextAt = Math.max(host.nextAt, this.#options.pace.now() + milliseconds);
    this.#admit(host);
  }

  /** From now on half as often, down to one in five seconds. */
  slowDown(name: string): void {
    const host = this.#hostOf(name);
    host.spacing = Math.min(SLOWEST, Math.max(FIRST_STEP, host.spacing * 2));
  }

  /** Nobody goes to this host any more. */
  close(name: string): void {
    const host = this.#hostOf(name);
    host.isClosed = true;
    this.#admit(host);
  }

  /** The time is over, now. */
  stop(): void {
    this.#deadline = 0;
    for (const host of this.#hosts.values()) this.#admit(host);
  }

  #hostOf(name: string): Host {
    const known = this.#hosts.get(name);
    if (known) return known;
    const { atOnce, spacing } = this.#options.paceOf(name);
    const host: Host = { waiting: [], atOnce, spacing, active: 0, nextAt: 0, isSleeping: false, isClosed: false };
    this.#hosts.set(name, host);
    return host;
  }

  #admit(host: Host): void {
    const { pace, atOnce } = this.#options;
    this.#held.delete(host);
    while (host.waiting.length > 0) {
      const now = pace.now();
      if (host.isClosed || now >= this.#deadline || host.nextAt >= this.#deadline) {
        for (const tell of host.waiting.splice(0)) tell({ kind: host.isClosed ? 'closed' : 'late' });
        return;
      }
      if (host.active >= host.atOnce) return;
      if (now < host.nextAt) return this.#sleep(host, host.nextAt - now);
      if (this.#active >= atOnce) {
        this.#held.add(host);
        return;
      }
      this.#letIn(host, now);
    }
  }

  #letIn(host: Host, now: number): void {
    const tell = host.waiting.shift();
    host.active++;
    this.#active++;
    // Not to the beat: many programs that begin at the same moment would otherwise stay together.
    host.nextAt = now + host.spacing * (1 + this.#options.pace.random() / 4);
    let isIn = true;
    tell?.({
      kind: 'in',
      leave: () => {
        if (!isIn) return;
        isIn = false;
        host.active--;
        this.#active--;
        this.#admit(host);
        const [next] = this.#held;
        if (next) this.#admit(next);
      },
    });
  }

  #sleep(host: Host, milliseconds: number): void {
    if (host.isSleeping) return;
    host.isSleeping = true;
    void this.#options.pace.sleep(milliseconds).then(() => {
      host.isSleeping = false;
      this.#admit(host);
    });
  }
}

/** Milliseconds. */
const SLOWEST = 5_000;
const FIRST_STEP = 100;
