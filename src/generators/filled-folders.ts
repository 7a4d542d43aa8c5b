import { asFilePath, folderOf, joinFile, nameOf, type FilePath } from '../core/paths.ts';
import type { ReadFile } from './generator.ts';
import { buildScripts } from './other-programs.ts';

/** Folders of the sources that a build fills. */
export interface FilledFolders {
  /** Why something may lie at a path where nothing does yet. */
  readonly whyAt: (path: string) => string | undefined;
  /** Why there may be more below a folder than there is. */
  readonly whyBelow: (folder: string) => string | undefined;
}

/**
 * What the programs put into the sources that the scripts of `package.json` run for a build. They are read and never run;
 * what counts is what they hand to `cp`, `mkdir`, `writeFile` and the like.
 */
export async function filledFolders({ files, read }: { readonly files: readonly FilePath[]; readonly read: ReadFile }): Promise<FilledFolders> {
  const scripts = buildScripts(await read(PACKAGE));
  const filled = new Map<string, string>(targetsOfShell(scripts, '', files).map((target) => [target, PACKAGE]));
  for (const program of programsIn(scripts, files)) {
    const text = await read(program) ?? '';
    for (const target of targetsOf(program, text, files)) if (!filled.has(target)) filled.set(target, program);
  }
  const why = (is: (target: string) => boolean): string | undefined => {
    const found = [...filled].find(([target]) => is(target));
    return found && `\`${found[1]}\` has the build put files into \`${found[0]}\``;
  };
  const whyAt = (path: string): string | undefined => why((target) => path === target || path.startsWith(`${target}/`));
  return { whyAt, whyBelow: (folder) => whyAt(folder) ?? why((target) => target.startsWith(`${folder}/`)) };
}

const PACKAGE = asFilePath('package.json');

