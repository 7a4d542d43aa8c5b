import type { Range } from '../../text/range.ts';
import type { TemplateProblem } from '../run.ts';
import { readExpression, readFilterHead, readList, type Expression } from './expression.ts';
import type { Branch, Node, Template } from './node.ts';
import { tokensOf, type Token, type Tokens } from './tokens.ts';
import type { NunjucksTag, NunjucksWorld } from './world.ts';

/** Reads a template. What it cannot make sense of is reported and stays in the text as it is. */
export function parseNunjucks(text: string, range: Range, world: NunjucksWorld, shielded: readonly Range[]): Template {
  const reading: Reading = {
    text, end: range.end, world, problems: [], reported: new Set(), trimNext: false, isOver: false,
    frames: [newFrame('', { start: range.start, end: range.start }, '')],
  };
  const tokens = tokensOf(text, range, shielded);
  for (let token = tokens.next(); token && !reading.isOver; token = tokens.next()) readToken(reading, tokens, token);
  while (reading.frames.length > 1) leaveUnclosed(reading);
  return { text, nodes: reading.frames[0]?.parts[0]?.nodes ?? [], problems: reading.problems };
}

/** A template while it is being read. */
interface Reading {
  readonly text: string;
  readonly end: number;
  readonly world: NunjucksWorld;
  readonly problems: TemplateProblem[];
  readonly reported: Set<string>;
  /** Open blocks, innermost last. */
  readonly frames: Frame[];
  trimNext: boolean;
  isOver: boolean;
}

interface Frame {
  readonly name: string;
  readonly open: Range;
  readonly markup: string;
  readonly tag: NunjucksTag | undefined;
  /** Its bodies, the last of which is being filled. */
  readonly parts: Part[];
  /** Where unknown tags stand in the last body, by name: one of them may turn out to be a block. */
  readonly loose: Map<string, number[]>;
  readonly assigns: Set<string>;
}

interface Part { readonly head: string; readonly markup: string; readonly range: Range; readonly nodes: Node[] }

const newFrame = (name: string, open: Range, markup: string, tag?: NunjucksTag): Frame => ({
  name, open, markup, tag, loose: new Map(), assigns: new Set(), parts: [{ head: name, markup, range: open, nodes: [] }],
});

function innermost({ frames }: Reading): Frame {
  const frame = frames.at(-1);
  if (!frame) throw new Error('The document itself was closed.');
  return frame;
}

function add(reading: Reading, node: Node): void {
  const nodes = innermost(reading).parts.at(-1)?.nodes ?? [];
  const last = nodes[nodes.length - 1];
  if (node.kind === 'text' && last?.kind === 'text' && last.end === node.start) nodes[nodes.length - 1] = { ...node, start: last.start };
  else nodes.push(node);
}

const literal = (reading: Reading, { start, end }: Range): void => add(reading, { kind: 'text', start, end });

const MOST_PROBLEMS = 50;

function problem({ problems }: Reading, { start, end }: Range, why: string): void {
  if (problems.length < MOST_PROBLEMS) problems.push({ message: `The build stops here: ${why}.`, range: { start, end } });
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });

function readToken(reading: Reading, tokens: Tokens, token: Token): void {
  if (token.kind === 'text') return readText(reading, token);
  if (token.kind === 'unclosed') {
    problem(reading, token, `what begins with \`${token.mark}\` is never closed`);
    return literal(reading, token);
  }
  reading.trimNext = token.trimsAfter;
  if (token.kind === 'output') readOutput(reading, token);
  else if (token.kind === 'tag') readTag(reading, tokens, token);
}

