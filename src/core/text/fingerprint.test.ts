import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

/** The same with whole numbers. */
function plainly(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

test.each(['', 'a', 'foobar', 'Évora, 里斯本 🚋', '_posts/2026-01-02-lisbon.md\0broken-link\0/prto/'])('%j', (text) => expect(fingerprint(text)).toBe(plainly(text)));

// http://www.isthe.com/chongo/tech/comp/fnv/index.html gives the value for bytes; of ASCII it is the same.
test('as published', () => expect(fingerprint('foobar')).toBe('85944171f73967e8'));
