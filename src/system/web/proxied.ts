import { Agent, request as ask, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent, request as askSecurely } from 'node:https';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { WebAnswer, WebRequest } from '../../core/system.ts';
import { AGENT, bare, exchange, optionsFor } from './plain.ts';

/** Asks through proxies. The proxy looks up the name, so that where the connection goes is not known here. */
export interface Proxied {
  ask(request: WebRequest, url: URL, proxy: URL): Promise<WebAnswer>;
  close(): void;
}

export function openProxied(authorities: readonly string[]): Proxied {
  const plain = new Agent(AGENT);
  const secure = new Map<string, TunnelAgent>();
  return {
    ask: (request, url, proxy) => {
      if (url.protocol === 'http:') return exchange(ask, request, { ...absolutely(request, url, proxy), agent: plain });
      const agent = secure.get(proxy.href) ?? new TunnelAgent(proxy, authorities);
      secure.set(proxy.href, agent);
      return exchange(askSecurely, request, { ...optionsFor(request, url, []), agent });
    },
    close: () => {
      plain.destroy();
      for (const agent of secure.values()) agent.destroy();
    },
  };
}

/** The whole address instead of a path tells the proxy whom to ask. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function absolutely(request: WebRequest, url: URL, proxy: URL): ReturnType<typeof optionsFor> {
  const { lookup: _, ...options } = optionsFor(request, url, []);
  return { ...options, ...placeOf(proxy), path: `http://${url.host}${url.pathname}${url.search}`, headers: { host: url.host, ...request.headers, ...passFor(proxy) } };
}

const placeOf = (proxy: URL): { readonly host: string; readonly port: string } => ({ host: bare(proxy.hostname), port: proxy.port || '80' });

/** The name and password of the proxy's address. */
function passFor({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` };
}

/** TLS with the site itself, through a tunnel that the proxy makes. */
class TunnelAgent extends SecureAgent {
  readonly #proxy: URL;

  constructor(proxy: URL, authorities: readonly string[]) {
    super({ ...AGENT, ...(authorities.length > 0 && { ca: [...authorities] }) });
    this.#proxy = proxy;
  }

  override createConnection(options: ClientRequestArgs, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    const host = options.host?.includes(':') ? `[${options.host}]` : options.host;
    tunnel(this.#proxy, `${host}:${options.port}`).then((socket) => {
      const secured = super.createConnection(Object.assign(options, { socket }));
      if (secured) callback?.(null, secured);
    }, (error: Error) => callback?.(error, new Duplex()));
    return undefined;
  }
}

/** Milliseconds for the proxy to reach the site. */
const PATIENCE = 20_000;

/** https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function tunnel(proxy: URL, path: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const asked = ask({ ...placeOf(proxy), method: 'CONNECT', path, headers: { host: path, ...passFor(proxy) }, agent: false, timeout: PATIENCE });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    asked.on('error', fail);
    asked.on('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode >= 200 && statusCode < 300) return done(socket.setTimeout(0));
      socket.destroy();
      // Whether there is no such host, or it is not to be asked, is in words alone.
      fail(Object.assign(new Error(`The proxy answers ${statusCode}.`), { code: 'EHOSTUNREACH' }));
    });
    asked.end();
  });
}
