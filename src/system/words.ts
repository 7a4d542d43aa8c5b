/** Splits `"/opt/my editor/code" --wait` into words as a shell would, quotes and backslashes understood, nothing expanded. */
export function wordsOf(command: string): readonly string[] {
  const words = command.matchAll(/(?:"(?:\\["\\]|[^"])*"?|'[^']*'?|\\[\s"'\\]|[^\s"'])+/g);
  return [...words].map(([word]) => word.replace(/"((?:\\["\\]|[^"])*)"?|'([^']*)'?|\\([\s"'\\])/g, unquote));
}

const unquote = (_: string, double?: string, single?: string, escaped?: string): string =>
  double?.replace(/\\(["\\])/g, '$1') ?? single ?? escaped ?? '';
