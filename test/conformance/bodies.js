/** Headings over which slug rules differ. */
export const HEADINGS = [
  'Getting there', 'What to bring?', 'C++ & C#', 'Über Wälder', '日本の駅', 'It\'s "quoted"', 'a -- b', 'snake_case name', '1. First', 'Ends with dots...',
  '`code` in it', 'A *stressed* word', 'A [link](https://example.org/) in it', 'Same', 'Same', 'Same-1', '100% sure', 'Привет мир', 'two  spaces', 'Trailing -', 'emoji 🚀 here', 'v1.2.3',
  'Tom &amp; Jerry', 'A <em>raw</em> tag', '**Bold** start', 'a/b\\c', 'Escaped \\* star', 'Ünï—dash', 'Dr. “Curly”', 'under__score', '  spaced  ', 'ÉCOLE', 'x²', 'Straße', 'https://example.org/', 'closed ##', '[ref][the end]', 'İstanbul',
];

/** Names of posts over which address rules differ. */
export const NAMES = [
  'hello-world', 'Hello_World', 'two words', 'dots.in.name', 'UPPER-Case', 'über-uns', '日本', 'c++', 'under_score', 'a--b', 'percent-100', 'apos-it\'s', 'index-of-things', 'x', 'with(parens)', 'plus+sign', 'tilde~x', 'comma,name', 'привет',
  'v1.2.3', 'trailing-', '-leading', 'cafe\u0301', 'CamelCase', '2023-retro', 'ends.html', 'ａｂｃ', 'straße', 'at@home', 'equals=1', 'semi;colon',
];

/** A first body: headings and an image, no links. What a build makes of it is what the second one links to. */
export function plainBody(random, { headings: own = [], openings = [] } = {}) {
  const headings = random.some([...HEADINGS, ...own], 4).map((heading) => titled(random, heading));
  const opening = openings.length > 0 && random.chance(0.6) ? `${random.pick(openings)}\n\n` : '';
  return opening + headings.map((heading) => `${heading}\n\nSome words.\n`).join('\n');
}

const titled = (random, heading) => (!heading.includes('\n') && random.chance(0.15) ? `${heading}\n---` : `${random.pick(['##', '##', '##', '###', '#'])} ${heading}`);

/**
 * A second body, full of references to what the first build made: right ones, and ones that are wrong by one slip.
 * `targets` are addresses with their ids: `{ url: '/x/', ids: ['a'] }`; `here` is the page's own. `dialect` may have
 * more ways of writing a link (`ways`) and its own way with images (`image`).
 */
export function linkedBody(random, plain, { here, targets, base, dialect }) {
  const references = Array.from({ length: 14 }, () => reference(random, { here, targets, base, origin: dialect?.isHostKnown === false ? '' : 'https://boats.example' }));
  const paragraphs = references.map((destination, index) => write(random, destination, index, dialect));
  return `${plain}\n${paragraphs.join('\n\n')}\n\n[the end]: ${spelled(random.pick(targets.filter(({ url }) => !IMAGE.test(url))).url)}\n\nSee [the last one][the end].\n`;
}

function reference(random, { here, targets, base, origin }) {
  const { url, ids } = random.pick(targets);
  const fragment = !random.chance(0.35) ? '' : random.chance(0.7) && ids.length > 0 ? `#${anchored(random, random.pick(ids))}` : `#${slip(random, anchored(random, random.pick(ids) ?? 'nothing'))}`;
  const path = random.chance(0.6) ? url : slip(random, url);
  switch (random.pick(['rooted', 'rooted', 'relative', 'relative', 'own', 'whole', 'query'])) {
    case 'relative': return (random.chance(0.2) ? './' : '') + spelled(relativeTo(here, path)) + fragment;
    case 'own': return fragment === '' ? spelled(base + path) : fragment;
    case 'whole': return random.chance(0.4) ? `${origin}${spelled(base + path)}${fragment}` : spelled(base + path) + fragment;
    case 'query': return `${spelled(base + path)}${random.chance(0.5) ? '?from=here' : ''}${fragment}`;
    default: return spelled((random.chance(0.85) ? base : '') + path) + fragment;
  }
}

/** An id as people copy it: as it is, or from a browser's address bar. */
const anchored = (random, id) => (/[\s()<>[\]]/.test(id) || random.chance(0.4) ? spelled(id) : id);

