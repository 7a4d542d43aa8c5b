import type { Finding } from '../core/finding.ts';
import type { FilePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Resolution } from '../core/site/resolution.ts';
import type { Site } from '../core/site/site.ts';
import type { LinkGraph, Picture, PictureStrip } from '../core/report-parts.ts';
import { judgementsIn } from './judge.ts';

/** Which post leads to which. Only what has a source is in it; a page that leads to itself does not count. */
export function linkGraph(site: Site): LinkGraph {
  const files = [...site.documents.keys()].filter((file) => isShown(site.bySource.get(file)));
  const places = new Map(files.map((file, index) => [file, index]));
  const nodes = files.flatMap((file) => {
    const entry = site.bySource.get(file);
    return entry ? [{ file, title: entry.title ?? entry.url, url: site.conventions.base + entry.url, isPost: entry.kind === 'post', isLive: entry.visibility.kind === 'live' }] : [];
  });
  const edges = files.flatMap((file, from) => {
    const document = site.documents.get(file);
    const targets = document ? judgementsIn(document, site).flatMap(({ reference, resolution }) => (reference.kind === 'link' ? placeOf(resolution, places) : [])) : [];
    return [...new Set(targets)].filter((to) => to !== from).map((to) => [from, to] as const);
  });
  return { nodes, edges };
}

const isShown = (entry: Entry | undefined): boolean => entry !== undefined && (entry.kind === 'post' || entry.kind === 'page') && entry.visibility.kind !== 'expired';

function placeOf(resolution: Resolution, places: ReadonlyMap<FilePath, number>): readonly number[] {
  const source = 'entry' in resolution ? resolution.entry?.source : undefined;
  const place = source === undefined ? undefined : places.get(source);
  return place === undefined ? [] : [place];
}

/** Of each post with a picture that is broken, its pictures in order: the holes, and what stands beside them. */
export function pictureStrips(site: Site, findings: readonly Finding[]): readonly PictureStrip[] {
  const broken = new Map<FilePath, Map<number, Finding>>();
  for (const finding of findings) {
    if (finding.severity !== 'error') continue;
    const inFile = broken.get(finding.file) ?? new Map<number, Finding>();
    broken.set(finding.file, inFile.set(finding.range.start, finding));
  }
  return [...broken].flatMap(([file, holes]) => {
    const document = site.documents.get(file);
    const pictures = document ? judgementsIn(document, site).filter(({ reference }) => reference.kind === 'image').map(({ reference, resolution }): Picture => {
      const hole = holes.get(reference.range.start);
      const shown = resolution.kind === 'ok' ? resolution.entry.source : undefined;
      return { raw: reference.raw, start: reference.range.start, ...(reference.label !== undefined && { label: reference.label }), ...(hole && { hole: hole.message }), ...(!hole && shown && { file: shown }) };
    }) : [];
    return pictures.some(({ hole }) => hole !== undefined) ? [{ file, pictures: besideHoles(pictures) }] : [];
  });
}

/** The holes and the nearest on both sides; what lies between is left out. */
const besideHoles = (pictures: readonly Picture[]): readonly Picture[] =>
  pictures.filter((_, index) => [-1, 0, 1].some((step) => pictures[index + step]?.hole !== undefined));
