import { describe, expect, test } from 'vitest';
import { generatedBlog, KINDS, newName } from './helpers/generated-blog.ts';
import { checkMove, randomMove, siteOf } from './helpers/moves.ts';
import { randomFrom } from './helpers/random.ts';

// A few of them each time; `npm run moves` makes thousands, and moves in blogs of other people.
const BLOGS = 2;
const MOVES = 4;

describe.each(KINDS)('%s', (kind) => {
  test('a move leaves nothing broken that was right, changes nothing but references, and comes back', async () => {
    for (let blog = 0; blog < BLOGS; blog++) {
      const random = randomFrom(blog);
      const texts = await generatedBlog(kind, random);
      const site = await siteOf(texts);
      for (let move = 0; move < MOVES; move++) {
        const { typed, problems, differs = [] } = await checkMove(texts, randomMove(site, random, () => newName(random)), site);
        expect({ blog, typed, problems, differs }).toEqual({ blog, typed, problems: [], differs: [] });
      }
    }
  });
});
