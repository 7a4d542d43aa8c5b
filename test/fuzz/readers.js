#!/usr/bin/env node
// npm run fuzz -- [--rounds 2000] [--seed 1] [--generator hugo] [--dir <folder of posts>]
//
// Throws posts, changed in a few places, at the reader of every generator and checks what must hold for any text:
// nothing is thrown, a second reading says the same, every place is inside of the text and holds what was written there,
// and twice the text takes about twice the time. The same seed makes the same texts. What fails is written to the
// temporary folder.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { randomFrom } from '../conformance/random.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const take = (name, otherwise) => { const at = args.indexOf(name); return at < 0 ? otherwise : args.splice(at, 2)[1]; };
const rounds = Number(take('--rounds', '2000'));
const only = take('--generator');
const folder = take('--dir');
const { next, pick, chance, some } = randomFrom(Number(take('--seed', '1')));
const roll = (sides) => Math.floor(next() * sides);

/** The smallest blog of each generator, and where a post of it lies. */
const BLOGS = [
  ['jekyll', { '_config.yml': 'title: Trips\n' }, '_posts/2026-01-02-trip.md'],
  ['jekyll', { '_config.yml': 'markdown: CommonMarkGhPages\n' }, '_posts/2026-01-02-trip.md'],
  ['hugo', { 'hugo.toml': 'baseURL = "https://trips.example/"\n' }, 'content/posts/trip.md'],
  ['hexo', { '_config.yml': 'title: Trips\n', 'package.json': '{"hexo":{"version":"7.0.0"},"dependencies":{"hexo":"^7.0.0","hexo-renderer-marked":"^6.0.0"}}' }, 'source/_posts/trip.md'],
  ['eleventy', { 'eleventy.config.js': 'export default function () {}\n', 'package.json': '{"devDependencies":{"@11ty/eleventy":"^3.0.0"}}' }, 'posts/trip.md'],
  ['astro', { 'astro.config.mjs': 'export default {};\n', 'package.json': '{"dependencies":{"astro":"^5.0.0"}}' }, 'src/content/blog/trip.md'],
  ['astro', { 'astro.config.mjs': 'export default {};\n', 'package.json': '{"dependencies":{"astro":"^5.0.0","@astrojs/mdx":"^4.0.0"}}' }, 'src/content/blog/trip.mdx'],
  ['plain', {}, 'trip.md'],
];

/** What texts are changed with: all that begins or ends something in one of the languages. */
const PIECES = `[|]|(|)|](|][|![|{|}|{%|%}|{{|}}|{{<|>}}|{{%|{:|{: #id}|{: .c}\n|{::nomarkdown}|{:/}|<|>|</|/>|<a href="x">|</a>|<div>|</div>|<div markdown="1">
|<img src="a b.png" alt="">|<img srcset="a 1x, b 2x">|<p>|<!--|-->|<script>|</script>|<svg>|<base href="/q/">|*|**|_|__|~~|\`|\`\`|\n\`\`\`\n|~~~\n|$$|$|\\|\\[|&amp;|&|&#x41;
|"|'|\n|\n\n|\r\n|\r|\t|    |  |> |- |* |1. |: |# |## Head {#id}\n|===\n|---\n|---|+++\n|+++|[a]: /x "t"\n|[a]: <x y>\n|[^1]|[^1]: note\n|*[HTML]: x\n|[[wiki]]|[a] (/b)|(a)[/b]
|[t](my file.md)|[t](/x|[two words][zzz]|https://x.example/a_b|www.x.example|<https://a.example>|<me@a.example>|{{ site.baseurl }}|{% post_url 2020-01-01-x %}|{% raw %}|{% endraw %}
|{% include x.html %}|{% if x %}|{% endif %}|{% for a in b %}|{% highlight js %}|{% endhighlight %}|{{< ref "x" >}}|{{% figure src="a.png" %}}|{% asset_img a.png %}|{{ "/x" \\| url }}
|é|日本|😀|\ud800|\u00a0|\ufdd0|\ufdd10\ufdd2|\u0000|\uffff|\ufeff|title: x\n|date: 2020-01-01\n|permalink: 3\n|image: /a.png\n|header:\n  teaser: /b.png\n|tags: [a, "b"]\n|x: "a\n b"\n|x: |import A from './a.png';\n|export const a = {|<A b={`
  .split(/(?<!\\)\|(?:\n(?=\|))?|\n\|/).filter((piece) => piece !== '').map((piece) => piece.replaceAll('\\|', '|'));

const POSTS = [
  '---\ntitle: A week in Faro\ndate: 2026-01-02 10:00:00 +0000\ntags: [sea, "long walks"]\nimage: /images/faro.png\n---\n# Faro\n\nOn to [Porto](/posts/porto/ "by train"), by [train][cp] and ![boat](../boat.png).\n\n> A quote with <a href="/x">a link</a>\n\n- one\n- two [x](y)\n\n  more\n\n```js\nlet a = [1](2);\n```\n\n## The boat\n\n| a | b |\n|---|---|\n| [t](u) | z |\n\n[cp]: https://www.cp.example/en\n',
  '---\ntitle: "Templates"\n---\n{% if page.title %}[a]({{ page.url }}){% endif %} {{< ref "porto" >}} {{ site.baseurl }}/x\n\n<img src="{{ \'/a.png\' | relative_url }}" alt="a">\n\n[^1]\n\n[^1]: A note with [a link](z).\n',
  '+++\ntitle = "TOML"\ndate = 2026-01-02\n+++\nText with https://example.org/a and `code [x](y)`.\r\n\r\n<div markdown="1">\r\n[in](side)\r\n</div>\r\n',
  'No head at all, [one](two) and a\nline\n\n    code\n\nTerm\n: definition [d](e)\n',
];