function readText(reading: Reading, token: Range): void {
  const { text } = reading;
  let { start, end } = token;
  if (reading.trimNext) while (start < end && isSpace(text.charAt(start))) start += 1;
  reading.trimNext = false;
  if (/^\{[%{#]-/.test(text.slice(end, end + 3))) while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  if (start < end) literal(reading, { start, end });
  const stray = text.slice(start, end).indexOf('#}');
  if (stray >= 0) problem(reading, { start: start + stray, end: start + stray + 2 }, '`#}` ends a comment that was not begun');
}

const isSpace = (letter: string): boolean => /\s/.test(letter);

type TagToken = Extract<Token, { readonly markup: string }>;

function readOutput(reading: Reading, token: TagToken): void {
  const value = readExpression(token.markup);
  if (value) return add(reading, { kind: 'output', value, range: rangeOf(token) });
  problem(reading, token, `\`${shortened(token.markup)}\` is no expression`);
  literal(reading, token);
}

const shortened = (markup: string): string => {
  const text = markup.trim().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** A tag's name and what follows it. */
interface Tag extends Range { readonly name: string; readonly markup: string }

function readTag(reading: Reading, tokens: Tokens, token: TagToken): void {
  const [, name = '', markup = ''] = /^\s*([^\s(,|]*)([^]*)$/.exec(token.markup) ?? [];
  const tag: Tag = { name, markup, start: token.start, end: token.end };
  const { tags } = reading.world;
  const own = tags && Object.hasOwn(tags, name) ? tags[name] : undefined;
  if (own) return readCall(reading, tokens, tag, own);
  if (name === 'raw' || name === 'verbatim') return readRaw(reading, tokens, tag);
  if (blocks.has(name) && !isInline(tag)) return open(reading, newFrame(name, rangeOf(tag), markup), tag);
  if (readSimple(reading, tag) || readDivider(reading, tag) || readEnd(reading, tag)) return;
  readUnknown(reading, tag);
}

function readCall(reading: Reading, tokens: Tokens, tag: Tag, own: NunjucksTag): void {
  const { name, markup } = tag;
  if (own.kind === 'tag') return add(reading, { kind: 'call', tag: own, name, markup, range: rangeOf(tag), body: [] });
  if (own.body !== 'raw') return open(reading, newFrame(name, rangeOf(tag), markup, own), tag);
  const raw = tokens.rawUntil(name);
  if (!raw) return leaveRest(reading, tag);
  add(reading, { kind: 'call', tag: own, name, markup, range: { start: tag.start, end: raw.tagEnd }, body: { start: raw.start, end: raw.end } });
}

function readRaw(reading: Reading, tokens: Tokens, tag: Tag): void {
  const raw = tokens.rawUntil(tag.name);
  // Without its end, it goes on to the end of the text; an end with dashes is none, and then an end of nothing.
  if (!raw) reading.isOver = true;
  if (!raw && /\{%-?\s*end(?:raw|verbatim)/.test(reading.text.slice(tag.end, reading.end))) {
    problem(reading, tag, `\`{% ${tag.name} %}\` is never closed with \`{% end${tag.name} %}\`: no dashes, no spaces too many`);
  }
  const inner = raw ?? { start: tag.end, end: reading.end };
  if (inner.end > inner.start) literal(reading, inner);
}

function leaveRest(reading: Reading, tag: Tag): void {
  problem(reading, tag, `\`{% ${tag.name} %}\` is never closed with \`{% end${tag.name} %}\``);
  literal(reading, { start: tag.start, end: reading.end });
  reading.isOver = true;
}

/** Blocks of Nunjucks' own, and what divides them. */
const blocks = new Map<string, readonly string[]>([
  ['if', ['elif', 'elseif', 'else']], ['ifAsync', ['elif', 'elseif', 'else']],
  ['for', ['else']], ['asyncEach', ['else']], ['asyncAll', ['else']],
  ['switch', ['case', 'default']],
  ['set', []], ['filter', []], ['block', []], ['macro', []], ['call', []],
]);

const ends = new Map([['asyncEach', 'endeach'], ['asyncAll', 'endall'], ['ifAsync', 'endif']]);

/** `{% set x = 1 %}` has no end. */
const isInline = ({ name, markup }: Tag): boolean => name === 'set' && markup.includes('=');

const DEEPEST = 100;

function open(reading: Reading, frame: Frame, tag: Tag): void {
  if (reading.frames.length <= DEEPEST) {
    reading.frames.push(frame);
    return;
  }
  problem(reading, tag, 'blocks are nested too deep');
  literal(reading, { start: tag.start, end: reading.end });
  reading.isOver = true;
}

/** Reads a tag of Nunjucks' own that is no block. */
function readSimple(reading: Reading, tag: Tag): boolean {
  const range = rangeOf(tag);
  switch (tag.name) {
    case 'set': {
      const [, names = '', written = ''] = /^([^=]*)=([^]*)$/.exec(tag.markup) ?? [];
      const targets = namesIn(names);
      const value = readExpression(written);
      if (!value || !targets) problem(reading, tag, '`set` is written `{% set name = value %}`');
      else {
        noteAssigned(reading, targets);
        add(reading, { kind: 'set', names: targets, value, range });
      }
      return true;
    }
    case 'extends':
    case 'include':
      add(reading, { kind: 'unknown', name: tag.name, range, body: undefined });
      return true;
    case 'import':
    case 'from':
      add(reading, { kind: 'define', names: importedNames(tag.markup) });
      return true;
    default:
      return false;
  }
}

function namesIn(markup: string): readonly string[] | undefined {
  const names = readList(markup)?.map((each) => (each.kind === 'name' ? each.name : undefined));
  return names?.every((name) => name !== undefined) ? names : undefined;
}

/** `import "x" as y`, `from "x" import a, b as c` */
const importedNames = (markup: string): readonly string[] =>
  markup.replace(/^[^]*?\b(?:as|import)\b/, '').split(',').map((part) => part.split(/\bas\b/).at(-1)?.trim().split(/\s/)[0] ?? '').filter((name) => name !== '');

/** Loops must know what the rounds before may have assigned. */
function noteAssigned({ frames }: Reading, names: readonly string[]): void {
  for (const { assigns } of frames.slice(1)) for (const name of names) assigns.add(name);
}

function readDivider(reading: Reading, tag: Tag): boolean {
  const frame = innermost(reading);
  const isAfterElse = frame.parts.length > 1 && frame.parts.at(-1)?.head === 'else';
  if (frame.tag || isAfterElse || !blocks.get(frame.name)?.includes(tag.name)) return false;
  frame.loose.clear();
  frame.parts.push({ head: tag.name, markup: tag.markup, range: rangeOf(tag), nodes: [] });
  return true;
}

const endOf = ({ name, tag }: Frame): string => (tag?.kind === 'block' && tag.end) || (ends.get(name) ?? `end${name}`);

/** Closes the block that a tag ends, and whatever is open inside of it. False where there is none. */
function readEnd(reading: Reading, tag: Tag): boolean {
  if (!tag.name.startsWith('end')) return false;
  const place = reading.frames.findLastIndex((frame, i) => i > 0 && endOf(frame) === tag.name);
  if (place < 0) return readLooseEnd(reading, tag);
  while (reading.frames.length > place + 1) leaveUnclosed(reading);
  close(reading, tag);
  return true;
}

/** The end of a tag that nobody knows makes that tag a block. */
function readLooseEnd(reading: Reading, tag: Tag): boolean {
  const frame = innermost(reading);
  const nodes = frame.parts.at(-1)?.nodes ?? [];
  const name = tag.name.slice('end'.length);
  const places = frame.loose.get(name) ?? [];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const node = nodes[place];
    if (node?.kind !== 'unknown' || node.name !== name || node.body) continue;
    const body = nodes.splice(place + 1);
    nodes[place] = { ...node, range: { start: node.range.start, end: tag.end }, body };
    return true;
  }
  return false;
}

function readUnknown(reading: Reading, tag: Tag): void {
  const { name } = tag;
  const answer = reading.world.unknownTag?.(name) ?? { kind: 'problem' };
  if (answer.kind === 'unknown' && name !== '' && !name.startsWith('end')) {
    const frame = innermost(reading);
    const places = frame.loose.get(name) ?? [];
    frame.loose.set(name, [...places.slice(-20), frame.parts.at(-1)?.nodes.length ?? 0]);
    return add(reading, { kind: 'unknown', name, range: rangeOf(tag), body: undefined });
  }
  if (answer.kind === 'problem') reportUnknown(reading, tag, answer.message);
  literal(reading, tag);
}

function reportUnknown(reading: Reading, tag: Tag, message: string | undefined): void {
  const { name } = tag;
  if (name.startsWith('end') && reading.reported.has(name.slice('end'.length))) return;
  reading.reported.add(name);
  const isStray = name.startsWith('end') || ['else', 'elif', 'elseif', 'case', 'default'].includes(name);
  if (message !== undefined && !isStray && reading.problems.length < MOST_PROBLEMS) reading.problems.push({ message, range: rangeOf(tag) });
  else problem(reading, tag, isStray ? `there is nothing that \`{% ${name} %}\` belongs to` : name === '' ? 'there is no name in this tag' : `nobody knows a tag \`${name}\``);
}

function close(reading: Reading, token: Range): void {
  const frame = reading.frames.pop();
  const node = frame && nodeOf(reading, frame, { start: frame.open.start, end: token.end });
  if (node) add(reading, node);
}

function nodeOf(reading: Reading, frame: Frame, range: Range): Node | undefined {
  const { name, markup, tag, parts } = frame;
  const body = parts[0]?.nodes ?? [];
  if (tag) return { kind: 'call', tag, name, markup, range, body };
  switch (name) {
    case 'if':
    case 'ifAsync': return { kind: 'if', branches: parts.map((part) => branchOf(reading, part)) };
    case 'switch': return { kind: 'switch', subject: expressionIn(reading, markup, frame.open), branches: parts.slice(1).map((part) => branchOf(reading, part)), range };
    case 'for':
    case 'asyncEach':
    case 'asyncAll': return loopOf(reading, frame, range);
    case 'set': {
      const [target] = namesIn(markup) ?? [];
      if (target === undefined) problem(reading, frame.open, '`set` needs the name of a variable');
      else noteAssigned(reading, [target]);
      return target === undefined ? undefined : { kind: 'capture', name: target, body };
    }
    case 'filter': {
      const head = readFilterHead(markup);
      if (!head) problem(reading, frame.open, '`filter` needs the name of a filter');
      return head && { kind: 'filter', name: head.name, args: head.args, body, range };
    }
    case 'block': return { kind: 'group', body };
    case 'macro': return { kind: 'define', names: [/[^\s(]+/.exec(markup)?.[0] ?? ''] };
    default: return { kind: 'unknown', name, range, body };
  }
}

function branchOf(reading: Reading, { head, markup, range, nodes }: Part): Branch {
  const isElse = head === 'else' || head === 'default';
  return { test: isElse ? undefined : expressionIn(reading, markup, range), body: nodes, range };
}

function expressionIn(reading: Reading, markup: string, range: Range): Expression {
  const expression = readExpression(markup);
  if (!expression) problem(reading, range, `\`${shortened(markup)}\` is no expression`);
  return expression ?? { kind: 'value', value: null };
}

function loopOf(reading: Reading, frame: Frame, range: Range): Node | undefined {
  const [, heads = '', written = ''] = /^\s*([\w$]+(?:\s*,\s*[\w$]+)*)\s+in\s([^]*)$/.exec(frame.markup) ?? [];
  const over = readExpression(written);
  if (!over) problem(reading, frame.open, '`for` is written `{% for item in list %}`');
  const [body = [], ...others] = frame.parts.map((part) => part.nodes);
  return over && {
    kind: 'for', variables: heads.split(',').map((name) => name.trim()), over, body, otherwise: others.at(-1) ?? [], assigns: [...frame.assigns], range,
  };
}

/** A block without an end: its tags stay in the text, and what is in it is read as if they were not there. */
function leaveUnclosed(reading: Reading): void {
  const frame = reading.frames.pop();
  if (!frame) return;
  if (!reading.isOver) problem(reading, frame.open, `\`{% ${frame.name} %}\` is never closed with \`{% ${endOf(frame)} %}\``);
  for (const part of frame.parts) {
    literal(reading, part.range);
    for (const node of part.nodes) add(reading, node);
  }
}
