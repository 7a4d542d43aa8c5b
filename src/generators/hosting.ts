import { githubPages, netlify, type Host, type HostAnswer } from '../core/site/hosts.ts';
import type { Value } from '../core/site/document.ts';
import { ParseError } from '../core/text/parse-error.ts';
import { parseToml } from '../core/text/toml.ts';
import type { ConfigureInput } from './generator.ts';

/** Where a site is served, as far as its own files tell. */
export interface Hosting {
  readonly host: Host;
  /** Domains its `CNAME` names, in lower case. */
  readonly domains: readonly string[];
  /** Set when nothing says which host it is and GitHub Pages was taken. */
  readonly assumed?: true;
}

/** A redirect of the host's own: `/old/* /new/:splat 301`. */
export interface RedirectRule {
  readonly from: string;
  readonly to: string;
  readonly status: number;
  /** Also where a file is: Netlify's `301!`. */
  readonly force: boolean;
}

export interface HostingInput extends Pick<ConfigureInput, 'files' | 'read' | 'around'> {
  /** Folders whose files are published at the root, where a `_redirects` or `CNAME` counts: `static/`. */
  readonly publicFolders?: readonly string[];
}

/**
 * Learns the host from `netlify.toml`, `_redirects`, `vercel.json` and `CNAME`, with its redirects. Where nothing says
 * otherwise it is taken for GitHub Pages, the strictest.
 */
export async function hostingOf(input: HostingInput): Promise<Hosting> {
  const settings = parsedToml(input.around.get('netlify.toml') ?? await own(input, 'netlify.toml'));
  const redirects = await own(input, '_redirects');
  const vercel = parsedJson(input.around.get('vercel.json') ?? await own(input, 'vercel.json'));
  const domains = domainsOf(await own(input, 'CNAME') ?? input.around.get('CNAME') ?? '');

  if (settings !== undefined || redirects !== undefined) {
    // Netlify reads `_redirects` first.
    const rules = [...redirectLines(redirects ?? ''), ...netlifyRules(settings)];
    return { host: withRedirects(netlify, rules), domains };
  }
  if (vercel !== undefined) return { host: withRedirects(vercelHost(vercel), vercelRules(vercel)), domains };
  return { host: githubPages, domains, ...(domains.length === 0 && { assumed: true }) };
}

/** A file at the site's root or in a folder that is published there. */
async function own({ files, read, publicFolders = [] }: HostingInput, name: string): Promise<string | undefined> {
  const wanted = new Set(['', ...publicFolders].map((folder) => folder + name));
  const path = files.find((file) => wanted.has(file));
  return path === undefined ? undefined : read(path);
}

const domainsOf = (text: string): readonly string[] =>
  text.split(/\s+/).map((line) => line.toLowerCase()).filter((line) => /^[a-z0-9.-]+\.[a-z]{2,}$/.test(line));

/** A host that redirects by rules where it has no file. */
export function withRedirects(host: Host, rules: readonly RedirectRule[]): Host {
  if (rules.length === 0) return host;
  const compiled = rules.map((rule) => ({ rule, match: pathMatcher(rule.from) }));
  const forced = compiled.filter(({ rule }) => rule.force);
  return {
    name: host.name,
    answer(path, outputs) {
      const overruled = firstMatch(forced, path);
      if (overruled) return answerOf(overruled, (to) => host.answer(to, outputs));
      const answer = host.answer(path, outputs);
      if (answer.kind !== 'none') return answer;
      const matched = firstMatch(compiled, path);
      return matched ? answerOf(matched, (to) => host.answer(to, outputs)) : answer;
    },
  };
}

interface Compiled {
  readonly rule: RedirectRule;
  readonly match: (path: string) => ReadonlyMap<string, string> | undefined;
}

interface Matched {
  readonly rule: RedirectRule;
  readonly to: string;
}

function firstMatch(compiled: readonly Compiled[], path: string): Matched | undefined {
  for (const { rule, match } of compiled) {
    const values = match(path);
    if (values) return { rule, to: rule.to.replace(/:([A-Za-z_]\w*)\*?/g, (word, name: string) => values.get(name) ?? word) };
  }
  return undefined;
}

