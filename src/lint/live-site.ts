import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { FileFacts } from '../core/rule.ts';
import { siteOf } from '../core/site/build-site.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, FrontMatter } from '../core/site/document.ts';
import { includedIn, readSource } from '../core/site/read-source.ts';
import type { Site } from '../core/site/site.ts';
import type { Folder } from '../core/system.ts';
import { judgementsIn, type Judgement } from './judge.ts';
import { linterOf, NO_FACTS, type FolderOptions, type Linter } from './lint-site.ts';

/** A blog that stays open while its author writes: what an editor asks, and what `--watch` tells. */
export interface LiveSite {
  /** The site as it is now. */
  readonly site: Site;
  /** All that is wrong, sorted. */
  readonly findings: readonly Finding[];
  /** Judges again what changed, with what depends on it. One change at a time: the next waits for the answer. */
  change(changes: readonly LiveChange[]): Promise<LiveAnswer>;
}

export interface LiveChange {
  readonly file: FilePath;
  /** What an editor shows and has not saved. Left out, the file is read from the folder. */
  readonly text?: string;
}

export type LiveAnswer =
  /** The files whose findings are others now, each with all that it has. */
  | { readonly kind: 'changed'; readonly files: ReadonlyMap<FilePath, readonly Finding[]> }
  /** Files came or went, or one decides how the blog is read: open it anew. Nothing was changed here. */
  | { readonly kind: 'reopen' };

export interface LiveInput {
  readonly site: Site;
  readonly folder: Folder;
  readonly options: FolderOptions;
  /** Whether a file was read to learn how the others are: settings, layouts, data. */
  isDecisive(file: FilePath): boolean;
}

/** Lints a blog and keeps it open. The site's documents are its own from then on. */
export async function liveSite(input: LiveInput): Promise<LiveSite> {
  const live = new Live(input);
  await live.start();
  return live;
}

class Live implements LiveSite {
  readonly #input: LiveInput;
  /** Those of the site: one is put in another's place where nothing else changes. */
  #documents: Map<FilePath, Document>;
  #site: Site;
  #linter: Linter;
  #findings: readonly Finding[] = [];
  #facts: FileFacts = NO_FACTS;
  /** What was found in each source, before comments had their say. */
  readonly #found = new Map<FilePath, readonly Finding[]>();
  /** What each source leads to, and the other way round. */
  readonly #targets = new Map<FilePath, ReadonlySet<FilePath>>();
  readonly #led = new Map<FilePath, Set<FilePath>>();
  /** Sources with a reference to a place that could not be looked up: any page may be where it is. */
  readonly #unsure = new Set<FilePath>();

  constructor(input: LiveInput) {
    this.#input = input;
    this.#documents = new Map(input.site.documents);
    this.#site = this.#siteOf();
    this.#linter = linterOf(this.#site, input.options);
  }

