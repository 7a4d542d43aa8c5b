import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { realSystem, run } from '../src/main.ts';

/**
 * What the README shows is what the tool prints: each `text` block that begins with `$ blog` is run, in order, in a copy
 * of the example, and compared. `npm test -- -u` puts the real output in.
 */
const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'blog-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const POST = '_posts/2026-11-22-a-week-in-lisbon-2-min-read.md';
const WRITTEN = `The light comes from everywhere. I got here on <a href="../night-train-to-lisbon/#getting-a-tiket" target="_blank">the night train</a>.

<p align="center">
    <img src="images/ticket.png" alt="A train ticket, stamped twice">
</p>
`;

/** What a person does at the keyboard between two commands, by the number of the command before it. */
const BETWEEN: Readonly<Record<number, () => void>> = {
  1: () => write((head) => head + WRITTEN),
  2: () => write((text) => text.replace('a-tiket', 'a-ticket').replace('src="images', 'src="../images')),
};

test('the README shows real output', async () => {
  cpSync(join(top, 'examples/jekyll-blog'), folder, { recursive: true });
  const readme = readFileSync(join(top, 'README.md'), 'utf8');
  let count = 0;
  let shown = '';
  for (const part of readme.split(/(```text\n\$ blog [^\n]*\n[\s\S]*?```)/)) {
    const [, command] = /^```text\n\$ blog ([^\n]*)\n/.exec(part) ?? [];
    if (command === undefined) { shown += part; continue; }
    const output = await outputOf(command);
    shown += `\`\`\`text\n$ blog ${command}\n${count === 0 ? onlyTheBoat(output) : output}\`\`\``;
    BETWEEN[count]?.();
    count++;
  }
  expect(count).toBe(6);
  await expect(shown).toMatchFileSnapshot(join(top, 'README.md'));
});

async function outputOf(command: string): Promise<string> {
  let output = '';
  const write = (text: string): void => { output += text; };
  const real = realSystem(process);
  const system = {
    ...real, cwd: folder, env: {}, clock: { ...real.clock, now: () => Date.parse('2026-11-22T09:00:00Z'), zone: 'UTC' },
    terminal: { columns: 100, interactive: false, colour: 0 as const, progress: undefined }, out: write, err: write,
  };
  await run(command.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [], system);
  return output;
}

/** The first screen shows two findings of the nine. */
function onlyTheBoat(output: string): string {
  const boat = output.slice(output.indexOf('_posts/2024-09-02'));
  const paragraphs = boat.split(/\n(?= {2}\d+:\d+ )|\n(?=\d+ errors)/);
  return paragraphs.filter((paragraph) => !/^ {2}\d+:\d+ (?:warning|error unpublished-target\n.*hut)/.test(paragraph)).join('\n');
}

function write(change: (text: string) => string): void {
  const path = join(folder, POST);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
