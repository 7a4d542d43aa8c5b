import { decodePath, encodePath, type FilePath } from '../paths.ts';
import { applyEdits, type Edit } from '../text/edits.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN } from '../text/derived.ts';
import type { Entry } from './conventions.ts';
import type { Document, Reference } from './document.ts';
import type { Resolution } from './resolution.ts';
import { resolve } from './resolve.ts';
import type { Site } from './site.ts';
import { slotsOf, type Slot } from './slots.ts';
import { destinationOf, encodingsOf, spellingsOf, type Destination } from './spellings.ts';

export interface RespellInput {
  readonly reference: Reference;
  /** The document it is one of, as read from `text` by the conventions of `site`. */
  readonly document: Document;
  readonly text: string;
  /** What the document is published as in `site`. */
  readonly entry: Entry;
  /** The site in which the reference shall lead there. */
  readonly site: Site;
  readonly target: Target;
  /** What it leads to as it is written, where that is known: from which page, in which file. */
  readonly was?: { readonly target: Entry; readonly entry: Entry; readonly file: FilePath };
  /** Spells it anew though it leads there already. */
  readonly anew?: boolean;
}

/** Where a reference shall lead. */
export type Target =
  /** A page or a file of the site. `fragment` without its `#` replaces the one that is there, `null` takes it away; left out, it stays. */
  | { readonly entry: Entry; readonly fragment?: string | null }
  /** Another site, in full: `https://example.org/x`. */
  | { readonly address: string };

export type Respelling =
  | {
      readonly kind: 'edit';
      readonly edit: Edit;
      /** The reference as it will then stand there: what `reference.raw` was. */
      readonly written: string;
    }
  /** It leads there as it is. */
  | { readonly kind: 'right' }
  /** No spelling was found. `why` finishes "It was left as it is: …". */
  | { readonly kind: 'none'; readonly why: string };

/**
 * The smallest edit that makes a reference lead somewhere else, in its author's own spelling: a relative path stays
 * relative, a template in front stays in front. What is answered was read again and resolved in its place, and no other
 * reference of the file changes its meaning; where nothing does that, there is no edit.
 */
export function respell(input: RespellInput): Respelling {
  const [answer] = respellAll([input]);
  return answer ?? { kind: 'none', why: NO_REFERENCE };
}

/**
 * The same for several references of one text at once, in their order: the text is read again a few times and not once for
 * each. Edits in different places are found true together, as they will be made.
 */
export function respellAll(inputs: readonly RespellInput[]): readonly Respelling[] {
  const placeOf = placesIn(inputs[0]?.document.references ?? []);
  const attempts = inputs.map((input) => attemptOf(input, placeOf(input.reference)));
  for (let open = attempts.filter(advanced); open.length > 0; open = open.filter(advanced)) {
    for (let rest: readonly Attempt[] = open; rest.length > 0;) {
      const [batch, others] = inDifferentPlaces(rest);
      settle(batch);
      rest = others;
    }
  }
  return attempts.map(({ answer, input }) => answer ?? { kind: 'none', why: reasonFor(input.reference) });
}

/** A reference on its way to its spelling. */
interface Attempt {
  readonly input: RespellInput;
  readonly place: number;
  readonly edits: Iterator<Edit>;
  left: number;
  /** What is tried. */
  edit: Edit;
  answer?: Respelling;
}

function attemptOf(input: RespellInput, place: number): Attempt {
  const attempt = { input, place, edits: editsFor(input)[Symbol.iterator](), left: MOST_READINGS, edit: { range: { start: 0, end: 0 }, text: '' } };
  if (place < 0) return { ...attempt, answer: { kind: 'none', why: NO_REFERENCE } };
  return !input.anew && reaches(input.reference, input.document, input) ? { ...attempt, answer: { kind: 'right' } } : attempt;
}

const NO_REFERENCE = 'it is not a reference of this file';

/** Goes on to its next candidate, if it has no answer and there is one. */
function advanced(attempt: Attempt): boolean {
  const { input: { text, anew }, edits } = attempt;
  while (!attempt.answer && attempt.left-- > 0) {
    const { done, value } = edits.next();
    if (done) return false;
    if (text.slice(value.range.start, value.range.end) !== value.text) {
      attempt.edit = value;
      return true;
    }
    if (anew) attempt.answer = { kind: 'right' };
  }
  return false;
}

