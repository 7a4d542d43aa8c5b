import { expect, test, vi } from 'vitest';
import { samples } from '../../../test/helpers/samples.ts';
import { siteOf } from '../../../test/helpers/site-of.ts';
import { generators } from '../../generators/index.ts';
import { asFilePath } from '../paths.ts';
import type { Document } from '../site/document.ts';
import { BytesWriter } from './bytes.ts';
import { packDocument, PackedDocument } from './pack-document.ts';

const range = { start: 3, end: 9 };

/** Has everything that a document can have. */
const full: Document = {
  path: asFilePath('posts/harbour.md'),
  frontMatter: {
    format: 'toml', data: { title: 'Der Hafen – 港', tags: ['a', 'b'], draft: false }, range: { start: 0, end: 60 },
    scalars: new Map([['title', { key: range, value: { start: 12, end: 20 }, quoted: true }], ['tags.0', { key: range, value: { start: 1, end: 2 }, quoted: false }]]),
    error: { message: 'a line too many', at: 17 },
  },
  references: [
    { kind: 'link', syntax: 'inline', element: 'a', attribute: 'href', raw: '/x/', url: '/x/', range, whole: range, label: 'x' },
    { kind: 'image', syntax: 'html', element: 'img', attribute: 'src', raw: '{{ x }}', url: '\uFDD0.png', range: { start: 1, end: 0 }, whole: { start: 0, end: 40 }, decorative: true },
    { kind: 'media', syntax: 'tag', element: 'amp-video', attribute: 'data-src', raw: 'a', url: 'b', range, whole: range, label: '', via: 'include', perhaps: true, attributes: { rel: 'nofollow', __proto__: 'x' } },
    { kind: 'embed', syntax: 'front-matter', element: 'iframe', attribute: 'src', raw: '', url: '', range, whole: range, key: 'header.teaser', fromRoot: true },
    { kind: 'resource', syntax: 'definition', element: 'script', attribute: 'src', raw: 'y', url: 'y', range, whole: range },
    { kind: 'link', syntax: 'autolink', element: 'a', attribute: 'href', raw: 'https://x.example', url: 'https://x.example', range, whole: range, label: 'https://x.example' },
    { kind: 'link', syntax: 'wiki', element: 'a', attribute: 'href', raw: 'z', url: 'z', range, whole: range },
  ],
  anchors: (['heading', 'html', 'attribute', 'footnote', 'generated'] as const).map((from) => ({ id: `id-${from}`, range, from })),
  headings: [{ level: 2, text: 'Über', id: 'über', range }, { level: 6, text: '', range }],
  suspects: (['space-before-destination', 'reversed-brackets', 'space-in-destination', 'unclosed-destination', 'undefined-reference', 'template', 'wiki', 'mistyped-address', 'template-address'] as const)
    .map((kind, index) => ({ kind, range, ...(index % 2 === 0 && { destination: `there ${index}` }) })),
  lookups: [{ kind: 'post_url', argument: '2020-01-02-x', then: ['relative_url', 'escape'], range }, { kind: 'link', argument: '', then: [], range, perhaps: true }],
  base: '/base/',
  hasUnknownParts: true,
  problems: [
    { kind: 'front-matter', message: 'm', range }, { kind: 'template', message: 'n', range, help: 'h', severity: 'warning' },
    { kind: 'leftover-template', message: 'o', range, severity: 'error' },
  ],
  silences: [
    { by: 'blog', rules: [{ name: 'broken-link', range }, { name: 'missing-alt', range: { start: 20, end: 31 } }], reason: 'archived', range, over: { start: 0, end: 90 } },
    { by: 'markdownlint', rules: [], range: { start: 40, end: 60 }, over: range, problem: { kind: 'unknown-word', word: 'blog-ignor' } },
    { by: 'markdown-link-check', rules: [], range, over: range, problem: { kind: 'nothing-to-end', word: 'x' } },
  ],
  included: new Map([[asFilePath('posts/parts/tides.md'), '[a](b.md)\n'], [asFilePath('empty.md'), '']]),
};

const KEYS = ['path', 'frontMatter', 'references', 'anchors', 'headings', 'suspects', 'lookups', 'base', 'hasUnknownParts', 'problems', 'silences', 'included'] as const satisfies readonly (keyof Document)[];

/** What a reader of documents sees of one. */
const seen = (document: Document): Record<string, unknown> => Object.fromEntries(KEYS.map((key) => [key, document[key]]));

function through(documents: readonly Document[]): readonly Document[] {
  const writer = new BytesWriter();
  const places = documents.map((document) => packDocument(document, writer));
  const bytes = Buffer.from(writer.take());
  return documents.map(({ path }, index) => new PackedDocument(path, bytes, places[index] ?? 0));
}

test('all that a document can have comes back', () => {
  const [back] = through([full]);
  expect(back && seen(back)).toStrictEqual(seen(full));
});

test.each(generators.filter(({ id }) => samples[id]).map((generator) => ({ generator })))('documents of $generator.id come back', async ({ generator }) => {
  const site = await siteOf(generator, samples[generator.id] ?? {});
  const documents = [...site.documents.values()];
  expect(documents.length).toBeGreaterThan(0);
  expect(through(documents).map(seen)).toStrictEqual(documents.map(seen));
});

test('one that was let go is read again', () => {
  const many = through(Array.from({ length: 200 }, (_, index) => ({ ...full, base: `/${index}/` })));
  const [first] = many;
  const before = first?.references;
  for (const document of many) expect(document.references).toHaveLength(full.references.length);
  expect(first?.references).toStrictEqual(before);
  expect(many.map(({ base }) => base)).toEqual(Array.from({ length: 200 }, (_, index) => `/${index}/`));
});

test('what is asked for each reference of a document costs no look at all of it', () => {
  const lettersReadFor = (count: number): number => {
    const anchors = Array.from({ length: count }, (_, index) => ({ id: `part-${index}`, range, from: 'heading' as const }));
    const references = anchors.map(({ id }) => ({ kind: 'link' as const, syntax: 'inline' as const, element: 'a', attribute: 'href', raw: `#${id}`, url: `#${id}`, range, whole: range }));
    const [document] = through([{ ...full, references, anchors }]);
    let letters = 0;
    const { toString } = Buffer.prototype;
    const spy = vi.spyOn(Buffer.prototype, 'toString').mockImplementation(function read(this: Buffer, ...how: unknown[]) {
      const text = String(Reflect.apply(toString, this, how));
      letters += text.length;
      return text;
    });
    for (const { id } of anchors) expect([document?.outline?.hasAnchor(id), document?.outline?.hasAnchor(`${id}x`), document?.base, document?.hasUnknownParts]).toEqual([true, false, '/base/', true]);
    spy.mockRestore();
    return letters;
  };
  expect(lettersReadFor(2000)).toBeLessThan(2.5 * lettersReadFor(1000));
});
