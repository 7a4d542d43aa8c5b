import type { UrlPath } from '../paths.ts';
import type { Lookup } from '../text/derived.ts';
import type { Conventions, Entry, LookupAnswer, Rewritten } from './conventions.ts';
import type { Document, Reference } from './document.ts';
import type { HostAnswer, Outputs } from './hosts.ts';
import type { Resolution } from './resolution.ts';
import { resolve } from './resolve.ts';
import type { Site } from './site.ts';

/** How a reference came to its resolution: what was asked on the way, in order. */
export interface Trace {
  readonly resolution: Resolution;
  readonly steps: readonly Step[];
}

export type Step =
  /** A tag asked for another post. */
  | { readonly kind: 'lookup'; readonly lookup: Lookup; readonly answer: LookupAnswer }
  /** The generator changed the address, or looked the file up itself. */
  | { readonly kind: 'rewrite'; readonly to: Rewritten }
  /** A host was asked for an address: the files of the built site it looked for, and its answer. */
  | { readonly kind: 'asked'; readonly path: string; readonly among: Among; readonly tried: readonly string[]; readonly answer: HostAnswer }
  /** Whether an address is one that only the built site knows. */
  | { readonly kind: 'unknowable'; readonly path: UrlPath; readonly why: string };

/** `live`: what visitors find; `hidden`: drafts and the like; `folded`: as if letter case did not count; `meant`: to guess what was meant. */
export type Among = 'live' | 'hidden' | 'folded' | 'meant';

/**
 * Resolves references as `resolve` does - by it - on a site that remembers what it is asked, so that what is told is what
 * was done.
 */
export function tracer(site: Site): (reference: Reference, document: Document, entry: Entry) => Trace {
  const record = new Recorder();
  const traced = tracedSite(site, record);
  return (reference, document, entry) => {
    record.begin();
    const resolution = resolve(reference, document, entry, traced);
    return { resolution, steps: record.steps };
  };
}

class Recorder {
  steps: Step[] = [];
  #tried: string[] = [];
  #among: Among = 'live';
  #hasMissed = false;

  begin(): void {
    this.steps = [];
    this.#hasMissed = false;
  }

  /** One file of the built site was looked for. */
  look(among: Among, output: string): void {
    this.#among = among;
    this.#tried.push(output);
  }

  #askedLast(): Among {
    return this.#among;
  }

  /** A host answers: what it looks for in between belongs to it. */
  ask(path: string, answer: () => HostAnswer): HostAnswer {
    const outer = this.#tried;
    this.#tried = [];
    this.#among = 'live';
    const answered = answer();
    const among = this.#askedLast();
    this.steps.push({ kind: 'asked', path, among: this.#hasMissed ? 'meant' : among, tried: [...new Set(this.#tried)], answer: answered });
    // Letter case is the last thing that is asked before it is called missing.
    if (among === 'folded') this.#hasMissed = true;
    this.#tried = outer;
    return answered;
  }
}

/** A map that tells what it is asked for. */
class WatchedMap<T> extends Map<string, T> {
  readonly #look: (key: string) => void;

  constructor(entries: ReadonlyMap<string, T>, look: (key: string) => void) {
    super();
    this.#look = look;
    for (const [key, value] of entries) this.set(key, value);
  }

  override get(key: string): T | undefined {
    this.#look(key);
    return super.get(key);
  }
}

function tracedSite(site: Site, record: Recorder): Site {
  return {
    files: site.files, documents: site.documents, entries: site.entries, folders: site.folders, bySource: site.bySource,
    byName: site.byName, unknowable: site.unknowable, now: site.now,
    conventions: tracedConventions(site, record),
    outputs: new WatchedMap(site.outputs, (output) => record.look('live', output)),
    hidden: new WatchedMap(site.hidden, (output) => record.look('hidden', output)),
    byFoldedOutput: new WatchedMap(site.byFoldedOutput, (output) => record.look('folded', output)),
  };
}

function tracedConventions({ conventions }: Site, record: Recorder): Conventions {
  const { host, lookup, rewrite, isUnknowable } = conventions;
  return {
    ...conventions,
    host: { name: host.name, answer: (path: string, outputs: Outputs) => record.ask(path, () => host.answer(path, outputs)) },
    ...(lookup && { lookup: (asked: Lookup, entry: Entry, site: Site) => {
      const answer = lookup(asked, entry, site);
      record.steps.push({ kind: 'lookup', lookup: asked, answer });
      return answer;
    } }),
    ...(rewrite && { rewrite: (reference: Reference, url: string, entry: Entry, site: Site) => {
      const to = rewrite(reference, url, entry, site);
      if (to && !(to.kind === 'url' && to.url === url)) record.steps.push({ kind: 'rewrite', to });
      return to;
    } }),
    ...(isUnknowable && { isUnknowable: (path: UrlPath, site: Site) => {
      const why = isUnknowable(path, site);
      if (why !== undefined) record.steps.push({ kind: 'unknowable', path, why });
      return why;
    } }),
  };
}
