// Bundles src/ into dist/: one small file to start with, and one for each part that loads when it is needed.
// Run by `npm run build`, and by npm itself (`prepare`) in a fresh clone.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Holds a compiled part, which cannot be bundled. */
const NATIVE = ['satteri'];

const rolldown = await import('rolldown').catch(() => undefined);
if (rolldown) await bundle(rolldown);

// Without the development dependencies there is nothing to build with: an installed package has its dist/ already.
async function bundle({ build }) {
  const { output } = await build({
    cwd: root,
    input: { main: 'src/main.ts', version: 'src/version.ts', reader: 'src/reader.ts' },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: NATIVE.map((name) => new RegExp(`^${name}(/|$)`)),
    output: {
      dir: 'dist',
      format: 'esm',
      cleanDir: true,
      chunkFileNames: '[name].js',
      minify: true,
    },
    logLevel: 'warn',
    onLog: (level, log, report) => {
      // gray-matter's own `eval`, which our door to it never lets run.
      if (log.code !== 'EVAL') report(level, log);
    },
  });
  // Names this build: what is kept between runs is of one build only.
  const chunks = output.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.fileName, chunk.code] : []));
  writeFileSync(`${root}dist/build.txt`, createHash('sha256').update(chunks.join('\0')).digest('hex'));
  writeFileSync(`${root}dist/licenses.txt`, licensesOf(packagesIn(output)));
}

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
