import { existsSync, readFileSync } from 'node:fs';

/** The page of a rule, as Markdown: it lies beside the rule, and comes with the package. */
export function rulePage(id: string): string {
  const places = ['../rules/', '../src/rules/'].map((folder) => new URL(`${folder}${id}.md`, import.meta.url));
  const place = places.find((url) => existsSync(url));
  return place === undefined ? '' : readFileSync(place, 'utf8');
}
