import { defineRule } from '../core/rule.ts';
import { answerFor, rewritten } from './external-words.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'dead-anchor',
  summary: 'A link to a place on a page of another site that has no such place. Only with `--external`.',
  severity: 'warning',
  needs: 'external',
  inspects: 'reference',
  meeting: ['external'],

  *check(context) {
    const { reference, resolution } = context;
    const missing = answerFor(context)?.missingAnchor;
    if (!missing || resolution.kind !== 'external') return;
    const meant = missing.near === undefined ? undefined : resolution.url.slice(0, resolution.url.indexOf('#') + 1) + encodeURI(missing.near);
    const fixes = meant === undefined ? [] : rewritten(context, meant, { confidence: 'possible', evidence: 'It is the place there that is called most like it.' });
    yield {
      message: `The page ${quote(reference.raw.replace(/#.*$/s, ''))} has no place called ${quote(`#${missing.fragment}`)}.`,
      help: meant === undefined ? 'Take it out of the address, or name another one.' : `Did you mean ${quote(meant)}?`,
      ...(fixes.length > 0 && { fixes }),
    };
  },
});
