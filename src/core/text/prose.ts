/**
 * The text with all blanked that no reader reads as words: what comes before `from`, code, tags, templates, comments, math,
 * destinations of links, addresses, names of files. As long as the text, so that offsets stay. Markup is told by its looks.
 */
export function proseOf(text: string, from: number): string {
  const body = blank(text.slice(0, from)) + withoutBlocks(text.slice(from));
  const lines: string[] = [];
  let fence: string | undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    const written = text.slice(start, end);
    const line = body.slice(start, end);
    const opens = fence === undefined ? FENCE.exec(line)?.[1] : undefined;
    const closes = fence !== undefined && line.replace(/^[> \t]+/, '').startsWith(fence);
    lines.push(fence !== undefined || opens !== undefined || /^(?: {4}|\t)/.test(written) ? blank(line) : line.replace(INLINE, blank).replace(TOKEN, (token) => (NAME.test(token) ? blank(token) : token)));
    fence = closes ? undefined : fence ?? opens;
    start = end;
  }
  return lines.join('');
}

/** The same length in blanks; lines stay lines. */
const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

const FENCE = /^[ >]*(?:[-*+] +|\d{1,9}[.)] +)?(`{3,}|~{3,})/;

const OPENING = /<!--|<(script|style|pre|code|svg|math)\b|\{%-? *(highlight|codeblock|raw|code)\b|\{\{[<%] *(highlight|code)\b|\$\$/gi;

/** What may stretch over lines. What is never closed is looked for once, so that a megabyte of openings takes no time. */
function withoutBlocks(text: string): string {
  // A Turkish İ is longer in lower case, and places would move.
  const folded = text.toLowerCase();
  const lower = folded.length === text.length ? folded : text;
  const absent = new Set<string>();
  const parts: string[] = [];
  let at = 0;
  for (const { 0: opening, 1: tag, 2: liquid, 3: shortcode, index } of lower.matchAll(OPENING)) {
    if (index < at) continue;
    const closing = tag !== undefined ? `</${tag}>` : liquid !== undefined ? `end${liquid}` : shortcode !== undefined ? `/${shortcode}` : opening === '$$' ? '$$' : '-->';
    const end = absent.has(closing) ? -1 : lower.indexOf(closing, index + opening.length);
    if (end < 0) { absent.add(closing); continue; }
    parts.push(text.slice(at, index), blank(text.slice(index, end + closing.length)));
    at = end + closing.length;
  }
  return parts.join('') + text.slice(at);
}

/** Each is bounded and cannot begin inside itself. */
const INLINE = /<[a-z!/][^<>]{0,500}>|\{%[^%{]{0,300}%\}|\{\{[^{}]{0,300}\}\}|\{:[^{}]{0,200}\}|\]\([^()\s]{0,1000}(?: "[^"]{0,200}")?|\]\[[^[\]]{0,200}\]|^ {0,3}\[[^[\]]{1,200}\]:.*|https?:\/\/[^\s<>]{1,1000}|(``?)[^`]{1,300}\1|\$[^$\s](?:[^$]{0,200}[^$\s])?\$(?!\d)|&[a-z]{2,10};/gi;

const TOKEN = /[\w.+@#/\\-]+/g;

/** `src/x`, `x.md`, `a_b`, `@x`, `#x` */
const NAME = /[@#/\\_]|\w\.\w/;
