// Takes pictures of the html report as a browser shows it, at two widths, light and dark: npm run look -- [blog] [folder for the pictures]
// Needs Chromium (`CHROMIUM` names it, `chromium` is tried). No test runs it: a person looks.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const [blog = join(top, 'examples/jekyll-blog'), to = 'look'] = process.argv.slice(2);
const folder = resolve(to);
mkdirSync(folder, { recursive: true });

const { stdout, status, stderr } = spawnSync(process.execPath, [join(top, 'bin/blog.js'), 'lint', '--root', blog, '--format', 'html'], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (status === 2) throw new Error(stderr);

for (const theme of ['light', 'dark']) {
  const page = join(folder, `report-${theme}.html`);
  writeFileSync(page, stdout.replace('<html lang="en">', `<html lang="en" data-theme="${theme}">`));
  for (const [width, height] of [[1280, 2400], [390, 2400]]) picture(page, join(folder, `report-${theme}-${width}.png`), width, height);
}

/** A fresh profile each time, and no word to any other machine. */
function picture(page, file, width, height) {
  const profile = mkdtempSync(join(tmpdir(), 'blog-look-'));
  try {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--virtual-time-budget=3000'];
    const run = spawnSync(process.env.CHROMIUM ?? 'chromium', [...flags, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, `--screenshot=${file}`, pathToFileURL(page).href], { encoding: 'utf8', timeout: 120_000 });
    if (run.error) throw run.error;
    console.log(`${file}: ${statSync(file).size} bytes`);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
