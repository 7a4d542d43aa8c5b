import { defineRule } from '../core/rule.ts';

export default defineRule({
  id: 'broken-template',
  summary: 'A template tag that the generator refuses: the whole build stops there.',
  severity: 'error',
  inspects: 'document',
  of: ['problems'],

  *check({ document }) {
    for (const problem of document.problems) {
      if (problem.kind === 'template') yield { range: problem.range, message: problem.message, ...(problem.help !== undefined && { help: problem.help }), ...(problem.severity && { severity: problem.severity }) };
    }
  },
});