const { generators } = await ours();
const posts = folder === undefined ? POSTS : [...POSTS, ...postsBelow(folder)];
let failures = 0;
for (const [id, files, file] of BLOGS) {
  if (only !== undefined && only !== id) continue;
  const conventions = await conventionsOf(id, files, file);
  const read = (text) => conventions.read(file, text);
  for (let round = 0; round < rounds; round++) check(id, file, read, round < posts.length ? posts[round] : changed(pick(posts)));
  // The parser of MDX takes a time that grows with the square of the expressions it cannot read: 1 s for 40 kB of `{:}`.
  if (!file.endsWith('.mdx')) for (const unit of [...some(posts, 5).map(changed), ...some(PIECES, 20)]) checkTime(id, file, read, unit);
  console.log(`${id} (${file}): ${rounds} texts read`);
}
console.log(failures === 0 ? 'Nothing found.' : `${failures} found.`);
process.exitCode = failures === 0 ? 0 : 1;

function changed(post) {
  let text = post;
  for (let change = 1 + roll(6); change > 0; change--) {
    const at = chance(0.3) ? roll(Math.min(text.length, 200) + 1) : roll(text.length + 1);
    const other = pick(posts);
    const from = roll(other.length + 1);
    const [put, cut] = pick([[pick(PIECES), 0], [pick(PIECES) + pick(PIECES) + pick(PIECES), 0], ['', 1 + roll(20)], [other.slice(from, from + roll(300)), 0], [pick(PIECES), roll(5)]]);
    text = text.slice(0, at) + put + text.slice(at + cut);
  }
  return text;
}

function check(id, file, read, text) {
  try {
    const document = read(text);
    const wrong = wrongPlaces(document, text);
    if (wrong) fail(id, file, text, wrong);
    else if (written(document) !== written(read(text))) fail(id, file, text, 'A second reading says something else.');
  } catch (error) {
    fail(id, file, text, `It throws: ${error?.stack ?? error}`);
  }
}

/** Every place must be in the text, and hold what is said to be written there. What a tag made stands at the tag. */
function wrongPlaces({ references, anchors, headings, suspects, problems, lookups, frontMatter }, text) {
  const isInside = ({ start, end }) => Number.isInteger(start) && start >= 0 && start <= end && end <= text.length;
  for (const reference of references) {
    if (!isInside(reference.range) || !isInside(reference.whole)) return `A reference stands outside of the text: ${written(reference)}`;
    if (reference.via === undefined && text.slice(reference.range.start, reference.range.end) !== reference.raw) return `This is not what is written there: ${written(reference)}`;
  }
  const placed = [...anchors, ...headings, ...suspects, ...problems, ...lookups, frontMatter].find(({ range }) => !isInside(range));
  return placed && `This stands outside of the text: ${written(placed)}`;
}

function written(value) {
  return JSON.stringify(value, (_, part) => (part instanceof Map ? [...part] : part));
}

/** Machines are noisy: what takes too long is tried again before it is believed. */
function checkTime(id, file, read, unit) {
  const of = (length) => unit.repeat(Math.ceil(length / unit.length));
  const [short, long] = [of(30_000), of(120_000)];
  const isSlow = () => timeOf(read, long) > 200 + 12 * timeOf(read, short);
  if (isSlow() && isSlow() && isSlow()) fail(id, file, unit, 'Four times the text takes more than twelve times as long.');
}

function timeOf(read, text) {
  const start = process.cpuUsage();
  try { read(text); } catch (error) { return void console.log(`A long text throws: ${error}`) ?? Infinity; }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function fail(id, file, text, why) {
  failures++;
  const kept = path.join(os.tmpdir(), `blog-fuzz-${id}-${failures}${path.extname(file)}`);
  fs.writeFileSync(kept, text);
  if (failures <= 20) console.log(`${id}: ${why}\n  ${kept}`);
}

async function conventionsOf(id, files, file) {
  const generator = generators.find((one) => one.id === id);
  return generator.configure({
    files: [...Object.keys(files), file].sort(), read: async (name) => files[name],
    around: new Map(), now: Date.parse('2026-06-01'), zone: 'UTC', options: {},
  });
}

function postsBelow(place) {
  return fs.readdirSync(place, { recursive: true }).filter((name) => /\.(?:md|markdown|mdx)$/.test(name))
    .map((name) => fs.readFileSync(path.join(place, name), 'utf8')).filter((text) => text.length < 20_000);
}

/** Our own sources, made into something that Node can load. Beside the packages, since one of them holds a compiled part. */
async function ours() {
  const temporary = fs.mkdtempSync(path.join(root, 'node_modules/.fuzz-'));
  try {
    await build({
      input: { generators: path.join(root, 'src/generators/index.ts') }, platform: 'node', external: [/^satteri(?:\/|$)/],
      output: { dir: temporary, format: 'esm' }, logLevel: 'warn',
    });
    const loaded = await import(pathToFileURL(path.join(temporary, 'generators.js')).href);
    // Each loads its own parts when it is configured, which must happen before they are taken away.
    await Promise.all(BLOGS.map(([id, files, file]) => loaded.generators.find((one) => one.id === id).configure({
      files: [...Object.keys(files), file].sort(), read: async (name) => files[name], around: new Map(), now: 0, zone: 'UTC', options: {},
    })));
    return loaded;
  } finally {
    fs.rmSync(temporary, { recursive: true });
  }
}
