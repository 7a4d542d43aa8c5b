import { Agent, request as ask, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { WebAnswer, WebHead, WebRequest } from '../../core/system.ts';
import type { Vetted } from './addresses.ts';
import { dropBody, readBody } from './body.ts';
import type { Asker } from './index.ts';

/** HTTP/1.1 without encryption. */
export function openPlain(): { readonly ask: Asker; close(): void } {
  const agent = new Agent(AGENT);
  return {
    ask: (request, url, addresses) => exchange(ask, request, { agent, ...optionsFor(request, url, addresses) }),
    close: () => agent.destroy(),
  };
}

/** Connections wait a moment for the next request, and not many of them. Milliseconds. */
export const AGENT = { keepAlive: true, maxFreeSockets: 2, timeout: 5_000 } as const;

/** No honest answer has more of a head. Bytes. */
const MOST_HEAD = 32 * 1024;

export const optionsFor = (request: WebRequest, url: URL, addresses: readonly Vetted[]): RequestOptions => ({
  method: request.method, host: bare(url.hostname), port: url.port || (url.protocol === 'https:' ? 443 : 80), path: url.pathname + url.search,
  headers: { host: url.host, ...request.headers }, lookup: pinnedTo(addresses), maxHeaderSize: MOST_HEAD, insecureHTTPParser: false,
});

/** `::1` of `[::1]`. */
export const bare = (host: string): string => (host.startsWith('[') ? host.slice(1, -1) : host);

/** Nothing is looked up between the look at an address and the connection to it. */
export const pinnedTo = (addresses: readonly Vetted[]): LookupFunction => (_host, options, done) => {
  const [first] = addresses;
  if (options.all) done(null, addresses.map(({ address, family }) => ({ address, family })));
  else done(null, first?.address ?? '', first?.family ?? 4);
};

/** One request and the answer to it. */
export function exchange(start: (options: RequestOptions) => ClientRequest, request: WebRequest, options: RequestOptions): Promise<WebAnswer> {
  return new Promise((done, fail) => {
    const sent = start(options);
    const timer = setTimeout(() => sent.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), request.timeout);
    sent.on('error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    // An answer that wants to be something else than HTTP.
    sent.on('upgrade', (_, socket) => {
      clearTimeout(timer);
      socket.destroy();
      fail(Object.assign(new Error('upgrade'), { code: 'HPE_UPGRADE' }));
    });
    sent.on('response', (answer) => {
      // The head is there; the body has a time of its own.
      clearTimeout(timer);
      void take(answer, request).then(done, fail);
    });
    sent.end();
  });
}

async function take(answer: IncomingMessage, request: WebRequest): Promise<WebAnswer> {
  const head: WebHead = { status: answer.statusCode ?? 0, headers: headersOf(answer.rawHeaders) };
  const reader = request.method === 'HEAD' ? undefined : request.reader?.(head);
  if (reader) return { kind: 'head', ...head, ended: await readBody(answer, head, reader) };
  dropBody(answer, head);
  return { kind: 'head', ...head, ended: 'early' };
}

/** Node drops some headers that come twice; which of them were sent decides nothing here, but all of them are kept. */
function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
