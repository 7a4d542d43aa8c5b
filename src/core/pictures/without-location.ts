/**
 * A picture without the place it was taken at: GPS data in Exif and XMP of JPEG, PNG and WebP. Every other byte stays, so
 * that orientation, colours and copyright are kept. `undefined` for what has none. Which is told by the bytes, not the name.
 * https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf (Exif 2.32), ISO 16684-1 (XMP)
 */
export function withoutLocation(bytes: Uint8Array): Uint8Array | undefined {
  const copy = bytes.slice();
  const changed = [...metadataIn(copy)].map((part) => clean(copy, part)).some(Boolean);
  return changed ? copy : undefined;
}

/** Whether the metadata of a file of this kind is known here. HEIC and AVIF are not. */
export const isKnownPicture = (bytes: Uint8Array): boolean => kindOf(bytes) !== undefined;

type Kind = 'jpeg' | 'png' | 'webp' | 'plain';

function kindOf(bytes: Uint8Array): Kind | undefined {
  if (isAt(bytes, 0, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (isAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47])) return 'png';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp';
  return textAt(bytes, 0, 4) === 'GIF8' || /^\s*<(?:\?xml|svg|!--|!doctype svg)/i.test(textAt(bytes, 0, 64)) ? 'plain' : undefined;
}

/** A stretch of metadata, and where the checksum over it begins and stands, in PNG. */
interface Metadata {
  readonly kind: 'exif' | 'xmp';
  readonly start: number;
  readonly end: number;
  readonly checksum?: { readonly from: number; readonly at: number };
}

function metadataIn(bytes: Uint8Array): Iterable<Metadata> {
  switch (kindOf(bytes)) {
    case 'jpeg': return inJpeg(bytes);
    case 'png': return inPng(bytes);
    case 'webp': return inWebp(bytes);
    default: return [];
  }
}

const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';

/** Every APP1 segment, those of pictures inside of the picture too: image data never holds the bytes `FF E1`. */
function* inJpeg(bytes: Uint8Array): Iterable<Metadata> {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 10 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] !== 0xe1) continue;
    const end = Math.min(bytes.length, at + 2 + number(bytes, at + 2, 2, false));
    const body = at + 4;
    if (textAt(bytes, body, 6) === 'Exif\0\0') yield { kind: 'exif', start: body + 6, end };
    else if ([XMP, EXTENDED_XMP].some((mark) => textAt(bytes, body, mark.length) === mark)) yield { kind: 'xmp', start: body, end };
  }
}

function* inPng(bytes: Uint8Array): Iterable<Metadata> {
  for (let at = 8; at + 12 <= bytes.length;) {
    const start = at + 8;
    const end = start + number(bytes, at, 4, false);
    if (end + 4 > bytes.length) return;
    const type = textAt(bytes, at + 4, 4);
    const checksum = { from: at + 4, at: end };
    if (type === 'eXIf') yield { kind: 'exif', start, end, checksum };
    if (type === 'iTXt' && textAt(bytes, start, 19) === 'XML:com.adobe.xmp\0\0') yield { kind: 'xmp', start, end, checksum };
    at = end + 4;
  }
}

function* inWebp(bytes: Uint8Array): Iterable<Metadata> {
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = textAt(bytes, at, 4);
    const size = number(bytes, at + 4, 4, true);
    const start = at + 8;
    const end = Math.min(bytes.length, start + size);
    if (type === 'EXIF') yield { kind: 'exif', start: textAt(bytes, start, 6) === 'Exif\0\0' ? start + 6 : start, end };
    if (type === 'XMP ') yield { kind: 'xmp', start, end };
    at = start + size + (size % 2);
  }
}

function clean(bytes: Uint8Array, part: Metadata): boolean {
  const changed = part.kind === 'exif' ? cleanExif(bytes, part) : cleanXmp(bytes, part);
  if (changed && part.checksum) put(bytes, part.checksum.at, 4, false, crc32(bytes.subarray(part.checksum.from, part.checksum.at)));
  return changed;
}

const GPS_POINTER = 0x8825;

/** In bytes, of the types of a directory's values. */
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Takes the pointer to the GPS directory out of the first one, and blanks what it pointed to. */
function cleanExif(bytes: Uint8Array, { start, end }: Metadata): boolean {
  const tiff = bytes.subarray(start, end);
  const order = textAt(tiff, 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 14) return false;
  const little = order === 'II';
  const directory = number(tiff, 4, 4, little);
  const count = directory + 2 <= tiff.length ? number(tiff, directory, 2, little) : 0;
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    const after = directory + 2 + count * 12;
    if (after + 4 > tiff.length || number(tiff, entry, 2, little) !== GPS_POINTER) continue;
    blankDirectory(tiff, number(tiff, entry + 8, 4, little), little);
    // The entries behind it move up, with what points to the next directory; the last place is left blank.
    tiff.copyWithin(entry, entry + 12, after + 4);
    tiff.fill(0, after + 4 - 12, after + 4);
    put(tiff, directory, 2, little, count - 1);
    return true;
  }
  return false;
}

function blankDirectory(tiff: Uint8Array, at: number, little: boolean): void {
  if (at < 8 || at + 2 > tiff.length) return;
  const count = Math.min(number(tiff, at, 2, little), 64);
  for (let entry = at + 2; entry + 12 <= Math.min(tiff.length, at + 2 + count * 12); entry += 12) {
    const size = (SIZES[number(tiff, entry + 2, 2, little)] ?? 0) * number(tiff, entry + 4, 4, little);
    const value = number(tiff, entry + 8, 4, little);
    if (size > 4 && value + size <= tiff.length) tiff.fill(0, value, value + size);
  }
  tiff.fill(0, at, Math.min(tiff.length, at + 2 + count * 12));
}

/** What says where, as attributes and as elements. */
const XMP_LOCATION = /[\w-]+:GPS\w+\s*=\s*(?:"[^"]*"|'[^']*')|<([\w-]+:GPS\w+)(?:\s[^<>]*)?(?:\/>|>[^]*?<\/\1\s*>)/g;

/** Blanks are white space to XML; so nothing moves. */
function cleanXmp(bytes: Uint8Array, { start, end }: Metadata): boolean {
  const text = textAt(bytes, start, end - start);
  let changed = false;
  for (const found of text.matchAll(XMP_LOCATION)) {
    bytes.fill(0x20, start + found.index, start + found.index + found[0].length);
    changed = true;
  }
  return changed;
}

const isAt = (bytes: Uint8Array, at: number, expected: readonly number[]): boolean => expected.every((byte, index) => bytes[at + index] === byte);

/** Byte for byte, a letter each. */
function textAt(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  for (let from = at; from < Math.min(bytes.length, at + length); from += 8_192) {
    text += String.fromCharCode(...bytes.subarray(from, Math.min(from + 8_192, at + length, bytes.length)));
  }
  return text;
}

function number(bytes: Uint8Array, at: number, length: number, little: boolean): number {
  let value = 0;
  for (let index = 0; index < length; index++) value = value * 256 + (bytes[at + (little ? length - 1 - index : index)] ?? 0);
  return value;
}

function put(bytes: Uint8Array, at: number, length: number, little: boolean, value: number): void {
  for (let index = 0; index < length; index++) bytes[at + (little ? index : length - 1 - index)] = Math.floor(value / 256 ** index) % 256;
}

/** https://www.w3.org/TR/png-3/#D-CRCAppendix */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
