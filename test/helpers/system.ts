import { resolve } from 'node:path/posix';
import { asFilePath, type FilePath } from '../../src/core/paths.ts';
import { BlogError, Cancelled, type Change, type Folder, type Git, type Prompt, type System, type Terminal, type Web, type WebOptions } from '../../src/core/system.ts';

/** A machine made of literals, for commands to run on. */
export interface MemorySystem extends System {
  /** All that was written so far. */
  readonly written: { out: string; err: string };
  /** Every file, by absolute path, created ones included. */
  readonly disk: ReadonlyMap<string, string>;
  /** Folders that were made for what is to come, by absolute path. */
  readonly folders: readonly string[];
  /** The questions that were asked. */
  readonly asked: readonly string[];
  /** Commands and files an editor was started with. */
  readonly edited: readonly string[];
}

export interface MemoryOptions {
  /** By path below `cwd`, or absolute. */
  readonly files?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly now?: string;
  readonly zone?: string;
  readonly git?: { readonly tracked: readonly string[]; readonly ignored?: readonly string[]; readonly prefix?: string; readonly github?: string; readonly changed?: Readonly<Record<string, string>> };
  /** When every file was written last. */
  readonly modified?: string;
  /** What the person at the keyboard answers, in order; an Error is Ctrl-C. Without this there is no person. */
  readonly answers?: readonly (string | boolean | readonly string[] | 'ctrl-c')[];
  /** What happens while a folder is watched: new texts by path, in turn; `null` removes a file. */
  readonly changes?: readonly Readonly<Record<string, string | null>>[];
  /** What stands at standard input. */
  readonly input?: string;
  readonly columns?: number;
  readonly colour?: Terminal['colour'];
  readonly hyperlinks?: boolean;
  readonly unicode?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** The way out. Without one, asking for it is a mistake: no command may, unless it was told to. */
  readonly web?: (options: WebOptions) => Promise<Web>;
  /** Takes what presses Ctrl-C. */
  readonly keyboard?: (interrupt: () => void) => void;
  /** Columns of a terminal behind `err`. */
  readonly progress?: number;
}

export function memorySystem(options: MemoryOptions = {}): MemorySystem {
  const cwd = options.cwd ?? '/blog';
  const disk = new Map(Object.entries(options.files ?? {}).map(([path, text]) => [resolve(cwd, path), text]));
  const written = { out: '', err: '' };
  const asked: string[] = [];
  const edited: string[] = [];
  const folders: string[] = [];
  const prompt = promptOf([...(options.answers ?? [])], asked);
  return {
    cwd,
    env: options.env ?? {},
    clock: { now: () => Date.parse(options.now ?? '2026-03-01T12:00:00Z'), zone: options.zone ?? 'UTC', sleep: async () => undefined },
    terminal: { columns: options.columns, interactive: options.answers !== undefined, colour: options.colour ?? 0, hyperlinks: options.hyperlinks ?? false, unicode: options.unicode ?? false, progress: options.progress },
    folder: async (path) => openFolder(resolve(cwd, path), { cwd, disk, folders, git: options.git, modified: Date.parse(options.modified ?? '2026-02-01') }),
    prompt: async () => prompt,
    watch: (path) => changesOf(options.changes ?? [], resolve(cwd, path), disk),
    edit: async (command, file) => {
      edited.push(`${command} ${file}`);
      return 0;
    },
    resized: async (picture, maxWidth) => new TextEncoder().encode(`${new TextDecoder().decode(picture)} at ${maxWidth}`),
    input: async () => options.input ?? '',
    onInterrupt: (listener) => {
      options.keyboard?.(listener);
      return () => undefined;
    },
    web: options.web ?? (async () => { throw new Error('A socket was asked for.'); }),
    out: (text) => { written.out += text; },
    err: (text) => { written.err += text; },
    written, disk, folders, asked, edited,
  };
}

async function* changesOf(changes: NonNullable<MemoryOptions['changes']>, folder: string, disk: Map<string, string>): AsyncIterable<readonly FilePath[]> {
  for (const change of changes) {
    for (const [path, text] of Object.entries(change)) {
      if (text === null) disk.delete(resolve(folder, path));
      else disk.set(resolve(folder, path), text);
    }
    yield Object.keys(change).map(asFilePath);
  }
}

