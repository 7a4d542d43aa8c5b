import { isSamePage } from '../core/external.ts';
import { defineRule } from '../core/rule.ts';
import { answerFor, rewritten } from './external-words.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'moved-link',
  summary: 'A link to another site that has moved for good: every redirect on the way says so. Only with `--external`.',
  severity: 'warning',
  needs: 'external',
  inspects: 'reference',
  meeting: ['external'],

  *check(context) {
    const { reference, resolution } = context;
    const verdict = answerFor(context)?.verdict;
    if (verdict?.kind !== 'moved' || verdict.to === undefined || resolution.kind !== 'external') return;
    const address = withFragmentOf(resolution.url, verdict.to);
    const isSame = isSamePage(resolution.url, verdict.to);
    const fixes = rewritten(context, address, isSame
      ? { confidence: 'certain', evidence: 'It is the same page.' }
      : { confidence: 'likely', evidence: 'Every redirect on the way says that it has moved for good.' });
    yield {
      message: `${quote(reference.raw)} has moved to ${quote(address)}.`,
      help: isSame ? `Write ${quote(address)}.` : `If that is still what you mean, write ${quote(address)}.`,
      ...(fixes.length > 0 && { fixes }),
    };
  },
});

/** A place on a page is kept on the way, as browsers keep it, unless the redirect names another. */
const withFragmentOf = (from: string, to: string): string => (to.includes('#') ? to : to + new URL(from).hash);
