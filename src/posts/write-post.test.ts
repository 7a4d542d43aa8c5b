import { parse as parseTomlText } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYamlText } from 'yaml';
import { readFrontMatter, threeFormats, yamlBetweenLines } from '../core/markdown/front-matter.ts';
import { asFilePath } from '../core/paths.ts';
import type { NewPostConventions } from '../core/site/conventions.ts';
import { documentFrom } from '../core/site/document-from.ts';
import { copyOf } from '../core/text/derived.ts';
import type { Sample } from './habits.ts';
import { writePost, type PostRequest } from './write-post.ts';

/** Posts in folders, with a date in their name, and drafts in a folder of their own. */
const byName: NewPostConventions = {
  format: 'yaml', defaults: [['layout', 'post'], ['title', '']], dateKey: 'date', dateNeeded: false,
  fileFor: ({ slug, at, draft }) => asFilePath(draft ? `_drafts/${slug}.md` : `_posts/${new Date(at).toISOString().slice(0, 10)}-${slug}.md`),
  formatDate: (at) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`,
};

/** Drafts are marked in their front matter. */
const byKey: NewPostConventions = {
  format: 'toml', defaults: [['title', ''], ['date', ''], ['draft', true]], dateKey: 'date', dateNeeded: true, draftKey: 'draft',
  fileFor: ({ slug }) => asFilePath(`content/posts/${slug}.md`),
  formatDate: (at) => new Date(at).toISOString().slice(0, 19) + 'Z',
};

const samplesOf = (texts: readonly string[], dialect = yamlBetweenLines): readonly Sample[] => texts.map((text, index) => {
  const path = asFilePath(`_posts/${index}.md`);
  const frontMatter = readFrontMatter(text, dialect);
  const derived = copyOf(text, { start: frontMatter.range.end, end: text.length });
  const markup = { references: [], anchors: [], headings: [], suspects: [], words: 0 };
  return { text, document: documentFrom({ path, source: text, frontMatter, derived, markup }) };
});

const write = (request: Partial<PostRequest>, texts: readonly string[] = [], conventions = byName, dialect = yamlBetweenLines) => writePost({
  title: 'A week in Lisbon', at: Date.parse('2026-03-06T08:30:15Z'), zone: 'UTC', draft: false, tags: [], set: [], ...request,
}, samplesOf(texts, dialect), conventions);

describe('the first post of a blog', () => {
  test('has what its generator needs', () => {
    expect(write({})).toEqual({ file: '_posts/2026-03-06-a-week-in-lisbon.md', text: '---\nlayout: post\ntitle: A week in Lisbon\n---\n\n' });
    expect(write({ draft: true }).file).toBe('_drafts/a-week-in-lisbon.md');
  });

  test('in TOML', () => {
    expect(write({}, [], byKey).text).toBe('+++\ntitle = "A week in Lisbon"\ndate = 2026-03-06T08:30:15Z\ndraft = false\n+++\n\n');
    expect(write({ draft: true }, [], byKey).text).toContain('draft = true');
  });

  test('has its day in its name, and once is enough', () => {
    expect(write({ dated: 'day' }).text).not.toContain('date:');
    expect(write({ dated: 'day', draft: true }).text).toContain('date: 2026-03-06');
    expect(write({ dated: 'day' }, ['---\ntitle: Porto\ndate: 2026-01-01\n---\n']).text).toContain('date: 2026-03-06\n');
  });

  test('as it was asked for', () => {
    const { file, text } = write({ slug: 'lisbon', tags: ['travel', 'pastéis de nata'], dated: 'time', set: [['layout', 'wide'], ['toc', true], ['cost', '12: a lot']] });
    expect(file).toBe('_posts/2026-03-06-lisbon.md');
    expect(text).toBe('---\nlayout: wide\ntitle: A week in Lisbon\ndate: 2026-03-06 08:30:15 +0000\ntags: [travel, pastéis de nata]\ntoc: true\ncost: "12: a lot"\n---\n\n');
  });
});

describe('a post among others', () => {
  const three = ['Porto', 'Évora', 'Faro'].map((place, index) => `\
---
layout: post
title:  "${place}, at last"
date:   2026-02-0${index + 1} 10:00:00 +0100
categories: travel
tags:
  - ${place.toLowerCase()}
  - portugal
comments: true
image: /images/${place}.jpg
description: How ${place} was.
${index === 0 ? 'mood: happy\n' : ''}---
Text.
`);

  test('is written as they are', () => {
    expect(write({ tags: ['lisbon'] }, three).text).toBe(`\
---
layout: post
title:  "A week in Lisbon"
date:   2026-03-06 08:30:15 +0000
categories: travel
tags:
  - lisbon
comments: true
description: ""
---

`);
  });

  test('has its date by the author\'s clock', () => {
    expect(write({ zone: 'Asia/Tokyo' }, three).text).toContain('date:   2026-03-06 17:30:15 +0900\n');
  });

  test('has no date while it is a draft in a folder of drafts, but when one is given', () => {
    expect(write({ draft: true }, three).text).not.toContain('date');
    expect(write({ draft: true, dated: 'time' }, three).text).toContain('date:   2026-03-06');
  });

  test('a single one teaches how, not what', () => {
    const { text } = write({}, ['---\ntitle: \'Porto\'\nauthor: Ada\nsubtitle: At last\nhidden: false\n---\n']);
    expect(text).toBe("---\ntitle: 'A week in Lisbon'\nauthor: Ada\nhidden: false\n---\n\n");
  });

  test('in the line ends they have', () => expect(write({}, ['---\r\ntitle: Porto\r\n---\r\n']).text).toBe('---\r\ntitle: A week in Lisbon\r\n---\r\n\r\n'));

  test('tags in one text stay in one text', () => {
    expect(write({ tags: ['lisbon', 'food'] }, ['---\ntitle: Porto\ntags: porto food\n---\n']).text).toContain('tags: lisbon food\n');
    expect(write({ tags: ['lisbon', 'pastel de nata'] }, ['---\ntitle: Porto\ntags: porto food\n---\n']).text).toContain('tags: [lisbon, pastel de nata]\n');
  });

  test('keeps what all have, lists and all', () => {
    const texts = [1, 2, 3].map((day) => `---\ntitle: Day ${day}\nparams:\n  wide: true\n  menu: [a, b]\nauthors:\n- ada\n- 'no'\n---\n`);
    expect(write({}, texts).text).toBe("---\ntitle: A week in Lisbon\nparams:\n  wide: true\n  menu: [a, b]\nauthors:\n- ada\n- \"no\"\n---\n\n");
  });

  test('in TOML', () => {
    const texts = [1, 2, 3].map((day) => `+++\ntitle = 'Day ${day}'\ndate = 2026-02-0${day}T10:00:00+01:00\ndraft = false\ntags = ['a', 'b']\n[cover]\nwide = true\n+++\n`);
    expect(write({ draft: true, zone: 'Europe/Lisbon' }, texts, byKey, threeFormats).text).toBe(
      "+++\ntitle = 'A week in Lisbon'\ndate = 2026-03-06T08:30:15+00:00\ndraft = true\ntags = []\ncover = { wide = true }\n+++\n\n");
  });

  test('in JSON', () => {
    const { text } = write({}, ['{"title": "Porto", "date": "2026-02-01"}\n'], byKey, threeFormats);
    expect(JSON.parse(text)).toEqual({ title: 'A week in Lisbon', date: '2026-03-06' });
  });

  test('is no worse for one that cannot be read', () => {
    expect(write({}, ['---\ntitle: [\n---\n', '---\ntitle: "Porto"\n---\n', 'no front matter']).text).toBe('---\ntitle: "A week in Lisbon"\n---\n\n');
  });
});

describe('any title can be read back', () => {
  const titles = [
    'Say "hello"', "It's: here", 'C# and #hashtags', '# Not a comment', '- no list', '👍 Emoji 👩‍👩‍👧', '里斯本的一周', 'Неделя в Лиссабоне', '100%', '%tag', '@home', '`code`',
    '"quoted"', "'quoted'", '[link]', '{{ liquid }}', 'yes', 'null', '2026-01-02', '12:30', '1e3', '~', 'a: b', 'a #b', 'back\\slash', '\\n', '?', '|', '>', '&a', '*b', '!c', '---',
    'x'.repeat(300), 'word '.repeat(60).trim(), '\x1b[31m bell \x07', 'ends with:', ' = ', '\u202e', '𠮷野家',
  ];
  const quotings = { none: [], double: ['---\ntitle: "Porto"\n---\n'], single: ["---\ntitle: 'Porto'\n---\n"], plain: ['---\ntitle: Porto\n---\n'] };

  for (const [quoting, texts] of Object.entries(quotings)) {
    test.each(titles)(`YAML, ${quoting}: %j`, (title) => {
      const { text, file } = write({ title }, texts);
      const head = /^---\n([^]*?)\n---\n\n$/.exec(text)?.[1] ?? '';
      expect(parseYamlText(head, { version: '1.1' }).title).toBe(title.trim());
      expect(parseYamlText(head, { version: '1.2' }).title).toBe(title.trim());
      expect(readFrontMatter(text, yamlBetweenLines).data['title']).toBe(title.trim());
      expect(file).toMatch(/^_posts\/2026-03-06-[^\s/\\]+\.md$/);
      expect(new TextEncoder().encode(file).length).toBeLessThan(200);
    });
  }

  test.each(titles)('TOML: %j', (title) => {
    const { text } = write({ title }, [], byKey);
    expect(parseTomlText(/^\+\+\+\n([^]*)\n\+\+\+\n\n$/.exec(text)?.[1] ?? '')['title']).toBe(title.trim());
  });

  test('line ends become spaces', () => {
    expect(write({ title: ' Two\nlines\r\n and  more ' }).text).toContain('title: Two lines and more\n');
  });

  test('a slug is cut between words, a name without letters is `post`', () => {
    expect(write({ title: 'again and '.repeat(40) }).file).toMatch(/^_posts\/2026-03-06-(again-and-)+again(-and)?\.md$/);
    expect(write({ title: '👍' }).file).toBe('_posts/2026-03-06-post.md');
    expect(write({ title: '里'.repeat(300) }).file).toBe(`_posts/2026-03-06-${'里'.repeat(40)}.md`);
  });
});
