import { decodeEntities } from '../../core/markdown/html.ts';
import type { HeadingIds, HeadingText } from '../../core/markdown/heading-ids.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import type { MarkdownRenderer } from './renderers.ts';
import { slugize } from './slugize.ts';

/** How the blog's renderer makes ids of its headings. `undefined` where that is not understood. */
export function headingIdsOf(renderer: MarkdownRenderer): HeadingIds | undefined {
  switch (renderer.kind) {
    case 'marked': return renderer.headerIds ? markedIds(renderer) : NO_IDS;
    case 'markdown-it': return markdownItIds(renderer);
    case 'markdown-it-plus': return renderer.plugins.has('markdown-it-toc-and-anchor') ? plusIds(renderer) : NO_IDS;
    case 'other': return undefined;
    default: return renderer satisfies never;
  }
}

/** What a renderer makes of quotes, dashes and dots before it makes ids. */
export function typographyOf(renderer: MarkdownRenderer): ((text: string) => string) | undefined {
  switch (renderer.kind) {
    case 'marked': return markedTypography(renderer);
    case 'markdown-it':
    case 'markdown-it-plus': return renderer.typographer ? typographic : undefined;
    case 'other': return undefined;
    default: return renderer satisfies never;
  }
}

function markedTypography({ smartQuotes, escapesMore }: Marked): ((text: string) => string) | undefined {
  const dressed = smartQuotes ? curly : (text: string) => text;
  return escapesMore ? (text) => dressed(text).replace(/[/=`"']/g, (character) => ENTITIES[character] ?? character) : smartQuotes ? curly : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { '/': '&#x2F;', '=': '&#x3D;', '`': '&#96;', '"': '&quot;', "'": '&#39;' };

const NO_IDS: HeadingIds = { begin: () => () => undefined };

type Marked = Extract<MarkdownRenderer, { kind: 'marked' }>;

/** The first `Foo` is `Foo`, the second `Foo-1`; that another heading is called `Foo 1` is not looked at. */
function markedIds(renderer: Marked): HeadingIds {
  return {
    begin: () => {
      const seen = new Map<string, number>();
      return (heading) => {
        const base = slugize(markedText(heading, renderer).trim(), { casing: renderer.casing });
        const count = seen.get(base) ?? (INHERITED.has(base) ? 'inherited' : 0);
        seen.set(base, count === 'inherited' ? 0 : count + 1);
        if (count === 'inherited') return `${base}-NaN`;
        return count === 0 ? base : `${base}-${count}`;
      };
    },
  };
}

/**
 * Counts are kept in a plain object, so a heading called like something all objects have is taken for a repeated one:
 * `## constructor` is `constructor-NaN`.
 */
const INHERITED: ReadonlySet<string> = new Set([
  'constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', 'toString', 'valueOf',
]);

/** What `marked` hands to the function that makes the id: HTML text, with quotes made curly. */
function markedText(heading: HeadingText, renderer: Marked): string {
  const alias = renderer.anchorAlias ? ALIAS.exec(heading.raw)?.[1] : undefined;
  if (alias !== undefined) return alias;
  const text = withEntityNames(heading, renderer.unescapes);
  return renderer.unescapes ? withoutTags(text) : text;
}

/** `## [Setup](#install)` with `anchorAlias` is called `install`. */
const ALIAS = /^\s*\[[^\]]*\]\(#([^\s)"'<>]+)\)/;

/**
 * Entities that the author wrote are still written out when the id is made: `Caf&eacute;` is `Caf-eacute`. So are the
 * five that stand for HTML's own characters, until version 6.1.1 of the renderer.
 */
function withEntityNames({ text, raw }: HeadingText, unescapes: boolean): string {
  let named = '';
  let from = 0;
  for (const [entity] of raw.matchAll(ENTITY)) {
    const decoded = decodeEntities(entity);
    const at = decoded === entity || UNESCAPED.has(entity) ? -1 : text.indexOf(decoded, from);
    if (at < 0) continue;
    named += text.slice(from, at) + entity;
    from = at + decoded.length;
  }
  named += text.slice(from);
  return unescapes ? named : escaped(named);
}

const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/g;
const UNESCAPED: ReadonlySet<string> = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&#39;', '&#96;', '&#x2F;', '&#x3D;']);

const escaped = (text: string): string =>
  text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// https://daringfireball.net/projects/smartypants/ as `marked` had it.
const curly = (text: string): string => text
  .replace(/---/g, '—')
  .replace(/--/g, '–')
  .replace(/(^|[-—/([{"\s])'/g, '$1‘')
  .replace(/'/g, '’')
  .replace(/(^|[-—/([{‘\s])"/g, '$1“')
  .replace(/"/g, '”')
  .replace(/\.{3}/g, '…');

/** Starts at the first backtick of a run only, which keeps it fast. */
const CODE_SPAN = /(?<!`)(`+)(?!`)([^`]+)\1(?!`)/g;

/** Takes out what looks like tags once `&lt;` is `<` again: `Vec<T>` is `Vec`. One that never ends takes all with it. */
export function withoutTags(text: string): string {
  if (!text.includes('<')) return text;
  let output = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0) return output + text.slice(at);
    output += text.slice(at, open);
    const next = text.charAt(open + 1);
    if (next === ' ' || next === '\n') output += '< ';
    at = next === ' ' || next === '\n' ? open + 2 : endOfTag(text, open + 1);
  }
  return output;
}

function endOfTag(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') { if (character === quote) quote = ''; }
    else if (character === '"' || character === "'") quote = character;
    else if (character === '<') depth += 1;
    else if (character === '>' && depth > 0) depth -= 1;
    else if (character === '>') return at + 1;
  }
  return text.length;
}

/** Only from the second level on, unless told otherwise; the second `Foo` is `Foo-2`. */
function markdownItIds({ anchors, typographer }: Extract<MarkdownRenderer, { kind: 'markdown-it' }>): HeadingIds {
  return {
    begin: () => {
      const seen = new Map<string, number>();
      return (heading) => {
        if ((heading.level ?? 6) < anchors.level) return undefined;
        const slug = slugize(inlineContents(heading, typographer), { casing: anchors.casing, separator: anchors.separator });
        const count = (seen.get(slug) ?? 0) + 1;
        seen.set(slug, count);
        return count === 1 ? slug : `${slug}-${anchors.suffix}${count}`;
      };
    },
  };
}

/** The second `Foo` is `foo-2`. A heading that begins with a link is called like the link's first words. */
function plusIds({ typographer }: Extract<MarkdownRenderer, { kind: 'markdown-it-plus' }>): HeadingIds {
  return {
    begin: () => {
      const seen = new Map<string, number>();
      return (heading) => {
        const leading = LEADING_LINK.exec(heading.raw)?.[1];
        const slug = uslug(leading === undefined ? inlineContents(heading, typographer) : typographer ? typographic(leading) : leading);
        const count = (seen.get(slug) ?? 0) + 1;
        seen.set(slug, count);
        return count === 1 ? slug : `${slug}-${count}`;
      };
    },
  };
}

const LEADING_LINK = /^\s*\[([^\][*_`!<]+)/;

/** Tags count as text to markdown-it's plugins: `<a name="x"></a>Title` is called `a-name-x-a-Title`. */
function inlineContents({ text, raw }: HeadingText, typographer: boolean): string {
  const hasMarkup = raw.includes('<') && INLINE_TAG.test(raw) || raw.includes('![');
  if (!hasMarkup) return text;
  return typographer ? typographic(literally(raw)) : literally(raw);
}

const INLINE_TAG = /<\/?[A-Za-z][^<>]*>|<!--/;

/** The words of a heading with its tags and the texts of its images left in: emphasis and destinations go. */
const literally = (raw: string): string => raw
  .replace(TAG_IN_HEADING, UNKNOWN)
  .replace(/!?\[([^\][]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1')
  .replace(CODE_SPAN, '$2')
  .replace(/(?<!\*)(\*{1,3})(?!\*)([^*]+)\1/g, '$2');

/** What stands in for a tag of Hexo's counts too, by a number that only the build knows. */
const TAG_IN_HEADING = /<!--tag-->(?:<a href="[^"]*"><\/a>|<img src="[^"]*">)?/g;

/** markdown-it's replacements and quotes. */
const typographic = (text: string): string => curlyPairs(text
  .replace(/\((c|tm|r)\)/gi, (_, name: string) => ({ c: '©', r: '®', tm: '™' })[name.toLowerCase()] ?? '')
  .replace(/\+-/g, '±')
  .replace(/\.{2,}/g, '…').replace(/([?!])…/g, '$1..')
  .replace(/([?!]){4,}/g, '$1$1$1').replace(/,{2,}/g, ',')
  .replace(/(^|[^-])---(?=[^-]|$)/g, '$1—')
  .replace(/(^|\s)--(?=\s|$)/g, '$1–')
  .replace(/(^|[^-\s])--(?=[^-\s]|$)/g, '$1–'));

/** Quotes turn curly in pairs; an apostrophe inside a word does too. */
const curlyPairs = (text: string): string => text
  .replace(/(^|[\s([{—–])"([^"]*)"(?=$|[\s.,;:!?)\]}—–])/g, '$1“$2”')
  .replace(/(^|[\s([{—–“])'([^']*)'(?=$|[\s.,;:!?)\]}—–”])/g, '$1‘$2’')
  .replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, '’');

/** https://www.npmjs.com/package/uslug: letters, digits and marks in NFKC, in lower case, words joined by `-`. */
const uslug = (text: string): string => text.normalize('NFKC')
  .replace(/[\u3000-\u3002\uff01\uff02\p{Z}]/gu, ' ')
  .replace(/[^\p{L}\p{N}\p{M}\-_~ \ufdd0]/gu, '')
  .trim().replace(/[\s-]+/g, '-').toLowerCase();
