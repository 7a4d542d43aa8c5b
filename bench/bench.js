#!/usr/bin/env node
// npm run bench -- [--posts 2000,10000] [--runs 5] [--dir PATH] [--json]
//
// Times the built command beside what it can be measured by, in one run: an empty Node, reading the same files with `fs`
// alone, and - where they are installed - `hugo list all` and rumdl's two link rules. Machines are noisy, so what counts
// are the ratios. Every figure is the median of several runs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBlog } from './make-blog.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const blog = path.join(here, '../bin/blog.js');
const args = process.argv.slice(2);
const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args[at + 1]; };
const runs = Number(take('--runs', '5'));
const dir = take('--dir');
const sizes = take('--posts', '100,2000').split(',').map(Number);

/** The floor: every post read with `fs`, nothing more. */
const READ_ALL = `
const fs = require('fs'), path = require('path');
let bytes = 0;
(function walk(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) walk(file);
    else if (entry.name.endsWith('.md')) bytes += fs.readFileSync(file, 'utf8').length;
  }
})(process.argv[1]);
`;

const figures = {};
const rows = [];

const empty = time([process.execPath, '-e', '0']);
const version = time([process.execPath, blog, '--version']);
figures.version_vs_node = ratio(version, empty);
rows.push(['an empty Node', empty], ['blog --version', version, `${figures.version_vs_node} x an empty Node`]);

if (dir) measure(path.resolve(dir), 'this blog');
else for (const size of sizes) measure(blogOf(size), size);

report();

function measure(folder, size) {
  const read = time([process.execPath, '-e', READ_ALL, folder]);
  const list = time([process.execPath, blog, 'list', '--root', folder]);
  const lint = time([process.execPath, blog, 'lint', '--root', folder, '--exit-zero', '--format', 'unix']);
  rows.push([`${size} posts: reading them with fs`, read]);
  rows.push([`${size} posts: blog list`, list, `${ratio(list, read)} x reading`]);
  rows.push([`${size} posts: blog lint`, lint, `${ratio(lint, read)} x reading`]);
  figures[`list${size}_vs_read`] = ratio(list, read);
  figures[`lint${size}_vs_read`] = ratio(lint, read);

  const hugo = has('hugo') ? time(['hugo', 'list', 'all', '-s', folder, '--config', hugoSettings()]) : undefined;
  if (hugo !== undefined) rows.push([`${size} posts: hugo list all`, hugo, `blog list takes ${ratio(list, hugo)} x that`]);
  figures[`list${size}_vs_hugo`] = ratio(list, hugo);
  const rumdl = has('rumdl') ? time(['rumdl', 'check', '--no-cache', '--enable', 'MD051,MD057', path.join(folder, '_posts')]) : undefined;
  if (rumdl !== undefined) rows.push([`${size} posts: rumdl, its two link rules`, rumdl, `blog lint takes ${ratio(lint, rumdl)} x that`]);
  figures[`lint${size}_vs_rumdl`] = ratio(lint, rumdl);
}

/** Made once and kept in the temporary folder. */
function blogOf(size) {
  const folder = path.join(os.tmpdir(), `blog-bench-${size}-v2`);
  if (!fs.existsSync(path.join(folder, 'done'))) {
    fs.rmSync(folder, { recursive: true, force: true });
    makeBlog(folder, size);
    fs.writeFileSync(path.join(folder, 'done'), '');
  }
  return folder;
}

/** The median of several runs, in milliseconds. The first is not counted: it warms the disk's cache. */
function time([command, ...rest]) {
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const start = process.hrtime.bigint();
    const { error, status, stderr } = spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 28 });
    if (error || (status ?? 2) > 1) throw new Error(`${command} ${rest.join(' ')}: ${error ?? stderr}`);
    if (run > 0) times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

/** What Hugo needs to take the blog for its own; kept outside of it, where nobody is misled. */
function hugoSettings() {
  const file = path.join(os.tmpdir(), 'blog-bench-hugo.toml');
  fs.writeFileSync(file, 'baseURL = "https://bench.example/"\ncontentDir = "_posts"\n');
  return file;
}

function has(command) {
  return !spawnSync(command, ['version'], { stdio: 'ignore' }).error;
}

function ratio(a, b) {
  return a === undefined || b === undefined ? null : Number((a / b).toFixed(2));
}

function report() {
  if (args.includes('--json')) return console.log(JSON.stringify(figures, null, 2));
  console.log(`${os.cpus().length} x ${os.cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}; medians of ${runs} runs`);
  for (const [name, milliseconds, note = ''] of rows) console.log(`${name.padEnd(44)} ${milliseconds.toFixed(0).padStart(7)} ms   ${note}`);
}
