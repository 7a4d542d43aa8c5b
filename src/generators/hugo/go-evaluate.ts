import { decodePath, extensionOf, nameOf, withoutExtension } from '../../core/paths.ts';
import { DerivedBuilder, LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN, type Derived, type Lookup } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import { callFunction, treeValue, type FunctionContext } from './go-functions.ts';
import type { Command, Pipe, TemplateNode, Term } from './go-template.ts';
import { boolOf, eitherOf, nil, numberOf, printed, textOf, truthOf, unknown, type GoRecord, type GoText, type GoValue } from './go-values.ts';
import type { Argument, Call } from './shortcodes.ts';
import type { Tree } from './tree.ts';

/** What one shortcode's template made of it. */
export interface Evaluated {
  /** HTML for `{{< >}}`, Markdown for `{{% %}}`. */
  readonly output: Derived;
  /** Markdown that the template rendered by itself; where it goes there is nothing in `output`. */
  readonly rendered: readonly Derived[];
  readonly hasUnknownParts: boolean;
  /** What a partial returns, where it does. */
  readonly returned?: GoValue;
}

export interface EvaluateInput extends FunctionContext {
  readonly source: string;
  readonly call: Call;
  /** What the template is handed, where that is not the shortcode. */
  readonly dot?: GoValue;
  /** The keys of the page's front matter. */
  readonly pageParams?: Tree;
  /** What `.File` of the page is. */
  readonly pageFile?: GoValue;
  /** Answers at once what is otherwise asked when the site is known. */
  readonly site?: SiteAnswers;
  /** What the shortcode encloses, its own shortcodes done. */
  readonly inner: Derived | undefined;
  /** Partials by what templates call them: `helper/image`. */
  readonly partials?: Templates;
  /** What is defined around this one, by name. */
  readonly templates?: Templates;
  /** Steps of all the templates that call each other, and how many are at work in one another. */
  readonly steps?: Steps;
  /** Notes a question to the site and answers its number. */
  readonly ask: (lookup: Lookup) => number;
}

type Templates = ReadonlyMap<string, readonly TemplateNode[]>;

/** What the site says to a template: addresses, or `undefined` for what it does not have. */
export interface SiteAnswers {
  page(target: string): string | undefined;
  file(of: 'resource' | 'asset', pattern: string, isGlob: boolean): string | undefined;
}

/** Runs over a shortcode's template with what is known of its page: its arguments and the blog's settings. */
export function evaluateTemplate(nodes: readonly TemplateNode[], input: EvaluateInput): Evaluated {
  return new Evaluation(input).run(nodes);
}

/** Steps after which a template is given up on: nested loops and the like. */
const MOST_STEPS = 20_000;

/** Partials within partials. */
const DEEPEST_CALL = 20;

interface Steps {
  taken: number;
  deep: number;
}

class Evaluation {
  readonly #input: EvaluateInput;
  readonly #out = new DerivedBuilder();
  readonly #rendered: Derived[] = [];
  #hasUnknownParts = false;
  readonly #steps: Steps;
  #templates: Templates = new Map();
  #returned: GoValue | undefined;

  constructor(input: EvaluateInput) {
    this.#input = input;
    this.#steps = input.steps ?? { taken: 0, deep: 0 };
  }

  run(nodes: readonly TemplateNode[]): Evaluated {
    this.#templates = new Map([...this.#input.templates ?? [], ...nodes.flatMap((node) => (node.kind === 'define' ? [[node.name, node.then] as const] : []))]);
    this.#nodes(nodes, { dot: this.#root(), variables: new Map(), own: new Set(), perhaps: false });
    return { output: this.#out.done(), rendered: this.#rendered, hasUnknownParts: this.#hasUnknownParts, ...(this.#returned && { returned: this.#returned }) };
  }

  #root(): GoValue {
    return this.#input.dot ?? { kind: 'object', object: 'shortcode' };
  }

