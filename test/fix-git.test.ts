import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositories, typedIn, type Repository } from './helpers/repository.ts';

const POST = '---\ntitle: A post\n---\n';
const TEA = 'Leaves, water and time, and a cup to hold it all. That is what it takes, and not much more.\n';
const { repository } = repositories({
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n',
  '_posts/2026-01-01-tea.md': `${POST}## Cups\n\n## With milk\n\n## Pots\n\n${TEA}`,
  '_posts/2026-01-02-lisbon.md': `${POST}[milk](/tea/#with-milk) ![1](/images/1.png)\n`,
  'images/1.png': '\x89PNG one, as it is',
});

const lisbon = ({ folder }: Repository): string => readFileSync(join(folder, '_posts/2026-01-02-lisbon.md'), 'utf8').slice(POST.length);

test('a post that was renamed, twice, and a picture with it', async () => {
  const made = repository();
  made.git('mv', '_posts/2026-01-01-tea.md', '_posts/2026-01-01-brews.md');
  made.git('commit', '-qm', 'second');
  made.git('mv', '_posts/2026-01-01-brews.md', '_posts/2026-01-01-hot-drinks.md');
  made.git('mv', 'images/1.png', 'images/tram.png');
  made.git('commit', '-qm', 'third');
  expect(await typedIn(made.folder, 'lint', '--fix')).toBe('Fixed 2 of 2 findings.\n0');
  expect(lisbon(made)).toBe('[milk](/hot-drinks/#with-milk) ![1](/images/tram.png)\n');
  expect(await typedIn(made.folder, 'lint', '--fix')).toContain('Nothing is broken');
});

test('a heading that was renamed, twice, with another one', async () => {
  const made = repository();
  made.write('_posts/2026-01-01-tea.md', `${POST}## Cups\n\n## As the English like it\n\n## Pots\n\n${TEA}`);
  made.git('commit', '-qam', 'second');
  made.write('_posts/2026-01-01-tea.md', `${POST}## Cups\n\n## A cloud in it\n\n## Pots\n\n${TEA}\n## Sugar`);
  expect(await typedIn(made.folder, 'lint', '--fix')).toBe('Fixed 1 of 1 finding.\n0');
  expect(lisbon(made)).toContain('(/tea/#a-cloud-in-it)');
});

test('a heading that is gone has no other in its place', async () => {
  const made = repository();
  made.write('_posts/2026-01-01-tea.md', `${POST}## Cups\n\n## Kettles\n\n## Spoons\n\n## Pots\n\n${TEA}`);
  made.git('commit', '-qam', 'second');
  expect(await typedIn(made.folder, 'lint', '--fix')).toContain('Fixed 0 of 1 finding.');
});

test('a post that a tag names', async () => {
  const made = repository();
  made.write('_posts/2026-01-02-lisbon.md', `${POST}[tea]({% post_url 2026-01-01-tea %}), ![1](/images/1.png)\n`);
  made.git('commit', '-qam', 'second');
  made.git('mv', '_posts/2026-01-01-tea.md', '_posts/2026-01-05-hot-drinks.md');
  made.git('commit', '-qm', 'third');
  expect(await typedIn(made.folder, 'lint', '--fix')).toContain('Fixed 1 of 1 finding.');
  expect(lisbon(made)).toBe('[tea]({% post_url 2026-01-05-hot-drinks %}), ![1](/images/1.png)\n');
});

test('a post that a tag names by another day', async () => {
  const made = repository();
  made.git('mv', '_posts/2026-01-01-tea.md', '_posts/2026-01-01-tea-for-two.md');
  made.write('_posts/2026-01-02-lisbon.md', `${POST}[tea]({% post_url 2025-12-31-tea-for-two %})\n`);
  made.git('commit', '-qam', 'second');
  expect(await typedIn(made.folder, 'lint', '--fix')).toContain('Fixed 1 of 1 finding.');
  expect(lisbon(made)).toBe('[tea]({% post_url 2026-01-01-tea-for-two %})\n');
});
