import { defineRule } from '../core/rule.ts';
import { missingSight, notBuiltSight } from './words.ts';

export default defineRule({
  id: 'broken-image',
  summary: 'An image, video, sound or other file of a page that the published blog will not have.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['missing', 'not-built'],

  *check(context) {
    const { reference, resolution } = context;
    if (reference.kind === 'link' || reference.kind === 'embed') return;
    if (resolution.kind === 'not-built' && !resolution.hidden) yield notBuiltSight(reference, resolution.message);
    if (resolution.kind !== 'missing' || OTHER_RULES.has(resolution.cause.kind)) return;
    yield missingSight({ ...context, resolution });
  },
});

/** `missing-scheme`, `malformed-link` and `leftover-template` say it better. */
const OTHER_RULES: ReadonlySet<string> = new Set(['no-scheme', 'bad-scheme', 'template']);
