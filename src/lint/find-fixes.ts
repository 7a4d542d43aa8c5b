import type { Finding, Fix } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import { anchorsOf } from '../core/site/anchors.ts';
import { respell } from '../core/site/respell.ts';
import type { Site } from '../core/site/site.ts';
import { candidatesOf, type Candidate, type History } from './candidates.ts';
import { judgementsOf, type Judgement } from './judge.ts';

export interface FixSources {
  readonly site: Site;
  readonly read: (path: FilePath) => Promise<string | undefined>;
  /** What git remembers of what is broken, where it was asked. */
  readonly history?: History;
}

/**
 * The same findings with what would mend each: only what was read again and found to lead where it shall. Expects them
 * sorted by file; each file that has some is read once more.
 */
export async function withFixes(findings: readonly Finding[], { site, read, history }: FixSources): Promise<readonly Finding[]> {
  const judgements = byPlace(judgementsOf(site), new Set(findings.map(({ file }) => file)));
  const texts = new Map<FilePath, string | undefined>();
  const fixed: Finding[] = [];
  for (const finding of findings) {
    const judgement = judgements.get(placeOf(finding.file, finding.range));
    if (finding.fixes || !judgement || !MENDABLE.has(judgement.resolution.kind)) { fixed.push(finding); continue; }
    if (!texts.has(finding.file)) texts.set(finding.file, await read(finding.file));
    const fixes = fixesOf(judgement, texts.get(finding.file) ?? '', { site, history });
    fixed.push(fixes.length > 0 ? { ...finding, fixes } : finding);
  }
  return fixed;
}

/** What candidates can be found for. Rules that see something else in such a reference, as a missing alt text, say so by their range alone. */
const MENDABLE: ReadonlySet<string> = new Set(['wrong-case', 'outside-base', 'missing', 'missing-anchor', 'local', 'external']);

const placeOf = (file: FilePath, { start, end }: Finding['range']): string => `${start} ${end} ${file}`;

function byPlace(judgements: readonly Judgement[], files: ReadonlySet<FilePath>): ReadonlyMap<string, Judgement> {
  return new Map(judgements.filter(({ document }) => files.has(document.path)).map((judgement) => [placeOf(judgement.document.path, judgement.reference.range), judgement]));
}

/** More than these help nobody to decide. */
const MOST = 3;

function fixesOf(judgement: Judgement, text: string, { site, history }: { readonly site: Site; readonly history: History | undefined }): readonly Fix[] {
  return candidatesOf(judgement, site, history).slice(0, MOST).flatMap((candidate) => fixFor(candidate, judgement, text, site) ?? []);
}

function fixFor({ target, confidence, evidence }: Candidate, { reference, document, entry }: Judgement, text: string, site: Site): Fix | undefined {
  const wanted = target.kind === 'address' ? { address: target.url } : target;
  const spelled = respell({ reference, document, entry, site, text, target: wanted });
  if (spelled.kind !== 'edit') return undefined;
  return {
    title: `Write \`${spelled.written}\`.`,
    confidence: target.kind === 'entry' && target.fragment === undefined && !hasItsPlace(reference.url, target.entry, site) ? 'possible' : confidence,
    evidence,
    edits: [{ file: document.path, ...spelled.edit }],
  };
}

/** A page without the heading that is asked for is hardly the one that was meant. */
function hasItsPlace(url: string, entry: Parameters<typeof anchorsOf>[0], site: Site): boolean {
  const fragment = /#(.+)$/s.exec(url)?.[1];
  return fragment === undefined || anchorsOf(entry, site).find(fragment).kind !== 'missing';
}
