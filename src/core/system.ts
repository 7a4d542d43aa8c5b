import type { FilePath } from './paths.ts';
import type { PackedBatch, SourceReading } from './pack/pack-batch.ts';
import type { Document } from './site/document.ts';

/**
 * All that the tool asks of the machine. The real one is made in `system/`, the one for tests from a few literals.
 */
export interface System {
  /** The folder the command was typed in, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** Opens a folder as a tree of files; nothing outside of it can be reached. */
  folder(path: string): Promise<Folder>;
  /** Starts threads of this program that read posts. `undefined` where there is one processor only. */
  readers?(): Promise<Readers | undefined>;
  /** What is kept between runs, in this folder or the user's own for such things. `undefined` where nothing can be. */
  store?(folder?: string): Promise<Store | undefined>;
  /** Asks a person. Only at a terminal. */
  prompt(): Promise<Prompt>;
  /**
   * What changes below a folder, as it happens: each time the files that were written, made or removed in one go. Ends
   * when the person presses Ctrl-C.
   */
  watch(path: string): AsyncIterable<readonly FilePath[]>;
  /** Starts an editor on a file and waits for it. The exit code. */
  edit(command: string, file: string): Promise<number>;
  /** A picture with at most so many pixels across. Throws a `BlogError` that says what to install where nothing here can do that. */
  resized(picture: Uint8Array, maxWidth: number): Promise<Uint8Array>;
  /** All of standard input, decoded as UTF-8: what another program hands over. */
  input(): Promise<string>;
  /**
   * Listens for Ctrl-C, and for what a machine says before it ends a program. The first time is left to the listener; a
   * second time ends the program at once. Gives what ends the listening.
   */
  onInterrupt(listener: () => void): () => void;
  /** The way to other machines. Nothing else in the tool opens a socket, and this is only asked for where a person said so. */
  web(options: WebOptions): Promise<Web>;
  out(text: string): void;
  err(text: string): void;
}

/** Threads that read posts beside this one. They start loading when they are made, so that they are ready when there is work. */
export interface Readers {
  /**
   * Reads these sources, this thread taking its part by `here`, and gives each batch to `take` as soon as it is there.
   * `setup` tells the threads how to read; they make of it what `here` is. Throws what reading a source threw; where a
   * thread fails, the others do its work. Tells whether a thread has looked at the clock.
   */
  read(setup: string, sources: readonly FilePath[], here: SourceReading, take: (batch: PackedBatch) => void): Promise<{ readonly isTimely: boolean }>;
  /** Ends the threads. */
  close(): void;
}

/** Things kept between runs, outside of any blog. What is not there, not whole or of another build of this program is `undefined`. */
export interface Store {
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** All at once or not at all. Where it cannot be written nothing happens: the next run takes longer. */
  write(name: string, parts: readonly Uint8Array[]): Promise<void>;
}

/** How a file is told from what it was: two that are equal hold the same, unless the file was written just before it was looked at. */
export interface Stamp {
  /** Size, times and place on the disk. */
  readonly text: string;
  /** When it was touched last, in milliseconds since the epoch. */
  readonly at: number;
}

/** Reads one source; `undefined` where it is none after all. */
export type ReadSource = (path: FilePath) => Promise<Document | undefined>;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The machine's zone: `Europe/Berlin`. */
  readonly zone: string;
  /** Waits so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

export interface Terminal {
  /** Columns of what `out` writes to; `undefined` when that is not a terminal. */
  readonly columns: number | undefined;
  /** Whether a person can be asked: both ends are a terminal, and it is no CI. */
  readonly interactive: boolean;
  /** 0 none to 3 true colour. */
  readonly colour: 0 | 1 | 2 | 3;
  /** Whether it is known to make links of OSC 8 sequences. */
  readonly hyperlinks?: boolean;
  /** Whether it shows more than ASCII, as far as the locale says. */
  readonly unicode?: boolean;
  /** Columns of what `err` writes to, where a line may be drawn again and again: a terminal, and no CI. */
  readonly progress?: number | undefined;
}

