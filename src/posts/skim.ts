import { wordsIn } from '../core/text/words.ts';

/** About how many words a reader reads: markup is told from text by its looks. */
export const wordsOf = (text: string): number => wordsInBody(text.slice(bodyStart(text)));

/** Where the front matter ends; 0 where it has another form than `---` or `+++` lines around it. */
function bodyStart(text: string): number {
  const fence = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n/.exec(text)?.[1];
  if (fence === undefined) return 0;
  const close = fence === '---' ? /^(?:---|\.\.\.)[ \t]*$/gm : /^\+\+\+[ \t]*$/gm;
  close.lastIndex = 4;
  const found = close.exec(text);
  return found ? found.index + found[0].length : 0;
}

function wordsInBody(body: string): number {
  let words = 0;
  let end: string | undefined;
  const hasCode = /```|~~~|\{%/.test(body);
  for (const line of withoutComments(body).split('\n')) {
    if (end !== undefined) {
      if (line.includes(end)) end = undefined;
      continue;
    }
    const [, fence, tag] = hasCode ? CODE.exec(line) ?? [] : [];
    if (fence !== undefined) end = fence;
    else if (tag !== undefined && !line.includes(`end${tag}`)) end = `end${tag}`;
    else words += wordsIn(withoutMarkup(line));
  }
  return words;
}

/** What a block of code begins with: a fence, or the tag of a highlighter. */
const CODE = /^[ >]*(?:(`{3,}|~{3,})|\{%-? *(highlight|codeblock)\b)/;

const withoutComments = (body: string): string =>
  (!body.includes('<!--') ? body : body.split('<!--').map((part, index) => (index === 0 ? part : part.slice(part.indexOf('-->') + 3))).join(''));

/** Tags, templates, destinations of links, addresses, code. Each is bounded, so that a line of a megabyte takes no time. */
const withoutMarkup = (line: string): string => (/[<{[`:]/.test(line) ? line.replace(MARKUP, ' ') : line);

const MARKUP = /<[a-z!/][^<>]{0,500}>|\{%[^%]{0,300}%\}|\{\{[^{}]{0,300}\}\}|\]\([^()\s]{0,1000}(?: "[^"]{0,200}")?|\]\[[^[\]]{0,200}\]|^ {0,3}\[[^[\]]{1,200}\]:.*|https?:\/\/[^\s<>]{1,1000}|`[^`]{1,300}`/gi;
