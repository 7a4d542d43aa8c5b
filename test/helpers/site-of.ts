import { asFilePath, type FilePath } from '../../src/core/paths.ts';
import { buildSite } from '../../src/core/site/build-site.ts';
import type { Resolution } from '../../src/core/site/resolution.ts';
import { resolve } from '../../src/core/site/resolve.ts';
import type { Site } from '../../src/core/site/site.ts';
import type { ConfigureOptions, Generator } from '../../src/generators/generator.ts';

export interface SiteOfOptions {
  readonly now?: string;
  readonly options?: ConfigureOptions;
}

/** A blog of some generator, in memory. */
export async function siteOf(generator: Generator, texts: Readonly<Record<string, string>>, { now = '2026-06-01', options = {} }: SiteOfOptions = {}): Promise<Site> {
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: FilePath): Promise<string | undefined> => (Object.hasOwn(texts, path) ? texts[path] : undefined);
  const at = Date.parse(now);
  const conventions = await generator.configure({ files, read, around: new Map(), now: at, zone: 'UTC', options });
  return buildSite({
    conventions, files, read, now: at,
    head: async (path, bytes) => new TextEncoder().encode(texts[path] ?? '').slice(0, bytes),
  });
}

/** What each reference of a source meets, in order, by how it was written. */
export function verdictsIn(site: Site, path: string): readonly (readonly [raw: string, kind: Resolution['kind']])[] {
  const document = site.documents.get(asFilePath(path));
  const entry = site.bySource.get(asFilePath(path));
  return document && entry ? document.references.map((reference) => [reference.raw, resolve(reference, document, entry, site).kind] as const) : [];
}

/** The addresses of what is live, or how else it is, by source; what no file holds by itself. */
export const addressesOf = (site: Site): readonly string[] =>
  site.entries.filter(({ kind }) => kind !== 'file').map(({ url, visibility }) => (visibility.kind === 'live' ? url : `${url} (${visibility.kind})`)).sort();
