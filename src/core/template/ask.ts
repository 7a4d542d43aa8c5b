import type { Lookup } from '../text/derived.ts';
import { LOOKUP_CLOSE, LOOKUP_OPEN, UNKNOWN } from '../text/derived.ts';
import type { Range } from '../text/range.ts';
import { boundsOf, isList, lookupValue, requestOf, soleMark, type LookupRequest, type TemplateValue } from './value.ts';

/** Keeps the questions to the site that came up, and writes their marks. */
export class Asked {
  readonly #lookups: Lookup[] = [];
  readonly #marks = new Map<string, string>();

  get lookups(): readonly Lookup[] { return this.#lookups; }

  /** The mark for a question. The same question at the same place is asked once. */
  mark(request: LookupRequest, range: Range, perhaps: boolean): string {
    const { kind, argument, then = [] } = request;
    const key = [range.start, perhaps, kind, argument, ...then].join('\n');
    const known = this.#marks.get(key);
    if (known) return known;
    const mark = `${LOOKUP_OPEN}${this.#lookups.length}${LOOKUP_CLOSE}`;
    this.#lookups.push({ kind, argument, then, range, ...(perhaps && { perhaps }) });
    this.#marks.set(key, mark);
    return mark;
  }

  /**
   * The same question with one more filter for its answer; `undefined` where the value is no question. A text that is a
   * mark and nothing else is one as well: what `capture` made of a tag.
   */
  deferred(value: TemplateValue, filter: string): TemplateValue | undefined {
    const request = requestOf(value);
    if (request) return lookupValue({ ...request, then: [...request.then ?? [], filter] });
    const index = typeof value === 'string' ? soleMark(value) : undefined;
    const known = index === undefined ? undefined : this.#lookups[index];
    return known && this.mark({ ...known, then: [...known.then, filter] }, known.range, known.perhaps ?? false);
  }

  /** A value as text, as Liquid and Nunjucks print it where they agree. */
  text(value: TemplateValue, range: Range, perhaps: boolean): string {
    if (typeof value === 'string') return value;
    if (value === null) return '';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    const request = requestOf(value);
    if (request) return this.mark(request, range, perhaps);
    const bounds = boundsOf(value);
    if (bounds) return `${bounds.from}..${bounds.to}`;
    return isList(value) ? value.map((item) => this.text(item, range, perhaps)).join('') : UNKNOWN;
  }
}
