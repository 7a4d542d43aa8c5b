import fs from 'node:fs';
import path from 'node:path';
import { Parser } from 'htmlparser2';

/**
 * What a visitor of a built site meets. Pages hold their content in `<div data-source="posts/x.md">`; every href and
 * src in there is resolved as a browser does, against the files a strict static host would serve.
 */
export function readSite(folder) {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(path.relative(folder, entry.parentPath).split(path.sep).join('/'), entry.name));
  const pages = new Map();
  for (const file of files.filter((name) => /\.html?$/i.test(name))) pages.set(file, readPage(fs.readFileSync(path.join(folder, file), 'utf8')));
  return { files: new Set(files), pages };
}

function readPage(html) {
  const ids = new Set();
  const references = [];
  let source;
  let refresh;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes.id) ids.add(attributes.id);
      if (name === 'a' && attributes.name) ids.add(attributes.name);
      if (name === 'meta' && /refresh/i.test(attributes['http-equiv'] ?? '')) refresh = /url=['"]?([^'"]+)/i.exec(attributes.content ?? '')?.[1];
      if (attributes['data-source'] !== undefined) { source = attributes['data-source']; depth = 1; return; }
      if (depth === 0) return;
      if (!VOID.has(name)) depth++;
      if (name === 'a' && attributes.href !== undefined && !isMade(attributes)) references.push(attributes.href);
      if (name === 'img' && attributes.src !== undefined) references.push(attributes.src);
    },
    onclosetag(name) { if (depth > 0 && !VOID.has(name)) depth--; },
  }, { decodeEntities: true });
  parser.end(html);
  return { source, ids, references, refresh };
}

/** Links that no author wrote: to headings, to footnotes and back. */
const isMade = (attributes) => /headerlink|anchor|footnote/.test(attributes.class ?? '') || Object.keys(attributes).some((name) => name.startsWith('data-footnote'));

const VOID = new Set(['img', 'br', 'hr', 'input', 'meta', 'link', 'source', 'area', 'embed', 'track', 'wbr', 'col', 'base', 'param']);

/** The address of a written file, decoded and without base: `x/index.html` is `/x/`; `x.html` stays unless `clean`. */
export const addressOf = (file) => `/${file}`.replace(/\/index\.html$/, '/');

/** Every reference of every sourced page: `{ source, url, status }`, the url as a browser resolves it. */
export function truthOf(site, { base, answers = strict }) {
  const rows = [];
  for (const [file, page] of site.pages) {
    if (page.source === undefined) continue;
    const here = `https://boats.example${base}${encodeURI(addressOf(file))}`;
    for (const written of page.references) {
      const url = parse(written, here);
      if (!url || url.host !== 'boats.example') continue;
      rows.push({ source: page.source, written, url: url.pathname + url.search + url.hash, status: statusOf(url, site, base, answers) });
    }
  }
  return rows;
}

function statusOf(url, site, base, answers) {
  const pathname = decode(url.pathname);
  if (base !== '' && pathname !== base && !pathname.startsWith(`${base}/`)) return 'broken-path';
  const file = answers(pathname.slice(base.length) || '/', site.files);
  if (file === undefined) return 'broken-path';
  const page = site.pages.get(file);
  const fragment = url.hash.slice(1);
  if (!page || fragment === '' || fragment === 'top' || page.refresh) return 'ok';
  return page.ids.has(fragment) || page.ids.has(decode(fragment)) ? 'ok' : 'broken-anchor';
}

/** GitHub Pages' answers; what every host agrees on but for `/x/` where there is `x.html`. */
export function strict(pathname, files) {
  const file = pathname.slice(1);
  if (pathname.endsWith('/')) return files.has(`${file}index.html`) ? `${file}index.html` : undefined;
  return [file, `${file}.html`, `${file}/index.html`].find((one) => files.has(one));
}

const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
const parse = (written, here) => { try { return new URL(written, here); } catch { return undefined; } };
