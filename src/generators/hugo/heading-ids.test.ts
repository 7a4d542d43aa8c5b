import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goldmark } from './goldmark.ts';
import type { HeadingIdType } from './heading-ids.ts';
import type { MarkupSettings } from './settings.ts';

interface Row {
  readonly id: string;
  readonly input: string;
  readonly ids: readonly (string | null)[];
  readonly ids_0_131?: readonly (string | null)[];
  readonly ids_0_167?: readonly (string | null)[];
}

const TYPES: readonly HeadingIdType[] = ['github', 'github-ascii', 'blackfriday'];

/** Rows that differ, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  s151: 'an id with a dot: the reader of Markdown ends it there, as others want it',
  s154: 'an empty id, `{#}`, which nobody can point to',
  s160: 'an escaped brace before `#id}`',
  'd-raw-html': 'headings in raw HTML are not headings to the reader of Markdown, though their ids are anchors',
};

/** Rows that differ since ids are made of the rendered text. */
const DIFFERENT_SINCE_144: Readonly<Record<string, string>> = {
  s131: 'references by number stay as they are written in the text that Hugo takes',
  'd-entities': 'the same',
  s165: 'an id before closing marks is text since then',
};

const markupOf = (idType: HeadingIdType): MarkupSettings => ({
  idType, html: 'keep', autoHeadingIds: true, titleAttributes: true, blockAttributes: false, linkify: true, typographer: true,
  footnotes: true, passthrough: false, hooks: { link: 'auto', image: 'auto' },
});

describe.each(TYPES)('ids of the kind %s', (type) => {
  const { rows } = JSON.parse(readFileSync(new URL(`../../../test/tables/hugo-heading-ids-${type}.json`, import.meta.url), 'utf8')) as { rows: readonly Row[] };

  test.each([111, 131, 167])('are as Hugo 0.%s has them', (version) => {
    const read = goldmark({ markup: markupOf(type), version, versionFrom: 'netlify.toml' });
    for (const row of rows) {
      if (DIFFERENT[row.id] !== undefined || (version > 143 && DIFFERENT_SINCE_144[row.id] !== undefined)) continue;
      const since131 = row.ids_0_131 ?? row.ids;
      const ids = version === 111 ? row.ids : version === 131 ? since131 : row.ids_0_167 ?? since131;
      expect.soft({ row: row.id, input: row.input, ids: read(row.input).headings.map(({ id }) => id ?? null) }).toEqual({ row: row.id, input: row.input, ids });
    }
  });
});
