import { openParts } from './system/parts.ts';

const dist = new URL('.', import.meta.url);

/** Runs the program with what was typed. */
export async function start(process: NodeJS.Process): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  // V8 lets a heap grow to four times what is in use before it looks.
  setFlagsFromString('--heap-growing-percent=40');
  if (process.version.startsWith('v20.')) NODE_20.forEach((flag) => setFlagsFromString(flag));
  const parts = openParts(dist, process);
  const { realSystem, run }: typeof import('./main.ts') = parts.load('main.cjs');
  process.exitCode = await run(process.argv.slice(2), realSystem(process, dist));
  parts.keep();
  // After Ctrl-C nobody waits for what is still under way: a name that is looked up cannot be called back.
  if (process.exitCode === 130) process.stdout.write('', () => process.exit());
}

/** Begins a thread of the program. What it compiles is kept by the main one, which reads along. */
export const startThread = (process: NodeJS.Process): void => void openParts(dist, process).load('reader.cjs');

/**
 * Node 20 spends a third of a long run on compiling: less on each function, and sooner, is over earlier. Later versions
 * have a compiler between the two.
 */
const NODE_20 = ['--max-inlined-bytecode-size-cumulative=300', '--no-turbo-loop-peeling', '--interrupt-budget=20000'];
