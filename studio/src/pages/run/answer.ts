import { parseExact } from '@/api/exact';
import type { StepAnswer } from '@/api/schema';

/** What may be said of a call in doubt, in the words of the buttons. */
export const answers = [
  { answer: 'succeeded', label: 'It happened' },
  { answer: 'repeat', label: 'Make it again' },
  { answer: 'fail', label: 'Fail the step' },
] as const satisfies readonly { answer: StepAnswer['answer']; label: string }[];

/** The answer with what was typed as output, which goes with success alone; a text where that is no JSON. */
export function answerOf(answer: StepAnswer['answer'], typed: string): StepAnswer | string {
  if (answer !== 'succeeded' || typed.trim() === '') return { answer };
  try {
    return { answer, output: parseExact(typed) };
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
