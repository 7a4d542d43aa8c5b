import { DerivedBuilder, UNKNOWN } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import { untouched, type Evaluated } from '../../core/template/evaluated.ts';
import type { TemplateFilter } from '../../core/template/filter.ts';
import { evaluateLiquid, liquidJs, type LiquidWorld } from '../../core/template/liquid/index.ts';
import { evaluateNunjucks, type NunjucksWorld } from '../../core/template/nunjucks/index.ts';
import type { TagResult, TemplateTag, UnknownTag } from '../../core/template/tag.ts';
import { lookupValue, type TemplateMapping, type TemplateValue } from '../../core/template/value.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { sindresorhus, simple } from '../javascript/packages.ts';
import { objectOf, type Js } from '../javascript/values.ts';
import type { Engine, Settings } from './settings.ts';
import { fromTemplate, resultOf } from './values.ts';

/** Evaluates a text in one of the template languages. */
export type EvaluateTemplate = (engine: Engine, text: string, range: Range, variables: TemplateMapping) => Evaluated;

/** What every template of the blog shares: filters, tags, includes. */
export function templates(settings: Settings, evaluator: Evaluator, includes: ReadonlyMap<string, string>): EvaluateTemplate {
  const filters = filtersOf(settings, evaluator);
  const tags = { ...ownTags(settings, 'liquid'), include: liquidInclude(includes), render: liquidInclude(includes) };
  const njkTags = { ...ownTags(settings, 'nunjucks'), include: njkInclude(includes) };
  const unknownTag = (): UnknownTag => (settings.plugins.size > 0 ? { kind: 'unknown' } : { kind: 'problem' });
  const world = (variables: TemplateMapping): LiquidWorld => ({
    dialect: liquidJs, variables, filters, tags, unknownFilter: 'unknown', deferrable: new Set(['url']),
    unknownTag,
  });
  const njkWorld = (variables: TemplateMapping): NunjucksWorld => ({
    variables, filters, tags: njkTags, unknownTag, unknownName: 'unknown', deferrable: new Set(['url']), autoescape: true,
  });
  return (engine, text, range, variables) => {
    switch (engine) {
      case 'none': return untouched(text, range);
      case 'liquid': return evaluateLiquid(text, range, world(variables));
      case 'njk': return evaluateNunjucks(text, range, njkWorld(variables));
      case 'unknown': return unread(text, range);
      default: return engine satisfies never;
    }
  };
}

/** A language nobody reads here: each of its tags may put anything in its place. */
function unread(text: string, range: Range): Evaluated {
  const builder = new DerivedBuilder();
  let hasUnknownParts = false;
  let at = range.start;
  for (let open = nextTag(text, at); open >= 0 && open < range.end; open = nextTag(text, at)) {
    const close = text.indexOf(text.charAt(open + 1) === '{' ? '}}' : `${text.charAt(open + 1)}}`, open + 2);
    if (close < 0 || close + 2 > range.end) break;
    builder.copy(text, at, open);
    if (text.charAt(open + 1) !== '#') builder.make(UNKNOWN, { start: open, end: close + 2 });
    hasUnknownParts = true;
    at = close + 2;
  }
  builder.copy(text, at, range.end);
  return { derived: builder.done(), lookups: [], problems: [], hasUnknownParts };
}

function nextTag(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    if ('{%#'.includes(text.charAt(at + 1)) && at + 1 < text.length) return at;
  }
  return -1;
}

function filtersOf({ filters, pathPrefix }: Settings, evaluator: Evaluator): Readonly<Record<string, TemplateFilter>> {
  const program = (call: Js): TemplateFilter => (input, args) => {
    evaluator.refill();
    return resultOf(evaluator.attempt(() => evaluator.machine.call(call, [fromTemplate(input), ...args.map((arg) => fromTemplate(arg))])));
  };
  const own = Object.fromEntries([...filters].map(([name, call]) => [name, program(call)]));
  return {
    slugify: (input) => resultOf(sindresorhus(fromTemplate(input), objectOf([['decamelize', false]]))),
    slug: (input) => resultOf(simple(fromTemplate(input), objectOf([['replacement', '-'], ['lower', true]]))),
    url: (input) => (typeof input === 'string' && !input.includes(UNKNOWN) ? prefixed(input, pathPrefix) : undefined),
    inputPathToUrl: (input) => (typeof input === 'string' ? lookupValue({ kind: 'inputPathToUrl', argument: input }) : undefined),
    log: (input) => input,
    ...own,
  };
}

/** `url` puts the prefix in front of paths from the root, even where it is there already, and leaves all others as they are. */
export function prefixed(url: string, pathPrefix: string): string {
  if (!url.startsWith('/') || url.startsWith('//') || url === pathPrefix || url === `${pathPrefix}/`) return url;
  return pathPrefix + url;
}

/** Shortcodes of the blog's own put out what only they know. */
const ownTags = <Language extends string>({ shortcodes }: Settings, body: Language): Readonly<Record<string, TemplateTag<Language>>> =>
  Object.fromEntries([...shortcodes].map(([name, paired]): readonly [string, TemplateTag<Language>] => [name, paired
    ? { kind: 'block', body, render: () => ({ kind: 'unknown' }) }
    : { kind: 'tag', render: () => ({ kind: 'unknown' }) }]));

/** `{% include "x.html", name: value %}` */
const liquidInclude = (includes: ReadonlyMap<string, string>): TemplateTag<'liquid'> => ({
  kind: 'tag',
  render: ({ markup, evaluate }) => {
    const name = /^\s*("[^"]*"|'[^']*'|[^\s,]+)/.exec(markup)?.[1] ?? '';
    return included(/^["']/.test(name) ? name.slice(1, -1) : evaluate(name), includes, withArguments(markup, evaluate));
  },
});

/** `{% include "x.njk" ignore missing %}` */
const njkInclude = (includes: ReadonlyMap<string, string>): TemplateTag<'nunjucks'> => ({
  kind: 'tag',
  render: ({ markup, evaluate }) => {
    const [, name = '', missing] = /^\s*(.*?)(\s+ignore\s+missing)?\s*$/s.exec(markup.slice(0, 1000)) ?? [];
    const result = included(evaluate(name), includes, {});
    return missing !== undefined && result.kind === 'problem' ? { kind: 'text', text: '' } : result;
  },
});

function included(path: TemplateValue, includes: ReadonlyMap<string, string>, variables: TemplateMapping): TagResult {
  if (typeof path !== 'string' || path.includes(UNKNOWN)) return { kind: 'unknown' };
  const template = ['', '.liquid', '.njk', '.html'].map((extension) => includes.get(path.replace(/^\.\//, '') + extension)).find((text) => text !== undefined);
  if (template !== undefined) return { kind: 'include', template, variables };
  // It is also looked for from the input folder and from the project's.
  return { kind: 'unknown' };
}

const LONGEST_ARGUMENTS = 2_000;

function withArguments(markup: string, evaluate: (expression: string) => TemplateValue): TemplateMapping {
  const pairs = [...markup.slice(0, LONGEST_ARGUMENTS).matchAll(/(\w+)\s*:\s*("[^"]*"|'[^']*'|[^\s,]+)/g)];
  return Object.fromEntries(pairs.map(([, name = '', expression = '']) => [name, evaluate(expression)]));
}
