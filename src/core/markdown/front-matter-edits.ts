import type { FrontMatter, Value } from '../site/document.ts';
import { BlogError } from '../system.ts';
import { applyEdits, type Edit } from '../text/edits.ts';
import type { EntryPlace, Places, Quote, ValuePlace } from '../text/places.ts';
import { ParseError } from '../text/parse-error.ts';
import type { Range } from '../text/range.ts';
import { tomlPlaces, writeTomlKey, writeTomlValue } from '../text/toml.ts';
import { writeYamlScalar, writeYamlValue, yamlPlaces } from '../text/yaml.ts';
import { changedData, isItems, isThe, itemsOf, joinedItems, replacedItems, withItems } from './front-matter-changes.ts';
import type { HeadChange } from './front-matter-changes.ts';

export type { HeadChange } from './front-matter-changes.ts';

/**
 * The text of a file after these changes to its front matter, one after the other; what they do not name stays as it is,
 * to the byte: comments, quotes, order, line ends. `read` reads the head as the blog's generator does: by it every
 * change is checked, and a `BlogError` is thrown rather than a text returned that says anything else. A file without a
 * head gets one when something is set.
 */
export const changeHead = (text: string, changes: readonly HeadChange[], read: (text: string) => FrontMatter): string =>
  changes.reduce((before, change) => changeOnce(before, change, read), text);

function changeOnce(text: string, change: HeadChange, read: (text: string) => FrontMatter): string {
  const before = read(text);
  const changed = applyEdits(text, headEdits(text, before, change));
  const after = read(changed);
  const isRight = !after.error && isEqual(after.data, changedData(before.data, change)) && bodyOf(changed, after) === bodyOf(text, before);
  if (!isRight) throw cannot(change);
  return changed;
}

/** An empty line parts a new head from its text. */
const bodyOf = (text: string, { range }: FrontMatter): string => text.slice(range.end).replace(/^(?:\uFEFF|\r?\n)+/, '');

const cannot = ({ key }: HeadChange): BlogError => new BlogError(`\`${key}\` of the front matter cannot be changed without harm to the rest. Change it by hand.`);

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [ours, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && isEqual(value, theirs.get(key)));
}

/**
 * What one change edits; ranges are into the text. Unlike `changeHead`, nothing reads the result again. Throws a
 * `BlogError` where the head cannot be read.
 */
export function headEdits(text: string, frontMatter: FrontMatter, change: HeadChange): readonly Edit[] {
  if (frontMatter.error) throw new BlogError(`The front matter cannot be read, and so not be changed: ${frontMatter.error.message}`);
  if (frontMatter.format === 'none') {
    if (frontMatter.range.end > 0) throw new BlogError('The front matter is a program, which is never changed.');
    return newHead(text, change);
  }
  const head = headOf(text, frontMatter, change);
  switch (change.kind) {
    case 'set': return setEdits(head, change);
    case 'remove': return removeEdits(head, change);
    case 'add': return addEdits(head, change);
    case 'replace': return replaceEdits(head, change);
    default: return change satisfies never;
  }
}

type Of<Kind extends HeadChange['kind']> = Extract<HeadChange, { kind: Kind }>;

function newHead(text: string, change: HeadChange): readonly Edit[] {
  if (change.kind !== 'set' && change.kind !== 'add') return [];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const value = change.kind === 'set' ? change.value : change.items;
  const line = `${writeYamlScalar(change.key)}: ${change.kind === 'set' && change.literal ? String(value) : writeYamlValue(value)}`;
  const lines = ['---', line, '---', ...(/^\s*$/.test(text.slice(start).split('\n', 1)[0] ?? '') ? [] : [''])];
  return [{ range: { start, end: start }, text: lines.map((one) => one + lineEndOf(text)).join('') }];
}

const lineEndOf = (text: string): string => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');

interface Head {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  readonly format: 'yaml' | 'toml' | 'json';
  /** Between the fences. */
  readonly inner: Range;
  /** Into the whole text. */
  readonly places: Places;
  readonly lineEnd: string;
}

