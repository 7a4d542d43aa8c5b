import { UNKNOWN } from '../../text/derived.ts';
import type { Range } from '../../text/range.ts';
import type { TemplateProblem } from '../run.ts';
import { readCondition } from './condition.ts';
import { readFiltered, type Filtered } from './expression.ts';
import { readAssignment, readCycle, readLoop, readName, readWhen } from './heads.ts';
import type { Branch, LoopHead, Node, Template } from './node.ts';
import { isIntricate, refusal } from './strict.ts';
import { tokensOf, type Token, type Tokens } from './tokens.ts';
import type { LiquidTag, LiquidWorld } from './world.ts';

/** Reads a template. What it cannot make sense of is reported and stays in the text as it is. */
export function parseLiquid(text: string, { start, end }: Range, world: LiquidWorld): Template {
  const reading: Reading = {
    text, end, world, problems: [], reported: new Set(), trimNext: false, isOver: false,
    frames: [newFrame('', 'document', { start, end: start })],
  };
  readAll(reading, tokensOf(text, start, end, world.dialect), 1);
  return { text, nodes: reading.frames[0]?.parts[0]?.nodes ?? [], problems: reading.problems };
}

/** A template while it is being read. */
interface Reading {
  readonly text: string;
  readonly end: number;
  readonly world: LiquidWorld;
  readonly problems: TemplateProblem[];
  readonly reported: Set<string>;
  /** Open blocks, innermost last. */
  readonly frames: Frame[];
  /** The last tag was closed with `-%}`. */
  trimNext: boolean;
  /** Nothing more is read: blocks are too deep. */
  isOver: boolean;
}

type FrameKind = 'document' | 'if' | 'unless' | 'case' | 'for' | 'tablerow' | 'capture' | 'ifchanged' | 'comment' | 'call';

interface Frame {
  readonly name: string;
  readonly kind: FrameKind;
  readonly open: Range;
  readonly markup: string;
  readonly tag: LiquidTag | undefined;
  readonly loop: LoopHead | undefined;
  /** Its bodies, the last of which is being filled: those of `if`, of `elsif`, of `else`. */
  readonly parts: Part[];
  /** Where unknown tags stand in the last body, by name: one of them may turn out to be a block. */
  readonly loose: Map<string, number[]>;
  /** Names assigned in it, where that matters. */
  readonly assigns: Set<string>;
  /** Nothing but spaces and assignments so far. */
  blank: boolean;
}

interface Part { readonly head: string; readonly markup: string; readonly range: Range; readonly nodes: Node[] }

interface Opening { readonly markup?: string; readonly tag?: LiquidTag; readonly loop?: LoopHead }

const newFrame = (name: string, kind: FrameKind, open: Range, { markup = '', tag, loop }: Opening = {}): Frame => ({
  name, kind, open, markup, tag, loop, blank: true, loose: new Map(), assigns: new Set(),
  parts: [{ head: name, markup, range: open, nodes: [] }],
});

type TagToken = Extract<Token, { kind: 'tag' }>;

/** Reads on until nothing is left, and closes what was opened since there were `floor` frames. */
function readAll(reading: Reading, tokens: Tokens, floor: number): void {
  for (let token = tokens.next(); token && !reading.isOver; token = tokens.next()) {
    switch (token.kind) {
      case 'text': readText(reading, token); break;
      case 'broken': readBroken(reading, token); break;
      case 'output':
        reading.trimNext = token.trims.after;
        readOutput(reading, token);
        break;
      case 'tag':
        reading.trimNext = token.trims.after;
        readTag(reading, tokens, token, floor);
        break;
      default: token satisfies never;
    }
  }
  while (reading.frames.length > floor) leaveUnclosed(reading);
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });

function innermost({ frames }: Reading): Frame {
  const frame = frames.at(-1);
  if (!frame) throw new Error('The document itself was closed.');
  return frame;
}

