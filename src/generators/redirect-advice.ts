import type { Redirects } from '../core/site/conventions.ts';
import type { Host } from '../core/site/hosts.ts';

/** What an author can do for an address that a page has left, where the generator itself does nothing: the host may. */
export function redirectAdvice(host: Host, byGenerator?: (from: string, to: string) => string): Redirects {
  return {
    kind: 'advice',
    advise: (from, to) => byGenerator?.(from, to) ?? byHost(host.name, from, to),
  };
}

function byHost(host: string, from: string, to: string): string {
  switch (host) {
    case 'Netlify': return `A redirect is a line of \`_redirects\`: \`${from} ${to} 301\`.`;
    case 'Vercel': return `A redirect is one of the \`redirects\` of \`vercel.json\`: \`{ "source": "${from}", "destination": "${to}", "permanent": true }\`.`;
    case 'GitHub Pages': return `A redirect is a page at \`${from}\` that sends visitors on: \`<meta http-equiv="refresh" content="0; url=${to}">\`.`;
    default: return `A redirect is up to your host. On Netlify and Cloudflare Pages it is a line of \`_redirects\`: \`${from} ${to} 301\`.`;
  }
}
