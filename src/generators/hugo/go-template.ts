/**
 * The part of Go's templates that shortcodes and render hooks are written in. Parsed, never run:
 * https://pkg.go.dev/text/template
 */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipe: Pipe }
  /** `$a = 1`; `isNew` where it is `:=`, which makes a variable of this block. */
  | { readonly kind: 'assign'; readonly name: string; readonly isNew: boolean; readonly pipe: Pipe }
  /** `range $key, $name := …` */
  | { readonly kind: 'if' | 'with' | 'range'; readonly key?: string; readonly name?: string; readonly pipe: Pipe; readonly then: readonly TemplateNode[]; readonly otherwise: readonly TemplateNode[] }
  | { readonly kind: 'return'; readonly pipe: Pipe }
  /** `define "x"`: what `template "x"` puts out. */
  | { readonly kind: 'define'; readonly name: string; readonly then: readonly TemplateNode[] }
  | { readonly kind: 'template'; readonly name: string; readonly pipe?: Pipe }
  /** `break` and the like: what it does is not known here. */
  | { readonly kind: 'unknown' };

/** `.Get "src" | relURL`: each command is handed what the one before it answers. */
export type Pipe = readonly Command[];

/** `printf "%s" .Name`: a function or method with its arguments, or one value alone. */
export type Command = readonly Term[];

export type Term =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  /** `.Page.Title`: of the dot, a variable or what stands in parentheses. */
  | { readonly kind: 'field'; readonly of: 'dot' | { readonly variable: string } | { readonly pipe: Pipe }; readonly path: readonly string[] };

/** Reads a template; `undefined` where it is not one, or longer than anybody writes a shortcode. */
export function parseTemplate(text: string): readonly TemplateNode[] | undefined {
  if (text.length > LONGEST) return undefined;
  const reader = new TemplateReader(partsOf(text));
  const nodes = reader.nodes();
  return reader.isBroken ? undefined : nodes;
}

const LONGEST = 60_000;
const DEEPEST = 60;

type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'action'; readonly tokens: readonly string[] };

/** Texts and actions, with `{{-` and `-}}` done and comments left out. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  let trimNext = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open < 0 ? text.length : open;
    const trimsBefore = open >= 0 && /^-\s/.test(text.slice(open + 2, open + 4));
    let literal = text.slice(at, end);
    if (trimNext) literal = literal.trimStart();
    if (trimsBefore) literal = literal.trimEnd();
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    if (open < 0) break;
    const close = actionEnd(text, open + 2);
    if (close === undefined) return [...parts, { kind: 'action', tokens: ['{{'] }];
    trimNext = /\s-$/.test(text.slice(close - 2, close));
    const inner = text.slice(open + (trimsBefore ? 3 : 2), trimNext ? close - 1 : close).trim();
    if (!inner.startsWith('/*')) parts.push({ kind: 'action', tokens: tokensOf(inner) });
    at = close + 2;
  }
  return parts;
}

/** Where `}}` is, not counting one in a string or a comment. */
function actionEnd(text: string, start: number): number | undefined {
  if (/^-?\s*\/\*/.test(text.slice(start, start + 20))) {
    const comment = text.indexOf('*/', start);
    const end = comment < 0 ? -1 : text.indexOf('}}', comment);
    return end < 0 ? undefined : end;
  }
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '}' && text[at + 1] === '}') return at;
    if (letter === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    } else if (letter === '`') {
      at = text.indexOf('`', at + 1);
      if (at < 0) return undefined;
    }
  }
  return undefined;
}

