import ipaddr from 'ipaddr.js';
import type { WebFault } from '../../core/system.ts';

/** An address that a connection may go to. */
export interface Vetted {
  readonly address: string;
  readonly family: 4 | 6;
}

export type Vetting = Refusal | { readonly kind: 'vetted'; readonly addresses: readonly Vetted[] };

export interface Refusal {
  readonly kind: 'fault';
  readonly fault: WebFault;
  readonly detail: string;
}

/** All addresses of a name. Rejects with an error whose code is Node's: `ENOTFOUND` where there is none. */
export type Resolver = (host: string) => Promise<readonly string[]>;

export interface VetterOptions {
  readonly allow: readonly string[];
  readonly resolve: Resolver;
}

/** Says where a connection for a URL may go, if anywhere. Each name is looked up once, so that it cannot change its mind. */
export function vetterFor({ allow, resolve }: VetterOptions): (url: URL) => Promise<Vetting> {
  const known = new Map<string, Promise<Vetting>>();
  const allowed = permissionsOf(allow);
  const look = async (host: string): Promise<Vetting> => {
    const literal = literalOf(host);
    try {
      return vetAll(host, literal === undefined ? await resolve(host) : [literal], allowed);
    } catch (error) {
      known.delete(host);
      return faultOfDns(error);
    }
  };
  return async (url) => {
    const refused = refusalOf(url);
    if (refused) return refused;
    const { hostname } = url;
    const before = known.get(hostname) ?? look(hostname);
    known.set(hostname, before);
    return before;
  };
}

/**
 * Says why a URL is not asked through a proxy, which looks up names by itself: by what is known without looking. Names of
 * one's own machine and network are refused as the addresses they would have.
 */
export function namesVetterFor(allow: readonly string[]): (url: URL) => Refusal | undefined {
  const allowed = permissionsOf(allow);
  return (url) => {
    const { hostname } = url;
    const literal = literalOf(hostname);
    if (literal === undefined) return refusalOf(url) ?? (INSIDE.test(hostname) && !allowed.isAllowedName(hostname) ? refusal(`${hostname} is a name inside of a network`) : undefined);
    const vetting = vetAll(hostname, [literal], allowed);
    return refusalOf(url) ?? (vetting.kind === 'fault' ? vetting : undefined);
  };
}

/**
 * Without a dot, or below a name for private use: this machine, the metadata services of clouds, a home, a company.
 * https://www.iana.org/assignments/special-use-domain-names
 */
const INSIDE = /^[^.]*\.?$|\.(?:localhost|local|localdomain|internal|intranet|corp|home|lan|private|home\.arpa)\.?$/;

/** What no address can make good: another scheme, a port that is no web server's. */
function refusalOf({ protocol, port }: URL): Refusal | undefined {
  if (protocol !== 'http:' && protocol !== 'https:') return refusal(`${protocol} is not asked`);
  return REFUSED_PORTS.has(Number(port)) ? refusal(`port ${port} is no web server's`) : undefined;
}

/** `[::1]` and `127.0.0.1`, which the URL parser has brought to one spelling, whatever was written: `0x7f.1`, `2130706433`. */
function literalOf(host: string): string | undefined {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** One address that is refused refuses the name: whoever mixes them means no good, or is behind a split DNS. */
function vetAll(host: string, addresses: readonly string[], { isAllowedName, isAllowedAddress }: Permissions): Vetting {
  if (addresses.length === 0) return { kind: 'fault', fault: 'no-such-host', detail: 'it has no address' };
  const mayBePrivate = isAllowedName(host);
  const vetted: Vetted[] = [];
  for (const address of addresses) {
    if (!ipaddr.isValid(address)) return refusal(`${address} is no address`);
    const why = mayBePrivate || isAllowedAddress(address) ? undefined : whyRefused(address);
    if (why !== undefined) return refusal(`${address} is ${why}`);
    vetted.push({ address, family: ipaddr.parse(address).kind() === 'ipv4' ? 4 : 6 });
  }
  // Version 4 first: a machine without version 6 loses no time.
  return { kind: 'vetted', addresses: vetted.sort((a, b) => a.family - b.family) };
}

const refusal = (detail: string): Refusal => ({ kind: 'fault', fault: 'refused', detail });

/** Why an address is not one of the public internet: only what is known to be public passes. */
export function whyRefused(address: string): string | undefined {
  if (address.includes('%')) return 'of this link only';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv4) {
    return range !== 'unicast' ? WORDS[range] ?? 'not public' : METADATA.has(parsed.toString()) ? 'a metadata service' : undefined;
  }
  // NAT64 puts a version 4 address into the last 32 bits. https://www.rfc-editor.org/rfc/rfc6052#section-2.1
  if (parsed.match(ipaddr.parseCIDR('64:ff9b::/96'))) return whyRefused(parsed.toByteArray().slice(12).join('.'));
  if (range !== 'unicast') return WORDS[range] ?? 'not public';
  return parsed.match(ipaddr.parseCIDR('2000::/3')) ? undefined : 'not public';
}

const WORDS: Readonly<Record<string, string>> = {
  private: 'private', uniqueLocal: 'private', carrierGradeNat: 'private', deprecatedSiteLocal: 'private',
  loopback: 'this machine', unspecified: 'this machine', linkLocal: 'of this link only', multicast: 'of many machines',
};

/** Public by its number, and still only reachable from inside: Azure's. The other clouds' are link-local or private. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);

/** Whether an address is this one, or in this network: `10.0.0.0/8`. */
export function isWithin(address: string, place: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (ipaddr.isValid(place)) return ipaddr.process(place).toString() === parsed.toString();
  if (!ipaddr.isValidCIDR(place)) return false;
  const [network, bits] = ipaddr.parseCIDR(place);
  return network.kind() === parsed.kind() && parsed.match(network, bits);
}

/** Whether this says who may be asked: a host, all below one, an address, a network. */
export const isPermission = (text: string): boolean => ipaddr.isValidCIDR(text) || ipaddr.isValid(text) || /^(?:\*\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(text);

interface Permissions {
  isAllowedName(host: string): boolean;
  isAllowedAddress(address: string): boolean;
}

function permissionsOf(allow: readonly string[]): Permissions {
  const names = allow.map((one) => one.toLowerCase());
  const places = names.filter((one) => ipaddr.isValid(one) || ipaddr.isValidCIDR(one));
  return {
    isAllowedName: (host) => names.some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name)),
    isAllowedAddress: (address) => !address.includes('%') && places.some((place) => isWithin(address, place)),
  };
}

/** Names that do not exist are one thing, a DNS that does not answer another. */
function faultOfDns(error: unknown): Vetting {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { kind: 'fault', fault: code === 'ENOTFOUND' || code === 'ENODATA' ? 'no-such-host' : 'no-dns', detail: code };
}

/** https://fetch.spec.whatwg.org/#port-blocking */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111,
  113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548,
  554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
  6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
