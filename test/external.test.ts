import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realSystem, run } from '../src/main.ts';
import type { WebOptions } from '../src/core/system.ts';
import { openWeb } from '../src/system/web/index.ts';
import { makeCertificates, type Certificates } from './helpers/certificates.ts';
import { memorySystem, type MemoryOptions, type MemorySystem } from './helpers/system.ts';
import { serve, serveBytes, serveHttp2, type Handler, type Running } from './helpers/web-server.ts';

const servers: Running[] = [];
let certificates: Certificates;
const ports = { plain: 0, silent: 0, bytes: 0, good: 0, http2: 0, expired: 0, selfSigned: 0, incomplete: 0 };

/** Every request the plain server saw: host and path. */
let seen: string[] = [];
/** What it remembers for a test. */
const times = new Map<string, number>();

const page = (text: string): string => `<!doctype html><title>A page</title>${text}`;

const plain: Handler = ({ url, headers }, response) => {
  seen.push(`${headers.host?.replace(/:\d+$/, '') ?? ''}${url}`);
  const time = (times.get(url) ?? 0) + 1;
  times.set(url, time);
  const say = (status: number, more: Readonly<Record<string, string>> = {}, text = ''): void => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
    response.end(text);
  };
  const html = (text: string): void => say(200, { 'content-type': 'text/html' }, text);
  const [, name = '', ...rest] = url.split(/[/?]/);
  switch (name) {
    case 'status': return say(Number(rest[0]));
    case 'once': return say(time === 1 ? Number(rest[0]) : 200);
    case 'moved': return url === '/moved/slash/' ? say(200) : say(301, { location: rest[0] === 'slash' ? '/moved/slash/' : '/fine' });
    case 'now': return say(302, { location: '/fine' });
    case 'loop': return say(301, { location: '/loop' });
    case 'inside': return say(302, { location: 'http://169.254.169.254/latest/meta-data/' });
    case 'hop': return say(302, { location: `http://private.example:${ports.plain}/` });
    case 'file': return say(302, { location: 'file:///etc/passwd' });
    case 'wall': return say(403, { 'cf-mitigated': 'challenge' });
    case 'busy': return time === 1 ? say(429, { 'retry-after': '2' }) : say(200);
    case 'busy-until': return time === 1 ? say(503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:20 GMT' }) : say(200);
    case 'soft': return html('<!doctype html><title>404 - Not found</title>');
    case 'home': return say(302, { location: '/' });
    case 'anchors': return html(page('<h2 id="getting-there">Getting there</h2><p id="x">'));
    case 'made': return html(page('<div id="app"></div>'));
    case 'huge': {
      response.setHeader('content-type', 'text/html');
      const more = (): void => { while (response.write('x'.repeat(65_536))); };
      response.on('drain', more);
      return more();
    }
    case 'wayback': return say(200, { 'content-type': 'application/json' }, JSON.stringify(new URLSearchParams(url.slice(url.indexOf('?'))).get('url')?.includes('404') ? {
      archived_snapshots: { closest: { status: '200', available: true, url: `http://web.archive.org/web/20240505000000/http://a.example/`, timestamp: '20240505000000' } },
    } : { archived_snapshots: {} }));
    default: return html(page('ok'));
  }
};

beforeAll(async () => {
  certificates = await makeCertificates();
  const ok: Handler = (_, response) => response.end('ok');
  const all = await Promise.all([
    serve(plain), serveBytes(() => undefined), serveBytes((socket) => { socket.end('220 no HTTP\r\n'); }),
    serve(ok, certificates.good), serveHttp2(ok, certificates.good), serve(ok, certificates.expired), serve(ok, certificates.selfSigned), serve(ok, certificates.incomplete),
  ]);
  servers.push(...all);
  const [a, b, c, d, e, f, g, h] = all.map(({ port }) => port);
  Object.assign(ports, { plain: a, silent: b, bytes: c, good: d, http2: e, expired: f, selfSigned: g, incomplete: h });
});
afterAll(async () => { await Promise.all(servers.map((one) => one.close())); });

/** Names lead to this machine, but for some. */
async function resolve(host: string): Promise<readonly string[]> {
  if (host === 'gone.example') throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
  return host === 'private.example' ? ['10.0.0.1'] : host === 'mixed.example' ? ['127.0.0.1', '192.168.0.1'] : ['127.0.0.1'];
}

