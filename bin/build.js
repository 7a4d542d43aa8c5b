// Bundles src/ into dist/: one small file to start with, and one for each part that loads when it is needed.
// Run by `npm run build`, and by npm itself (`prepare`) in a fresh clone.
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

// Without the development dependencies there is nothing to build with: an installed package has its dist/ already.
import('rolldown').then(bundle, () => undefined);

async function bundle({ build }) {
  const options = {
    cwd: root,
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    plugins: [besideSatteri, withoutPrograms],
    logLevel: 'warn',
    onLog: (level, log, report) => {
      // gray-matter's own `eval`, which our door to it never lets run.
      if (log.code !== 'EVAL') report(level, log);
    },
  };
  // Node alone loads what the program starts with, and that all the rest (src/system/parts.ts): what both need is in it twice.
  const output = { dir: 'dist', format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs', dynamicImportInCjs: false, minify: true };
  const parts = await build({ ...options, input: { main: 'src/main.ts', reader: 'src/reader.ts', version: 'src/version.ts' }, output: { ...output, cleanDir: true } });
  const start = await build({ ...options, input: { start: 'src/start.ts' }, output });
  const all = [...parts.output, ...start.output];
  // Names this build: what is kept between runs is of one build only.
  const chunks = all.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.fileName, chunk.code] : []));
  writeFileSync(join(root, 'dist/build.txt'), createHash('sha256').update(chunks.join('\0')).digest('hex'));
  writeFileSync(join(root, 'dist/licenses.txt'), licensesOf(packagesIn(all)));
}

/**
 * satteri is bundled but for its compiled part, a package for each platform: that is looked for from where satteri lies,
 * whose dependency it is, and not from here.
 */
const besideSatteri = {
  name: 'beside-satteri',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]satteri[\\/]index\.js$/ },
    handler(code) {
      const from = 'createRequire(import.meta.url)';
      if (!code.includes(from)) throw new Error('satteri finds its compiled part in another way than it did: see bin/build.js.');
      return code.replace(from, `createRequire(${from}.resolve('satteri'))`);
    },
  },
};

/** commander can start other programs, which no command here is: what does that is not loaded, a tenth of a short run. */
const withoutPrograms = {
  name: 'without-programs',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]commander[\\/]lib[\\/]command\.js$/ },
    handler(code) {
      const from = "const childProcess = require('node:child_process');";
      if (!code.includes(from)) throw new Error('commander loads what starts programs in another way than it did: see bin/build.js.');
      return code.replace(from, "const childProcess = { spawn: (...words) => require('node:child_process').spawn(...words) };");
    },
  },
};

/** The folders of the packages that went into the bundle. */
function packagesIn(output) {
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
  const folders = modules.map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replaceAll('\0', ''))?.[0]);
  return [...new Set(folders)].filter((folder) => folder !== undefined && existsSync(folder)).sort();
}

/** Their licences ask to go where the code goes. */
function licensesOf(folders) {
  return folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}
