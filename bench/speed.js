// npm run bench -- [--posts 100,2000,10000,100000] [--runs 5] [--dir PATH] [--tools DIR] [--json] [--profile]
//
// Times the built command beside what it can be measured by, in one run: an empty Node, reading the same files with `fs`
// alone, and - on the PATH or in the folder that `--tools` names - `hugo list all`, rumdl's two link rules,
// markdownlint-cli2 and remark-validate-links. Machines are noisy, so what counts are the ratios.
//   cold      without our cache; the disk's is warm for everyone
//   warm      a second time, nothing changed; so is `blog list` as it is typed
//   changed   a second time, one post changed
// `--json` prints the ratios that are promised, as one object; null where the other program is not installed, or the size
// was not measured. `--profile` writes a CPU profile of a cold lint of each size, for the tools of a browser.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeBlog } from './make-blog.js';
import { find, machine, measure, measureInTurn } from './measure.js';

const node = process.execPath;
const blog = path.join(path.dirname(fileURLToPath(import.meta.url)), '../bin/blog.js');

/** The floor: every post read with `fs`, nothing more. */
const READ_ALL = `
const fs = require('fs'), path = require('path');
let bytes = 0;
(function walk(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) { if (entry.name !== 'node_modules' && entry.name !== '.git') walk(file); }
    else if (/\\.(?:md|markdown|mdx)$/.test(entry.name)) bytes += fs.readFileSync(file, 'utf8').length;
  }
})(process.argv[1]);
`;

export async function run(words) {
  const { values: options } = parseArgs({
    args: words,
    options: {
      posts: { type: 'string', default: '100,2000,10000,100000' }, runs: { type: 'string', default: '5' },
      dir: { type: 'string' }, tools: { type: 'string' }, json: { type: 'boolean' }, profile: { type: 'boolean' },
    },
  });
  const bench = { runs: Number(options.runs), tools: toolsIn(options.tools ? [path.resolve(options.tools)] : []), options, rows: [] };
  if (!options.json) console.log(`${machine()}; medians`);

  const starts = measureInTurn([[node, '-e', '0'], [node, blog, '--version']], { runs: bench.runs * 2 });
  const empty = row(bench, 'an empty Node', starts[0]);
  const version = row(bench, 'blog --version', starts[1], { 'an empty Node': empty });
  const sizes = options.dir ? [] : options.posts.split(',').map(Number);
  const bySize = new Map(sizes.map((size) => [size, measureBlog(blogOf(size), size, bench)]));
  if (options.dir) measureBlog(path.resolve(options.dir), undefined, bench);

  if (options.json) console.log(JSON.stringify(figuresOf(bySize, { empty, version }), null, 2));
  else tellGrowth(bySize);
}

/** The ratios that are promised. */
function figuresOf(bySize, { empty, version }) {
  const [small, middle, large] = [2000, 10_000, 100_000].map((size) => bySize.get(size));
  return {
    cold10k_vs_rumdl: ratio(middle?.cold, middle?.rumdl),
    cold100k_vs_rumdl: ratio(large?.cold, large?.rumdl),
    peak_mb_100k: large?.cold.peak ?? null,
    cold_vs_read: ratio(middle?.cold, middle?.read),
    warm_vs_cold: ratio(middle?.warm, middle?.cold),
    list2k_vs_hugo: ratio(small?.list, small?.hugo),
    list2k_cold_vs_hugo: ratio(small?.listCold, small?.hugo),
    version_vs_node: ratio(version, empty),
    cost_growth: small && large ? round((large.cold.time / 100_000) / (small.cold.time / 2000)) : null,
  };
}

