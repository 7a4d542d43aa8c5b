import type { System } from './core/system.ts';

export { realSystem } from './system/index.ts';

/**
 * Does what the words say, on this system, and answers with the exit code: 0 fine, 1 something was found, 2 it could
 * not be done. Each command loads when it is asked for.
 */
export async function run(argv: readonly string[], system: System): Promise<number> {
  const { runProgram } = await import('./cli/program.ts');
  return runProgram(argv, system);
}
