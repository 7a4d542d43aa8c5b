import { defineRule } from '../core/rule.ts';
import { answerFor, archivedFor, rewritten, said, type ExternalContext } from './external-words.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'dead-link',
  summary: 'A link to another site that is not there any more: `404`, `410`, or no such host, at a second look too. Only with `--external`.',
  severity: 'error',
  needs: 'external',
  inspects: 'reference',
  meeting: ['external'],

  *check(context) {
    const verdict = answerFor(context)?.verdict;
    if (verdict?.kind !== 'dead') return;
    const copy = archivedFor(context);
    const fixes = copy ? archiveFixes(context, copy) : [];
    yield {
      message: `${said(context, verdict)}.${verdict.fresh ? ' It was there before, so this may pass.' : ''}`,
      help: copy ? `A copy from ${copy.day} is at ${quote(copy.url)}.` : 'Find out where it is now, or take the link out.',
      ...(verdict.fresh && { severity: 'warning' as const }),
      ...(fixes.length > 0 && { fixes }),
    };
  },
});

const archiveFixes = (context: ExternalContext, { url, day }: { readonly url: string; readonly day: string }) =>
  rewritten(context, url, { confidence: 'likely', only: 'archive', evidence: `It is a copy from ${day}, the nearest to when this was written.` });
