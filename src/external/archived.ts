import type { ExternalAnswer, Snapshot } from '../core/external.ts';
import { snapshotOf, type ArchiveOptions } from './archive.ts';

/**
 * Looks for copies of what is dead: for each day in `days`, by address as linked to, the one that is nearest. Gives the
 * same answers with them.
 */
export async function withCopies(
  answers: ReadonlyMap<string, ExternalAnswer>,
  days: ReadonlyMap<string, ReadonlySet<string>>,
  archive: ArchiveOptions,
): Promise<ReadonlyMap<string, ExternalAnswer>> {
  const dead = [...answers].filter(([, { verdict }]) => verdict.kind === 'dead');
  const found = new Map(answers);
  await Promise.all(dead.map(async ([url, answer]) => {
    const archived = new Map<string, Snapshot>();
    for (const day of days.get(url) ?? ['']) {
      const copy = await snapshotOf(url, day, archive);
      if (copy) archived.set(day, copy);
    }
    if (archived.size > 0) found.set(url, { ...answer, archived });
  }));
  return found;
}
