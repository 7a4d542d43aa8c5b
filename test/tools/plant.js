// Breaks references of blogs in ways people break them, lets `blog lint --fix` mend them, and counts.
//
//   npm run plant -- --blogs DIR --count 500 --seed 1      copies of the blogs in DIR (each with a `site/` and a `blog.json`, or as it is)
//
// A breakage is restored when its reference leads to what it led to before. `one` counts those with one right answer, as
// told here from names alone: the last part of the address, and for slips of a letter nothing else within two. `wrong` counts
// references that --fix changed, planted or not, and that lead elsewhere than before. Nothing else may change.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, chmodSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A generator of numbers that gives the same ones for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = (list, next) => list[Math.floor(next() * list.length)];

/** Takes a raw destination apart: what a template puts in front, the path, and what follows. */
function parts(raw) {
  const [, lead = '', path = '', rest = ''] = /^((?:\{\{[^}]*\}\}|(?:https?:)?\/\/[^/]+)*)([^?#]*)(.*)$/s.exec(raw) ?? [];
  const slash = /\/$/.test(path) ? '/' : '';
  const bare = slash ? path.slice(0, -1) : path;
  const at = bare.lastIndexOf('/') + 1;
  return { lead, folder: bare.slice(0, at), name: bare.slice(at), slash, rest };
}

const PICTURE = /\.(?:png|jpe?g|gif|webp|svg)$/i;
const isOwn = (row) => row.status === 'ok' && row.target;

/** Ten kinds and two more: each answers with the broken spelling, or nothing where it does not fit, and whether one answer is right. */
export const KINDS = {
  case: (row, { next }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    const letters = [...name].flatMap((letter, index) => (/[a-z]/i.test(letter) && name[index - 1] !== '%' && name[index - 2] !== '%' ? [index] : []));
    if (!isOwn(row) || letters.length === 0) return undefined;
    const at = pick(letters, next);
    const turned = name[at] === name[at].toLowerCase() ? name[at].toUpperCase() : name[at].toLowerCase();
    return { raw: lead + folder + name.slice(0, at) + turned + name.slice(at + 1) + slash + rest, one: true };
  },
  folder: (row, { names, next }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    if (!isOwn(row) || name === '' || folder === '' || folder.startsWith('.')) return undefined;
    return { raw: `${lead}${folder}${pick(['old', 'wp', '2009', 'assets-old', 'x'], next)}/${name}${slash}${rest}`, one: names.isOnly(row) };
  },
  level: (row, { names }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    if (!isOwn(row) || lead !== '' || name === '') return undefined;
    const broken = folder.startsWith('../') ? folder.slice(3) : folder.startsWith('/') ? folder.slice(1) : undefined;
    return broken === undefined ? undefined : { raw: `${broken}${name}${slash}${rest}`, one: names.isOnly(row) };
  },
  base: (row, { base }) => {
    if (!isOwn(row) || base === '' || !row.raw.startsWith(`${base}/`)) return undefined;
    return { raw: row.raw.slice(base.length), one: true };
  },
  extension: (row, { names, next }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    if (!isOwn(row)) return undefined;
    if (PICTURE.test(name)) {
      const other = pick(['.png', '.jpg', '.gif', '.webp'].filter((extension) => extension !== extname(name).toLowerCase()), next);
      return { raw: `${lead}${folder}${name.replace(PICTURE, other)}${rest}`, one: names.isOnlyStem(row) };
    }
    if (slash && name !== '' && /\/[^/]+\/$/.test(row.url.replace(/[?#].*$/, ''))) return { raw: `${lead}${folder}${name}${pick(['.html', '.php'], next)}${rest}`, one: names.isOnly(row) };
    return undefined;
  },
  heading: (row, { next }) => {
    const [, before = '', id = ''] = /^([^#]*#)(.+)$/s.exec(row.raw) ?? [];
    if (!isOwn(row) || id.length < 3 || /%|\{/.test(id)) return undefined;
    const ways = [id.toUpperCase(), id.replaceAll('-', '_'), id.replaceAll('-', ''), slipped(id, next)].filter((way) => way !== id);
    if (ways.length === 0) return undefined;
    const way = pick(ways, next);
    const isSlip = way.toLowerCase().replace(/[-_]/g, '') !== id.toLowerCase().replace(/[-_]/g, '');
    return { raw: before + way, one: !isSlip || (id.length >= 8 && !/\d/.test(id)) };
  },
  encoding: (row) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    if (!isOwn(row) || name === '') return undefined;
    const twice = name.includes('%') ? name.replaceAll('%', '%25') : name.replace(/[-_ ]/, (sign) => `%25${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    return twice === name ? undefined : { raw: lead + folder + twice + slash + rest, one: true };
  },
  source: (row) => {
    if (!isOwn(row) || !/\.(?:md|markdown)$/.test(row.target) || row.where !== 'body') return undefined;
    const path = posix.relative(posix.dirname(row.file), row.target);
    return /[\s()]/.test(path) ? undefined : { raw: path + (/#.*$/s.exec(row.raw)?.[0] ?? ''), one: true };
  },
  scheme: (row, { next }) => {
    if (row.status !== 'external' || !/^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\//i.test(row.raw) || row.raw !== row.url) return undefined;
    const isSecure = row.raw.startsWith('https');
    const ways = isSecure
      ? ['htps://', 'https//', 'https:/', 'hhttps://', ...(/^https:\/\/www\./.test(row.raw) ? [''] : [])]
      : ['htp://', 'http//', 'hhttp://', 'http:///'];
    return { raw: pick(ways, next) + row.raw.replace(/^https?:\/\//, ''), one: true };
  },
  punctuation: (row, { next }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    if (!isOwn(row) || rest !== '' || name === '') return undefined;
    return { raw: lead + folder + name + slash + pick([',', ';', '.,', '!'], next), one: true };
  },
  letter: (row, { names, next }) => {
    const { lead, folder, name, slash, rest } = parts(row.raw);
    const stem = name.slice(0, name.length - extname(name).length);
    if (!isOwn(row) || stem.length < 4 || /%/.test(stem)) return undefined;
    const broken = slipped(stem, next);
    return { raw: lead + folder + broken + extname(name) + slash + rest, one: stem.length >= 8 && names.isApart(row) };
  },
};

/** One letter left out, doubled, or two of them swapped. */
function slipped(word, next) {
  const places = [...word].flatMap((letter, index) => (index > 0 && /[a-z]/i.test(letter) && /[a-z]/i.test(word[index - 1]) && letter !== word[index - 1] ? [index] : []));
  if (places.length === 0) return word;
  const at = pick(places, next);
  return pick([word.slice(0, at) + word.slice(at + 1), word.slice(0, at) + word[at] + word.slice(at), word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1)], next);
}

/** What the names of a blog's files and addresses alone say about whether another thing could be meant. */
function namesOf(rows, files) {
  const pages = new Map(rows.filter(isOwn).map((row) => [row.target, lastPart(row.url)]));
  const all = [...new Set([...files.map((file) => basename(file).toLowerCase())])];
  const counts = new Map();
  const stems = new Map();
  for (const file of files) count(counts, basename(file).toLowerCase()), count(stems, stemOf(basename(file)));
  for (const slug of pages.values()) count(stems, stemOf(slug));
  return {
    isOnly: (row) => (PICTURE.test(row.target) ? counts.get(basename(row.target).toLowerCase()) === 1 : [...pages].every(([target, slug]) => target === row.target || slug !== lastPart(row.url))),
    isOnlyStem: (row) => files.filter((file) => PICTURE.test(file) && stemOf(basename(file)) === stemOf(basename(row.target))).length === 1,
    isApart: (row) => {
      const own = stemOf(lastPart(row.url));
      return [...stems.keys(), ...all.map(stemOf)].every((other) => other === own || distance(own, other, 3) >= 3);
    },
  };
}

const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
const lastPart = (url) => decode(url.replace(/[?#].*$/, '').replace(/(?:\/index\.html?)?\/?$/, '')).split('/').at(-1).toLowerCase();
const stemOf = (name) => name.toLowerCase().replace(/\.[a-z0-9]+$/, '').replace(/^\d{4}-\d{1,2}-\d{1,2}-/, '');
const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

function distance(a, b, most) {
  if (Math.abs(a.length - b.length) >= most) return most;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

const keyOf = ({ file, line, column }) => `${file}:${line}:${column}`;

/** The references of a blog, in order; of each place one. */
async function rowsOf(blog) {
  const lines = (await blog(['refs'])).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const seen = new Set();
  return lines.filter((row) => !seen.has(keyOf(row)) && seen.add(keyOf(row)));
}

/** Where a row's raw text stands in its file, or nothing where a tag wrote it. */
function offsetOf(row, text) {
  let at = 0;
  for (let line = 1; line < row.line; line++) {
    const end = /\r\n|\n|\r/g;
    end.lastIndex = at;
    const found = end.exec(text);
    if (!found) return undefined;
    at = found.index + found[0].length;
  }
  at += row.column - 1;
  return text.startsWith(row.raw, at) && !row.raw.startsWith('{%') && !row.raw.startsWith('{{<') ? at : undefined;
}

const leadsTo = (row) => (row.status === 'external' ? row.url.replace(/\/$/, '') : `${row.target ?? ''}${decode(/#.*$/s.exec(row.url)?.[0] ?? '')}`);

/**
 * Plants, mends and counts in one blog, which is changed. `blog` runs a command there and answers with what it prints;
 * `git` where the folder may be made a repository.
 */
export async function plantIn({ folder, blog, count: wanted, seed, git }) {
  const next = random(seed);
  await blog(['lint', '--fix', '--exit-zero', '--format', 'json']);
  const files = listFiles(folder);
  const before = await rowsOf(blog);
  const base = baseOf(before);
  const context = { next, base, names: namesOf(before, files) };
  const texts = new Map();
  const textOf = (file) => texts.get(file) ?? texts.set(file, readFileSync(join(folder, file), 'utf8')).get(file);

  // Renames come first, as commits; each reference to what was renamed is a breakage.
  const renamed = git ? renameSome({ before, folder, git, next, most: Math.ceil(wanted / 60), files }) : new Map();

  const plan = [];
  const used = new Set();
  const kinds = Object.keys(KINDS);
  const byKind = new Map(kinds.map((kind) => [kind, shuffled(before, next)]));
  for (let round = 0; plan.length < wanted && round < wanted * 4; round++) {
    const kind = kinds[round % kinds.length];
    const rows = byKind.get(kind);
    for (let row = rows.pop(); row; row = rows.pop()) {
      if (used.has(keyOf(row)) || renamed.has(row.file) || renamed.has(row.target)) continue;
      const at = offsetOf(row, textOf(row.file));
      const broken = at === undefined ? undefined : KINDS[kind](row, context);
      if (!broken || broken.raw === row.raw) continue;
      // Where an address stands alone, without its scheme it is no link any more, and nothing is there to mend.
      if (kind === 'scheme' && !/[("'=]/.test(textOf(row.file).charAt(at - 1))) continue;
      used.add(keyOf(row));
      plan.push({ kind, row, at, ...broken });
      break;
    }
  }
  for (const [file, edits] of groups(plan, ({ row }) => row.file)) {
    let text = textOf(file);
    for (const { at, row, raw } of edits.sort((a, b) => b.at - a.at)) text = text.slice(0, at) + raw + text.slice(at + row.raw.length);
    writeFileSync(join(folder, file), text);
  }
  const planted = await rowsOf(blog);
  const inFile = groups(planted, ({ file }) => file);
  const order = groups(before, ({ file }) => file);

  await blog(['lint', '--fix', '--exit-zero', '--format', 'json']);
  const fixedTexts = snapshot(folder, files, renamed);
  const after = groups(await rowsOf(blog), ({ file }) => file);
  await blog(['lint', '--fix', '--exit-zero', '--format', 'json']);
  const again = snapshot(folder, files, renamed);

  const results = [];
  const wrong = [];
  const outside = [];
  for (const [file, rows] of order) {
    const now = renamed.get(file) ?? file;
    const [broken = [], mended = []] = [inFile.get(now), after.get(now)];
    if (broken.length !== rows.length || mended.length !== rows.length) {
      if (plan.some(({ row }) => row.file === file)) results.push(...plan.filter(({ row }) => row.file === file).map(({ kind, row, raw, one }) => ({ kind, file: now, line: row.line, original: row.raw, planted: raw, fixed: '?', one, fate: 'unreadable' })));
      continue;
    }
    rows.forEach((row, index) => {
      const one = plan.find((item) => item.row === row);
      const expected = { ...row, target: renamed.get(row.target) ?? row.target };
      const isBroken = !['ok', 'external', 'unknowable', 'ignored'].includes(broken[index].status) || (one?.kind === 'scheme' && broken[index].url !== row.url);
      const isChanged = mended[index].raw !== broken[index].raw;
      const isRight = leadsTo(mended[index]) === leadsTo(expected) && mended[index].status === row.status;
      const entry = { kind: one?.kind ?? 'renamed', file: now, original: row.raw, planted: broken[index].raw, fixed: mended[index].raw, line: row.line };
      if (isChanged && !isRight) wrong.push(entry);
      if (one ?? (renamed.has(row.target) && row.status === 'ok')) {
        if (!isBroken) return;
        results.push({ ...entry, one: one?.one ?? true, fate: isRight ? 'restored' : isChanged ? 'wrong' : 'left' });
      } else if (isChanged && !renamed.has(row.file)) outside.push(entry);
    });
  }
  const isStable = [...fixedTexts].every(([file, text]) => again.get(file) === text);
  return { results, wrong, outside, isStable };
}

/** The path the blog is served under: what all of its pages' addresses begin with, where posts write it. */
function baseOf(rows) {
  const first = /^\/[^/]+(?=\/)/.exec(rows[0]?.postUrl ?? '')?.[0] ?? '';
  return first !== '' && rows.every(({ postUrl }) => postUrl.startsWith(`${first}/`)) ? first : '';
}

const groups = (list, keyFor) => {
  const map = new Map();
  for (const item of list) map.set(keyFor(item), [...map.get(keyFor(item)) ?? [], item]);
  return map;
};

const shuffled = (list, next) => list.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);

const snapshot = (folder, files, renamed) => new Map(files.map((file) => renamed.get(file) ?? file).map((file) => [file, readFileSync(join(folder, file), 'latin1')]));

/** Renames posts and pictures that others point to, in commits of their own. Old paths by new ones. */
function renameSome({ before, folder, git, next, most, files }) {
  git(['init', '-q']);
  git(['add', '-A', '-f']);
  git(['commit', '-qm', 'before']);
  const renamed = new Map();
  const targets = [...new Set(before.filter((row) => isOwn(row) && row.file !== row.target).map(({ target }) => target))]
    .filter((target) => files.includes(target) && !/(?:^|\/)_?index\./i.test(target) && statSync(join(folder, target)).size > 200);
  for (const target of shuffled(targets, next).slice(0, most)) {
    const extension = extname(target);
    const to = posix.join(posix.dirname(target), `${basename(target, extension).replace(/^(\d{4}-\d{1,2}-\d{1,2}-)?.*/s, '$1')}renamed-${renamed.size}-thing${extension}`);
    git(['mv', target, to]);
    renamed.set(target, to);
  }
  git(['commit', '-qm', 'renamed', '--allow-empty']);
  return renamed;
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/.test(`${entry.parentPath}/`.slice(folder.length)))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Counts by kind: how many have one right answer, how many of those are restored, and the rest. */
export function tableOf(results, keyFor) {
  const rows = [...groups(results, keyFor)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, list]) => {
    const one = list.filter((item) => item.one);
    const restored = one.filter(({ fate }) => fate === 'restored').length;
    return [key, list.length, one.length, restored, one.length === 0 ? '-' : `${Math.round((1000 * restored) / one.length) / 10} %`, list.filter((item) => !item.one && item.fate === 'restored').length, list.filter(({ fate }) => fate === 'wrong').length];
  });
  return [['', 'planted', 'one answer', 'restored', '', 'restored of others', 'wrong'], ...rows].map((cells) => cells.map((cell, index) => String(cell).padEnd(index === 0 ? 22 : 12)).join('').trimEnd()).join('\n');
}

async function main(words) {
  const option = (name, fallback) => (words.includes(`--${name}`) ? words[words.indexOf(`--${name}`) + 1] : fallback);
  const blogs = option('blogs');
  const [wanted, seed, only] = [Number(option('count', '500')), Number(option('seed', '1')), option('only')];
  if (blogs === undefined) throw new Error('--blogs DIR: a folder of blogs.');
  const names = readdirSync(blogs).filter((name) => statSync(join(blogs, name)).isDirectory() && (!only || name.includes(only)) && existsSync(join(blogs, name, 'site')));
  const program = join(dirname(fileURLToPath(import.meta.url)), '../../bin/blog.js');
  const work = mkdtempSync(join(tmpdir(), 'blog-plant-'));
  const all = [];
  let [wrong, outside, unstable] = [[], [], []];
  for (const [index, name] of names.entries()) {
    const about = existsSync(join(blogs, name, 'blog.json')) ? JSON.parse(readFileSync(join(blogs, name, 'blog.json'), 'utf8')) : {};
    const copy = join(work, name);
    cpSync(join(blogs, name, 'site'), copy, { recursive: true });
    writable(copy);
    const folder = join(copy, about.root ?? '.');
    const run = (file, args) => execFileSync(file, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] });
    const blog = async (args) => run(process.execPath, [program, ...args]);
    const git = (args) => run('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.example', ...args]);
    const share = Math.ceil((wanted - all.length) / (names.length - index));
    const done = await plantIn({ folder, blog, count: share, seed: seed * 1000 + index, git });
    all.push(...done.results.map((one) => ({ ...one, generator: about.generator ?? 'unknown', blog: name })));
    wrong = [...wrong, ...done.wrong.map((one) => ({ blog: name, ...one }))];
    outside = [...outside, ...done.outside.map((one) => ({ blog: name, ...one }))];
    if (!done.isStable) unstable = [...unstable, name];
    process.stderr.write(`${name}: ${done.results.length} broken, ${done.results.filter(({ fate }) => fate === 'restored').length} restored, ${done.wrong.length} wrong\n`);
    rmSync(copy, { recursive: true });
  }
  rmSync(work, { recursive: true });
  const one = all.filter((item) => item.one);
  const restored = one.filter(({ fate }) => fate === 'restored').length;
  if (words.includes('--json')) process.stdout.write(`${JSON.stringify({ all: all.map(({ row, ...rest }) => rest), wrong, outside, unstable }, undefined, 1)}\n`);
  else process.stdout.write(`${tableOf(all, ({ kind }) => kind)}\n\n${tableOf(all, ({ generator }) => generator)}\n\n`);
  process.stdout.write(`Restored ${restored} of ${one.length} with one right answer (${((100 * restored) / one.length).toFixed(1)} %), wrong ${wrong.length}, changed outside ${outside.length}, twice the same: ${unstable.length === 0 ? 'yes' : `no (${unstable.join(', ')})`}\n`);
  for (const item of [...wrong, ...outside, ...(words.includes('--left') ? one.filter(({ fate }) => fate !== 'restored') : [])]) process.stdout.write(`  ${item.blog} ${item.kind} ${item.file}:${item.line} ${item.original} > ${item.planted} > ${item.fixed}\n`);
  process.exitCode = wrong.length + outside.length + unstable.length === 0 && restored >= 0.9 * one.length ? 0 : 1;
}

function writable(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  mkdirSync(folder, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
