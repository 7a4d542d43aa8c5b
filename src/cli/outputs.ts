import { basename, dirname, extname, resolve } from 'node:path';
import { asFilePath } from '../core/paths.ts';
import { BlogError, type System } from '../core/system.ts';
import { nearest } from '../core/text/nearest.ts';
import { FORMATS, type ReporterName } from '../reporters/names.ts';
import type { OpenedSite } from './open-site.ts';

/** A report that goes to a file. */
export interface Output {
  readonly format: ReporterName;
  /** As it was typed. */
  readonly file: string;
}

/** Reads `sarif=out.sarif`, or `report.html`, whose name says what it is. Throws a `BlogError`. */
export function outputOf(typed: string): Output {
  const at = typed.indexOf('=');
  const name = typed.slice(0, Math.max(0, at));
  const format = FORMATS.find((one) => one === name) ?? (at < 0 ? BY_EXTENSION[extname(typed).toLowerCase()] : undefined);
  const file = typed.slice(at + 1);
  if (format !== undefined && file !== '') return { format, file };
  if (at < 0) throw new BlogError(`It is not known what \`${typed}\` is to hold. Write it as \`-o sarif=${typed}\`; there are ${FORMATS.join(', ')}.`);
  if (file === '') throw new BlogError(`\`-o ${typed}\` names no file. Write it as \`-o ${name}=report.${name}\`.`);
  const near = nearest(name, FORMATS);
  throw new BlogError(`No format is called \`${name}\`. ${near === undefined ? `There are ${FORMATS.join(', ')}.` : `Did you mean \`${near}\`?`}`);
}

const BY_EXTENSION: Readonly<Record<string, ReporterName>> = {
  '.sarif': 'sarif', '.json': 'json', '.jsonl': 'jsonl', '.md': 'markdown', '.html': 'html', '.htm': 'html', '.txt': 'default',
};

/**
 * Writes a report where the person said, over the one of last time. Never over a file of the blog: a mistyped name is no
 * reason to lose a post.
 */
export async function writeOutput({ file }: Output, text: string, opened: OpenedSite, system: System): Promise<void> {
  const path = resolve(system.cwd, file);
  const folder = await system.folder(dirname(path));
  const name = asFilePath(basename(path));
  if (await isOfBlog(path, opened)) throw new BlogError(`\`${file}\` is a file of the blog, and a report would take its place. Name another one.`);
  const before = await folder.read(name);
  if (before === text) return;
  await folder.change([before === undefined ? { kind: 'create', file: name, content: text } : { kind: 'edit', file: name, before, after: text }]);
}

async function isOfBlog(path: string, { folder, root, site }: OpenedSite): Promise<boolean> {
  if (!path.startsWith(root)) return false;
  const place = asFilePath(path.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''));
  return site.documents.has(place) || ((await folder.git())?.tracked.has(place) ?? false);
}
