import { defineRule } from '../core/rule.ts';
import { spell } from '../core/site/causes.ts';
import type { Site } from '../core/site/site.ts';
import { quote, thingAt } from './words.ts';

export default defineRule({
  id: 'missing-baseurl',
  summary: 'A path from the root of the host, on a blog that is served below it: `/x` where `/blog/x` is meant.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['outside-base'],

  *check({ reference, resolution, site }) {
    if (resolution.kind !== 'outside-base') return;
    const base = site.conventions.base;
    const leads = reference.raw === resolution.url ? 'starts at the root of the host' : `is ${quote(resolution.url)} on the host`;
    const place = resolution.inside ? `; the ${thingAt(resolution.inside)} is at ${quote(base + resolution.inside.url)}` : '';
    const meant = resolution.inside ? spell(resolution.inside, site) : filtered(reference.raw, site);
    yield {
      message: `${quote(reference.raw)} ${leads}, but this blog is served under ${quote(`${base}/`)}${place}.`,
      ...(meant !== undefined && { help: `Write ${quote(meant)}.` }),
    };
  },
});

/** `{{ post.url }}` with the filter that puts the path before it, as `{{ '/x' | relative_url }}` has it. */
function filtered(raw: string, site: Site): string | undefined {
  const name = /^\{\{-?\s*([\w.]+)\s*-?\}\}$/.exec(raw)?.[1];
  const pattern = site.conventions.spellRooted?.('');
  return name !== undefined && pattern?.includes("''") ? pattern.replace("''", name) : undefined;
}
