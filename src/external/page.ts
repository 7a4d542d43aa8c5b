import { anchorsOf, attributeOf, decodeEntities, scanHtml } from '../core/markdown/html.ts';
import { decodePath } from '../core/paths.ts';
import type { BodyReader, WebHead } from '../core/system.ts';
import { nearest, sameInOtherWords } from '../core/text/nearest.ts';

/** As much of a page as was read: enough for what was asked. */
export interface Page {
  readonly title: string;
  /** The text of a page that has hardly any. */
  readonly short: string | undefined;
  /** What is known of each place that was looked for. `unknown`: the page is made in the browser, or was not read whole. */
  placeOf(fragment: string, isWhole: boolean): Place;
}

export type Place = { readonly kind: 'found' | 'unknown' } | { readonly kind: 'missing'; readonly near?: string };

/** Whether a body is HTML that can be read. */
export const isHtml = ({ headers }: WebHead): boolean => /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '');

/** Characters. Of a page nobody looks for a place on, no more than its head is of use. */
const MOST_HEAD = 16_384;
const MOST = 5_000_000;

/** Milliseconds for a head that comes with the first packets, and for a whole page. */
const HEAD_TIMEOUT = 2_000;
const PAGE_TIMEOUT = 20_000;

/** Reads a page as far as it must be read: to its title, or to the last of these places. */
export class PageReader implements BodyReader {
  readonly timeout: number;
  readonly #fragments: readonly string[];
  readonly #decoder: InstanceType<typeof TextDecoder>;
  /** Places whose letters have not been seen at all yet. */
  readonly #unseen: Set<string>;
  #text = '';
  /** The end of it: what a place, or the end of a title, may begin in. */
  #tail = '';
  #scanAt = 0;

  constructor(head: WebHead, fragments: ReadonlySet<string>) {
    this.#fragments = [...fragments];
    this.timeout = fragments.size > 0 ? PAGE_TIMEOUT : HEAD_TIMEOUT;
    this.#decoder = decoderFor(head);
    this.#unseen = new Set(this.#fragments.map(decodePath));
  }

  take(part: Uint8Array): boolean {
    const text = this.#decoder.decode(part, { stream: true });
    // Looking into all of the text would put it together anew for each part.
    const near = this.#tail + text;
    this.#text += text;
    this.#tail = near.slice(-Math.max(10, ...[...this.#unseen].map((place) => place.length)));
    if (this.#fragments.length === 0) return this.#text.length > MOST_HEAD || /<\/title/i.test(near);
    for (const place of this.#unseen) if (near.includes(place)) this.#unseen.delete(place);
    return this.#text.length > MOST || this.#isEnough();
  }

  /** Whether all that is looked for is there. Looked at whenever the text has doubled, so that no page is read many times. */
  #isEnough(): boolean {
    if (this.#unseen.size > 0 || this.#text.length < this.#scanAt) return false;
    this.#scanAt = this.#text.length * 2;
    const { ids } = placesIn(this.#text);
    return this.#fragments.every((fragment) => has(ids, fragment));
  }

  page(): Page {
    const text = this.#text;
    const titled = /<title\b[^>]*>([^<]*)/i.exec(text.slice(0, MOST_HEAD))?.[1] ?? '';
    let places: ReturnType<typeof placesIn> | undefined;
    return {
      title: decodeEntities(titled, 'text').replace(/\s+/g, ' ').trim(),
      short: text.length < 2_000 ? text : undefined,
      placeOf: (fragment, isWhole) => {
        places ??= placesIn(text);
        if (has(places.ids, fragment)) return { kind: 'found' };
        if (!isWhole || text.length > MOST || !places.isWritten) return { kind: 'unknown' };
        const decoded = decodePath(fragment);
        const folded = decoded.toLowerCase();
        const near = [...places.ids].find((id) => id.toLowerCase() === folded) ?? nearest(decoded, places.ids) ?? sameInOtherWords(decoded, places.ids);
        return { kind: 'missing', ...(near !== undefined && { near }) };
      },
    };
  }
}

/** GitHub and some others put `user-content-` before the ids of what their users write. */
const has = (ids: ReadonlySet<string>, fragment: string): boolean =>
  [fragment, decodePath(fragment)].some((one) => ids.has(one) || ids.has(`user-content-${one}`));

/**
 * The ids of a page. `isWritten` when it shows that its places are in its HTML and not made by a program: a heading that
 * has one, or a link to one of them.
 */
function placesIn(text: string): { readonly ids: ReadonlySet<string>; readonly isWritten: boolean } {
  const ids = new Set<string>();
  const linked: string[] = [];
  let hasHeading = false;
  scanHtml(text, { start: 0, end: text.length }, {
    element(element) {
      const anchors = anchorsOf(element);
      for (const { id } of anchors) ids.add(id);
      if (anchors.length > 0 && /^h[1-6]$/.test(element.name)) hasHeading = true;
      const href = element.name === 'a' ? attributeOf(element, 'href')?.value : undefined;
      if (href !== undefined && /^#./.test(href) && linked.length < 1_000) linked.push(href.slice(1));
    },
  });
  return { ids, isWritten: hasHeading || linked.some((one) => has(ids, one)) };
}

function decoderFor({ headers }: WebHead): InstanceType<typeof TextDecoder> {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  try { return new TextDecoder(charset); } catch { return new TextDecoder(); }
}
