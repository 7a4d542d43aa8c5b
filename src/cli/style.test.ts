import { expect, test } from 'vitest';
import { styleFor } from './style.ts';

const terminal = { columns: 80, interactive: true, colour: 1, hyperlinks: true } as const;

test('a link is an OSC 8 sequence that no address can end early', () => {
  expect(styleFor(terminal).link('x.md', 'file:///blog/é\x1b\\x.md')).toBe('\x1b]8;;file:///blog/%C3%A9%1B\\x.md\x1b\\x.md\x1b]8;;\x1b\\');
});

test.each([
  ['a terminal that knows no links', styleFor({ ...terminal, hyperlinks: false })],
  ['--no-color', styleFor(terminal, false)],
])('%s shows the text alone', (_, style) => expect(style.link('x.md', 'file:///x.md')).toBe('x.md'));
