import { tune, untune } from './system/engine.ts';
import { openParts } from './system/parts.ts';

const dist = new URL('.', import.meta.url);

/** Runs the program with what was typed. */
export async function start(process: NodeJS.Process): Promise<void> {
  tune(process.version);
  const parts = openParts(dist, process);
  const { realSystem, run }: typeof import('./main.ts') = parts.load('main.cjs');
  process.exitCode = await run(process.argv.slice(2), realSystem(process, dist));
  untune(process.version);
  parts.keep();
  // After Ctrl-C nobody waits for what is still under way: a name that is looked up cannot be called back.
  if (process.exitCode === 130) process.stdout.write('', () => process.exit());
}

/** Begins a thread of the program. What it compiles is kept by the main one, which reads along. */
export const startThread = (process: NodeJS.Process): void => void openParts(dist, process).load('reader.cjs');
