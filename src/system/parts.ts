import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { attempt, openCacheFolder } from './cache-folder.ts';
import { NO_CODE, packCode, unpackCode, type KeptCode } from './kept-code.ts';

/** The files a program is made of, each loaded when it is first needed. */
export interface Parts {
  /** What the part of this name exports: `main.cjs`. */
  load(name: string): ReturnType<NodeJS.Require>;
  /** Keeps what V8 has made of the parts for the next time, where that is more than was kept before. */
  keep(): void;
}

export interface PartsInput extends Pick<NodeJS.Process, 'env' | 'platform' | 'arch' | 'version'> {}

/**
 * Opens the parts in a folder. V8 compiles a function when it is first called; what it made of all that a run called is kept
 * in the user's cache folder, and the next run begins with that. `NODE_DISABLE_COMPILE_CACHE`, which is for what Node itself
 * keeps of code, is for this too.
 */
export function openParts(dist: URL, input: PartsInput): Parts {
  const { env, platform, arch, version } = input;
  const folder = env['NODE_DISABLE_COMPILE_CACHE'] ? undefined : openCacheFolder({ folder: undefined, cwd: '/', env, platform, dist });
  const name = `code ${version} ${arch}`;
  const kept = attempt(() => folder && unpackCode(folder.read(name))) ?? NO_CODE;
  const parts = new KeptParts(fileURLToPath(dist), createRequire(dist), kept.of);
  return {
    load: (part) => parts.load(part),
    keep: () => {
      if (parts.isMore) attempt(() => folder?.write(name, () => packCode(new Map([...codeOf(kept), ...parts.code()]))));
    },
  };
}

function codeOf({ names, of }: KeptCode): ReadonlyMap<string, Uint8Array> {
  const code = new Map<string, Uint8Array>();
  for (const name of names) {
    const part = of(name);
    if (part) code.set(name, part);
  }
  return code;
}

class KeptParts {
  /** Whether something was compiled anew. */
  isMore = false;
  readonly #folder: string;
  readonly #outside: NodeJS.Require;
  readonly #kept: (name: string) => Buffer | undefined;
  readonly #modules = new Map<string, { exports: unknown }>();
  readonly #scripts = new Map<string, Script>();

  constructor(folder: string, outside: NodeJS.Require, kept: (name: string) => Buffer | undefined) {
    this.#folder = folder;
    this.#outside = outside;
    this.#kept = kept;
  }

  load(name: string): unknown {
    const known = this.#modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    this.#modules.set(name, module);
    this.#compiled(name).runInThisContext()(module.exports, this.#require, module, this.#folder + name, this.#folder);
    return module.exports;
  }

  /** With all that was called so far. */
  code(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#scripts].map(([name, script]) => [name, script.createCachedData()]));
  }

  #compiled(name: string): Script {
    const filename = this.#folder + name;
    const cachedData = this.#kept(name);
    const script = new Script(`${BEFORE}${readFileSync(filename, 'utf8')}\n})`, { filename, columnOffset: -BEFORE.length, cachedData });
    this.isMore ||= !cachedData || script.cachedDataRejected === true;
    this.#scripts.set(name, script);
    return script;
  }

  readonly #require = (id: string): unknown => (id.startsWith('./') ? this.load(id.slice(2)) : this.#outside(id));
}

/** As Node does it: https://nodejs.org/api/modules.html#the-module-wrapper */
const BEFORE = '(function (exports, require, module, __filename, __dirname) { ';