/** Twenty times as fast as the machine's, where somebody waits. */
function quickClock(start: number): MemorySystem['clock'] {
  const from = Date.now();
  return { now: () => start + (Date.now() - from) * 20, zone: 'UTC', sleep: (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds / 20); }) };
}

interface Told {
  readonly code: number;
  readonly err: string;
  readonly out: string;
  readonly system: MemorySystem;
}

async function typed(words: readonly string[], files: Readonly<Record<string, string>>, more: MemoryOptions = {}): Promise<Told> {
  seen = [];
  times.clear();
  const memory = memorySystem({ files, ...more, web: async (options: WebOptions) => openWeb({ ...options, resolve, authorities: [certificates.authority] }) });
  const system = { ...memory, clock: quickClock(Date.parse(more.now ?? '2026-03-01T12:00:00Z')) };
  const code = await run(words, system);
  return { code, ...memory.written, system };
}

const SETTINGS = (timeout: number): string => JSON.stringify({ external: { timeout, archive: `http://archive.example:${ports.plain}/wayback` } });
const ASK = ['lint', '--external', '--allow-host', '127.0.0.1'];

const post = (text: string): string => `---\ntitle: Porto\ndate: 2024-05-04\n---\n${text}\n`;
const blogWith = (text: string, timeout = 20): Record<string, string> => ({
  '_config.yml': 'url: https://travels.example\npermalink: /:title/\n', 'blog.config.json': SETTINGS(timeout), '_posts/2024-05-04-porto.md': post(text),
});

/** An empty folder of its own. */
const blogOnDisk = (): string => mkdtempSync(join(tmpdir(), 'blog-external-'));

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The program as it is typed, built. */
function program(): string {
  const top = join(dirname(fileURLToPath(import.meta.url)), '..');
  if (!existsSync(join(top, 'dist/main.cjs'))) execFileSync(process.execPath, [join(top, 'bin/build.js')]);
  return join(top, 'bin/blog.js');
}

/** What is said of each of these addresses: rule and the words after the address. */
async function saidOf(urls: readonly string[]): Promise<readonly string[]> {
  const { out } = await typed([...ASK, '--format', 'unix', '--rule', 'unknown-link=warning'], blogWith(urls.map((url) => `[x](${url})`).join('\n\n')));
  return urls.map((_, index) => {
    const line = out.split('\n').find((one) => one.includes(`.md:${5 + index * 2}:`));
    return line === undefined ? 'fine' : line.replace(/^.*?: (\w+): (.*) \[([\w-]+)\]$/, '$1 $3 $2').replaceAll(/:\d{4,5}\b/g, '');
  });
}

test('every case, over real connections', async () => {
  const at = (path: string, host = 'a.example', port = ports.plain): string => `http://${host}:${port}/${path}`;
  const secure = (port: number, host = 'a.secure.example'): string => `https://${host}:${port}/`;
  const cases: readonly (readonly [string, string])[] = [
    [at('fine'), 'fine'], [at('status/204'), 'fine'], [at('status/404'), 'error dead-link'], [at('status/410'), 'error dead-link'], [at('once/404'), 'fine'],
    [at('status/403'), 'warning unknown-link'], [at('status/999'), 'warning unknown-link'], [at('wall'), 'warning unknown-link'], [at('status/500'), 'warning unknown-link'], [at('once/502'), 'fine'],
    [at('busy', 'b.example'), 'fine'], [at('busy-until', 'c.example'), 'fine'], [at('status/429', 'd.example'), 'warning unknown-link'],
    [at('moved/x'), 'warning moved-link'], [at('moved/slash'), 'warning moved-link'], [at('now'), 'fine'], [at('loop'), 'warning unknown-link'],
    [at('inside'), 'warning unknown-link'], [at('hop'), 'warning unknown-link'], [at('file'), 'warning unknown-link'], [at('', 'private.example'), 'warning unknown-link'], [at('', 'mixed.example'), 'warning unknown-link'], ['http://10.1.2.3/', 'warning unknown-link'], ['http://[::ffff:7f00:2]/', 'warning unknown-link'],
    [at('soft/x'), 'warning suspect-link'], [at('home/x'), 'warning suspect-link'], [at('huge'), 'fine'],
    [at('anchors#getting-there'), 'fine'], [at('anchors#getting-their'), 'warning dead-anchor'], [at('anchors#:~:text=there'), 'fine'], [at('made#x'), 'fine'], [at('huge#nowhere'), 'fine'],
    [at('', 'gone.example'), 'error dead-link'], [at('', 'odd.example', ports.bytes), 'warning unknown-link'], [at('', 'closed.example', 9), 'warning unknown-link'],
    [secure(ports.good), 'fine'], [secure(ports.http2, 'h2.secure.example'), 'fine'], [secure(ports.good, 'b.example'), 'warning suspect-link'], [secure(ports.expired, 'c.secure.example'), 'warning suspect-link'],
    [secure(ports.selfSigned, 'd.secure.example'), 'warning suspect-link'], [secure(ports.incomplete, 'e.secure.example'), 'warning unknown-link'],
  ];
  const said = await saidOf(cases.map(([url]) => url));
  expect(cases.map(([url], index) => `${url} ${said[index]?.split(' ').slice(0, 2).join(' ')}`)).toEqual(cases.map(([url, expected]) => `${url} ${expected}`));
  // Once for each address, whatever its fragments; a second time for what failed or hints at something else.
  expect(seen.filter((one) => one === 'a.example/anchors').length).toBe(1);
  expect(seen.filter((one) => one === 'a.example/fine').length).toBeLessThanOrEqual(4);
  expect(seen.filter((one) => one.includes('private') || one.includes('mixed'))).toEqual([]);
});

