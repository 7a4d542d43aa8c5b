import { generators } from '../generators/index.ts';
import { FORMATS } from '../reporters/names.ts';
import { rules } from '../rules/index.ts';
import type { SettingNames } from '../settings/settings.ts';

/** The names that this version of the program knows. */
export const settingNames: SettingNames = {
  rules: rules.map(({ id }) => id),
  generators: generators.map(({ id }) => id),
  formats: FORMATS,
};
