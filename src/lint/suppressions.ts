import type { Finding } from '../core/finding.ts';
import { SILENCE_WORDS, type Silence } from '../core/markdown/silences.ts';
import type { FilePath } from '../core/paths.ts';
import type { Rule, Sight } from '../core/rule.ts';
import type { Site } from '../core/site/site.ts';
import { nearest } from '../core/text/nearest.ts';
import { rules } from '../rules/index.ts';

/** What is left when the comments in the posts have had their say. */
export interface Suppressed {
  readonly kept: readonly Finding[];
  /** How many findings were silenced. */
  readonly silenced: number;
  /** Silences that silenced nothing, and those that never could. */
  readonly unused: readonly (Sight & { readonly file: FilePath })[];
}

/**
 * Takes out what a comment silences. `isJudged` says whether a rule was asked about a file: a silence of a rule that is off
 * is not unused.
 */
export function suppress(findings: readonly Finding[], site: Site, isJudged: (rule: string, file: FilePath) => boolean): Suppressed {
  const silencesOf = new Map<FilePath, readonly Silence[]>();
  for (const { path, silences } of site.documents.values()) if (silences) silencesOf.set(path, silences);
  if (silencesOf.size === 0) return { kept: findings, silenced: 0, unused: [] };
  const used = new Set<string>();
  const kept = findings.filter((finding) => {
    const silencing = (silencesOf.get(finding.file) ?? []).flatMap((silence, index) => namesMet(silence, finding).map((name) => `${index} ${name} ${finding.file}`));
    for (const one of silencing) used.add(one);
    return silencing.length === 0;
  });
  const unused = [...silencesOf].flatMap(([file, silences]) => (isLooked(file, site) ? silences.flatMap((silence, index) =>
    unusedOf(silence, (name) => used.has(`${index} ${name} ${file}`), (rule) => isJudged(rule, file)).map((sight) => ({ ...sight, file }))) : []));
  return { kept, silenced: findings.length - kept.length, unused };
}

/** Nothing is found in what is published as nothing, or no longer. */
function isLooked(file: FilePath, site: Site): boolean {
  const entry = site.bySource.get(file);
  return entry !== undefined && entry.visibility.kind !== 'expired';
}

/** The names of a silence that mean a finding; `*` where all rules are meant. */
function namesMet(silence: Silence, { rule, range }: Finding): readonly string[] {
  if (silence.problem || range.start < silence.over.start || range.start >= silence.over.end) return [];
  if (silence.rules.length === 0) return rulesMeant(silence.by, '*', rule) ? ['*'] : [];
  return silence.rules.flatMap(({ name }) => (rulesMeant(silence.by, name, rule) ? [name] : []));
}

/** Whether a name, in the words of a checker, means one of our rules. */
function rulesMeant(by: Silence['by'], name: string, rule: string): boolean {
  switch (by) {
    case 'blog': return name === '*' || name === rule;
    // https://github.com/tcort/markdown-link-check looks whether links lead somewhere.
    case 'markdown-link-check': return LINK_RULES.has(rule);
    case 'markdownlint': return name === '*' ? MARKDOWNLINT_RULES.has(rule) : MARKDOWNLINT.get(name.toLowerCase()) === rule;
    default: return by satisfies never;
  }
}

const NO_LINK_RULES = ['heavy-image', 'insecure-link', 'missing-alt', 'untracked-file'];
const LINK_RULES: ReadonlySet<string> = new Set(rules.filter(({ id, inspects }) => inspects === 'reference' && !NO_LINK_RULES.includes(id)).map(({ id }) => id));

/** Rules of https://github.com/DavidAnson/markdownlint that see what ours see, by number and by name. */
const MARKDOWNLINT: ReadonlyMap<string, string> = new Map([
  ['md011', 'malformed-link'], ['no-reversed-links', 'malformed-link'],
  ['md045', 'missing-alt'], ['no-alt-text', 'missing-alt'],
  ['md051', 'broken-anchor'], ['link-fragments', 'broken-anchor'],
  ['md052', 'undefined-reference'], ['reference-links-images', 'undefined-reference'],
]);
const MARKDOWNLINT_RULES: ReadonlySet<string> = new Set(MARKDOWNLINT.values());

function unusedOf(silence: Silence, isUsed: (name: string) => boolean, isJudged: (rule: string) => boolean): readonly Sight[] {
  const { by, rules: named, range, problem } = silence;
  if (by !== 'blog') return [];
  if (problem) return [{ range, ...wordsOn(problem) }];
  if (named.length === 0) return isUsed('*') ? [] : [{ range, message: 'Everything is silenced here, and there is nothing to silence.', help: TAKE_OUT }];
  return named.flatMap(({ name, range }) => {
    const rule = rules.find(({ id }) => id === name);
    if (!rule) return [{ range, ...unknownRule(name) }];
    return isUsed(name) || !isJudged(name) || !canBeSilenced(rule) ? [] : [{ range, message: `\`${name}\` is silenced here, and there is none.`, help: TAKE_OUT }];
  });
}

const TAKE_OUT = 'Take the comment out, or else it hides the next one.';

const canBeSilenced = ({ inspects }: Rule): boolean => inspects !== 'silences';

function wordsOn({ kind, word }: NonNullable<Silence['problem']>): { message: string; help: string } {
  switch (kind) {
    case 'nothing-to-end': return { message: `\`${word}\` ends nothing: there is no \`blog-ignore-start\` before it.`, help: 'Put a start before it, with the same rules, or take it out.' };
    case 'unknown-word': {
      const near = nearest(word, SILENCE_WORDS);
      return { message: `\`${word}\` is no word that silences anything.`, help: near === undefined ? `There are ${SILENCE_WORDS.map((one) => `\`${one}\``).join(', ')}.` : `Did you mean \`${near}\`?` };
    }
    default: return kind satisfies never;
  }
}

function unknownRule(name: string): { message: string; help: string } {
  const near = nearest(name, rules.map(({ id }) => id));
  return {
    message: `No rule is called \`${name}\`.`,
    help: near === undefined ? '`blog rules` lists them. A reason stands behind `--` or `:`.' : `Did you mean \`${near}\`?`,
  };
}
