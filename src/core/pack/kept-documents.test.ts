import { expect, test } from 'vitest';
import { blogOf } from '../../../test/helpers/blog.ts';
import { asFilePath } from '../paths.ts';
import { packKept, startsIn, unpackKept } from './kept-documents.ts';
import { readBatch } from './pack-batch.ts';

const TEXTS = { 'posts/lisbon.md': '# Wine\n[x](/porto/)', 'posts/porto.md': 'On to ![Häfen 港](/x.png) <!-- blog-ignore-line -->', 'posts/gone.md': '' };

/** A file of a cache, written in two turns: what was kept, then what was read anew. */
async function kept(): Promise<Buffer> {
  const site = await blogOf(TEXTS);
  const sources = Object.keys(TEXTS).map(asFilePath);
  const reading = { read: async (path: (typeof sources)[number]) => (path === 'posts/gone.md' ? undefined : site.documents.get(path)), digestOf: (path: string) => `digest of ${path}` };
  const first = await readBatch(sources, 0, 1, reading);
  const rest = await readBatch(sources, 1, 3, reading);
  const starts = [...startsIn(first, 0), ...startsIn(rest, first.bytes.length)];
  return Buffer.concat(packKept({
    key: 'settings', whole: 7, blobs: [first.bytes, rest.bytes],
    sources: sources.map((path, index) => ({ path, stamp: `${index}`, digest: reading.digestOf(path), start: starts[index] })),
  }));
}

test('what is kept comes back', async () => {
  const back = unpackKept(await kept());
  const site = await blogOf(TEXTS);
  expect([back?.key, back?.whole, back?.sources.size]).toEqual(['settings', 7, 3]);
  for (const path of ['posts/lisbon.md', 'posts/porto.md'].map(asFilePath)) {
    const { references, anchors, silences } = back?.sources.get(path)?.document ?? {};
    const read = site.documents.get(path);
    expect({ references, anchors, silences }).toStrictEqual({ references: read?.references, anchors: read?.anchors, silences: read?.silences });
  }
  expect(back?.sources.get(asFilePath('posts/gone.md'))).toEqual({ stamp: '2', digest: 'digest of posts/gone.md' });
});

test('an index that is cut off is none', async () => {
  const whole = await kept();
  const index = 4 + whole.readUInt32LE(0);
  for (let length = 0; length < index; length++) expect(unpackKept(whole.subarray(0, length))).toBeUndefined();
});
