import { isAskable } from '../core/external.ts';
import type { FilePath } from '../core/paths.ts';
import type { System } from '../core/system.ts';
import { judgementsOf } from '../lint/judge.ts';
import type { OpenedAt } from './open-at.ts';

/** What can be typed about asking other sites. */
export interface ExternalCommand {
  readonly external?: boolean;
  /** `true` for the usual file. */
  readonly history?: string | boolean;
  readonly userAgent?: string;
  /** Milliseconds. */
  readonly maxTime?: number;
  readonly maxPerHost?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly allowHost?: readonly string[];
  readonly quiet?: boolean;
  readonly git?: boolean;
}

/** The same blog with what other sites say of the links to them, where a person asked for it. Nothing else leads to a socket. */
export async function askedAt(at: OpenedAt, options: ExternalCommand, system: System): Promise<OpenedAt> {
  if (!options.external) return at;
  const { askExternal } = await import('./ask-external.ts');
  const links = judgementsOf(at.opened.site).filter(({ reference, resolution, document, entry }) =>
    resolution.kind === 'external' && isAskable(reference) && at.isChosen(document.path) && entry.visibility.kind !== 'expired');
  const asked = await askExternal({ opened: at.opened, links, isWhole: links.length > 0 && isAll(at) }, options, system);
  return { ...at, opened: { ...at.opened, ...asked } };
}

const isAll = ({ opened, isChosen }: OpenedAt): boolean => [...opened.site.documents.keys()].every((path: FilePath) => isChosen(path));
