import type { FilePath } from '../paths.ts';
import type { Change } from '../system.ts';
import { siteOf } from './build-site.ts';
import type { Document } from './document.ts';
import { readSource } from './read-source.ts';
import type { Site } from './site.ts';

/** The site as it would be after these changes to its files. `textOf` has the texts of sources that are moved as they are. */
export function siteAfter(site: Site, changes: readonly Change[], textOf: (file: FilePath) => string | undefined = () => undefined): Site {
  const { conventions, now } = site;
  const files = new Set(site.files);
  const documents = new Map(site.documents);
  const texts = new Map<FilePath, string>();

  const put = (file: FilePath, text: string | undefined): void => {
    files.add(file);
    if (text === undefined) return;
    texts.set(file, text);
    const document = sourceOf(file, text, site);
    if (document) documents.set(file, document);
    else documents.delete(file);
  };
  for (const change of changes) {
    switch (change.kind) {
      case 'create': put(change.file, typeof change.content === 'string' ? change.content : undefined); break;
      case 'folder': break;
      case 'edit': put(change.file, change.after); break;
      case 'move':
        put(change.to, texts.get(change.from) ?? textOf(change.from));
        files.delete(change.from);
        documents.delete(change.from);
        break;
      default: change satisfies never;
    }
  }
  // Generators meet files in the order of their names, and of two for one address one counts by that.
  const sorted = new Map([...documents].sort(([a], [b]) => (a < b ? -1 : 1)));
  return siteOf({ conventions, files: [...files].sort(), now }, sorted);
}

function sourceOf(file: FilePath, text: string, { conventions, documents }: Site): Document | undefined {
  const role = conventions.roleOf(file);
  const isSource = role === 'post' || role === 'page' || (role === 'maybe' && /^\uFEFF?---/.test(text));
  return isSource ? readSource(conventions, { path: file, text, included: documents.get(file)?.included }) : undefined;
}
