/** What the commands that build this blog say, in files that hosts and CI read. */
export interface BuildCommand {
  readonly drafts: boolean;
  readonly future: boolean;
  readonly expired: boolean;
  /** As written after `-b`; it may be a variable. */
  readonly baseUrl?: string;
  readonly environment?: string;
  readonly config: readonly string[];
  readonly theme?: string;
}

/** Files that may hold the command, in the order they are believed. */
export const COMMAND_FILES = [
  'netlify.toml', 'vercel.json', 'render.yaml', 'amplify.yml', '.gitlab-ci.yml', '.travis.yml', 'wercker.yml', '.cirrus.yml', 'package.json',
] as const;

export const isWorkflow = (path: string): boolean => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

/**
 * Reads the flags of the first `hugo` command that publishes: previews and servers are passed over. The texts are only
 * looked at line by line, since what surrounds a command differs from host to host.
 */
export function buildCommand(texts: readonly string[]): BuildCommand {
  for (const text of texts) {
    const command = publishing(text);
    if (command !== undefined) return flagsOf(command);
  }
  return { drafts: false, future: false, expired: false, config: [] };
}

const PREVIEW = /preview|branch-deploy|staging|pull_request|"(?:dev|start|serve|preview|draft)\w*"\s*:/i;

function publishing(text: string): string | undefined {
  let section = '';
  for (const line of text.slice(0, LONGEST).split('\n')) {
    if (/^\s*\[/.test(line)) section = line;
    if (PREVIEW.test(section) || PREVIEW.test(line)) continue;
    const command = commandsIn(line)[0];
    if (command !== undefined) return command;
  }
  return undefined;
}

const LONGEST = 200_000;

/** Each stretch from the word `hugo` to the end of its command. */
function commandsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.slice(0, LONGEST).matchAll(/(?:^|[\s"'&;|(/])hugo(?=$|[\s"'&;|])([^\n&;|]{0,500})/gm)) {
    const rest = match[1] ?? '';
    if (!/^\s+(?:server|serve|version|new|mod|env|config|list|convert|gen|help)\b/.test(rest)) found.push(rest);
  }
  return found;
}

function flagsOf(command: string): BuildCommand {
  const baseUrl = valueOf(command, '-b', '--baseURL', '--baseUrl', '--baseurl');
  const environment = valueOf(command, '-e', '--environment');
  const theme = valueOf(command, '-t', '--theme');
  return {
    drafts: hasFlag(command, 'D', '--buildDrafts'),
    future: hasFlag(command, 'F', '--buildFuture'),
    expired: hasFlag(command, 'E', '--buildExpired'),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(environment !== undefined && { environment }),
    ...(theme !== undefined && { theme }),
    config: valueOf(command, '--config')?.split(',').map((path) => path.trim()) ?? [],
  };
}

/** `-D`, `-DF`, `--buildDrafts`; not `--buildDrafts=false`. */
const hasFlag = (command: string, letter: string, name: string): boolean =>
  words(command).some((word) => (
    word === name || word === `${name}=true` || (/^-[A-Za-z]{1,5}$/.test(word) && !/[bsdetc]/.test(word) && word.includes(letter))
  ));

function valueOf(command: string, ...names: readonly string[]): string | undefined {
  const parts = words(command);
  for (const [i, part] of parts.entries()) {
    if (names.includes(part)) return parts[i + 1];
    const name = names.find((candidate) => part.startsWith(`${candidate}=`));
    if (name) return part.slice(name.length + 1).replace(/^["']|["']$/g, '');
  }
  return undefined;
}

/** Words of a shell command, quotes taken off; `${{ ... }}` is one word. */
const words = (command: string): readonly string[] =>
  Array.from(command.matchAll(/\\?"([^"\\]*)\\?"|'([^']*)'|((?:\$\{\{[^}]*\}\}|[^\s"'])+)(?:"([^"]*)")?/g), (match) =>
    match[1] ?? match[2] ?? `${match[3] ?? ''}${match[4] ?? ''}`);
