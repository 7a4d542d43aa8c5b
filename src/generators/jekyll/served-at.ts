import type { ConfigureInput } from '../generator.ts';
import type { BuildCommand } from './build-command.ts';
import type { Settings } from './settings.ts';
import { at, printed, type Data } from './values.ts';

/** `/blog`. Left out on a project site of GitHub Pages, it is the repository's name. */
export function baseOf({ config, version }: Settings, command: BuildCommand, domains: readonly string[], { options, github }: ConfigureInput): string {
  const repository = github?.split('/')[1] ?? '';
  const served = domains.length === 0 && repository !== '' && !isUserSite(repository) && !hasOwnDomain(config) ? `/${repository}` : '';
  const asked = command.baseurl === 'pages' ? (repository === '' ? undefined : served) : command.baseurl;
  const written = options.base ?? asked ?? at(config, 'baseurl');
  if (written !== undefined && written !== null && !(version.pages && written === '/')) return `/${printed(written)}`.replace(/\/+/g, '/').replace(/\/$/, '');
  return version.pages ? served : '';
}

/** A domain that is set at GitHub and not in a file. */
const hasOwnDomain = (config: Data): boolean => {
  const url = printed(at(config, 'url'));
  return url !== '' && !/\.github\.(?:io|com)(?:[:/]|$)|localhost/i.test(url);
};

/** `me.github.io`, which is served at the root of that address. */
export const isUserSite = (repository: string): boolean => /\.github\.(?:io|com)$/i.test(repository);

/** Everything that is this blog itself: its `url`, its own domain, its address at GitHub. */
export function originsOf({ config, version }: Settings, domains: readonly string[], { github }: ConfigureInput): readonly string[] {
  const url = printed(at(config, 'url')).trim();
  const host = /^(?:https?:)?\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase();
  const [owner, repository = ''] = github?.toLowerCase().split('/') ?? [];
  const hosts = new Set([
    ...(host === undefined || /^(?:localhost|127\.|0\.0\.0\.0)/.test(host) ? [] : [host]), ...domains,
    // Whoever builds it, `me.github.io` is served there.
    ...(owner !== undefined && (version.pages || isUserSite(repository)) ? [`${owner}.github.io`] : []),
  ]);
  return [...hosts].flatMap((name) => [`https://${name}`, `http://${name}`]);
}
