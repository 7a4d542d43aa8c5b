import type { Anchor } from '../core/markdown/markup.ts';
import { defineRule } from '../core/rule.ts';
import { UNKNOWN } from '../core/text/derived.ts';
import { quote } from './words.ts';

export default defineRule({
  id: 'duplicate-anchor',
  summary: 'An id that two places of a page have: every link to it leads to the first.',
  severity: 'warning',
  off: true,
  inspects: 'document',

  *check({ document, entry }) {
    if (!entry) return;
    const first = new Map<string, Anchor>();
    for (const anchor of document.anchors) {
      if (!EXPLICIT.has(anchor.from) || anchor.id.includes(UNKNOWN) || !isWrittenHere(anchor)) continue;
      const before = first.get(anchor.id);
      if (!before) first.set(anchor.id, anchor);
      else if (anchor.range.start > before.range.end + ONE_TAG) {
        yield {
          range: anchor.range,
          message: `The id ${quote(anchor.id)} is taken by a place further up on this page.`,
          help: 'Give this one another id, and point the links that mean it there.',
        };
      }
    }
  },
});

/** Written by the author; those that the generator makes of headings it keeps apart itself. */
const EXPLICIT: ReadonlySet<Anchor['from']> = new Set(['html', 'attribute']);

/** What a template puts in - an icon with ids of its own - stands where its tag stands. */
const isWrittenHere = ({ id, range }: Anchor): boolean => range.end - range.start <= id.length + 1;

/** `<a name="x" id="x">` is one place. */
const ONE_TAG = 60;
