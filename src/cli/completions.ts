import { BlogError, type System } from '../core/system.ts';

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Words its first argument can be, where it is one of a few. */
  readonly words: readonly string[];
}

export interface CompletedOption {
  /** `-f`, `--format` */
  readonly flags: readonly string[];
  readonly summary: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** What the value can be; empty where it is anything, a file most likely. */
  readonly choices: readonly string[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** `blog completions [shell]`: a script that teaches a shell to complete commands, options and their values. */
export async function completions(shell: Shell | undefined, commands: readonly CompletedCommand[], system: System): Promise<number> {
  system.out(WRITERS[shell ?? shellOf(system)](commands));
  return 0;
}

function shellOf({ env }: System): Shell {
  const name = env['SHELL']?.split('/').at(-1);
  const found = SHELLS.find((shell) => shell === name);
  if (found) return found;
  throw new BlogError(`It is not known which shell this is for. Say so: \`blog completions bash\`, \`zsh\` or \`fish\`.`);
}

const WRITERS: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = { bash, zsh, fish };

/** Bash has no room for what a word means; where nothing else fits it completes file names, as ever. */
function bash(commands: readonly CompletedCommand[]): string {
  return `# bash completion for blog. To have it in every shell: blog completions bash >> ~/.bash_completion
_blog() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${words(['help', ...commands.map(({ name }) => name)])}' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
    help) COMPREPLY=($(compgen -W '${words(commands.map(({ name }) => name))}' -- "$word"));;
${commands.map(bashCommand).join('')}  esac
}
complete -o default -F _blog blog
`;
}

function bashCommand({ name, options, words: first }: CompletedCommand): string {
  const valued = options.filter(({ choices }) => choices.length > 0);
  const free = options.filter(({ takesValue, choices }) => takesValue && choices.length === 0).flatMap(({ flags }) => flags);
  const cases = [
    ...valued.map(({ flags, choices }) => `        ${flags.join('|')}) COMPREPLY=($(compgen -W '${words(choices)}' -- "$word"));;\n`),
    ...(free.length > 0 ? [`        ${free.join('|')}) ;;\n`] : []),
  ].join('');
  const otherwise = `if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${words(options.flatMap(({ flags }) => flags))}' -- "$word"))${
    first.length > 0 ? `; else COMPREPLY=($(compgen -W '${words(first)}' -- "$word"))` : ''}; fi`;
  return `    ${name})\n      case "$before" in\n${cases}        *) ${otherwise};;\n      esac;;\n`;
}

const words = (list: readonly string[]): string => list.join(' ').replaceAll('\'', '');

function zsh(commands: readonly CompletedCommand[]): string {
  return `#compdef blog
# zsh completion for blog. Put it in a folder of $fpath: blog completions zsh > ~/.zfunc/_blog
_blog() {
  local state line
  _arguments -C '(-V --version)'{-V,--version}'[print the version]' '(-h --help)'{-h,--help}'[print the help]' '1: :->command' '*:: :->rest'
  case $state in
    command) local -a commands=(
${commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary}`)}\n`).join('')}    )
    _describe 'command' commands;;
    rest) case $line[1] in
      help) _values 'command' ${commands.map(({ name }) => quoted(name)).join(' ')};;
${commands.map(zshCommand).join('')}    esac;;
  esac
}
[ "\${funcstack[1]}" = _blog ] && _blog "$@" || compdef _blog blog
`;
}

function zshCommand({ name, options, words: first }: CompletedCommand): string {
  const specs = options.map(({ flags, summary, takesValue, choices }) => {
    const value = !takesValue ? '' : choices.length > 0 ? `:value:(${words(choices)})` : ':value:_files';
    const about = `[${summary.replace(/[[\]\\]/g, '')}]${value}`;
    return flags.length > 1 ? `'*'{${flags.join(',')}}${quoted(about)}` : quoted(`*${flags[0] ?? ''}${about}`);
  });
  const argument = quoted(first.length > 0 ? `*:word:(${words(first)})` : '*:file:_files');
  return `      ${name}) _arguments ${[...specs, argument].join(' \\\n        ')};;\n`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = [
    ...commands.map(({ name, summary }) => `complete -c blog -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`),
    `complete -c blog -n __fish_use_subcommand -f -a help -d 'say more on a command'`,
    `complete -c blog -n '__fish_seen_subcommand_from help' -f -a ${quoted(words(commands.map(({ name }) => name)))}`,
    ...commands.flatMap(({ name, options, words: first }) => [
      ...(first.length > 0 ? [`complete -c blog -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(words(first))}`] : []),
      ...options.map((option) => `complete -c blog -n '__fish_seen_subcommand_from ${name}' ${fishOption(option)}`),
    ]),
  ];
  return `# fish completion for blog: blog completions fish > ~/.config/fish/completions/blog.fish\n${lines.join('\n')}\n`;
}

const fishOption = ({ flags, summary, takesValue, choices }: CompletedOption): string => [
  ...flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
  ...(choices.length > 0 ? [`-x -a ${quoted(words(choices))}`] : takesValue ? ['-r'] : []),
  `-d ${quoted(summary)}`,
].join(' ');

/** In single quotes, as all three shells read it: a quote inside is left out, backslashes too. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '')}'`;
