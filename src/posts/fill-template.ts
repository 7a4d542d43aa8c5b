import { changeHead, type HeadChange } from '../core/markdown/front-matter-edits.ts';
import type { FrontMatter, Value } from '../core/site/document.ts';
import { inItsKeys, valueAt } from './head-keys.ts';

/** What a template is filled with. */
export interface Filling {
  readonly title: string;
  readonly slug: string;
  /** As this blog writes dates. */
  readonly date: string;
  readonly dateKey: string;
  /** Whether the date is to stand there even if the template has no place for it. */
  readonly dateNeeded: boolean;
  /** Whether `Draft` is `draft` to the generator. */
  readonly keysInAnyCase?: true;
  /** Where drafts are marked in front matter. */
  readonly draftKey?: string;
  readonly draft: boolean;
  readonly tags: readonly string[];
  /** What a text at `tags` is to the generator. */
  readonly textTags?: 'words' | 'name';
  readonly set: readonly (readonly [key: string, value: Value])[];
}

/**
 * A post made of a blog's own template: `{{ title }}`, `{{ date }}`, `{{ slug }}` and what generators have for them
 * (`{{ .Title }}`, `{{ replace .Name "-" " " | title }}`) are filled in; the rest of the body stays, other templates too.
 * In the head, what cannot be filled in is left empty.
 */
export function fillTemplate(template: string, filling: Filling, read: (text: string) => FrontMatter): string {
  const marked = markedHead(template, read);
  const frontMatter = read(marked.text);
  const head = changeHead(marked.text, headChanges(frontMatter, filling, marked.marks).map((change) => inItsKeys(change, frontMatter.data, filling)), read);
  const end = read(head).range.end;
  return head.slice(0, end) + filled(head.slice(end), filling);
}

/** Whether a template makes a draft, where its head says so by this key. */
export function draftBy(template: string, { draftKey, ...keys }: Pick<Filling, 'draftKey' | 'keysInAnyCase'>, read: (text: string) => FrontMatter): boolean {
  return draftKey !== undefined && valueAt(read(markedHead(template, read).text).data, draftKey, keys) === true;
}

interface Marked {
  readonly text: string;
  /** What stands for which placeholder. */
  readonly marks: ReadonlyMap<string, string>;
}

const PLACEHOLDER = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g;

/** Braces are a mapping to YAML and nothing to TOML: in the head, a word stands for each placeholder. */
function markedHead(template: string, read: (text: string) => FrontMatter): Marked {
  const fence = /^\uFEFF?\s*(?:---|\+\+\+|\{)/.test(template);
  const end = fence ? closeOf(template) : 0;
  const marks = new Map<string, string>();
  const head = template.slice(0, end).replace(/(["']?)\{\{-?\s*([^{}]*?)\s*-?\}\}(["']?)/g, (_, before: string, inside: string, after: string, at: number) => {
    // TOML has no bare words: there, a number stands for what has no quotes.
    const mark = before === '' && after === '' && /=\s*$/.test(template.slice(0, at)) ? `7700${marks.size}77` : `zq${marks.size}mark`;
    marks.set(mark, inside);
    return before + mark + after;
  });
  return { text: read(head + template.slice(end)).error ? template : head + template.slice(end), marks };
}

function closeOf(text: string): number {
  const [, fence = ''] = /^\uFEFF?\s*(---|\+\+\+|\{)/.exec(text) ?? [];
  const close = fence === '{' ? text.indexOf('\n}') : text.indexOf(`\n${fence}`, fence.length);
  return close < 0 ? text.length : close;
}

function headChanges({ data }: FrontMatter, filling: Filling, marks: ReadonlyMap<string, string>): readonly HeadChange[] {
  const { dateKey, draftKey, draft, tags, date, title, set } = filling;
  const placeheld = Object.entries(data).flatMap(([key, value]): readonly HeadChange[] => {
    const inside = typeof value === 'object' ? undefined : marks.get(String(value));
    const isDate = inside !== undefined && wordFor(inside) === 'date';
    if (typeof value === 'number' && inside !== undefined) return [{ kind: 'set', key, value: textFor(inside, filling) ?? '', ...(isDate && { literal: true as const }) }];
    if (typeof value !== 'string' || !MARK.test(value)) return [];
    return [{ kind: 'set', key, value: value.replace(EVERY_MARK, (mark) => textFor(marks.get(mark) ?? '', filling) ?? ''), ...(isDate && { literal: true as const }) }];
  });
  return [
    ...placeheld,
    { kind: 'set', key: 'title', value: title },
    ...(filling.dateNeeded || valueAt(data, dateKey, filling) !== undefined ? [{ kind: 'set', key: dateKey, value: date, literal: true, behind: ['title'] } as const] : []),
    ...(draftKey !== undefined && (draft || valueAt(data, draftKey, filling) !== undefined) ? [{ kind: 'set', key: draftKey, value: draft } as const] : []),
    ...(tags.length > 0 ? [{ kind: 'add', key: 'tags', items: tags, ...(filling.textTags !== 'name' && { joint: ' ' }) } as const] : []),
    ...set.map(([key, value]) => ({ kind: 'set', key, value } as const)),
  ];
}

const MARK = /zq\d+mark/;
const EVERY_MARK = /zq\d+mark/g;

const filled = (body: string, filling: Filling): string => body.replace(PLACEHOLDER, (whole, inside: string) => textFor(inside, filling) ?? whole);

function textFor(inside: string, filling: Filling): string | undefined {
  const word = wordFor(inside);
  return word === undefined ? undefined : filling[word];
}

function wordFor(inside: string): 'title' | 'date' | 'slug' | undefined {
  if (/^\.?(?:title|name)$/i.test(inside) || /\|\s*title$/.test(inside) || /^(?:post\.|page\.)?title$/.test(inside)) return 'title';
  if (/^\.?date$/i.test(inside) || /^(?:now|dateFormat\b.*|\.Date.*)$/.test(inside)) return 'date';
  return /^\.?(?:slug|\.File\.ContentBaseName|\.Name)$/i.test(inside) ? 'slug' : undefined;
}

/** Where blogs keep templates of posts, and what each is called: `review` of `_templates/review.md` and `archetypes/review/index.md`. */
export function templateNames(files: Iterable<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of files) {
    const name = /^(?:.*\/)?(?:_templates|\.templates|archetypes|scaffolds)\/([^/]+?)(?:\/index)?\.(?:md|markdown|mdx)$/.exec(file)?.[1]
      ?? /^(?:.*\/)?_drafts\/_?([^/]*template[^/]*)\.(?:md|markdown)$/.exec(file)?.[1]?.replace(/^_/, '');
    if (name !== undefined && !found.has(name)) found.set(name, file);
  }
  return found;
}
