#!/usr/bin/env node
// npm run build && npm run conformance -- [jekyll hugo ...] [--sites 6] [--seed 1] [--only 1003] [--least 0.98] [--show] [--keep] [--blog bin/blog.js]
//
// Makes small sites in every generator's dialect, builds them with the real program, and compares what `blog refs` says
// of every reference with what a visitor of the built site meets. Each site is built twice: first to see which addresses
// and ids it has, then with links to them, right ones and ones that are wrong by a slip. Prints precision and recall for
// broken paths and broken anchors.
//
//   --sites   how many sites a dialect makes
//   --seed    which ones; the same number makes the same sites
//   --only    one site, by the number that `--show` prints
//   --least   the run fails if a precision or recall is below this
//   --show    prints each disagreement: the site's number, the source, what was written, what is so, what was said
//   --keep    leaves the made sites, and prints where
//   --blog    the program to judge, if not this one
//
// Recall is of what was judged: a broken reference said to be unknowable is counted apart. A reference is unseen when no
// row of `blog refs` is about it.
//
// Programs that are not there are installed from npm into a temporary folder, once (Hexo, Eleventy, Astro: install.js),
// or left out with a word (Jekyll, Hugo). A dialect (dialects/*.js) exports `prepare()`, why it cannot be built, if so;
// `plan(random)`, a site as data; `files(plan)`, its files; `build(folder, plan)`, the command and where it writes; and,
// if it likes, what only it understands: `headings`, `openings`, `ways` and `image` (see bodies.js), and `lines`,
// paragraphs with tags or shortcodes, and `isMade(path)`, addresses only a build knows. Its layout writes a page's content into `<div data-source="its source file">`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkedBody, plainBody } from './bodies.js';
import { randomFrom } from './random.js';
import { addressOf, readSite, truthOf } from './truth.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args.splice(at, 2)[1]; };
const flag = (name) => { const at = args.indexOf(name); return at >= 0 && args.splice(at, 1).length > 0; };
const sites = Number(take('--sites', '6'));
const seed = Number(take('--seed', '1'));
const show = flag('--show');
const keep = flag('--keep');
const only = take('--only');
const least = Number(take('--least', '0'));
const blog = path.resolve(take('--blog', path.join(here, '../../bin/blog.js')));

const all = fs.readdirSync(path.join(here, 'dialects')).filter((name) => name.endsWith('.js')).map((name) => name.slice(0, -3)).sort();
const names = args.length > 0 ? args : all;
let worst = 1;

for (const name of names) {
  const dialect = await import(`./dialects/${name}.js`);
  const missing = dialect.prepare();
  if (missing) { console.log(`${name}: left out, ${missing}`); continue; }
  const tally = { asked: 0, unseen: 0, unknowable: 0, unknown: 0, path: [0, 0, 0], anchor: [0, 0, 0], unbuilt: 0 };
  const siteSeeds = only ? [Number(only)] : Array.from({ length: sites }, (_, index) => seed * 1000 + index);
  for (const siteSeed of siteSeeds) tryOne(dialect, name, siteSeed, tally);
  report(name, tally);
}
process.exitCode = worst < least ? 1 : 0;

function tryOne(dialect, name, siteSeed, tally) {
  const random = randomFrom(siteSeed);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `conformance-${name}-`));
  try {
    const plan = dialect.plan(random);
    for (const post of plan.posts) post.body = plainBody(random, dialect);
    write(folder, dialect.files(plan));
    const first = build(dialect, folder, plan);
    if (!first) { tally.unbuilt++; return; }

    const targets = [...first.pages].map(([file, page]) => ({ url: addressOf(file), ids: [...page.ids] }));
    for (const file of first.files) if (/\.(?:png|pdf)$/.test(file)) targets.push({ url: `/${file}`, ids: [] });
    const hidden = (plan.hidden ?? []).map((url) => ({ url, ids: [] }));
    for (const post of plan.posts) {
      const page = [...first.pages].find(([, { source }]) => source === post.source);
      const own = dialect.lines?.(random, plan, post) ?? [];
      post.body = linkedBody(random, post.body, { here: page ? addressOf(page[0]) : '/', targets: [...targets, ...hidden], base: plan.base, dialect });
      if (own.length > 0) post.body += `\n${own.join('\n\n')}\n`;
    }
    write(folder, dialect.files(plan));
    const second = build(dialect, folder, plan);
    if (!second) { tally.unbuilt++; return; }
    const truth = truthOf(second, plan).filter(({ url }) => !dialect.isMade?.(url.slice(plan.base.length)));
    compare(truth, rowsOf(folder, plan), tally, `${name} ${siteSeed}`);
  } finally {
    if (keep) console.log(folder);
    else fs.rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder, files) {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
}

