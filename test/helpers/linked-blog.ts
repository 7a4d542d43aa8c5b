import { randomFrom } from './random.ts';
import type { Texts } from './blog.ts';
import { samples } from './samples.ts';

const SLUGS = [
  'night-train-to-lisbon', 'winter-in-madeira', 'packing-for-six-weeks', 'the-slow-boat', 'mountain-huts', 'ferries-of-the-azores', 'bread-and-olives',
  'walking-the-coast', 'letters-from-evora', 'rain-over-porto', 'the-last-tram', 'islands-in-spring',
];
const HEADINGS = ['Getting there', 'Where to sleep', 'What it cost', 'Maps and timetables'];
const PICTURES = ['harbour-at-dawn', 'tram-number-28', 'lighthouse', 'market-hall', 'Old Bridge', 'ticket-office'];

/** Where each generator keeps posts and pictures, and the address of a post, as its sample has it. */
const PLACES: Readonly<Record<string, { readonly post: (slug: string, day: number) => string; readonly picture: (name: string) => string; readonly url: (slug: string) => string }>> = {
  jekyll: { post: (slug, day) => `_posts/2024-05-${day}-${slug}.md`, picture: (name) => `images/${name}.png`, url: (slug) => `/${slug}/` },
  hugo: { post: (slug) => `content/posts/${slug}.md`, picture: (name) => `static/images/${name}.png`, url: (slug) => `/posts/${slug}/` },
  hexo: { post: (slug) => `source/_posts/${slug}.md`, picture: (name) => `source/images/${name}.png`, url: (slug) => `/${slug}/` },
  eleventy: { post: (slug) => `posts/${slug}.md`, picture: (name) => `images/${name}.png`, url: (slug) => `/posts/${slug}/` },
  astro: { post: (slug) => `src/content/blog/${slug}.md`, picture: (name) => `public/images/${name}.png`, url: (slug) => `/blog/${slug}/` },
};

/** A dozen posts that point to one another, to places on one another, to pictures and to other sites; the same for the same seed. */
export function linkedBlog(generator: string, seed: number): Texts {
  const place = PLACES[generator];
  if (!place) return {};
  const { next } = randomFrom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  const settings = Object.entries(samples[generator] ?? {}).filter(([path]) => !/\.(?:md|png)$/.test(path));
  const posts = SLUGS.map((slug, index) => {
    const others = Array.from({ length: 4 }, () => pick(SLUGS));
    const links = others.map((other, at) => `[${other}](${place.url(other)}${at % 2 === 0 ? '' : `#${pick(HEADINGS).toLowerCase().replaceAll(' ', '-')}`})`);
    const picture = pick(PICTURES).replaceAll(' ', '%20');
    const body = HEADINGS.map((heading, at) => `## ${heading}\n\nFirst ${links[at] ?? ''}, then [a map](https://www.maps${index}.example/${slug}/).`).join('\n\n');
    return [place.post(slug, index + 10), `---\ntitle: ${slug}\ndate: 2024-05-${index + 10}\n---\n${body}\n\n![what it looks like](/images/${picture}.png)\n`] as const;
  });
  return Object.fromEntries([...settings, ...posts, ...PICTURES.map((name) => [place.picture(name), `PNG of ${name} ${'.'.repeat(300)}`] as const)]);
}
