import type { System } from '../core/system.ts';
import { openSite, type OpenedSite, type OpenOptions } from './open-site.ts';

/** Opens a blog for what needs titles, dates and addresses but no links: of each source only the head is read. */
export const openHeads = (system: System, options: OpenOptions): Promise<OpenedSite> =>
  openSite(system, { ...options, part: 'head' });
