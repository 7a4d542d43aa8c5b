import type { Finding, Severity } from '../core/finding.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import type { FileFacts, Rule, Sight } from '../core/rule.ts';
import type { Range } from '../core/text/range.ts';
import type { Resolution } from '../core/site/resolution.ts';
import type { Document, Reference } from '../core/site/document.ts';
import type { Site } from '../core/site/site.ts';
import { BlogError, type Folder } from '../core/system.ts';
import { rules } from '../rules/index.ts';
import { factsOf, targetOf } from './gather-facts.ts';
import { judgementsIn, shownUrl, type Judgement } from './judge.ts';
import { suppress } from './suppressions.ts';

/** What was said about rules. */
export interface LintOptions {
  /** Over the rules' own severities: `{ 'missing-alt': 'off' }`. */
  readonly rules?: Severities;
  /** Over `rules`, in some files; of two that mean a file the later wins. */
  readonly overrides?: readonly Override[];
  /** Over all of these: what was typed. */
  readonly typed?: Severities;
  /** Files and references nothing is told of. */
  readonly ignores?: (finding: Finding) => boolean;
  /** In kilobytes: above it an image is too large. */
  readonly largestImage?: number;
  /** The file of a JSON Schema, in the blog's folder. */
  readonly frontMatterSchema?: string;
}

export type Severities = Readonly<Record<string, Severity | 'off' | undefined>>;

export interface Override {
  means(file: FilePath): boolean;
  readonly rules: Severities;
}

/** Shows every reference, document and the site to the rules that inspect them. Sorted by file, place and rule. */
export function lintSite(site: Site, { facts, ...options }: LintOptions & { readonly facts: FileFacts }): readonly Finding[] {
  const active = askable(facts).flatMap((rule) => activeOf(rule, options));
  const see = referencesSeenBy(active, site);
  const findings: Finding[] = [];
  for (const document of site.documents.values()) {
    for (const finding of see(judgementsIn(document, site), facts)) findings.push(finding);
    for (const finding of seeDocument(active, document, site, facts)) findings.push(finding);
  }
  for (const finding of seeSite(active, site, facts)) findings.push(finding);
  return told(findings, { ...options, active, site, facts });
}

/**
 * The same for a blog on disk, each reference resolved once and then let go: facts are gathered on the way, and only what
 * leads to a file that there is something to say about is looked at again.
 */
export async function lintFolder(site: Site, folder: Folder, options: { readonly git: boolean } & Pick<FileFacts, 'external'> & LintOptions): Promise<readonly Finding[]> {
  const active = askable(options).flatMap((rule) => activeOf(rule, options));
  const first = active.filter(({ rule }) => factOf(rule) === undefined && rule.needs === undefined);
  const see = referencesSeenBy(first, site);
  const findings: Finding[] = [];
  const led = new Map<FilePath, FilePath[]>();
  for (const document of site.documents.values()) {
    const judgements = judgementsIn(document, site);
    for (const judgement of judgements) note(led, targetOf(judgement), document.path);
    for (const finding of see(judgements, NO_FACTS)) findings.push(finding);
    for (const finding of seeDocument(first, document, site, NO_FACTS)) findings.push(finding);
  }
  const gathered = await factsOf(new Set(led.keys()), site, folder, { git: options.git, needs: needsOf(options) });
  const facts: FileFacts = {
    ...gathered,
    ...(options.external && { external: options.external }),
    ...(options.largestImage !== undefined && { largestImage: options.largestImage * 1000 }),
    ...(options.frontMatterSchema !== undefined && needsOf(options).has('shape') && { shape: await shapeOf(options.frontMatterSchema, site, folder) }),
  };
  for (const finding of seeByFacts(active.filter((one) => !first.includes(one)), { site, facts, led })) findings.push(finding);
  for (const finding of seeSite(active, site, facts)) findings.push(finding);
  return told(findings, { ...options, active, site, facts });
}

/** Loaded only for those who have a schema. */
async function shapeOf(name: string, site: Site, folder: Folder): Promise<NonNullable<FileFacts['shape']>> {
  const text = await folder.read(asFilePath(name));
  if (text === undefined) throw new BlogError(`There is no file \`${name}\`, which \`frontMatterSchema\` names.`);
  const { shapeProblems } = await import('./front-matter-schema.ts');
  return shapeProblems(site, { name, text });
}

/** Where other sites were not asked, there is nothing that rules about them could say. */
const askable = ({ external }: Pick<FileFacts, 'external'>): readonly Rule[] => rules.filter(({ needs }) => needs !== 'external' || external !== undefined);

