import type { Confidence } from '../core/finding.ts';
import { groupBy } from '../core/group-by.ts';
import { asFilePath, decodePath, extensionOf, foldCase, folderOf, nameOf, withoutExtension, type FilePath } from '../core/paths.ts';
import { anchorsOf } from '../core/site/anchors.ts';
import { answerAt, causesOf, meantAddress, PICTURES, slugIn } from '../core/site/causes.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Cause, Resolution } from '../core/site/resolution.ts';
import type { Site } from '../core/site/site.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN } from '../core/text/derived.ts';
import { distanceWithin, NearestIndex, sameInOtherWords, type Neighbour } from '../core/text/nearest.ts';
import type { Judgement } from './judge.ts';

/** What a broken reference may have meant, and why that is thought. */
export interface Candidate {
  readonly target: Target;
  readonly confidence: Confidence;
  /** In one sentence. */
  readonly evidence: string;
}

/** A page or file of the blog - and a place on it, where another than the written one is meant, or `null` for none - or an address of the web. */
export type Target =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly fragment?: string | null }
  | { readonly kind: 'address'; readonly url: string };

/** What git remembers, asked for beforehand. */
export interface History {
  /** Where the source that answered at a path is now: after renames that git knows of. */
  movedTo(path: string): readonly FilePath[];
  /** Where the sources are now whose name was this one, told as tags tell it: `2020-01-02-hello`, `posts/hello.md`. */
  movedFrom(name: string): readonly FilePath[];
  /** The ids that a heading of a file has now, by an id it had. */
  renamed(file: FilePath, id: string): readonly string[];
}

/** What a broken reference may have meant, the surest first. Empty where nothing is known, and where nothing is broken. */
export function candidatesOf(judgement: Judgement, site: Site, history?: History): readonly Candidate[] {
  const guesses = [...guessesOf(judgement, { site, history })].filter(({ target }) => isOfItsKind(target, judgement));
  return weighed(guesses);
}

/**
 * A guess before it is held against the others. 3: what was written says it, but for one slip. 2: the one thing of a telling
 * name. 1: something like it.
 */
interface Guess {
  readonly target: Target;
  readonly weight: 1 | 2 | 3;
  readonly evidence: string;
}

interface Knowledge {
  readonly site: Site;
  readonly history: History | undefined;
}

function guessesOf(judgement: Judgement, knowledge: Knowledge): Iterable<Guess> {
  const { resolution } = judgement;
  switch (resolution.kind) {
    case 'wrong-case': return wrongCase(resolution, knowledge);
    case 'outside-base': return resolution.inside ? [toEntry(resolution.inside, 3, 'It is below the path that the blog is served under.')] : [];
    case 'missing': return inItsLanguage(missing(resolution, judgement, knowledge), resolution.path, knowledge.site);
    case 'missing-anchor': return missingAnchor(resolution, knowledge);
    case 'not-built': return notBuilt(judgement, knowledge);
    case 'local': return ownServer(resolution, knowledge);
    case 'external': return mistyped(judgement);
    default: return [];
  }
}

/** `htps://`: a scheme that nobody knows. */
function* mistyped({ reference }: Judgement): Iterable<Guess> {
  const url = meantAddress(reference.url);
  if (url !== undefined) yield { target: { kind: 'address', url }, weight: 3, evidence: MISTYPED };
}

const MISTYPED = 'The beginning of the address is mistyped.';

const toEntry = (entry: Entry, weight: Guess['weight'], evidence: string): Guess => ({ target: { kind: 'entry', entry }, weight, evidence });

/** An image shows no page, and a link that names a page's extension, or none, means no picture. */
function isOfItsKind(target: Target, { reference }: Judgement): boolean {
  if (target.kind === 'address') return true;
  const isPage = target.entry.kind !== 'file';
  return reference.kind === 'link' || reference.kind === 'embed' ? true : !isPage;
}

/** The surest first; what is as sure as another leaves both in doubt. */
function weighed(guesses: readonly Guess[]): readonly Candidate[] {
  const distinct = new Map<string, Guess>();
  for (const guess of [...guesses].sort((a, b) => b.weight - a.weight)) {
    const key = keyOf(guess.target);
    if (!distinct.has(key)) distinct.set(key, guess);
  }
  const [first, second] = distinct.values();
  if (!first) return [];
  const isAlone = !second || second.weight < first.weight;
  const confidence: Confidence = !isAlone ? 'possible' : first.weight > 1 ? 'certain' : 'likely';
  return [...distinct.values()].map(({ target, evidence }, index) => ({ target, evidence, confidence: index === 0 ? confidence : 'possible' }));
}

