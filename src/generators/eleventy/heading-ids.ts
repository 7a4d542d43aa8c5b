import { UNKNOWN } from '../../core/text/derived.ts';
import { transliteratedSlug } from '../../core/text/transliterated-slug.ts';
import type { HeadingIds, HeadingText } from '../../core/markdown/heading-ids.ts';
import type { Evaluator } from '../javascript/evaluate.ts';
import { at, isFunction, isUnknown, type Js } from '../javascript/values.ts';
import type { MarkdownSettings } from './markdown-settings.ts';
import type { Settings } from './settings.ts';

/** The ids the blog's plugins give to headings; Eleventy itself gives none. */
export function headingIdsOf({ markdown, plugins }: Settings, evaluator: Evaluator): HeadingIds {
  if (markdown.anchors) return anchorIds(markdown.anchors, evaluator);
  const options = plugins.get('@11ty/eleventy#IdAttributePlugin');
  if (plugins.has('@11ty/eleventy#IdAttributePlugin')) return idAttributes(at(options, 'slugify'), evaluator);
  const isUnreadable = !markdown.known || markdown.hasOwnPlugins && [...markdown.plugins].length === 0;
  return isUnreadable || [...markdown.plugins].some((name) => /anchor|slug|heading|header|toc/i.test(name)) ? unknownIds : noIds;
}

const noIds: HeadingIds = { begin: () => () => undefined };

/** Whether there is an id, and which, only the build knows. */
const unknownIds: HeadingIds = { begin: () => () => UNKNOWN };

/** markdown-it-anchor: duplicates count from 1, and from what the options say; what is there already is avoided. */
export function anchorIds(anchors: NonNullable<MarkdownSettings['anchors']>, evaluator: Evaluator): HeadingIds {
  const slug = slugWith(anchors.slugify, evaluator, anchorSlug);
  return {
    begin() {
      const taken = new Set<string>();
      return ({ text, explicit }) => {
        const base = explicit ?? (anchors.known ? slug(text) : UNKNOWN);
        if (explicit !== undefined || base.includes(UNKNOWN)) { taken.add(base); return base; }
        let id = base;
        for (let i = anchors.startIndex; taken.has(id); i++) id = `${base}-${i}`;
        taken.add(id);
        return id;
      };
    },
  };
}

// A line break within a heading is no part of its text there.
const anchorSlug = (text: string): string => encoded(text.replaceAll('\n', '').trim().toLowerCase().replace(/\s+/g, '-'));

const encoded = (text: string): string => text.split(UNKNOWN).map((part) => encodeURIComponent(part.toWellFormed())).join(UNKNOWN);

/** Eleventy's IdAttributePlugin: counts how often a slug came up, from 2. */
export function idAttributes(slugify: Js, evaluator: Evaluator): HeadingIds {
  const own = slugWith(isFunction(slugify) ? slugify : undefined, evaluator, (text) => transliteratedSlug(text, { decamelize: false }));
  return {
    begin() {
      const counts = new Map<string, number>();
      return ({ text, raw, explicit }: HeadingText) => {
        if (explicit !== undefined) return explicit;
        if (raw.trim() === '') return undefined;
        const base = isUnknown(slugify) ? UNKNOWN : own(text);
        const count = (counts.get(base) ?? 0) + 1;
        counts.set(base, count);
        return count === 1 ? base : `${base}-${count}`;
      };
    },
  };
}

function slugWith(slugify: Js, evaluator: Evaluator, usual: (text: string) => string): (text: string) => string {
  if (!isFunction(slugify)) return usual;
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    evaluator.refill();
    const made = text.includes(UNKNOWN) ? undefined : evaluator.attempt(() => slugify.call([text], undefined));
    const slug = typeof made === 'string' ? made : UNKNOWN;
    if (known.size < 50_000) known.set(text, slug);
    return slug;
  };
}
