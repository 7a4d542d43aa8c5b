import type { Value } from '../site/document.ts';

/**
 * Writes data as few bytes, in parts: whole numbers with seven bits in each byte, and all strings of a part in one run of
 * text. One writer is used for many parts, since making buffers takes longer than filling them.
 */
export class BytesWriter {
  #numbers = Buffer.alloc(4096);
  #length = 0;
  #texts: string[] = [];
  #parts = Buffer.alloc(65_536);
  #end = 0;

  /** A whole number from 0 to 2^53. */
  number(value: number): void {
    if (this.#length + 8 > this.#numbers.length) this.#numbers = grown(this.#numbers, this.#numbers.length * 2);
    let rest = value;
    while (rest > 127) {
      this.#numbers[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#numbers[this.#length++] = rest;
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.number(value < 0 ? -value * 2 - 1 : value * 2);
  }

  string(text: string): void {
    this.number(text.length);
    if (text !== '') this.#texts.push(text);
  }

  /** A value of front matter, also one that holds another twice, as YAML's anchors make them. */
  value(value: Value): void {
    this.#value(value, new Map());
  }

  /** Ends a part, and says where it begins in what `take` will answer. */
  end(): number {
    const start = this.#end;
    const text = this.#texts.join('');
    const isNarrow = NARROW.test(text);
    const size = isNarrow ? text.length : text.length * 2;
    const end = start + HEAD + size + this.#length;
    if (end > this.#parts.length) this.#parts = grown(this.#parts, Math.max(end, this.#parts.length * 2));
    const parts = this.#parts;
    parts.writeUInt32LE(text.length, start);
    parts.writeUInt32LE(this.#length, start + 4);
    parts[start + 8] = isNarrow ? 1 : 2;
    parts.write(text, start + HEAD, size, isNarrow ? 'latin1' : 'utf16le');
    this.#numbers.copy(parts, start + HEAD + size, 0, this.#length);
    this.#end = end;
    this.#length = 0;
    this.#texts = [];
    return start;
  }

  /** All parts since the last time, one after the other. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#end);
    bytes.set(this.#parts.subarray(0, this.#end));
    this.#end = 0;
    // One huge post does not keep its memory.
    if (this.#parts.length > MOST_KEPT) this.#parts = Buffer.alloc(65_536);
    if (this.#numbers.length > MOST_KEPT) this.#numbers = Buffer.alloc(4096);
    return bytes;
  }

  #value(value: Value, known: Map<object, number>): void {
    switch (typeof value) {
      case 'boolean': return this.number(value ? Tag.true : Tag.false);
      case 'string': this.number(Tag.string); return this.string(value);
      case 'number': return this.#anyNumber(value);
      case 'object': return value === null ? this.number(Tag.null) : this.#object(value, known);
      default: throw new TypeError(`A ${typeof value} is no value of front matter.`);
    }
  }

  #anyNumber(value: number): void {
    if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) {
      this.number(Tag.whole);
      this.number(value);
    } else {
      this.number(Tag.number);
      this.string(Object.is(value, -0) ? '-0' : String(value));
    }
  }

  #object(value: Exclude<Value, string | number | boolean | null>, known: Map<object, number>): void {
    const before = known.get(value);
    if (before !== undefined) {
      this.number(Tag.again);
      return this.number(before);
    }
    known.set(value, known.size);
    if (isList(value)) {
      this.number(Tag.list);
      this.number(value.length);
      for (const item of value) this.#value(item, known);
      return;
    }
    this.number(Object.getPrototypeOf(value) === null ? Tag.bare : Tag.object);
    const entries = Object.entries(value);
    this.number(entries.length);
    for (const [key, item] of entries) {
      this.string(key);
      this.#value(item, known);
    }
  }
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);

/** Reads what a `BytesWriter` took, in the order in which it was written. Throws a `RangeError` where it is something else. */
export class BytesReader {
  readonly #bytes: Buffer;
  readonly #isNarrow: boolean;
  readonly #textEnd: number;
  /** The whole text, of which strings are slices; `undefined` where each is made by itself, so that it keeps nothing else in memory. */
  readonly #text: string | undefined;
  #at: number;
  #textAt: number;

  /** `apart`: strings will be kept while the rest is dropped. */
  constructor(bytes: Buffer, start: number, apart = false) {
    if (start + HEAD > bytes.length) throw new RangeError('The bytes are cut off.');
    const length = bytes.readUInt32LE(start);
    this.#isNarrow = bytes[start + 8] === 1;
    this.#textEnd = start + HEAD + (this.#isNarrow ? length : length * 2);
    if (this.#textEnd > bytes.length) throw new RangeError('The text is cut off.');
    this.#bytes = bytes;
    this.#at = this.#textEnd;
    this.#textAt = apart ? start + HEAD : 0;
    this.#text = apart ? undefined : this.#slice(start + HEAD, this.#textEnd);
  }

  number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++];
    if (byte !== undefined && byte < 128) return byte;
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (byte === undefined || scale > 2 ** 56) throw new RangeError('The numbers are cut off.');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      byte = bytes[this.#at++];
    }
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  string(): string {
    const length = this.number();
    if (length === 0) return '';
    const start = this.#textAt;
    if (this.#text !== undefined) {
      this.#textAt += length;
      if (this.#textAt > this.#text.length) throw new RangeError('The text is cut off.');
      return this.#text.substring(start, this.#textAt);
    }
    this.#textAt += this.#isNarrow ? length : length * 2;
    if (this.#textAt > this.#textEnd) throw new RangeError('The text is cut off.');
    return this.#slice(start, this.#textAt);
  }

  value(): Value {
    return this.#value([]);
  }

  #slice(start: number, end: number): string {
    return this.#isNarrow ? this.#bytes.toString('latin1', start, end) : this.#bytes.toString('utf16le', start, end);
  }

  #value(known: Value[]): Value {
    const tag = this.number();
    switch (tag) {
      case Tag.null: return null;
      case Tag.false: return false;
      case Tag.true: return true;
      case Tag.string: return this.string();
      case Tag.whole: return this.number();
      case Tag.number: return Number(this.string());
      case Tag.list: return this.#list(known);
      case Tag.object: return this.#object({}, known);
      case Tag.bare: return this.#object(Object.create(null), known);
      case Tag.again: return known[this.number()] ?? null;
      default: throw new RangeError(`No value begins with ${tag}.`);
    }
  }

  #list(known: Value[]): Value {
    const list: Value[] = [];
    known.push(list);
    for (let left = this.number(); left > 0; left--) list.push(this.#value(known));
    return list;
  }

  #object(object: Record<string, Value>, known: Value[]): Value {
    known.push(object);
    for (let left = this.number(); left > 0; left--) {
      const key = this.string();
      const value = this.#value(known);
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      else object[key] = value;
    }
    return object;
  }
}

const MOST_KEPT = 4_000_000;

const grown = (buffer: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> => Buffer.concat([buffer], size);

/** Where the part behind the one at `start` begins. */
export function nextPart(bytes: Buffer, start: number): number {
  const length = bytes.readUInt32LE(start);
  return start + HEAD + (bytes[start + 8] === 1 ? length : length * 2) + bytes.readUInt32LE(start + 4);
}

/** Bytes before the text: its length, that of the numbers behind it, and how many bytes each of its letters takes. */
const HEAD = 9;

/** One byte is enough for each letter. */
// eslint-disable-next-line no-control-regex
const NARROW = /^[\u0000-\u00ff]*$/;

/** What a packed value begins with. */
const Tag = { null: 1, false: 2, true: 3, string: 4, whole: 5, number: 6, list: 7, object: 8, bare: 9, again: 10 } as const;