/** `).Width` is a field of what stands in the parentheses, `) .Width` is not. */
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|:=|\)(?:\.[\w.]+)?|[(|,=]|[^\s()|,="`]+|"/g;

const tokensOf = (action: string): readonly string[] => action.match(TOKEN) ?? [];

class TemplateReader {
  readonly #parts: readonly Part[];
  #at = 0;
  #depth = 0;
  isBroken = false;

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** Up to an `end` or `else` that belongs to somebody above, which is left in place. */
  nodes(): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    for (; this.#at < this.#parts.length; this.#at += 1) {
      const part = this.#parts[this.#at];
      if (!part) break;
      if (part.kind === 'text') { nodes.push(part); continue; }
      const [word = ''] = part.tokens;
      if (word === 'end' || word === 'else') {
        if (this.#depth === 0) this.isBroken = true;
        return nodes;
      }
      const node = this.#action(word, part.tokens);
      if (node) nodes.push(node);
    }
    if (this.#depth > 0) this.isBroken = true;
    return nodes;
  }

  #action(word: string, tokens: readonly string[]): TemplateNode | undefined {
    switch (word) {
      case '': return undefined;
      case 'if': case 'with': case 'range': return this.#block(word, tokens.slice(1));
      case 'define': return { kind: 'define', name: unquoted(tokens[1] ?? ''), then: this.#block('if', ['true']).then };
      case 'template': return { kind: 'template', name: unquoted(tokens[1] ?? ''), ...(tokens.length > 2 && { pipe: this.#pipe(tokens.slice(2)) }) };
      case 'block': this.#block('if', ['false']); return { kind: 'unknown' };
      case 'return': return { kind: 'return', pipe: this.#pipe(tokens.slice(1)) };
      case 'break': case 'continue': case '{{': return { kind: 'unknown' };
      default: break;
    }
    if (word.startsWith('$') && (tokens[1] === ':=' || tokens[1] === '=')) return { kind: 'assign', name: word, isNew: tokens[1] === ':=', pipe: this.#pipe(tokens.slice(2)) };
    return { kind: 'output', pipe: this.#pipe(tokens) };
  }

  #block(kind: 'if' | 'with' | 'range', tokens: readonly string[]): TemplateNode & { readonly kind: 'if' | 'with' | 'range' } {
    const named = tokens.indexOf(':=');
    const name = named > 0 ? tokens[named - 1] : undefined;
    const key = named > 2 && tokens[named - 2] === ',' ? tokens[named - 3] : undefined;
    const pipe = this.#pipe(tokens.slice(named + 1));
    if ((this.#depth += 1) > DEEPEST) this.isBroken = true;
    this.#at += 1;
    const then = this.isBroken ? [] : this.nodes();
    const otherwise = this.#otherwise();
    this.#depth -= 1;
    return { kind, ...(key !== undefined && { key }), ...(name !== undefined && { name }), pipe, then, otherwise };
  }

  /** What follows `else`, up to the `end` of the block. `else if` is a block of its own that shares the `end`. */
  #otherwise(): readonly TemplateNode[] {
    const part = this.#parts[this.#at];
    if (part?.kind !== 'action' || part.tokens[0] !== 'else') return [];
    const next = part.tokens[1];
    if (next === 'if' || next === 'with') return [this.#block(next, part.tokens.slice(2))];
    this.#at += 1;
    return this.nodes();
  }

  #pipe(tokens: readonly string[]): Pipe {
    const cursor = { tokens, at: 0 };
    return this.#pipeAt(cursor);
  }

  #pipeAt(cursor: Cursor): Pipe {
    const commands: Command[] = [];
    let terms: Term[] = [];
    for (; cursor.at < cursor.tokens.length; cursor.at += 1) {
      const token = cursor.tokens[cursor.at] ?? '';
      if (token.startsWith(')')) break;
      if (token === '|') {
        commands.push(terms);
        terms = [];
      } else {
        terms.push(this.#term(token, cursor));
      }
    }
    return [...commands, terms];
  }

  #term(token: string, cursor: Cursor): Term {
    if (token === '(') return this.#parenthesis(cursor);
    if (token.startsWith('"') || token.startsWith('`')) return { kind: 'text', text: unquoted(token) };
    if (/^[+-]?\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token.startsWith('.')) return { kind: 'field', of: 'dot', path: token.split('.').filter((part) => part !== '') };
    if (token.startsWith('$')) {
      const [variable = '$', ...path] = token.split('.');
      return { kind: 'field', of: { variable }, path };
    }
    return { kind: 'name', name: token };
  }

  #parenthesis(cursor: Cursor): Term {
    if ((this.#depth += 1) > DEEPEST) {
      this.isBroken = true;
      cursor.at = cursor.tokens.length;
    }
    cursor.at += 1;
    const pipe = this.#pipeAt(cursor);
    this.#depth -= 1;
    const path = (cursor.tokens[cursor.at] ?? '').split('.').slice(1);
    return { kind: 'field', of: { pipe }, path };
  }
}

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
}

function unquoted(token: string): string {
  const inner = token.slice(1, -1);
  if (token.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
}
