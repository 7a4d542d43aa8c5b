import { defineRule } from '../core/rule.ts';
import { answerFor, said } from './external-words.ts';

export default defineRule({
  id: 'suspect-link',
  summary: 'A link to another site that answers, but not with what was there: a "not found" page, the start page, a parked domain, a certificate that browsers refuse. Only with `--external`.',
  severity: 'warning',
  needs: 'external',
  inspects: 'reference',
  meeting: ['external'],

  *check(context) {
    const verdict = answerFor(context)?.verdict;
    if (verdict?.kind !== 'suspect') return;
    yield { message: `${said(context, verdict)}.`, help: 'Open it and see whether it is still what you mean.' };
  },
});
