import { DerivedBuilder, LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { DocumentProblem } from '../../core/site/document.ts';
import type { Anchor } from '../../core/markdown/markup.ts';
import type { Range } from '../../core/text/range.ts';
import { BLOCKS, isMarkdownBlock, QUIET_TAGS } from './known-tags.ts';
import { legacyEdits, type Edit } from './legacy-marked.ts';
import { tagTokens, type TagToken } from './tag-tokens.ts';
import { at, isData, type Data } from './values.ts';

/**
 * A text after its tags. Hexo renders Markdown first, with a comment in the place of each tag, and tags after that;
 * what a block tag holds is rendered by itself. So a text becomes several parts, each of which is read alone.
 */
export interface TagPass {
  readonly parts: readonly Part[];
  readonly lookups: readonly Lookup[];
  readonly problems: readonly DocumentProblem[];
  /** What the page gets besides: `<!-- more -->` leaves a place to jump to. */
  readonly anchors: readonly Anchor[];
  /** True where a plugin's tag writes something that may hold anchors. */
  readonly hasUnknownParts: boolean;
}

export interface Part {
  /** `html` is put into the page as it is; `maybe-html` perhaps, since a condition decides. */
  readonly kind: 'markdown' | 'html' | 'maybe-html';
  /** The tag it is in; the outermost part has none. */
  readonly inside?: string;
  readonly derived: Derived;
}

export interface TagPassInput {
  readonly source: string;
  /** Of the body. */
  readonly body: Range;
  readonly language: 'markdown' | 'html';
  /** What `{{ title }}` and the like are taken from. */
  readonly data: Data;
  /** Fenced code is taken out first, unless highlighting is off. */
  readonly highlights: boolean;
  /** Before version 8 a mark that opens and never closes stops the build. */
  readonly unclosedStops: boolean;
  /** Markdown is read by `marked` before 0.6. */
  readonly legacy?: boolean;
}

export function passTags(input: TagPassInput): TagPass {
  return new Pass(input).run();
}

/** The same for a text that is not to be evaluated: one part, as it stands. */
export function withoutTagPass(source: string, body: Range, language: 'markdown' | 'html'): TagPass {
  const builder = new DerivedBuilder();
  builder.copy(source, body.start, body.end);
  return { parts: [{ kind: language, derived: builder.done() }], lookups: [], problems: [], anchors: [], hasUnknownParts: false };
}

/** What stands around a tag decides what becomes of it. */
type Context = 'text' | 'heading' | 'attribute' | 'destination';

class Pass {
  readonly #input: TagPassInput;
  readonly #tokens: readonly TagToken[];
  readonly #closers: ReadonlyMap<number, number>;
  readonly #more: Range | undefined;
  readonly #parts: Part[] = [];
  readonly #lookups: Lookup[] = [];
  readonly #problems: DocumentProblem[] = [];
  #unknown = false;

  constructor(input: TagPassInput) {
    this.#input = input;
    const { tokens, more } = tagTokens(input.source, input.body);
    this.#tokens = tokens;
    this.#more = more;
    this.#closers = closersOf(tokens);
  }

  run(): TagPass {
    this.#part({ kind: this.#input.language }, this.#input.body, 0, this.#tokens.length);
    return {
      parts: this.#parts,
      lookups: this.#lookups,
      problems: this.#problems,
      anchors: this.#more ? [{ id: 'more', range: this.#more, from: 'generated' }] : [],
      hasUnknownParts: this.#unknown,
    };
  }

  /** Builds one part from the tokens `[from, to)`; those inside of block tags make parts of their own. */
  #part(part: Omit<Part, 'derived'>, range: Range, from: number, to: number): void {
    const builder = new DerivedBuilder();
    const place = this.#parts.length;
    this.#parts.push({ ...part, derived: builder.done() });
    let done = range.start;
    for (let i = from; i < to; i += 1) {
      const token = this.#tokens[i];
      if (!token || token.start < done) continue;
      const closer = this.#closers.get(i);
      const end = closer !== undefined && closer < to ? this.#tokens[closer] : undefined;
      if (token.kind === 'fence' && (!this.#input.highlights || part.kind !== 'markdown')) continue;
      if (token.kind === 'unclosed') { this.#unclosed(token); continue; }

      this.#copy(builder, done, token.start, part);
      if (end && closer !== undefined && token.kind === 'tag') {
        this.#mark(builder, { start: token.start, end: end.end }, part);
        this.#block(token, { start: token.end, end: end.start }, i + 1, closer);
        done = end.end;
        i = closer;
      } else {
        this.#inline(builder, token, part);
        done = token.end;
      }
    }
    this.#copy(builder, done, range.end, part);
    this.#parts[place] = { ...part, derived: builder.done() };
  }

  #copy(builder: DerivedBuilder, start: number, end: number, part: Omit<Part, 'derived'>): void {
    const { source, legacy } = this.#input;
    if (part.kind !== 'markdown') return builder.copy(source, start, end);
    if (part.inside !== undefined) return copyOutdented(builder, source, start, end);
    copyEdited(builder, source, start, end, legacy ? legacyEdits(source, start, end) : []);
  }

  /** The comment that Markdown sees in the place of a tag. Inside of a block tag there is none. */
  #mark(builder: DerivedBuilder, range: Range, part: Omit<Part, 'derived'>): void {
    if (part.inside === undefined) builder.make(MARK, range);
  }

  #block(token: Range & { name: string }, inner: Range, from: number, to: number): void {
    const kind = BLOCKS.get(token.name) ?? (isMarkdownBlock(token.name) ? 'markdown' : 'unknown');
    if (kind === 'unknown') this.#unknown = true;
    if (kind === 'code') return;
    if (kind === 'html' || kind === 'maybe-html') this.#part({ kind, inside: token.name }, inner, from, to);
    else this.#part({ kind: 'markdown', inside: token.name }, inner, from, to);
  }

  #inline(builder: DerivedBuilder, token: Exclude<TagToken, { kind: 'unclosed' }>, part: Omit<Part, 'derived'>): void {
    switch (token.kind) {
      case 'comment': return;
      case 'fence':
        builder.copy(this.#input.source, token.prefix.start, token.prefix.end);
        return builder.make(MARK, token);
      case 'raw':
        this.#mark(builder, token, part);
        return this.#part({ kind: 'html', inside: 'raw' }, token.inner, 0, 0);
      case 'variable': return this.#put(builder, token, part, () => ({ text: this.#valueOf(token.expression) }));
      case 'tag': return this.#tag(builder, token, part);
      default: token satisfies never;
    }
  }

  #tag(builder: DerivedBuilder, token: Extract<TagToken, { kind: 'tag' }>, part: Omit<Part, 'derived'>): void {
    if (NEED_AN_END.has(token.name)) this.#endless(token);
    this.#put(builder, token, part, () => {
      const written = this.#written(token);
      if (!written && !QUIET_TAGS.has(token.name)) this.#unknown = true;
      return written ?? { text: UNKNOWN };
    });
  }

  /** Puts in what a tag or a variable becomes where it stands: `html` in the text, `text` in an attribute. */
  #put(builder: DerivedBuilder, token: Range & { kind: string; name?: string }, part: Omit<Part, 'derived'>, write: () => Written): void {
    const { source } = this.#input;
    const context = part.kind === 'markdown' ? contextOf(source, token.start) : contextInHtml(source, token.start);
    const via = token.name === undefined ? {} : { via: token.name };
    // What is inside of a block tag is evaluated before its Markdown is read.
    if (context === 'destination' && part.inside === undefined) {
      return builder.make(this.#lookup('tag in destination', source.slice(token.start, token.end), token), token, via);
    }
    const { text, html } = write();
    if (context === 'attribute' || context === 'destination') return builder.make(text, token, via);
    this.#mark(builder, token, part);
    if (html) builder.make(context === 'heading' ? html.element('') : html.element(asText(html.label)), token, via);
  }

  /** What a tag that comes with Hexo writes; `undefined` for those of plugins and themes. */
  #written(token: Extract<TagToken, { kind: 'tag' }>): Written | undefined {
    const args = argumentsOf(token.args);
    const [first = '', ...others] = args;
    const ask = (kind: string, argument: string): string => this.#lookup(kind, argument, token);
    switch (token.name) {
      case 'post_link': return { text: UNKNOWN, html: postLink(first, others, ask) };
      case 'post_path': return { text: ask('post_path', first) };
      case 'asset_path': return { text: ask('asset_path', first) };
      case 'asset_link': return { text: UNKNOWN, html: link(ask('asset_link', first), others.join(' ') || first) };
      case 'asset_img':
      case 'asset_image': return { text: UNKNOWN, html: image(ask('asset_img', token.args)) };
      case 'img':
      case 'image': return { text: UNKNOWN, html: image(this.#imageSource(args, token)) };
      case 'include_code':
      case 'include-code': return { text: UNKNOWN, html: link(ask('include_code', token.args), 'view raw') };
      case 'iframe': return { text: UNKNOWN, html: { label: '', element: () => `<iframe src="${attribute(first)}"></iframe>` } };
      case 'url_for':
      case 'full_url_for': return { text: UNKNOWN, html: link(ask('url_for', others[0] ?? ''), first) };
      case 'a':
      case 'anchor':
      case 'link': return linkTag(args);
      case 'set':
      case 'more': return { text: '' };
      default: return undefined;
    }
  }

  /** `img` takes the first argument that begins with `/` or a scheme; a relative one it takes for a class. */
  #imageSource(args: readonly string[], token: Range): string {
    const source = args.find((arg) => arg.startsWith('/') || ADDRESS.test(arg));
    if (source !== undefined) return this.#lookup('url_for', source, token);
    return args.some((arg) => arg.includes(',')) ? UNKNOWN : this.#lookup('img', args.join(' '), token);
  }

  #lookup(kind: string, argument: string, { start, end }: Range): string {
    this.#lookups.push({ kind, argument, then: [], range: { start, end } });
    return `${LOOKUP_OPEN}${this.#lookups.length - 1}${LOOKUP_CLOSE}`;
  }

  /** Posts know what stands in their front matter, and nothing of the site: `{{ site.title }}` leaves nothing. */
  #valueOf(expression: string): string {
    const path = /^-?\s*([\w.]+)\s*-?$/.exec(expression)?.[1]?.split('.');
    const [name = '', ...keys] = path ?? [];
    if (!path || POST_KEYS.has(name)) return UNKNOWN;
    let value = at(this.#input.data, name);
    for (const key of keys) value = isData(value) ? at(value, key) : undefined;
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? UNKNOWN : String(value);
  }

  #endless({ name, start, end }: Range & { readonly name: string }): void {
    this.#problems.push({ kind: 'template', message: `\`{% ${name} %}\` has no \`{% end${name} %}\`: Hexo stops here.`, range: { start, end } });
  }

  #unclosed({ mark, start, end }: Range & { mark: string }): void {
    if (!this.#input.unclosedStops && !mark.startsWith('{% ')) return;
    const ending = mark === '{#' ? 'a comment' : 'a tag';
    // A tag without an end of its own only reads on, and shows nothing of the rest but as its text.
    const then = mark === '{%' ? 'Hexo takes the rest of the post for a part of it, or stops here' : 'Hexo stops here';
    this.#problems.push({ kind: 'template', message: `\`${mark}\` begins ${ending} that never ends: ${then}.`, range: { start, end } });
  }
}