  #nodes(nodes: readonly TemplateNode[], scope: Scope): void {
    for (const node of nodes) {
      if ((this.#steps.taken += 1) > MOST_STEPS) { this.#hasUnknownParts = true; return; }
      this.#node(node, scope);
    }
  }

  #node(node: TemplateNode, scope: Scope): void {
    switch (node.kind) {
      case 'text': this.#make(node.text, scope.perhaps); break;
      case 'output': this.#emit(this.#pipe(node.pipe, scope), scope); break;
      case 'assign': this.#assign(node, scope); break;
      case 'if': case 'with': this.#condition(node, scope); break;
      case 'range': this.#range(node, scope); break;
      case 'return': this.#returned = scope.perhaps || this.#returned ? unknown : this.#pipe(node.pipe, scope); break;
      case 'template': this.#template(node, scope); break;
      case 'define': break;
      case 'unknown': this.#unknown(scope.perhaps); break;
      default: node satisfies never;
    }
  }

  #template({ name, pipe }: TemplateNode & { readonly kind: 'template' }, scope: Scope): void {
    const made = this.#called(this.#templates.get(name), pipe ? this.#pipe(pipe, scope) : nil);
    if (!made) { this.#unknown(scope.perhaps); return; }
    appendTo(this.#out, made.output, this.#input.source, scope.perhaps);
    this.#rendered.push(...made.rendered);
    if (made.hasUnknownParts) this.#hasUnknownParts = true;
  }

  /** Runs another template on a value; nothing where there is none, or too many at work in one another. */
  #called(nodes: readonly TemplateNode[] | undefined, dot: GoValue): Evaluated | undefined {
    if (!nodes || this.#steps.deep >= DEEPEST_CALL) return undefined;
    this.#steps.deep += 1;
    const made = new Evaluation({ ...this.#input, dot, steps: this.#steps, templates: this.#templates }).run(nodes);
    this.#steps.deep -= 1;
    return made;
  }

  #assign({ name, isNew, pipe }: TemplateNode & { readonly kind: 'assign' }, scope: Scope): void {
    scope.variables.set(name, this.#pipe(pipe, scope));
    if (isNew) scope.own.add(name);
  }

  #condition(node: TemplateNode & { readonly kind: 'if' | 'with' | 'range' }, scope: Scope): void {
    const tested = this.#pipe(node.pipe, scope);
    // Without an alternative a missing file means an image that is not shown, which is worth asking about.
    const value = tested.kind === 'file' && node.otherwise.length > 0 ? { ...tested, mayBeMissing: true } : tested;
    const inside = (perhaps: boolean): Scope => {
      const inner = blockIn(scope, { [node.name ?? '']: value });
      return { ...inner, dot: node.kind === 'with' ? value : scope.dot, perhaps };
    };
    const truth = value.kind === 'file' && !value.mayBeMissing && !scope.perhaps ? true : truthOf(value);
    // Whether a file is there is asked about where its name is written, so that either way can be told for sure.
    const perhaps = scope.perhaps || (truth === undefined && value.kind !== 'file');
    const unless = value.kind === 'file' ? value : scope.unless;
    const [then, otherwise] = [inside(perhaps), { ...inside(perhaps), dot: scope.dot, ...(unless && { unless }) }];
    if (truth !== false) this.#nodes(node.then, then);
    if (truth !== true) this.#nodes(node.otherwise, otherwise);
    for (const [name, old] of scope.variables) {
      const [ifSo, ifNot] = [then, otherwise].map((block) => setBy(block, name) ?? old);
      scope.variables.set(name, (truth === undefined ? eitherOf(ifSo ?? old, ifNot ?? old) : truth ? ifSo : ifNot) ?? old);
    }
  }

  #within(nodes: readonly TemplateNode[], inner: Scope, outer: Scope): void {
    this.#nodes(nodes, inner);
    for (const name of outer.variables.keys()) outer.variables.set(name, setBy(inner, name) ?? outer.variables.get(name) ?? unknown);
  }

  #range(node: TemplateNode & { readonly kind: 'if' | 'with' | 'range' }, scope: Scope): void {
    const value = this.#pipe(node.pipe, scope);
    const items = itemsOf(value);
    if (items === undefined || items.length > 200) {
      this.#unknown(scope.perhaps);
      forget(node.then, scope);
      return;
    }
    for (const [key, item] of items) this.#within(node.then, { ...blockIn(scope, { [node.key ?? '']: key, [node.name ?? '']: item }), dot: item }, scope);
    if (items.length === 0) this.#within(node.otherwise, blockIn(scope, {}), scope);
  }

