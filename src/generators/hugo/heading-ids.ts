import type { HeadingIds, HeadingText } from '../../core/markdown/heading-ids.ts';
import { lowerCase } from './slugs.ts';
import { has, type HugoVersion } from './version.ts';

/** `markup.goldmark.parser.autoHeadingIDType` */
export type HeadingIdType = 'github' | 'github-ascii' | 'blackfriday';

/**
 * How Hugo names headings. Until 0.143 the id is made of the heading's source, markup and all; since then of what it
 * renders to. An automatic id avoids every id before it, explicit ones too; an explicit one is never changed.
 */
export const hugoHeadingIds = (type: HeadingIdType, version: HugoVersion, automatic = true): HeadingIds => ({
  begin() {
    const taken = new Map<string, number>();
    return (heading) => {
      if (heading.explicit !== undefined) {
        if (!taken.has(heading.explicit)) taken.set(heading.explicit, 1);
        return heading.explicit;
      }
      if (!automatic) return undefined;
      const text = textOf(heading, version);
      return text === undefined ? undefined : unique(idOf(text, type), taken);
    };
  },
});

/** The id of one text, without regard to others. */
function idOf(text: string, type: HeadingIdType): string {
  switch (type) {
    case 'github': return githubId(text) || 'heading';
    case 'github-ascii': return asciiOf(lowered(text)).replace(OTHERS, '').replaceAll(' ', '-') || 'heading';
    case 'blackfriday': return blackfridayId(text) || 'heading';
    default: return type satisfies never;
  }
}

/** What the id is made of; `undefined` where there is nothing to make one of. */
function textOf({ raw, text }: HeadingText, version: HugoVersion): string | undefined {
  if (!has(version, 'idsFromText')) return lastLine(raw);
  const shown = withoutAutolinks(raw.includes('![') ? withImages(raw) : text, raw);
  return /^[ \t\n]*$/.test(shown) ? undefined : lastLine(shown);
}

/** A setext heading of several lines is named by its last. */
const lastLine = (text: string): string => text.slice(text.trimEnd().lastIndexOf('\n') + 1);

/** The rendered text holds what images say in words; everything else that is markup is gone. */
const withImages = (raw: string): string => raw
  .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])?/g, '$1')
  .replace(/<[^<>]*>|[*`]|&(?:#?\w+);/g, '');

/** An address that is a link by itself counts for nothing. */
function withoutAutolinks(text: string, raw: string): string {
  if (!/:\/\/|www\.|@/.test(raw)) return text;
  const links = raw.matchAll(/(?<![([\w/])(?:https?:\/\/[^\s<>)\]]+|www\.[^\s<>)\]]+|(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/g);
  let rest = text;
  for (const [link] of links) rest = rest.replace(link, '');
  return rest;
}

const OTHERS = /[^\p{L}\p{Nd}_\- \uFDD0-\uFDD2]/gu;

const lowered = (text: string): string => lowerCase(text.trim());

const githubId = (text: string): string => lowered(text).replace(OTHERS, '').replaceAll(' ', '-');

const asciiOf = (text: string): string => text.normalize('NFD').replace(/[^\x00-\x7f\uFDD0-\uFDD2]/g, '');

const blackfridayId = (text: string): string =>
  lowerCase(text).replace(/[^\p{L}\p{N}\uFDD0-\uFDD2]+/gu, '-').replace(/^-|-$/g, '');

/** The first of `id`, `id-1`, `id-2` that is free. The map remembers where to go on counting. */
function unique(id: string, taken: Map<string, number>): string {
  let count = taken.get(id);
  if (count === undefined) {
    taken.set(id, 1);
    return id;
  }
  while (taken.has(`${id}-${count}`)) count += 1;
  taken.set(id, count + 1);
  taken.set(`${id}-${count}`, 1);
  return `${id}-${count}`;
}