test('who says nothing is not waited for', async () => {
  const { err } = await typed(ASK, blogWith(`[a](http://slow.example:${ports.silent}/)`, 0.2));
  expect(err).toContain('1 unknown (1 timeout)');
});

test('what is said, and counted', async () => {
  const { out, err, code } = await typed(ASK, blogWith(`On to [the sea](http://a.example:${ports.plain}/status/404), by [boat](http://a.example:${ports.plain}/moved/x), past [a wall](http://a.example:${ports.plain}/wall).`));
  expect(`${out}${err}`.replaceAll(`:${ports.plain}`, '').replace(/~+/g, '~').replace(/in \d s/, 'in 2 s')).toMatchInlineSnapshot(`
    "_posts/2024-05-04-porto.md
      5:17 error dead-link
        \`http://a.example/status/404\` answers 404.

        On to [the sea](http://a.example/status/404), by [boat](http://a.example/moved/x), past [a wall](http://a.example/wall).
                        ~
        A copy from 2024-05-05 is at \`https://web.archive.org/web/20240505000000/http://a.example/\`.

      5:63 warning moved-link
        \`http://a.example/moved/x\` has moved to \`http://a.example/fine\`.

        On to [the sea](http://a.example/status/404), by [boat](http://a.example/moved/x), past [a wall](http://a.example/wall).
                                                                      ~
        If that is still what you mean, write \`http://a.example/fine\`.

    1 error and 1 warning in 1 post
    Asked about 3 addresses on 1 site in 2 s: 1 moved, 1 dead, 1 unknown (1 refuses programs).
    "
  `);
  expect(code).toBe(1);
});

test('--fix puts in what is the same page, --fix=all what has moved, --fix=archive what is kept', async () => {
  const link = (path: string): string => `http://a.example:${ports.plain}/${path}`;
  const text = `[a](${link('moved/slash')}) [b](${link('moved/x')} "B") [c](${link('status/404')}) ![d](${link('moved/x')}#e)`;
  const fixed = async (fix: string): Promise<string> => {
    const { system } = await typed([...ASK, fix], blogWith(text));
    return (system.disk.get('/blog/_posts/2024-05-04-porto.md') ?? '').split('\n')[4]?.replaceAll(`http://a.example:${ports.plain}/`, '') ?? '';
  };
  expect(await fixed('--fix')).toBe('[a](moved/slash/) [b](moved/x "B") [c](status/404) ![d](moved/x#e)');
  expect(await fixed('--fix=all')).toBe('[a](moved/slash/) [b](fine "B") [c](status/404) ![d](fine#e)');
  expect(await fixed('--fix=archive')).toBe('[a](moved/slash/) [b](moved/x "B") [c](https://web.archive.org/web/20240505000000/http://a.example/) ![d](moved/x#e)');
  expect(seen).toContain(`archive.example/wayback?url=${encodeURIComponent(link('status/404'))}&timestamp=20240504`);
});