  get site(): Site { return this.#site; }
  get findings(): readonly Finding[] { return this.#findings; }

  async start(): Promise<void> {
    await this.#judge(this.#documents.values());
    this.#tell();
  }

  async change(changes: readonly LiveChange[]): Promise<LiveAnswer> {
    const { site, folder, isDecisive } = this.#input;
    const read: Document[] = [];
    const files = new Set<FilePath>();
    for (const { file, text: shown } of changes) {
      if (isDecisive(file) || !site.files.has(file) || [...this.#documents.values()].some(({ included }) => included?.has(file))) return { kind: 'reopen' };
      const text = shown ?? await folder.read(file);
      if (text === undefined) return { kind: 'reopen' };
      const isSource = this.#documents.has(file);
      if (site.conventions.roleOf(file) === 'maybe' && isSource !== /^\uFEFF?---/.test(text)) return { kind: 'reopen' };
      if (isSource) read.push(readSource(site.conventions, { path: file, text, included: await includedIn(site.conventions, file, text, (one) => folder.read(one)) }));
      else files.add(file);
    }
    return { kind: 'changed', files: await this.#take(read, files) };
  }

  async #take(read: readonly Document[], files: ReadonlySet<FilePath>): Promise<ReadonlyMap<FilePath, readonly Finding[]>> {
    const dirty = new Set<FilePath>([...read.map(({ path }) => path), ...[...files].flatMap((file) => [...this.#led.get(file) ?? []])]);
    let isHeadNew = false;
    for (const document of read) {
      const before = this.#documents.get(document.path);
      if (!before) continue;
      isHeadNew ||= !saysTheSame(before, document);
      if (!hasTheSamePlaces(before, document)) for (const path of [...this.#led.get(document.path) ?? [], ...this.#unsure]) dirty.add(path);
      this.#documents.set(document.path, document);
    }
    const areAddressesNew = isHeadNew && this.#republish();
    const { asksForAll } = this.#linter;
    const judged = areAddressesNew || asksForAll ? this.#documents.keys() : dirty;
    const concerned = [...judged].flatMap((path) => this.#documents.get(path) ?? []);
    this.#forgetFacts(asksForAll ? this.#asked : files);
    if (asksForAll) this.#facts = NO_FACTS;
    await this.#judge(concerned);
    return this.#tell();
  }

  /** What publishing makes of other heads. True where an address, a date or the like is another. */
  #republish(): boolean {
    const before = this.#site.entries;
    // Generators remember what they made of a map of documents.
    this.#documents = new Map(this.#documents);
    this.#site = this.#siteOf();
    this.#linter = linterOf(this.#site, this.#input.options);
    return !areAlike(before, this.#site.entries);
  }

  #siteOf(): Site {
    const { conventions, files, now } = this.#input.site;
    return siteOf({ conventions, files: [...files], now }, this.#documents);
  }

  async #judge(documents: Iterable<Document>): Promise<void> {
    const judged: Document[] = [];
    const targets = new Set<FilePath>();
    for (const document of documents) {
      const judgements = judgementsIn(document, this.#site);
      this.#note(document.path, judgements);
      for (const target of this.#targets.get(document.path) ?? []) if (!this.#asked.has(target)) targets.add(target);
      const into: Finding[] = [];
      this.#linter.see(document, judgements, { rules: 'without facts', facts: NO_FACTS, into });
      this.#keep(document.path, into);
      judged.push(document);
    }
    await this.#ask(targets);
    const asked = this.#linter.targetsOf(this.#facts);
    const concerned = asked === 'all' ? undefined : new Set([...asked].flatMap((target) => [...this.#led.get(target) ?? []]));
    for (const document of judged) {
      if (concerned?.has(document.path) === false) continue;
      const into = [...this.#found.get(document.path) ?? []];
      this.#linter.see(document, judgementsIn(document, this.#site), { rules: 'with facts', facts: this.#facts, into });
      this.#keep(document.path, into);
    }
  }

  #keep(path: FilePath, found: readonly Finding[]): void {
    if (found.length > 0) this.#found.set(path, found);
    else this.#found.delete(path);
  }

  /** Files whose facts are known. */
  readonly #asked = new Set<FilePath>();

  async #ask(targets: ReadonlySet<FilePath>): Promise<void> {
    if (targets.size === 0 && this.#facts !== NO_FACTS) return;
    const { folder, options } = this.#input;
    const { unreadable, sizes, untracked, ...rest } = await this.#linter.factsOf(targets, folder, options);
    for (const target of targets) this.#asked.add(target);
    this.#facts = {
      ...rest,
      unreadable: new Map([...this.#facts.unreadable, ...unreadable]),
      ...(sizes && { sizes: new Map([...this.#facts.sizes ?? [], ...sizes]) }),
      ...(untracked && { untracked: new Map([...this.#facts.untracked ?? [], ...untracked]) }),
    };
  }

  #forgetFacts(files: ReadonlySet<FilePath>): void {
    if (files.size === 0) return;
    const without = <T>(map: ReadonlyMap<FilePath, T>): Map<FilePath, T> => new Map([...map].filter(([file]) => !files.has(file)));
    const { unreadable, sizes, untracked, ...rest } = this.#facts;
    for (const file of [...files]) this.#asked.delete(file);
    this.#facts = { ...rest, unreadable: without(unreadable), ...(sizes && { sizes: without(sizes) }), ...(untracked && { untracked: without(untracked) }) };
  }

  #note(path: FilePath, judgements: readonly Judgement[]): void {
    for (const target of this.#targets.get(path) ?? []) this.#led.get(target)?.delete(path);
    const targets = new Set<FilePath>();
    let isUnsure = false;
    for (const { resolution } of judgements) {
      if ('entry' in resolution && resolution.entry.source !== undefined) targets.add(resolution.entry.source);
      isUnsure ||= resolution.kind === 'unknowable' && resolution.url?.includes('#') === true;
    }
    this.#targets.set(path, targets);
    for (const target of targets) {
      const sources = this.#led.get(target) ?? new Set<FilePath>();
      this.#led.set(target, sources.add(path));
    }
    if (isUnsure) this.#unsure.add(path);
    else this.#unsure.delete(path);
  }

  /** Puts together what is told now, and says what is told of other files than before. */
  #tell(): ReadonlyMap<FilePath, readonly Finding[]> {
    // Rules that look at the whole site remember what they saw of one.
    if (this.#linter.looksAtAll) this.#linter = linterOf(viewOf(this.#site), this.#input.options);
    const before = byFile(this.#findings);
    this.#findings = this.#linter.told([...this.#found.values()].flat(), this.#facts);
    const now = byFile(this.#findings);
    const files = new Set([...before.keys(), ...now.keys()]);
    return new Map([...files].flatMap((file) => {
      const findings = now.get(file) ?? [];
      return isSame(before.get(file) ?? [], findings) ? [] : [[file, findings] as const];
    }));
  }
}

/** The same site under another name. */
function viewOf(site: Site): Site {
  return {
    conventions: site.conventions, files: site.files, documents: site.documents, entries: site.entries, outputs: site.outputs,
    hidden: site.hidden, bySource: site.bySource, unknowable: site.unknowable, now: site.now,
    get folders() { return site.folders; },
    get byFoldedOutput() { return site.byFoldedOutput; },
    get byName() { return site.byName; },
  };
}

/** Whether publishing would make the same of both: it looks at heads, and at a title in the text. */
function saysTheSame(a: Document, b: Document): boolean {
  return isSameHead(a.frontMatter, b.frontMatter) && titleIn(a) === titleIn(b);
}

function isSameHead(a: FrontMatter, b: FrontMatter): boolean {
  const quoted = ({ scalars }: FrontMatter): readonly string[] => [...scalars].map(([key, place]) => `${key} ${place.quoted}`);
  return isSame([a.format, a.error?.message, a.data, quoted(a)], [b.format, b.error?.message, b.data, quoted(b)]);
}

const titleIn = ({ headings }: Document): string | undefined => headings.find(({ level }) => level === 1)?.text;

/** Whether fragments find the same on both. */
const hasTheSamePlaces = (a: Document, b: Document): boolean =>
  a.hasUnknownParts === b.hasUnknownParts && isSame(a.anchors.map(({ id }) => id), b.anchors.map(({ id }) => id));

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether every address answers with what it did. Titles and tags are nobody's address. */
function areAlike(before: readonly Entry[], now: readonly Entry[]): boolean {
  return before.length === now.length && before.every((entry, index) => {
    const other = now[index];
    return other !== undefined && entry.url === other.url && entry.output === other.output && entry.source === other.source && entry.kind === other.kind
      && entry.date === other.date && entry.language === other.language && entry.target === other.target && entry.opaque === other.opaque && isSame(entry.visibility, other.visibility)
      && isSame([...entry.extraAnchors ?? []], [...other.extraAnchors ?? []]);
  });
}

function byFile(findings: readonly Finding[]): ReadonlyMap<FilePath, readonly Finding[]> {
  const files = new Map<FilePath, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known) known.push(finding);
    else files.set(finding.file, [finding]);
  }
  return files;
}
