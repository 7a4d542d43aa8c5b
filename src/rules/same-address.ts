import { defineRule } from '../core/rule.ts';
import type { Entry } from '../core/site/conventions.ts';
import { addressOf, quote } from './words.ts';

export default defineRule({
  id: 'same-address',
  summary: 'Two sources that are published at one address: one of them vanishes without a word.',
  severity: 'error',
  inspects: 'site',

  *check({ site }) {
    // Hardly any address has two: a list is made where one has.
    const first = new Map<string, Entry>();
    const claims = new Map<string, Entry[]>();
    for (const entry of site.entries) {
      if (entry.visibility.kind !== 'live' || !entry.source || entry.kind === 'generated') continue;
      const other = first.get(entry.output);
      const others = claims.get(entry.output);
      if (others) others.push(entry);
      else if (other) claims.set(entry.output, [other, entry]);
      else first.set(entry.output, entry);
    }
    for (const entries of claims.values()) {
      const sources = [...new Set(entries.map((entry) => entry.source))];
      const [first, second] = sources;
      const last = entries.at(-1);
      if (!first || !second || !last) continue;
      yield {
        file: second,
        range: { start: 0, end: 0 },
        message: `${sources.length === 2 ? 'Both' : 'All of'} ${sources.map((file) => `\`${file}\``).join(' and ')} are published at ${quote(addressOf(last, site))}: only one of them will be there.`,
        help: 'Give one of them another file name, slug or permalink.',
      };
    }
  },
});
