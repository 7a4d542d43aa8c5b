#!/usr/bin/env node
// node test/tools/kramdown-differential.js <folder of Markdown files> [--input GFM|kramdown] [--changes 2000] [--seed 1] [--show 10]
//
// Reads every Markdown file below a folder with the real kramdown and with ours, and compares what they point to and
// which ids they have. `--changes` compares as many pieces of these files as well, each changed in a few places, which
// finds rules that no author has needed yet. A difference is shown cut down to the lines that make it.
//
// Needs Ruby with kramdown and kramdown-parser-gfm, as Jekyll brings them; without, it says so and leaves.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { randomFrom } from '../conformance/random.js';

const args = process.argv.slice(2);
const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args.splice(at, 2)[1]; };
const input = take('--input', 'GFM');
const changes = Number(take('--changes', '0'));
const seed = Number(take('--seed', '1'));
const show = Number(take('--show', '10'));
const [folder] = args;

/** As Jekyll 4 calls kramdown. */
const PROGRAM = `
  require 'json'
  require 'kramdown'
  require 'kramdown-parser-gfm'
  STDIN.set_encoding('UTF-8')
  STDOUT.set_encoding('UTF-8')
  STDOUT.sync = true
  $stderr = File.open(File::NULL, 'w')
  options = { input: ARGV[0], auto_ids: true, toc_levels: (1..6).to_a, entity_output: 'as_char', hard_wrap: false,
              smart_quotes: 'lsquo,rsquo,ldquo,rdquo', guess_lang: true, footnote_nr: 1, show_warnings: false }
  STDIN.each_line do |line|
    html = begin
      Kramdown::Document.new(JSON.parse(line), options).to_html
    rescue Exception
      nil
    end
    puts JSON.generate(html)
  end
`;

/** What a change puts in. */
const MARKS = [
  '[', ']', '(', ')', '![', '](', '*', '**', '_', '`', '```\n', '~~~\n', '<', '>', '</a>', '<a href="x">', '<b>', '<div>\n', '</div>\n', '|', '\\', '\n',
  '\n\n', '  ', '    ', '\t', '> ', '- ', '1. ', '# ', '## h {#id}\n', '---\n', '===\n', ': ', '{:', '}', '{: #id}', '\n{: .c #d}\n', '{:toc}\n', '[^1]',
  '\n[^1]: note\n', '\n[y]: /y\n', '[x][y]', '[y]', '"', "'", '&', '&amp;', '$$', '~~', '--', '<!--', '-->', '<p>', '<br>', '<https://e.f>',
];

if (!folder) {
  console.error('Give a folder of Markdown files.');
  process.exitCode = 2;
} else if (spawnSync('ruby', ['-rkramdown', '-rkramdown-parser-gfm', '-e', ''], { stdio: 'ignore' }).status !== 0) {
  console.log('kramdown: left out, `ruby` with kramdown and kramdown-parser-gfm is not installed');
} else {
  const { readKramdown, defaultOptions, publishedBy, publishedIn } = await bundled();
  const program = startProgram();
  const differs = async (text) => {
    const html = await program.render(text);
    if (html === null) return undefined;
    const expected = publishedIn(html);
    const found = publishedBy(readKramdown(text, { ...defaultOptions, input }));
    return JSON.stringify(expected) === JSON.stringify(found) ? undefined : { expected, found };
  };

  const bodies = markdownFiles(folder).map((file) => ({ name: path.relative(folder, file), text: bodyOf(fs.readFileSync(file, 'utf8')) }));
  const texts = [...bodies, ...changed(bodies, changes, randomFrom(seed))];
  let different = 0;
  for (const { name, text } of texts) {
    if (!(await differs(text))) continue;
    different++;
    if (different > show) continue;
    const least = await shrunk(text, differs);
    const { expected, found } = (await differs(least)) ?? {};
    console.log(`${name}\n${JSON.stringify(least)}\n  kramdown ${JSON.stringify(expected)}\n  ours     ${JSON.stringify(found)}\n`);
  }
  program.stop();
  console.log(`${texts.length} texts read, ${different} differently`);
  process.exitCode = different > 0 ? 1 : 0;
}

/** The reader as it stands in src/, made into JavaScript. */
async function bundled() {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'kramdown-differential-'));
  const entry = path.join(temporary, 'entry.js');
  fs.writeFileSync(entry, ['src/core/markdown/kramdown/index.ts', 'src/core/markdown/kramdown/options.ts', 'test/helpers/kramdown-published.ts']
    .map((file) => `export * from ${JSON.stringify(path.join(root, file))};`).join('\n'));
  try {
    await build({ input: entry, platform: 'node', output: { file: path.join(temporary, 'reader.mjs'), format: 'esm' }, logLevel: 'warn' });
    return await import(pathToFileURL(path.join(temporary, 'reader.mjs')).href);
  } finally {
    fs.rmSync(temporary, { recursive: true });
  }
}

/** kramdown, kept running: one line of JSON in, one out. */
function startProgram() {
  const ruby = spawn('ruby', ['-e', PROGRAM, input], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: ruby.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  ruby.on('exit', () => { for (const answer of waiting) answer(null); });
  return {
    render: (text) => new Promise((answer) => { waiting.push(answer); ruby.stdin.write(`${JSON.stringify(text)}\n`); }),
    stop: () => ruby.stdin.end(),
  };
}

function markdownFiles(root) {
  return fs.readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** What is behind the front matter. */
function bodyOf(text) {
  return text.replace(/^\uFEFF?---[ \t]*\r?\n[^]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/, '');
}

/** Pieces of the texts with marks put in, letters taken out and parts repeated. */
function changed(bodies, count, random) {
  const long = bodies.filter(({ text }) => text.length > 100);
  if (long.length === 0) return [];
  return Array.from({ length: count }, (_, index) => {
    const { name, text } = random.pick(long);
    const start = below(random, text.length);
    let piece = text.slice(start, start + 200 + below(random, 800));
    for (let times = 1 + below(random, 6); times > 0; times--) piece = change(piece, random);
    return { name: `${name}, change ${index}`, text: piece };
  });
}

function below(random, limit) { return Math.floor(random.next() * limit); }

function change(text, random) {
  const at = below(random, text.length + 1);
  const kind = below(random, 4);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1 + below(random, 4));
  if (kind === 1) return text.slice(0, at) + text.slice(below(random, text.length + 1)).slice(0, 20) + text.slice(at);
  const place = kind === 2 ? at : text.lastIndexOf('\n', at) + 1;
  return text.slice(0, place) + random.pick(MARKS) + text.slice(place);
}

/** The fewest lines, and of a short text the fewest letters, that are still read differently. */
async function shrunk(text, differs) {
  const lines = await fewest(text.split('\n'), '\n', differs);
  return lines.length > 2000 ? lines : fewest([...lines], '', differs);
}

async function fewest(parts, glue, differs) {
  for (let size = Math.ceil(parts.length / 2); size >= 1;) {
    let isSmaller = false;
    for (let at = 0; at < parts.length; at += size) {
      const rest = [...parts.slice(0, at), ...parts.slice(at + size)];
      if (rest.length === 0 || !(await differs(rest.join(glue)))) continue;
      parts = rest;
      isSmaller = true;
      break;
    }
    if (!isSmaller) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return parts.join(glue);
}
