import { defineRule } from '../core/rule.ts';

/** Told by `lint/suppressions.ts`, which alone knows what a silence kept quiet. */
export default defineRule({
  id: 'unused-silence',
  summary: 'A comment that silences a rule where there is nothing to silence.',
  severity: 'warning',
  inspects: 'silences',
});
