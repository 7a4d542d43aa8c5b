/** The names a settings file can have, the first before the others. All are parsed, none is run. */
export const SETTINGS_FILES = ['blog.config.json', 'blog.config.jsonc', 'blog.config.yaml', 'blog.config.yml', 'blog.config.toml'] as const;

/** Where settings can stand too, under the key `blog`. */
export const PACKAGE_FILE = 'package.json';
