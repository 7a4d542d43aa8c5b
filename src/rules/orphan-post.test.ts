import { describeRule } from '../../test/helpers/describe-rule.ts';
import orphanPost from './orphan-post.ts';

describeRule(orphanPost, {
  finds: {
    'a post that only links to itself and that a draft links to': {
      blog: {
        'posts/tea.md': 'See [above](#top) and [here](/tea/).',
        'posts/draft.md': '---\ndraft: true\n---\n[Tea](/tea/)',
      },
      drawn: `
posts/tea.md
See [above](#top) and [here](/tea/).
~
No other post or page links here.
Link to it from a post on the same thing.`,
    },
  },
  accepts: {
    'a post that a page links to': { 'posts/tea.md': 'x', 'pages/about.md': '[Tea](/tea/)' },
    'posts that link to each other, by whatever spelling': { 'posts/tea.md': '[Milk](../milk/#x)', 'posts/milk.md': '[Tea](https://travels.example/tea/)' },
  },
});
