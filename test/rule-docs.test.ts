import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lintSite } from '../src/lint/lint-site.ts';
import { placeFindings } from '../src/lint/place-findings.ts';
import { plainStyle } from '../src/reporters/reporter.ts';
import { story } from '../src/reporters/story.ts';
import { rules } from '../src/rules/index.ts';
import type { Rule } from '../src/core/rule.ts';
import { textsIn } from './helpers/describe-rule.ts';
import { blogOf, type Texts } from './helpers/blog.ts';

/** Pages are written by hand, but for the summary and the output, which are the tool's own: `npm test -- -u` puts them in. */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/rules');

describe('the page of', () => {
  for (const rule of rules) {
    test(rule.id, async () => {
      const page = readFileSync(join(folder, `${rule.id}.md`), 'utf8');
      const blog = blogIn(page);
      const output = Object.keys(blog).length === 0 ? undefined : await outputOf(rule, blog);
      if (output !== undefined) expect(output).toContain(rule.id);
      await expect(withGenerated(page, rule, output)).toMatchFileSnapshot(join(folder, `${rule.id}.md`));
    });
  }

  test('all rules', async () => {
    const rows = rules.map(({ id, summary, severity, off }) => `| [${id}](${id}.md) | ${off ? 'off' : severity} | ${summary} |`);
    await expect(`# Rules\n\n| rule | by default | what it finds |\n|-|-|-|\n${rows.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'README.md'));
  });
});

/** The files an example is made of: a name in backticks on a line of its own, then the text; or "There is a file". */
function blogIn(page: string): Texts {
  const texts = [...page.matchAll(/^`([^`\n]+)`\n\n```md\n([\s\S]*?)\n```$/gm)].map(([, path = '', text = '']) => [path, text]);
  const files = [...page.matchAll(/^There is a file `([^`]+)`\.$/gm)].map(([, path = '']) => [path, '']);
  return Object.fromEntries([...texts, ...files]);
}

async function outputOf(rule: Rule, blog: Texts): Promise<string> {
  const site = await blogOf(blog, rule.id === 'missing-baseurl' ? { base: '/blog' } : {});
  const only = Object.fromEntries(rules.map(({ id, severity }) => [id, id === rule.id ? severity : 'off' as const]));
  const findings = await placeFindings(lintSite(site, { rules: only, facts: { unreadable: new Map(), texts: textsIn(blog), misspellings: new Map([['recieve', 'receive']]) } }), async (path) => blog[path]);
  return story(plainStyle)({ findings, posts: Object.keys(blog).filter((path) => path.startsWith('posts/')).length, pages: 0, shown: (path) => path });
}

function withGenerated(page: string, rule: Rule, output: string | undefined): string {
  const summed = page.replace(/^(# .*\n\n).*\n/, (_, head: string) => `${head}${rule.summary}\n`);
  return output === undefined ? summed : summed.replace(/```text\n[\s\S]*?```/, () => `\`\`\`text\n${output}\`\`\``);
}
