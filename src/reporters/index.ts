import { checkstyle } from './checkstyle.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html/index.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { ReporterName } from './names.ts';
import type { Reporter, Style } from './reporter.ts';
import { sarif } from './sarif.ts';
import { story } from './story.ts';
import { unix } from './unix.ts';

/** Reporters by the name that `--format` takes. */
export const reporters = { default: story, unix, json, jsonl, sarif, github, gitlab, junit, checkstyle, markdown, html } as const satisfies Record<ReporterName, (style: Style) => Reporter>;
