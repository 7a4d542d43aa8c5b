import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addressesIn, jekyllSite, problemsIn } from '../../../test/helpers/jekyll-site.ts';
import { asFilePath } from '../../core/paths.ts';
import type { Data } from './values.ts';

interface Rendered {
  readonly html?: string;
  readonly error?: string;
}

interface Row extends Rendered {
  readonly case: string;
  readonly config: Data;
  readonly source: string;
  readonly v3_10?: Rendered;
}

const { rows }: { readonly rows: readonly Row[] } = JSON.parse(readFileSync(new URL('../../../test/tables/jekyll-render.json', import.meta.url), 'utf8'));

/** The rest of the site that the table was made with. */
const around = {
  '_posts/2020-01-01-other.md': '---\n---\nother\n',
  'about.md': '---\n---\nabout\n',
  'images/a.png': 'x',
  'images/b c.png': 'x',
  '_includes/fig.html': '<figure src={{ include.src }} alt={{ include.alt }}>',
  '_includes/img/rel.html': '<img src="{{ include.path | relative_url }}">',
};

const probe = '_posts/2020-01-02-probe.md';

/** Rows that this tool answers otherwise, and why. */
const otherwise: ReadonlyMap<string, string> = new Map([
  ['liquid:include_relative', 'a file beside the post is not read, so what it brings is unknown'],
  ['liquid:page.previous.url', 'only the build knows the order of posts; it is unknown here'],
  ['liquid:site.posts', 'the same'],
  ['liquid:where', 'the same'],
  ['liquid:site.static_files', 'the same'],
  ['liquid:gist', 'the tag of a plugin that many have; nothing is lost by knowing it'],
  ['liquid:jekyll-seo', 'the same'],
]);

describe.each(['4.3.1', '3.10.0'] as const)('Jekyll %s', (version) => {
  test.each(rows.map((row) => [row.case, row] as const))('%s', async (name, row) => {
    if (otherwise.has(name)) return;
    const want = version === '3.10.0' ? row.v3_10 ?? row : row;
    const bare = want.error === undefined && /^(?:liquid|baseurl)/.test(name) ? /^<p>([^<]*)<\/p>\n$/.exec(want.html ?? '')?.[1] : undefined;
    // What is only a text on the page is looked at as an address.
    const asLink = bare !== undefined && !/[[\]]\(|include|\$\$/.test(row.source);
    const body = asLink ? `<a href="${row.source.trim()}">there</a>\n` : row.source;
    const site = await jekyllSite({ ...around, [probe]: `---\n${headOf(row)}---\n${body}` }, { version, config: row.config });

    if (want.error !== undefined) {
      expect(problemsIn(site)).not.toEqual([]);
      return;
    }
    expect(problemsIn(site)).toEqual([]);
    const html = asLink ? `<a href="${bare}">` : want.html ?? '';
    expect(addressesIn(site, probe).toSorted()).toEqual(addressesOf(html).toSorted());
    if (!asLink) expect(site.documents.get(asFilePath(probe))?.anchors.map(({ id }) => id).toSorted()).toEqual(anchorsOf(html).toSorted());
  });
});

const headOf = (row: Row): string =>
  `title: T\nimage: /images/a.png\nthumb: a.png\n${row.case.includes('render_with_liquid') ? 'render_with_liquid: false\n' : ''}`;

/** Addresses in real HTML, without those that a program of the page makes. */
function addressesOf(html: string): readonly string[] {
  const shown = html.replace(/<!--[^]*?-->/g, '').replace(/<(pre|script|style)\b(?![^>]*\bsrc=)[^]*?<\/\1>/g, (whole) => (whole.includes('<img') ? whole : ''));
  const found = [...shown.matchAll(/<([a-z]+)\s([^<>]*)>/g)].flatMap(([, element = '', attributes = '']) =>
    [...attributes.matchAll(/\b(href|src|srcset|poster|data)="([^"]*)"/g)].flatMap(([, attribute, value = '']) => (element === 'li' || attributes.includes('id="markdown-toc-') ? []
      : attribute === 'srcset' ? value.split(',').map((candidate) => candidate.trim().split(' ')[0] ?? '') : [value])));
  return found.map(decoded).filter((address) => !/^#(?:fn|fnref):/.test(address));
}

const anchorsOf = (html: string): readonly string[] =>
  [...html.matchAll(/<([a-z0-9]+)\s[^<>]*?\b(?:id|name)="([^"]*)"/g)].filter(([, element]) => element !== 'input').map(([, , id = '']) => id);

const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#46;', '.').replaceAll('&amp;', '&');
