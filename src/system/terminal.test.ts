import { describe, expect, test } from 'vitest';
import { terminalOf } from './terminal.ts';
import { wordsOf } from './words.ts';

const at = (env: Record<string, string>, parts: { in?: boolean; out?: boolean } = {}) => {
  const { columns, interactive, colour } = terminalOf({
    stdin: { isTTY: parts.in ?? true }, stdout: { isTTY: parts.out ?? true, columns: 100 }, stderr: {}, env: { TERM: 'xterm-256color', ...env },
  });
  return [columns, interactive, colour];
};

test.each([
  ['a person', at({}), [100, true, 2]],
  ['true colour', at({ COLORTERM: 'truecolor' }), [100, true, 3]],
  ['few colours', at({ TERM: 'xterm' }), [100, true, 1]],
  ['a dumb terminal', at({ TERM: 'dumb' }), [100, false, 0]],
  ['NO_COLOR', at({ NO_COLOR: '1' }), [100, true, 0]],
  ['an empty NO_COLOR is none', at({ NO_COLOR: '' }), [100, true, 2]],
  ['FORCE_COLOR wins', at({ NO_COLOR: '1', FORCE_COLOR: '3' }), [100, true, 3]],
  ['FORCE_COLOR=0', at({ FORCE_COLOR: '0' }), [100, true, 0]],
  ['CI', at({ CI: 'true' }), [100, false, 2]],
  ['a pipe', at({}, { out: false }), [undefined, false, 0]],
  ['a pipe in colour', at({ FORCE_COLOR: '' }, { out: false }), [undefined, false, 1]],
  ['a pipe into it', at({}, { in: false }), [100, false, 2]],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test.each([
  ['a terminal that does not say who it is', {}, false],
  ['kitty', { TERM: 'xterm-kitty' }, true],
  ['GNOME Terminal', { VTE_VERSION: '7200' }, true],
  ['the version that crashed', { VTE_VERSION: '5000' }, false],
  ['Windows Terminal', { WT_SESSION: 'b1' }, true],
  ['VS Code', { TERM_PROGRAM: 'vscode' }, true],
  ["Apple's Terminal", { TERM_PROGRAM: 'Apple_Terminal' }, false],
  ['kitty around tmux', { KITTY_WINDOW_ID: '1', TMUX: '/tmp/x' }, false],
  ['CI', { TERM_PROGRAM: 'vscode', CI: 'true' }, false],
  ['a person who knows', { FORCE_HYPERLINK: '1', TMUX: '/tmp/x' }, true],
  ['a person who does not want it', { FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' }, false],
])('links in %s', (_, env: Record<string, string>, expected) => {
  const parts = { stdin: {}, stderr: {}, env: { TERM: 'xterm-256color', ...env } };
  expect(terminalOf({ ...parts, stdout: { isTTY: true } }).hyperlinks).toBe(expected);
  expect(terminalOf({ ...parts, stdout: {} }).hyperlinks).toBe('FORCE_HYPERLINK' in env && expected);
});

test.each([
  ['a terminal', {}, true, 70],
  ['a CI', { CI: 'true' }, true, undefined],
  ['a dumb terminal', { TERM: 'dumb' }, true, undefined],
  ['a file', {}, false, undefined],
])('progress at %s', (_, env, isTTY, expected) =>
  expect(terminalOf({ stdin: {}, stdout: {}, stderr: { isTTY, columns: 70 }, env }).progress).toBe(expected));

describe('wordsOf', () => {
  test.each([
    ['vim', ['vim']],
    ['  code   --wait ', ['code', '--wait']],
    ['"/opt/my editor/code" --wait', ['/opt/my editor/code', '--wait']],
    ["emacs -e '(a \"b\")'", ['emacs', '-e', '(a "b")']],
    ['/opt/my\\ editor/x', ['/opt/my editor/x']],
    ['C:\\tools\\vim.exe', ['C:\\tools\\vim.exe']],
    ['a"b c"d', ['ab cd']],
    ['"open', ['open']],
    ['vim; rm -rf $HOME', ['vim;', 'rm', '-rf', '$HOME']],
    ['', []],
  ])('%s', (command, words) => expect(wordsOf(command)).toEqual(words));
});

test.each([
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{}, false],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'de_DE.UTF-8', TERM: 'dumb' }, false],
  [{ WT_SESSION: 'b1' }, true],
])('%j shows more than ASCII: %s', (env: Record<string, string>, expected) =>
  expect(terminalOf({ stdin: {}, stdout: {}, stderr: {}, env }).unicode).toBe(expected));
