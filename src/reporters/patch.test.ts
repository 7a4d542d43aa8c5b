import { expect, test } from 'vitest';
import { patch } from './patch.ts';
import { plainStyle } from './reporter.ts';

const TEXT = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\x1b[2Jold\r\n+new\r\n';
const drawn = { ...plainStyle, strong: (text: string) => `*${text}*`, dim: (text: string) => `(${text})`, added: (text: string) => `A${text}`, removed: (text: string) => `R${text}` };

test('tells lines apart on a terminal, and shows what it would obey', () => {
  expect(patch({ ...drawn, columns: 80 })(TEXT)).toBe('*--- a/x*\n*+++ b/x*\n(@@ -1 +1 @@)\nR-\\x1b[2Jold\nA+new\n');
});

test('leaves a patch for programs as it is', () => expect(patch(drawn)(TEXT)).toBe(TEXT));
