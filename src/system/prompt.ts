import { createPromptModule } from 'inquirer';
import { Cancelled, type Prompt } from '../core/system.ts';
import { printable } from '../core/text/printable.ts';

/** Questions at the keyboard. The one place that knows inquirer; loaded when the first question is asked. */
export function openPrompt(streams: PromptStreams): Prompt {
  const ask = createPromptModule(streams);
  return {
    text: async (message, { initial, check } = {}) => {
      const { answer } = await cancellable(ask<{ answer: string }>({
        type: 'input', name: 'answer', message,
        ...(initial !== undefined && { default: initial }),
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
    chooseMany: async (message, choices) => {
      const { answer } = await cancellable(ask<{ answer: string[] }>({
        type: 'checkbox', name: 'answer', message, loop: false, pageSize: 10,
        choices: choices.map(({ name, hint }) => ({
          value: name, name: printable(hint ? `${name} (${hint})` : name), short: printable(name),
        })),
      }));
      return answer;
    },
    confirm: async (message, initial) => {
      const { answer } = await cancellable(ask<{ answer: boolean }>({ type: 'confirm', name: 'answer', message, default: initial }));
      return answer;
    },
  };
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
