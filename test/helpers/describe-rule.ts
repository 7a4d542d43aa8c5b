import { describe, expect, test } from 'vitest';
import type { ExternalAnswer } from '../../src/core/external.ts';
import { asFilePath, isBinary, type FilePath } from '../../src/core/paths.ts';
import type { FileFacts, Rule, ShapeProblem } from '../../src/core/rule.ts';
import { lintSite } from '../../src/lint/lint-site.ts';
import { rules } from '../../src/rules/index.ts';
import { blogOf, type BlogOptions, type Texts } from './blog.ts';
import { draw } from './draw.ts';

export interface RuleCase extends BlogOptions {
  readonly blog: Texts;
  /** The findings under their lines, as `draw` gives them; blank lines around do not matter. */
  readonly drawn: string;
  readonly facts?: { readonly untracked?: Readonly<Record<string, 'untracked' | 'ignored' | 'lfs'>>; readonly unreadable?: Readonly<Record<string, string>>; readonly sizes?: Readonly<Record<string, number>>; readonly shape?: Readonly<Record<string, readonly ShapeProblem[]>>; readonly external?: Readonly<Record<string, ExternalAnswer>> };
}

export interface RuleCases {
  /** What the rule reports, drawn. The name finishes "finds …". */
  readonly finds: Readonly<Record<string, RuleCase>>;
  /** Blogs in which it sees nothing. The name finishes "accepts …". */
  readonly accepts: Readonly<Record<string, Texts | Omit<RuleCase, 'drawn'>>>;
}

/** Runs one rule over blogs in memory: what it finds is drawn under the text, what it accepts is silent. */
export function describeRule(rule: Rule, { finds, accepts }: RuleCases): void {
  describe(rule.id, () => {
    for (const [name, one] of Object.entries(finds)) {
      test(`finds ${name}`, async () => expect(await drawnBy(rule, one)).toBe(one.drawn.replace(/^\n|\n\s*$/g, '')));
    }
    for (const [name, one] of Object.entries(accepts)) {
      test(`accepts ${name}`, async () => expect(await drawnBy(rule, isCase(one) ? one : { blog: one })).toBe(''));
    }
  });
}

/** Those of a blog's files that are texts. */
export const textsIn = (blog: Texts): ReadonlyMap<FilePath, string> =>
  new Map(Object.entries(blog).flatMap(([path, text]) => (isBinary(path) ? [] : [[asFilePath(path), text]])));

const isCase = (one: Texts | Omit<RuleCase, 'drawn'>): one is Omit<RuleCase, 'drawn'> => typeof one.blog === 'object';

async function drawnBy(rule: Rule, one: Omit<RuleCase, 'drawn'>): Promise<string> {
  const site = await blogOf(one.blog, one);
  const only = Object.fromEntries(rules.map(({ id, severity }) => [id, id === rule.id ? severity : 'off' as const]));
  return draw(lintSite(site, { rules: only, facts: factsOf(one) }), one.blog);
}

function factsOf({ facts, blog }: Pick<RuleCase, 'facts' | 'blog'>): FileFacts {
  const entries = <T>(record: Readonly<Record<string, T>> = {}): Map<ReturnType<typeof asFilePath>, T> =>
    new Map(Object.entries(record).map(([path, value]) => [asFilePath(path), value]));
  return { unreadable: entries(facts?.unreadable), sizes: entries(facts?.sizes), ...(facts?.shape && { shape: entries(facts.shape) }), texts: textsIn(blog), misspellings: new Map([['recieve', 'receive'], ['wich', 'which, witch']]), ...(facts?.untracked && { untracked: entries(facts.untracked) }), ...(facts?.external && { external: new Map(Object.entries(facts.external)) }) };
}
