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
  const { realSystem, run } = await import('../dist/main.js');
  process.exitCode = await run(words, realSystem(process, new URL('../dist/reader.js', import.meta.url)));
}