function measureBlog(folder, size, bench) {
  const { tools, options } = bench;
  const posts = size ?? countOf(folder);
  const runs = posts > 50_000 ? 1 : posts > 5000 ? Math.min(3, bench.runs) : bench.runs;
  const tell = (what, measured, beside) => row(bench, `${posts.toLocaleString('en')} posts: ${what}`, measured, beside);
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'blog-bench-cache-'));
  const lint = [node, blog, 'lint', '--root', folder, '--exit-zero', '--format', 'unix'];
  const withCache = [...lint, '--cache-location', cache];

  const where = fs.existsSync(path.join(folder, '_posts')) ? path.join(folder, '_posts') : folder;
  const linters = measureInTurn([[node, '-e', READ_ALL, folder], [...lint, '--no-cache'], ...(tools.rumdl ? [[tools.rumdl, 'check', '--no-cache', '--enable', 'MD051,MD057', where]] : [])], { runs });
  const read = tell('read with fs', linters[0]);
  const cold = tell('blog lint, cold', linters[1], { reading: read });
  const rumdl = tools.rumdl && tell('rumdl, its two link rules', linters[2], { 'blog lint': cold });
  const warm = tell('blog lint, warm', measure(withCache, { runs }), { cold });

  const list = [node, blog, 'list', '--root', folder];
  const lists = measureInTurn([[...list, '--no-cache'], ...(tools.hugo ? [[tools.hugo, 'list', 'all', '-s', folder, '--config', hugoSettings()]] : [])], { runs });
  const listCold = tell('blog list, cold', lists[0]);
  // Not in turn with Hugo, which writes into the folder: that is a change.
  const listWarm = tell('blog list', measure([...list, '--cache-location', cache], { runs }), { cold: listCold });
  const hugo = tools.hugo && tell('hugo list all', lists[1], { 'blog list': listWarm, 'blog list, cold': listCold });
  if (size) tell('blog lint, one post changed', measure(withCache, { runs, before: (run) => change(folder, run) }), { cold });

  // Those that take half a minute and more are run once, and not at all on the largest blog.
  if (tools.markdownlint && posts <= 10_000) tell('markdownlint-cli2', measure([tools.markdownlint, `${where}/**/*.md`], { runs: 0 }), { 'blog lint': cold });
  if (tools.remark && posts <= 2000) tell('remark-validate-links', measure([tools.remark, where, '--quiet', '--use', 'remark-validate-links'], { runs: 0 }), { 'blog lint': cold });
  if (options.profile) profile(lint, posts);
  fs.rmSync(cache, { recursive: true, force: true });
  return { read, cold, warm, list: listWarm, listCold, hugo, rumdl };
}

function toolsIn(folders) {
  return {
    hugo: find('hugo', folders), rumdl: find('rumdl', folders), markdownlint: find('markdownlint-cli2', folders),
    remark: ['remark-validate-links', 'remark-cli'].every((name) => folders.some((folder) => fs.existsSync(path.join(folder, '..', name)))) ? find('remark', folders) : undefined,
  };
}

/** Made once and kept in the temporary folder. */
function blogOf(size) {
  const folder = path.join(os.tmpdir(), `blog-bench-${size}-v3`);
  if (!fs.existsSync(path.join(folder, 'done'))) {
    fs.rmSync(folder, { recursive: true, force: true });
    makeBlog(folder, size);
    fs.writeFileSync(path.join(folder, 'done'), '');
  }
  return folder;
}

/** Writes a link to nowhere at the end of one post, or takes it away again. */
function change(folder, run) {
  const [name] = fs.readdirSync(path.join(folder, '_posts')).sort();
  const file = path.join(folder, '_posts', name);
  const text = fs.readFileSync(file, 'utf8').replace(/\n\[changed\].*\n$/, '');
  fs.writeFileSync(file, `${text}\n[changed](/nowhere-${run}/)\n`);
}

const countOf = (folder) => fs.readdirSync(folder, { recursive: true }).filter((name) => /\.(?:md|markdown|mdx)$/.test(String(name))).length;

/** What Hugo needs to take the blog for its own; kept outside of it, where nobody is misled. */
function hugoSettings() {
  const file = path.join(os.tmpdir(), 'blog-bench-hugo.toml');
  fs.writeFileSync(file, 'baseURL = "https://bench.example/"\ncontentDir = "_posts"\n');
  return file;
}

function profile([, ...words], posts) {
  const name = `blog-lint-${posts}.cpuprofile`;
  spawnSync(node, ['--cpu-prof', `--cpu-prof-name=${name}`, ...words, '--no-cache'], { stdio: 'ignore', env: { ...process.env, BLOG_THREADS: '1' } });
  console.error(`Written: ${name}, of one thread.`);
}

const round = (number) => Number(number.toFixed(3));
const ratio = (a, b) => (a && b ? round(a.time / b.time) : null);

/** Prints one measurement beside others. */
function row({ options }, name, measured, beside = {}) {
  if (!options.json) {
    const ratios = Object.entries(beside).map(([other, its]) => `${ratio(measured, its)} x ${other}`);
    const memory = measured.peak === undefined ? '' : `${measured.peak} MB`;
    console.log([name.padEnd(46), `${measured.time.toFixed(0).padStart(7)} ms`, memory.padStart(8), ratios.join(', ')].join('  ').trimEnd());
  }
  return measured;
}

/** Whether a post costs more where there are many of them. */
function tellGrowth(bySize) {
  for (const [size, { cold }] of bySize) console.log(`${size.toLocaleString('en').padStart(8)} posts: ${(cold.time / size).toFixed(3)} ms a post, cold`);
}
