#!/usr/bin/env node
// npm run moves -- [--moves 1000] [--seed 1] [--kind jekyll] [--show 10]
// npm run moves -- --blogs DIR [--moves 200] [--seed 1] [--only name]
//
// Makes moves with `blog mv` in blogs in memory - generated ones, or the ones in the folders of DIR - and holds each against
// what it promises: no new finding, every reference leads where it led, nothing changed but references and the redirect,
// and moving back brings everything back. Nothing in DIR is changed. Ends with 1 where a promise was broken.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const args = process.argv.slice(2);
const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args.splice(at, 2)[1]; };
const blogs = take('--blogs');
const wanted = Number(take('--moves', blogs === undefined ? '1000' : '200'));
const seed = Number(take('--seed', '1'));
const show = Number(take('--show', '10'));
const kind = take('--kind');
const only = take('--only');

const { checkMove, randomMove, siteOf, blogIn, generatedBlog, KINDS, newName, randomFrom } = await bundled();
const totals = { moves: 0, refused: 0, rewritten: 0, left: 0, problems: 0, back: 0, notRestored: 0 };

if (blogs === undefined) await inGeneratedBlogs();
else await inRealBlogs();
console.log(`${sentence('all', totals)}`);
process.exit(totals.problems > 0 ? 1 : 0);

async function inGeneratedBlogs() {
  const kinds = kind === undefined ? KINDS : [kind];
  const perKind = Math.ceil(wanted / kinds.length);
  for (const one of kinds) {
    const counts = zero();
    for (let blog = 0; counts.moves < perKind; blog++) {
      const random = randomFrom(seed * 7919 + blog);
      const texts = await generatedBlog(one, random);
      await movesIn(texts, { random, count: Math.min(4, perKind - counts.moves), counts, name: `${one} ${blog}` });
    }
    console.log(sentence(one, counts));
  }
}

async function inRealBlogs() {
  // A blog may lie in a folder `site` of its folder.
  const placeOf = (name) => [path.join(blogs, name, 'site'), path.join(blogs, name)].find((place) => fs.existsSync(place) && fs.statSync(place).isDirectory());
  const names = fs.readdirSync(blogs).filter((name) => placeOf(name) !== undefined && fs.readdirSync(placeOf(name)).some((file) => !/\.(?:jsonl?|md)$/.test(file)) && (only === undefined || name.includes(only)));
  const perBlog = Math.ceil(wanted / names.length);
  for (const name of names) {
    const counts = zero();
    const random = randomFrom(seed * 7919);
    await movesIn(await blogIn(textsIn(placeOf(name))), { random, count: perBlog, counts, name });
    console.log(sentence(name, counts));
  }
}

function zero() { return { moves: 0, refused: 0, rewritten: 0, left: 0, problems: 0, back: 0, notRestored: 0 }; }

async function movesIn(texts, { random, count, counts, name }) {
  const site = await siteOf(texts);
  // What is refused is no move: another one is made, but not for ever.
  for (let made = 0, tried = 0; made < count && tried < count * 4; tried++) {
    const result = await checkMove(texts, randomMove(site, random, () => newName(random)), site);
    const one = {
      moves: result.refused === undefined ? 1 : 0, refused: result.refused === undefined ? 0 : 1, rewritten: result.rewritten, left: result.left,
      problems: result.problems.length, back: result.restored === undefined ? 0 : 1, notRestored: result.restored === false ? 1 : 0,
    };
    made += one.moves;
    for (const key of Object.keys(totals)) { totals[key] += one[key]; counts[key] += one[key]; }
    for (const problem of [...result.problems, ...(result.differs ?? []).map((text) => `not restored: ${text}`)]) {
      if (totals.problems + totals.notRestored <= show) console.log(`  ${name}: blog mv ${result.typed.map((word) => JSON.stringify(word)).join(' ')}\n    ${problem}`);
    }
  }
}

function sentence(name, { moves, refused, rewritten, left, problems, back, notRestored }) {
  return `${name}: ${moves} moves (${refused} more refused), ${rewritten} references rewritten, ${left} left to the author, ${problems} problems; ${back - notRestored} of ${back} came back`;
}

/** Every file's text. Pictures and the like are there, but empty: nobody reads them. */
function textsIn(folder) {
  const texts = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const name = path.relative(folder, file);
    if (!entry.isFile() || /(?:^|\/)(?:\.git|node_modules)\//.test(name)) continue;
    texts[name] = /\.(?:md|markdown|mdx|html?|xml|ya?ml|toml|json|[cm]?[jt]s|astro|njk|liquid|txt|csv|s?css|rb|lock|nojekyll|gitignore)$|(?:^|\/)(?:Gemfile|CNAME|_redirects|\.[a-z]+)$/i.test(name)
      && fs.statSync(file).size < 2_000_000 ? fs.readFileSync(file, 'utf8') : '';
  }
  return texts;
}

async function bundled() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'blog-moves-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const entry = path.join(folder, 'entry.ts');
  fs.writeFileSync(entry, ['moves', 'generated-blog', 'random'].map((name) => `export * from ${JSON.stringify(path.join(root, 'test/helpers', `${name}.ts`))};\n`).join(''));
  // Below the project, where packages that are not bundled are found.
  const file = path.join(root, 'node_modules', '.cache', `moves-${process.pid}.mjs`);
  await build({ input: entry, cwd: root, platform: 'node', external: [/^satteri/], output: { file, format: 'esm', codeSplitting: false }, logLevel: 'silent' });
  fs.rmSync(folder, { recursive: true });
  try { return await import(pathToFileURL(file).href); } finally { fs.rmSync(file, { force: true }); }
}
