import { defineRule } from '../core/rule.ts';
import { answerFor, said } from './external-words.ts';

export default defineRule({
  id: 'unknown-link',
  summary: 'A link to another site of which nobody can tell from here whether it is there: it refuses programs, has trouble, or did not answer. Only with `--external`.',
  severity: 'warning',
  off: true,
  needs: 'external',
  inspects: 'reference',
  meeting: ['external'],

  *check(context) {
    const verdict = answerFor(context)?.verdict;
    if (verdict?.kind !== 'unknown') return;
    yield { message: `${said(context, verdict)}, so it is not known whether it is there.`, help: 'Open it and see.' };
  },
});
