import { setFlagsFromString } from 'node:v8';

/**
 * What V8 is told so that a run is over sooner. Code that was kept is taken for another's where flags differ, so all runs begin
 * and end with the same ones, and change them in between only.
 */
export function tune(version: string): void {
  // Without a compiler between a quick and a thorough one, a third of a long run goes into compiling: less on each function.
  if (isNode20(version)) setAll(['--max-inlined-bytecode-size-cumulative=300', '--no-turbo-loop-peeling']);
}

/** For reading so many posts, when all that reads them is loaded. */
export function tuneFor(posts: number, version: string): void {
  // Functions are compiled thoroughly after a third of the usual time: what runs for seconds is worth it.
  if (posts >= MANY && isNode20(version)) setAll(['--interrupt-budget=20000']);
  // V8 lets a heap grow to four times what is in use before it looks: of very many posts that is hundreds of megabytes.
  if (posts >= VERY_MANY) setAll(['--heap-growing-percent=40']);
}

/** As after `tune`. These are the values V8 has by itself. */
export function untune(version: string): void {
  if (isNode20(version)) setAll(['--interrupt-budget=67584']);
  setAll(['--heap-growing-percent=0']);
}

const MANY = 4000;
const VERY_MANY = 20_000;

const isNode20 = (version: string): boolean => version.startsWith('v20.');

const setAll = (flags: readonly string[]): void => flags.forEach((flag) => setFlagsFromString(flag));
