import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Web, WebAnswer, WebRequest } from '../../core/system.ts';
import { makeCertificates, type Certificates } from '../../../test/helpers/certificates.ts';
import { serve, serveBytes, serveHttp2, serveProxy, type Proxy, type Running } from '../../../test/helpers/web-server.ts';
import { vetterFor, whyRefused } from './addresses.ts';
import { openWeb, type OpenWebOptions } from './index.ts';
import { proxiesFrom } from './proxies.ts';

const running: Running[] = [];
const webs: Web[] = [];
let certificates: Certificates;

beforeAll(async () => { certificates = await makeCertificates(); });
afterAll(async () => {
  for (const web of webs) web.close();
  await Promise.all(running.map((one) => one.close()));
});

async function started(server: Promise<Running>): Promise<number> {
  const one = await server;
  running.push(one);
  return one.port;
}

/** Every name is this machine, and this machine may be asked. */
function here(options: Partial<OpenWebOptions> = {}): Web {
  const web = openWeb({ allow: ['127.0.0.1'], resolve: async () => ['127.0.0.1'], authorities: [certificates.authority], ...options });
  webs.push(web);
  return web;
}

const get = (url: string, more: Partial<WebRequest> = {}): WebRequest => ({ method: 'GET', url, headers: {}, timeout: 2_000, ...more });

const summed = (answer: WebAnswer): string => (answer.kind === 'fault' ? answer.fault : `${answer.status} ${answer.ended}`);

