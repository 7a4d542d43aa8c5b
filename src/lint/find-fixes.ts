import type { Finding, Fix } from '../core/finding.ts';
import { groupBy } from '../core/group-by.ts';
import type { FilePath } from '../core/paths.ts';
import { anchorsOf } from '../core/site/anchors.ts';
import { respellAll, type Respelling } from '../core/site/respell.ts';
import type { Site } from '../core/site/site.ts';
import type { GitPast } from '../core/system.ts';
import { rules } from '../rules/index.ts';
import { candidatesOf, type Candidate, type History } from './candidates.ts';
import { historyOf } from './history.ts';
import { judgementsIn, type Judgement } from './judge.ts';

export interface FixSources {
  readonly site: Site;
  readonly read: (path: FilePath) => Promise<string | undefined>;
  /** What git remembers; asked only where something is broken that nothing else is known of. */
  readonly past?: GitPast;
}

/**
 * The same findings with what would mend each: only what was read again and found to lead where it shall. Expects them
 * sorted by file; each file that has some is read once more.
 */
export async function withFixes(findings: readonly Finding[], sources: FixSources): Promise<readonly Finding[]> {
  const { site, past } = sources;
  const judgements = judgedIn(new Set(findings.map(({ file }) => file)), site);
  const judgementOf = ({ file, range }: Finding): Judgement | undefined => judgements.get(placeOf(file, range));
  const fixed = await fixedBy(findings, judgementOf, sources);
  if (!past) return fixed;

  const broken = fixed.filter(({ fixes }) => fixes?.[0]?.confidence !== 'certain').flatMap((finding) => judgementOf(finding) ?? []);
  const open = broken.filter(({ resolution }) => NEEDS_HISTORY.has(resolution.kind));
  if (open.length === 0) return fixed;
  const history = await historyOf(open, { ...sources, past });
  const places = new Set(open);
  const again = await fixedBy(findings, (finding) => {
    const judgement = judgementOf(finding);
    return judgement && places.has(judgement) ? judgement : undefined;
  }, { ...sources, history });
  return fixed.map((finding, index) => (again[index]?.fixes ? again[index] : finding));
}

interface Known extends FixSources {
  readonly history?: History;
}

async function fixedBy(findings: readonly Finding[], judgementOf: (finding: Finding) => Judgement | undefined, { site, read, history }: Known): Promise<readonly Finding[]> {
  const fixed: Finding[] = [];
  for (const ofFile of groupBy(findings, ({ file }) => file).values()) {
    const judgements = ofFile.map((finding) => mendable(finding, judgementOf(finding)));
    const text = ofFile[0] && judgements.some(Boolean) ? await read(ofFile[0].file) : undefined;
    const fixes = fixesOf(judgements, text ?? '', { site, history });
    ofFile.forEach((finding, index) => {
      const own = fixes[index] ?? [];
      fixed.push(own.length > 0 ? { ...finding, fixes: own } : finding);
    });
  }
  return fixed;
}

function mendable({ fixes, rule }: Finding, judgement: Judgement | undefined): Judgement | undefined {
  return fixes || !judgement || !MENDABLE.has(judgement.resolution.kind) || SAYS_SOMETHING_ELSE.has(rule) ? undefined : judgement;
}

/** Rules that look at every reference, wherever it leads: a missing alt text is not mended by another address. */
const SAYS_SOMETHING_ELSE: ReadonlySet<string> = new Set(rules.filter((rule) => rule.inspects === 'reference' && rule.meeting === undefined).map(({ id }) => id));

/** What candidates can be found for. */
const MENDABLE: ReadonlySet<string> = new Set(['wrong-case', 'outside-base', 'missing', 'missing-anchor', 'not-built', 'local', 'external']);

/** Of these git may remember more. */
const NEEDS_HISTORY: ReadonlySet<string> = new Set(['missing', 'missing-anchor', 'not-built']);

const placeOf = (file: FilePath, { start, end }: Finding['range']): string => `${start} ${end} ${file}`;

function judgedIn(files: ReadonlySet<FilePath>, site: Site): ReadonlyMap<string, Judgement> {
  const documents = [...files].flatMap((file) => site.documents.get(file) ?? []);
  return new Map(documents.flatMap((document) => judgementsIn(document, site)).map((judgement) => [placeOf(judgement.document.path, judgement.reference.range), judgement]));
}

/** More than these help nobody to decide. */
const MOST = 3;

/** What would mend each of the references of one file. */
function fixesOf(judgements: readonly (Judgement | undefined)[], text: string, { site, history }: { readonly site: Site; readonly history: History | undefined }): readonly (readonly Fix[])[] {
  const asked = judgements.flatMap((judgement, index) => (judgement ? candidatesOf(judgement, site, history).slice(0, MOST).map((candidate) => ({ index, judgement, candidate })) : []));
  const spelled = respellAll(asked.map(({ judgement: { reference, document, entry }, candidate: { target } }) =>
    ({ reference, document, entry, site, text, target: target.kind === 'address' ? { address: target.url } : target })));
  const fixes = judgements.map((): Fix[] => []);
  for (const [at, { index, judgement, candidate }] of asked.entries()) {
    const spelling = spelled[at];
    if (spelling?.kind === 'edit') fixes[index]?.push(fixFrom(spelling, candidate, judgement, site));
  }
  return fixes;
}

function fixFrom({ written, edit }: Extract<Respelling, { kind: 'edit' }>, { target, confidence, evidence }: Candidate, { reference, document }: Judgement, site: Site): Fix {
  return {
    title: `Write \`${written}\`.`,
    confidence: target.kind === 'entry' && target.fragment === undefined && !hasItsPlace(reference.url, target.entry, site) ? 'possible' : confidence,
    evidence,
    edits: [{ file: document.path, ...edit }],
  };
}

/** A page without the heading that is asked for is hardly the one that was meant. */
function hasItsPlace(url: string, entry: Parameters<typeof anchorsOf>[0], site: Site): boolean {
  const fragment = /#(.+)$/s.exec(url)?.[1];
  return fragment === undefined || anchorsOf(entry, site).find(fragment).kind !== 'missing';
}
