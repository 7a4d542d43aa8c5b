import { markupText } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** The XML of Checkstyle, which many tools read. */
export const checkstyle = (): Reporter => ({ findings, shown }) => {
  const files = [...new Set(findings.map(({ file }) => file))];
  const parts = files.map((path) => {
    const errors = findings.filter(({ file }) => file === path).map(({ line, column, severity, message, help, rule }) =>
      `    <error line="${line}" column="${column}" severity="${severity}" message="${markupText(help === undefined ? message : `${message} ${help}`)}" source="blog.${markupText(rule)}"/>\n`);
    return `  <file name="${markupText(shown(path))}">\n${errors.join('')}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${parts.join('')}</checkstyle>\n`;
};