/** A folder and what is below it. Paths are `FilePath`s below its root; links that lead out are not followed. */
export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Set where another thread finds the same files at `path`: on the disk, and not in a revision of git or imagined. */
  readonly isOnDisk?: true;
  /** Every file below, sorted, without `.git` and `node_modules`. */
  list(): Promise<readonly FilePath[]>;
  /** Of these, the ones reached through symbolic links, by where they really lie. */
  linked?(): ReadonlyMap<FilePath, FilePath>;
  /** Decoded as UTF-8, BOM kept. `undefined` when it is not there. Throws a `BlogError` when it cannot be read. */
  read(path: FilePath): Promise<string | undefined>;
  /** The first bytes of a file. */
  head(path: FilePath, bytes: number): Promise<Uint8Array | undefined>;
  /** In bytes. */
  size(path: FilePath): Promise<number | undefined>;
  /** `undefined` when it is not there. */
  stamp?(path: FilePath): Promise<Stamp | undefined>;
  /** When it was written last, in milliseconds since the epoch. */
  modified(path: FilePath): Promise<number | undefined>;
  /**
   * Makes all of these changes, in order, or none: what was done before one failed is undone. The only way a file is
   * ever changed. Throws a `BlogError` that names the file and the reason.
   */
  change(changes: readonly Change[]): Promise<void>;
  /** The bytes of a file, for what is no text. `undefined` when it is not there. */
  bytes(path: FilePath): Promise<Uint8Array | undefined>;
  /** What git makes of it, or `undefined` outside a repository. */
  git(): Promise<Git | undefined>;
}

/** One change to a blog's files. Nothing is overwritten that was not read before. */
export type Change =
  /** A file that must not be there yet, folders included. */
  | { readonly kind: 'create'; readonly file: FilePath; readonly content: string | Uint8Array }
  /** A folder for what is to come. One that is there stays as it is. */
  | { readonly kind: 'folder'; readonly file: FilePath }
  /**
   * Refused when the file no longer holds `before`, to the byte: somebody else wrote it, or it is not UTF-8. Its
   * permissions stay; behind a symbolic link the file it leads to is written.
   */
  | { readonly kind: 'edit'; readonly file: FilePath; readonly before: string; readonly after: string }
  /** To a path that must not be there yet, in git's index too where git tracks it. Folders left empty go. */
  | { readonly kind: 'move'; readonly from: FilePath; readonly to: FilePath };

/** What git knows of the folder's files. */
export interface Git {
  /** Files in the index or the last commit. */
  readonly tracked: ReadonlySet<FilePath>;
  /** The folder's place in the repository: `docs`, `''` at its top. */
  readonly prefix: string;
  /** `owner/name` of the remote at GitHub, where there is one. */
  readonly github?: string;
  /** Which of these paths git ignores. */
  ignored(paths: readonly FilePath[]): Promise<ReadonlySet<FilePath>>;
  /** When each file was committed last, as far as this clone goes back. Takes as long as the history is. */
  history(): Promise<History>;
  /** What the repository keeps of other times. */
  readonly past?: GitPast;
  /**
   * Takes over in its index that tracked files were renamed on the disk, as `git mv` would: their changes stay unstaged.
   * False where git would not, which harms nobody.
   */
  renamed(files: readonly (readonly [from: FilePath, to: FilePath])[]): Promise<boolean>;
}

/** What a repository remembers, read from its objects: no file of the working copy is touched, and nothing is checked out. */
export interface GitPast {
  /** As it was at a revision: `main`, `HEAD~3`, `v1.0`. Throws a `BlogError` where git knows none of this name. */
  at(revision: string): Promise<Snapshot>;
  /** What the next commit will have. */
  staged(): Promise<Snapshot>;
  /** Files of the folder that had another path at a revision: now, and then. */
  renamedSince(revision: string): Promise<ReadonlyMap<FilePath, FilePath>>;
  /** Every rename that the commits of the folder tell of, the newest first; of the last few thousand. */
  renames(): Promise<readonly Rename[]>;
  /** The texts that a file had, the newest first, through its renames; at most a few dozen. */
  versions(file: FilePath): Promise<readonly string[]>;
}

