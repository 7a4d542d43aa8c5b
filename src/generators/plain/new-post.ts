import { asFilePath, folderOf, joinFile, type FilePath } from '../../core/paths.ts';
import type { NewPost, NewPostConventions } from '../../core/site/conventions.ts';
import type { Tool } from './tools.ts';

/** Where a new post goes: where the tool has them, else the folder that holds most of the Markdown there is. */
export function newPostConventions(files: readonly FilePath[], tool: Tool | undefined): NewPostConventions {
  const pattern = tool?.newPost ?? `${busiestFolder(files)}:slug.md`;
  return {
    format: tool?.format ?? 'yaml',
    fileFor: (post) => fileOf(post, pattern),
    defaults: [['title', ''], ['date', '']],
    dateKey: 'date',
    dateNeeded: false,
    formatDate: (at) => new Date(at).toISOString().slice(0, 10),
  };
}

function fileOf({ slug, at, into }: NewPost, pattern: string): FilePath {
  const [year = '', month = '', day = ''] = new Date(at).toISOString().slice(0, 10).split('-');
  const words: Readonly<Record<string, string>> = { slug, year, month, day };
  const path = pattern.replace(/:(slug|year|month|day)/g, (_, word: string) => words[word] ?? '');
  return joinFile(into ?? '', into === undefined ? path : path.slice(folderOf(pattern).length)) ?? asFilePath(`${slug}.md`);
}

function busiestFolder(files: readonly FilePath[]): string {
  const counts = new Map<string, number>();
  for (const path of files) {
    if (/\.(?:md|markdown|mdx)$/i.test(path) && !/(?:^|\/)\./.test(path)) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  const [busiest] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [''];
  return busiest === '' ? '' : `${busiest}/`;
}