describe('addresses', () => {
  test.each([
    '127.0.0.1', '127.8.8.8', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200',
    '0.0.0.0', '0.1.2.3', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.1', '203.0.113.7', '198.18.0.1', '192.0.0.192', '168.63.129.16',
    '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '2001:db8::1', '100::1',
    '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::10.0.0.1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '2002:a00:1::1', '2001:0:1::1', '4000::1',
  ])('%s is refused', (address) => expect(whyRefused(address)).toBeDefined());

  test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1111', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(whyRefused(address)).toBeUndefined());

  test.each([
    'http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://017700000001/', 'http://127.1/', 'http://[::1]/', 'http://[::ffff:7f00:1]/', 'http://１２７.0.0.1/',
    'http://localhost/', 'http://127.0.0.1.nip.io/', 'http://user@127.0.0.1/', 'ftp://public.example/', 'file:///etc/passwd', 'http://public.example:25/', 'https://public.example:22/',
    'http://mixed.example/', 'http://169.254.169.254/latest/meta-data/', 'http://odd.example/',
  ])('%s is not asked', async (url) => {
    const addresses: Record<string, string[]> = {
      'localhost': ['::1', '127.0.0.1'], '127.0.0.1.nip.io': ['127.0.0.1'], 'public.example': ['8.8.8.8'], 'mixed.example': ['8.8.8.8', '10.0.0.1'], 'odd.example': ['8.8.8.8 '],
    };
    const vet = vetterFor({ allow: [], resolve: async (host) => addresses[host] ?? [] });
    expect(await vet(new URL(url))).toMatchObject({ kind: 'fault', fault: 'refused' });
  });

  test.each([
    [['intranet.example'], 'http://intranet.example/', true], [['*.example'], 'http://intranet.example/', true], [['10.0.0.0/8'], 'http://intranet.example/', true],
    [['10.0.0.1'], 'http://intranet.example/', true], [['10.0.0.2'], 'http://intranet.example/', false], [['example'], 'http://intranet.example/', false],
    [['intranet.example'], 'http://not-intranet.example/', false], [['fd00::/8'], 'http://intranet.example/', false], [['intranet.example'], 'http://intranet.example:25/', false],
  ])('with %j, %s: %s', async (allow, url, isAsked) => {
    const vet = vetterFor({ allow, resolve: async () => ['10.0.0.1'] });
    expect((await vet(new URL(url))).kind).toBe(isAsked ? 'vetted' : 'fault');
  });

  test('a name that changes its mind is asked where it was first', async () => {
    const port = await started(serve((_, response) => response.end('here')));
    let asked = 0;
    const web = here({ resolve: async () => (++asked === 1 ? ['127.0.0.1'] : ['169.254.169.254']) });
    for (let time = 0; time < 3; time++) expect(summed(await web.ask(get(`http://rebinding.example:${port}/`)))).toBe('200 early');
    expect(asked).toBe(1);
  });

  test('of names that are not there and a DNS that is not there', async () => {
    const failing = (code: string) => here({ resolve: async () => { throw Object.assign(new Error(code), { code }); } });
    expect(summed(await failing('ENOTFOUND').ask(get('http://gone.example/')))).toBe('no-such-host');
    expect(summed(await failing('EAI_AGAIN').ask(get('http://gone.example/')))).toBe('no-dns');
    expect(summed(await failing('ESERVFAIL').ask(get('http://gone.example/')))).toBe('no-dns');
  });

  test('nobody who is refused is asked, in 10,000 addresses made up', async () => {
    let asked = 0;
    const port = await started(serve((_, response) => { asked++; response.end(); }));
    const random = randomFrom(7);
    const pick = <T>(...list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const byte = (): number => Math.floor(random() * 256);
    const web = here({ allow: [], resolve: async () => [pick('127.0.0.1', '::1', `10.${byte()}.1.1`, '169.254.169.254', '::ffff:127.0.0.1', '64:ff9b::7f00:1', `127.${byte()}.0.1`) ?? ''] });
    const host = (): string => pick(
      `127.${byte()}.${byte()}.${byte()}`, String(0x7f000001), `0x7f.${byte()}`, `0177.0.0.${byte()}`, '[::1]', `[::ffff:127.0.0.${byte()}]`, `[fe80::${byte()}]`, `[fd00::${byte()}]`,
      `h${byte()}.example`, 'localhost', `${byte()}.localhost`, `10.${byte()}.0.1`, `192.168.${byte()}.1`, '169.254.169.254', `[64:ff9b::127.0.0.${byte()}]`, '[2002:7f00:1::]', '0', '0.0.0.0', `a@127.0.0.1`, '127.0.0.1.',
      `①②⑦.0.0.1`, `127。0。0。1`, '[::]', `[::127.0.0.1]`, `xn--${byte()}`, '..', '%31%32%37.0.0.1', '127.0.0.1%00.example', '',
    ) ?? '';
    const urls = Array.from({ length: 10_000 }, () => `${pick('http', 'https', 'HTTP', 'ftp', 'file', 'gopher', 'ws')}://${host()}:${pick(port, port, 22, 25, 80, 443, 99999)}/${pick('', 'x', '%0d%0aHost:%20x', '..//')}`);
    const answers = await Promise.all(urls.map((url) => web.ask(get(url))));
    expect(new Set(answers.map(summed))).toEqual(new Set(['refused', 'malformed']));
    expect(asked).toBe(0);
  });
});

describe('answers', () => {
  test('redirects are answers, cookies are not kept, credentials and fragments not sent', async () => {
    const seen: unknown[] = [];
    const port = await started(serve((request, response) => {
      seen.push([request.url, request.headers.authorization, request.headers.cookie, request.headers.host]);
      response.statusCode = 302;
      response.setHeader('location', '/elsewhere');
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end();
    }));
    const web = here();
    for (let time = 0; time < 2; time++) {
      const answer = await web.ask(get(`http://me:secret@blog.example:${port}/x?y#z`));
      expect(answer).toMatchObject({ status: 302, headers: { location: '/elsewhere', 'set-cookie': 'a=1, b=2' } });
    }
    expect(seen).toEqual(Array.from({ length: 2 }, () => ['/x?y', undefined, undefined, `blog.example:${port}`]));
  });

  test('a huge body is dropped after its head, or where its reader has enough', async () => {
    let sent = 0;
    const port = await started(serve((_, response) => {
      const more = (): void => { while (response.write('x'.repeat(65_536))) sent += 65_536; };
      response.on('drain', more);
      more();
    }));
    const web = here();
    expect(summed(await web.ask(get(`http://blog.example:${port}/`)))).toBe('200 early');
    let read = 0;
    const reader = () => ({ timeout: 2_000, take: (part: Uint8Array) => (read += part.length) > 100_000 });
    expect(summed(await web.ask(get(`http://blog.example:${port}/`, { reader })))).toBe('200 early');
    expect(read).toBeLessThan(300_000);
    expect(sent).toBeLessThan(20_000_000);
  });

  test.each([['gzip', gzipSync], ['br', (zeros: Uint8Array) => brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })]] as const)('a bomb in %s is unpacked as far as it is read', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(20_000_000));
    const port = await started(serve((_, response) => { response.setHeader('content-encoding', encoding); response.end(bomb); }));
    let read = 0;
    const reader = () => ({ timeout: 2_000, take: (part: Uint8Array) => (read += part.length) > 1_000_000 });
    expect(summed(await here().ask(get(`http://blog.example:${port}/`, { reader })))).toBe('200 early');
    expect(read).toBeLessThan(2_000_000);
  });

  test('packed data that is none ends the reading, and a whole body is whole', async () => {
    const port = await started(serve((request, response) => {
      if (request.url === '/bad') response.setHeader('content-encoding', 'gzip');
      if (request.url === '/good') { response.setHeader('content-encoding', 'gzip'); response.end(gzipSync('hello')); } else response.end('hello');
    }));
    let text = '';
    const reader = () => ({ timeout: 2_000, take: (part: Uint8Array) => { text += Buffer.from(part).toString(); return false; } });
    expect(summed(await here().ask(get(`http://blog.example:${port}/bad`, { reader })))).toBe('200 early');
    expect(summed(await here().ask(get(`http://blog.example:${port}/good`, { reader })))).toBe('200 whole');
    expect(summed(await here().ask(get(`http://blog.example:${port}/plain`, { reader })))).toBe('200 whole');
    expect(text).toBe('hellohello');
  });

  test.each([
    ['nothing at all', () => undefined, 'timeout'],
    ['a head, a letter at a time', (write: Write) => { drip('HTTP/1.1 200 OK\r\nX: ' + 'x'.repeat(10_000), write); }, 'timeout'],
    ['no HTTP', (write: Write) => { write('220 smtp.example ESMTP\r\n'); }, 'malformed'],
    ['a head without end', (write: Write) => { write(`HTTP/1.1 200 OK\r\n${'X-Y: z\r\n'.repeat(20_000)}`); }, 'malformed'],
    ['two lengths', (write: Write) => { write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'); }, 'malformed'],
    ['a length and chunks', (write: Write) => { write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n'); }, 'malformed'],
    ['a line that is folded', (write: Write) => { write('HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n'); }, 'malformed'],
    ['a NUL in a header', (write: Write) => { write('HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n'); }, 'malformed'],
    ['a second answer that nobody asked for', (write: Write) => { write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'); }, '200 early'],
    ['another protocol', (write: Write) => { write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'); }, 'malformed'],
    ['hints before the answer', (write: Write) => { write('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'); }, '204 early'],
    ['a status that is none', (write: Write) => { write('HTTP/1.1 999 Request denied\r\nContent-Length: 0\r\n\r\n'); }, '999 early'],
    ['goodbye', (_: Write, end: () => void) => { end(); }, 'reset'],
  ])('%s', async (_, bytes, expected) => {
    const port = await started(serveBytes((socket) => bytes((text) => socket.write(text), () => socket.destroy())));
    expect(summed(await here().ask(get(`http://blog.example:${port}/`, { timeout: 300 })))).toBe(expected);
  });

  test('a body that trickles is given up', async () => {
    const port = await started(serveBytes((socket) => { socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n'); drip('x'.repeat(10_000), (text) => socket.write(text)); }));
    expect(summed(await here().ask(get(`http://blog.example:${port}/`, { reader: () => ({ timeout: 200, take: () => false }) })))).toBe('200 early');
  });

  test('nobody there', async () => {
    const { port, close } = await serve(() => undefined);
    await close();
    expect(summed(await here().ask(get(`http://blog.example:${port}/`)))).toBe('connection-refused');
  });
});

describe('over TLS', () => {
  test.each([
    ['good', 'a.secure.example', '200 early'], ['good', 'other.example', 'tls-wrong-host'], ['expired', 'a.secure.example', 'tls-expired'],
    ['selfSigned', 'a.secure.example', 'tls-self-signed'], ['incomplete', 'a.secure.example', 'tls-incomplete'], ['unknownAuthority', 'a.secure.example', 'tls-unknown-authority'],
  ] as const)('a certificate that is %s, at %s', async (name, host, expected) => {
    const port = await started(serve((_, response) => response.end('x'), certificates[name]));
    const web = here();
    for (let time = 0; time < 2; time++) expect(summed(await web.ask(get(`https://${host}:${port}/`)))).toBe(expected);
  });

  test('no TLS behind https, and TLS behind http', async () => {
    const plain = await started(serve((_, response) => response.end('x')));
    expect(summed(await here().ask(get(`https://a.secure.example:${plain}/`)))).toBe('tls');
    const secure = await started(serve((_, response) => response.end('x'), certificates.good));
    expect(summed(await here().ask(get(`http://a.secure.example:${secure}/`)))).toMatch(/^(?:reset|malformed|400 early)$/);
  });

  test('HTTP/2, over one connection', async () => {
    const port = await started(serveHttp2((request, response) => {
      response.statusCode = request.url === '/gone' ? 410 : 200;
      response.setHeader('x-method', request.method);
      response.end(request.url === '/big' ? 'x'.repeat(2_000_000) : 'hello');
    }, certificates.good));
    const web = here();
    let read = 0;
    const reader = () => ({ timeout: 2_000, take: (part: Uint8Array) => { read += part.length; return false; } });
    const answers = await Promise.all(['/', '/gone', '/big', '/x'].map((path) => web.ask(get(`https://b.secure.example:${port}${path}`, path === '/x' ? { reader } : {}))));
    expect(answers.map(summed)).toEqual(['200 early', '410 early', '200 early', '200 whole']);
    expect(await web.ask(get(`https://b.secure.example:${port}/`, { method: 'HEAD' }))).toMatchObject({ status: 200, headers: { 'x-method': 'HEAD' } });
    expect(read).toBe(5);
  });
});

describe('through a proxy', () => {
  async function startedProxy(): Promise<Proxy> {
    const proxy = await serveProxy();
    running.push(proxy);
    return proxy;
  }
  /** Nothing is looked up here. */
  const behind = (env: Readonly<Record<string, string>>, allow: readonly string[] = []): Web => here({ allow, env, resolve: async () => { throw new Error('A name was looked up.'); } });

  test('plain and secure, with the pass that its address holds', async () => {
    const plain = await started(serve((request, response) => response.end(`${request.headers.host} ${request.headers['proxy-authorization'] ?? ''}`)));
    const secure = await started(serve((_, response) => response.end('x'), certificates.good));
    const proxy = await startedProxy();
    const web = behind({ http_proxy: `http://me:se%20cret@127.0.0.1:${proxy.port}`, HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    let text = '';
    const reader = () => ({ timeout: 2_000, take: (part: Uint8Array) => { text += Buffer.from(part).toString(); return false; } });
    expect(summed(await web.ask(get(`http://user:own@a.example:${plain}/x?y#z`, { reader })))).toBe('200 whole');
    expect(text).toBe(`a.example:${plain} `);
    expect(summed(await web.ask(get(`https://a.secure.example:${secure}/`)))).toBe('200 early');
    expect(proxy.asked).toEqual([`GET http://a.example:${plain}/x?y Basic ${btoa('me:se cret')}`, `CONNECT a.secure.example:${secure}`]);
  });

  test('certificates are those of the site', async () => {
    const port = await started(serve((_, response) => response.end('x'), certificates.expired));
    const proxy = await startedProxy();
    const web = behind({ https_proxy: `http://127.0.0.1:${proxy.port}` });
    expect(summed(await web.ask(get(`https://a.secure.example:${port}/`)))).toBe('tls-expired');
    expect(summed(await web.ask(get(`https://other.example:${port}/`)))).toMatch(/^tls-/);
  });

  test('that reaches nobody, or is not there, says nothing against a site', async () => {
    const proxy = await startedProxy();
    expect(summed(await behind({ https_proxy: `http://127.0.0.1:${proxy.port}` }).ask(get('https://gone.example/')))).toBe('unreachable');
    await proxy.close();
    expect(summed(await behind({ all_proxy: `http://127.0.0.1:${proxy.port}` }).ask(get('https://gone.example/')))).toBe('connection-refused');
    expect(summed(await behind({ ALL_PROXY: `http://127.0.0.1:${proxy.port}` }).ask(get('http://gone.example/')))).toBe('connection-refused');
  });

  test.each([
    'http://127.0.0.1/', 'http://2130706433/', 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/', 'https://192.168.1.1/', 'http://100.100.100.200/', 'http://localhost/', 'http://a.localhost/', 'http://LOCALHOST./',
    'http://metadata.google.internal/', 'http://metadata/', 'http://instance-data/', 'http://printer.local/', 'http://wiki.corp/', 'http://router.home.arpa/', 'http://public.example:25/', 'ftp://public.example/',
  ])('%s is not asked', async (url) => {
    const proxy = await startedProxy();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}`, https_proxy: `http://127.0.0.1:${proxy.port}` };
    expect(summed(await behind(env).ask(get(url)))).toBe('refused');
    expect(proxy.asked).toEqual([]);
  });

  test('who is let in is asked', async () => {
    const port = await started(serve((_, response) => response.end('x')));
    const proxy = await startedProxy();
    const web = behind({ http_proxy: `http://127.0.0.1:${proxy.port}` }, ['wiki.corp', '127.0.0.0/8']);
    expect([summed(await web.ask(get(`http://wiki.corp:${port}/`))), summed(await web.ask(get(`http://127.0.0.1:${port}/`)))]).toEqual(['200 early', '200 early']);
    expect(proxy.asked.length).toBe(2);
  });

  test.each([
    [{}, 'http://a.example/', undefined],
    [{ http_proxy: 'proxy:1', HTTP_PROXY: 'other:1' }, 'http://a.example/', 'http://proxy:1/'], [{ http_proxy: '', HTTP_PROXY: 'other:1' }, 'http://a.example/', 'http://other:1/'],
    [{ http_proxy: 'proxy:1' }, 'https://a.example/', undefined], [{ http_proxy: 'proxy:1', all_proxy: 'all:1' }, 'https://a.example/', 'http://all:1/'],
    [{ all_proxy: 'all:1', no_proxy: '*' }, 'https://a.example/', undefined], [{ all_proxy: 'all:1', NO_PROXY: 'b.example, a.example' }, 'https://a.example/', undefined],
    [{ all_proxy: 'all:1', no_proxy: 'a.example' }, 'https://b.A.example/', undefined], [{ all_proxy: 'all:1', no_proxy: '.a.example' }, 'https://a.example/', undefined],
    [{ all_proxy: 'all:1', no_proxy: '*.a.example' }, 'https://b.a.example/', undefined], [{ all_proxy: 'all:1', no_proxy: 'a.example' }, 'https://aa.example/', 'http://all:1/'],
    [{ all_proxy: 'all:1', no_proxy: 'a.example:8080' }, 'https://a.example/', 'http://all:1/'], [{ all_proxy: 'all:1', no_proxy: 'a.example:443' }, 'https://a.example/', undefined],
    [{ all_proxy: 'all:1', no_proxy: '10.0.0.0/8' }, 'http://10.1.2.3/', undefined], [{ all_proxy: 'all:1', no_proxy: '::1' }, 'http://[::1]/', undefined], [{ all_proxy: 'all:1', no_proxy: '10.0.0.1' }, 'http://10.0.0.2/', 'http://all:1/'],
    [{ all_proxy: 'all:1', no_proxy: '' }, 'http://a.example/', 'http://all:1/'],
  ])('%j: %s goes through %s', (env, url, expected) => expect(proxiesFrom(env)(new URL(url))?.href).toBe(expected));

  test.each(['socks5://me:secret@proxy.example:1080', 'http://', 'http://me:secret@:1/'])('%s is refused, and its password not repeated', (proxy) => {
    expect(() => proxiesFrom({ https_proxy: proxy })).toThrow(/^`https_proxy` names no proxy that can be used\. Write it as `http:\/\/proxy\.example:3128`\.$/);
  });
});

type Write = (text: string) => void;

function drip(text: string, write: Write): void {
  let at = 0;
  const timer = setInterval(() => { if (at < text.length && at < 100) write(text[at++] ?? ''); else clearInterval(timer); }, 20);
}

/** Numbers that look random and are the same every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
