import { readSource } from '../../core/site/read-source.ts';
import type { FilePath } from '../../core/paths.ts';
import { siteOf } from '../../core/site/build-site.ts';
import type { Entry } from '../../core/site/conventions.ts';
import type { Document, Reference } from '../../core/site/document.ts';
import type { Resolution } from '../../core/site/resolution.ts';
import { entryOf, resolve } from '../../core/site/resolve.ts';
import { respell, type RespellInput } from '../../core/site/respell.ts';
import { destinationOf, formsOf, type SpellingContext } from '../../core/site/spellings.ts';
import type { Site } from '../../core/site/site.ts';
import { applyEdits } from '../../core/text/edits.ts';

/** A blog before and after files were moved, nothing else being changed. */
export interface Moved {
  readonly before: Site;
  readonly after: Site;
  /** New path by old path. */
  readonly moves: ReadonlyMap<FilePath, FilePath>;
  /** The text of a file of `after`. */
  read(path: FilePath): Promise<string>;
}

export interface Retargeted {
  /** New texts by path in `after`. */
  readonly texts: ReadonlyMap<FilePath, string>;
  /** How many references were rewritten. */
  readonly count: number;
  /** The site with these texts. */
  readonly site: Site;
  readonly left: readonly LeftOver[];
}

/** A reference that leads elsewhere now, or nowhere, and that only its author can change. */
export interface LeftOver {
  /** In the site after. */
  readonly file: FilePath;
  readonly reference: Reference;
  /** Finishes "It was left as it is: …". */
  readonly why: string;
}

/** Rewrites every reference that would lead elsewhere after the move: to what was moved, and in what was moved. */
export async function retarget(moved: Moved): Promise<Retargeted> {
  const { before, after, moves } = moved;
  const olds = new Map([...moves].map(([from, to]) => [to, from]));
  const texts = new Map<FilePath, string>();
  const documents = new Map(after.documents);
  const left: LeftOver[] = [];
  let count = 0;

  for (const [path, document] of after.documents) {
    const old = before.documents.get(olds.get(path) ?? path);
    const changed = old ? changedReferences(old, document, moved) : [];
    if (changed.length === 0) continue;
    const original = await moved.read(path);
    const rewritten = rewrite(changed, { document, text: original, site: after });
    count += rewritten.count;
    left.push(...rewritten.left);
    if (rewritten.text === original) continue;
    texts.set(path, rewritten.text);
    documents.set(path, rewritten.document);
  }
  const site = count === 0 ? after : siteOf({ conventions: after.conventions, files: [...after.files], now: after.now }, documents);
  return { texts, count, site, left: [...left, ...laterChanges({ ...moved, after: site }, left)] };
}

/** A reference that does not lead where it did, by its place in the document, and where it should. */
interface Changed {
  readonly index: number;
  readonly target: Entry | undefined;
  readonly meets: Resolution;
  readonly was?: NonNullable<RespellInput['was']>;
  /** A visitor meets something else, or by a redirect that was not in between. */
  readonly isElsewhere: boolean;
  /** It leads there by luck - `../../../x` of a page that is not so deep any more - or by a redirect that was there already. */
  readonly anew: boolean;
}

function changedReferences(old: Document, document: Document, { before, after, moves }: Moved): readonly Changed[] {
  const [oldEntry, entry] = [before.bySource.get(old.path), after.bySource.get(document.path)];
  const olds = counterparts(document.references, old.references);
  const { base } = after.conventions;
  if (!oldEntry || !entry) return [];
  return document.references.flatMap((now, index): readonly Changed[] => {
    const reference = olds[index];
    if (!reference) return [];
    const was = resolve(reference, old, oldEntry, before);
    const meets = resolve(now, document, entry, after);
    const led = entryIn(was);
    const target = led && counterpart(led, after, moves);
    const ledBy = led && { target: led, entry: oldEntry, file: old.path };
    const isOther = moves.has(old.path) && ledBy !== undefined && target !== undefined && isOtherWay(reference, ledBy, { target, entry, file: document.path }, base);
    const isSent = isSentOn(was, meets);
    const isElsewhere = isSent || !isAsBefore(was, meets, moves);
    return !isOther && !isElsewhere ? [] : [{ index, target, meets, isElsewhere, anew: isOther || isSent, ...(ledBy && { was: ledBy }) }];
  });
}

/** The old reference of each new one. They are the same but where a post is read as a page, or the other way round. */
function counterparts(news: readonly Reference[], olds: readonly Reference[]): readonly (Reference | undefined)[] {
  if (news.length === olds.length) return olds;
  let from = 0;
  return news.map(({ raw, attribute }) => {
    const at = olds.findIndex((old, index) => index >= from && old.raw === raw && old.attribute === attribute);
    if (at >= 0) from = at + 1;
    return olds[at];
  });
}

