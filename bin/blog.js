#!/usr/bin/env node
const words = process.argv.slice(2);

// Shells and editors ask for the version often, so it is answered before anything else loads.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  const { version } = await import('../dist/version.js');
  process.stdout.write(`${version}\n`);
} else {
  // Node 22 keeps what it made of the program's code.
  const { default: nodeModule } = await import('node:module');
  nodeModule.enableCompileCache?.();
  // Node 20 spends a third of a run on compiling what it inlines; later versions have a compiler between the two.
  if (process.versions.node.startsWith('20.')) (await import('node:v8')).setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
  const { realSystem, run } = await import('../dist/main.js');
  process.exitCode = await run(words, realSystem(process, new URL('../dist/reader.js', import.meta.url)));
}
