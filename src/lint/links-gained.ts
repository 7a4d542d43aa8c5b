import type { FilePath } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { judgementsOf, type Judgement } from './judge.ts';

/** The references of live sources that lead to one of these files on the one site, and did not lead anywhere on the other. */
export function linksGained(before: Site, after: Site, files: ReadonlySet<FilePath>): readonly Judgement[] {
  const isLink = (one: Judgement): boolean => one.entry.visibility.kind === 'live' && !files.has(one.document.path);
  const worked = new Set(judgementsOf(before).filter((one) => one.resolution.kind === 'ok').map(placeOf));
  return judgementsOf(after).filter((one) => isLink(one) && one.resolution.kind === 'ok' && one.resolution.entry.source !== undefined
    && files.has(one.resolution.entry.source) && !worked.has(placeOf(one)));
}

const placeOf = ({ document, reference }: Judgement): string => `${document.path}\0${reference.range.start}\0${reference.url}`;