function build(dialect, folder, plan) {
  const { command, output, env } = dialect.build(folder, plan);
  const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC', ...env } });
  if (error || status !== 0) {
    if (show) console.log(`not built: ${error ?? stderr.slice(0, 600)} ${stdout.slice(-600)}`);
    return undefined;
  }
  return readSite(path.join(folder, output));
}

function rowsOf(folder, plan) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [blog, 'refs', '--format', 'jsonl', '--root', plan.root ?? '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr);
  const rows = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  if (rows.some(({ file }) => file.startsWith('node_modules/'))) throw new Error('node_modules was read');
  return rows.filter(({ where, status: said }) => where === 'body' && said !== 'external' && said !== 'ignored');
}

function alike(rows, source, status, matched, keys) {
  const want = classOf(status);
  if (!want) return undefined;
  const fit = rows.filter((row) => row.file === source && !keys.has(`${source} ${plain(row.raw)}`) && classOf(row.status) === want);
  return fit.find((row) => !matched.has(row)) ?? fit[0];
}

function classOf(status) {
  if (['broken-path', 'wrong-case', 'outside-base', 'unpublished'].includes(status)) return 'path';
  return status === 'broken-anchor' ? 'anchor' : undefined;
}

function plain(url) {
  try { return decodeURI(url); } catch { return url; }
}

/**
 * References are the same when they are in the same file and lead to the same address, or are written alike. A plugin
 * may write nonsense for what is not there, which no one could name: what is broken in the same way is taken for it.
 */
function compare(truth, rows, tally, label) {
  const byUrl = new Map(rows.map((row) => [`${row.file} ${plain(row.url)}`, row]));
  const byWords = new Map(rows.map((row) => [`${row.file} ${plain(row.raw)}`, row]));
  const published = new Set(truth.map(({ source }) => source));
  const matched = new Set();
  const seen = new Set();
  const found = truth.map(({ source, url, written }) => byUrl.get(`${source} ${plain(url)}`) ?? byWords.get(`${source} ${plain(written)}`));
  const keys = new Set(truth.flatMap(({ source, url, written }) => [`${source} ${plain(url)}`, `${source} ${plain(written)}`]));
  for (const row of rows) if (keys.has(`${row.file} ${plain(row.url)}`) || keys.has(`${row.file} ${plain(row.raw)}`)) matched.add(row);
  for (const [index, { source, url, status, written }] of truth.entries()) {
    const row = found[index] ?? alike(rows, source, status, matched, keys);
    if (row) matched.add(row);
    const key = `${source} ${plain(url)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    tally.asked++;
    const want = classOf(status);
    const got = row && classOf(row.status);
    if (!row) tally.unseen++;
    if (row?.status === 'unknowable') tally.unknowable++;
    if (want && want === got) tally[want][0]++;
    else if (want && row?.status === 'unknowable') tally.unknown++;
    else if (want) tally[want][1]++;
    if (got && got !== want) tally[got][2]++;
    if (show && (want !== got || !row)) console.log(`${label} ${source}: ${written} -> ${url} is ${status}, said ${row ? `${row.status} ${row.why ?? ''}` : 'nothing'}`);
  }
  for (const row of rows) {
    const got = classOf(row.status);
    if (!got || matched.has(row) || !published.has(row.file) || seen.has(`${row.file} ${plain(row.url)}`)) continue;
    tally[got][2]++;
    if (show) console.log(`${label} ${row.file}:${row.line} ${row.raw} -> ${row.url}: said ${row.status}, but the built page has no such reference`);
  }
}

function report(name, { asked, unseen, unknowable, unknown, path: paths, anchor, unbuilt }) {
  const share = ([hit, missed, alarm]) => [hit / (hit + alarm || 1), hit / (hit + missed || 1)];
  const text = (tally) => { const [precision, recall] = share(tally); return `${hits(tally)} precision ${precision.toFixed(3)} recall ${recall.toFixed(3)}`; };
  const hits = ([hit, missed, alarm]) => `${hit} found, ${missed} missed, ${alarm} false,`;
  console.log(`${name}: ${only ? 1 : sites} sites${unbuilt ? `, ${unbuilt} not built` : ''}; ${asked} references, ${unseen} unseen, ${unknowable} unknowable (${unknown} of them broken); broken paths: ${text(paths)}; broken anchors: ${text(anchor)}`);
  if (asked > 0) worst = Math.min(worst, ...share(paths), ...share(anchor));
}