const NEED_AN_END: ReadonlySet<string> = new Set(['blockquote', 'quote', 'codeblock', 'code', 'pullquote']);

/** A comment as Hexo puts it there, so that Markdown reads what is around it as it would in the real one. */
const MARK = '<!--tag-->';

/** What the model of a post adds to its front matter. */
const POST_KEYS: ReadonlySet<string> = new Set([
  'updated', 'path', 'permalink', 'source', 'full_source', 'asset_dir', 'slug', 'content', 'excerpt', 'raw', '_content', '_id', 'date', 'tags',
  'categories', 'photos', 'layout', 'published', 'comments', 'prev', 'next', 'range', 'cycler', 'joiner',
]);

/** What a tag leaves in an attribute, and in the text. */
interface Written {
  readonly text: string;
  readonly html?: Html;
}

interface Html {
  /** The words a reader sees. */
  readonly label: string;
  element(words: string): string;
}

const link = (url: string, label: string): Html => ({ label, element: (words) => `<a href="${attribute(url)}">${words}</a>` });
const image = (url: string): Html => ({ label: '', element: () => `<img src="${attribute(url)}">` });

const attribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Words that mean nothing to Markdown. */
const asText = (text: string): string => text.replace(/[^\p{L}\p{N}\s\ufdd0]/gu, (character) => `&#${character.codePointAt(0)};`);

