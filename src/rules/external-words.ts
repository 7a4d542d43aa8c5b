import { clauseOf, isAskable, type ExternalAnswer, type Snapshot, type Verdict } from '../core/external.ts';
import type { Fix } from '../core/finding.ts';
import type { FileFacts, ReferenceContext } from '../core/rule.ts';
import { dayOf, quote } from './words.ts';

export type ExternalContext = ReferenceContext & { readonly facts: FileFacts };

/** What another site said about a reference, if it was asked. */
export const answerFor = ({ reference, resolution, facts }: ExternalContext): ExternalAnswer | undefined =>
  (resolution.kind === 'external' && isAskable(reference) ? facts.external?.get(resolution.url) : undefined);

/** "`https://example.org/x` answers 404", and since when, where the history knows. */
export function said({ reference }: ExternalContext, verdict: Verdict): string {
  const since = verdict.since === undefined ? '' : `, since ${dayOf(verdict.since)}`;
  return `${quote(reference.raw)} ${clauseOf(verdict)}${since}`;
}

/** Puts another address in the place of one that is written out; where a template makes it, nothing can be put. */
export function rewritten({ reference, document }: ExternalContext, address: string, about: Omit<Fix, 'title' | 'edits'>): readonly Fix[] {
  if (reference.raw !== reference.url || reference.via !== undefined) return [];
  return [{ ...about, title: `Write ${quote(address)}.`, edits: [{ file: document.path, range: reference.range, text: inText(address) }] }];
}

/** What could end a destination in Markdown or a value in HTML and YAML. */
const inText = (address: string): string => address.replace(/[()'"<>\\`|*[\]{}\s]/g, (character) => encodeURIComponent(character).replace(/['()*]/g, (left) =>
  `%${left.charCodeAt(0).toString(16).toUpperCase()}`));

/** The copy in an archive that is nearest to when the post was written. */
export function archivedFor({ entry, resolution, facts }: ExternalContext): Snapshot | undefined {
  const archived = resolution.kind === 'external' ? facts.external?.get(resolution.url)?.archived : undefined;
  return archived?.get(entry.date === undefined ? '' : dayOf(entry.date));
}