/** Those that can be tried together, and the others. */
function inDifferentPlaces(attempts: readonly Attempt[]): readonly [Attempt[], Attempt[]] {
  const [together, others]: [Attempt[], Attempt[]] = [[], []];
  let end = -1;
  for (const attempt of [...attempts].sort((a, b) => a.edit.range.start - b.edit.range.start)) {
    const { range } = attempt.edit;
    if (range.start <= end) others.push(attempt);
    else {
      together.push(attempt);
      end = range.end;
    }
  }
  return [together, others];
}

/** Reads the text with the edits made. Where something is wrong that may come from any of them, each half is tried by itself. */
function settle(batch: readonly Attempt[]): void {
  const [first] = batch;
  if (!first) return;
  const { document, site, text } = first.input;
  const after = site.conventions.read(document.path, applyEdits(text, batch.map(({ edit }) => edit)), undefined, document.included);
  if (isWhole(after, batch, document)) {
    for (const attempt of batch) {
      const reference = after.references[attempt.place];
      if (reference && reaches(reference, after, attempt.input)) attempt.answer = answerOf(attempt);
    }
  } else if (batch.length > 1) {
    const middle = batch.length >> 1;
    settle(batch.slice(0, middle));
    settle(batch.slice(middle));
  }
}

function answerOf({ edit, input: { text, reference: { range } } }: Attempt): Respelling {
  return { kind: 'edit', edit, written: text.slice(range.start, edit.range.start) + edit.text + text.slice(edit.range.end, range.end) };
}

/** Where a reference stands among all: the same one, or one that says the same in the same place. */
function placesIn(references: readonly Reference[]): (reference: Reference) => number {
  const same = new Map(references.map((reference, place) => [reference, place]));
  let alike: Map<string, number> | undefined;
  const words = ({ range, attribute, url }: Reference): string => `${range.start} ${range.end} ${attribute} ${url}`;
  return (reference) => {
    const place = same.get(reference);
    if (place !== undefined) return place;
    alike ??= new Map(references.map((one, index) => [words(one), index] as const).reverse());
    return alike.get(words(reference)) ?? -1;
  };
}

/** Each candidate means reading the file again. Far more than any that was ever needed. */
const MOST_READINGS = 60;

