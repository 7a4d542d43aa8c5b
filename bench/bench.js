#!/usr/bin/env node
// npm run bench -- [NAME] [options]      one file of this folder for each benchmark; `speed` where none is named
const [name, ...rest] = process.argv.slice(2);
const isNamed = name !== undefined && !name.startsWith('-');
const { run } = await import(`./${isNamed ? name : 'speed'}.js`);
await run(isNamed ? rest : process.argv.slice(2));
