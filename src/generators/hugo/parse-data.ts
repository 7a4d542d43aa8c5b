import type { Value } from '../../core/site/document.ts';
import { ParseError } from '../../core/text/parse-error.ts';
import { parseToml } from '../../core/text/toml.ts';
import { parseYaml } from '../../core/text/yaml.ts';

export type ParsedData =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'error'; readonly message: string };

/** Reads TOML, YAML or JSON, as the name of the file says. */
export function parseData(path: string, text: string): ParsedData {
  try {
    return { kind: 'value', value: parse(path, text) };
  } catch (error) {
    if (error instanceof ParseError || error instanceof SyntaxError) return { kind: 'error', message: error.message.replace(/\.$/, '') };
    throw error;
  }
}

function parse(path: string, text: string): Value {
  if (/\.toml$/i.test(path)) return parseToml(text.replace(/^\uFEFF/, ''));
  // JSON is YAML, and YAML's reader leaves keys such as `__proto__` harmless.
  return parseYaml(text.replace(/^\uFEFF/, ''), '1.1');
}
