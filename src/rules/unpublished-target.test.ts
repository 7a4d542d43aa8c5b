import { describeRule } from '../../test/helpers/describe-rule.ts';
import unpublishedTarget from './unpublished-target.ts';

describeRule(unpublishedTarget, {
  finds: {
    'a live post that points at a draft': {
      blog: { 'posts/hello.md': '[soon](/tea/)', 'posts/tea.md': '---\ndraft: true\n---\n' },
      drawn: `
posts/hello.md
[soon](/tea/)
       ~~~~~
       \`/tea/\` leads to \`posts/tea.md\`, which is a draft.
       Publish that one first, or take the link out.`,
    },
    'a live post that points at a post of the future': {
      today: '2026-01-01',
      blog: { 'posts/hello.md': '[soon](/tea/)', 'posts/tea.md': '---\ndate: 2026-03-01\n---\n' },
      drawn: `
posts/hello.md
[soon](/tea/)
       ~~~~~
       \`/tea/\` leads to \`posts/tea.md\`, which will not be live before 2026-03-01.
       Until 2026-03-01 visitors get "not found": publish this one then, or take the link out until then.`,
    },
    'a scheduled post that points at a later one': {
      today: '2026-01-01',
      blog: { 'posts/hello.md': '---\ndate: 2026-02-01\n---\n[soon](/tea/)', 'posts/tea.md': '---\ndate: 2026-03-01\n---\n' },
      drawn: `
posts/hello.md
[soon](/tea/)
       ~~~~~
       \`/tea/\` leads to \`posts/tea.md\`, which will not be live before 2026-03-01.
       Until 2026-03-01 visitors get "not found": publish this one then, or take the link out until then.`,
    },
    'a file that is there but not published': {
      blog: { 'posts/hello.md': '[list](/private/list.pdf)', 'private/list.pdf': '%PDF' },
      drawn: `
posts/hello.md
[list](/private/list.pdf)
       ~~~~~~~~~~~~~~~~~
       \`/private/list.pdf\` leads to \`private/list.pdf\`, which is not published: nothing in \`private\` is.
       Move it to a place that is published, or take the link out.`,
    },
  },
  accepts: {
    'a scheduled post that points at an earlier one': {
      today: '2026-01-01',
      blog: { 'posts/hello.md': '---\ndate: 2026-03-01\n---\n[before](/tea/)', 'posts/tea.md': '---\ndate: 2026-02-01\n---\n' },
    },
    'a draft that points at itself and at live posts': { 'posts/tea.md': '---\ndraft: true\n---\n[a](/tea/) [b](/hello/)', 'posts/hello.md': 'x' },
  },
});
