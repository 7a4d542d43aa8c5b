import type { Prompt } from '../core/system.ts';
import { postsOf, tagsByUse } from '../posts/list-posts.ts';
import { placesOf } from '../posts/places.ts';
import { readWhen } from '../posts/when.ts';
import { isSlug, whenOf, type Desk, type NewCommand, type Wish } from './new.ts';

/** Folders beyond these nobody looks through. */
const MOST_PLACES = 12;

/** Asks for all that was not said, in the order in which one thinks of a post. */
export async function askForPost(wish: Wish, options: NewCommand, desk: Desk): Promise<Wish> {
  const prompt = await desk.system.prompt();
  const title = await askForTitle(prompt, wish.title);
  const place = wish.place ?? await askForPlace(prompt, desk);
  const draft = options.draft ?? await askForDraft(prompt);
  const tags = options.tags ?? await askForTags(prompt, [], desk);
  return { ...wish, title, draft, tags, ...(place !== undefined && { place }) };
}

const askForTitle = (prompt: Prompt, initial: string): Promise<string> =>
  prompt.text('Title', { initial, check: (answer) => (answer.trim() === '' ? 'A post needs a title.' : undefined) });

async function askForPlace(prompt: Prompt, { opened: { site } }: Desk): Promise<string | undefined> {
  const places = placesOf(site).slice(0, MOST_PLACES);
  if (places.length < 2) return undefined;
  return prompt.choose('Where?', places.map(({ folder, count }) => ({ name: folder, value: folder, hint: `${count} are there.` })));
}

const askForDraft = (prompt: Prompt): Promise<boolean> => prompt.choose('Draft or live?', [
  { name: 'Draft', value: true, hint: 'Kept back until you publish it.' },
  { name: 'Live', value: false, hint: 'Published with the next build.' },
]);

const askForTags = (prompt: Prompt, initial: readonly string[], { opened: { site } }: Desk): Promise<readonly string[]> =>
  prompt.gather('Tags', tagsByUse(postsOf(site)).map(({ name, count }) => ({ name, hint: String(count) })), initial);

/** Another name for a post whose own is taken. */
export async function askForSlug(free: string | undefined, { system }: Desk): Promise<string> {
  const prompt = await system.prompt();
  return prompt.text('Another name for it', {
    ...(free !== undefined && { initial: free }),
    check: (answer) => (isSlug(answer) ? undefined : 'It becomes the name of a file and a part of an address: a-week-in-lisbon.'),
  });
}

/** Asks whether it is right so; `undefined` when it is, else what is wanted instead. */
export async function isAgreed(wish: Wish, desk: Desk): Promise<Wish | undefined> {
  const prompt = await desk.system.prompt();
  const next = await prompt.choose<() => Promise<Wish | undefined>>('Write it?', [
    { name: 'Yes', value: async () => undefined },
    { name: 'Another title', value: async () => ({ ...wish, title: await askForTitle(prompt, wish.title) }) },
    { name: 'Another name and address', value: async () => ({ ...wish, slug: await askForSlug(wish.slug, desk) }) },
    { name: 'Another date', value: () => askForDate(prompt, wish, desk) },
    { name: 'Other tags', value: async () => ({ ...wish, tags: await askForTags(prompt, wish.tags, desk) }) },
    { name: wish.draft ? 'Live, not a draft' : 'A draft, not live', value: async () => ({ ...wish, draft: !wish.draft }) },
  ]);
  return next();
}

async function askForDate(prompt: Prompt, wish: Wish, { system, zone }: Desk): Promise<Wish> {
  const date = await prompt.text('Date', {
    initial: 'tomorrow 9:00',
    check: (answer) => (readWhen(answer, { now: system.clock.now(), zone }) ? undefined : 'Write it as 2026-01-02, 2026-01-02 10:00, friday or +3d.'),
  });
  const when = whenOf(date, system, zone);
  return { ...wish, ...(when && { when }) };
}
