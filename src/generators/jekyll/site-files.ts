import { folderOf, nameOf, type FilePath } from '../../core/paths.ts';
import { ParseError } from '../../core/text/parse-error.ts';
import { UNKNOWN } from '../../core/text/derived.ts';
import { parseYaml } from '../../core/text/yaml.ts';
import type { TemplateMapping, TemplateValue } from '../../core/template/liquid/index.ts';
import type { ConfigureInput, ReadFile } from '../generator.ts';
import type { LayoutTexts } from './layouts.ts';
import type { Settings } from './settings.ts';
import { at, define, printed } from './values.ts';

/** Layouts and includes as far as they are in the repository. */
export async function templatesOf(settings: Settings, { files, read }: ConfigureInput): Promise<LayoutTexts> {
  const folder = (key: string, otherwise: string): string => {
    const named = at(settings.config, key);
    const name = typeof named === 'string' ? named.replace(/^\.?\/+|\/+$/g, '') : otherwise;
    return settings.source === '' ? name : `${settings.source}/${name}`;
  };
  const theme = printed(at(settings.config, 'remote_theme') ?? at(settings.config, 'theme'));
  return {
    layouts: await textsBelow(folder('layouts_dir', '_layouts'), files, read),
    includes: await textsBelow(folder('includes_dir', '_includes'), files, read),
    theme: theme === '' ? undefined : theme,
  };
}

async function textsBelow(folder: string, files: readonly FilePath[], read: ReadFile): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const wanted = files.filter((file) => file.startsWith(`${folder}/`) && !/\.(?:png|jpe?g|gif|ico|woff2?)$/i.test(file));
  await Promise.all(wanted.slice(0, 5000).map(async (file) => {
    const text = await read(file);
    if (text !== undefined) texts.set(file.slice(folder.length + 1), text);
  }));
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `site.data`: mappings as they are, other kinds of table unknown. */
export async function readData(settings: Settings, { files, read }: ConfigureInput): Promise<TemplateMapping> {
  const named = at(settings.config, 'data_dir');
  const folder = [settings.source, typeof named === 'string' ? named : '_data'].filter((part) => part !== '').join('/');
  const data: Record<string, TemplateValue> = {};
  const place = placer(data);
  for (const file of files) {
    if (!file.startsWith(`${folder}/`)) continue;
    const path = file.slice(folder.length + 1);
    const match = /^(.*)\.(ya?ml|json|csv|tsv)$/i.exec(path);
    if (match?.[1] === undefined) continue;
    const value = /^(?:ya?ml|json)$/i.test(match[2] ?? '') ? parsedData((await read(file)) ?? '') : UNKNOWN;
    place([...folderOf(match[1]).split('/').filter((part) => part !== ''), nameOf(match[1])].map(sanitized), value);
  }
  return data;
}

const sanitized = (name: string): string => name.replace(/[^\w\s-]+|(?<=^|\b\s)\s+(?=$|\s?\b)/g, '').replace(/\s+/g, '_');

function parsedData(text: string): TemplateValue {
  if (text.length > 2_000_000) return UNKNOWN;
  try {
    return parseYaml(text.replace(/^\uFEFF/, ''), '1.1');
  } catch (error) {
    if (error instanceof ParseError) return UNKNOWN;
    throw error;
  }
}

/**
 * Values hold no unknown part unless a file of that name could not be read. A folder is made once, and copied only where a file of its
 * name was there before: with a copy for each file, the time would grow with the square of their number.
 */
function placer(data: Record<string, TemplateValue>): (keys: readonly string[], value: TemplateValue) => void {
  const folders = new Map<TemplateValue, Record<string, TemplateValue>>();
  const folderIn = (inside: Record<string, TemplateValue>, key: string): Record<string, TemplateValue> => {
    const old = Object.hasOwn(inside, key) ? inside[key] : undefined;
    const known = old === undefined ? undefined : folders.get(old);
    if (known !== undefined) return known;
    const made: Record<string, TemplateValue> = {};
    if (typeof old === 'object' && old !== null && !Array.isArray(old)) Object.assign(made, old);
    folders.set(made, made);
    define(inside, key, made);
    return made;
  };
  return (keys, value) => {
    const last = keys.at(-1);
    if (last !== undefined) define(keys.slice(0, -1).reduce(folderIn, data), last, value);
  };
}