/**
 * Whether what is written was one way of spelling, and is none of that kind from where it stands now. What can be read as
 * relative was meant so, but for the words of tags and `[[ ]]`, which are looked up.
 */
function isOtherWay({ raw, syntax }: Reference, before: Omit<SpellingContext, 'base'>, now: Omit<SpellingContext, 'base'>, base: string): boolean {
  const written = destinationOf(raw);
  const forms = [...formsOf(written, { ...before, base })];
  const formsNow = formsOf(written, { ...now, base });
  const relative = syntax === 'wiki' || /\{[{%]/.test(raw) ? [] : forms.filter((form) => /^(?:\.\/)?relative /.test(form));
  return forms.length > 0 && !(relative.length > 0 ? relative : forms).some((form) => formsNow.has(form));
}

/** Whether a page that redirects stands in between now, which loses the fragment: an alias that was the page's own address. */
const isSentOn = (was: Resolution, meets: Resolution): boolean =>
  was.kind !== 'unpublished' && !('redirect' in was) && 'redirect' in meets;

/** Whether a visitor meets the same as before the move, at whatever address. */
function isAsBefore(was: Resolution, meets: Resolution, moves: Moved['moves']): boolean {
  const before = entryIn(was);
  const now = entryIn(meets);
  if (!before) return was.kind === meets.kind || !COMPLAINTS.has(meets.kind);
  return now !== undefined && (was.kind === meets.kind || !COMPLAINTS.has(meets.kind)) && isSame(before, now, moves);
}

/** What is met, live or not yet. */
const entryIn = (resolution: Resolution): Entry | undefined =>
  (resolution.kind === 'not-built' ? resolution.hidden : 'entry' in resolution ? resolution.entry : undefined);

/** Kinds that a reader of findings would hear of. */
const COMPLAINTS: ReadonlySet<Resolution['kind']> =
  new Set(['wrong-case', 'outside-base', 'unpublished', 'missing', 'missing-anchor', 'not-built', 'local']);

function isSame(before: Entry, now: Entry, moves: Moved['moves']): boolean {
  if (before.source === undefined) return before.output === now.output;
  const moved = moves.get(before.source);
  return now.source === (moved ?? before.source) && (moved !== undefined || before.kind === 'file' || before.output === now.output || before.kind === now.kind);
}

/** What something of the blog before is in the blog after. */
function counterpart(entry: Entry, after: Site, moves: Moved['moves']): Entry | undefined {
  if (entry.source === undefined) return after.outputs.get(entry.output) ?? after.hidden.get(entry.output);
  const source = moves.get(entry.source) ?? entry.source;
  if (!after.files.has(source)) return undefined;
  const same = after.outputs.get(entry.output);
  return same?.source === source && same.kind !== 'redirect' ? same : entryOf(source, after);
}

interface Rewritten {
  readonly text: string;
  readonly document: Document;
  readonly count: number;
  readonly left: readonly LeftOver[];
}

/** One after the other, each in the text that the one before has left. */
function rewrite(changed: readonly Changed[], start: { readonly document: Document; readonly text: string; readonly site: Site }): Rewritten {
  const { site } = start;
  let { document, text } = start;
  let count = 0;
  const left: LeftOver[] = [];
  const entry = site.bySource.get(document.path);
  for (const { index, target, meets, was, anew } of changed) {
    const reference = document.references[index];
    if (!reference || !entry) continue;
    const respelling = target ? respell({ reference, document, text, entry, site, target: { entry: target }, anew, ...(was && { was }) }) : undefined;
    if (respelling?.kind === 'edit') {
      text = applyEdits(text, [respelling.edit]);
      document = readSource(site.conventions, { path: document.path, text, included: document.included });
      count += 1;
    } else if (respelling?.kind !== 'right' && COMPLAINTS.has(meets.kind)) {
      left.push({ file: document.path, reference, why: respelling?.why ?? 'what it led to is not there any more' });
    }
  }
  return { text, document, count, left };
}

/** What the rewriting itself has changed elsewhere: nothing, as far as anyone knows. */
function laterChanges(moved: Moved, known: readonly LeftOver[]): readonly LeftOver[] {
  const olds = new Map([...moved.moves].map(([from, to]) => [to, from]));
  return [...moved.after.documents].flatMap(([path, document]) => {
    const old = moved.before.documents.get(olds.get(path) ?? path);
    const isKnown = (reference: Reference): boolean => known.some((one) => one.file === path && one.reference.raw === reference.raw);
    return (old ? changedReferences(old, document, moved) : []).flatMap(({ index, meets, isElsewhere }): readonly LeftOver[] => {
      const reference = document.references[index];
      if (!reference || !isElsewhere || !COMPLAINTS.has(meets.kind) || isKnown(reference)) return [];
      return [{ file: path, reference, why: 'it does not lead where it did' }];
    });
  });
}
