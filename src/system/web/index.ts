import { promises as dns } from 'node:dns';
import { BlogError, type Web, type WebAnswer, type WebOptions, type WebRequest } from '../../core/system.ts';
import { codeOf } from '../errors.ts';
import { isPermission, namesVetterFor, vetterFor, type Resolver, type Vetted } from './addresses.ts';
import { faultOf } from './faults.ts';
import { openPlain } from './plain.ts';
import { openProxied } from './proxied.ts';
import { proxiesFrom } from './proxies.ts';
import { openSecure } from './secure.ts';

export interface OpenWebOptions extends WebOptions {
  /** In place of DNS. */
  readonly resolve?: Resolver;
  /** Where proxies are named. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Certificates of the authorities to trust in place of the usual ones, PEM. */
  readonly authorities?: readonly string[];
}

/** What goes over a connection: one request to an address that may be asked. Rejects with the errors of Node, in the time that the request allows. */
export type Asker = (request: WebRequest, url: URL, addresses: readonly Vetted[]) => Promise<WebAnswer>;

/** The web as it is. */
export function openWeb({ allow, resolve = resolverFor(allow), env = {}, authorities = [] }: OpenWebOptions): Web {
  for (const one of allow) if (!isPermission(one)) throw new BlogError(`\`${one}\` is no host, address or network. Write \`wiki.intranet\`, \`*.intranet\`, \`10.0.0.1\` or \`10.0.0.0/8\`.`);
  const vet = vetterFor({ allow, resolve });
  const plain = openPlain();
  const secure = openSecure(authorities);
  const proxied = openProxied(authorities);
  const proxyFor = proxiesFrom(env);
  const refusalOf = namesVetterFor(allow);
  return {
    ask: async (request) => {
      const url = urlOf(request.url);
      if (!url) return { kind: 'fault', fault: 'malformed', detail: 'it is no address' };
      const proxy = proxyFor(url);
      if (proxy) return refusalOf(url) ?? proxied.ask(request, url, proxy).catch(faultOf);
      const vetting = await inTime(vet(url), request.timeout);
      if (vetting === undefined) return { kind: 'fault', fault: 'timeout', detail: 'DNS' };
      if (vetting.kind === 'fault') return vetting;
      return (url.protocol === 'https:' ? secure : plain).ask(request, url, vetting.addresses).catch(faultOf);
    },
    close: () => {
      plain.close();
      secure.close();
      proxied.close();
    },
  };
}

/** `undefined` when it takes longer. */
function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => done(undefined), milliseconds);
    work.then(done, fail).finally(() => clearTimeout(timer));
  });
}

function urlOf(text: string): URL | undefined {
  try { return new URL(text); } catch { return undefined; }
}

/**
 * Straight from the name servers: the machine's own way takes four names at a time. It is asked where those are not
 * reached, and where a person lets hosts in that may stand in a hosts file alone.
 */
function resolverFor(allow: readonly string[]): Resolver {
  const resolver = new dns.Resolver({ timeout: 3_000, tries: 2 });
  return async (host) => {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (addresses.length > 0) return addresses;
    const unknown = found.find((one) => one.status === 'rejected' && NO_NAME.has(codeOf(one.reason) ?? ''));
    if (unknown?.status === 'rejected' && allow.length === 0 && host.includes('.')) throw unknown.reason;
    return (await dns.lookup(host, { all: true })).map(({ address }) => address);
  };
}

const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);
