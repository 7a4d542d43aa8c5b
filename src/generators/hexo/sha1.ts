/** SHA-1 in hex, which `:hash` in a permalink is cut from. https://www.rfc-editor.org/rfc/rfc3174 */
export function sha1(text: string): string {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const view = padded(new TextEncoder().encode(text));
  for (let block = 0; block < view.byteLength; block += 64) mix(state, view, block);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

function padded(bytes: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, i) => view.setUint8(i, byte));
  view.setUint8(bytes.length, 0x80);
  view.setUint32(view.byteLength - 4, bytes.length * 8);
  return view;
}

function mix(state: Uint32Array, view: DataView, block: number): void {
  const words = Array.from({ length: 80 }, (_, i) => (i < 16 ? view.getUint32(block + i * 4) : 0));
  const word = (i: number): number => words[i] ?? 0;
  for (let i = 16; i < 80; i += 1) words[i] = rotated(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1);

  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let i = 0; i < 80; i += 1) {
    const next = (rotated(a, 5) + choice(i, b, c, d) + e + (ROUNDS[Math.floor(i / 20)] ?? 0) + word(i)) >>> 0;
    [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((value, i) => { state[i] = (state[i] ?? 0) + value; });
}

const ROUNDS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function choice(i: number, b: number, c: number, d: number): number {
  if (i < 20) return (b & c) | (~b & d);
  return i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

const rotated = (word: number, by: number): number => ((word << by) | (word >>> (32 - by))) >>> 0;
