import type { Range } from '../text/range.ts';
import type { LookupRequest, TemplateMapping, TemplateValue } from './value.ts';

/**
 * A tag that the generator brings: `{% post_url x %}`, or a block: `{% highlight ruby %}…{% endhighlight %}`. What is in
 * a block is a template of the same language, or `raw`: not to be read.
 */
export type TemplateTag<Language extends string> =
  | { readonly kind: 'tag'; render(call: TagCall): TagResult }
  | {
    readonly kind: 'block';
    /** What closes it, where that is not `end` and its name. */
    readonly end?: string;
    readonly body: Language | 'raw';
    /** `body` is what is in it, evaluated. */
    render(call: TagCall, body: string): TagResult | WrapResult;
  };

export interface TagCall {
  readonly name: string;
  /** What is written after the name: `2020-01-02-hello`. */
  readonly markup: string;
  /** The whole tag - of a block, from its first to its last - in the post. */
  readonly range: Range;
  /** An expression's value here and now: `page.title`. */
  evaluate(expression: string): TemplateValue;
  /** What a template inside of the markup makes: `{{ file }}.html`. */
  render(template: string): string;
  text(value: TemplateValue): string;
}

export type TagResult =
  /** May carry `UNKNOWN`. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lookup'; readonly lookup: LookupRequest }
  /** The build stops. The tag stays in the text as it is. */
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'unknown' }
  /** Another file's text, evaluated here. */
  | IncludeResult;

/** A block that puts something around its body and leaves it as it is. */
export interface WrapResult { readonly kind: 'wrap'; readonly before: string; readonly after: string }

export interface IncludeResult {
  readonly kind: 'include';
  readonly template: string;
  /** What only this file sees: `{ include: { src: '/x.png' } }`. */
  readonly variables: TemplateMapping;
  /** It sees nothing of the post's own variables. */
  readonly apart?: true;
}

/** What happens at a tag nobody knows. */
export type UnknownTag =
  /** The build stops. `message` is a sentence; there is one for everybody if it is left out. */
  | { readonly kind: 'problem'; readonly message?: string }
  /** Something a plugin may know: whatever it puts out is unknown. Its `end…` tag, if there is one, makes it a block. */
  | { readonly kind: 'unknown' }
  /** It stays in the text as it is. */
  | { readonly kind: 'literal' };
