import { Lines } from './range.ts';

/** A text that is not what it should be, and where. */
export class ParseError extends Error {
  override name = 'ParseError';
  /** Into the text that was parsed. */
  readonly offset: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, offset: number) {
    super(message);
    this.offset = Math.max(0, Math.min(offset, text.length));
    const { line, column } = new Lines(text).positionAt(this.offset);
    this.line = line;
    this.column = column;
  }
}
