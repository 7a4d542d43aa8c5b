import { encodePath } from '../core/paths.ts';
import type { Entry } from '../core/site/conventions.ts';
import type { Document, Reference } from '../core/site/document.ts';
import type { Cause, Resolution } from '../core/site/resolution.ts';
import { spell } from '../core/site/causes.ts';
import type { Site } from '../core/site/site.ts';
import type { ReferenceContext, Sight } from '../core/rule.ts';
import type { Range } from '../core/text/range.ts';

type Missing = Extract<Resolution, { kind: 'missing' }>;

/** The address of an entry as a visitor sees it: with the base path, percent-encoded. */
export const addressOf = (entry: Entry, site: Site): string => encodePath(site.conventions.base + entry.url);

/** What an address leads to, in the words of a reader: the image, the post, the file. */
export function thingAt(entry: Entry): string {
  if (entry.kind !== 'file') return entry.kind === 'post' ? 'post' : 'page';
  return /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico)$/i.test(entry.output) ? 'image' : 'file';
}

/** Backticks around an author's words, which may hold some themselves. */
export const quote = (words: string): string => `\`${words.replaceAll('`', 'ˋ').replace(/\s+/g, ' ')}\``;

/** The reference at exactly this range. */
export const referenceAt = ({ start, end }: Range, { references }: Document): Reference | undefined =>
  references.find(({ range }) => range.start === start && range.end === end);

/** The date of a moment, as a person writes it: `2026-03-01`. In UTC, as hosts build. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * What is said of a reference that nothing answers to: where it leads from the published page, and - as far as it can
 * be told - why, and what to type instead.
 */
export function missingSight(context: ReferenceContext & { readonly resolution: Missing }): Sight {
  const { reference, resolution: { cause } } = context;
  if (cause.kind === 'empty') return { message: `This ${reference.element} has an empty \`${reference.attribute}\`.`, help: 'Give it an address, or remove it.' };
  const told = tell(cause, context);
  return {
    message: told.place ? `${whereItLeads(context)}; ${told.place}.` : `${whereItLeads(context)}, and nothing is there${told.because ? `: ${told.because}` : ''}.`,
    ...(told.help !== undefined && { help: told.help }),
  };
}

/** What the generator itself says of a reference that it refuses, with the author's words where it leaves them out. */
export const notBuiltSight = ({ raw }: Reference, message: string): Sight =>
  ({ message: message.includes(raw) ? message : `${quote(raw)}: ${message}` });

/** "`../images/x.png` is `/2020/05/images/x.png` from `/2020/05/01/title.html`", or the short form for rooted paths. */
export function whereItLeads({ reference, resolution, entry, site }: ReferenceContext): string {
  const asked = 'url' in resolution && resolution.url !== undefined ? resolution.url : reference.url;
  const path = readable(asked);
  const written = quote(reference.raw);
  if (reference.raw === asked || reference.raw === path) return `${written} leads nowhere`;
  if (isRelative(reference.url)) return `${written} is ${quote(path)} from ${quote(addressOf(entry, site))}`;
  return `${written} is ${quote(path)} on the site`;
}

const isRelative = (url: string): boolean => !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(url.trim());

const readable = (url: string): string => {
  try { return decodeURI(url); } catch { return url; }
};

interface Told {
  /** Finishes "…; ": where the thing really is. */
  readonly place?: string;
  /** Finishes "…, and nothing is there: ". */
  readonly because?: string;
  readonly help?: string;
}

function tell(cause: Cause, { site, reference }: ReferenceContext): Told {
  switch (cause.kind) {
    case 'elsewhere': return elsewhere(cause, reference.raw);
    case 'not-published': return {
      place: `the file \`${cause.file}\` is there, but it is not published: ${cause.why}`,
      help: 'Move it to a place that is published, or change the link.',
    };
    case 'moved-post': return {
      place: `the ${thingAt(cause.entry)} is at ${quote(addressOf(cause.entry, site))} (${MOVED[cause.because]})`,
      help: `Write ${quote(spell(cause.entry, site))}.`,
    };
    case 'punctuation': return { because: 'punctuation of the sentence went into it', help: `Write ${quote(cause.write)}, and leave what follows it outside of the link.` };
    case 'old-cms': return { because: 'it looks like an address of the system this blog was kept in before', help: 'Point it to where the thing is now, or remove the link.' };
    case 'none': return cause.near ? { help: `Did you mean ${quote(cause.near.write)}?` } : {};
    case 'empty':
    case 'template':
    case 'no-scheme':
    case 'bad-scheme': return {};
    default: return cause satisfies never;
  }
}

const MOVED: Readonly<Record<'date' | 'prefix' | 'extension', string>> = {
  date: 'another date', prefix: 'another folder or category', extension: 'another extension',
};

function elsewhere(cause: Extract<Cause, { kind: 'elsewhere' }>, raw: string): Told {
  const kind = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico)$/i.test(cause.file) ? 'image' : 'page or file';
  const thing = kind === 'image' ? 'the image' : /\.(?:md|markdown|html?)$/i.test(cause.file) ? 'the page' : 'the file';
  const help = `Write ${quote(cause.write)}.`;
  switch (cause.because) {
    case 'relative-to-source': return { place: `${thing} is at ${quote(cause.write)}. It is right beside the source file, but a browser starts from the published address`, help };
    case 'missing-slash': return { place: `${thing} is at ${quote(cause.write)}`, help };
    case 'other-folder': return { place: `the only ${quote(lastPart(raw))} of this blog is at ${quote(cause.write)}`, help };
    case 'other-extension': return { place: `with another extension there is ${quote(cause.write)}`, help };
    case 'source-file': return { place: `${thing} is published at ${quote(cause.write)}`, help };
    case 'trailing-slash': return { place: `the page answers without the slash at the end, at ${quote(cause.write)}`, help };
    default: return cause.because satisfies never;
  }
}

const lastPart = (path: string): string => path.replace(/[?#].*$/, '').replace(/\/$/, '').split('/').at(-1) ?? path;
