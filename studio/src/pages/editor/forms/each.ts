import { asks, by, type StepForm } from './form';
import { ListPick } from './picks';

/** Steps for each item of a list. */
export const each: StepForm = {
  title: 'For each item of a list',
  icon: 'copy',
  words: 'loop iterate list map every item for',
  kind: 'each',
  first: [
    by(ListPick, 'each', 'List', '', { required: true }),
    asks('as', 'Called', 'The name of an item in the steps, e.g. order.', { required: true }),
    asks('concurrency', 'At one time', 'Most items under way; 10 when empty.', { input: 'number' }),
    asks('onItemFailure', 'When one fails', '', { input: 'choice', choices: ['fail', 'continue'] }),
  ],
};
