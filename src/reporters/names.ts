/** What `--format` takes: one for people first, then those for programs. */
export const FORMATS = ['default', 'unix', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown', 'html'] as const;

export type ReporterName = typeof FORMATS[number];
