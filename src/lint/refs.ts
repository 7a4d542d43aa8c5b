import type { FilePath } from '../core/paths.ts';
import type { Resolution } from '../core/site/resolution.ts';
import { shownAddress } from '../core/site/shown-address.ts';
import type { Site } from '../core/site/site.ts';
import { Lines } from '../core/text/range.ts';
import { judgementsIn, shownUrl, type Judgement } from './judge.ts';

/** One reference as `blog refs` prints it. */
export interface ReferenceRow {
  readonly file: FilePath;
  readonly line: number;
  readonly column: number;
  /** As the author wrote it. */
  readonly raw: string;
  readonly where: 'body' | 'front-matter';
  /** The published address of its post, with the base path. */
  readonly postUrl: string;
  /** Where it leads: path with the base, or the full address of another site. */
  readonly url: string;
  readonly status: ReferenceStatus;
  /** The source file it leads to. */
  readonly target?: FilePath;
  /** Of what is unknowable: why. */
  readonly why?: string;
}

export type ReferenceStatus =
  | 'ok' | 'broken-path' | 'wrong-case' | 'outside-base' | 'unpublished' | 'broken-anchor' | 'external' | 'unknowable' | 'ignored';

/** Everything the tool knows of a blog's references, file by file. Texts are read again for lines and columns. */
export async function* refsOf(site: Site, read: (path: FilePath) => Promise<string | undefined>): AsyncIterable<ReferenceRow> {
  for (const document of site.documents.values()) {
    const judgements = judgementsIn(document, site);
    if (judgements.length === 0) continue;
    const lines = new Lines((await read(document.path)) ?? '');
    for (const judgement of judgements) yield rowOf(judgement, lines, site);
  }
}

function rowOf(judgement: Judgement, lines: Lines, site: Site): ReferenceRow {
  const { reference, resolution, document, entry } = judgement;
  const target = resolution.kind !== 'unknowable' && 'entry' in resolution ? resolution.entry.source : undefined;
  return {
    file: document.path,
    ...lines.positionAt(reference.range.start),
    raw: reference.raw,
    where: reference.syntax === 'front-matter' ? 'front-matter' : 'body',
    postUrl: shownAddress(entry, site.conventions),
    url: shownUrl(judgement),
    status: statusOf(resolution),
    ...(target && { target }),
    ...(resolution.kind === 'unknowable' && { why: resolution.why }),
  };
}

function statusOf(resolution: Resolution): ReferenceStatus {
  switch (resolution.kind) {
    case 'missing': return 'broken-path';
    // What the generator leaves out is not on the page: nobody can follow it.
    case 'not-built': return resolution.dropped ? 'ignored' : 'broken-path';
    case 'missing-anchor': return 'broken-anchor';
    case 'local': return 'external';
    default: return resolution.kind;
  }
}