function slip(random, word) {
  switch (random.pick(['case', 'slash', 'html', 'letter', 'up', 'index', 'double', 'source'])) {
    case 'case': return random.chance(0.5) ? word.toLowerCase() : word.replace(/[a-z]/, (letter) => letter.toUpperCase());
    case 'slash': return word.endsWith('/') ? word.slice(0, -1) : `${word}/`;
    case 'html': return word.endsWith('.html') ? word.slice(0, -5) : `${word.replace(/\/$/, '')}.html`;
    case 'letter': return word.replace(/[a-z]/, '');
    case 'up': return word.replace(/^\/[^/]+/, '') || '/';
    case 'double': return word.replace(/(.)([-_.])/, '$1$2$2');
    case 'source': return `${word.replace(/\.html$|\/$/, '')}.md`;
    default: return word.endsWith('/') ? `${word}index.html` : word.replace(/index\.html$/, '');
  }
}

/** A relative address, as people write it: from the page's folder. */
function relativeTo(here, path) {
  const from = here.split('/').slice(0, -1);
  const to = path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return `${'../'.repeat(from.length - same)}${to.slice(same).join('/')}` || './';
}

export const spelled = (url) => encodeURI(url).replace(/[()'#?]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

const IMAGE = /\.(?:png|jpg)$/;

function write(random, destination, index, { ways = {}, image = {} } = {}) {
  const among = IMAGE.test(destination) ? { ...IMAGE_WAYS, ...image } : { ...WAYS, ...ways };
  const name = random.chance(0.3) ? 'inline' : random.pick(Object.keys(among));
  return among[name](destination, index);
}

const WAYS = {
  inline: (to, index) => `[inline ${index}](${to}).`,
  title: (to, index) => `A [title ${index}](${to} "A title").`,
  angle: (to, index) => `An [angle ${index}](<${to}>).`,
  html: (to, index) => `Raw <a href="${to}" target="_blank">HTML ${index}</a>.`,
  bare: (to, index) => `Raw <a href=${to}>without quotes ${index}</a>.`,
  block: (to, index) => `<p class="note">\n<a href='${to}'>HTML ${index}</a>\n</p>`,
  around: (to, index) => `<div>\n\n[around ${index}](${to})\n\n</div>`,
  reference: (to, index) => `A [full reference][r${index}].\n\n[r${index}]: ${to} 'With a title'`,
  collapsed: (to, index) => `A [Collapsed ${index}][].\n\n[collapsed ${index}]: <${to}>`,
  shortcut: (to, index) => `A [shortcut ${index}].\n\n[shortcut ${index}]: ${to}`,
  item: (to, index) => `- one\n- [item ${index}](${to})\n    - [deeper](${to})`,
  quote: (to, index) => `> A [quote ${index}](${to})\n> goes on`,
  strong: (to, index) => `**[strong ${index}](${to})** and *[stressed](${to})*`,
  table: (to, index) => `| a | b |\n|---|---|\n| [cell ${index}](${to}) | c |`,
  picture: (to, index) => `[![A boat](/images/boat.png "Boat")](${to})`,
  heading: (to, index) => `### Heading [with ${index}](${to})`,
  marked: (to, index) => `[*stressed* \`code\` ${index}](${to})`,
  code: (to, index) => `No link: \`[code ${index}](${to}/no)\`.`,
  fence: (to, index) => `\`\`\`md\n[fenced ${index}](${to}/no)\n\`\`\``,
  comment: (to, index) => `<!-- [commented ${index}](${to}/no) <a href="${to}/no">x</a> -->`,
  escaped: (to, index) => `No link: \\[escaped ${index}\\](/no).`,
};

const IMAGE_WAYS = {
  inline: (to, index) => `![inline ${index}](${to})`,
  title: (to, index) => `An ![image ${index}](${to} "Title") in a line.`,
  html: (to) => `Raw <img src="${to}" alt="x"> HTML.`,
  figure: (to) => `<figure>\n  <img alt="x" src="${to}" />\n</figure>`,
  reference: (to, index) => `![image ${index}][i${index}]\n\n[i${index}]: ${to}`,
  link: (to, index) => `A link to [an image ${index}](${to}).`,
};
