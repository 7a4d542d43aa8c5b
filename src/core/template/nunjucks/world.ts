import type { Range } from '../../text/range.ts';
import type { TemplateFilter } from '../filter.ts';
import type { TemplateTag, UnknownTag } from '../tag.ts';
import type { TemplateMapping } from '../value.ts';

/** What a generator tells of itself, so that a post's Nunjucks can be understood without running anything. */
export interface NunjucksWorld {
  /** A value that is exactly `UNKNOWN` is not known; `lookupValue(...)` is one that other posts decide. */
  readonly variables: TemplateMapping;
  /** Filters beside Nunjucks' own, or instead of them. */
  readonly filters?: Readonly<Record<string, TemplateFilter>>;
  /** Functions that templates can call: `{{ url_for('/x') }}`. The first argument is the filter's input. */
  readonly functions?: Readonly<Record<string, TemplateFilter>>;
  /** Filters that can be applied to a lookup's answer later on: they are recorded in its `then`. */
  readonly deferrable?: ReadonlySet<string>;
  /** Tags beside Nunjucks' own, or instead of them: `include` is one that only the generator can do. Give the same object for every post. */
  readonly tags?: Readonly<Record<string, NunjucksTag>>;
  /** What happens at a tag nobody knows. The build stops, if not given. */
  unknownTag?(name: string): UnknownTag;
  /** What happens at a filter or a function nobody knows: the build stops, or nobody can say. It stops, if not given. */
  readonly unknownName?: 'problem' | 'unknown';
  /** Whether `{{ "<" }}` is put out as `&lt;`: Nunjucks' own default. */
  readonly autoescape: boolean;
  /** Stretches that are no template: fenced code, where the generator takes it out before. In order. */
  readonly protected?: readonly Range[];
}

export type NunjucksTag = TemplateTag<'nunjucks'>;
