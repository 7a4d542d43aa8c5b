import { json } from './json.ts';
import type { Reporter, Style } from './reporter.ts';
import { story } from './story.ts';
import { unix } from './unix.ts';

/** Reporters by the name that `--format` takes. */
export const reporters = { default: story, json, unix } as const satisfies Record<string, (style: Style) => Reporter>;

export type ReporterName = keyof typeof reporters;
