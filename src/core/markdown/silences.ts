import type { Range } from '../text/range.ts';

/** A comment that asks for silence about a part of its file. All ranges are offsets into the file. */
export interface Silence {
  /** Whose word it is: `blog-ignore` is ours, the others are read where they mean the same. */
  readonly by: 'blog' | 'markdown-link-check' | 'markdownlint';
  /** The rules that are named, as written; none means all. */
  readonly rules: readonly NamedRule[];
  /** What stands behind `--` or `:`. */
  readonly reason?: string;
  /** The comment. */
  readonly range: Range;
  /** What it silences: what begins in there. */
  readonly over: Range;
  /** Why it silences nothing: a word that is none, an end without a start. */
  readonly problem?: { readonly kind: 'unknown-word' | 'nothing-to-end'; readonly word: string };
}

export interface NamedRule {
  readonly name: string;
  readonly range: Range;
}

/** The words of ours. `blog-ignore` alone on its line is meant for the next one. */
export const SILENCE_WORDS = ['blog-ignore', 'blog-ignore-line', 'blog-ignore-next-line', 'blog-ignore-start', 'blog-ignore-end', 'blog-ignore-file'] as const;

/**
 * The silences of a source file, in order: those in comments of HTML, MDX, kramdown and templates, and behind `#` in the
 * front matter. What looks like a comment in a code block is text.
 */
export function silencesIn(text: string, frontMatter: Range): readonly Silence[] {
  if (!mayAsk(text) || !BEGINNINGS.some((word) => text.includes(word))) return [];
  const comments = [...headComments(text, frontMatter), ...bodyComments(text, frontMatter.end)];
  const asked = comments.flatMap((comment) => directiveIn(text.slice(comment.inner.start, comment.inner.end), comment) ?? []).slice(0, MOST);
  const after = linesAfter(comments, text);
  return paired(asked, text.length).map((one) => placed(one, after.get(one.range.start) ?? NOTHING, text));
}

/** More silences than anyone writes into one file. */
const MOST = 1000;

/** Every text is searched for these, so for parts of them that begin with a letter that is rare. */
const mayAsk = (text: string): boolean => text.includes('kdown') || text.includes('-ignore');

const BEGINNINGS = ['blog-ignore', 'markdown-link-check-', 'markdownlint-'];

/** From the comment's first mark to its last, and what is between them. */
interface Comment {
  readonly range: Range;
  readonly inner: Range;
}

interface Directive extends Pick<Silence, 'by' | 'rules' | 'reason' | 'range'> {
  readonly word: string;
  readonly scope: Scope;
  /** Of a start: where it ends. */
  readonly until?: number;
}

type Scope = 'here' | 'line' | 'next-line' | 'start' | 'end' | 'file' | 'unknown';

const SCOPES: Readonly<Record<string, Scope>> = {
  'blog-ignore': 'here', 'blog-ignore-line': 'line', 'blog-ignore-next-line': 'next-line', 'blog-ignore-start': 'start', 'blog-ignore-end': 'end', 'blog-ignore-file': 'file',
  // https://github.com/tcort/markdown-link-check#disable-comments
  'markdown-link-check-disable': 'start', 'markdown-link-check-enable': 'end', 'markdown-link-check-disable-line': 'line', 'markdown-link-check-disable-next-line': 'next-line',
  // https://github.com/DavidAnson/markdownlint#configuration
  'markdownlint-disable': 'start', 'markdownlint-enable': 'end', 'markdownlint-disable-line': 'line', 'markdownlint-disable-next-line': 'next-line', 'markdownlint-disable-file': 'file',
};

/** What a comment asks for; `undefined` where it asks for nothing, and of words of others that are not known. */
function directiveIn(inner: string, { range, inner: { start } }: Comment): Directive | undefined {
  const [, before = '', word = '', rest = ''] = /^(\s*)((?:blog-ignore|markdown-link-check-|markdownlint-)[\w-]*)(?=[\s:]|$)([^]*)$/.exec(inner) ?? [];
  const by = word.startsWith('blog') ? 'blog' : word.startsWith('markdownlint') ? 'markdownlint' : 'markdown-link-check';
  const scope = SCOPES[word] ?? 'unknown';
  if (word === '' || (scope === 'unknown' && by !== 'blog')) return undefined;
  const end = /\s--(?=\s|$)|:(?=\s|$)/.exec(rest);
  const reason = end ? rest.slice(end.index + end[0].length).trim() : '';
  const named = [...rest.slice(0, end?.index).matchAll(/[^\s,]+/g)];
  const first = start + before.length + word.length;
  return {
    by, word, scope, range, ...(reason !== '' && { reason }),
    rules: named.map(({ 0: name, index }) => ({ name, range: { start: first + index, end: first + index + name.length } })),
  };
}

