import type { Range } from './range.ts';

/** One stretch of a text, and what is to stand there instead. `start === end` puts something in. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * The text with all edits made; what they do not name stays as it is, to the byte. Ranges are into the text given. Edits
 * that say the same twice count once. Throws where two overlap otherwise: whoever asks for both has not decided.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  let before: Edit | undefined;
  for (const edit of [...edits].sort(byPlace)) {
    if (before && isSame(before, edit)) continue;
    if (edit.range.start < at || edit.range.end > text.length) throw new RangeError(`Two edits overlap at ${edit.range.start}.`);
    parts.push(text.slice(at, edit.range.start), edit.text);
    at = edit.range.end;
    before = edit;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Whether `applyEdits` would take all of them. */
export function areCompatible(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort(byPlace);
  return sorted.every((edit, index) => {
    const before = sorted[index - 1];
    return !before || isSame(before, edit) || before.range.end <= edit.range.start;
  });
}

const byPlace = (a: Edit, b: Edit): number => a.range.start - b.range.start || a.range.end - b.range.end;

const isSame = (a: Edit, b: Edit): boolean => byPlace(a, b) === 0 && a.text === b.text && a.range.start < a.range.end;
