import type { ClientRequestArgs } from 'node:http';
import { connect as connectSession, type ClientHttp2Session } from 'node:http2';
import { Agent, request as ask } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { WebAnswer, WebHead, WebRequest } from '../../core/system.ts';
import type { Vetted } from './addresses.ts';
import { dropBody, readBody } from './body.ts';
import type { Asker } from './index.ts';
import { AGENT, bare, exchange, optionsFor, pinnedTo } from './plain.ts';

/** HTTP over TLS: version 2 where the server wants it, 1.1 otherwise. Certificates are always verified. */
export function openSecure(authorities: readonly string[]): { readonly ask: Asker; close(): void } {
  const ca = authorities.length > 0 ? { ca: [...authorities] } : {};
  const agent = new HandedAgent({ ...AGENT, ...ca });
  const sessions = new Sessions(ca, agent);
  return {
    ask: async (request, url, addresses) => {
      const session = await sessions.of(url, addresses, request.timeout);
      if (session) return stream(session, request, url);
      return exchange(ask, request, { agent, ...optionsFor(request, url, addresses) });
    },
    close: () => {
      agent.destroy();
      sessions.close();
    },
  };
}

/** Takes the connection over which the version was agreed on, before it makes others. */
class HandedAgent extends Agent {
  readonly #handed = new Map<string, TLSSocket>();

  hand(url: URL, socket: TLSSocket): void {
    this.#handed.set(keyOf(bare(url.hostname), url.port || 443), socket);
  }

  override createConnection(options: ClientRequestArgs, callback?: (error: Error | null, stream: Duplex) => void): Duplex | null | undefined {
    const key = keyOf(options.host ?? '', options.port ?? 443);
    const handed = this.#handed.get(key);
    this.#handed.delete(key);
    return handed && !handed.destroyed ? handed : super.createConnection(options, callback);
  }

  override destroy(): void {
    for (const socket of this.#handed.values()) socket.destroy();
    super.destroy();
  }
}

const keyOf = (host: string, port: string | number): string => `${host} ${port}`;

/** The version 2 sessions that are open, by origin. Which version a server wants is asked once, with the first connection. */
class Sessions {
  readonly #ca: { readonly ca?: string[] };
  readonly #agent: HandedAgent;
  readonly #known = new Map<string, Promise<ClientHttp2Session | undefined>>();
  readonly #open = new Set<ClientHttp2Session>();

  constructor(ca: { readonly ca?: string[] }, agent: HandedAgent) {
    this.#ca = ca;
    this.#agent = agent;
  }

  of(url: URL, addresses: readonly Vetted[], timeout: number): Promise<ClientHttp2Session | undefined> {
    const known = this.#known.get(url.origin);
    if (known) return known;
    const session = this.#connect(url, addresses, timeout);
    this.#known.set(url.origin, session);
    session.catch(() => this.#known.delete(url.origin));
    return session;
  }

  close(): void {
    for (const session of this.#open) session.destroy();
  }

  async #connect(url: URL, addresses: readonly Vetted[], timeout: number): Promise<ClientHttp2Session | undefined> {
    const socket = await handshake(url, { ...this.#ca, addresses, timeout });
    if (socket.alpnProtocol !== 'h2') {
      this.#agent.hand(url, socket);
      return undefined;
    }
    const session = connectSession(url.origin, { createConnection: () => socket, maxSessionMemory: 2, settings: { enablePush: false, maxHeaderListSize: 32 * 1024 } });
    this.#open.add(session);
    const forget = (): void => {
      this.#open.delete(session);
      this.#known.delete(url.origin);
    };
    session.on('error', forget).on('goaway', forget).on('close', forget);
    // An idle session keeps the program from ending.
    session.setTimeout(AGENT.timeout, () => session.close());
    return session;
  }
}

interface Handshake {
  readonly ca?: string[];
  readonly addresses: readonly Vetted[];
  readonly timeout: number;
}

function handshake(url: URL, { addresses, timeout, ...ca }: Handshake): Promise<TLSSocket> {
  return new Promise((done, fail) => {
    const host = bare(url.hostname);
    const socket = connect({
      ...ca, host, port: Number(url.port || 443), lookup: pinnedTo(addresses), ALPNProtocols: ['h2', 'http/1.1'],
      ...(isIP(host) === 0 && { servername: host }),
    });
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeout);
    socket.on('close', () => { clearTimeout(timer); fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })); });
    socket.on('error', fail);
    socket.on('secureConnect', () => {
      clearTimeout(timer);
      done(socket);
    });
  });
}

function stream(session: ClientHttp2Session, request: WebRequest, url: URL): Promise<WebAnswer> {
  return new Promise((done, fail) => {
    const sent = session.request({
      ...request.headers, ':method': request.method, ':path': url.pathname + url.search, ':scheme': 'https', ':authority': url.host,
    }, { endStream: true });
    const end = (code: string) => (error?: Error): void => {
      clearTimeout(timer);
      fail(error ?? Object.assign(new Error(code), { code }));
      sent.destroy();
    };
    const timer = setTimeout(end('ETIMEDOUT'), request.timeout);
    sent.on('error', end('ECONNRESET'));
    sent.on('close', end('ECONNRESET'));
    sent.on('response', (fields) => {
      clearTimeout(timer);
      const head: WebHead = { status: Number(fields[':status'] ?? 0), headers: headersOf(fields) };
      const reader = request.method === 'HEAD' ? undefined : request.reader?.(head);
      if (reader) {
        void readBody(sent, head, reader).then((ended) => done({ kind: 'head', ...head, ended }));
        return;
      }
      done({ kind: 'head', ...head, ended: 'early' });
      dropBody(sent, head);
    });
  });
}

function headersOf(fields: Readonly<Record<string, string | readonly string[] | number | undefined>>): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith(':') && value !== undefined) headers[name] = typeof value === 'object' ? value.join(', ') : String(value);
  }
  return headers;
}
