import type { System } from './core/system.ts';
import { version } from './version.ts';

export { realSystem } from './system/index.ts';

/**
 * Does what the words say, on this system, and answers with the exit code: 0 fine, 1 something was found, 2 it could
 * not be done. Everything beyond the version loads when it is asked for.
 */
export async function run(argv: readonly string[], system: System): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    system.out(`${version}\n`);
    return 0;
  }
  const { runProgram } = await import('./cli/program.ts');
  return runProgram(argv, system);
}
