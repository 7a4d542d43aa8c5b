/**
 * Writes what is in quotes or brackets over several lines onto one, letter for letter in its place. libyaml, go-yaml
 * and js-yaml do not mind how such lines are indented, while `yaml` does as YAML says:
 *
 *     title: "Two weeks
 *     in Lisbon"
 */
export function flattenYaml(text: string): string {
  const parts: string[] = [];
  let done = 0;
  let unclosed = 0;
  for (let line = 0; line < text.length && unclosed < MOST_UNCLOSED;) {
    const end = lineEnd(text, line);
    const value = valueStart(text, line, end);
    const first = text.charAt(value);
    if (first === '|' || first === '>') {
      line = afterBlockScalar(text, line, end);
      continue;
    }
    const close = closeOf(text, value);
    if (close === value && OPENS.test(first)) unclosed++;
    if (close > end) {
      parts.push(text.slice(done, value), isQuote(first) ? foldable(text.slice(value, close)) : onOneLine(text, value, close));
      done = close;
    }
    line = close > end ? lineEnd(text, close) + 1 : end + 1;
  }
  return parts.length > 0 ? parts.join('') + text.slice(done) : text;
}

const OPENS = /["'[{]/;

/** Each is looked for to the end of the text. One is as good as an error already, if it is not a line within a sentence. */
const MOST_UNCLOSED = 20;

/** Stand in a flattened quoted scalar for its line breaks and the white space around them. */
const BREAK = '\uFDEE';
const BLANK = '\uFDED';

/** Gives a scalar of a flattened text the value it has: one line break is a space, the others are kept. */
export function unflattened(value: string): string {
  if (!value.includes(BREAK)) return value;
  return value.replace(/[\uFDED\uFDEE]+/g, (run) => {
    const breaks = run.split(BREAK).length - 1;
    return breaks < 2 ? ' ' : '\n'.repeat(breaks - 1);
  });
}

const isQuote = (char: string): boolean => char === '"' || char === "'";

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

/** Past `  - key: `, where a line's value begins. */
function valueStart(text: string, line: number, end: number): number {
  return line + (/^[ \t]*(?:-[ \t]+)*(?:[\w][^:#"'\n]{0,200}:[ \t]+)?/.exec(text.slice(line, Math.min(end, line + 400)))?.[0].length ?? 0);
}

function afterBlockScalar(text: string, line: number, end: number): number {
  const indent = indentOf(text, line);
  let next = end + 1;
  while (next < text.length) {
    const nextEnd = lineEnd(text, next);
    if (indentOf(text, next) <= indent && text.slice(next, nextEnd).trim() !== '') break;
    next = nextEnd + 1;
  }
  return next;
}

function indentOf(text: string, line: number): number {
  let at = line;
  while (text.charCodeAt(at) === 32) at++;
  return at - line;
}

/** The end of the quoted scalar or bracketed list that begins here; `at` when there is none or it has no end. */
function closeOf(text: string, at: number): number {
  const first = text.charAt(at);
  if (isQuote(first)) return quoteEnd(text, at);
  if (first !== '[' && first !== '{') return at;
  let depth = 0;
  for (let next = at; next < text.length; next++) {
    const char = text.charAt(next);
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && --depth === 0) return next + 1;
    else if (isQuote(char) && /[\s[{,:]/.test(text.charAt(next - 1))) {
      const close = quoteEnd(text, next);
      if (close === next) return at;
      next = close - 1;
    } else if (isComment(text, next)) next = lineEnd(text, next) - 1;
  }
  return at;
}

const isComment = (text: string, at: number): boolean => text.charAt(at) === '#' && /\s/.test(text.charAt(at - 1));

function quoteEnd(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let next = at + 1; next < text.length; next++) {
    const char = text.charAt(next);
    if (char === '\\' && quote === '"') next++;
    else if (char === quote && quote === "'" && text.charAt(next + 1) === "'") next++;
    else if (char === quote) return next + 1;
  }
  return at;
}

/** A break after a backslash is left alone: it joins the lines without a space. */
const foldable = (quoted: string): string =>
  quoted.replace(/(?<![ \t\\])[ \t]*\r?\n\s*/g, (run) => run.replace(/[^\n]/g, BLANK).replaceAll('\n', BREAK));

function onOneLine(text: string, from: number, to: number): string {
  let line = '';
  for (let at = from; at < to; at++) {
    const char = text.charAt(at);
    if (isQuote(char) && /[\s[{,:]/.test(text.charAt(at - 1))) {
      const close = quoteEnd(text, at);
      line += foldable(text.slice(at, close));
      at = close - 1;
    } else if (isComment(text, at)) {
      const end = Math.min(lineEnd(text, at), to);
      line += ' '.repeat(end - at);
      at = end - 1;
    } else line += /\s/.test(char) ? ' ' : char;
  }
  return line;
}