const keyOf = (target: Target): string => (target.kind === 'address' ? target.url : `${target.entry.output}#${target.fragment ?? ''}`);

function* wrongCase({ entry, actual }: Extract<Resolution, { kind: 'wrong-case' }>, { site }: Knowledge): Iterable<Guess> {
  const others = site.byFoldedOutput.get(foldCase(entry.output)) ?? [];
  const isOnly = others.length === 1;
  yield toEntry(entry, isOnly ? 3 : 1, isOnly ? `\`${decodePath(actual)}\` is the only one that differs in letter case alone.` : 'Several differ in letter case alone.');
}

/** A server on the author's machine, at a path that the blog has. Its home page tells nothing: every server has one. */
function* ownServer({ url }: Extract<Resolution, { kind: 'local' }>, { site }: Knowledge): Iterable<Guess> {
  const path = /^(?:https?:)?\/\/[^/]+(\/[^?#]*)/i.exec(url)?.[1];
  const { base } = site.conventions;
  if (path === undefined || path === '/') return;
  const entry = answerAt(decodePath(base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path), site);
  if (entry) yield toEntry(entry, 1, 'The blog itself has this path.');
}

/** What a tag asks for by name, `{% post_url 2020-01-02-hello %}`, and what the generator looks up itself. */
function* notBuilt({ reference, document }: Judgement, { site, history }: Knowledge): Iterable<Guess> {
  const asked = LOOKUP.exec(reference.url)?.[1];
  const name = asked === undefined ? reference.url : document.lookups[Number(asked)]?.argument ?? '';
  const path = `/${decodePath(name).replace(/^(?:\.{0,2}\/)+/, '').replace(/[?#].*$/s, '')}`;
  if (path !== '/') yield* inItsLanguage(ofThatReference(path, { site, history }), path, site);
}

function* ofThatReference(path: string, { site, history }: Knowledge): Iterable<Guess> {
  yield* ofThatSource(path, site);
  yield* ofThatName(path, site);
  for (const file of history?.movedFrom(path.slice(1)) ?? []) {
    const entry = site.bySource.get(file);
    if (entry?.visibility.kind === 'live') yield toEntry(entry, 3, `Git knows that it is \`${file}\` now.`);
  }
}

/** Whoever links to a page in one language is not surely served by one in another. */
function* inItsLanguage(guesses: Iterable<Guess>, path: string, site: Site): Iterable<Guess> {
  for (const guess of guesses) {
    const language = guess.target.kind === 'entry' ? guess.target.entry.language : undefined;
    const asked = language === undefined ? undefined : languageIn(path, site);
    yield asked === undefined || language === asked ? guess : { ...guess, weight: 1 };
  }
}

/** The language that a path names: `/fr/posts/tea/`, `posts/tea.fr.md`. */
function languageIn(path: string, site: Site): string | undefined {
  const known = languagesOf(site);
  return [path.split('/')[1], extensionOf(withoutExtension(path)).slice(1)].find((part) => part !== undefined && part !== '' && known.has(part));
}

const languages = new WeakMap<Site, ReadonlySet<string | undefined>>();

function languagesOf(site: Site): ReadonlySet<string | undefined> {
  let known = languages.get(site);
  if (!known) languages.set(site, (known = new Set(site.entries.map(({ language }) => language))));
  return known;
}

const LOOKUP = new RegExp(`${LOOKUP_OPEN}(\\d+)${LOOKUP_CLOSE}`);

type Missing = Extract<Resolution, { kind: 'missing' }>;

function* missing(resolution: Missing, judgement: Judgement, { site, history }: Knowledge): Iterable<Guess> {
  let isKnown = false;
  for (const guess of surely(resolution, judgement, { site, history })) {
    isKnown ||= guess.weight > 1;
    yield guess;
  }
  if (!isKnown) yield* alike(resolution.path, judgement, site);
}

function* surely({ path, url }: Missing, judgement: Judgement, { site, history }: Knowledge): Iterable<Guess> {
  for (const cause of causesOf(path, { ...judgement, site })) {
    // In a bare address the punctuation is the sentence's own, which readers see.
    const guess = cause.kind === 'punctuation' && judgement.reference.syntax === 'autolink' ? undefined : fromCause(cause, path);
    if (guess?.target.kind === 'address') { yield guess; return; }
    if (guess) yield guess;
  }
  yield* wronglyEncoded(path, url, site);
  yield* ofThatSource(path, site);
  yield* otherExtensions(path, site);
  for (const file of history?.movedTo(path) ?? []) {
    const entry = site.bySource.get(file);
    if (entry?.visibility.kind === 'live') yield toEntry(entry, 3, `Git knows that what was there is \`${file}\` now.`);
  }
  yield* ofThatName(path, site);
}

function fromCause(cause: Cause, path: string): Guess | undefined {
  switch (cause.kind) {
    case 'bad-scheme': return { target: { kind: 'address', url: cause.meant }, weight: 3, evidence: MISTYPED };
    case 'no-scheme': return { target: { kind: 'address', url: cause.meant }, weight: 3, evidence: cause.meant.startsWith('mailto:') ? 'It is an address of mail.' : 'It begins with the name of a host.' };
    case 'punctuation': return toEntry(cause.entry, 3, 'Without the punctuation at its end it is there.');
    case 'elsewhere': return elsewhere(cause, path);
    default: return undefined;
  }
}

function elsewhere({ entry, because, file }: Extract<Cause, { kind: 'elsewhere' }>, path: string): Guess | undefined {
  switch (because) {
    case 'relative-to-source': return toEntry(entry, 3, 'It is right beside the source file.');
    case 'trailing-slash': return toEntry(entry, 3, 'The page answers without the slash at the end.');
    case 'missing-slash': return toEntry(entry, isTelling(nameOf(path.replace(/\/$/, ''))) || entry.url.split('/').length > 3 ? 3 : 2, `From the root of the site it is there: \`${file}\`.`);
    // These are asked for below, all of them and not only the first.
    case 'other-folder':
    case 'other-extension':
    case 'source-file': return undefined;
    default: return because satisfies never;
  }
}

/** `%2520`, `+` for a space, `%FC` of an old system, and a `#` of a file's name that was not encoded. */
function* wronglyEncoded(path: string, url: string, site: Site): Iterable<Guess> {
  const readings: readonly (readonly [string, string])[] = [
    [decodePath(path), 'Its percent-encoding was encoded once more.'],
    [path.replaceAll('+', ' '), 'A `+` stands for a space only behind a `?`.'],
    [path.replace(/%([89a-f][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'It is encoded as systems before Unicode did.'],
  ];
  for (const [reading, evidence] of readings) {
    const entry = reading === path ? undefined : answerAt(reading, site);
    if (entry) yield toEntry(entry, 3, evidence);
  }
  const hash = url.includes('?') ? -1 : url.indexOf('#');
  const whole = hash < 0 ? undefined : answerAt(path + decodePath(url.slice(hash)), site);
  if (whole) yield { target: { kind: 'entry', entry: whole, fragment: null }, weight: 3, evidence: 'The `#` is a part of its name.' };
}

/** The path of a source, `/_posts/2020-01-02-hello.md`, in place of what it is published at. */
function* ofThatSource(path: string, site: Site): Iterable<Guess> {
  const direct = site.bySource.get(asFilePath(path.slice(1)));
  if (isPage(direct)) yield toEntry(direct, 3, 'It is the path of the source, and that is published there.');
  if (!/\.(?:md|markdown|mdx)$/i.test(path)) return;
  const sources = (site.byName.get(nameOf(path).toLowerCase()) ?? []).flatMap((file) => site.bySource.get(file) ?? []).filter(isPage);
  for (const entry of sources) yield toEntry(entry, isTelling(nameOf(path)) ? 2 : 1, `\`${entry.source ?? ''}\` is a source of that name.`);
}

const isPage = (entry: Entry | undefined): entry is Entry => (entry?.kind === 'post' || entry?.kind === 'page') && entry.visibility.kind === 'live';

/** `x.png` where there is `x.jpg`; `x.php` where there is a page `x`. */
function* otherExtensions(path: string, site: Site): Iterable<Guess> {
  const stem = withoutExtension(path.replace(/\/$/, ''));
  if (nameOf(stem) === '') return;
  const others = PICTURES.has(extensionOf(path).toLowerCase()) ? PICTURES : ['', '.html', '/'];
  for (const other of others) {
    const entry = stem + other === path ? undefined : answerAt(stem + other, site);
    if (entry) yield toEntry(entry, 2, 'It is there with another extension.');
  }
}

/** Things of the same name elsewhere: those that share most of the folders that were written. */
function* ofThatName(path: string, site: Site): Iterable<Guess> {
  const name = nameIn(path);
  const all = namesOf(site).all.get(name) ?? [];
  const shared = all.map((entry) => sharedEnd(path, entry.url));
  const most = Math.max(0, ...shared);
  const best = all.filter((_, index) => shared[index] === most);
  const isSure = isTelling(name) && all.length === 1 || best.length === 1 && most > 1;
  const what = (entry: Entry): string => (entry.kind === 'file' ? 'file' : entry.kind === 'post' ? 'post' : 'page');
  for (const entry of best) {
    yield toEntry(entry, isSure ? 2 : 1, best.length === 1 ? `It is the only ${what(entry)} of ${most > 1 ? 'this folder and name' : 'this name'}.` : `${best.length} have this name.`);
  }
}

/** A file's own name in lower case, a page's slug. */
const nameIn = (path: string): string =>
  (/\.(?:html?|md|markdown|mdx|php|aspx?)$/i.test(path) || extensionOf(path.replace(/\/$/, '')) === '' ? slugIn(path) : nameOf(path).toLowerCase());

/** What the things of a site are called that somebody may have meant. */
interface Names {
  readonly all: ReadonlyMap<string, readonly Entry[]>;
  readonly pictures: Spellings;
  readonly others: Spellings;
}

/** The names of one kind of thing. */
interface Spellings {
  /** In the order of the site. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, readonly Entry[]>;
  readonly index: NearestIndex;
}

const names = new WeakMap<Site, Names>();

function namesOf(site: Site): Names {
  let known = names.get(site);
  if (known) return known;
  const live = site.entries.filter(({ visibility, kind }) => visibility.kind === 'live' && kind !== 'redirect' && kind !== 'generated');
  const all = groupBy(live, ({ url }) => nameIn(url));
  const ranks = new Map([...all.keys()].map((name, rank) => [name, rank]));
  const spellings = (entries: readonly Entry[]): Spellings => {
    const byName = groupBy(entries, ({ url }) => nameIn(url));
    byName.delete('');
    return { ranks, byName, index: new NearestIndex(byName.keys()) };
  };
  names.set(site, (known = { all, pictures: spellings(live.filter(isPicture)), others: spellings(live.filter((entry) => !isPicture(entry))) }));
  return known;
}

const isPicture = ({ kind, output }: Entry): boolean => kind === 'file' && PICTURES.has(extensionOf(output).toLowerCase());

/** How many parts of two paths are alike, from their ends, when the last ones are. */
function sharedEnd(path: string, url: string): number {
  const parts = (of: string): readonly string[] => folderOf(of.replace(/(?:\/index\.html?)?\/?$/i, '')).toLowerCase().split('/').filter(Boolean).reverse();
  const others = parts(url);
  const length = parts(path).findIndex((part, index) => part !== others[index]);
  return 1 + (length < 0 ? parts(path).length : length);
}

/** Whether a name says enough to know the thing by it: `night-train`, not `1` or `cover`. */
export function isTelling(name: string): boolean {
  const stem = withoutExtension(name);
  const letters = stem.match(/[\p{L}\p{N}]/gu) ?? [];
  const weight = letters.reduce((sum, letter) => sum + (letter.charCodeAt(0) >= 0x2e80 ? 3 : 1), 0);
  return weight >= 6 && !COMMON.test(stem);
}

const COMMON = /^(?:index|images?|img|photos?|pictures?|screen[-_ ]?shots?|cover|headers?|logo|icon|avatar|banner|thumb(?:nail)?|untitled|figures?|fig|slides?|featured?|about|posts?|pages?|tests?|examples?|diagrams?|output|results?|default|main|home|readme|updates?|contact|archives?|news|blog|links?|parts?|demos?|intro(?:duction)?|welcome|hello[-_ ]world|copy)[-_ ]?\d*$/i;

/** Addresses that differ in a letter or two, by their last part. */
function* alike(path: string, { reference }: Judgement, site: Site): Iterable<Guess> {
  const name = nameIn(path);
  if (name.length < 4) return;
  const { pictures, others } = namesOf(site);
  const { ranks, byName, index } = PICTURES.has(extensionOf(path).toLowerCase()) ? pictures : others;
  const rankOf = ({ word }: Neighbour): number => ranks.get(word) ?? 0;
  const neighbours = [...index.besides(name, Math.min(4, Math.floor(name.length / 4)))].sort((a, b) => rankOf(a) - rankOf(b));
  const near = neighbours.flatMap(({ word, distance }) => (byName.get(word) ?? []).map((entry) => ({ entry, distance, other: word })));
  near.sort((a, b) => a.distance - b.distance || sharedEnd(path, b.entry.url) - sharedEnd(path, a.entry.url));
  const [first, second] = near;
  if (!first) return;
  const isAlone = !second || second.distance > first.distance;
  const isSlip = isAlone && isOneSlip(name, first) && (!second || second.distance > 2) && reference.kind !== 'embed' && sharesFolder(path, first.entry.url);
  yield toEntry(first.entry, isSlip ? 2 : 1, isSlip ? 'It differs in one letter, and nothing else is like it.' : 'It is spelled alike.');
  if (second && !isAlone) yield toEntry(second.entry, 1, 'It is spelled alike.');
}

/** One letter of a long name, and none of its digits: `part-1` is not `part-2`. */
const isOneSlip = (name: string, { distance, other }: { readonly distance: number; readonly other: string }): boolean =>
  distance === 1 && withoutExtension(name).length >= 8 && isTelling(name) && digitsOf(name) === digitsOf(other);

const digitsOf = (text: string): string => text.replace(/\P{N}+/gu, ' ').trim();

const sharesFolder = (path: string, url: string): boolean => {
  const folder = (of: string): string => folderOf(of.replace(/(?:\/index\.html?)?\/?$/i, '')).toLowerCase();
  return folder(path) === folder(url);
};

function* missingAnchor({ entry, fragment }: Extract<Resolution, { kind: 'missing-anchor' }>, { site, history }: Knowledge): Iterable<Guess> {
  const { ids } = anchorsOf(entry, site);
  const written = decodePath(fragment);
  const place = (id: string, weight: Guess['weight'], evidence: string): Guess => ({ target: { kind: 'entry', entry, fragment: id }, weight, evidence });
  let isKnown = false;
  for (const id of ids) {
    if (id.toLowerCase() === written.toLowerCase()) yield place(id, 3, 'It differs in letter case alone.');
    else if (lettersOf(id) !== '' && lettersOf(id) === lettersOf(written)) yield place(id, 2, 'It is the same but for hyphens and other signs.');
    else continue;
    isKnown = true;
  }
  const document = entry.source === undefined ? undefined : site.documents.get(entry.source);
  for (const { text, id } of document?.headings ?? []) {
    if (id === undefined || !ids.has(id) || lettersOf(text) === '' || lettersOf(text) !== lettersOf(written)) continue;
    isKnown = true;
    yield place(id, 2, `It is what the heading "${text}" is called.`);
  }
  for (const id of entry.source === undefined ? [] : history?.renamed(entry.source, written) ?? []) {
    if (!ids.has(id)) continue;
    isKnown = true;
    yield place(id, 3, 'Git knows that this heading was renamed.');
  }
  if (!isKnown) yield* likePlaces(written, ids, place);
}

/** What all slugs of one heading have in common, whoever made them. */
const lettersOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function* likePlaces(written: string, ids: ReadonlySet<string>, place: (id: string, weight: Guess['weight'], evidence: string) => Guess): Iterable<Guess> {
  const most = Math.min(4, Math.max(1, Math.floor(written.length / 4)));
  const near = [...ids].flatMap((id) => {
    const distance = distanceWithin(written.toLowerCase(), id.toLowerCase(), most);
    return distance === undefined ? [] : [{ id, other: id, distance }];
  }).sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  if (first) {
    const isSlip = isOneSlip(written, first) && (!second || second.distance > 2);
    yield place(first.id, isSlip ? 2 : 1, isSlip ? 'It differs in one letter, and nothing else there is like it.' : 'It is spelled alike.');
    if (second?.distance === first.distance) yield place(second.id, 1, 'It is spelled alike.');
    return;
  }
  const same = sameInOtherWords(written, ids);
  if (same !== undefined) yield place(same, 1, 'It says the same in a word or two more or less.');
}