function reasonFor({ via, raw, perhaps }: Reference): string {
  if (via !== undefined) return `\`${via}\` makes its address`;
  if (/\{\{|\{%|<%|\$\{/.test(raw)) return 'a template makes its address';
  return perhaps ? 'a condition decides whether it is there' : 'no spelling like it leads there';
}

/** Candidates, the most like what is written first. */
function* editsFor(input: RespellInput): Iterable<Edit> {
  for (const slot of slotsOf(input.reference, input.document, input.text, hintsOf(input))) {
    if ('address' in input.target) yield* outsideEdits(slot, input.target.address);
    else yield* insideEdits(slot, input.target, input);
  }
  if ('entry' in input.target) yield* plainEdits(input.target, input);
}

/** What a reference leads to now, in words that may stand in the tag that makes it. */
function hintsOf({ reference, document, site }: RespellInput): readonly string[] {
  const asked = lookupsIn(reference, document).map(({ argument }) => argument);
  const url = reference.url.replace(site.conventions.base, '');
  return [url, decodePath(url), ...asked];
}

function* outsideEdits(slot: Slot, address: string): Iterable<Edit> {
  const { lead, trail } = destinationOf(slot.text);
  const written = slot.escape(address);
  if (written !== undefined) yield { range: within(slot, lead.length, trail.length), text: written };
}

const within = ({ range }: Slot, before: number, after: number): Edit['range'] => ({ start: range.start + before, end: range.end - after });

interface InsideTarget {
  readonly entry: Entry;
  readonly fragment?: string | null;
}

function* insideEdits(slot: Slot, target: InsideTarget, input: RespellInput): Iterable<Edit> {
  const { reference, document, site, entry } = input;
  const written = destinationOf(slot.text);
  const fragment = target.fragment === undefined ? undefined : target.fragment ?? '';
  if (fragment !== undefined) yield* fragmentEdits(slot, written, fragment);
  if (written.path === '' && !slot.isWhole) return;

  const { base } = site.conventions;
  // `{{ site.images }}../x.png` is nothing that anyone would write.
  const isBehind = !slot.isWhole && !slot.isName && slot.range.start > reference.range.start && !written.path.startsWith('.');
  // What is looked up by its name is no address that would lead there by itself.
  const isAsked = lookupsIn(reference, document).length > 0;
  for (const path of spellingsOf(written, { target: target.entry, entry, file: document.path, base, isName: slot.isName && !slot.isWhole }, input.was && { ...input.was, base })) {
    if (isBehind && path.startsWith('.')) continue;
    const isFull = written.origin !== '' && path.startsWith('/');
    const origin = isFull && isOwn(written.origin, site) ? written.origin : '';
    if (written.origin !== '' && origin === '' && !path.startsWith('/')) continue;
    if (slot.isWhole && !isAsked && !leads(`${origin}${encodePath(path)}${written.query}`, reference, target.entry, input)) continue;
    for (const encoded of encodingsOf(path, written.path, slot.isName)) {
      const escaped = slot.escape(encoded);
      if (escaped !== undefined) yield* pathEdits(slot, written, { origin, path: escaped, fragment });
    }
  }
  yield* templateEdits(slot, written, target, input);
}

const isOwn = (origin: string, site: Site): boolean =>
  site.conventions.origins.some((one) => one.replace(/^[a-z]+:/, '') === origin.toLowerCase().replace(/^[a-z]+:/, ''));

/** Only the part behind `#`: the page is the right one already. */
function* fragmentEdits(slot: Slot, { fragment: before, trail }: Destination, fragment: string): Iterable<Edit> {
  for (const encoded of fragment === '' ? [''] : encodingsOf(fragment, before, false)) {
    const escaped = slot.escape(encoded);
    if (escaped === undefined) continue;
    const end = slot.range.end - trail.length;
    yield { range: { start: end - before.length, end }, text: escaped === '' ? '' : `#${escaped}` };
  }
}

interface NewPath {
  readonly origin: string;
  readonly path: string;
  readonly fragment: string | undefined;
}

/** The path alone where nothing else changes, so that as little as can be is touched. */
function* pathEdits(slot: Slot, before: Destination, { origin, path, fragment }: NewPath): Iterable<Edit> {
  const { lead, query, trail } = before;
  const start = origin === before.origin ? lead.length + origin.length : lead.length;
  const head = origin === before.origin ? path : origin + path;
  if (fragment === undefined) {
    yield { range: within(slot, start, query.length + before.fragment.length + trail.length), text: head };
    return;
  }
  for (const encoded of fragment === '' ? [''] : encodingsOf(fragment, before.fragment, false)) {
    const escaped = slot.escape(encoded);
    if (escaped !== undefined) yield { range: within(slot, start, trail.length), text: `${head}${query}${escaped === '' ? '' : `#${escaped}`}` };
  }
}

/** With the template that puts the base path in front, where this blog's generator has one. */
function* templateEdits(slot: Slot, { lead, path, query, fragment, trail }: Destination, target: InsideTarget, { reference, site }: RespellInput): Iterable<Edit> {
  const { base, spellRooted } = site.conventions;
  if (!slot.isWhole || slot.isName || base === '' || !path.startsWith('/') || !spellRooted) return;
  const spelled = spellRooted(encodePath(target.entry.url));
  if (reference.syntax === 'html' && spelled.includes('"') || reference.syntax === 'autolink') return;
  const rest = target.fragment === undefined ? fragment : target.fragment === null ? '' : `#${target.fragment}`;
  yield { range: within(slot, lead.length, trail.length), text: spelled + query + rest };
}

/** `{{ site.images }}/x.png`, where it is in that folder no more: the path from the root, without the template. */
function* plainEdits(target: InsideTarget, { reference: { range, raw, syntax }, site }: RespellInput): Iterable<Edit> {
  const [, template = '', rest = ''] = /^((?:\{\{[^{}]*\}\})+)\/[^{}?#]*([?#][^{}]*)?$/.exec(raw) ?? [];
  if (template === '' || target.fragment !== undefined) return;
  const { base, spellRooted } = site.conventions;
  const path = encodePath(target.entry.url);
  const spelled = base === '' ? undefined : spellRooted?.(path);
  if (spelled !== undefined && !(syntax === 'html' && spelled.includes('"'))) yield { range, text: spelled + rest };
  yield { range, text: base + path + rest };
}

/** Whether a reference would lead to the page or file with this address in place of its own. */
const leads = (url: string, reference: Reference, wanted: Entry, { document, entry, site }: RespellInput): boolean =>
  meets(resolve(certain({ ...reference, url }), document, entry, site), wanted);

/** Whether all other references are there as before, and nothing is wrong that was not. */
function isWhole(after: Document, batch: readonly Attempt[], { references, problems }: Document): boolean {
  if (after.references.length !== references.length || after.problems.length > problems.length) return false;
  const tried = new Set(batch.map(({ place }) => place));
  return references.every((one, index) => tried.has(index) || isKept(one, index, after, batch));
}

/** Others keep their meaning, but for those that stand in the same place as one that is tried and led to the same. */
function isKept(one: Reference, index: number, after: Document, batch: readonly Attempt[]): boolean {
  const document = batch[0]?.input.document;
  const other = after.references[index];
  if (!document || (other && meaningOf(one, document) === meaningOf(other, after))) return true;
  return batch.some(({ edit, input: { reference } }) =>
    one.range.start <= edit.range.start && edit.range.end <= one.range.end && meaningOf(one, document) === meaningOf(reference, document));
}

const meaningOf = (reference: Reference, document: Document): string =>
  [reference.url.replace(LOOKUPS, ''), ...lookupsIn(reference, document).map(({ kind, argument, then }) => [kind, argument, ...then].join(' '))].join('\n');

const LOOKUPS = new RegExp(`${LOOKUP_OPEN}(\\d+)${LOOKUP_CLOSE}`, 'g');

const lookupsIn = ({ url }: Reference, { lookups }: Document): Document['lookups'] =>
  [...url.matchAll(LOOKUPS)].flatMap(([, index]) => lookups[Number(index)] ?? []);

function reaches(reference: Reference, document: Document, { entry, site, target }: RespellInput): boolean {
  const resolutionOf = (one: Reference): Resolution => resolve(certain(one), document, entry, site);
  if ('address' in target) {
    const resolution = resolutionOf(reference);
    return (resolution.kind === 'external' || resolution.kind === 'ignored') && isSameAddress(resolution.url, target.address);
  }
  const path = { ...reference, url: reference.url.replace(/#.*$/s, '') };
  if (!meets(resolutionOf(path), target.entry)) return false;
  if (target.fragment === undefined) return true;

  const resolution = resolutionOf(reference);
  if (target.fragment === null) return resolution.kind !== 'missing-anchor' && !('fragment' in resolution);
  if (resolution.kind === 'ok') return resolution.fragment !== undefined && decodePath(resolution.fragment) === target.fragment;
  return resolution.kind === 'unknowable' && resolution.url !== undefined && decodePath(/#(.*)$/s.exec(resolution.url)?.[1] ?? '') === target.fragment;
}

/** As if it were there for sure: a condition around it changes nothing about where it leads. */
function certain({ perhaps: _, ...reference }: Reference): Reference {
  return reference;
}

function isSameAddress(a: string, b: string): boolean {
  return a === b || URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href;
}

/** Whether this page or file is what is met, live or not. */
function meets(resolution: Resolution, wanted: Entry): boolean {
  switch (resolution.kind) {
    case 'ok': case 'unpublished': case 'missing-anchor': return isSame(resolution.entry, wanted);
    case 'unknowable': return resolution.entry !== undefined && isSame(resolution.entry, wanted);
    case 'not-built': return resolution.hidden !== undefined && isSame(resolution.hidden, wanted);
    default: return false;
  }
}

/** A generator that takes a file itself says no more than which: its entry is made anew. */
const isSame = (a: Entry, b: Entry): boolean =>
  a === b || a.source !== undefined && a.source === b.source && a.kind === b.kind && (a.output === b.output || a.kind === 'file');
