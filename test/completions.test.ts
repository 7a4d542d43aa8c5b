import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { run } from '../src/main.ts';
import { memorySystem } from './helpers/system.ts';

async function scriptFor(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const system = memorySystem({ env });
  const code = await run(['completions', ...words], system);
  return code === 0 ? system.written.out : system.written.err;
}

describe('completions', () => {
  /** What bash offers when Tab is pressed at the end of these words. */
  const offered = (script: string, ...typed: readonly string[]): readonly string[] => {
    const ask = `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _blog; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', ask, 'bash', ...typed], { encoding: 'utf8' }).split('\n').filter((word) => word !== '');
  };

  test('bash offers commands, options and what an option can be', async () => {
    const script = await scriptFor(['bash']);
    expect(offered(script, 'blog', 'li')).toEqual(['lint', 'list', 'links']);
    expect(offered(script, 'blog', 'lint', '--exit')).toEqual(['--exit-zero']);
    expect(offered(script, 'blog', 'list', '--format', 't')).toContain('table');
    expect(offered(script, 'blog', 'completions', '')).toEqual(['bash', 'zsh', 'fish']);
    // A file: bash itself offers those.
    expect(offered(script, 'blog', 'lint', '')).toEqual([]);
  });

  test('zsh and fish are told what each word means', async () => {
    expect(await scriptFor(['zsh'])).toContain("'lint:find links and images that will be broken'");
    expect(await scriptFor(['fish'])).toContain("complete -c blog -n '__fish_seen_subcommand_from lint' -l exit-zero -d 'exit with 0 even where there are errors'");
  });

  test('the shell is known from where the command is typed', async () => {
    expect(await scriptFor([], { SHELL: '/usr/bin/fish' })).toMatch(/^# fish completion/);
    expect(await scriptFor([], { SHELL: '/bin/tcsh' })).toBe('blog: It is not known which shell this is for. Say so: `blog completions bash`, `zsh` or `fish`.\n');
    expect(await scriptFor(['tcsh'])).toContain('bash, zsh, fish');
  });
});
