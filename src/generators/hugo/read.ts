import { readFrontMatter, threeFormats, threeFormatsYaml12 } from '../../core/markdown/front-matter.ts';
import { readHtmlPage } from '../../core/markdown/html-page.ts';
import { NO_MARKUP, type Markup, type MarkupReader } from '../../core/markdown/markup.ts';
import { extensionOf, type FilePath } from '../../core/paths.ts';
import type { Document, DocumentProblem, FrontMatter, Reference } from '../../core/site/document.ts';
import type { Conventions } from '../../core/site/conventions.ts';
import { documentFrom, HEAD_ONLY } from '../../core/site/document-from.ts';
import { DerivedBuilder, LOOKUP_CLOSE, LOOKUP_OPEN, originOf, UNKNOWN, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import { builtInShortcode } from './built-in-shortcodes.ts';
import { frontMatterReferences } from './front-matter-references.ts';
import { mountedPath } from './content.ts';
import { appendTo, evaluateTemplate, fileValue } from './go-evaluate.ts';
import { treeValue, type FunctionContext } from './go-functions.ts';
import { parseTemplate, type TemplateNode } from './go-template.ts';
import { printed } from './go-values.ts';
import { parseShortcodes, type Call, type Node } from './shortcodes.ts';
import { isTree, lowerKeys, type Tree } from './tree.ts';
import { has } from './version.ts';

/** What reading needs to know of the blog. */
export interface ReadContext extends FunctionContext {
  /** Goldmark, with this blog's settings. */
  readonly markdown: MarkupReader;
  readonly shortcodes: Shortcodes;
  readonly hasFolder: (name: string) => boolean;
}

/** The blog's own shortcodes and its themes'. */
export interface Shortcodes {
  /** Its template; `unread` where it is one that is not understood. */
  find(name: string): readonly TemplateNode[] | 'unread' | undefined;
  /** Whether all that could bring shortcodes is here, so that one not found does not exist. */
  readonly isComplete: boolean;
}

/** Makes the function that reads one source file. */
export function reader(context: ReadContext): Conventions['read'] {
  const builtIn = new Map<string, readonly TemplateNode[] | undefined>();
  return (path, source, part) => new Reading(context, builtIn, path, source).document(part);
}

class Reading {
  readonly #context: ReadContext;
  readonly #builtIn: Map<string, readonly TemplateNode[] | undefined>;
  readonly #path: FilePath;
  readonly #source: string;
  readonly #frontMatter: FrontMatter;
  readonly #lookups: Lookup[] = [];
  readonly #problems: DocumentProblem[] = [];
  readonly #references: Reference[] = [];
  /** What shortcodes put on the page beside the text: HTML, and Markdown that they render by themselves. */
  readonly #islands: { readonly derived: Derived; readonly kind: 'html' | 'markdown'; readonly call: Call }[] = [];
  #hasUnknownParts = false;
  #params: Tree | undefined;
  #comments: readonly Range[] = [];

  constructor(context: ReadContext, builtIn: Map<string, readonly TemplateNode[] | undefined>, path: FilePath, source: string) {
    this.#context = context;
    this.#builtIn = builtIn;
    this.#path = path;
    this.#source = source;
    this.#frontMatter = readFrontMatter(source, has(context.settings.version, 'yaml12') ? threeFormatsYaml12 : threeFormats);
  }

  document(part: 'head' | undefined): Document {
    const { error, range } = this.#frontMatter;
    if (error) this.#problems.push({ kind: 'front-matter', message: error.message, range: { start: error.at, end: error.at } });
    if (part === 'head') return documentFrom({ path: this.#path, source: this.#source, frontMatter: this.#frontMatter, ...HEAD_ONLY, problems: this.#problems });
    const body = { start: range.end, end: this.#source.length };
    const format = this.#format();
    const derived = format === 'other' ? new DerivedBuilder().done() : this.#body(body, format);
    const markup = format === 'markdown' ? this.#context.markdown(derived.text) : readHtmlPage(derived.text);
    const main = documentFrom({
      path: this.#path, source: this.#source, frontMatter: this.#frontMatter, derived, markup,
      lookups: this.#lookups,
      references: [
        ...frontMatterReferences({ source: this.#source, frontMatter: this.#frontMatter, hasFolder: this.#context.hasFolder }),
        ...this.#references,
      ],
      problems: this.#problems, hasUnknownParts: this.#hasUnknownParts || format === 'other',
    });
    return this.#withIslands(main);
  }

  /** What a shortcode writes into a comment nobody sees, though Hugo evaluates it. */
  #isHidden({ range }: Call): boolean {
    return isWithin(this.#comments, range);
  }

  /** `markup` in front matter counts before the name. */
  #format(): 'markdown' | 'html' | 'other' {
    const { markup } = lowerKeys(this.#frontMatter.data, false);
    const named = typeof markup === 'string' ? markup.toLowerCase() : extensionOf(this.#path).slice(1).toLowerCase();
    if (/^(?:md|markdown|mdown|goldmark|blackfriday|mmark|rmd)$/.test(named)) return 'markdown';
    return /^html?$/.test(named) ? 'html' : 'other';
  }

  #body(body: Range, format: 'markdown' | 'html'): Derived {
    const builder = new DerivedBuilder();
    if (!this.#source.includes('{{<', body.start) && !this.#source.includes('{{%', body.start)) {
      builder.copy(this.#source, body.start, body.end);
      return builder.done();
    }
    const { nodes, problems } = parseShortcodes(this.#source, body);
    this.#comments = commentsIn(this.#source, body);
    for (const problem of problems) this.#problems.push({ kind: 'template', ...problem });
    this.#nodes(nodes, builder, format === 'html' ? 'inside' : 'page', false);
    return builder.done();
  }

  /** On the `page` the output of `{{< >}}` is put in after Markdown; `inside` another shortcode it is there at once. */
  #nodes(nodes: readonly Node[], out: DerivedBuilder, where: 'page' | 'inside', perhaps: boolean): void {
    for (const node of nodes) {
      switch (node.kind) {
        case 'text': out.copy(this.#source, node.range.start, node.range.end, perhaps); break;
        case 'shown': for (const { start, end } of node.pieces) out.copy(this.#source, start, end, perhaps); break;
        case 'call': this.#call(node, out, where, perhaps); break;
        default: node satisfies never;
      }
    }
  }

  #call(call: Call, out: DerivedBuilder, where: 'page' | 'inside', perhaps: boolean): void {
    const own = this.#context.shortcodes.find(call.name);
    if (own === undefined && (call.name === 'ref' || call.name === 'relref')) { this.#reference(call, call.name, out, perhaps); return; }
    if (own === undefined && call.name === 'param') { this.#param(call, out, perhaps); return; }
    if (own === undefined && (call.name === 'highlight' || call.name === 'comment')) return;
    const template = own ?? this.#builtInTemplate(call.name);
    if (template === undefined || template === 'unread' || call.name.endsWith('.inline')) {
      this.#unknown(call, out, where, perhaps);
      return;
    }
    const inner = call.inner && this.#inner(call.inner, perhaps);
    const below = this.#context.settings.content.map((mount) => mountedPath(this.#path, mount)).find((path) => path !== undefined);
    const made = evaluateTemplate(template, {
      ...this.#context, source: this.#source, call, inner, pageParams: this.#pageParams(), ...(below !== undefined && { pageFile: fileValue(below) }), ask: (lookup) => this.#ask(lookup),
    });
    if (made.hasUnknownParts) this.#hasUnknownParts = true;
    for (const derived of made.rendered) this.#islands.push({ derived, kind: 'markdown', call });
    this.#put(made.output, call, out, where, perhaps);
  }

  #pageParams(): Tree {
    this.#params ??= lowerKeys(this.#frontMatter.data, true);
    const own = this.#params['params'];
    return isTree(own) ? { ...own, ...this.#params } : this.#params;
  }

  #builtInTemplate(name: string): readonly TemplateNode[] | undefined {
    if (!this.#builtIn.has(name)) {
      const text = builtInShortcode(name, has(this.#context.settings.version, 'renderHooks'));
      this.#builtIn.set(name, text === undefined ? undefined : parseTemplate(text));
    }
    return this.#builtIn.get(name);
  }

  #inner(nodes: readonly Node[], perhaps: boolean): Derived {
    const builder = new DerivedBuilder();
    this.#nodes(nodes, builder, 'inside', perhaps);
    return builder.done();
  }

  /** Where a link's address is made by a shortcode, the address is put into the text; other output stands beside it. */
  #put(output: Derived, call: Call, out: DerivedBuilder, where: 'page' | 'inside', perhaps: boolean): void {
    if (output.text === '') return;
    if (where === 'inside' || call.mark === '%') { appendTo(out, output, this.#source, perhaps); return; }
    if (!/[<\n]/.test(output.text) && /^[^\s()[\]*`<>]+$/.test(output.text.trim())) {
      appendTo(out, output, this.#source, perhaps);
      return;
    }
    this.#islands.push({ derived: output, kind: 'html', call });
    out.make(UNKNOWN, call.range, { via: call.name, perhaps });
  }

  #ask(lookup: Lookup): number {
    this.#lookups.push(lookup);
    return this.#lookups.length - 1;
  }

  #reference(call: Call, kind: string, out: DerivedBuilder, perhaps: boolean): void {
    const target = call.positional[0] ?? call.named.get('path');
    const language = call.named.get('lang')?.text ?? (call.positional.length > 1 ? call.positional[1]?.text : undefined);
    if (target === undefined) { this.#unknown(call, out, 'page', perhaps); return; }
    const then = language === undefined || language.length > 20 ? [] : [`lang=${language.toLowerCase()}`];
    const index = this.#ask({ kind, argument: target.text, then: call.named.has('path') || language === undefined ? then : [], range: call.range });
    out.make(`${LOOKUP_OPEN}${index}${LOOKUP_CLOSE}`, call.range, { via: call.name, perhaps });
  }

  /** A key of the page, or of the site's `params`. */
  #param(call: Call, out: DerivedBuilder, perhaps: boolean): void {
    const name = call.positional[0]?.text ?? '';
    const data = lowerKeys(this.#frontMatter.data, true);
    const own = printed(treeValue(data, name)) || printed(treeValue(data, `params.${name}`));
    const text = own || printed(treeValue(this.#context.settings.params, name));
    if (!text) this.#hasUnknownParts = true;
    out.make(text || UNKNOWN, call.range, { via: 'param', perhaps });
  }

  /** One whose template is not here: what it encloses is most often Markdown, what it is given an image. */
  #unknown(call: Call, out: DerivedBuilder, where: 'page' | 'inside', perhaps: boolean): void {
    this.#hasUnknownParts = true;
    if (this.#context.shortcodes.isComplete && this.#context.shortcodes.find(call.name) === undefined && !call.name.endsWith('.inline')) {
      const message = `There is no shortcode \`${call.name}\`: Hugo stops here.`;
      this.#problems.push({ kind: 'template', message, range: { start: call.range.start, end: call.range.start + 3 } });
    }
    for (const argument of [...call.positional, ...call.named.values()]) {
      if (!IMAGE.test(argument.text) || this.#isHidden(call)) continue;
      this.#references.push({
        kind: 'image', syntax: 'tag', element: 'img', attribute: 'src', via: call.name, url: UNKNOWN,
        raw: this.#source.slice(argument.range.start, argument.range.end), range: argument.range, whole: call.range, perhaps: true,
      });
    }
    if (!call.inner) { out.make(UNKNOWN, call.range, { via: call.name, perhaps }); return; }
    if (call.mark === '%' || where === 'inside') { this.#nodes(call.inner, out, where, true); return; }
    out.make(UNKNOWN, call.range, { via: call.name, perhaps });
    this.#islands.push({ derived: this.#inner(call.inner, true), kind: 'markdown', call });
  }

  /** Adds what stands in the output of shortcodes. */
  #withIslands(main: Document): Document {
    const islands = this.#islands.filter(({ call }) => !this.#isHidden(call));
    if (islands.length === 0) return main;
    const parts = islands.map(({ derived, kind, call }) => this.#islandDocument(derived, kind, call));
    const references = [...main.references, ...parts.flatMap((part) => part.references)].sort((a, b) => a.range.start - b.range.start);
    return {
      ...main, references, lookups: this.#lookups,
      anchors: [...main.anchors, ...parts.flatMap((part) => part.anchors)],
      headings: [...main.headings, ...parts.flatMap((part) => part.headings)].sort((a, b) => a.range.start - b.range.start),
      suspects: [...main.suspects, ...parts.flatMap((part) => part.suspects)],
    };
  }

  #islandDocument(derived: Derived, kind: 'html' | 'markdown', call: Call): Document {
    const markup: Markup = kind === 'markdown' ? this.#context.markdown(derived.text) : readHtmlPage(derived.text);
    const placed = (part: Markup): Document =>
      documentFrom({ path: this.#path, source: this.#source, frontMatter: this.#frontMatter, derived, markup: part });
    const references = markup.references.flatMap((reference) => placed({ ...NO_MARKUP, references: [reference] }).references.map((one) =>
      (originOf(derived, reference.range).exact ? { ...one, via: call.name } : this.#ofCall(one, call))));
    const island = placed({ ...markup, references: [] });
    return { ...island, references, suspects: kind === 'markdown' ? island.suspects : [] };
  }

  /** An address that the template made stands at the argument it was made of, or for the whole shortcode. */
  #ofCall(reference: Reference, call: Call): Reference {
    const asked = MARK.exec(reference.url);
    const wanted = asked ? (this.#lookups[Number(asked[1])]?.argument ?? '') : reference.url;
    const argument = [...call.positional, ...call.named.values()].find(({ text }) => text === wanted && text !== '');
    if (argument) return { ...reference, range: argument.range, whole: call.range, raw: argument.text, via: call.name };
    const opening = { start: call.range.start, end: call.innerRange?.start ?? call.range.end };
    return { ...reference, syntax: 'tag', range: opening, whole: call.range, raw: this.#source.slice(opening.start, opening.end), via: call.name };
  }
}

const MARK = new RegExp(`^${LOOKUP_OPEN}(\\d+)${LOOKUP_CLOSE}`);

/** HTML comments outside of fenced code. */
function commentsIn(source: string, body: Range): readonly Range[] {
  const comments: Range[] = [];
  for (let at = source.indexOf('<!--', body.start); at >= 0; at = source.indexOf('<!--', at + 4)) {
    const end = source.indexOf('-->', at + 4);
    if (end < 0) break;
    comments.push({ start: at, end: end + 3 });
    at = end;
  }
  if (comments.length === 0) return comments;
  const fences = Array.from(source.slice(body.start).matchAll(/^[ \t]{0,3}(?:```|~~~)/gm), ({ index }) => index + body.start);
  let before = 0;
  return comments.filter(({ start }) => {
    while ((fences[before] ?? Infinity) < start) before += 1;
    return before % 2 === 0;
  });
}

/** Whether a range lies in one of these, which are in order. */
function isWithin(ranges: readonly Range[], { start, end }: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.start ?? Infinity) < start;
}

const IMAGE = /^[^\s{}<>"|]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]\S*)?$/i;
