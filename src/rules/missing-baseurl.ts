import { defineRule } from '../core/rule.ts';
import { spell } from '../core/site/causes.ts';
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
    yield {
      message: `${quote(reference.raw)} ${leads}, but this blog is served under ${quote(`${base}/`)}${place}.`,
      ...(resolution.inside && { help: `Write ${quote(spell(resolution.inside, site))}.` }),
    };
  },
});
