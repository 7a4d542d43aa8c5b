import { defineRule, type Sight } from '../core/rule.ts';
import type { Document, Value } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import { grouped } from '../core/text/grouped.ts';
import type { Range } from '../core/text/range.ts';

export default defineRule({
  id: 'front-matter-shape',
  summary: 'Front matter that is not as your other posts have it, or not as a schema of yours wants it.',
  severity: 'warning',
  off: true,
  needs: 'shape',
  inspects: 'site',

  *check({ site, facts }) {
    if (!facts.shape) {
      yield* outliers(site);
      return;
    }
    for (const [file, problems] of facts.shape) {
      const document = site.documents.get(file);
      for (const { path, message } of document ? problems : []) yield { file, range: placeOf(path, document), message, help: 'Mend it, or the schema.' };
    }
  },
});

/** Fewer posts than these agree by chance. */
const FEW = 20;

/** So large a part of them has to agree before one is called different. */
const MOST = 0.95;

/** And a larger one before something is called missing. */
const NEARLY_ALL = 0.98;
const MANY = 50;

function* outliers(site: Site): Iterable<Sight> {
  const posts = site.entries.flatMap(({ kind, source }) => {
    const document = kind === 'post' && source !== undefined ? site.documents.get(source) : undefined;
    return document && document.frontMatter.format !== 'none' && !document.frontMatter.error ? [document] : [];
  });
  const unique = [...new Set(posts)];
  for (const key of new Set(unique.flatMap(({ frontMatter }) => Object.keys(frontMatter.data)))) {
    const having = unique.filter(({ frontMatter }) => key in frontMatter.data);
    yield* ofOtherKind(key, having);
    if (unique.length >= MANY && having.length < unique.length && having.length >= unique.length * NEARLY_ALL) yield* without(key, unique, having.length, site);
  }
}

function* ofOtherKind(key: string, having: readonly Document[]): Iterable<Sight> {
  const kinds = new Map<Kind, number>();
  const known = having.flatMap((document) => {
    const kind = kindOf(document.frontMatter.data[key]);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return kind === undefined ? [] : [{ document, kind }];
  });
  const [usual] = [...kinds].sort((a, b) => b[1] - a[1]);
  if (!usual || known.length < FEW || usual[1] < known.length * MOST) return;
  for (const { document, kind } of known) {
    if (!DIFFERENT[usual[0]].includes(kind)) continue;
    yield {
      file: document.path, range: placeOf(key, document),
      message: `\`${key}\` is ${WORDS[kind]} here, and ${WORDS[usual[0]]} in ${grouped(usual[1])} other posts.`,
      help: 'Write it as the others do.',
    };
  }
}

function* without(key: string, posts: readonly Document[], count: number, site: Site): Iterable<Sight> {
  for (const document of posts) {
    const kind = site.bySource.get(document.path)?.visibility.kind;
    if (key in document.frontMatter.data || kind === 'draft' || kind === 'unpublished') continue;
    yield {
      file: document.path, range: document.frontMatter.range,
      message: `\`${key}\` is missing here, which ${grouped(count)} of ${grouped(posts.length)} posts have.`,
    };
  }
}

type Kind = 'list' | 'group' | 'boolean' | 'number' | 'day' | 'text';

const WORDS: Readonly<Record<Kind, string>> = { list: 'a list', group: 'a group of keys', boolean: 'true or false', number: 'a number', day: 'a date', text: 'a text' };

/** What is no slip of the pen beside what is usual: a title may be a number, and a text may look like a date. */
const DIFFERENT: Readonly<Record<Kind, readonly Kind[]>> = {
  list: ['group', 'boolean', 'number', 'day', 'text'],
  group: ['list', 'boolean', 'number', 'day', 'text'],
  boolean: ['list', 'group', 'number', 'day', 'text'],
  number: ['list', 'group', 'boolean', 'day', 'text'],
  day: ['list', 'group', 'boolean', 'number', 'text'],
  text: ['list', 'group'],
};

/** `undefined` where there is nothing. */
function kindOf(value: Value | undefined): Kind | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'boolean': return 'boolean';
    case 'number': return 'number';
    case 'string': return /^\d{4}-\d\d?-\d\d?(?:$|[T\s])/.test(value) ? 'day' : 'text';
    default: return 'group';
  }
}

/** The value at a path, or its key, or the head. */
function placeOf(path: string, document: Document | undefined): Range {
  const place = document?.frontMatter.scalars.get(path) ?? document?.frontMatter.scalars.get(`${path}.0`);
  if (place) return place.value;
  return { start: document?.frontMatter.range.start ?? 0, end: document?.frontMatter.range.start ?? 0 };
}
