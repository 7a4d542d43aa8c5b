import { nameOf, type FilePath } from '../core/paths.ts';

/**
 * Why a file may be published although the generator does not: another program of the build may put it there. Such are
 * bundlers and copying tools in the scripts of `package.json`, for styles, scripts, and files whose name is in the blog.
 */
export function otherPrograms(files: readonly FilePath[], packageText: string | undefined): (path: string) => string | undefined {
  const scripts = buildScripts(packageText);
  const program = TOOLS.exec(scripts)?.[1];
  const hasSearch = /(?:^|[\s"'&|;:/])pagefind(?=[\s"'&|;:]|$)/.test(scripts);
  const isCopied = nameThere(files);
  return (path) => {
    if (hasSearch && path.startsWith('/pagefind/')) return '`pagefind` writes a search index there after the build';
    if (program === undefined) return undefined;
    return isFile(path) && /\.(?:css|m?js|map)$/i.test(path) || isCopied(path) ? `\`${program}\` is a part of the build and may put it there` : undefined;
  };
}

/** Whether a path is that of a file whose name one in the blog has, so that a program may copy it there. */
export function nameThere(files: readonly FilePath[]): (path: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (path) => isFile(path) && (names ??= new Set(files.map(nameOf))).has(nameOf(path));
}

const isFile = (path: string): boolean => /\.[a-z0-9]{2,5}$/i.test(path) && !/\.html?$/i.test(path);

const TOOLS = /(?:^|[\s"'&|;:/])(parcel|webpack|gulp|grunt|vite|rollup|esbuild|cpx2?|cpy|copyfiles|rsync|ncp|cp|sass|postcss|tailwindcss|imagemin|make)(?=[\s"'&|;:]|$)/;

/** The `build` script and those it names, all scripts whose names begin like it among them. */
export function buildScripts(packageText: string | undefined): string {
  const scripts = scriptsOf(packageText);
  const seen = new Set<string>();
  const waiting = ['build', 'prebuild', 'postbuild', 'deploy'];
  let text = '';
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const script = scripts.get(name);
    if (script === undefined || seen.has(name)) continue;
    seen.add(name);
    text += ` ${script} ;`;
    for (const other of scripts.keys()) if (script.includes(other) || (/build:\*/.test(script) && other.startsWith('build:'))) waiting.push(other);
  }
  return text;
}

function scriptsOf(packageText: string | undefined): ReadonlyMap<string, string> {
  try {
    const data: unknown = JSON.parse(packageText ?? '{}');
    const scripts = typeof data === 'object' && data !== null && 'scripts' in data ? data.scripts : undefined;
    const pairs = typeof scripts === 'object' && scripts !== null ? Object.entries(scripts) : [];
    return new Map(pairs.flatMap(([name, script]): readonly (readonly [string, string])[] => (typeof script === 'string' ? [[name, script]] : [])));
  } catch {
    return new Map();
  }
}
