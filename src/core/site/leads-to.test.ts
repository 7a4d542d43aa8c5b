import { expect, test } from 'vitest';
import { samples } from '../../../test/helpers/samples.ts';
import { siteOf } from '../../../test/helpers/site-of.ts';
import { generators } from '../../generators/index.ts';
import { BytesWriter } from '../pack/bytes.ts';
import { packDocument, PackedDocument } from '../pack/pack-document.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../text/derived.ts';
import { leadsTo, resolve } from './resolve.ts';
import type { Site } from './site.ts';

/** The same site, its documents kept as bytes. */
function packed(site: Site): Site {
  const writer = new BytesWriter();
  const starts = Array.from(site.documents, ([path, document]) => [path, packDocument(document, writer)] as const);
  const bytes = Buffer.from(writer.take());
  return Object.create(site, { documents: { value: new Map(starts.map(([path, start]) => [path, new PackedDocument(path, bytes, start)])) } });
}

const ADDRESSES = [
  '/', '/nowhere/', '/About', '#top', '#nowhere', '#', '', 'https://example.org/x', 'http://example.org', '//example.org/x', 'mailto:a@b.example',
  '../', './', 'x.md', '/x.md', '?q=1', '/%20', '/a%2Fb', 'https://localhost/x', 'http:///x', 'javascript:0', '/{{ x }}',
  `https://example.org/${LOOKUP_OPEN}0${LOOKUP_CLOSE}`, `https://example.org/${UNKNOWN}`, 'https://example.org/a b', 'https://EXAMPLE.org/x', 'https://example.org:80/x', 'https://a@example.org/', 'https://xn--a.org/x', 'https://1.2.3.4/x', 'https://example.org\\x', 'https://example.org/ü#%',
];

test.each(generators.filter(({ id }) => samples[id]).map((generator) => ({ generator })))('what gists tell of a blog of $generator.id is what it meets', async ({ generator }) => {
  const site = packed(await siteOf(generator, samples[generator.id] ?? {}));
  let told = 0;
  for (const document of site.documents.values()) {
    const entry = site.bySource.get(document.path);
    if (!entry) continue;
    const [first] = document.references;
    const own = [...site.entries.flatMap(({ url }) => [url, `${site.conventions.base}${url}`, `${site.conventions.origins[0] ?? ''}${url}`]), ...document.anchors.map(({ id }) => `#${id}`)];
    const made = first ? [...ADDRESSES, ...own].map((url) => ({ ...first, url })) : [];
    for (const reference of [...document.references, ...made]) {
      const { kind, syntax, url, fromRoot = false } = reference;
      const target = leadsTo({ kind, syntax, url, fromRoot, hasWords: true }, entry, site);
      if (target === undefined) continue;
      told++;
      const meets = resolve(reference, document, entry, site);
      expect({ url, kind: meets.kind, entry: meets.kind === 'ok' ? meets.entry : 'elsewhere', redirect: meets.kind === 'ok' && meets.redirect !== undefined })
        .toEqual({ url, kind: target === 'elsewhere' ? 'external' : 'ok', entry: target, redirect: false });
    }
  }
  // Others say of nothing that they leave it alone.
  if (site.conventions.isLeft) expect(told).toBeGreaterThan(20);
});
