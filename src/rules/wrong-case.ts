import { encodePath } from '../core/paths.ts';
import { defineRule } from '../core/rule.ts';
import { quote, whereItLeads } from './words.ts';

export default defineRule({
  id: 'wrong-case',
  summary: 'A path whose letter case differs from the file: it works on macOS and Windows, and is not found on the web.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['wrong-case'],

  *check(context) {
    const { reference, resolution } = context;
    if (resolution.kind !== 'wrong-case') return;
    yield {
      message: `${whereItLeads(context)}, but it is called ${quote(decodeURI(resolution.actual))}: letter case counts on the web, whatever this disk says.`,
      help: `Write ${quote(inTheSameForm(reference.raw, resolution.actual))}.`,
    };
  },
});

/** The right spelling in the form the author used: the end of the path that both have. */
function inTheSameForm(raw: string, actual: string): string {
  const [, path = raw, rest = ''] = /^([^?#]*)(.*)$/s.exec(raw) ?? [];
  const decoded = decodeURI(actual);
  for (const [spelling, right] of [[path, decoded], [path, encodePath(decoded)]] as const) {
    for (let length = Math.min(spelling.length, right.length); length > 0; length--) {
      const end = right.slice(-length);
      const cut = spelling.slice(-length);
      if (end.toLowerCase() === cut.toLowerCase() && end !== cut) return spelling.slice(0, -length) + end + rest;
    }
  }
  return actual + rest;
}
