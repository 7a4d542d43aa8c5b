import { defineRule } from '../core/rule.ts';
import type { Conventions, Entry } from '../core/site/conventions.ts';
import type { Site } from '../core/site/site.ts';
import { addressOf, quote } from './words.ts';

export default defineRule({
  id: 'broken-anchor',
  summary: 'A link to a heading or other place that is not on the page it leads to.',
  severity: 'error',
  inspects: 'reference',
  meeting: ['missing-anchor'],

  *check({ reference, resolution, entry, site }) {
    if (resolution.kind !== 'missing-anchor') return;
    const { near, onlyCase, fragment, entry: target } = resolution;
    const dropped = droppedAnchor(fragment, target, site);
    const page = target === entry ? 'This page' : quote(addressOf(target, site));
    const source = target === entry || !target.source ? '' : ` (\`${target.source}\`)`;

    yield {
      message: onlyCase && near !== undefined
        ? `${page}${source} has \`#${near}\`, not \`#${fragment}\`: letter case counts.`
        : `${page}${source} has no heading or other place called \`#${fragment}\`${dropped ? ': the one in raw HTML is kept out of the page' : ''}.`,
      ...(dropped ? { help: `Give the id to a heading, or ${dropped.advice}.` } : near !== undefined && { help: `${onlyCase ? 'Write' : 'Did you mean'} ${quote(reference.raw.replace(/#.*$/s, `#${near}`))}${onlyCase ? '.' : '?'}` }),
    };
  },
});

/** How raw HTML would reach the page, where that has the place and the settings keep it out. */
function droppedAnchor(fragment: string, { source }: Entry, { documents, conventions }: Site): Conventions['rawHtml'] {
  const suspects = source === undefined ? undefined : documents.get(source)?.suspects;
  return suspects?.some(({ kind, destination }) => kind === 'dropped-anchor' && destination === fragment) ? conventions.rawHtml : undefined;
}