  #emit(value: GoValue, { perhaps, unless }: Scope): void {
    switch (value.kind) {
      case 'text':
        if (unless?.pattern === value.text) this.#make(this.#mark({ ...questionOf(unless), kind: `unless-${unless.of}` }), perhaps);
        this.#emitText(value, perhaps);
        break;
      case 'rendered': this.#rendered.push(value.markdown); break;
      case 'number': case 'bool': this.#make(printed(value) ?? '', perhaps); break;
      case 'nil': break;
      default: this.#unknown(perhaps);
    }
  }

  #emitText(value: GoText, perhaps: boolean): void {
    if (value.derived) { appendTo(this.#out, value.derived, this.#input.source, perhaps); return; }
    const escaped = value.isSafe ? value.text : value.text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
    if (value.copy && escaped === value.text) this.#out.copy(this.#input.source, value.copy.start, value.copy.end, perhaps);
    else this.#make(escaped, perhaps, value.copy);
    if (value.text.includes(UNKNOWN)) this.#hasUnknownParts = true;
  }

  #make(text: string, perhaps: boolean, source: Range = this.#input.call.range): void {
    this.#out.make(text, source, { via: this.#input.call.name, perhaps });
  }

  #unknown(perhaps: boolean): void {
    this.#hasUnknownParts = true;
    this.#make(UNKNOWN, perhaps);
  }

  #pipe(pipe: Pipe, scope: Scope): GoValue {
    let value: GoValue | undefined;
    for (const command of pipe) value = this.#command(command, value, scope);
    return value ?? nil;
  }

  #command(command: Command, piped: GoValue | undefined, scope: Scope): GoValue {
    const [head, ...rest] = command;
    if (!head || (this.#steps.taken += 1) > MOST_STEPS) return unknown;
    const args = [...rest.map((term) => this.#term(term, scope, [])), ...(piped ? [piped] : [])];
    return this.#term(head, scope, args);
  }

  #term(term: Term, scope: Scope, args: readonly GoValue[]): GoValue {
    switch (term.kind) {
      case 'text': return textOf(term.text);
      case 'number': return numberOf(term.value);
      case 'name': return this.#named(term.name, args);
      case 'field': return this.#fields(this.#base(term, scope), term.path, args);
      default: return term satisfies never;
    }
  }

  #base(term: Term & { readonly kind: 'field' }, scope: Scope): GoValue {
    if (term.of === 'dot') return scope.dot;
    if ('pipe' in term.of) return this.#pipe(term.of.pipe, scope);
    if (term.of.variable === '$') return this.#root();
    return scope.variables.get(term.of.variable) ?? unknown;
  }

  #named(name: string, args: readonly GoValue[]): GoValue {
    switch (name) {
      case 'true': return boolOf(true);
      case 'false': return boolOf(false);
      case 'nil': return nil;
      case 'site': return { kind: 'object', object: 'site' };
      case 'page': return { kind: 'object', object: 'page' };
      case 'markdownify': return this.#rendersMarkdown(args[0] ?? nil);
      case 'plainify': return printed(args[0] ?? nil) === undefined ? unknown : textOf(UNKNOWN);
      case 'ref': case 'relref': return this.#reference(name, args[1] ?? nil);
      case 'figureSource': return this.#figureSource(args[0] ?? nil);
      default: break;
    }
    if (name.startsWith('site.')) return this.#fields({ kind: 'object', object: 'site' }, name.split('.').slice(1), args);
    if (name.startsWith('page.')) return this.#fields({ kind: 'object', object: 'page' }, name.split('.').slice(1), args);
    const found = /^resources\.(Get|GetMatch)$/.exec(name);
    if (found) return this.#file('asset', args[0] ?? nil, found[1] === 'GetMatch');
    if (/^partial(?:Cached|s\.Include(?:Cached)?)?$/.test(name)) return this.#partial(args[0] ?? nil, args[1] ?? nil);
    // Another picture is made of the last, and is there when that is.
    if (name === 'images.Filter') return args.at(-1) ?? nil;
    if (name === 'urls.Parse') return parsedUrl(args[0] ?? nil);
    const rendered = args.find(({ kind }) => kind === 'rendered');
    // What is done to rendered Markdown, such as giving its table a class, leaves its links.
    if (rendered && !KEEPING.test(name)) return ASKING.test(name) ? unknown : rendered;
    return callFunction(name, args, this.#input);
  }

  /** What a partial returns or prints. Only where the site answers at once: what it prints would lose where it stands in the source. */
  #partial(name: GoValue, dot: GoValue): GoValue {
    const made = this.#called(this.#input.site && this.#input.partials?.get((printed(name) ?? '').replace(/\.html$/, '')), dot);
    if (!made) return unknown;
    const { output, returned, rendered } = made;
    return returned ?? (rendered.length > 0 && output.text.trim() === '' ? unknown : textOf(output.text, true));
  }

  #fields(of: GoValue, path: readonly string[], args: readonly GoValue[]): GoValue {
    let value = of;
    for (const [i, name] of path.entries()) {
      if (value.kind === 'object' && name === 'Params' && value.object === 'site') return this.#setting(path.slice(i + 1));
      if (value.kind === 'object' && name === 'Params' && value.object === 'page') return this.#pageParam(path.slice(i + 1).join('.'));
      value = this.#field(value, name, i === path.length - 1 ? args : []);
    }
    return value;
  }

  #setting(path: readonly string[]): GoValue {
    const { params } = this.#input.settings;
    return path.length === 0 ? { kind: 'map', tree: params } : treeValue(params, path.join('.'));
  }

  #field(value: GoValue, name: string, args: readonly GoValue[]): GoValue {
    switch (value.kind) {
      case 'object': return this.#objectField(value.object, name, args);
      case 'map': return treeValue(value.tree, name);
      case 'record': return REMADE.test(name) && 'RelPermalink' in value.fields ? value : fieldOf(value, name);
      case 'file': return this.#fileField(value, name);
      case 'nil': return nil;
      default: return unknown;
    }
  }

  #objectField(object: (GoValue & { readonly kind: 'object' })['object'], name: string, args: readonly GoValue[]): GoValue {
    switch (object) {
      case 'shortcode': return this.#shortcodeField(name, args);
      case 'page': return this.#pageField(name, args);
      case 'site': return this.#siteField(name);
      case 'page resources': return this.#resourceField(name, args);
      case 'assets': return unknown;
      default: return object satisfies never;
    }
  }

  #shortcodeField(name: string, args: readonly GoValue[]): GoValue {
    const { call, inner } = this.#input;
    switch (name) {
      case 'Get': return this.#argument(printed(args[0] ?? nil), args[0]?.kind === 'number');
      case 'Params': return call.named.size > 0 ? { kind: 'map', tree: treeOf(call) } : { kind: 'list', items: call.positional.map(argumentValue) };
      case 'IsNamedParams': return boolOf(call.named.size > 0);
      case 'Inner': case 'InnerDeindent':
        return inner === undefined ? textOf('', true) : { kind: 'text', text: inner.text, derived: inner, isSafe: true };
      case 'Name': return textOf(call.name);
      case 'Page': return { kind: 'object', object: 'page' };
      case 'Site': return { kind: 'object', object: 'site' };
      case 'Parent': return unknown;
      default: return unknown;
    }
  }

  #argument(name: string | undefined, isPlace: boolean): GoValue {
    const { positional, named } = this.#input.call;
    if (name === undefined) return unknown;
    if (isPlace) return argumentValue(positional[Number(name)]);
    return argumentValue(named.get(name) ?? [...named].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]);
  }

  #pageField(name: string, args: readonly GoValue[]): GoValue {
    switch (name) {
      case 'Resources': return { kind: 'object', object: 'page resources' };
      case 'Site': return { kind: 'object', object: 'site' };
      case 'Page': return { kind: 'object', object: 'page' };
      case 'RelPermalink': case 'Permalink': return this.#asked({ kind: 'self', argument: '', then: [] });
      case 'RenderString': return this.#rendersMarkdown(args.at(-1) ?? nil);
      case 'GetPage': return this.#foundPage(args[0] ?? nil);
      case 'Title': return this.#pageParam('title');
      case 'File': return this.#input.pageFile ?? unknown;
      default: return unknown;
    }
  }

  #foundPage(target: GoValue): GoValue {
    const path = printed(target);
    return path === undefined || !this.#input.site ? unknown : addressed(this.#input.site.page(path));
  }

  /** What front matter says; what it does not say a section above may. */
  #pageParam(path: string): GoValue {
    const { pageParams } = this.#input;
    if (!pageParams) return unknown;
    const own = treeValue(pageParams, path);
    return own.kind === 'nil' ? unknown : own;
  }

  #siteField(name: string): GoValue {
    const { settings, baseUrl } = this.#input;
    switch (name) {
      case 'BaseURL': return textOf(baseUrl);
      case 'Title': return textOf(settings.title);
      case 'Home': return unknown;
      default: return unknown;
    }
  }

  #resourceField(name: string, args: readonly GoValue[]): GoValue {
    if (name !== 'Get' && name !== 'GetMatch') return unknown;
    return this.#file('resource', args[0] ?? nil, name === 'GetMatch');
  }

  #file(of: 'resource' | 'asset', name: GoValue, isGlob: boolean): GoValue {
    const pattern = printed(name);
    if (pattern === undefined || pattern.includes(UNKNOWN)) return unknown;
    if (!this.#input.site) return { kind: 'file', of, pattern, isGlob, mayBeMissing: false };
    return addressed(this.#input.site.file(of, pattern, isGlob));
  }

  /** A resized image is another file, but it is there when the one it is made from is. */
  #fileField(file: GoValue & { readonly kind: 'file' }, name: string): GoValue {
    switch (name) {
      case 'RelPermalink': case 'Permalink':
        return this.#asked(questionOf(file));
      case 'MediaType': return file.isGlob ? unknown : mediaTypeOf(file.pattern);
      default: return REMADE.test(name) ? file : unknown;
    }
  }

  #reference(kind: 'ref' | 'relref', target: GoValue): GoValue {
    const argument = printed(target);
    if (this.#input.site) {
      const url = argument === undefined ? undefined : this.#input.site.page(argument);
      return url === undefined ? unknown : textOf(url, true);
    }
    return argument === undefined || argument.includes(UNKNOWN) ? unknown : this.#asked({ kind, argument, then: [] });
  }

  #figureSource(value: GoValue): GoValue {
    const text = printed(value);
    if (text === undefined || text === '' || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(text)) return value;
    const asked = this.#asked({ kind: 'figure', argument: text, then: [] });
    return asked;
  }

  #asked(question: Omit<Lookup, 'range'>): GoValue {
    return textOf(this.#mark(question), true);
  }

  #mark(question: Omit<Lookup, 'range'>): string {
    return `${LOOKUP_OPEN}${this.#input.ask({ ...question, range: this.#input.call.range })}${LOOKUP_CLOSE}`;
  }

  #rendersMarkdown(value: GoValue): GoValue {
    if (value.kind !== 'text') return value.kind === 'nil' ? nil : unknown;
    if (value.derived) return { kind: 'rendered', markdown: value.derived };
    const builder = new DerivedBuilder();
    if (value.copy) builder.copy(this.#input.source, value.copy.start, value.copy.end);
    else builder.make(value.text, this.#input.call.range, { via: this.#input.call.name });
    return { kind: 'rendered', markdown: builder.done() };
  }
}

