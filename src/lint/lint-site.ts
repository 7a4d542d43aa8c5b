import type { Finding, Severity } from '../core/finding.ts';
import { asFilePath, type FilePath } from '../core/paths.ts';
import type { FileFacts, Rule, Sight } from '../core/rule.ts';
import type { Range } from '../core/text/range.ts';
import type { Resolution } from '../core/site/resolution.ts';
import type { Document, Gist, Reference } from '../core/site/document.ts';
import { leadsTo } from '../core/site/resolve.ts';
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
  /** Where words are that are common slips; asked when a rule needs them. */
  readonly misspellings?: () => ReadonlyMap<string, string>;
}

export type Severities = Readonly<Record<string, Severity | 'off' | undefined>>;

export interface Override {
  means(file: FilePath): boolean;
  readonly rules: Severities;
}

/** Shows every reference, document and the site to the rules that inspect them. Sorted by file, place and rule. */
export function lintSite(site: Site, { facts, ...options }: LintOptions & { readonly facts: FileFacts }): readonly Finding[] {
  const linter = linterOf(site, { ...options, ...(facts.external && { external: facts.external }) });
  const findings: Finding[] = [];
  for (const document of site.documents.values()) linter.see(document, judgementsIn(document, site), { rules: 'all', facts, into: findings });
  return linter.told(findings, facts);
}

/**
 * The same for a blog on disk, each reference resolved once and then let go: facts are gathered on the way, and only what
 * leads to a file that there is something to say about is looked at again.
 */
export async function lintFolder(site: Site, folder: Folder, options: FolderOptions): Promise<readonly Finding[]> {
  const linter = linterOf(site, options);
  const findings: Finding[] = [];
  const targets = new Set<FilePath>();
  for (const document of site.documents.values()) {
    const judgements = judgementsIn(document, site, linter.loudPlaces(document, targets));
    for (const judgement of judgements) noteTarget(targets, targetOf(judgement));
    linter.see(document, judgements, { rules: 'without facts', facts: NO_FACTS, into: findings });
  }
  const facts = await linter.factsOf(targets, folder, options);
  const concerned = linter.targetsOf(facts);
  for (const document of concerned === 'all' || concerned.size > 0 ? site.documents.values() : []) {
    if (concerned !== 'all' && leadsToNone(document, concerned, site)) continue;
    linter.see(document, judgementsIn(document, site), { rules: 'with facts', facts, into: findings });
  }
  return linter.told(findings, facts);
}

function noteTarget(targets: Set<FilePath>, target: FilePath | undefined): void {
  if (target !== undefined) targets.add(target);
}

/** Whether the gists of its references show that none of them leads to one of these files. */
function leadsToNone({ path, outline, base }: Document, targets: ReadonlySet<FilePath>, site: Site): boolean {
  const entry = site.bySource.get(path);
  if (!entry) return true;
  return base === undefined && outline?.exceptions((gist) => {
    const target = leadsTo(gist, entry, site);
    return target === 'elsewhere' || (target !== undefined && (target.source === undefined || !targets.has(target.source)));
  }).length === 0;
}

export interface FolderOptions extends LintOptions, Pick<FileFacts, 'external'> {
  readonly git: boolean;
}

/** The rules that are on for one site, to be asked piece by piece. */
export interface Linter {
  /** Whether a rule that is on looks at the whole site, beyond whether two sources have one address. */
  readonly looksAtAll: boolean;
  /** Whether one asks for facts about all files and not about those that are led to. */
  readonly asksForAll: boolean;
  /** The places of the references of a document of which gists do not show that no rule without facts has a word about them; `undefined` is all. Notes the files that the others lead to. */
  loudPlaces(document: Document, targets: Set<FilePath>): readonly number[] | undefined;
  /** Shows a document and its references to some of the rules. */
  see(document: Document, judgements: readonly Judgement[], how: See): void;
  /** What the rules that are on ask the machine about these files. */
  factsOf(targets: ReadonlySet<FilePath>, folder: Folder, options: Pick<FolderOptions, 'git' | 'external'>): Promise<FileFacts>;
  /** The files that rules with facts have something to say about, to the sources that lead there. */
  targetsOf(facts: FileFacts): ReadonlySet<FilePath> | 'all';
  /** All that is told in the end: with what is to be said of the whole site, without what is silenced, sorted. */
  told(findings: readonly Finding[], facts: FileFacts): readonly Finding[];
}

