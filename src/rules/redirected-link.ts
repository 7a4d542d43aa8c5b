import { defineRule } from '../core/rule.ts';
import type { Fix } from '../core/finding.ts';
import { addressOf, quote } from './words.ts';

export default defineRule({
  id: 'redirected-link',
  summary: 'A link to an old address of this blog, which sends the visitor on to another.',
  severity: 'warning',
  off: true,
  inspects: 'reference',
  meeting: ['ok'],

  *check({ reference, resolution, document, site }) {
    if (resolution.kind !== 'ok' || resolution.redirect === undefined) return;
    const address = addressOf(resolution.entry, site);
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(reference.raw) ?? [];
    // Only a path that is written out can be written anew; what a template makes, only its author can.
    const isPlain = reference.raw === reference.url && path.startsWith('/') && !path.startsWith('//');
    const fix: Fix = {
      title: `Write ${quote(address + rest)}.`,
      confidence: 'certain',
      evidence: `${quote(addressOf(resolution.redirect, site))} redirects to it.`,
      edits: [{ file: document.path, range: reference.range, text: address + rest }],
    };
    yield {
      message: `${quote(reference.raw)} is an old address of this blog: visitors are sent on to ${quote(address)}.`,
      help: `Write ${quote(isPlain ? address + rest : address)}.`,
      ...(isPlain && { fixes: [fix] }),
    };
  },
});
