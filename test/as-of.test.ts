import { expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem } from './helpers/system.ts';

const post = (body: string): string => `---\ntitle: A post\n---\n${body}\n`;
const files = {
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\nfuture: false\n',
  '_posts/2026-02-01-lisbon.md': post('Soon: [Porto](/porto/).'),
  '_posts/2026-03-10-porto.md': post('Then [Faro](/faro/), before [Lisbon](/lisbon/).'),
  '_posts/2026-03-20-faro.md': post('After [Porto](/porto/).'),
};

async function said(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> {
  const system = memorySystem({ files: { ...files, ...more }, now: '2026-03-01T12:00:00Z' });
  const code = await run(['lint', '--format', 'unix', '--no-git', ...words], system);
  return `${system.written.out}${system.written.err}${code}`;
}

const FROM = 'From 2026-03-20 on all links between scheduled posts work; until then 2 links lead to one that is not there yet.\n';

test('today, and on the days between', async () => {
  expect(await said([])).toMatch(/^_posts\/2026-02-01-lisbon.md:4:15: error: .*\n_posts\/2026-03-10-porto.md:4:13: warning: .*\n1$/);
  expect(await said(['--as-of', '2026-03-12'])).toMatch(/^_posts\/2026-03-10-porto.md:4:13: error: .*\nFrom 2026-03-20 /);
  expect(await said(['--as-of', '+3w'])).toBe(`${FROM}0`);
});

test('a link to a draft is mended by no date', async () => {
  const told = await said(['--as-of', '2026-04-01'], { '_drafts/evora.md': post('x'), '_posts/2026-03-20-faro.md': post('[Évora](/evora/)') });
  expect(told).toContain('From 2026-03-20 on');
  expect(told).toContain('1 link of theirs leads to what no date publishes.');
});

test('nothing waits', async () => {
  const live = Object.fromEntries(Object.entries(files).filter(([file]) => !file.includes('2026-03')));
  const system = memorySystem({ files: { ...live, '_posts/2026-02-01-lisbon.md': post('Here.') } });
  expect(await run(['lint', '--as-of', '2026-06-01'], system)).toBe(0);
  expect(system.written.err).toBe('No broken links in 1 post.\n');
});

test('what is no date', async () => expect(await said(['--as-of', 'someday'])).toBe('blog: `someday` is no date. Write `--as-of 2026-12-24`, `"2026-12-24 9:00"`, `friday` or `+2w`.\n2'));
