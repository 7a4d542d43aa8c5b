import { generators } from '../generators/index.ts';
import { reporters } from '../reporters/index.ts';
import { rules } from '../rules/index.ts';
import type { SettingNames } from '../settings/settings.ts';

/** The names that this version of the program knows. */
export const settingNames: SettingNames = {
  rules: rules.map(({ id }) => id),
  generators: generators.map(({ id }) => id),
  formats: Object.keys(reporters),
};
