import type { Terminal } from '../core/system.ts';

/** What stands at the other end: a person, a file, a pipe. */
export function terminalOf({ stdin, stdout, stderr, env }: TerminalParts): Terminal {
  const isTerminal = stdout.isTTY === true;
  const isQuiet = env['TERM'] === 'dumb' || isSet(env['CI']);
  return {
    get columns() { return isTerminal ? stdout.columns || undefined : undefined; },
    interactive: isTerminal && stdin.isTTY === true && !isQuiet,
    colour: forcedColour(env) ?? (isTerminal ? colourOf(env) : 0),
    hyperlinks: forcedLinks(env) ?? (isTerminal && env['TERM'] !== 'dumb' && knowsLinks(env)),
    unicode: speaksUnicode(env),
    get progress() { return stderr.isTTY === true && !isQuiet ? stderr.columns || undefined : undefined; },
  };
}

export interface TerminalParts {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Colour = Terminal['colour'];

/** As Node reads them: `FORCE_COLOR` wins over https://no-color.org, and both over what the terminal is. */
function forcedColour(env: TerminalParts['env']): Colour | undefined {
  const forced = env['FORCE_COLOR'] ?? (isSet(env['CLICOLOR_FORCE']) ? '1' : undefined);
  if (forced !== undefined) return LEVELS.get(forced.toLowerCase()) ?? 1;
  return env['NO_COLOR'] ? 0 : undefined;
}

const LEVELS: ReadonlyMap<string, Colour> = new Map([
  ['0', 0], ['false', 0], ['', 1], ['1', 1], ['true', 1], ['2', 2], ['3', 3],
]);

function colourOf(env: TerminalParts['env']): Colour {
  const name = env['TERM'] ?? '';
  if (name === 'dumb') return 0;
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit') return 3;
  return name.includes('256') ? 2 : 1;
}

/** As the `supports-hyperlinks` package and others read it. */
function forcedLinks(env: TerminalParts['env']): boolean | undefined {
  const forced = env['FORCE_HYPERLINK'];
  return forced === undefined ? undefined : forced !== '0' && forced !== 'false';
}

/**
 * Terminals that say who they are and are known to make links of OSC 8. Inside of tmux or screen it cannot be told which one
 * is around. https://github.com/Alhadis/OSC8-Adoption
 */
function knowsLinks(env: TerminalParts['env']): boolean {
  if (isSet(env['TMUX']) || isSet(env['STY']) || isSet(env['CI'])) return false;
  // 0.50.0 of the library behind GNOME's and other terminals crashed at the first link.
  if (isSet(env['VTE_VERSION'])) return Number(env['VTE_VERSION']) > 5000;
  if (isSet(env['WT_SESSION']) || isSet(env['KITTY_WINDOW_ID']) || isSet(env['KONSOLE_VERSION']) || isSet(env['DOMTERM'])) return true;
  if (/^(?:alacritty|foot|xterm-kitty|xterm-ghostty|contour|wezterm)\b/.test(env['TERM'] ?? '')) return true;
  return LINKING.has(env['TERM_PROGRAM'] ?? '');
}

const LINKING: ReadonlySet<string> = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'mintty', 'Hyper', 'Tabby', 'rio', 'WarpTerminal', 'zed']);

/** The first of these that is set names the character encoding. Terminals of Windows that say who they are have it too. */
function speaksUnicode(env: TerminalParts['env']): boolean {
  if (env['TERM'] === 'dumb') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '') ?? '';
  return /utf-?8/i.test(locale) || isSet(env['WT_SESSION']) || env['TERM_PROGRAM'] === 'vscode' || env['TERM_PROGRAM'] === 'Apple_Terminal';
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0' && value !== 'false';
