import { DerivedBuilder, UNKNOWN } from '../../core/text/derived.ts';
import type { Range } from '../../core/text/range.ts';
import { untouched, type Evaluated } from '../../core/template/evaluated.ts';
import { evaluateLiquid, liquidJs, type LiquidFilter, type LiquidTag, type LiquidWorld } from '../../core/template/liquid/index.ts';
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
  const tags = tagsOf(settings, includes);
  const world = (variables: TemplateMapping): LiquidWorld => ({
    dialect: liquidJs, variables, filters, tags, unknownFilter: 'unknown', deferrable: new Set(['url']),
    unknownTag: () => (settings.plugins.size > 0 ? { kind: 'unknown' } : { kind: 'problem' }),
  });
  return (engine, text, range, variables) => {
    switch (engine) {
      case 'none': return untouched(text, range);
      case 'liquid': return evaluateLiquid(text, range, world(variables));
      // Where it writes values and no more, the two languages say the same.
      case 'njk': return isPlain(text.slice(range.start, range.end)) ? evaluateLiquid(text, range, world(variables)) : unread(text, range);
      case 'unknown': return unread(text, range);
      default: return engine satisfies never;
    }
  };
}

/** `{{ page.fileSlug }}`, `{{ title | slugify }}` and nothing else. */
const isPlain = (text: string): boolean =>
  text.length < 2000 && !/\{[%#]/.test(text) && (text.match(/\{\{.*?\}\}/g) ?? []).every((tag) => /^\{\{-? *[\w.]+(?: *\| *\w+)* *-?\}\}$/.test(tag));

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

function filtersOf({ filters, pathPrefix }: Settings, evaluator: Evaluator): Readonly<Record<string, LiquidFilter>> {
  const program = (call: Js): LiquidFilter => (input, args) => {
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

/** `url` puts the prefix in front of paths from the root, and leaves all others as they are. */
export function prefixed(url: string, pathPrefix: string): string {
  if (!url.startsWith('/') || url.startsWith('//')) return url;
  if (pathPrefix === '' || url === pathPrefix || url.startsWith(`${pathPrefix}/`)) return url;
  return pathPrefix + url;
}

function tagsOf({ shortcodes }: Settings, includes: ReadonlyMap<string, string>): Readonly<Record<string, LiquidTag>> {
  const own = [...shortcodes].map(([name, paired]): readonly [string, LiquidTag] => [name, paired
    ? { kind: 'block', body: 'liquid', render: () => ({ kind: 'unknown' }) }
    : { kind: 'tag', render: () => ({ kind: 'unknown' }) }]);
  const include: LiquidTag = {
    kind: 'tag',
    render: ({ markup, evaluate }) => {
      const name = /^\s*("[^"]*"|'[^']*'|[^\s,]+)/.exec(markup)?.[1] ?? '';
      const path = /^["']/.test(name) ? name.slice(1, -1) : evaluate(name);
      const template = typeof path === 'string' ? ['', '.liquid', '.html'].map((extension) => includes.get(path + extension)).find((text) => text !== undefined) : undefined;
      if (template !== undefined) return { kind: 'include', template, variables: withArguments(markup, evaluate) };
      return typeof path === 'string' && !path.includes(UNKNOWN) && /\.\w+$/.test(path)
        ? { kind: 'problem', message: `There is no \`${path}\` among the includes, and Eleventy stops there.` }
        : { kind: 'unknown' };
    },
  };
  return { include, render: include, ...Object.fromEntries(own) };
}

/** `{% include "x.html", name: value %}` */
function withArguments(markup: string, evaluate: (expression: string) => TemplateValue): TemplateMapping {
  const pairs = [...markup.matchAll(/(\w+)\s*:\s*("[^"]*"|'[^']*'|[^\s,]+)/g)];
  return Object.fromEntries(pairs.map(([, name = '', expression = '']) => [name, evaluate(expression)]));
}