interface Machine {
  readonly cwd: string;
  readonly disk: Map<string, string>;
  readonly folders: string[];
  readonly git: MemoryOptions['git'];
  readonly modified: number;
}

function openFolder(path: string, { cwd, disk, folders, git, modified }: Machine): Folder {
  const top = path === '/' ? '/' : `${path}/`;
  const below = () => [...disk.keys()].filter((file) => file.startsWith(top));
  const textOf = (file: FilePath) => disk.get(top + file);
  return {
    path,
    list: async () => {
      if (disk.has(path)) throw new BlogError(`\`${path}\` is a file, not a folder.`);
      if (below().length === 0 && path !== cwd) throw new BlogError(`There is no folder \`${path}\`.`);
      return below().map((file) => asFilePath(file.slice(top.length))).filter((file) => !file.startsWith('.git/')).sort();
    },
    read: async (file) => textOf(file),
    head: async (file, bytes) => {
      const text = textOf(file);
      return text === undefined ? undefined : new TextEncoder().encode(text).subarray(0, bytes);
    },
    modified: async (file) => (textOf(file) === undefined ? undefined : modified),
    size: async (file) => {
      const text = textOf(file);
      return text === undefined ? undefined : new TextEncoder().encode(text).length;
    },
    change: async (changes) => {
      const copy = new Map(disk);
      for (const change of changes) changeOn(copy, top, change);
      folders.push(...changes.flatMap((change) => (change.kind === 'folder' ? [top + change.file] : [])));
      disk.clear();
      for (const [path, text] of copy) disk.set(path, text);
    },
    bytes: async (file) => {
      const text = textOf(file);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    git: async () => git && gitOf(git),
  };
}

function changeOn(disk: Map<string, string>, top: string, change: Change): void {
  switch (change.kind) {
    case 'create':
      if (disk.has(top + change.file)) throw new BlogError(`\`${change.file}\` is there already.`);
      disk.set(top + change.file, typeof change.content === 'string' ? change.content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(change.content));
      break;
    case 'folder': break;
    case 'edit':
      if (disk.get(top + change.file) !== change.before) throw new BlogError(`\`${change.file}\` was changed by another program.`);
      disk.set(top + change.file, change.after);
      break;
    case 'move': {
      const text = disk.get(top + change.from);
      if (text === undefined) throw new BlogError(`There is no file \`${change.from}\`.`);
      if (disk.has(top + change.to)) throw new BlogError(`\`${change.to}\` is there already.`);
      disk.set(top + change.to, text);
      disk.delete(top + change.from);
      break;
    }
    default: change satisfies never;
  }
}

const gitOf = ({ tracked, ignored = [], prefix = '', github, changed = {} }: NonNullable<MemoryOptions['git']>): Git => ({
  tracked: new Set(tracked.map(asFilePath)),
  prefix,
  ...(github !== undefined && { github }),
  ignored: async (paths) => new Set(paths.filter((path) => ignored.includes(path))),
  history: async () => ({ changed: new Map(Object.entries(changed).map(([file, at]) => [asFilePath(file), Date.parse(at)])), isCut: false }),
  renamed: async () => false,
});

type Answer = NonNullable<MemoryOptions['answers']>[number];

function promptOf(answers: Answer[], asked: string[]): Prompt {
  const next = (question: string): Answer => {
    asked.push(question);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`Nobody answers: ${question}`);
    if (answer === 'ctrl-c') throw new Cancelled();
    return answer;
  };
  return {
    text: async (question, { check } = {}) => {
      const answer = String(next(question));
      const complaint = check?.(answer);
      if (complaint !== undefined) throw new Error(`${question} ${answer}: ${complaint}`);
      return answer;
    },
    choose: async (question, choices) => {
      const answer = next(question);
      const choice = choices.find(({ name }) => name === answer);
      if (!choice) throw new Error(`${question} has no choice ${String(answer)}: ${choices.map(({ name }) => name).join(', ')}`);
      return choice.value;
    },
    gather: async (question) => {
      const answer = next(question);
      return Array.isArray(answer) ? answer : [String(answer)];
    },
    confirm: async (question) => next(question) === true,
  };
}
