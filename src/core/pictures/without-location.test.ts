import { gps, parse } from 'exifr';
import { describe, expect, test } from 'vitest';
import { isKnownPicture, withoutLocation } from './without-location.ts';

type Order = 'II' | 'MM';

const bytesOf = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const numberOf = (value: number, length: number, order: Order): number[] => {
  const bytes = Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
  return order === 'II' ? bytes : bytes.reverse();
};

/** Exif with a maker, an orientation and a software beside where it was taken: 38° 42' 12" N, 9° 8' 24" W. */
function exif(order: Order, options: { readonly gps?: boolean } = {}): number[] {
  const n = (value: number, length: number) => numberOf(value, length, order);
  const hasGps = options.gps !== false;
  const entries = (hasGps ? 4 : 3);
  const data = 8 + 2 + entries * 12 + 4;
  const [maker, software] = [bytesOf('Olympus\0'), bytesOf('Darktable 4\0')];
  const directory = data + maker.length + software.length;
  const entry = (tag: number, type: number, count: number, value: number[]) => [...n(tag, 2), ...n(type, 2), ...n(count, 4), ...value];
  const rational = (parts: readonly number[]) => parts.flatMap((part) => [...n(part, 4), ...n(1, 4)]);
  const places = directory + 2 + 4 * 12 + 4;
  return [
    ...bytesOf(order), ...n(42, 2), ...n(8, 4), ...n(entries, 2),
    ...entry(0x010f, 2, maker.length, n(data, 4)),
    ...entry(0x0112, 3, 1, [...n(6, 2), 0, 0]),
    ...entry(0x0131, 2, software.length, n(data + maker.length, 4)),
    ...(hasGps ? entry(0x8825, 4, 1, n(directory, 4)) : []),
    ...n(0, 4), ...maker, ...software,
    ...(hasGps ? [
      ...n(4, 2),
      ...entry(1, 2, 2, [...bytesOf('N\0'), 0, 0]), ...entry(2, 5, 3, n(places, 4)),
      ...entry(3, 2, 2, [...bytesOf('W\0'), 0, 0]), ...entry(4, 5, 3, n(places + 24, 4)),
      ...n(0, 4), ...rational([38, 42, 12]), ...rational([9, 8, 24]),
    ] : []),
  ];
}

const segment = (marker: number, body: readonly number[]): number[] => [0xff, marker, ...numberOf(body.length + 2, 2, 'MM'), ...body];
const app1 = (order: Order = 'MM', options = {}): number[] => segment(0xe1, [...bytesOf('Exif\0\0'), ...exif(order, options)]);
const IMAGE = [...segment(0xdb, Array.from({ length: 65 }, () => 1)), ...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3, 0xff, 0x00, 4, 0xff, 0xd9];
const jpeg = (...segments: readonly (readonly number[])[]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...IMAGE]);

