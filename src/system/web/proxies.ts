import { BlogError } from '../../core/system.ts';
import { isWithin } from './addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Which proxy an address is asked through, if any: as `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say, in small
 * letters or large ones. https://everything.curl.dev/usingcurl/proxies/env.html
 */
export function proxiesFrom(env: Environment): (url: URL) => URL | undefined {
  const all = proxyIn(env, 'all_proxy');
  const proxies = { 'http:': proxyIn(env, 'http_proxy') ?? all, 'https:': proxyIn(env, 'https_proxy') ?? all };
  if (!proxies['http:'] && !proxies['https:']) return () => undefined;
  const isDirect = directFrom(valueOf(env, 'no_proxy') ?? '');
  return (url) => (isDirect(url) ? undefined : proxies[url.protocol === 'https:' ? 'https:' : 'http:']);
}

/** The small letters win, as curl has it. What is empty is not there. */
const valueOf = (env: Environment, name: string): string | undefined => env[name] || env[name.toUpperCase()] || undefined;

function proxyIn(env: Environment, name: string): URL | undefined {
  const text = valueOf(env, name)?.trim();
  if (text === undefined || text === '') return undefined;
  const proxy = URL.canParse(withScheme(text)) ? new URL(withScheme(text)) : undefined;
  // What it says may hold a password, and is not repeated.
  if (proxy?.protocol !== 'http:' || proxy.hostname === '') throw new BlogError(`\`${name}\` names no proxy that can be used. Write it as \`http://proxy.example:3128\`.`);
  return proxy;
}

const withScheme = (text: string): string => (/^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`);

/** `example.org` stands for all below it too, as does `.example.org`; `*` for everything; addresses and networks for themselves. */
function directFrom(list: string): (url: URL) => boolean {
  const places = list.toLowerCase().split(/[\s,]+/).filter((place) => place !== '').map((place) => {
    const [, host = place, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(place) ?? [];
    return { host: host.replace(/^\*?\.(?=.)|^\[|\]$/g, ''), port };
  });
  return ({ hostname, port, protocol }) => {
    const bare = hostname.replace(/^\[|\]$/g, '');
    const at = port || (protocol === 'https:' ? '443' : '80');
    return places.some((place) => (place.port === undefined || place.port === at) && (place.host === '*' || place.host === bare || bare.endsWith(`.${place.host}`) || isWithin(bare, place.host)));
  };
}