export interface Rename {
  readonly from: FilePath;
  readonly to: FilePath;
}

/** The folders of a repository as they were. */
export interface Snapshot {
  /** By the absolute path that it has on the disk; `undefined` outside of the repository. */
  folder(path: string): Folder | undefined;
  /** Ends the program that reads. */
  close(): void;
}

export interface WebOptions {
  /** Hosts (`intranet.example`, `*.example`), addresses and networks (`10.0.0.0/8`) that are not public and may be asked all the same. */
  readonly allow: readonly string[];
}

/** Asks other machines over HTTP, one hop at a time: a redirect is an answer like any other, and is followed by nobody here. */
export interface Web {
  /**
   * Never rejects for anything the other side does. An address that is not public is refused before a packet is sent to
   * it: names are resolved first, and the connection goes to the very address that was looked at.
   */
  ask(request: WebRequest): Promise<WebAnswer>;
  /** Ends every connection that is still open. */
  close(): void;
}

export interface WebRequest {
  readonly method: 'GET' | 'HEAD';
  /** Absolute, `http:` or `https:`. A name and password in it are not sent, nor is a fragment. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for all that comes before the body. */
  readonly timeout: number;
  /** Shown the head of an answer, says who reads its body. Without a reader the connection is dropped there. */
  readonly reader?: (head: WebHead) => BodyReader | undefined;
}

export interface WebHead {
  readonly status: number;
  /** Names in lower case; what came twice is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface BodyReader {
  /** Milliseconds for the body. */
  readonly timeout: number;
  /** Takes its next part, unpacked; true when it has seen enough. */
  take(part: Uint8Array): boolean;
}

export type WebAnswer =
  /** `ended`: whether the reader saw all of it. */
  | WebHead & { readonly kind: 'head'; readonly ended: 'whole' | 'early' }
  | { readonly kind: 'fault'; readonly fault: WebFault; readonly detail: string };

/** Why there is no answer. */
export type WebFault =
  /** The name is in no DNS; or DNS itself did not answer. */
  | 'no-such-host' | 'no-dns'
  /** An address that is not public, a port that browsers refuse, a scheme that is not the web's. */
  | 'refused'
  | 'connection-refused' | 'unreachable' | 'reset' | 'timeout'
  | 'tls-expired' | 'tls-wrong-host' | 'tls-self-signed' | 'tls-incomplete' | 'tls-unknown-authority' | 'tls'
  /** What came is no HTTP, or has larger headers than any honest answer. */
  | 'malformed';

/** The last commit of each file. */
export interface History {
  /** Milliseconds since the epoch. Without the files that differ from the last commit. */
  readonly changed: ReadonlyMap<FilePath, number>;
  /** True for a clone of the latest commits only: what is older seems to be as old as the oldest of them. */
  readonly isCut: boolean;
}

/** Questions at the keyboard. Ctrl-C throws `Cancelled`. */
export interface Prompt {
  text(question: string, options?: { readonly initial?: string; readonly check?: (answer: string) => string | undefined }): Promise<string>;
  choose<T>(question: string, choices: readonly { readonly name: string; readonly value: T; readonly hint?: string }[]): Promise<T>;
  /** Words one after the other, completed from those that are known; new ones may be typed. */
  gather(question: string, known: readonly { readonly name: string; readonly hint?: string }[], initial: readonly string[]): Promise<readonly string[]>;
  confirm(question: string, initial: boolean): Promise<boolean>;
}

/** Something wrong with the request or the machine, in words that are complete: what, where, what to try. Exit code 2. */
export class BlogError extends Error {
  override name = 'BlogError';
}

/** A person pressed Ctrl-C at a question. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}
