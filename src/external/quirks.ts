import { decodePath } from '../core/paths.ts';

/** What is particular about some sites. Everything here was learnt the hard way by those who asked them. */
interface Quirk {
  /** Hosts it is about: `example.com`, or `.example.com` for all below it too. */
  readonly hosts: readonly string[];
  /** Asks this instead: an address that says more plainly whether the thing is there. */
  readonly instead?: (url: URL) => string | undefined;
  /** Of what was asked instead: statuses that mean that it is not there, and that it is. */
  readonly gone?: readonly number[];
  readonly there?: readonly number[];
  /** They answer `HEAD` as they answer `GET`, and have files that are large. */
  readonly head?: true;
  /** Places on a page there are made by a program in the browser, so that one that is not found may still be there. */
  readonly livingAnchors?: true;
  /** Requests at once, and milliseconds between them, where the usual is too much. */
  readonly pace?: { readonly atOnce: number; readonly spacing: number };
}

const QUIRKS: readonly Quirk[] = [
  {
    // The page of a video answers 200 whether it is there or not.
    hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com', 'youtu.be', 'www.youtube-nocookie.com'],
    instead: videoQuestion, gone: [400, 404], there: [401, 403],
  },
  { hosts: ['github.com'], livingAnchors: true, pace: { atOnce: 2, spacing: 250 } },
  { hosts: ['gitlab.com', 'bitbucket.org', 'codeberg.org'], livingAnchors: true },
  { hosts: ['docs.google.com', 'drive.google.com', 'groups.google.com'], livingAnchors: true },
  { hosts: ['twitter.com', 'x.com', 'mobile.twitter.com', '.facebook.com', '.instagram.com', '.linkedin.com', '.reddit.com'], livingAnchors: true },
  { hosts: ['web.archive.org'], pace: { atOnce: 1, spacing: 1_000 } },
  { hosts: ['archive.org'], pace: { atOnce: 2, spacing: 250 } },
  { hosts: ['upload.wikimedia.org', 'i.imgur.com'], head: true },
];

const BY_HOST: ReadonlyMap<string, Quirk> = new Map(QUIRKS.flatMap((quirk) => quirk.hosts.map((host) => [host.replace(/^\./, ''), quirk] as const)));
const BY_END = QUIRKS.flatMap((quirk) => quirk.hosts.filter((host) => host.startsWith('.')).map((end) => ({ end, quirk })));

/** The quirk of a host, or none. */
export const quirkOf = (host: string): Quirk | undefined => BY_HOST.get(host) ?? BY_END.find(({ end }) => host.endsWith(end))?.quirk;

/** https://oembed.com: answers for a video, not for a page around it. */
function videoQuestion(url: URL): string | undefined {
  const id = url.hostname === 'youtu.be' ? url.pathname.slice(1)
    : url.pathname === '/watch' ? url.searchParams.get('v') : /^\/(?:embed|v|shorts|live)\/([^/]+)$/.exec(url.pathname)?.[1];
  if (!id || !/^[\w-]{6,20}$/.test(id) || id === 'videoseries') return undefined;
  return `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(`https://www.youtube.com/watch?v=${id}`)}`;
}

/**
 * The place on a page that can be looked for, as written; `undefined` where there is none: every browser finds `#top`,
 * a text fragment looks for words, and the rest are made for programs.
 */
export function fragmentOf(url: URL): string | undefined {
  const fragment = url.hash.slice(1).replace(/:~:.*$/, '');
  if (fragment === '' || fragment.toLowerCase() === 'top') return undefined;
  if (PROGRAMS.test(decodePath(fragment)) || NO_PAGE.test(url.pathname)) return undefined;
  return fragment;
}

/** Routers, players, comments, lines of code, `#page=3`, `#heading=h.x`: what is there is decided in the browser. */
const PROGRAMS = /^[!/?]|=|^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|^(?:disqus_thread|respond|(?:issue|discussion)?comment-?\d*|discussion_r\d+|diff-.*)$|[{}<>]/i;

/** Files that are shown by something else than a page. */
const NO_PAGE = /\.(?:pdf|svg|png|jpe?g|gif|webp|mp[34]|webm|og[gv]|txt|md|js|css|py|[ch]|cpp|rs|go|java|rb|ts)$/i;
