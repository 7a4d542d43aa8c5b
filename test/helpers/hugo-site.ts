import { asFilePath } from '../../src/core/paths.ts';
import { buildSite } from '../../src/core/site/build-site.ts';
import type { Site } from '../../src/core/site/site.ts';
import { hugo } from '../../src/generators/hugo/index.ts';

/** A blog of Hugo's in memory, for tests. */
export async function hugoSite(texts: Readonly<Record<string, string>>, now = Date.UTC(2026, 5, 1)): Promise<Site> {
  const files = Object.keys(texts).sort().map(asFilePath);
  const read = async (path: string): Promise<string | undefined> => texts[path];
  const conventions = await hugo.configure({ files, read, around: new Map(), now, zone: 'UTC', options: {} });
  const head = async (path: string, bytes: number): Promise<Uint8Array | undefined> => {
    const text = texts[path];
    return text === undefined ? undefined : new TextEncoder().encode(text).slice(0, bytes);
  };
  return buildSite({ conventions, files, read, head, now });
}