function headOf(text: string, frontMatter: FrontMatter, change: HeadChange): Head {
  const { format } = frontMatter;
  const inner = innerOf(text, frontMatter.range);
  const places = format === 'none' ? undefined : placesIn(text, inner, format);
  if (!places || format === 'none') throw cannot(change);
  return { text, frontMatter, format, inner, places, lineEnd: lineEndOf(text) };
}

/** What is left of a head without the lines that open and close it. The opening one may be missing. */
function innerOf(text: string, { start, end }: Range): Range {
  if (text.charAt(start) === '{') return { start, end: text.lastIndexOf('}', end) + 1 };
  const opening = /^(?:-{3,}|\+{3,}|;{3,})[^\n]*(?:\n|$)/.exec(text.slice(start, end))?.[0].length ?? 0;
  const lastLine = text.lastIndexOf('\n', end - 2) + 1;
  const isClosed = /^(?:---|\+\+\+|;;;|\.\.\.)/.test(text.slice(lastLine, end)) && lastLine >= start + opening;
  return { start: start + opening, end: isClosed ? lastLine : end };
}

function placesIn(text: string, { start, end }: Range, format: Head['format']): Places | undefined {
  const inner = text.slice(start, end);
  const isBraceless = format === 'json' && !inner.startsWith('{');
  try {
    // Hexo takes tabs that begin a line for spaces.
    const places = format === 'toml' ? tomlPlaces(inner) : yamlPlaces(isBraceless ? `{${inner}\n}` : inner.replace(/^\t+/gm, (tabs) => ' '.repeat(tabs.length)));
    return places && shifted(places, isBraceless ? start - 1 : start);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function shifted({ top, entries, braces }: Places, by: number): Places {
  const range = ({ start, end }: Range): Range => ({ start: start + by, end: end + by });
  const value = (place: ValuePlace): ValuePlace => ({ ...place, range: range(place.range), ...(place.items && { items: place.items.map(value) }) });
  const entry = (place: EntryPlace): EntryPlace => ({ key: range(place.key), after: place.after + by, value: place.value && value(place.value) });
  return { top: top.map(entry), entries: new Map(Array.from(entries, ([path, place]) => [path, entry(place)])), braces };
}

function setEdits(head: Head, change: Of<'set'>): readonly Edit[] {
  const entry = head.places.entries.get(change.key);
  if (!entry) return [insertion(head, change.key, { text: written(head, change.value, { literal: change.literal }) }, change.behind)];
  const { value } = entry;
  if (!value) return [{ range: blanksAfter(head, entry), text: ` ${written(head, change.value, { literal: change.literal })}` }];
  const text = written(head, change.value, { literal: change.literal, quote: value.quote ?? value.items?.at(-1)?.quote });
  return [isBlock(value) ? { range: { start: entry.after, end: value.range.end }, text: ` ${text}` } : { range: value.range, text }];
}

/** A list or mapping over several lines, without brackets. */
const isBlock = ({ kind, inline }: ValuePlace): boolean => kind !== 'scalar' && !inline;

/** Where the value of a key without one goes: instead of the blanks behind it, but for those before a comment. */
function blanksAfter({ text }: Head, { after }: EntryPlace): Range {
  const blanks = /^[ \t]*/.exec(text.slice(after))?.[0].length ?? 0;
  return { start: after, end: text.charAt(after + blanks) === '#' ? after : after + blanks };
}

interface Writing {
  readonly quote?: Quote | undefined;
  readonly literal?: true | undefined;
  readonly flow?: boolean;
}

function written({ format }: Head, value: Value, { quote, literal, flow = false }: Writing): string {
  const isBare = literal === true && (quote === undefined || quote === 'plain');
  switch (format) {
    case 'yaml': return isBare && typeof value === 'string' ? value : writeYamlValue(value, { quote, flow });
    case 'toml': return isBare && typeof value === 'string' ? value : writeTomlValue(value, quote);
    case 'json': return JSON.stringify(value);
    default: return format satisfies never;
  }
}

/** The key as it is written in this format, and the mark behind it. */
function keyText({ format }: Head, key: string): string {
  switch (format) {
    case 'yaml': return `${writeYamlScalar(key)}:`;
    case 'toml': return `${writeTomlKey(key)} =`;
    case 'json': return `${JSON.stringify(key)}:`;
    default: return format satisfies never;
  }
}

/** A new entry of the head itself. `text` is its value; where it begins with a line end, its value is on the lines below. */
function insertion(head: Head, key: string, { text }: { readonly text: string }, behind: readonly string[] = []): Edit {
  const { places, inner, lineEnd } = head;
  const before = behind.map((name) => places.entries.get(name)).find((entry) => entry !== undefined && places.top.some(({ after }) => after === entry.after)) ?? places.top.at(-1);
  const pair = `${keyText(head, key)}${/^[\r\n]/.test(text) ? '' : ' '}${text}`;
  if (places.braces) return before ? besideIn(head, endOf(before), before.key.start, pair) : at(inner.start + (head.text.charAt(inner.start) === '{' ? 1 : 0), pair);
  const place = before ? nextLine(head, endOf(before)) : inner.start;
  return isLineStart(head, place) ? at(place, `${pair}${lineEnd}`) : at(place, `${lineEnd}${pair}`);
}

const at = (offset: number, text: string): Edit => ({ range: { start: offset, end: offset }, text });

const endOf = ({ value, after }: EntryPlace): number => value?.range.end ?? after;

/** Behind `end`, on a line of its own where what ends there has one. */
function besideIn({ text, lineEnd }: Head, end: number, start: number, addition: string): Edit {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return at(end, line.trim() === '' && text.lastIndexOf('\n', start - 1) >= 0 ? `,${lineEnd}${line}${addition}` : `, ${addition}`);
}

/** Where the line after this place begins, or the end of the head. */
function nextLine({ text, inner }: Head, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 || newline >= inner.end ? inner.end : newline + 1;
}

const isLineStart = ({ text, inner }: Head, offset: number): boolean => offset === inner.start || text.charAt(offset - 1) === '\n';

const lineStart = ({ text, inner }: Head, offset: number): number => Math.max(inner.start, text.lastIndexOf('\n', offset - 1) + 1);

function removeEdits(head: Head, { key }: Of<'remove'>): readonly Edit[] {
  const entry = head.places.entries.get(key);
  if (!entry) return [];
  const start = lineStart(head, entry.key.start);
  if (!head.places.braces && head.text.slice(start, entry.key.start).trim() === '') return [{ range: { start, end: nextLine(head, endOf(entry)) }, text: '' }];
  const siblings = siblingsOf(head.places, key);
  const index = siblings.indexOf(entry);
  return [{ range: partOf(siblings.map((one) => ({ start: one.key.start, end: endOf(one) })), index), text: '' }];
}

function siblingsOf({ entries }: Places, key: string): readonly EntryPlace[] {
  const parent = key.slice(0, key.lastIndexOf('.') + 1);
  return [...entries].flatMap(([path, entry]) => (path.startsWith(parent) && !path.slice(parent.length).includes('.') ? [entry] : []));
}

/** One of several parts with commas between, and the comma that goes with it. */
function partOf(parts: readonly Range[], index: number): Range {
  const [before, part, next] = [parts[index - 1], parts[index], parts[index + 1]];
  if (!part) throw new RangeError(`There is no part ${index}.`);
  if (before) return { start: before.end, end: part.end };
  return { start: part.start, end: next?.start ?? part.end };
}

function addEdits(head: Head, { key, items, joint, mark }: Of<'add'>): readonly Edit[] {
  const old = valueAt(head, key);
  const have = itemsOf(old, joint);
  const all = withItems(have, items);
  const added = all.slice(have.length);
  if (added.length === 0) return [];
  const text = joinedItems(old, all, joint);
  if (text !== undefined) return setEdits(head, { kind: 'set', key, value: text });

  const entry = head.places.entries.get(key);
  const list = entry?.value?.kind === 'list' ? entry.value : undefined;
  const last = list?.items?.at(-1);
  if (list && last) return [list.inline ? inlineAddition(head, last, added) : blockAddition(head, last, added)];
  const whole = newList(head, all, mark);
  if (!entry) return [insertion(head, key, { text: whole })];
  const range = entry.value ? { start: entry.after, end: entry.value.range.end } : blanksAfter(head, entry);
  return [{ range, text: /^[\r\n]/.test(whole) ? whole : ` ${whole}` }];
}

function valueAt({ frontMatter }: Head, key: string): Value | undefined {
  if (key in frontMatter.data) return frontMatter.data[key];
  return key.split('.').reduce<Value | undefined>((value, name) => (typeof value === 'object' && value !== null && !isItems(value) ? value[name] : undefined), frontMatter.data);
}

function inlineAddition(head: Head, last: ValuePlace, added: readonly Value[]): Edit {
  const [first = '', ...rest] = added.map((item) => written(head, item, { quote: last.quote, flow: true }));
  const edit = besideIn(head, last.range.end, last.range.start, first);
  return { ...edit, text: edit.text + rest.map((item) => edit.text.slice(0, edit.text.length - first.length) + item).join('') };
}

function blockAddition(head: Head, last: ValuePlace, added: readonly Value[]): Edit {
  const mark = head.text.slice(lineStart(head, last.range.start), last.range.start);
  const lines = added.map((item) => `${mark}${written(head, item, { quote: last.quote })}`).join(head.lineEnd);
  const place = nextLine(head, last.range.end);
  return isLineStart(head, place) ? at(place, `${lines}${head.lineEnd}`) : at(place, `${head.lineEnd}${lines}`);
}

/** As the other lists of this head are written; `mark` where there are none. */
function newList(head: Head, items: readonly Value[], mark = ''): string {
  const other = [...head.places.entries.values()].map(({ value }) => value).find((value) => value?.kind === 'list' && (value.items?.length ?? 0) > 0);
  const [first] = other?.items ?? [];
  const quote = first?.quote;
  const before = other && first ? (other.inline ? '' : head.text.slice(lineStart(head, first.range.start), first.range.start)) : mark;
  if (before === '' || head.format !== 'yaml' || head.places.braces) return written(head, items, { quote });
  return items.map((item) => `${head.lineEnd}${before}${written(head, item, { quote })}`).join('');
}

function replaceEdits(head: Head, change: Of<'replace'>): readonly Edit[] {
  const { key, item, by, joint } = change;
  const entry = head.places.entries.get(key);
  const old = valueAt(head, key);
  if (!entry?.value || !itemsOf(old, joint).some((one) => isThe(one, item))) return [];
  const after = replacedItems(itemsOf(old, joint), change);
  const text = joinedItems(old, after, joint);
  if (text !== undefined) return setEdits(head, { kind: 'set', key, value: text });
  const places = entry.value.items;
  if (!isItems(old) || places?.length !== old.length || after.length === 0) return setEdits(head, { kind: 'set', key, value: after });
  return after.length === old.length && by !== undefined
    ? places.flatMap((place, index) => (isThe(old[index], item) ? [{ range: place.range, text: written(head, by, { quote: place.quote, flow: entry.value?.inline ?? false }) }] : []))
    : itemEdits(head, { places, old, change, inline: entry.value.inline });
}

interface ListEdit {
  readonly places: readonly ValuePlace[];
  readonly old: readonly Value[];
  readonly change: Of<'replace'>;
  readonly inline: boolean;
}

/** Where some of a list's items go, and perhaps one is written anew. */
function itemEdits(head: Head, { places, old, change: { item, by }, inline }: ListEdit): readonly Edit[] {
  const isNew = by !== undefined && (by === item || !old.some((one) => isThe(one, by)));
  const kept = old.findIndex((one) => isThe(one, item));
  const gone = places.map((_, index) => isThe(old[index], item) && !(isNew && index === kept));
  const firstLeft = gone.indexOf(false);
  const edits = places.flatMap((place, index): readonly Edit[] => {
    if (!gone[index]) return isNew && index === kept && by !== item ? [{ range: place.range, text: written(head, by, { quote: place.quote, flow: inline }) }] : [];
    if (!inline) return [{ range: { start: lineStart(head, place.range.start), end: nextLine(head, place.range.end) }, text: '' }];
    return index < firstLeft ? [] : [{ range: { start: places[index - 1]?.range.end ?? place.range.start, end: place.range.end }, text: '' }];
  });
  const [first, left] = [places[0], places[firstLeft]];
  return inline && first && left && firstLeft > 0 ? [{ range: { start: first.range.start, end: left.range.start }, text: '' }, ...edits] : edits;
}