/** `{% post_link slug#part Words %}`; a last `true` or `false` says whether the words are escaped. */
function postLink(target: string, words: readonly string[], ask: (kind: string, argument: string) => string): Html {
  const [slug = '', hash, ...more] = target.split('#');
  const plain = hash === undefined || more.length > 0;
  const label = words.at(-1) === 'true' || words.at(-1) === 'false' ? words.slice(0, -1) : words;
  return link(`${ask('post_link', plain ? target : slug)}${plain || hash === '' ? '' : `#${hash}`}`, label.join(' ') || slug);
}

/** `{% link Words https://example.com true Title %}` finds its address by its looks. Themes have a `link` of their own. */
function linkTag(args: readonly string[]): Written | undefined {
  const index = args.findIndex((arg) => ADDRESS.test(arg));
  const url = args[index];
  if (url === undefined || args.some((arg) => /,/.test(arg) && !ADDRESS.test(arg)) || /,/.test(url)) return undefined;
  return { text: UNKNOWN, html: link(url, args.slice(0, index).join(' ') || url) };
}

const ADDRESS = /[A-Za-z]{3,9}:(?:\/\/)?[A-Za-z0-9.-]+|www\.[A-Za-z0-9.-]+/;

/** Nunjucks' own reading of them: parted by white space, quotes hold together. */
export const argumentsOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[^\s"'])+/g), ([argument]) =>
    argument.replace(/"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''));

/** The tag that ends each block tag, by their places among the tokens. One of a kind that is never ended is no block. */
function closersOf(tokens: readonly TagToken[]): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const open = new Map<string, number[]>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'tag') return;
    if (!token.name.startsWith('end')) {
      const list = open.get(token.name);
      if (list) list.push(i);
      else open.set(token.name, [i]);
      return;
    }
    const opener = open.get(token.name.slice(3))?.pop();
    if (opener !== undefined) closers.set(opener, i);
  });
  return closers;
}

