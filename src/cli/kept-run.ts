import type { FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import type { Folder, Git, Store, System } from '../core/system.ts';
import { digest } from '../system/digest.ts';

/**
 * Remembers what a run came to, together with all that it asked of the machine: as long as every one of these questions
 * has the answer it had, so has the run.
 */
export interface RunInput<T> {
  readonly system: System;
  readonly store: Store;
  /** What was typed, and where. */
  readonly name: string;
  readonly work: (system: System) => Promise<Worked<T>>;
}

/** `result` is plain data. */
export interface Worked<T> {
  readonly result: T;
  readonly site: Site;
  /** Whether the time of the build went into how the site is read. */
  readonly isTimely: boolean;
  /** Until when it is good at most, whatever else changes. */
  readonly until?: number;
}

interface Kept<T> {
  readonly at: number;
  readonly until: number;
  readonly looks: readonly Look[];
  /** The time zone, where it was asked for. */
  readonly zone?: string;
  readonly result: T;
}

/** All that was asked of one folder. */
interface Look {
  readonly folder: string;
  /** Of the names and stamps of all files; `null` where they could not be listed, left out where nobody asked. */
  readonly listed?: string | null;
  /** Files that are no part of a list, with their stamps; `null` where there is none. */
  readonly files: readonly (readonly [path: FilePath, stamp: string | null])[];
  /** `null` where there is no git. */
  readonly git?: string | null;
  readonly ignored: readonly (readonly [paths: readonly FilePath[], answer: string])[];
}

/** The result of some work: the one that was kept, if nothing has changed that it came from. */
export async function keptRun<T>({ system, store, name, work }: RunInput<T>): Promise<T> {
  const kept = await read<T>(store, name);
  const now = system.clock.now();
  const isHere = kept?.zone === undefined || kept.zone === system.clock.zone;
  if (kept && isHere && now >= kept.at && now < kept.until && (await isAsItWas(kept.looks, system))) return kept.result;

  const witness = witnessOf(system);
  const { result, site, isTimely, until = Infinity } = await work(witness.system);
  const looks = until > now ? await witness.looks() : undefined;
  if (looks && witness.latest() < now - RACY) {
    const kept = written({ at: now, until: Math.min(until, nextChange(site, isTimely)), looks, ...witness.zone(), result });
    if (kept !== undefined) await store.write(name, [Buffer.from(kept)]);
  }
  return result;
}

/** `undefined` where there is more than one text can hold: hundreds of thousands of findings. */
function written<T>(kept: Kept<T>): string | undefined {
  try {
    return JSON.stringify(kept);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A file written so shortly before it was read may be written again within one tick of the disk's clock. In milliseconds. */
export const RACY = 2000;

async function read<T>(store: Store, name: string): Promise<Kept<T> | undefined> {
  const bytes = await store.read(name);
  const kept: unknown = bytes && parsed(Buffer.from(bytes).toString('utf8'));
  return isKept<T>(kept) ? kept : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever this is, it was not written here.
    return undefined;
  }
}

/** The store answers for its files being whole; what is left to find out is whether this is one of ours. */
const isKept = <T>(value: unknown): value is Kept<T> =>
  typeof value === 'object' && value !== null && 'at' in value && 'until' in value && 'result' in value
  && typeof value.result === 'object' && value.result !== null && 'looks' in value && Array.isArray(value.looks) && value.looks.length > 0;

async function isAsItWas(looks: readonly Look[], system: System): Promise<boolean> {
  for (const look of looks) {
    const folder = await system.folder(look.folder);
    for (const [path, stamp] of look.files) if (((await folder.stamp?.(path))?.text ?? null) !== stamp) return false;
    if (look.listed !== undefined && look.listed !== ((await listingOf(folder))?.digest ?? null)) return false;
    if (look.git === undefined) continue;
    const git = await folder.git();
    if (look.git !== (git ? stateOf(git) : null)) return false;
    for (const [paths, answer] of look.ignored) if (answer !== digestOf(await git?.ignored(paths) ?? [])) return false;
  }
  return true;
}

interface Listing {
  readonly digest: string;
  readonly latest: number;
}

/** `undefined` where it cannot be listed. */
async function listingOf(folder: Folder): Promise<Listing | undefined> {
  const files = await folder.list().catch(() => undefined);
  if (!files) return undefined;
  const parts: string[] = [];
  let latest = 0;
  for (const path of files) {
    const stamp = await folder.stamp?.(path);
    parts.push(path, stamp?.text ?? '');
    latest = Math.max(latest, stamp?.at ?? Infinity);
  }
  return { digest: digest(parts.join('\0')), latest };
}

const stateOf = ({ prefix, github, tracked }: Git): string => digest([prefix, github ?? '', ...[...tracked].sort()].join('\0'));

const digestOf = (paths: Iterable<string>): string => digest([...paths].sort().join('\0'));

interface Witness {
  readonly system: System;
  /** `undefined` where something was done or asked that cannot be asked again. */
  looks(): Promise<readonly Look[] | undefined>;
  /** When the youngest file that was looked at was touched. */
  latest(): number;
  zone(): Pick<Kept<unknown>, 'zone'>;
}

/** The same machine, which remembers what it was asked. Stamps are taken before anything is read. */
function witnessOf(system: System): Witness {
  const looks = new Map<string, FolderWitness>();
  let isLost = false;
  const lose = (): void => { isLost = true; };
  let zone: string | undefined;
  return {
    system: {
      ...system,
      clock: { now: () => system.clock.now(), sleep: (milliseconds) => system.clock.sleep(milliseconds), get zone() { return (zone = system.clock.zone); } },
      folder: async (path) => {
        const folder = await system.folder(path);
        const known = looks.get(folder.path) ?? new FolderWitness(folder, lose);
        looks.set(folder.path, known);
        return known.seen(folder);
      },
      web: () => { lose(); throw new Error('What other sites say is not kept.'); },
    },
    looks: async () => (isLost ? undefined : [...looks.values()].map((one) => one.look())),
    zone: () => (zone === undefined ? {} : { zone }),
    latest: () => Math.max(0, ...[...looks.values()].map(({ latest }) => latest)),
  };
}

class FolderWitness {
  latest = 0;
  readonly #path: string;
  readonly #lose: () => void;
  #listing: Promise<Listing | undefined> | undefined;
  #listed: string | null | undefined;
  #paths: ReadonlySet<FilePath> = new Set();
  readonly #files = new Map<FilePath, string | null>();
  #git: string | null | undefined;
  readonly #ignored: (readonly [readonly FilePath[], string])[] = [];

  constructor({ path }: Folder, lose: () => void) {
    this.#path = path;
    this.#lose = lose;
  }

  look(): Look {
    return {
      folder: this.#path, files: [...this.#files], ignored: this.#ignored,
      ...(this.#listed !== undefined && { listed: this.#listed }), ...(this.#git !== undefined && { git: this.#git }),
    };
  }

  seen(folder: Folder): Folder {
    const before = async (path: FilePath): Promise<void> => this.#note(path, folder);
    return {
      ...folder,
      list: async () => {
        await (this.#listing ??= this.#list(folder));
        return folder.list();
      },
      read: async (path) => { await before(path); return folder.read(path); },
      head: async (path, bytes) => { await before(path); return folder.head(path, bytes); },
      size: async (path) => { await before(path); return folder.size(path); },
      modified: async (path) => { await before(path); return folder.modified(path); },
      bytes: async (path) => { await before(path); return folder.bytes(path); },
      change: (changes) => { this.#lose(); return folder.change(changes); },
      git: async () => {
        const git = await folder.git();
        this.#git = git ? stateOf(git) : null;
        return git && this.#seenGit(git);
      },
    };
  }

  async #list(folder: Folder): Promise<Listing | undefined> {
    const listing = await listingOf(folder);
    this.#listed = listing?.digest ?? null;
    this.latest = Math.max(this.latest, listing?.latest ?? 0);
    this.#paths = new Set(listing ? await folder.list() : []);
    return listing;
  }

  async #note(path: FilePath, folder: Folder): Promise<void> {
    if (this.#paths.has(path) || this.#files.has(path)) return;
    const stamp = await folder.stamp?.(path);
    this.#files.set(path, stamp?.text ?? null);
    this.latest = Math.max(this.latest, stamp?.at ?? 0);
  }

  #seenGit(git: Git): Git {
    return {
      ...git,
      ignored: async (paths) => {
        const answer = await git.ignored(paths);
        this.#ignored.push([[...paths], digestOf(answer)]);
        return answer;
      },
      history: () => { this.#lose(); return git.history(); },
    };
  }
}

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

/**
 * When time alone may change the answer. Whatever a date is for - the day a post appears, the day it expires -, it comes true
 * in some time zone: zones differ by quarters of an hour, and by no more than 15 hours from where this runs. What is made
 * of the time of the build itself is good for an hour, and all of it for a day.
 */
export function nextChange({ now, entries, documents }: Site, isTimely: boolean): number {
  let next = now + 24 * HOUR;
  const meet = (at: number): void => { if (at > now) next = Math.min(next, at); };
  if (isTimely || entries.some(({ date }) => date === now)) meet(Math.ceil((now + 1) / HOUR) * HOUR);
  for (const { date = 0, visibility } of entries) {
    meet(date);
    if (visibility.kind === 'scheduled') meet(visibility.from);
  }
  for (const { frontMatter } of documents.values()) {
    for (const value of Object.values(frontMatter.data)) {
      const at = typeof value === 'string' && /\d{4}/.test(value) ? Date.parse(value) : Number.NaN;
      if (at > now + 15 * HOUR) meet(at - 15 * HOUR);
      else if (at > now - 15 * HOUR) meet(at + Math.ceil((now + 1 - at) / QUARTER) * QUARTER);
    }
  }
  return next;
}

/** Where something is kept under one name for each of these. */
export const nameOf = (parts: unknown): string => digest(JSON.stringify(parts));