const xmp = (inner: string): number[] => bytesOf(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${inner}</rdf:RDF></x:xmpmeta>`);
const XMP = bytesOf('http://ns.adobe.com/xap/1.0/\0');

describe('JPEG', () => {
  test.each<Order>(['II', 'MM'])('%s: loses its place and nothing else, as another reader has it', async (order) => {
    const before = jpeg(app1(order));
    expect((await gps(Buffer.from(before)))?.latitude).toBeCloseTo(38.703, 2);
    const after = withoutLocation(before) ?? before;
    expect(await gps(Buffer.from(after))).toBeUndefined();
    expect(await parse(Buffer.from(after))).toEqual({ Make: 'Olympus', Orientation: 'Rotate 90 CW', Software: 'Darktable 4' });
    expect(after.length).toBe(before.length);
    expect(after.slice(-IMAGE.length)).toEqual(Uint8Array.from(IMAGE));
    // Not even the numbers are left.
    expect(Buffer.from(after).includes(Buffer.from(numberOf(42, 4, order).concat(numberOf(1, 4, order))))).toBe(false);
    expect(withoutLocation(after)).toBeUndefined();
  });

  test('what tells no place is left alone', () => {
    expect(withoutLocation(jpeg(app1('MM', { gps: false })))).toBeUndefined();
    expect(withoutLocation(jpeg())).toBeUndefined();
  });

  test('in a picture inside of the picture, and in XMP', async () => {
    const inner = jpeg(app1('II'));
    const text = xmp('<rdf:Description exif:GPSLatitude="38,42.2N" exif:GPSLongitude=\'9,8W\' xmp:Rating="5"><exif:GPSAltitude>2/1</exif:GPSAltitude><dc:title>Lisbon</dc:title></rdf:Description>');
    const before = Uint8Array.from([...jpeg(app1('MM'), segment(0xe1, [...XMP, ...text])), ...inner]);
    const after = Buffer.from(withoutLocation(before) ?? before);
    expect(after.length).toBe(before.length);
    expect(await gps(after.subarray(before.length - inner.length))).toBeUndefined();
    const shown = after.toString('latin1');
    expect(shown).not.toMatch(/GPS|38,42|9,8W|2\/1/);
    expect(shown).toContain('xmp:Rating="5"');
    expect(shown).toContain('<dc:title>Lisbon</dc:title>');
  });
});

const crcTable = Array.from({ length: 256 }, (_, index) => { let crc = index; for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1; return crc >>> 0; });
const crcOf = (bytes: readonly number[]): number => (bytes.reduce((crc, byte) => ((crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)) >>> 0, 0xffffffff) ^ 0xffffffff) >>> 0;
const chunk = (type: string, body: readonly number[]): number[] => [...numberOf(body.length, 4, 'MM'), ...bytesOf(type), ...body, ...numberOf(crcOf([...bytesOf(type), ...body]), 4, 'MM')];

test('PNG, with its checksums', async () => {
  const head = chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const before = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...head, ...chunk('eXIf', exif('MM')), ...chunk('iTXt', [...bytesOf('XML:com.adobe.xmp\0\0\0\0\0'), ...xmp('<x exif:GPSLatitude="1"/>')]), ...chunk('IEND', [])]);
  expect((await gps(Buffer.from(before)))?.longitude).toBeCloseTo(-9.14, 2);
  const after = withoutLocation(before) ?? before;
  expect(await gps(Buffer.from(after))).toBeUndefined();
  for (let at = 8; at < after.length;) {
    const length = Buffer.from(after).readUInt32BE(at);
    expect(Buffer.from(after).readUInt32BE(at + 8 + length)).toBe(crcOf([...after.subarray(at + 4, at + 8 + length)]));
    at += 12 + length;
  }
});

test('WebP', () => {
  const body = exif('II');
  const before = Uint8Array.from([...bytesOf('RIFF'), ...numberOf(body.length + 12, 4, 'II'), ...bytesOf('WEBPEXIF'), ...numberOf(body.length, 4, 'II'), ...body]);
  const after = Buffer.from(withoutLocation(before) ?? before);
  expect([after.length, after.includes(Buffer.from(numberOf(0x8825, 2, 'II'))), after.includes('Olympus')]).toEqual([before.length, false, true]);
});

test('what is cut off, nonsense, or something else is left as it is, and takes no time', () => {
  const whole = jpeg(app1('MM'), segment(0xe1, [...XMP, ...xmp('<a:GPSx>')]));
  for (let end = 0; end < whole.length; end += 3) expect(() => withoutLocation(whole.slice(0, end))).not.toThrow();
  for (const [start, fill] of [[0xff, 0xff], [0x89, 0x00], [0x52, 0xff]] as const) expect(withoutLocation(new Uint8Array(200_000).fill(fill).fill(start, 0, 1))).toBeUndefined();
  expect([isKnownPicture(whole), isKnownPicture(Uint8Array.from(bytesOf('<svg xmlns="x"/>'))), isKnownPicture(Uint8Array.from(bytesOf('\0\0\0\x18ftypheic')))]).toEqual([true, true, false]);
});