function contextOf(source: string, start: number): Context {
  if (contextInHtml(source, start) === 'attribute') return 'attribute';
  const before = source.slice(Math.max(0, start - LOOK_BACK), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const bracket = line.lastIndexOf('](');
  if (bracket >= 0 && /^\s*<?[^()\s<>]*$/.test(line.slice(bracket + 2))) return 'destination';
  if (/^ {0,3}\[/.test(line) && /^ {0,3}\[[^\]]+\]:\s*<?[^\s<>]*$/.test(line)) return 'destination';
  return /^ {0,3}#{1,6}\s/.test(line) ? 'heading' : 'text';
}

/** Whether a tag of HTML has begun before and not ended. */
function contextInHtml(source: string, start: number): Context {
  const before = source.slice(Math.max(0, start - LOOK_BACK), start);
  const open = before.lastIndexOf('<');
  return open >= 0 && before.indexOf('>', open) < 0 && /[A-Za-z]/.test(before.charAt(open + 1)) ? 'attribute' : 'text';
}

/** Longer HTML tags and destinations than this are hardly ever written. */
const LOOK_BACK = 400;

function copyEdited(builder: DerivedBuilder, source: string, start: number, end: number, edits: readonly Edit[]): void {
  let done = start;
  for (const edit of edits) {
    builder.copy(source, done, edit.start);
    builder.make(edit.text, edit);
    done = edit.end;
  }
  builder.copy(source, done, end);
}

/** Copies what is inside of a block tag: the white space that begins all its lines does not count. */
function copyOutdented(builder: DerivedBuilder, source: string, start: number, end: number): void {
  const text = source.slice(start, end);
  let indent = Number.POSITIVE_INFINITY;
  for (const [, blanks = ''] of text.matchAll(/\n([ \t]*)(?=[^\s])/g)) indent = Math.min(indent, blanks.length);
  if (indent === 0 || indent === Number.POSITIVE_INFINITY) return builder.copy(source, start, end);
  let from = start;
  for (const { index } of text.matchAll(/\n/g)) {
    const next = start + index + 1;
    builder.copy(source, from, next);
    from = next + Math.min(indent, blanksAt(source, next, end));
  }
  builder.copy(source, from, end);
}

function blanksAt(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && (source[at] === ' ' || source[at] === '\t')) at += 1;
  return at - from;
}
