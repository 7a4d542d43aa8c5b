import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import type { Identity } from './certificates.ts';

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

export type Handler = (request: { readonly url: string; readonly method: string; readonly headers: IncomingMessage['headers'] }, response: Reply) => void;

/** As much of an answer as tests write: the same over HTTP/1.1 and 2. */
export interface Reply {
  statusCode: number;
  setHeader(name: string, value: string | readonly string[]): unknown;
  write(part: string | Uint8Array): boolean;
  end(part?: string | Uint8Array): unknown;
  on(event: 'drain' | 'close', listener: () => void): unknown;
}

/** A server on this machine, on a port of its own. */
export async function serve(handle: Handler, identity?: Identity, address?: string): Promise<Running> {
  const answer = (request: IncomingMessage, response: ServerResponse): void =>
    handle({ url: request.url ?? '', method: request.method ?? '', headers: request.headers }, response);
  return listen(identity ? createTlsServer(identity, answer) : createServer(answer), address);
}

/** The same over HTTP/2. */
export async function serveHttp2(handle: Handler, identity: Identity): Promise<Running> {
  const server = createSecureServer(identity);
  server.on('request', (request, response) => handle({ url: request.url, method: request.method, headers: request.headers }, response));
  return listen(server);
}

export interface Proxy extends Running {
  /** What it was asked for: `GET http://a.example/x`, `CONNECT a.example:443`; with the pass that came along. */
  readonly asked: readonly string[];
}

/** A proxy that leads every name to this machine, and knows no `gone.example`. */
export async function serveProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): URL => {
    asked.push(`${method} ${url}${headers['proxy-authorization'] === undefined ? '' : ` ${headers['proxy-authorization']}`}`);
    return new URL(method === 'CONNECT' ? `http://${url}` : url ?? '');
  };
  const server = createServer((request, response) => {
    const { port, pathname, search } = note(request);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    ask({ host: '127.0.0.1', port, path: pathname + search, method: request.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connect', (request, client: Socket) => {
    const { hostname, port } = note(request);
    if (hostname === 'gone.example') return void client.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    const site = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      site.pipe(client).pipe(site);
    });
    site.on('error', () => client.destroy());
    client.on('error', () => site.destroy()).on('close', () => site.destroy());
  });
  return { ...await listen(server), asked };
}

/** Says these bytes to whoever asks, and then closes, or keeps quiet. */
export const serveBytes = (bytes: (socket: Socket) => void): Promise<Running> =>
  listen(createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => bytes(socket));
  }));

async function listen(server: Server | TcpServer, address = '127.0.0.1'): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => { server.listen(0, address, done); });
  return {
    port: portOf(server.address()),
    close: () => new Promise((done) => {
      server.close(() => done());
      for (const socket of sockets) socket.destroy();
    }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('It has no port.');
  return address.port;
}
