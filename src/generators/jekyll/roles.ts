import { nameOf, withoutExtension, type FilePath } from '../../core/paths.ts';
import type { FileRole } from '../../core/site/conventions.ts';
import type { Settings } from './settings.ts';
import type { Source } from './sources.ts';

/** What a file is, from its path. */
export function roleOf(path: FilePath, source: Source, settings: Settings): FileRole {
  const { markdownExtensions, plugins } = settings;
  switch (source.kind) {
    case 'none': return 'hidden';
    // What is no text is dropped with a line in the log; Jekyll 3 does the same.
    case 'post': return binary.test(path) ? 'hidden' : 'post';
    case 'collection': return binary.test(path) ? 'file' : 'maybe';
    case 'page': {
      if (binary.test(path)) return 'file';
      const isMarkdown = markdownExtensions.has(/\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? '');
      return isMarkdown && plugins.has('jekyll-optional-front-matter') && !isRepositoryFile(source.path, settings) ? 'page' : 'maybe';
    }
    default: return source satisfies never;
  }
}

/** What a repository has for itself: without front matter it is copied as it is, and nothing in it is a link to a reader of the blog. */
export const isRepositoryFile = (path: string, { include }: Settings): boolean =>
  repositoryFiles.has(withoutExtension(nameOf(path)).toUpperCase()) && !include.includes(path);

/** https://github.com/benbalter/jekyll-optional-front-matter, `FILENAME_BLACKLIST` */
const repositoryFiles: ReadonlySet<string> = new Set(['LICENSE', 'LICENCE', 'COPYING', 'CODE_OF_CONDUCT', 'CONTRIBUTING', 'ISSUE_TEMPLATE', 'PULL_REQUEST_TEMPLATE']);

/** Files that are pictures and the like: front matter in one would be a curiosity. */
const binary = /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|tiff?|pdf|zip|gz|tgz|bz2|7z|rar|mp[34]|m4[av]|mov|avi|webm|og[gv]|wav|woff2?|ttf|eot|otf|psd|ai|jar|exe|dmg|docx?|xlsx?|pptx?)$/i;
