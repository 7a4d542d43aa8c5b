import { createPromptModule } from 'inquirer';
import { Cancelled, type Prompt } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';
import { sameTag } from '../core/text/same-tag.ts';

/** Questions at the keyboard. The one place that knows inquirer; loaded when the first question is asked. */
export function openPrompt(streams: PromptStreams): Prompt {
  const ask = createPromptModule(streams);
  return {
    text: async (message, { initial, check } = {}) => {
      const { answer } = await cancellable(ask<{ answer: string }>({
        type: 'input', name: 'answer', message,
        ...(initial !== undefined && { default: initial, prefill: 'editable' as const }),
        ...(check && { validate: (typed: string) => check(typed) ?? true }),
      }));
      return answer;
    },
    choose: async (message, choices) => {
      const { answer } = await cancellable(ask<{ answer: number }>({
        type: 'select', name: 'answer', message, loop: false,
        choices: choices.map(({ name, hint }, index) => ({ value: index, name: printable(name), ...described(hint) })),
      }));
      const chosen = choices[answer];
      if (!chosen) throw new Cancelled();
      return chosen.value;
    },
    gather: async (message, known, initial) => gather(initial, async (chosen) => {
      const { answer } = await cancellable(ask<{ answer: string }>({
        type: 'search', name: 'answer', pageSize: 7, message: chosen.length === 0 ? message : `${message} (${chosen.map(printable).join(', ')})`,
        source: (term: string | undefined) => completions(term?.trim() ?? '', known, chosen),
      }));
      return answer;
    }),
    confirm: async (message, initial) => {
      const { answer } = await cancellable(ask<{ answer: boolean }>({ type: 'confirm', name: 'answer', message, default: initial }));
      return answer;
    },
  };
}

type Known = readonly { readonly name: string; readonly hint?: string }[];

/** Until Enter alone says that these are all. A word that was chosen can be chosen again, which takes it out. */
async function gather(initial: readonly string[], askNext: (chosen: readonly string[]) => Promise<string>): Promise<readonly string[]> {
  let chosen = initial;
  for (;;) {
    const answer = await askNext(chosen);
    if (answer === '') return chosen;
    chosen = chosen.includes(answer) ? chosen.filter((one) => one !== answer) : [...chosen, answer];
  }
}

function completions(term: string, known: Known, chosen: readonly string[]): readonly { value: string; name: string; short: string }[] {
  const wanted = sameTag(term);
  const fitting = known.filter(({ name }) => term === '' ? !chosen.includes(name) : sameTag(name).includes(wanted))
    .toSorted((a, b) => Number(sameTag(b.name).startsWith(wanted)) - Number(sameTag(a.name).startsWith(wanted)));
  const choices = fitting.map(({ name, hint }) => ({ value: name, name: `${printable(name)}${chosen.includes(name) ? ' - take it out' : hint === undefined ? '' : ` (${hint})`}`, short: printable(name) }));
  if (term === '') return [{ value: '', name: chosen.length === 0 ? 'None' : 'That is all', short: '' }, ...choices];
  return known.some(({ name }) => name === term) ? choices : [...choices, { value: term, name: `${printable(term)} - new`, short: printable(term) }];
}

export interface PromptStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

const described = (hint: string | undefined) => (hint === undefined ? {} : { description: printable(hint) });

/** inquirer rejects with an `ExitPromptError` on Ctrl-C, and when the input ends. */
async function cancellable<T>(answers: Promise<T>): Promise<T> {
  try {
    return await answers;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw new Cancelled();
    throw error;
  }
}
