import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodePath } from '../../core/paths.ts';
import type { Site } from '../../core/site/site.ts';
import { judgementsOf } from '../../lint/judge.ts';
import { hugoSite } from '../../../test/helpers/hugo-site.ts';

interface Expected {
  readonly html?: string;
  readonly build_error?: string;
}

interface Row {
  readonly case: string;
  readonly config: string;
  readonly source: string;
  readonly expect: Expected;
  readonly 'expect_0.131'?: Expected;
  readonly 'expect_0.167'?: Expected;
}

const VERSIONS = ['0.111', '0.131', '0.167'] as const;
type Version = (typeof VERSIONS)[number];

const { rows } = JSON.parse(readFileSync(new URL('../../../test/tables/hugo-render.json', import.meta.url), 'utf8')) as { rows: readonly Row[] };

/** Rows that are about something else than links, or differ, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'user render hooks': 'the table does not hold the hooks',
  'figure positional': 'an image without an address: the shortcode is given no `src`, which is an empty reference',
  'figure pct': 'the output of `{{% %}}` is raw HTML, which counts where the settings say nothing of it',
  gist: 'shortcodes for other sites leave nothing to look up',
  youtube: 'the same',
  'js link': 'what begins with `javascript:` is nothing to look up either way',
  'ref external': 'an empty address, which is the page itself',
  autolink: '`www.x.y` gets `https://` in Hugo and `http://` here, which leads to the same host',
  'refLinksErrorLevel WARNING:relref missing': 'a link to the address for what is not found is told as not found',
  'refLinksErrorLevel WARNING:ref missing': 'the same',
};

const PAGE = 'https://ex.com/blog/posts/probe/';

describe.each(VERSIONS)('the links of a page, by Hugo %s', (version) => {
  test.each(rows.map((row) => [row.case, row] as const))('%s', async (name, row) => {
    if (DIFFERENT[name] !== undefined) return;
    const expected = expectedOf(row, version);
    const site = await siteOf(row, version);
    if (expected.html === undefined) {
      // Some of what stops the build is not about links.
      if (/\{\{[<%] (?:rel)?ref/.test(row.source)) expect(judged(site).concat(problemsIn(site))).toContain('not built');
      return;
    }
    expect(judged(site).toSorted()).toEqual(addressesIn(expected.html).toSorted());
  });
});

function expectedOf(row: Row, version: Version): Expected {
  const since131 = row['expect_0.131'] ?? row.expect;
  return version === '0.111' ? row.expect : version === '0.131' ? since131 : row['expect_0.167'] ?? since131;
}

function siteOf({ case: name, config, source }: Row, version: Version): Promise<Site> {
  const isHtmlKept = /unsafe/.test(config);
  const post = (more = ''): string => `---\ntitle: P\n${more}---\n`;
  return hugoSite({
    'hugo.toml': isHtmlKept ? config : `${config}${/\[/.test(config.replace(/disableKinds = \[.*\]/, '')) ? '\n' : ''}[markup.goldmark.renderer]\nunsafe = false\n`,
    '.hugo-version': `${version}.0`,
    [name.startsWith('plain page') ? 'content/posts/probe.md' : 'content/posts/probe/index.md']: `${post()}${source}`,
    ...(name.startsWith('plain page') ? {} : { 'content/posts/probe/image.png': '', 'content/posts/probe/sub/deep.png': '', 'content/posts/probe/b c.png': '' }),
    'content/posts/other.md': post(), 'content/posts/my file.md': post(), 'content/posts/dup.md': post(), 'content/notes/dup.md': post(),
    'content/posts/draft.md': post('draft: true\n'), 'content/posts/slugged.md': post('slug: the-slug\naliases: [/old-alias]\n'),
    'static/images/a.png': '', 'layouts/shortcodes/img.html': name === 'custom shortcode' ? CUSTOM : '',
  });
}

const CUSTOM = '<img src="{{ .Get "src" }}" data-abs="{{ .Get "src" | absURL }}" data-rel="{{ .Get "src" | relURL }}">';

/** Where every reference of the page leads, and `not built` where Hugo stops. */
function judged(site: Site): string[] {
  return judgementsOf(site).filter(({ entry }) => entry.url === '/posts/probe/').flatMap(({ resolution, reference }) => {
    if (reference.via === 'youtube' || reference.via === 'gist') return [];
    if (resolution.kind === 'not-built') return ['not built'];
    return [shown('url' in resolution && resolution.url !== undefined ? resolution.url : reference.url)];
  });
}

const problemsIn = (site: Site): string[] => [...site.documents.values()].flatMap(({ problems }) => (problems.length > 0 ? ['not built'] : []));

/** The addresses that a browser would ask for, those of footnotes left out. */
function addressesIn(html: string): string[] {
  const found = html.matchAll(/<(?:a|img|iframe|script)\b[^>]*?\s(?:href|src)="([^"]*)"/g);
  return Array.from(found, ([, address = '']) => address.replaceAll('&amp;', '&')).filter((address) => !/^#fn/.test(address)).map(shown);
}

function shown(address: string): string {
  const url = new URL(address, PAGE);
  return decodePath(url.host === 'ex.com' ? url.pathname + url.search + url.hash : url.href);
}
