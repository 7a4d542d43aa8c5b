import { describeRule } from '../../test/helpers/describe-rule.ts';
import commonMisspelling from './common-misspelling.ts';

const english = 'It was the best of the boats, and it is the one that you have to see for this. ';

describeRule(commonMisspelling, {
  finds: {
    'a word that is often written so, in prose': {
      blog: { 'posts/tea.md': `---\ntitle: We recieve\n---\n${english}\nWe recieve the boat wich [is here](/recieve/).\n` },
      drawn: `
posts/tea.md
We recieve the boat wich [is here](/recieve/).
   ~~~~~~~
   \`recieve\` is a common slip of the pen.
   Did you mean \`receive\`?
We recieve the boat wich [is here](/recieve/).
                    ~~~~
                    \`wich\` is a common slip of the pen.
                    Did you mean \`which\` or \`witch\`?`,
    },
  },
  accepts: {
    'names, code, addresses and parts of words': { 'posts/tea.md': `${english}Recieve, \`recieve\`, recieve.com, recieve-all, recieve's, <a href="/recieve/">x</a>\n` },
    'a post in another language': { 'posts/tea.md': 'O barco mais bonito de todos os barcos que vimos na viagem, recieve e nada mais do que isso aqui.' },
    'words that nobody has on a list': { 'posts/tea.md': `${english}Receive what is coming.` },
  },
});