describe('the history', () => {
  const link = (path: string): string => `http://a.example:${ports.plain}/${path}`;
  const text = (): string => `[a](${link('fine')}) [b](${link('anchors')}#x) [c](${link('status/404')})`;

  test('is made where it is asked for, spares who answered, and asks again who did not', async () => {
    const first = await typed([...ASK, '--history'], blogWith(text()));
    const file = first.system.disk.get('/blog/.blog/links.tsv') ?? '';
    expect(file.split('\n').map((line) => line.split('\t').slice(0, 2).join(' ').replaceAll(`:${ports.plain}`, ''))).toEqual([
      '# blog links 1: address, verdict, why, asked, answers since, answered last, fails since, times, leads to',
      'http://a.example/anchors ok', 'http://a.example/anchors#x ok', 'http://a.example/fine ok', 'http://a.example/status/404 dead', '',
    ]);
    const second = await typed(ASK, { ...blogWith(text()), '.blog/links.tsv': file }, { now: '2026-03-01T15:00:00Z' });
    expect(seen.filter((one) => !one.startsWith('archive'))).toEqual(['a.example/status/404', 'a.example/status/404']);
    expect(second.err).toContain('2 addresses answered lately and were not asked.');
    expect(second.code).toBe(1);
  });

  test('is not made where nobody asked for it', async () => expect((await typed(ASK, blogWith(text()))).system.disk.has('/blog/.blog/links.tsv')).toBe(false));

  test('makes what was there before no error at once, and is repaired with a word', async () => {
    const kept = `# blog links 1\n${link('status/404')}\tok\tanswers\t2026-01-01T12:00Z\t2025-01-01T12:00Z\t2026-01-01T12:00Z\t-\t0\t-\ntorn`;
    const { code, out, err, system } = await typed(ASK, { ...blogWith(text()), '.blog/links.tsv': kept });
    expect(code).toBe(0);
    expect(out).toContain('It was there before, so this may pass.');
    expect(err).toContain('A line of `.blog/links.tsv` could not be read; what it said will be asked again.\n');
    expect(system.disk.get('/blog/.blog/links.tsv')).not.toContain('torn');
  });

  test('of two runs at once is that of both', async () => {
    const files = blogWith(text());
    const other = `# blog links 1\nhttp://other.example/\tok\tanswers\t2026-03-01T12:00Z\t2026-03-01T12:00Z\t2026-03-01T12:00Z\t-\t0\t-\n`;
    const memory = memorySystem({ files, web: async (options: WebOptions) => openWeb({ ...options, resolve }) });
    let reads = 0;
    const system = {
      ...memory, clock: quickClock(Date.parse('2026-03-01T12:00:00Z')),
      folder: async (path: string) => {
        const folder = await memory.folder(path);
        return { ...folder, read: async (file: Parameters<typeof folder.read>[0]) => {
          const now = await folder.read(file);
          // Between this read and the write that follows another run writes.
          if (file === '.blog/links.tsv' && ++reads === 2) await folder.change([{ kind: 'create', file, content: other }]);
          return now;
        } };
      },
    };
    await run([...ASK, '--history'], system);
    const lines = (memory.disk.get('/blog/.blog/links.tsv') ?? '').split('\n').map((line) => line.split('\t')[0]);
    expect(lines).toContain('http://other.example/');
    expect(lines).toContain(link('fine'));
  });
});

test('the blog itself, its future and its sources at its forge are not asked about', async () => {
  const text = '[a](https://travels.example/porto/) [b](https://travels.example/later/) [edit](https://github.com/ann/blog/edit/main/_posts/2024-05-04-porto.md)';
  const { err } = await typed(ASK, blogWith(text), { git: { tracked: ['_posts/2024-05-04-porto.md', '_config.yml', 'blog.config.json'], github: 'ann/blog' } });
  expect(err).toContain('There is no link to another site to ask about.');
});

test('what only the build knows, and what is for browsers alone, is not asked about', async () => {
  const files = {
    ...blogWith(`[a](http://a.example:${ports.plain}/status/{{ site.time }}) [b](http://a.example:${ports.plain}/status/404?x={{ site.time }})`),
    'page.html': `---\n---\n<link rel="preconnect" href="http://b.example:${ports.plain}/status/404"><link rel="stylesheet" href="http://c.example:${ports.plain}/ok.css">`,
  };
  await typed(ASK, files);
  expect(seen).toEqual(['c.example/ok.css']);
});

