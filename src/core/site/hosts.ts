import type { Entry } from './conventions.ts';

/** What the built files mean to whoever asks for an address. */
export interface Outputs {
  get(output: string): Entry | undefined;
  hasFolder(folder: string): boolean;
}

/**
 * What a visitor meets at an address. `moved` is a redirect the host makes by itself (`/folder` to `/folder/`), after
 * which relative links resolve from the new address; it costs nothing else.
 */
export type HostAnswer =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly at: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'none' }
  /** Hosts differ, and it is not known which one this is. */
  | { readonly kind: 'depends'; readonly entry: Entry };

/** A static host, as far as answering goes. */
export interface Host {
  readonly name: string;
  /** Answers a decoded path below the base, with its leading `/`. */
  answer(path: string, outputs: Outputs): HostAnswer;
}

/**
 * GitHub Pages: exact case; `/x` is `x`, else `x.html`, else goes to `/x/` where a folder has an index; `/x/` is
 * `x/index.html` and nothing else. Measured by slorber/trailing-slash-guide.
 */
export const githubPages: Host = {
  name: 'GitHub Pages',
  answer(path, outputs) {
    const file = path.slice(1);
    if (path.endsWith('/')) return found(outputs.get(`${file}index.html`), path);
    const direct = outputs.get(file) ?? outputs.get(`${file}.html`);
    if (direct) return found(direct, path);
    return found(outputs.get(`${file}/index.html`), `${path}/`);
  },
};

/** Netlify with pretty URLs, its default: as GitHub Pages, and `/x/` also finds `x.html`. */
export const netlify: Host = {
  name: 'Netlify',
  answer(path, outputs) {
    const strict = githubPages.answer(path, outputs);
    if (strict.kind !== 'none' || !path.endsWith('/')) return strict;
    return found(outputs.get(`${path.slice(1, -1)}.html`), path.slice(0, -1));
  },
};

const found = (entry: Entry | undefined, at: string): HostAnswer => (entry ? { kind: 'entry', entry, at } : { kind: 'none' });
