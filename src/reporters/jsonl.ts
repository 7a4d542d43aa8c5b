import { jsonOf, toJson } from './json.ts';
import type { Reporter } from './reporter.ts';

/** The findings of `json`, one a line, for programs that read as they go. */
export const jsonl = (): Reporter => ({ findings, shown }) => findings.map((finding) => `${jsonOf(toJson(finding, shown))}\n`).join('');