/** 200 shows another page under this address, which may be another server's; 404 and the like show none. */
function answerOf({ rule, to }: Matched, ask: (path: string) => HostAnswer): HostAnswer {
  if (rule.status >= 400) return { kind: 'none' };
  if (rule.status === 200 && to.startsWith('/')) return ask(to.replace(/[?#].*$/s, ''));
  return { kind: 'redirect', to };
}

/** `/news/:year/*` against a path, with or without its last slash. */
function pathMatcher(from: string): Compiled['match'] {
  const pattern = segmentsOf(from);
  return (path) => {
    const segments = segmentsOf(path);
    const values = new Map<string, string>();
    for (const [i, part] of pattern.entries()) {
      const segment = segments[i];
      // At the end it means the rest; before that, one part: `/*/sponsors`.
      if ((part === '*' && i === pattern.length - 1) || /^:\w+\*$/.test(part)) {
        const rest = segments.slice(i).join('/') + (path.endsWith('/') && segments.length > i ? '/' : '');
        values.set(part === '*' ? 'splat' : part.slice(1, -1), rest);
        return values;
      }
      if (segment === undefined) return undefined;
      if (part.startsWith(':')) values.set(part.slice(1), segment);
      else if (part !== segment && part !== '*') return undefined;
    }
    return segments.length === pattern.length ? values : undefined;
  };
}

const segmentsOf = (path: string): readonly string[] => path.replace(/[?#].*$/s, '').split('/').filter((part) => part !== '');

/** Netlify's and Cloudflare's `_redirects`: from, perhaps conditions on the query, to, perhaps a status. */
export function redirectLines(text: string): readonly RedirectRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const words = line.replace(/(?:^|\s)#.*$/, '').trim().split(/\s+/);
    const [from = '', ...others] = words;
    const at = others.findIndex((word) => /^(?:\/|https?:\/\/)/.test(word));
    const to = others[at];
    if (!from.startsWith('/') || to === undefined) return [];
    const status = /^(\d{3})(!)?$/.exec(others[at + 1] ?? '');
    return [{ from, to, status: Number(status?.[1] ?? 301), force: status?.[2] === '!' }];
  });
}

function netlifyRules(settings: Value | undefined): readonly RedirectRule[] {
  return listAt(settings, 'redirects').flatMap((rule) => {
    const [from, to] = [textAt(rule, 'from'), textAt(rule, 'to')];
    if (from === undefined || to === undefined || !from.startsWith('/')) return [];
    return [{ from, to, status: Number(valueAt(rule, 'status') ?? 301), force: valueAt(rule, 'force') === true }];
  });
}

function vercelRules(settings: Value): readonly RedirectRule[] {
  const rules = (key: string, status: number, force: boolean): readonly RedirectRule[] => listAt(settings, key).flatMap((rule) => {
    const [from, to] = [textAt(rule, 'source'), textAt(rule, 'destination')];
    if (from === undefined || to === undefined) return [];
    const plain = withoutGroups(from);
    // Other groups are regular expressions of a kind of their own.
    return /[()]/.test(plain) ? [] : [{ from: plain, to: to.replace(/\$(\d)/g, ':group$1*'), status, force }];
  });
  return [...rules('redirects', 308, true), ...rules('rewrites', 200, false)];
}

/** `/x/(.*)` and `/x/:rest(.*)` are `/x/:rest*`, whatever follows. A `$1` in the destination is the first group. */
function withoutGroups(from: string): string {
  let group = 0;
  return from.replace(/\/(?::(\w+))?\(\.[*+]\)/g, (_, name?: string) => `/:${name ?? `group${++group}`}*`);
}

/** Vercel: files as they are; without `cleanUrls` a page needs its `.html`. Folders answer with and without a slash. */
function vercelHost(settings: Value): Host {
  const clean = valueAt(settings, 'cleanUrls') === true;
  return {
    name: 'Vercel',
    answer(path, outputs) {
      const file = path.replace(/^\/|\/$/g, '');
      const index = outputs.get(file === '' ? 'index.html' : `${file}/index.html`);
      const entry = (path.endsWith('/') ? index : outputs.get(file) ?? index) ?? (clean ? outputs.get(`${file}.html`) : undefined);
      return entry ? { kind: 'entry', entry, at: path } : { kind: 'none' };
    },
  };
}

const isMapping = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (value: Value | undefined, key: string): Value | undefined => (isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined);

const textAt = (value: Value | undefined, key: string): string | undefined => {
  const found = valueAt(value, key);
  return typeof found === 'string' ? found : undefined;
};

const listAt = (value: Value | undefined, key: string): readonly Value[] => {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found : [];
};

/** What cannot be read says at least that the file is there. */
function parsedToml(text: string | undefined): Value | undefined {
  if (text === undefined) return undefined;
  try { return parseToml(text); } catch (error) {
    if (error instanceof ParseError) return {};
    throw error;
  }
}

function parsedJson(text: string | undefined): Value | undefined {
  if (text === undefined) return undefined;
  try { return JSON.parse(text); } catch { return {}; }
}

