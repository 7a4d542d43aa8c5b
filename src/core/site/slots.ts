import type { Range } from '../text/range.ts';
import { writeYamlScalar } from '../text/yaml.ts';
import type { Document, Reference } from './document.ts';

/** A stretch of a reference that may hold a path: all of it, what stands beside a template, or a word inside of a tag. */
export interface Slot {
  /** In the file. */
  readonly range: Range;
  readonly text: string;
  /** True where it is all there is, so that what it leads to is known without reading the file again. */
  readonly isWhole: boolean;
  /** A file's name as it is, not an address: inside of tags, in front matter, in `[[ ]]`. */
  readonly isName: boolean;
  /** A path as it has to be written in this place, or `undefined` where it cannot be. */
  escape(path: string): string | undefined;
}

/**
 * Where in a reference a path may stand, the likeliest first: beside templates, then in the tags that write it. `hints`
 * are what it leads to now, which the path of a tag has to do with.
 */
export function slotsOf(reference: Reference, document: Document, text: string, hints: readonly string[]): readonly Slot[] {
  const { start, end } = reference.range;
  const raw = text.slice(start, end);
  const tags = [...raw.matchAll(TAG)];
  const literal = literalEscape(reference, document, text);
  // Between angle brackets for the sake of its spaces.
  const isPointy = (reference.syntax === 'inline' || reference.syntax === 'definition') && text.charAt(start - 1) === '<';
  const isName = reference.syntax === 'front-matter' || reference.syntax === 'wiki' || isPointy;
  const isWhole = tags.length === 0;
  const literals = stretchesBetween(tags, raw.length)
    .filter((range) => isWhole || raw.slice(range.start, range.end).trim() !== '')
    .map((range) => ({ ...placed(range, start, raw), isWhole, isName, escape: literal }));
  const inTags = tags.flatMap((tag) => {
    const argument = argumentOf(tag[0], tag.index, hints);
    return (argument ?? wordsIn(tag[0], tag.index))
      .filter(({ start: from, end: to }) => isMeant(raw.slice(from, to), hints))
      .map((range): Slot => ({ ...placed(range, start, raw), isWhole: false, isName: true, escape: tagEscape(raw.charAt(range.start - 1), argument !== undefined) }));
  });
  return [...literals.reverse(), ...inTags];
}

const placed = ({ start, end }: Range, at: number, raw: string): Pick<Slot, 'range' | 'text'> =>
  ({ range: { start: at + start, end: at + end }, text: raw.slice(start, end) });

/** Tags and printed values of the template languages there are. */
const TAG = /\{\{[^]*?\}\}|\{%[^]*?%\}|<%[^]*?%>/g;

function stretchesBetween(tags: readonly RegExpExecArray[], length: number): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  for (const { index, 0: { length: size } } of tags) {
    if (index > at) ranges.push({ start: at, end: index });
    at = index + size;
  }
  if (at < length || tags.length === 0) ranges.push({ start: at, end: length });
  return ranges;
}

/** All that stands behind the name of a tag, where that is one name: it may have spaces and quotes in it, or be given them. */
function argumentOf(tag: string, at: number, hints: readonly string[]): readonly Range[] | undefined {
  const [, before = '', all = ''] = /^(\{%-?\s*\S+\s+)(.*?)\s*-?%\}$/s.exec(tag) ?? [];
  const isOne = !/\s["']|^["']|^\S+\.[a-z]\w{1,4}\s/i.test(all);
  return isOne && hints.includes(all) ? [{ start: at + before.length, end: at + before.length + all.length }] : undefined;
}

/** Texts in quotes, and words without: `x.png` of `{% asset_img x.png %}`, `a` of `{{< figure src="a" >}}`. */
function wordsIn(tag: string, at: number): readonly Range[] {
  const words = [...tag.matchAll(/"([^"]*)"|'([^']*)'|`([^`]*)`|(?:[^\s"'`|=(){}<>%,]|[,%](?![\s}]))+/g)];
  return words.map(({ 0: word, index, 1: double, 2: single, 3: back }) => {
    const inner = double ?? single ?? back;
    const start = at + index + (inner === undefined ? 0 : 1);
    return { start, end: start + (inner ?? word).length };
  });
}

/** Whether what it leads to now has the last part of this word in it. */
function isMeant(word: string, hints: readonly string[]): boolean {
  const name = stem(word);
  return name !== '' && hints.some((hint) => hint.includes(word) || hint.includes(name));
}

const stem = (word: string): string => word.replace(/[?#].*$/s, '').replace(/\/+$/, '').replace(/^.*\//s, '').replace(/\.[a-z0-9]+$/i, '');

type Escape = Slot['escape'];

function tagEscape(before: string, isArgument: boolean): Escape {
  const isQuoted = before === '"' || before === "'" || before === '`';
  return (path) => {
    if (/[{}]{2}|[{}]%|%[{}]|[\n\r\\]/.test(path)) return undefined;
    if (isArgument && !isQuoted) return path;
    if (isQuoted) return path.includes(before) ? undefined : path;
    return /^[^\s"'`|=(){}<>]*[^\s"'`|=(){}<>,%]$/.test(path) ? path : undefined;
  };
}

function literalEscape(reference: Reference, document: Document, text: string): Escape {
  const before = text.charAt(reference.range.start - 1);
  switch (reference.syntax) {
    case 'front-matter': return frontMatterEscape(reference, document, before);
    case 'html': case 'tag': return attributeEscape(reference, before, text.slice(reference.range.start, reference.range.end));
    case 'wiki': return (path) => (/[[\]|\n\r]/.test(path) ? undefined : path);
    case 'autolink': return (path) => (/[<>\s]/.test(path) ? undefined : path);
    case 'inline': case 'definition': return before === '<' ? pointyEscape : bareEscape;
    default: return reference.syntax satisfies never;
  }
}

// https://spec.commonmark.org/0.31.2/#link-destination
const pointyEscape: Escape = (path) => (/[<>\n\r\\]/.test(path) ? undefined : path);

const bareEscape: Escape = (path) => {
  const unescaped = path.replace(/\\[()]/g, '');
  return /[\s<>"\\`]/.test(unescaped) || !isBalanced(unescaped) ? undefined : path;
};

function isBalanced(path: string): boolean {
  let depth = 0;
  for (const char of path) {
    if (char === '(') depth++;
    else if (char === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

function attributeEscape({ attribute }: Reference, before: string, written: string): Escape {
  const isBare = /&(?!amp;)/.test(written);
  const isList = attribute === 'srcset';
  return (path) => {
    if (isList && /[\s,]/.test(path)) return undefined;
    const escaped = isBare ? path : path.replace(/&(?=[#a-z])/gi, '&amp;');
    if (before === '"' || before === "'") return escaped.includes(before) ? undefined : escaped;
    return isList && !/["'\s<>`]/.test(escaped) || /^[^\s"'=<>`]+$/.test(escaped) ? escaped : undefined;
  };
}

function frontMatterEscape({ key = '' }: Reference, { frontMatter }: Document, before: string): Escape {
  const isQuoted = frontMatter.scalars.get(key)?.quoted ?? false;
  return (path) => {
    if (/[\n\r]/.test(path)) return undefined;
    if (!isQuoted) return frontMatter.format === 'yaml' ? writeYamlScalar(path, { flow: true }) : undefined;
    if (before === '"') return JSON.stringify(path).slice(1, -1);
    if (frontMatter.format === 'yaml') return path.replaceAll("'", "''");
    return path.includes("'") ? undefined : path;
  };
}
