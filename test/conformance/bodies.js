/** Headings over which slug rules differ. */
export const HEADINGS = [
  'Getting there', 'What to bring?', 'C++ & C#', 'Über Wälder', '日本の駅', 'It\'s "quoted"', 'a -- b', 'snake_case name', '1. First', 'Ends with dots...',
  '`code` in it', 'A *stressed* word', 'A [link](https://example.org/) in it', 'Same', 'Same', 'Same-1', '100% sure', 'Привет мир', 'two  spaces', 'Trailing -', 'emoji 🚀 here', 'v1.2.3',
];

/** Names of posts over which address rules differ. */
export const NAMES = [
  'hello-world', 'Hello_World', 'two words', 'dots.in.name', 'UPPER-Case', 'über-uns', '日本', 'c++', 'under_score', 'a--b', 'percent-100', 'apos-it\'s', 'index-of-things', 'x', 'with(parens)', 'plus+sign', 'tilde~x', 'comma,name', 'привет',
];

/** A first body: headings and an image, no links. What a build makes of it is what the second one links to. */
export function plainBody(random) {
  const headings = random.some(HEADINGS, 4);
  return headings.map((heading) => `## ${heading}\n\nSome words.\n`).join('\n');
}

/**
 * A second body, full of references to what the first build made: right ones, and ones that are wrong by one slip.
 * `targets` are addresses with their ids: `{ url: '/x/', ids: ['a'] }`; `here` is the page's own.
 */
export function linkedBody(random, plain, { here, targets, base }) {
  const references = Array.from({ length: 14 }, () => reference(random, { here, targets, base }));
  const paragraphs = references.map((destination, index) => write(random, destination, index));
  return `${plain}\n${paragraphs.join('\n\n')}\n\n[the end]: ${spelled(random.pick(targets).url)}\n\nSee [the last one][the end].\n`;
}

function reference(random, { here, targets, base }) {
  const { url, ids } = random.pick(targets);
  const fragment = !random.chance(0.35) ? '' : random.chance(0.7) && ids.length > 0 ? `#${random.pick(ids)}` : `#${slip(random, random.pick(ids) ?? 'nothing')}`;
  const path = random.chance(0.6) ? url : slip(random, url);
  switch (random.pick(['rooted', 'rooted', 'relative', 'relative', 'own'])) {
    case 'relative': return spelled(relativeTo(here, path)) + fragment;
    case 'own': return fragment === '' ? spelled(base + path) : fragment;
    default: return spelled((random.chance(0.85) ? base : '') + path) + fragment;
  }
}

function slip(random, word) {
  switch (random.pick(['case', 'slash', 'html', 'letter', 'up', 'index'])) {
    case 'case': return random.chance(0.5) ? word.toLowerCase() : word.replace(/[a-z]/, (letter) => letter.toUpperCase());
    case 'slash': return word.endsWith('/') ? word.slice(0, -1) : `${word}/`;
    case 'html': return word.endsWith('.html') ? word.slice(0, -5) : `${word.replace(/\/$/, '')}.html`;
    case 'letter': return word.replace(/[a-z]/, '');
    case 'up': return word.replace(/^\/[^/]+/, '');
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

const spelled = (url) => encodeURI(url).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

function write(random, destination, index) {
  const isImage = /\.(?:png|jpg)$/.test(destination);
  switch (random.pick(['inline', 'inline', 'title', 'angle', 'html'])) {
    case 'title': return `A [title ${index}](${destination} "A title").`;
    case 'angle': return `An [angle ${index}](<${destination}>).`;
    case 'html': return isImage ? `Raw <img src="${destination}" alt="x"> HTML.` : `Raw <a href="${destination}" target="_blank">HTML ${index}</a>.`;
    default: return `${isImage ? '!' : ''}[inline ${index}](${destination}).`;
  }
}