/** The rules that are on somewhere and can be asked in this run. */
export const judgedBy = (options: LintOptions & Pick<FileFacts, 'external'>): ReadonlySet<string> =>
  new Set(askable(options).filter((rule) => activeOf(rule, options).length > 0).map(({ id }) => id));

const NO_FACTS: FileFacts = { unreadable: new Map() };

const factOf = (rule: Rule): 'untracked' | 'unreadable' | 'sizes' | undefined => (rule.inspects === 'reference' ? rule.fact : undefined);

/** A source that leads somewhere twice in a row is noted once. */
function note(led: Map<FilePath, FilePath[]>, target: FilePath | undefined, from: FilePath): void {
  if (target === undefined) return;
  const sources = led.get(target);
  if (!sources) led.set(target, [from]);
  else if (sources.at(-1) !== from) sources.push(from);
}

interface Known {
  readonly site: Site;
  readonly facts: FileFacts;
  /** The sources that lead to each file. */
  readonly led: ReadonlyMap<FilePath, readonly FilePath[]>;
}

/** The rules that could not be asked before the facts were known. */
function* seeByFacts(active: readonly Active[], { site, facts, led }: Known): Iterable<Finding> {
  const see = referencesSeenBy(active, site);
  const isShownAll = active.some(({ rule }) => rule.needs !== undefined && rule.inspects !== 'site');
  const targets = active.flatMap(({ rule }) => [...facts[factOf(rule) ?? 'untracked']?.keys() ?? []]);
  const sources = isShownAll ? site.documents.keys() : new Set(targets.flatMap((target) => led.get(target) ?? []));
  for (const source of sources) {
    const document = site.documents.get(source);
    if (!document) continue;
    yield* see(judgementsIn(document, site), facts);
    yield* seeDocument(active, document, site, facts);
  }
}

function told(findings: readonly Finding[], { active, site, facts, ignores }: Told): readonly Finding[] {
  const left = afterSilences(findings, active, site, facts);
  return withoutRepeats(left.filter((finding) => !ignores?.(finding)).sort(byPlace));
}

interface Told extends Pick<LintOptions, 'ignores'> {
  readonly active: readonly Active[];
  readonly site: Site;
  readonly facts: FileFacts;
}

/** What the rules that are on look at beside the site. */
const needsOf = (options: LintOptions): ReadonlySet<string> =>
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

function afterSilences(seen: readonly Finding[], active: readonly Active[], site: Site, facts: FileFacts): readonly Finding[] {
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

/** Shows judgements to the rules that have something to say about what they are and what they meet. */
function referencesSeenBy(active: readonly Active[], site: Site): (judgements: readonly Judgement[], facts: FileFacts) => readonly Finding[] {
  const concernedBy = rulesFor(active);
  return (judgements, facts) => {
    const findings: Finding[] = [];
    for (const judgement of judgements) {
      const { reference, resolution, document, entry } = judgement;
      const here = concernedBy(reference.kind, resolution.kind);
      if (here.length === 0 || entry.visibility.kind === 'expired') continue;
      const context = { reference, resolution, document, entry, site, facts };
      for (const one of here) {
        if (one.rule.inspects !== 'reference') continue;
        for (const sight of one.rule.check(context)) findings.push(...findingsOf(one, sight, document.path, judgement));
      }
    }
    return findings;
  };
}

/** Most references meet what no rule has a word about, so that is found out first. */
function rulesFor(active: readonly Active[]): (kind: Reference['kind'], meets: Resolution['kind']) => readonly Active[] {
  const known = new Map<Resolution['kind'], Map<Reference['kind'], readonly Active[]>>();
  return (kind, meets) => {
    const here = known.get(meets) ?? new Map<Reference['kind'], readonly Active[]>();
    const found = here.get(kind) ?? active.filter(({ rule }) =>
      rule.inspects === 'reference' && (rule.meeting?.includes(meets) ?? true) && (rule.of?.includes(kind) ?? true));
    known.set(meets, here.set(kind, found));
    return found;
  };
}

function* seeDocument(active: readonly Active[], document: Document, site: Site, facts: FileFacts): Iterable<Finding> {
  const context = { document, entry: site.bySource.get(document.path), site, facts };
  for (const one of active) {
    if (one.rule.inspects !== 'document') continue;
    for (const sight of one.rule.check(context)) yield* findingsOf(one, sight, document.path);
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
