import { asFilePath, type FilePath } from './paths.ts';
import { BlogError, type Change, type Folder } from './system.ts';

/**
 * A folder as it would be after these changes, while nothing on the disk has changed: for asking "what if". It cannot be
 * changed itself.
 */
export function overlaid(folder: Folder, changes: readonly Change[]): Folder {
  const layer = new Layer(changes);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const bytes = async (path: FilePath): Promise<Uint8Array | undefined> => {
    const at = layer.at(path);
    return at.kind === 'text' ? encode(at.text) : at.kind === 'file' ? folder.bytes(at.file) : undefined;
  };
  const { isOnDisk: _, ...rest } = folder;
  return {
    ...rest,
    list: async () => layer.list(await folder.list()),
    bytes,
    read: async (path) => {
      const at = layer.at(path);
      return at.kind === 'text' ? at.text : at.kind === 'file' ? folder.read(at.file) : undefined;
    },
    head: async (path, count) => {
      const at = layer.at(path);
      return at.kind === 'file' ? folder.head(at.file, count) : (await bytes(path))?.subarray(0, count);
    },
    size: async (path) => {
      const at = layer.at(path);
      return at.kind === 'file' ? folder.size(at.file) : (await bytes(path))?.length;
    },
    modified: async (path) => {
      const at = layer.at(path);
      return at.kind === 'file' ? folder.modified(at.file) : undefined;
    },
    change: async () => { throw new BlogError('What is only imagined cannot be changed.'); },
  };
}

type At =
  /** It lies there on the disk. */
  | { readonly kind: 'file'; readonly file: FilePath }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'gone' };

class Layer {
  readonly #known = new Map<FilePath, At>();

  constructor(changes: readonly Change[]) {
    for (const change of changes) this.#make(change);
  }

  at(path: FilePath): At {
    return this.#known.get(path) ?? { kind: 'file', file: path };
  }

  list(files: readonly FilePath[]): readonly FilePath[] {
    const all = new Set(files);
    for (const [path, { kind }] of this.#known) {
      if (kind === 'gone') all.delete(path);
      else all.add(path);
    }
    return [...all].sort();
  }

  #make(change: Change): void {
    switch (change.kind) {
      case 'create':
        this.#known.set(change.file, { kind: 'text', text: typeof change.content === 'string' ? change.content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(change.content) });
        break;
      case 'folder': break;
      case 'edit':
        this.#known.set(change.file, { kind: 'text', text: change.after });
        break;
      case 'move':
        this.#known.set(change.to, this.at(change.from));
        this.#known.set(change.from, { kind: 'gone' });
        break;
      default: change satisfies never;
    }
  }
}

/** The same changes as seen from a folder above; `within` is the way down from there. */
export function seenFrom(changes: readonly Change[], within: string): readonly Change[] {
  const seen = (path: FilePath): FilePath => asFilePath(within === '' ? path : `${within}/${path}`);
  return changes.map((change) => (change.kind === 'move' ? { ...change, from: seen(change.from), to: seen(change.to) } : { ...change, file: seen(change.file) }));
}