test('shards share the work', async () => {
  const text = Array.from({ length: 12 }, (_, index) => `[x](http://h${index}.example:${ports.plain}/fine)`).join(' ');
  const asked: string[] = [];
  for (const shard of ['1/3', '2/3', '3/3']) {
    await typed([...ASK, '--shard', shard], blogWith(text));
    asked.push(...seen);
  }
  expect(asked.sort()).toEqual(Array.from({ length: 12 }, (_, index) => `h${index}.example/fine`).sort());
});

test('progress is for terminals, and goes away', async () => {
  const text = Array.from({ length: 12 }, (_, index) => `[x](http://h${index}.example:${ports.plain}/fine)`).join(' ');
  const quiet = await typed(ASK, blogWith(text));
  expect(quiet.err).not.toContain('\x1b');
  const { err } = await typed(ASK, blogWith(text), { progress: 40 });
  expect(err).toMatch(/^\r\x1b\[K\[\.+\]  0 of 12 addresses\r/);
  expect(err).toMatch(/\r\x1b\[KAsked about 12 addresses on 12 sites/);
  expect(Math.max(...err.split('\r').map((line) => line.replace('\x1b[K', '').split('\n')[0]?.length ?? 0).slice(0, -2))).toBeLessThan(40);
});

test('nothing that a site says reaches the terminal as it is', async () => {
  const evil = await serve((_, response) => {
    response.statusCode = 301;
    response.setHeader('location', '/x%1b[31m`y`/\u00e9');
    response.end();
  });
  servers.push(evil);
  const { out } = await typed(ASK, blogWith(`[a](http://evil.example:${evil.port}/a)`));
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
});

test.each([
  [['--shard', '3/2'], 'Write it as `2/5`'], [['--shard', 'x'], 'Write it as `2/5`'], [['--max-time', 'soon'], 'Write it as `90s`'], [['--max-per-host', '0'], 'It is a number from 1'],
  [['--history', '../x.tsv'], 'lies outside the blog'], [['--allow-host', 'http://x/'], 'is no host, address or network'], [['--watch'], 'leave `--external` out'],
])('%j is refused', async (words, said) => {
  const { code, err } = await typed([...ASK, ...words], blogWith('[a](http://a.example/)'));
  expect([code, err.includes(said)]).toEqual([2, true]);
});

describe('Ctrl-C', () => {
  /** A blog that links to what answers, what has moved, and in the end to what never answers, at one host that is asked one thing at a time. */
  const slow = (port: number): Record<string, string> => blogWith(['fine', 'moved/x', 'never'].map((path) => `[x](http://127.0.0.2:${port}/${path})`).join(' '));
  const oneByOne = ['lint', '--external', '--allow-host', '127.0.0.2', '--max-per-host', '1', '--history'];

  /** Calls back when it is asked what it never answers. */
  async function serveSlowly(whenAsked: () => void): Promise<Running> {
    const server = await serve((request, response) => { if (request.url === '/never') whenAsked(); else plain(request, response); }, undefined, '127.0.0.2');
    servers.push(server);
    return server;
  }

  test('ends the asking: what is known is kept and told', async () => {
    const folder = blogOnDisk();
    try {
      let interrupt: () => void = () => undefined;
      const { port } = await serveSlowly(() => interrupt());
      writeFiles(folder, slow(port));
      const child = spawn(process.execPath, [program(), ...oneByOne], { cwd: folder, env: { ...process.env, no_proxy: '*' } });
      interrupt = () => child.kill('SIGINT');
      let [out, err] = ['', ''];
      child.stdout.on('data', (part) => { out += part; });
      child.stderr.on('data', (part) => { err += part; });
      const code = await new Promise((done) => { child.on('close', done); });
      expect(out).toContain(`http://127.0.0.2:${port}/moved/x\` has moved`);
      expect(err).toMatch(/^Cut short: asked about 2 of 3 addresses on 1 site in \d+ s: 1 answer, 1 moved\. What they said is kept in `\.blog\/links\.tsv`\.\n$/);
      expect(code).toBe(130);
      expect(readFileSync(join(folder, '.blog/links.tsv'), 'utf8').split('\n').slice(1, -1).map((line) => line.split('\t')[1])).toEqual(['ok', 'moved']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each([[[]], [['--fix=all']], [['--suppress-all']], [['--prune-suppressions']], [['-i', '--fix']]])('writes nothing else: %j', async (words) => {
    let interrupt: () => void = () => undefined;
    const { port } = await serveSlowly(() => interrupt());
    const baseline = JSON.stringify({ version: 1, findings: {} });
    const files = { ...slow(port), '.blog/baseline.json': baseline };
    const { code, err, system } = await typed([...oneByOne, ...words], files, { keyboard: (press) => { interrupt = press; }, answers: [] });
    expect([code, err.includes('Cut short: asked about 2 of 3')]).toEqual([130, true]);
    expect([...system.disk].filter(([file]) => !file.endsWith('links.tsv'))).toEqual(Object.entries(files).map(([file, text]) => [`/blog/${file}`, text]));
  });

  test('a second time ends the program', () => {
    const signals = new EventEmitter();
    const heard: string[] = [];
    realSystem(Object.assign(Object.create(process), { on: signals.on.bind(signals), off: signals.off.bind(signals) })).onInterrupt(() => heard.push('once'));
    signals.emit('SIGTERM');
    // Nobody listens any more, so that what a signal does by itself is what it does.
    expect([heard, signals.eventNames()]).toEqual([['once'], []]);
  });
});

describe('without --external', () => {
  test('no socket is asked for', async () => {
    const system = memorySystem({ files: blogWith('[a](http://a.example/)') });
    expect(await run(['lint'], system)).toBe(0);
    await expect(system.web({ allow: [] })).rejects.toThrow('A socket was asked for.');
  });

  test('no socket is opened, by the program as it is', () => {
    const folder = blogOnDisk();
    try {
      const guard = join(folder, 'guard.mjs');
      // Whatever opens one - HTTP, TLS, DNS - ends the program with a code of its own.
      writeFileSync(guard, `import net from 'node:net'; import dns from 'node:dns'; import dgram from 'node:dgram';
const stop = (what) => () => { process.stderr.write(what); process.exit(77); };
net.Socket.prototype.connect = stop('connect');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) { dns[name] = stop(name); dns.promises[name] = stop(name); }
for (const name of ['resolve', 'resolve4', 'resolve6']) { dns.Resolver.prototype[name] = stop(name); dns.promises.Resolver.prototype[name] = stop(name); }
dgram.Socket.prototype.send = stop('send');
`);
      writeFiles(folder, blogWith('[a](http://127.0.0.2:9999/) ![b](http://a.invalid/x.png)'));
      const blog = (...words: readonly string[]) => spawnSync(process.execPath, ['--import', pathToFileURL(guard).href, program(), ...words], { cwd: folder, encoding: 'utf8' });
      expect(blog('lint').status).toBe(0);
      expect(blog('lint', '--fix').status).toBe(0);
      expect(blog('list').status).toBe(0);
      expect(blog('lint', '--external', '--allow-host', '127.0.0.2').status).toBe(77);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('blog links merge', () => {
  const line = (url: string, checked: string): string => `${url}\tok\tanswers\t${checked}\t${checked}\t${checked}\t-\t0\t-\n`;
  const files = {
    'a.tsv': `# blog links 1\n${line('https://a.example/', '2026-03-01T12:00Z')}`,
    'b.tsv': `# blog links 1\n${line('https://a.example/', '2026-03-02T12:00Z')}${line('https://b.example/', '2026-03-01T12:00Z')}torn`,
    '.blog/links.tsv': `# blog links 1\n${line('https://c.example/', '2026-02-01T12:00Z')}`,
  };

  test('joins files, and what is in the file it writes to', async () => {
    const { code, err, system } = await typed(['links', 'merge', 'a.tsv', 'b.tsv', '-o', '.blog/links.tsv'], files);
    expect([code, err]).toEqual([0, 'A line of `b.tsv` could not be read; what it said will be asked again.\n3 addresses in `.blog/links.tsv`.\n']);
    expect((system.disk.get('/blog/.blog/links.tsv') ?? '').split('\n').slice(1, -1).map((one) => one.split('\t').slice(0, 4).join(' '))).toEqual([
      'https://a.example/ ok answers 2026-03-02T12:00Z', 'https://b.example/ ok answers 2026-03-01T12:00Z', 'https://c.example/ ok answers 2026-02-01T12:00Z',
    ]);
  });

  test('prints them where no file is named', async () => expect((await typed(['links', 'merge', 'b.tsv', 'a.tsv'], files)).out.split('\n').length).toBe(4));

  test.each([[['links', 'merge', 'none.tsv']], [['links', 'split', 'a.tsv']], [['links', 'merge']]])('%j is refused', async (words) => expect((await typed(words, files)).code).toBe(2));
});
