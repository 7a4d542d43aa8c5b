import { join, relative, sep } from 'node:path';
import type { FilePath } from '../core/paths.ts';
import type { LintOptions, Severities } from '../lint/lint-site.ts';
import { pathPatterns } from '../settings/patterns.ts';
import { readMisspellings } from './misspellings.ts';
import type { OpenedSite } from './open-site.ts';

/** What the blog's settings and the words typed say of how to lint it. */
export function lintSettings({ settings, settingsFrom, root }: OpenedSite, typed: Severities | undefined): LintOptions {
  // Patterns start from the folder that the settings file is in.
  const fromSettings = (file: FilePath): string => relative(settingsFrom.folder, join(root, file)).split(sep).join('/');
  const { files = [], links = [] } = settings.ignore ?? {};
  const isIgnoredFile = pathPatterns(files);
  const isIgnoredLink = pathPatterns(links);
  return {
    ...((settings.rules || settings.frontMatterSchema !== undefined) && { rules: { ...(settings.frontMatterSchema !== undefined && { 'front-matter-shape': 'warning' as const }), ...settings.rules } }),
    misspellings: () => readMisspellings(root),
    ...(settings.largestImage !== undefined && { largestImage: settings.largestImage }),
    ...(settings.frontMatterSchema !== undefined && { frontMatterSchema: settings.frontMatterSchema }),
    ...(typed && { typed }),
    overrides: (settings.overrides ?? []).map((override) => {
      const means = pathPatterns(override.files);
      return { means: (file) => means(fromSettings(file)), rules: override.rules };
    }),
    ...(files.length + links.length > 0 && {
      ignores: ({ file, reference }) =>
        (files.length > 0 && isIgnoredFile(fromSettings(file))) || (reference !== undefined && (isIgnoredLink(reference.raw) || isIgnoredLink(reference.url))),
    }),
  };
}