/** Gives every start its end, and leaves the ends that belong to none. */
function paired(directives: readonly Directive[], length: number): readonly Directive[] {
  const all: Directive[] = [];
  const open: number[] = [];
  for (const directive of directives) {
    if (directive.scope === 'start') open.push(all.length);
    if (directive.scope !== 'end') {
      all.push(directive.scope === 'start' ? { ...directive, until: length + 1 } : directive);
      continue;
    }
    const ended = open.filter((index) => isEndOf(directive, all[index]));
    // Ours ends what was started last; those of others end all that is open.
    for (const index of directive.by === 'blog' ? ended.slice(-1) : ended) {
      const start = all[index];
      if (start) all[index] = { ...start, until: directive.range.start };
      open.splice(open.indexOf(index), 1);
    }
    if (ended.length === 0 && directive.by === 'blog') all.push(directive);
  }
  return all;
}

const isEndOf = (end: Directive, start: Directive | undefined): boolean =>
  start?.by === end.by && (end.rules.length === 0 || namesOf(start) === namesOf(end));

const namesOf = ({ rules }: Directive): string => rules.map(({ name }) => name.toLowerCase()).sort().join();

function placed({ by, rules, reason, range, word, scope, until }: Directive, after: Range, text: string): Silence {
  const silence = { by, rules, range, ...(reason !== undefined && { reason }) };
  switch (scope) {
    case 'start': return { ...silence, over: { start: range.end, end: until ?? text.length + 1 } };
    case 'file': return { ...silence, over: { start: 0, end: text.length + 1 } };
    case 'line': return { ...silence, over: lineOf(range, text) };
    case 'next-line': return { ...silence, over: after };
    case 'here': return { ...silence, over: isAlone(range, text) ? after : lineOf(range, text) };
    case 'end': return { ...silence, over: NOTHING, problem: { kind: 'nothing-to-end', word } };
    case 'unknown': return { ...silence, over: NOTHING, problem: { kind: 'unknown-word', word } };
    default: return scope satisfies never;
  }
}

const NOTHING: Range = { start: 0, end: 0 };

const lineOf = ({ start, end }: Range, text: string): Range => ({ start: lineStart(start, text), end: lineEnd(end, text) });

const lineStart = (at: number, text: string): number => text.lastIndexOf('\n', at - 1) + 1;

/** After its line end. */
function lineEnd(at: number, text: string): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length + 1 : end + 1;
}

const isAlone = ({ start, end }: Range, text: string): boolean =>
  /^[\s>]*$/.test(text.slice(lineStart(start, text), start)) && text.slice(end, lineEnd(end, text)).trim() === '';

/** Of each comment, by where it begins, the next line that is neither empty nor another comment. */
function linesAfter(comments: readonly Comment[], text: string): ReadonlyMap<number, Range> {
  const after = new Map<number, Range>();
  /** Comments that are alone on their line, by where that line begins. */
  const alone = new Map<number, number>();
  for (const { range } of comments.toReversed()) {
    let start = lineEnd(range.end, text);
    while (start < text.length && text.slice(start, lineEnd(start, text)).trim() === '') start = lineEnd(start, text);
    const next = alone.get(start);
    after.set(range.start, (next === undefined ? undefined : after.get(next)) ?? { start, end: lineEnd(start, text) });
    if (isAlone(range, text)) alone.set(lineStart(range.start, text), range.start);
  }
  return after;
}

/** Behind `#` in the front matter. */
function headComments(text: string, { start, end }: Range): readonly Comment[] {
  return [...text.slice(start, end).matchAll(/(?<=^|[ \t])#(?=[ \t]*blog-ignore)([^\r\n]*)/gm)].map(({ 0: whole, index }) => {
    const range = { start: start + index, end: start + index + whole.length };
    return { range, inner: { start: range.start + 1, end: range.end } };
  });
}