/** What only puts values together. */
const KEEPING = /^(?:collections\.)?(?:dict|merge|slice|append)$/i;

const ASKING = /^(?:and|or|not|eq|ne|lt|le|gt|ge|in|len|isset|index|slice|plainify|countwords|(?:strings\.)?(?:Has\w+|Contains|Count\w*|Split))$/i;

interface Scope {
  readonly dot: GoValue;
  readonly variables: Map<string, GoValue>;
  /** Variables that this block has made. */
  readonly own: Set<string>;
  /** Whether a condition that is not known decides about it. */
  readonly perhaps: boolean;
  /** The file that is not there where this is shown. */
  readonly unless?: FileValue;
}

/** A block's scope, with the variables that its head makes. */
const blockIn = (scope: Scope, made: Readonly<Record<string, GoValue>>): Scope =>
  ({ ...scope, variables: new Map([...scope.variables, ...Object.entries(made)]), own: new Set(Object.keys(made)) });

/** What a variable from outside is behind a block. */
const setBy = (block: Scope, name: string): GoValue | undefined => (block.own.has(name) ? undefined : block.variables.get(name));

/** Keys and values in the order of a loop. */
function itemsOf(value: GoValue): readonly (readonly [GoValue, GoValue])[] | undefined {
  if (value.kind === 'list') return value.items.map((item, index) => [numberOf(index), item]);
  if (value.kind !== 'record' || !value.isWhole) return undefined;
  return Object.entries(value.fields).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [textOf(key), item]);
}

