import { promises as dns } from 'node:dns';
import type { Web, WebAnswer, WebOptions, WebRequest } from '../../core/system.ts';
import { vetterFor, type Resolver, type Vetted } from './addresses.ts';
import { faultOf } from './faults.ts';
import { openPlain } from './plain.ts';
import { openSecure } from './secure.ts';

export interface OpenWebOptions extends WebOptions {
  /** In place of DNS. */
  readonly resolve?: Resolver;
  /** Certificates of the authorities to trust in place of the usual ones, PEM. */
  readonly authorities?: readonly string[];
}

/** What goes over a connection: one request to an address that may be asked. Rejects with the errors of Node. */
export type Asker = (request: WebRequest, url: URL, addresses: readonly Vetted[], signal: AbortSignal) => Promise<WebAnswer>;

/** The web as it is. */
export function openWeb({ allow, resolve = resolveName, authorities = [] }: OpenWebOptions): Web {
  const vet = vetterFor({ allow, resolve });
  const plain = openPlain();
  const secure = openSecure(authorities);
  return {
    ask: async (request) => {
      const url = urlOf(request.url);
      if (!url) return { kind: 'fault', fault: 'malformed', detail: 'it is no address' };
      const patience = new AbortController();
      const late = new Promise<WebAnswer>((done) => {
        patience.signal.addEventListener('abort', () => done({ kind: 'fault', fault: 'timeout', detail: '' }), { once: true });
      });
      const timer = setTimeout(() => patience.abort(), request.timeout);
      const answer = async (): Promise<WebAnswer> => {
        const vetting = await vet(url);
        if (vetting.kind === 'fault') return vetting;
        if (patience.signal.aborted) return late;
        return (url.protocol === 'https:' ? secure : plain).ask(withTimer(request, timer), url, vetting.addresses, patience.signal);
      };
      try {
        return await Promise.race([answer().catch(faultOf), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => {
      plain.close();
      secure.close();
    },
  };
}

/** Once the head is there, its time does not count any more: the body has its own. */
const withTimer = (request: WebRequest, timer: NodeJS.Timeout): WebRequest => ({
  ...request,
  reader: (head) => {
    clearTimeout(timer);
    return request.reader?.(head);
  },
});

function urlOf(text: string): URL | undefined {
  try { return new URL(text); } catch { return undefined; }
}

/**
 * Straight from the name servers: the machine's own way takes four names at a time. It is asked where they know nothing,
 * as it may know more - a hosts file - and says best what is wrong.
 */
async function resolveName(host: string): Promise<readonly string[]> {
  const found = await Promise.allSettled([dns.resolve4(host), dns.resolve6(host)]);
  const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (addresses.length > 0) return addresses;
  return (await dns.lookup(host, { all: true })).map(({ address }) => address);
}
