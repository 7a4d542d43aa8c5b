#!/usr/bin/env node
const words = process.argv.slice(2);

// Shells and editors ask for the version often, so it is answered before anything else loads.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${require('../dist/version.cjs').version}\n`);
} else {
  require('../dist/start.cjs').start(process);
}