export interface See {
  readonly rules: 'all' | 'with facts' | 'without facts';
  readonly facts: FileFacts;
  readonly into: Finding[];
}

export function linterOf(site: Site, options: LintOptions & Pick<FileFacts, 'external'>): Linter {
  const active = askable(options).flatMap((rule) => activeOf(rule, options));
  const asks = ({ rule }: Active): boolean => factOf(rule) !== undefined || rule.needs !== undefined;
  const groups = { 'all': active, 'with facts': active.filter(asks), 'without facts': active.filter((one) => !asks(one)) };
  const seers = { 'all': referencesSeenBy(groups.all, site), 'with facts': referencesSeenBy(groups['with facts'], site), 'without facts': referencesSeenBy(groups['without facts'], site) };
  return {
    asksForAll: active.some(({ rule }) => rule.needs !== undefined),
    looksAtAll: active.some(({ rule }) => rule.needs !== undefined || rule.inspects === 'site' && rule.off === true),
    loudPlaces: loudBy(groups['without facts'], site),
    see: (document, judgements, { rules: which, facts, into }) => {
      for (const finding of seers[which](judgements, facts)) into.push(finding);
      for (const finding of seeDocument(groups[which], document, site, facts)) into.push(finding);
    },
    factsOf: async (targets, folder, { git, external }) => ({
      ...await factsOf(targets, site, folder, { git, needs: needsOf(options) }),
      ...(external && { external }),
      ...(options.largestImage !== undefined && { largestImage: options.largestImage * 1000 }),
      ...(options.misspellings && needsOf(options).has('misspellings') && { misspellings: options.misspellings() }),
      ...(options.frontMatterSchema !== undefined && needsOf(options).has('shape') && { shape: await shapeOf(options.frontMatterSchema, site, folder) }),
    }),
    targetsOf: (facts) => {
      const isShownAll = groups['with facts'].some(({ rule }) => rule.needs !== undefined && rule.inspects !== 'site');
      return isShownAll ? 'all' : new Set(groups['with facts'].flatMap(({ rule }) => [...facts[factOf(rule) ?? 'untracked']?.keys() ?? []]));
    },
    told: (findings, facts) => {
      const left = afterSilences([...findings, ...seeSite(active, site, facts)], active, site, facts);
      return withoutRepeats(left.filter((finding) => !options.ignores?.(finding)).sort(byPlace));
    },
  };
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

/** Before anything was asked of the machine. */
export const NO_FACTS: FileFacts = { unreadable: new Map() };

const factOf = (rule: Rule): 'untracked' | 'unreadable' | 'sizes' | undefined => (rule.inspects === 'reference' ? rule.fact : undefined);

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

/** Most references lead to another site or to a page that is there, and few rules have a word about those. */
function loudBy(active: readonly Active[], site: Site): Linter['loudPlaces'] {
  const silent = { ok: silenceOf(active, 'ok'), external: silenceOf(active, 'external') };
  return ({ path, outline, base }, targets) => {
    const entry = site.bySource.get(path);
    if (!entry || !outline || base !== undefined) return undefined;
    return outline.exceptions((gist) => {
      const target = leadsTo(gist, entry, site);
      if (target === undefined) return false;
      if (target === 'elsewhere') return silent.external(gist);
      // Of documents facts are asked anyway.
      if (target.kind === 'file') noteTarget(targets, target.source);
      return silent.ok(gist);
    });
  };
}

/** Whether no rule has a word about a reference that meets this. */
function silenceOf(active: readonly Active[], meets: 'ok' | 'external'): (gist: Gist) => boolean {
  const concernedBy = rulesFor(active);
  const isSilent = (kind: Gist['kind'], hasWords: boolean): boolean =>
    concernedBy(kind, meets).every(({ rule }) => hasWords && rule.inspects === 'reference' && rule.wordless === true);
  const of = (hasWords: boolean): Readonly<Record<Gist['kind'], boolean>> => ({
    link: isSilent('link', hasWords), image: isSilent('image', hasWords), media: isSilent('media', hasWords), embed: isSilent('embed', hasWords), resource: isSilent('resource', hasWords),
  });
  const [withWords, without] = [of(true), of(false)];
  return ({ kind, hasWords }) => (hasWords ? withWords : without)[kind];
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
    if (one.rule.inspects !== 'document' || one.rule.of?.every((some) => document[some].length === 0)) continue;
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
