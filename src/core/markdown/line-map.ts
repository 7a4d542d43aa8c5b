/** From an offset of a text to the offset of the text it was taken from. */
export type OffsetMap = (offset: number) => number;

/**
 * A block in a quotation or a list is what its lines hold after their `> `. Finds where each offset of such a text
 * stands in `source[start, end)`. `added` characters at the beginning of each line are not there.
 */
export function lineMap(value: string, source: string, start: number, end: number, added = 0): OffsetMap {
  const starts: number[] = [];
  const origins: number[] = [];
  let line = start;
  for (let at = 0; at <= value.length;) {
    const stop = endOfLine(value, at, value.length);
    const sourceStop = endOfLine(source, line, end);
    starts.push(at);
    origins.push(Math.max(line, sourceStop - (stop - at - added)));
    line = Math.min(sourceStop + 1, end);
    at = stop + 1;
  }
  return (offset) => {
    const index = indexBefore(starts, offset);
    return Math.min(end, (origins[index] ?? start) + Math.max(0, offset - (starts[index] ?? 0) - added));
  };
}

function endOfLine(text: string, at: number, end: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 || newline > end ? end : newline;
}

function indexBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