function add(reading: Reading, node: Node, blank = false): void {
  const frame = innermost(reading);
  if (!blank) frame.blank = false;
  const nodes = frame.parts[frame.parts.length - 1]?.nodes ?? [];
  const last = nodes[nodes.length - 1];
  if (node.kind === 'text' && last?.kind === 'text' && last.end === node.start) nodes[nodes.length - 1] = { ...node, start: last.start };
  else nodes.push(node);
}

const literal = (reading: Reading, { start, end }: Range): void => add(reading, { kind: 'text', start, end });

const MOST_PROBLEMS = 50;

function problem(reading: Reading, range: Range, why: string): void {
  const { problems } = reading;
  if (problems.length < MOST_PROBLEMS) problems.push({ message: `The build stops here: ${why}.`, range: rangeOf(range) });
}

function readText(reading: Reading, token: Range): void {
  const { text } = reading;
  let { start, end } = token;
  if (reading.trimNext) while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  reading.trimNext = false;
  if (text.startsWith('{%-', end) || text.startsWith('{{-', end)) while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  if (start < end) add(reading, { kind: 'text', start, end }, isBlank(text, start, end));
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function readBroken(reading: Reading, token: Extract<Token, { kind: 'broken' }>): void {
  literal(reading, token);
  if (reading.problems.length >= MOST_PROBLEMS) return;
  const written = reading.text.slice(token.start, Math.min(token.end, token.start + 40)).trim();
  const isUnclosed = token.end - token.start === 2;
  const why = token.of === 'tag'
    ? isUnclosed ? 'the tag that begins with `{%` is never closed with `%}`' : `there is no tag name in \`${written}\``
    : 'what begins with `{{` is not closed with `}}`';
  problem(reading, token, why);
}

function readOutput(reading: Reading, token: Range & { readonly markup: string }): void {
  if (isRefused(reading, token.markup, token)) return literal(reading, token);
  add(reading, { kind: 'output', value: filteredIn(reading, token.markup), range: rangeOf(token) });
}

/** LiquidJS knows operators where Ruby's Liquid does not. */
const filteredIn = ({ world }: Reading, markup: string): Filtered =>
  (world.dialect.generation === 'js' && isIntricate(markup) ? { of: { kind: 'value', value: UNKNOWN }, filters: [] } : readFiltered(markup));

/** LiquidJS does not guess. In a comment it does not even look. */
function isRefused(reading: Reading, markup: string, range: Range): boolean {
  const { generation } = reading.world.dialect;
  if (generation !== 'js' || innermost(reading).kind === 'comment') return false;
  const why = refusal(markup, true);
  if (why !== undefined) problem(reading, range, markup.trim() === '' ? 'there is nothing in these braces' : `\`${shortened(markup)}\` cannot be read, ${why}`);
  return why !== undefined;
}

const shortened = (markup: string): string => {
  const text = markup.slice(0, 200).trim().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function readTag(reading: Reading, tokens: Tokens, token: TagToken, floor: number): void {
  const { name } = token;
  const { tags, dialect } = reading.world;
  if (dialect.rawComments && innermost(reading).kind === 'comment' && name !== 'raw') return void readEnd(reading, token, floor);
  const tag = tags && Object.hasOwn(tags, name) ? tags[name] : undefined;
  if (tag) return readCall(reading, tokens, token, tag);
  if (name === 'raw') return readRaw(reading, tokens, token);
  if (name === 'comment') return open(reading, newFrame('comment', 'comment', rangeOf(token)));
  if (readOpening(reading, token) || readSimple(reading, token)) return;
  if (name === 'liquid' && dialect.modernTags) return readLines(reading, token);
  if (isDivider(innermost(reading), name)) return readDivider(reading, token);
  if (name.startsWith('end') && readEnd(reading, token, floor)) return;
  // Within a comment all that it does not know passes.
  if (innermost(reading).kind !== 'comment') readUnknown(reading, token);
}

function readCall(reading: Reading, tokens: Tokens, token: TagToken, tag: LiquidTag): void {
  const { name, markup } = token;
  const range = rangeOf(token);
  if (tag.kind === 'tag') return add(reading, { kind: 'call', tag, name, markup, range, body: [] });
  if (tag.body === 'liquid') return open(reading, newFrame(name, 'call', range, { markup, tag }));
  const raw = tokens.rawUntil(tag.end ?? `end${name}`);
  if (!raw) return leaveRest(reading, token);
  const whole = { start: token.start, end: raw.tagEnd };
  add(reading, { kind: 'call', tag, name, markup, range: whole, body: { start: raw.start, end: raw.end } });
}

function readRaw(reading: Reading, tokens: Tokens, token: TagToken): void {
  const raw = tokens.rawUntil('endraw');
  if (!raw) return leaveRest(reading, token);
  const isRuby = reading.world.dialect.generation !== 'js';
  if (isRuby && token.markup.trim() !== '') problem(reading, token, '`raw` stands alone in its tag');
  if (!isRuby) reading.trimNext = reading.text.charAt(raw.tagEnd - 3) === '-';
  if (raw.end > raw.start) literal(reading, raw);
}

/** Without its end, a tag whose content is not read takes all that follows. */
function leaveRest(reading: Reading, token: TagToken): void {
  problem(reading, token, `\`{% ${token.name} %}\` is never closed with \`{% end${token.name} %}\``);
  literal(reading, { start: token.start, end: reading.end });
}

function open(reading: Reading, frame: Frame): void {
  if (reading.frames.length <= reading.world.dialect.deepest) {
    reading.frames.push(frame);
    return;
  }
  problem(reading, frame.open, 'blocks are nested too deep');
  literal(reading, { start: frame.open.start, end: reading.end });
  reading.isOver = true;
}

/** Opens a standard block. */
function readOpening(reading: Reading, token: TagToken): boolean {
  const { name, markup } = token;
  const range = rangeOf(token);
  switch (name) {
    case 'if':
    case 'unless':
    case 'case':
    case 'ifchanged':
      if (name === 'ifchanged' && reading.world.dialect.generation === 'js') return false;
      open(reading, newFrame(name, name, range, { markup }));
      return true;
    case 'capture':
      open(reading, newFrame(name, name, range, { markup: readName(markup) ?? '' }));
      if (readName(markup) === undefined) problem(reading, token, '`capture` needs the name of a variable');
      else noteAssigned(reading, readName(markup) ?? '');
      return true;
    case 'for':
    case 'tablerow': {
      const loop = readLoop(markup, name === 'tablerow', reading.world.dialect.knowsNot);
      if (!loop) problem(reading, token, `\`${name}\` is written \`{% ${name} item in list %}\``);
      open(reading, newFrame(name, name, range, { markup, ...(loop && { loop }) }));
      return true;
    }
    default:
      return false;
  }
}

/** Reads a standard tag that is no block. */
function readSimple(reading: Reading, token: TagToken): boolean {
  const { name, markup } = token;
  const { modernTags } = reading.world.dialect;
  const range = rangeOf(token);
  switch (name) {
    case 'assign':
      readAssign(reading, token);
      return true;
    case 'break':
    case 'continue':
      add(reading, { kind: 'interrupt', how: name });
      return true;
    case 'increment':
    case 'decrement':
      add(reading, { kind: 'count', name: markup.trim(), by: name === 'increment' ? 1 : -1, range });
      return true;
    case 'cycle': {
      const cycle = readCycle(markup);
      if (cycle) add(reading, { kind: 'cycle', ...cycle, range });
      else problem(reading, token, '`cycle` needs something to go through');
      return true;
    }
    case 'echo':
      if (modernTags) readOutput(reading, token);
      return modernTags;
    case '#':
      if (/\n\s*[^#\s]/.test(markup)) problem(reading, token, 'each line of this comment must begin with `#`');
      return true;
    default:
      return false;
  }
}

function readAssign(reading: Reading, token: TagToken): void {
  const assignment = readAssignment(token.markup);
  if (!assignment) return problem(reading, token, '`assign` is written `{% assign name = value %}`');
  if (isRefused(reading, assignment.value, token)) return literal(reading, token);
  noteAssigned(reading, assignment.name);
  add(reading, { kind: 'assign', name: assignment.name, value: filteredIn(reading, assignment.value), range: rangeOf(token) }, true);
}

/** Loops must know what the rounds before may have assigned. */
function noteAssigned({ frames }: Reading, name: string): void {
  for (const { kind, assigns } of frames) if (kind === 'for' || kind === 'tablerow') assigns.add(name);
}

/** `{% liquid %}` has a tag on each line; blocks do not reach out of it. */
function readLines(reading: Reading, token: TagToken): void {
  const lines = token.markup.split('\n').map((line) => /^\s*(#|[A-Za-z0-9_]+)\s*([^]*)$/.exec(line));
  let at = 0;
  const next = (): Token | undefined => {
    while (at < lines.length) {
      const [, name, markup] = lines[at++] ?? [];
      if (name === undefined || markup === undefined) continue;
      return { kind: 'tag', name, markup, start: token.start, end: token.end, trims: { before: false, after: token.trims.after } };
    }
    return undefined;
  };
  const rawUntil = (end: string) => {
    for (let line = next(); line; line = next()) {
      if (line.kind === 'tag' && line.name === end) return { start: token.start, end: token.start, tagEnd: token.end };
    }
    return undefined;
  };
  readAll(reading, { next, rawUntil }, reading.frames.length);
}

const dividers: Partial<Record<FrameKind, readonly string[]>> = {
  if: ['elsif', 'else'], unless: ['elsif', 'else'], case: ['when', 'else'], for: ['else'],
};

/** A loop has one `else`; a condition may have more, of which only the first counts. */
const isDivider = ({ kind, parts }: Frame, name: string): boolean =>
  (dividers[kind]?.includes(name) ?? false) && !(kind === 'for' && parts.length > 1);

function readDivider(reading: Reading, token: TagToken): void {
  const frame = innermost(reading);
  frame.loose.clear();
  frame.parts.push({ head: token.name, markup: token.markup, range: rangeOf(token), nodes: [] });
}

/** Closes the block that a tag ends, and whatever is open inside of it. False where there is none. */
function readEnd(reading: Reading, token: TagToken, floor: number): boolean {
  const { frames } = reading;
  const isIt = (frame: Frame): boolean => token.name === (frame.tag?.kind === 'block' && frame.tag.end || `end${frame.name}`);
  const inner = innermost(reading);
  if (inner.kind === 'comment' && !isIt(inner)) return false;
  const place = frames.findLastIndex((frame, i) => i >= floor && isIt(frame));
  if (place < 0) return readLooseEnd(reading, token);
  while (frames.length > place + 1) leaveUnclosed(reading);
  close(reading, token);
  return true;
}

/** The end of a tag that nobody knows makes that tag a block. */
function readLooseEnd(reading: Reading, token: TagToken): boolean {
  const frame = innermost(reading);
  const nodes = frame.parts.at(-1)?.nodes ?? [];
  const name = token.name.slice('end'.length);
  const places = frame.loose.get(name) ?? [];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const node = nodes[place];
    if (node?.kind !== 'unknown' || node.name !== name || node.body) continue;
    const body = nodes.splice(place + 1);
    nodes[place] = { ...node, range: { start: node.range.start, end: token.end }, body };
    return true;
  }
  return false;
}

function readUnknown(reading: Reading, token: TagToken): void {
  const { name } = token;
  const answer = reading.world.unknownTag?.(name) ?? { kind: 'problem' };
  if (answer.kind === 'unknown' && !name.startsWith('end')) {
    const frame = innermost(reading);
    const places = frame.loose.get(name) ?? [];
    frame.loose.set(name, [...places.slice(-20), frame.parts.at(-1)?.nodes.length ?? 0]);
    return add(reading, { kind: 'unknown', name, range: rangeOf(token), body: undefined });
  }
  if (answer.kind === 'problem') reportUnknown(reading, token, answer.message);
  literal(reading, token);
}

function reportUnknown(reading: Reading, token: TagToken, message: string | undefined): void {
  const { name } = token;
  const key = `tag ${name}`;
  if (name.startsWith('end') && reading.reported.has(`tag ${name.slice('end'.length)}`)) return;
  const isStray = name.startsWith('end') || name === 'else' || name === 'elsif' || name === 'when';
  reading.reported.add(key);
  if (message !== undefined && !isStray) reading.problems.push({ message, range: rangeOf(token) });
  else problem(reading, token, isStray ? `there is nothing that \`{% ${name} %}\` belongs to` : `nobody knows a tag \`${name}\``);
}

/** Takes a finished block off the stack and puts its node where it stands. */
function close(reading: Reading, token: Range): void {
  const frame = reading.frames.pop();
  if (!frame) return;
  const drops = reading.world.dialect.dropsBlankBlocks;
  const isBlankBlock = frame.kind === 'comment' || frame.kind === 'capture' || (drops && frame.blank && frame.kind !== 'call');
  const node = nodeOf(reading, frame, { start: frame.open.start, end: token.end });
  if (node) add(reading, node, isBlankBlock);
}

function nodeOf(reading: Reading, frame: Frame, range: Range): Node | undefined {
  const { name, kind, markup, tag, parts, loop } = frame;
  const bodies = parts.map((part) => bodyOf(reading, frame, part));
  const body = bodies[0] ?? [];
  switch (kind) {
    case 'if':
    case 'unless':
      return { kind: 'if', branches: branchesOf(reading, frame) };
    case 'case':
      return caseOf(reading, frame);
    case 'for':
    case 'tablerow':
      if (!loop) return undefined;
      return { kind: 'for', ...loop, body, otherwise: bodies.slice(1).at(-1) ?? [], assigns: [...frame.assigns], range };
    case 'capture': return { kind: 'capture', name: markup, body: parts[0]?.nodes ?? [] };
    case 'ifchanged': return { kind: 'ifchanged', body, range };
    case 'call': return tag ? { kind: 'call', tag, name, markup, range, body } : undefined;
    case 'comment':
    case 'document': return undefined;
    default: return kind satisfies never;
  }
}

/** Ruby's Liquid leaves the spaces out of a block that has nothing else. */
function bodyOf({ world }: Reading, frame: Frame, part: Part): readonly Node[] {
  const drops = world.dialect.dropsBlankBlocks && frame.blank && frame.kind !== 'ifchanged' && frame.kind !== 'tablerow' && frame.kind !== 'call';
  return drops ? part.nodes.filter((node) => node.kind !== 'text') : part.nodes;
}

function branchesOf(reading: Reading, frame: Frame): readonly Branch[] {
  return frame.parts.flatMap((part): Branch[] => {
    const body = bodyOf(reading, frame, part);
    if (part.head === 'else') return [{ condition: undefined, negated: false, body }];
    if (isRefused(reading, part.markup, part.range)) return [];
    const condition = readCondition(part.markup, reading.world.dialect.knowsNot);
    if (typeof condition !== 'string') return [{ condition, negated: part.head === 'unless', body }];
    problem(reading, part.range, `\`{% ${part.head} ${part.markup.trim()} %}\` cannot be read, ${condition}`);
    return [];
  });
}

function caseOf(reading: Reading, frame: Frame): Node {
  const branches = frame.parts.slice(1).map((part) => {
    const values = part.head === 'else' ? undefined : readWhen(part.markup);
    if (values?.length === 0) problem(reading, part.range, '`when` needs a value');
    return { values, body: bodyOf(reading, frame, part) };
  });
  const subject = readWhen(frame.markup)[0];
  if (!subject) problem(reading, frame.open, '`case` needs a value');
  return { kind: 'case', subject: subject ?? { kind: 'value', value: null }, branches };
}

/** A block without an end: its tags stay in the text, and what is in it is read as if they were not there. */
function leaveUnclosed(reading: Reading): void {
  const frame = reading.frames.pop();
  if (!frame) return;
  const end = frame.tag?.kind === 'block' && frame.tag.end || `end${frame.name}`;
  if (!reading.isOver) problem(reading, frame.open, `\`{% ${frame.name} %}\` is never closed with \`{% ${end} %}\``);
  for (const part of frame.parts) {
    literal(reading, part.range);
    for (const node of part.nodes) add(reading, node);
  }
}