/** How comments begin and end. What begins with a backtick is code, where nothing is a comment. */
const KINDS: readonly { readonly open: string; readonly close: RegExp; readonly isCode?: true }[] = [
  { open: '<!--', close: /-->/g },
  // MDX
  { open: '\\{/\\*', close: /\*\/\}/g },
  // kramdown
  { open: '\\{::comment\\}', close: /\{:\/(?:comment)?\}/g },
  // templates
  { open: '\\{%-?\\s*comment\\s*-?%\\}', close: /\{%-?\s*endcomment\s*-?%\}/g },
  { open: '\\{%-?\\s*#', close: /-?%\}/g },
  { open: '\\{\\{-?\\s?/\\*', close: /\*\/\s?-?\}\}/g },
  { open: '\\{\\{[<%]\\s*comment\\s*[>%]\\}\\}', close: /\{\{[<%]\s*\/comment\s*[>%]\}\}/g },
  { open: '\\{#-?\\s', close: /#\}/g },
  // A link definition that nothing refers to, which many write for a comment.
  { open: '^\\[(?://|comment)\\]: +(?:#|<#?>) +["\'(]', close: /["')][ \t]*$/gm },
  { open: '\\{%-?\\s*raw\\s*-?%\\}', close: /\{%-?\s*endraw\s*-?%\}/g, isCode: true },
  { open: '\\{%-?\\s*(?:highlight|codeblock)\\b', close: /\{%-?\s*end(?:highlight|codeblock)\s*-?%\}/g, isCode: true },
  { open: '\\{\\{[<%]\\s*highlight\\b', close: /\{\{[<%]\s*\/highlight\s*[>%]\}\}/g, isCode: true },
];

const OPEN = new RegExp(`(\`+)|${KINDS.map(({ open }) => `(${open})`).join('|')}`, 'gm');

function bodyComments(text: string, from: number): readonly Comment[] {
  const blocks = codeBlocks(text, from);
  const comments: Comment[] = [];
  /** Kinds, and lengths of runs of backticks, that nothing ends from here on. */
  const endless = new Set<string>();
  let block = 0;
  OPEN.lastIndex = from;
  for (let match = OPEN.exec(text); match; match = OPEN.exec(text)) {
    const { index, 0: open } = match;
    while ((blocks[block]?.end ?? Infinity) <= index) block++;
    const code = blocks[block];
    if (code && code.start <= index) {
      OPEN.lastIndex = code.end;
      continue;
    }
    const kind = KINDS[match.findIndex((group, at) => at > 1 && group !== undefined) - 2];
    const close = endOf(text, { open, at: index + open.length, kind, endless });
    if (!close) continue;
    if (kind && !kind.isCode) comments.push({ range: { start: index, end: close.end }, inner: { start: index + open.length, end: close.start } });
    OPEN.lastIndex = close.end;
  }
  return comments;
}

function endOf(text: string, { open, at, kind, endless }: { open: string; at: number; kind: typeof KINDS[number] | undefined; endless: Set<string> }): Range | undefined {
  const name = kind?.open ?? open;
  if (endless.has(name)) return undefined;
  const close = kind?.close ?? new RegExp(`(?<!\`)\`{${open.length}}(?!\`)`, 'g');
  close.lastIndex = at;
  const found = close.exec(text);
  if (!found) {
    endless.add(name);
    return undefined;
  }
  // Code in a line ends with its paragraph at the latest.
  if (!kind && /\n[ \t]*\n/.test(text.slice(at, found.index))) return undefined;
  return { start: found.index, end: found.index + found[0].length };
}

/** Code that is fenced, and code that is indented by four more than what it is in. */
function codeBlocks(text: string, from: number): readonly Range[] {
  const blocks: Range[] = [];
  let fence: { readonly mark: string; readonly start: number } | undefined;
  let content = 0;
  let isBlank = true;
  let isIndented = false;
  for (let start = from; start < text.length;) {
    const end = lineEnd(start, text);
    const line = text.slice(start, Math.min(end, text.length));
    const bare = line.replace(/^(?: {0,3}> ?)+/, '');
    if (fence) {
      if (new RegExp(`^\\s*[${fence.mark.charAt(0)}]{${fence.mark.length},}\\s*$`).test(bare)) {
        blocks.push({ start: fence.start, end });
        fence = undefined;
      }
    } else {
      const [, indent = '', item = '', mark] = /^([ \t]*)((?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})?/.exec(bare) ?? [];
      const width = widthOfIndent(indent);
      const isText = bare.trim() !== '';
      isIndented = isText && width >= content + 4 && (isBlank || isIndented);
      if (mark !== undefined && !isIndented) fence = { mark, start };
      else if (isIndented) blocks.push({ start, end });
      else if (item !== '') content = width + item.length;
      else if (isText && width < content) content = isBlank ? 0 : content;
      isBlank = !isText;
    }
    start = fence ? end : afterComment(text, start, end);
  }
  if (fence) blocks.push({ start: fence.start, end: text.length });
  return blocks;
}

/** What stands between the marks of a comment over several lines opens no code. */
function afterComment(text: string, start: number, end: number): number {
  const open = text.slice(start, end).lastIndexOf('<!--');
  if (open < 0) return end;
  const close = text.indexOf('-->', start + open);
  return close < end ? end : lineEnd(close, text);
}

const widthOfIndent = (indent: string): number => indent.replaceAll('\t', '    ').length;
