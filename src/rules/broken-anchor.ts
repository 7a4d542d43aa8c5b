import { defineRule } from '../core/rule.ts';
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
    const page = target === entry ? 'This page' : quote(addressOf(target, site));
    const source = target === entry || !target.source ? '' : ` (\`${target.source}\`)`;

    yield {
      message: onlyCase && near !== undefined
        ? `${page}${source} has \`#${near}\`, not \`#${fragment}\`: letter case counts.`
        : `${page}${source} has no heading or other place called \`#${fragment}\`.`,
      ...(near !== undefined && { help: `${onlyCase ? 'Write' : 'Did you mean'} ${quote(reference.raw.replace(/#.*$/s, `#${near}`))}${onlyCase ? '.' : '?'}` }),
    };
  },
});
