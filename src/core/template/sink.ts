import type { DerivedBuilder } from '../text/derived.ts';
import type { Range } from '../text/range.ts';

/**
 * Where evaluated text goes: into the document, into a variable, or - from an included file - into the document at the
 * place of the tag that included it.
 */
export interface Sink {
  /** A part of the template's own text. */
  copy(template: string, start: number, end: number, perhaps: boolean): void;
  /** Text that the tag at `range` of the template made. */
  make(text: string, range: Range, perhaps: boolean, via?: string): void;
}

export const documentSink = (builder: DerivedBuilder): Sink => ({
  copy: (template, start, end, perhaps) => builder.copy(template, start, end, perhaps),
  make: (text, range, perhaps, via) => builder.make(text, range, { perhaps, ...(via !== undefined && { via }) }),
});

/** Collects plain text: what `capture` puts into a variable. */
export function textSink(): Sink & { text(): string } {
  const parts: string[] = [];
  return {
    copy: (template, start, end) => { parts.push(template.slice(start, end)); },
    make: (text) => { parts.push(text); },
    text: () => parts.join(''),
  };
}

/** Keeps what it is given: as plain text for a look at it, and to be put out after all. */
export function recordingSink(): Sink & { text(): string; replay(sink: Sink): void } {
  const plain = textSink();
  const calls: ((sink: Sink) => void)[] = [];
  const record = (call: (sink: Sink) => void) => {
    calls.push(call);
    call(plain);
  };
  return {
    copy: (template, start, end, perhaps) => record((sink) => sink.copy(template, start, end, perhaps)),
    make: (text, range, perhaps, via) => record((sink) => sink.make(text, range, perhaps, via)),
    text: plain.text,
    replay: (sink) => { for (const call of calls) call(sink); },
  };
}

/** Hands everything on as made by the tag at `range`, in as few pieces as its certainty allows. `end` hands on the rest. */
export function includedSink(outer: Sink, range: Range, via: string): Sink & { end(): void } {
  let parts: string[] = [];
  let maybe = false;
  const end = () => {
    if (parts.length > 0) outer.make(parts.join(''), range, maybe, via);
    parts = [];
  };
  const add = (text: string, perhaps: boolean) => {
    if (text === '') return;
    if (perhaps !== maybe) end();
    maybe = perhaps;
    parts.push(text);
  };
  return {
    copy: (template, start, stop, perhaps) => add(template.slice(start, stop), perhaps),
    make: (text, _range, perhaps) => add(text, perhaps),
    end,
  };
}