const fieldOf = ({ fields, isWhole }: GoRecord, name: string): GoValue => (Object.hasOwn(fields, name) ? fields[name] : undefined) ?? (isWhole ? nil : unknown);

/** What a block sets that runs nobody knows how often is not known any more. */
function forget(nodes: readonly TemplateNode[], scope: Scope): void {
  for (const node of nodes) {
    if (node.kind === 'assign' && !node.isNew && scope.variables.has(node.name)) scope.variables.set(node.name, unknown);
    if ('otherwise' in node) forget([...node.then, ...node.otherwise], scope);
  }
}

type FileValue = GoValue & { readonly kind: 'file' };

const questionOf = (file: FileValue): Omit<Lookup, 'range'> =>
  ({ kind: file.of, argument: file.pattern, then: [...(file.isGlob ? ['glob'] : []), ...(file.mayBeMissing ? ['perhaps'] : [])] });

/** A page or file that was found: what is known of it is where it is, and that an image is of some size. */
function addressed(url: string | undefined): GoValue {
  if (url === undefined) return nil;
  const size = numberOf(1000);
  return { kind: 'record', fields: { RelPermalink: textOf(url, true), Permalink: textOf(url, true), Width: size, Height: size, MediaType: mediaTypeOf(url) } };
}

/** Of an image, as its name has it. */
function mediaTypeOf(name: string): GoValue {
  const extension = extensionOf(name.replace(/[?#].*$/s, '')).slice(1).toLowerCase();
  if (!/^(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)$/.test(extension)) return unknown;
  const subType = extension.replace(/^jpg$/, 'jpeg').replace(/^tif$/, 'tiff');
  return { kind: 'record', fields: { MainType: textOf('image'), SubType: textOf(subType), Type: textOf(`image/${subType}${subType === 'svg' ? '+xml' : ''}`) } };
}

/** Methods that make another image of one. */
const REMADE = /^(?:Resize|Fit|Fill|Crop|Process|Filter)$/;

/** `.File` of a page, as far as templates ask; `path` is below the content folder. */
export function fileValue(path: string): GoValue {
  const name = nameOf(path);
  const folder = path.slice(0, path.length - name.length) || '/';
  return { kind: 'record', fields: { Path: textOf(path), Dir: textOf(folder), LogicalName: textOf(name), BaseFileName: textOf(withoutExtension(name)) } };
}

/** What Go's `url.Parse` answers, as far as templates ask. */
function parsedUrl(value: GoValue): GoValue {
  const text = printed(value);
  if (text === undefined) return unknown;
  const [, scheme = '', host = '', path = '', query = '', fragment = ''] = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text) ?? [];
  const fields = { Scheme: scheme, Host: host, Path: decodePath(path), RawQuery: query, Fragment: fragment, String: text };
  return {
    kind: 'record',
    fields: { ...Object.fromEntries(Object.entries(fields).map(([key, part]) => [key, textOf(part)])), IsAbs: boolOf(scheme !== '') },
  };
}

function argumentValue(argument: Argument | undefined): GoValue {
  if (!argument) return nil;
  return { kind: 'text', text: argument.text, isSafe: false, ...(argument.isExact && { copy: argument.range }) };
}

const treeOf = (call: Call): Readonly<Record<string, string>> =>
  Object.fromEntries([...call.named].map(([key, { text }]) => [key.toLowerCase(), text]));

/** Puts all of a derived text into another one. */
export function appendTo(out: DerivedBuilder, derived: Derived, source: string, perhaps = false): void {
  for (const [i, piece] of derived.pieces.entries()) {
    const end = derived.pieces[i + 1]?.at ?? derived.text.length;
    if (piece.kind === 'copy') out.copy(source, piece.source.start, piece.source.end, perhaps || piece.perhaps === true);
    else out.make(derived.text.slice(piece.at, end), piece.source, { ...(piece.via && { via: piece.via }), perhaps: perhaps || piece.perhaps === true });
  }
}
