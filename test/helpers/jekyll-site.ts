import { asFilePath, type FilePath } from '../../src/core/paths.ts';
import { buildSite } from '../../src/core/site/build-site.ts';
import type { Document, Value } from '../../src/core/site/document.ts';
import { resolve } from '../../src/core/site/resolve.ts';
import type { Site } from '../../src/core/site/site.ts';
import { jekyll } from '../../src/generators/jekyll/index.ts';

export interface JekyllOptions {
  readonly config?: Readonly<Record<string, Value>> | string;
  /** What the Gemfile's lock names; GitHub Pages when left out. */
  readonly version?: '4.3.1' | '3.10.0';
  readonly now?: string;
  readonly around?: ReadonlyMap<string, string>;
  readonly github?: string;
  readonly drafts?: boolean;
  readonly future?: boolean;
}

/** A Jekyll blog in memory, as the tool would see it. */
export async function jekyllSite(texts: Readonly<Record<string, string>>, options: JekyllOptions = {}): Promise<Site> {
  const { version, config } = options;
  const all: Record<string, string> = { ...texts };
  if (config !== undefined) all['_config.yml'] = typeof config === 'string' ? config : JSON.stringify(config);
  const around = new Map(options.around);
  if (version !== undefined) {
    const lock = `GEM\n  specs:\n    jekyll (${version})\n`;
    if ('Gemfile.lock' in all) all['Gemfile.lock'] = lock;
    else around.set('Gemfile.lock', lock);
  }
  const files = Object.keys(all).sort().map(asFilePath);
  const now = Date.parse(options.now ?? '2026-11-22T06:25:00Z');
  const read = async (path: FilePath): Promise<string | undefined> => (Object.hasOwn(all, path) ? all[path] : undefined);
  const conventions = await jekyll.configure({
    files, read, around, now, zone: 'UTC', ...(options.github !== undefined && { github: options.github }),
    options: { ...(options.drafts !== undefined && { drafts: options.drafts }), ...(options.future !== undefined && { future: options.future }) },
  });
  return buildSite({
    conventions, files, read, now,
    head: async (path, bytes) => (all[path] === undefined ? undefined : new TextEncoder().encode(all[path]).slice(0, bytes)),
  });
}

/** What is wrong with any source, as messages. */
export const problemsIn = (site: Site): readonly string[] =>
  [...site.documents.values()].flatMap((document) => [...document.problems.map(({ message }) => message), ...refusals(document, site)]);

function refusals(document: Document, site: Site): readonly string[] {
  const entry = site.bySource.get(document.path);
  const lookups = document.lookups.flatMap((lookup) => {
    const answer = entry && site.conventions.lookup?.(lookup, entry, site);
    return answer?.kind === 'missing' ? [answer.message] : [];
  });
  const references = entry ? document.references.map((reference) => resolve(reference, document, entry, site)) : [];
  return [...lookups, ...references.flatMap((resolution) => (resolution.kind === 'not-built' ? [resolution.message] : []))];
}

/** The addresses in a source as a browser is given them, in order, or `?` where only the build knows. */
export function addressesIn(site: Site, path: string): readonly string[] {
  const document = site.documents.get(asFilePath(path));
  const entry = site.bySource.get(asFilePath(path));
  if (!document || !entry) return [];
  return document.references.filter(({ syntax }) => syntax !== 'front-matter').map((reference) => {
    const filled = reference.url.replace(/\uFDD1(\d+)\uFDD2/g, (_, index: string) => {
      const lookup = document.lookups[Number(index)];
      const answer = lookup && site.conventions.lookup?.(lookup, entry, site);
      return answer?.kind === 'found' ? answer.url : '?';
    }).replaceAll('\uFDD0', '?');
    const rewritten = site.conventions.rewrite?.(reference, filled, entry, site);
    return rewritten?.kind === 'url' ? rewritten.url : filled;
  });
}
