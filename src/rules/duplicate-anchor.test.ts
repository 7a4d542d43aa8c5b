import { describeRule } from '../../test/helpers/describe-rule.ts';
import duplicateAnchor from './duplicate-anchor.ts';

describeRule(duplicateAnchor, {
  finds: {
    'two places with one id': {
      blog: { 'posts/tea.md': '<p id="cup">A cup.</p>\n\nA text between them, that is longer than any tag is wide.\n\n<p id="cup">Another.</p>\n' },
      drawn: `
posts/tea.md
<p id="cup">Another.</p>
       ~~~
       The id \`cup\` is taken by a place further up on this page.
       Give this one another id, and point the links that mean it there.`,
    },
  },
  accepts: {
    'a name and an id of one element': { 'posts/tea.md': '<a name="cup" class="anchor" id="cup"></a>' },
    'headings that are alike': { 'posts/tea.md': '## Cups\n\nA text between them, that is longer than any tag is wide.\n\n## Cups\n' },
    'the same id on two pages': { 'posts/tea.md': '<p id="cup">', 'posts/milk.md': '<p id="cup">' },
  },
});
