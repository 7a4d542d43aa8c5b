import { describe, expect, test } from 'vitest';
import { resolve } from '../src/core/site/resolve.ts';
import { tracer } from '../src/core/site/trace.ts';
import { generators } from '../src/generators/index.ts';
import { run } from '../src/main.ts';
import { rules } from '../src/rules/index.ts';
import { samples } from './helpers/samples.ts';
import { siteOf } from './helpers/site-of.ts';
import { memorySystem, type MemoryOptions } from './helpers/system.ts';

const blog = {
  '_config.yml': 'url: https://travels.example\nbaseurl: /blog\npermalink: /:title/\n',
  '_posts/2026-01-02-lisbon.md': '---\ntitle: Lisbon\n---\nOn to [Porto]({% post_url 2026-01-09-porto %}), ![a tram](images/old-tram.png)\nand [Faro](https://travels.example/shop/).\n\nNothing here.\n',
  '_posts/2026-01-09-porto.md': '---\ntitle: Porto\npermalink: /cities/porto/\n---\n',
  '_drafts/braga.md': '---\ntitle: Braga\n---\n[gone](/gone/)\n',
  '_notes/x.md': '[x](y)',
  'images/old-tram.png': '',
};

async function said(words: readonly string[], options: MemoryOptions = {}): Promise<string> {
  const system = memorySystem({ files: blog, ...options });
  const code = await run(['explain', '--no-git', ...words], system);
  return `${system.written.out}${system.written.err}--- ${code}`;
}

describe('blog explain <place>', () => {
  test('tells every step of every reference in a line', async () => expect(await said(['_posts/2026-01-02-lisbon.md:4'], { columns: 80 })).toMatchInlineSnapshot(`
    "_posts/2026-01-02-lisbon.md:4:15
    Written      \`{% post_url 2026-01-09-porto %}\`, a link
    Read as      \`…\`, where \`…\` is known to the build alone
    On the page  \`/blog/lisbon/\`; the address is made by \`permalink: /:title/\` in
                 \`_config.yml\`
    Generator    \`2026-01-09-porto\`, looked up by \`post_url\`, is at \`/cities/porto/\`
    Leads to     \`/cities/porto/\`, as a browser reads it from \`/blog/lisbon/\`
    Looked for   \`cities/porto/index.html\` in the built site, as GitHub Pages would:
                 \`cities/porto/index.html\` is, made from
                 \`_posts/2026-01-09-porto.md\`
    Verdict      It leads out of the path this blog is served under, \`/blog/\`.
                 \`missing-baseurl\`, an error: \`{% post_url 2026-01-09-porto %}\` is
                 \`/cities/porto/\` on the host, but this blog is served under
                 \`/blog/\`; the post is at \`/blog/cities/porto/\`.
    To do        Write \`{{ '/cities/porto/' | relative_url }}\`.

    _posts/2026-01-02-lisbon.md:4:59
    Written      \`images/old-tram.png\`, an image
    On the page  \`/blog/lisbon/\`; the address is made by \`permalink: /:title/\` in
                 \`_config.yml\`
    Leads to     \`/blog/lisbon/images/old-tram.png\`, as a browser reads it from
                 \`/blog/lisbon/\`
    Looked for   \`lisbon/images/old-tram.png\`, \`lisbon/images/old-tram.png.html\`,
                 \`lisbon/images/old-tram.png/index.html\` in the built site, as
                 GitHub Pages would: none is there
    Not live     no draft, future or unpublished page would be there either
    Letter case  nothing is there in another letter case
    Also tried   \`/images/old-tram.png\`: \`images/old-tram.png\` is, made from
                 \`images/old-tram.png\`
    Verdict      Visitors find nothing.
                 \`broken-image\`, an error: \`images/old-tram.png\` is
                 \`/blog/lisbon/images/old-tram.png\` from \`/blog/lisbon/\`; the image
                 is at \`{{ '/images/old-tram.png' | relative_url }}\`.
    To do        Write \`../images/old-tram.png\`. From the root of the site it is
                 there: \`images/old-tram.png\`. \`blog lint --fix\` does it.
    --- 0"
  `));
  test('one place of it, at 40 columns', async () => {
    const out = await said(['_posts/2026-01-02-lisbon.md:4:59'], { columns: 40 });
    expect(out).toContain('Verdict\n  Visitors find nothing.\n');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(48);
  });
  test('says what cannot be known, and that nothing is reported', async () => expect(await said(['_posts/2026-01-02-lisbon.md:5'])).toContain('It cannot be known without a build'));
  test('where there is nothing', async () => {
    expect(await said(['_posts/2026-01-02-lisbon.md:7'])).toBe('There is no link, image or finding in line 7.\n--- 0');
    expect(await said(['_notes/x.md:1'])).toBe('`_notes/x.md` is published as nothing, so nothing in it is looked at.\n--- 0');
  });
  test('refuses what is no place', async () => {
    expect(await said(['_posts/2026-01-02-lisbon.md:70'])).toBe('blog: `_posts/2026-01-02-lisbon.md` has no line 70.\n--- 2');
    expect(await said(['_posts/2026-01-02-lisbon.md'])).toContain('name a line of it');
    expect(await said(['_posts:3'])).toContain('is a folder');
    expect(await said(['_posts/none.md:3'])).toContain('There is no file or folder');
  });
  test('as JSON', async () => {
    const { references } = JSON.parse((await said(['--json', '_posts/2026-01-02-lisbon.md:4:59'])).replace(/--- 0$/, ''));
    expect(references).toHaveLength(1);
    expect(references[0]).toMatchObject({ line: 4, raw: 'images/old-tram.png', verdict: 'missing', url: '/blog/lisbon/images/old-tram.png', findings: [{ rule: 'broken-image', fixes: [{ confidence: 'certain' }] }] });
  });
});

describe('blog explain <rule>', () => {
  test.each(rules.map(({ id }) => id))('%s', async (id) => {
    const out = await said([id], { columns: 60 });
    expect(out.startsWith(`${id}\n`)).toBe(true);
    expect(out).toContain('--- 0');
    expect(out).not.toContain('```');
  });
  test('asks whether another one was meant', async () => expect(await said(['brokn-link'])).toContain('Did you mean `broken-link`?'));
});

test.each(generators.filter(({ id }) => id in samples).map((generator) => [generator.id, generator] as const))('the trace resolves as the rules do: %s', async (id, generator) => {
  const site = await siteOf(generator, samples[id] ?? {});
  const trace = tracer(site);
  let count = 0;
  for (const document of site.documents.values()) {
    const entry = site.bySource.get(document.path);
    for (const reference of entry ? document.references : []) {
      if (!entry) continue;
      count++;
      const traced = trace(reference, document, entry);
      expect(traced.resolution).toEqual(resolve(reference, document, entry, site));
    }
    if (entry) expect(site.conventions.madeBy?.(document, entry)).toMatch(/\w/);
  }
  expect(count).toBeGreaterThan(2);
});
