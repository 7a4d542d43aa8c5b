import type { Finding } from '../core/finding.ts';
import { extensionOf } from '../core/paths.ts';
import type { Picture, PictureStrip } from '../core/report-parts.ts';
import { linkGraph, pictureStrips } from '../lint/link-graph.ts';
import type { Report } from '../reporters/reporter.ts';
import type { OpenedSite } from './open-site.ts';

/** What the page shows beside the findings. Small pictures are taken along, so that it needs nothing else. */
export async function htmlParts(findings: readonly Finding[], { site, folder }: Pick<OpenedSite, 'site' | 'folder'>): Promise<Pick<Report, 'graph' | 'strips'>> {
  let room = MOST;
  const withData = async (picture: Picture): Promise<Picture> => {
    const type = picture.file === undefined ? undefined : TYPES[extensionOf(picture.file).toLowerCase()];
    if (picture.file === undefined || type === undefined || ((await folder.size(picture.file)) ?? Infinity) > Math.min(room, LARGEST)) return picture;
    const bytes = await folder.bytes(picture.file);
    if (!bytes) return picture;
    room -= bytes.length;
    return { ...picture, data: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` };
  };
  const strips: PictureStrip[] = [];
  for (const strip of pictureStrips(site, findings)) {
    const pictures: Picture[] = [];
    for (const picture of strip.pictures) pictures.push(await withData(picture));
    strips.push({ ...strip, pictures });
  }
  return { graph: linkGraph(site), strips };
}

/** In bytes: of all pictures, and of one. */
const MOST = 4_000_000;
const LARGEST = 200_000;

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.avif': 'image/avif', '.svg': 'image/svg+xml',
};
