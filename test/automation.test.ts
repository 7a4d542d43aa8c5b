import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../src/main.ts';
import { memorySystem } from './helpers/system.ts';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const yaml = (file: string) => parse(readFileSync(join(top, file), 'utf8'));

/** The long options that a command has, as its help tells. */
async function optionsOf(command: string): Promise<readonly string[]> {
  const system = memorySystem({ files: {} });
  await run([command, '--help'], system);
  return system.written.out.match(/--[a-z][a-z-]+/g) ?? [];
}

describe('what runs `blog` for others uses options that are there', () => {
  test('.pre-commit-hooks.yaml', async () => {
    const known = await optionsOf('lint');
    for (const { entry } of yaml('.pre-commit-hooks.yaml')) {
      expect(entry).toMatch(/^blog lint /);
      for (const option of entry.match(/--[a-z-]+/g)) expect(known).toContain(option);
    }
  });

  test('action.yml', async () => {
    const known = await optionsOf('lint');
    const { runs, inputs } = yaml('action.yml');
    const [line] = /^ *blog lint .*$/m.exec(runs.steps.at(-1).run) ?? [];
    for (const option of [...(line?.match(/--[a-z-]+/g) ?? []), '--since']) expect(known).toContain(option);
    // Whoever opens a pull request chooses its branch's name and more: nothing of it may be pasted into a script.
    for (const step of runs.steps) expect(step.run ?? '').not.toContain('${{');
    expect(Object.keys(inputs)).toEqual(['version', 'path', 'only-new', 'args', 'install-only']);
  });
});