/** Programs of the blog that a script names: `node scripts/fetch`, `./copy.sh`. */
function programsIn(scripts: string, files: readonly FilePath[]): readonly FilePath[] {
  const there = new Set(files);
  const words = scripts.split(/[\s;&|'"]+/).map((word) => joinFile(word)).filter((path) => path !== undefined && path !== '');
  const named = words.flatMap((path) => ['', '.js', '.mjs', '.ts', '.sh'].map((ending) => asFilePath(`${path}${ending}`)).find((file) => there.has(file)) ?? []);
  return [...new Set(named.filter((path) => /(?:^|\/)[\w-]+$|\.(?:[mc]?[jt]s|sh|bash)$/.test(path)))].slice(0, 20);
}

function targetsOf(program: FilePath, text: string, files: readonly FilePath[]): readonly string[] {
  if (text.length > 200_000) return [];
  const isShell = /\.(?:sh|bash)$/.test(program) || /^#!.*\b(?:ba|z|da)?sh\b/.test(text);
  return isShell ? targetsOfShell(text, folderOf(program), files) : targetsOfProgram(text, folderOf(program));
}

/** Where commands of a shell put things: the last word of `cp`, `rsync` and `git clone`, every one of `mkdir`, what follows `-o` and `>`. */
function targetsOfShell(text: string, folder: string, files: readonly FilePath[]): readonly string[] {
  const variables = new Map([...text.matchAll(/^\s*(?:export\s+)?(\w+)=["']?([^"'\n;]*)/gm)].map(([, name = '', value = '']) => [name, value] as const));
  const filledIn = (word: string): string => word.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => variables.get(name) ?? whole);
  return text.split(/[\n;|]+|&&|\|\|/).flatMap((command) => {
    const words = command.replace(/\s#.*$/, '').trim().split(/\s+/).map((word) => filledIn(filledIn(word.replace(/^["']|["']$/g, ''))));
    return wordsWrittenTo(words).flatMap((word) => {
      const path = joinFile(word.replace(/\/[*.]*$/, '').replace(/^\$\(pwd\)\/|^\$PWD\//i, '').replace(/^\$\(dirname[^)]*\)/, folder));
      if (path === undefined || path === '' || /[$:*`(]/.test(path) || isWide(path, words.includes('mkdir'))) return [];
      const copied = files.some((file) => file.startsWith(`${path}/`)) ? namesCopied(words, word) : [];
      return copied.length > 0 ? copied.map((name) => `${path}/${name}`) : [path];
    });
  });
}

/** `cp -r dist/pagefind public/` puts no more than `pagefind` there, if the folder is there before; what ends in `/`, `.` or `*` leaves its name behind. */
function namesCopied(words: readonly string[], target: string): readonly string[] {
  const at = words.findIndex((word) => /^(?:cp|mv|rsync)$/.test(word));
  const sources = at < 0 ? [] : words.slice(at + 1).filter((word) => !word.startsWith('-') && word !== target);
  return sources.some((source) => /[/.*$}]$/.test(source)) ? [] : sources.map((source) => nameOf(source));
}

/** `mkdir public` only sees to it that it is there. */
const isWide = (path: string, isMade: boolean): boolean => isMade && !path.includes('/');

function wordsWrittenTo(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => COPYING.has(word.replace(/^.*\//, '')));
  const plain = words.slice(at + 1).filter((word) => !word.startsWith('-'));
  const after = words.flatMap((word, place) => (/^(?:-o|-O|-P|-d|-C|--output|>{1,2})$/.test(word) ? words[place + 1] ?? [] : []));
  if (at < 0) return /^(?:curl|wget|unzip|tar|echo|cat|node|tsx|python3?)$/.test(words[0] ?? '') ? after : [];
  if (words[at] === 'mkdir') return plain;
  return words[at] === 'git' && words[at + 1] !== 'clone' ? [] : plain.length > 1 ? plain.slice(-1) : [];
}

const COPYING: ReadonlySet<string> = new Set(['cp', 'mv', 'rsync', 'ln', 'mkdir', 'git', 'degit', 'cpx', 'cpx2', 'cpy', 'ncp', 'copyfiles']);

/** What a program hands to functions that write, as far as it is written out in it. */
function targetsOfProgram(text: string, folder: string): readonly string[] {
  const program: Program = { text, folder, left: MOST_NAMES };
  return [...text.matchAll(WRITING)].flatMap(([, making = '', first, second]) => {
    const path = pathIn(firstArgument(first ?? second ?? ''), program, 0);
    return path === undefined || path === '' || isWide(path, making !== '') ? [] : [path];
  });
}

const WRITING = new RegExp([
  String.raw`\b(?:(mkdir|ensureDir|emptyDir)|writeFile|outputFile|createWriteStream)(?:Sync)?\(\s*(.{1,300})`,
  String.raw`\b(?:cp|cpSync|copy|copySync|copyFile|copyFileSync|rename|renameSync|move|moveSync)\((?:[^,()]|\([^()]*\))+,\s*(.{1,300})`,
].join('|'), 'g');

/** The text up to the comma or the parenthesis that ends an argument. */
function firstArgument(text: string): string {
  let depth = 0;
  for (const [place, character] of [...text].entries()) {
    if (character === '(') depth++;
    else if (character === ')' && --depth < 0) return text.slice(0, place);
    else if (character === ',' && depth === 0) return text.slice(0, place);
  }
  return text;
}

interface Program {
  readonly text: string;
  /** The one it lies in. */
  readonly folder: string;
  /** How many names are still looked up: each is looked for in the whole text, and may stand for many others. */
  left: number;
}

const MOST_NAMES = 300;

/** `path.join(OUT, 'posts', name)`: the path that is written there, up to what is not. A program of its own folder begins with that. */
function pathIn(expression: string, program: Program, depth: number): string | undefined {
  if (depth > 4) return undefined;
  let path = /\b(?:__dirname|import\.meta\.(?:url|dirname))\b/.test(expression) ? program.folder : '';
  for (const [, , written, name] of expression.matchAll(/(['"`])((?:(?!\1).)*)\1|([A-Za-z_$][\w$]*)/g)) {
    if (written !== undefined) {
      path = `${path}/${written.split('${', 1)[0] ?? ''}`;
      if (written.includes('${')) break;
    } else if (name !== undefined && !NO_PART.has(name)) {
      if (program.left-- <= 0) return undefined;
      const value = new RegExp(String.raw`\b(?:const|let|var)\s+${name.replace(/\$/g, String.raw`\$`)}\s*=\s*([^;\n]+)`).exec(program.text)?.[1];
      const inner = value === undefined ? undefined : pathIn(value, program, depth + 1);
      if (inner === undefined) break;
      path = `${path}/${inner}`;
    }
  }
  return joinFile(path);
}

const NO_PART: ReadonlySet<string> = new Set([
  'path', 'join', 'resolve', 'posix', 'process', 'cwd', '__dirname', 'import', 'meta', 'url', 'dirname', 'new', 'URL', 'fileURLToPath', 'String', 'await', 'normalize',
]);
