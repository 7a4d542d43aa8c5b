import type { Finding, Severity } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { FileFacts, Rule, Sight } from '../core/rule.ts';
import type { Range } from '../core/text/range.ts';
import type { Resolution } from '../core/site/resolution.ts';
import type { Site } from '../core/site/site.ts';
import { rules } from '../rules/index.ts';
import { judgementsOf, shownUrl, type Judgement } from './judge.ts';
import { suppress } from './suppressions.ts';

export interface LintOptions {
  /** Over the rules' own severities: `{ 'missing-alt': 'off' }`. */
  readonly rules?: Severities;
  /** Over `rules`, in some files; of two that mean a file the later wins. */
  readonly overrides?: readonly Override[];
  /** Over all of these: what was typed. */
  readonly typed?: Severities;
  /** Files and references nothing is told of. */
  readonly ignores?: (finding: Finding) => boolean;
  readonly facts: FileFacts;
}

export type Severities = Readonly<Record<string, Severity | 'off' | undefined>>;

export interface Override {
  means(file: FilePath): boolean;
  readonly rules: Severities;
}

/** Shows every reference, document and the site to the rules that inspect them. Sorted by file, place and rule. */
export function lintSite(site: Site, options: LintOptions): readonly Finding[] {
  const active = rules.flatMap((rule) => activeOf(rule, options));
  const seen = [...seeReferences(active, site, options.facts), ...seeDocuments(active, site, options.facts), ...seeSite(active, site, options.facts)];
  const findings = afterSilences(seen, active, site, options);
  return withoutRepeats((options.ignores ? findings.filter((finding) => !options.ignores?.(finding)) : [...findings]).sort(byPlace));
}

/** What the rules that are on look at beside the site: for `gatherFacts`. */
export const needsOf = (options: Omit<LintOptions, 'facts'>): ReadonlySet<string> =>
  new Set(rules.flatMap((rule) => (rule.needs !== undefined && activeOf(rule, options).length > 0 ? [rule.needs] : [])));

/** A rule that is on somewhere. */
interface Active {
  readonly rule: Rule;
  /** How severe it is in a file, where somebody said so; `undefined` leaves it to the rule. */
  stated(file: FilePath): Severity | 'off' | undefined;
}

function activeOf(rule: Rule, options: Omit<LintOptions, 'facts'>): readonly Active[] {
  const typed = options.typed?.[rule.id];
  const everywhere = typed ?? options.rules?.[rule.id] ?? (rule.off ? 'off' : undefined);
  const overrides = typed === undefined ? (options.overrides ?? []).flatMap(({ means, rules }) => {
    const severity = rules[rule.id];
    return severity === undefined ? [] : [{ means, severity }];
  }) : [];
  if (everywhere === 'off' && overrides.every(({ severity }) => severity === 'off')) return [];
  return [{ rule, stated: (file) => overrides.findLast(({ means }) => means(file))?.severity ?? everywhere }];
}

function afterSilences(seen: readonly Finding[], active: readonly Active[], site: Site, { facts }: LintOptions): readonly Finding[] {
  const byId = new Map(active.map((one) => [one.rule.id, one]));
  const { kept, unused } = suppress(seen, site, (id, file) => {
    const one = byId.get(id);
    return one !== undefined && severityOf(one, file) !== 'off' && isAnswered(one.rule, facts);
  });
  const own = active.find(({ rule }) => rule.inspects === 'silences');
  return own ? [...kept, ...unused.flatMap((sight) => [...findingsOf(own, sight, sight.file)])] : kept;
}

const severityOf = ({ rule, stated }: Active, file: FilePath): Severity | 'off' => stated(file) ?? rule.severity;

/** Without git nobody can say what it tracks. */
const isAnswered = ({ id }: Rule, { untracked }: FileFacts): boolean => id !== 'untracked-file' || untracked !== undefined;

function* seeReferences(active: readonly Active[], site: Site, facts: FileFacts): Iterable<Finding> {
  const concerned = new Map<Resolution['kind'], readonly Active[]>();
  const concernedBy = (kind: Resolution['kind']): readonly Active[] => {
    const known = concerned.get(kind) ?? active.filter(({ rule }) => rule.inspects === 'reference' && (rule.meeting?.includes(kind) ?? true));
    concerned.set(kind, known);
    return known;
  };
  for (const judgement of judgementsOf(site)) {
    if (judgement.entry.visibility.kind === 'expired') continue;
    const context = { ...judgement, site, facts };
    for (const one of concernedBy(judgement.resolution.kind)) {
      if (one.rule.inspects !== 'reference') continue;
      for (const sight of one.rule.check(context)) yield* findingsOf(one, sight, judgement.document.path, judgement);
    }
  }
}

function* seeDocuments(active: readonly Active[], site: Site, facts: FileFacts): Iterable<Finding> {
  for (const document of site.documents.values()) {
    const context = { document, entry: site.bySource.get(document.path), site, facts };
    for (const one of active) {
      if (one.rule.inspects !== 'document') continue;
      for (const sight of one.rule.check(context)) yield* findingsOf(one, sight, document.path);
    }
  }
}

function* seeSite(active: readonly Active[], site: Site, facts: FileFacts): Iterable<Finding> {
  for (const one of active) {
    if (one.rule.inspects !== 'site') continue;
    for (const sight of one.rule.check({ site, facts })) if (sight.file) yield* findingsOf(one, sight, sight.file);
  }
}

function* findingsOf({ rule, stated }: Active, sight: Sight, file: FilePath, judgement?: Judgement): Iterable<Finding> {
  const place = sight.file ?? file;
  const severity = stated(place) ?? sight.severity ?? rule.severity;
  if (severity === 'off') return;
  yield {
    rule: rule.id, file: place, message: sight.message, severity,
    range: sight.range ?? judgement?.reference.range ?? NOWHERE,
    ...(sight.help !== undefined && { help: sight.help }),
    ...(sight.fixes && sight.fixes.length > 0 && { fixes: sight.fixes }),
    ...(judgement && { reference: referenceOf(judgement) }),
  };
}

const NOWHERE: Range = { start: 0, end: 0 };

const referenceOf = (judgement: Judgement): { raw: string; url: string } =>
  ({ raw: judgement.reference.raw, url: shownUrl(judgement) });

const byPlace = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) || a.range.start - b.range.start || a.range.end - b.range.end || compare(a.rule, b.rule) || compare(a.message, b.message);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A definition used twice is one place; it is said once. */
const withoutRepeats = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding, index) => {
    const before = findings[index - 1];
    return !before || before.rule !== finding.rule || before.message !== finding.message || byPlace(before, finding) !== 0;
  });
