import { by, type StepForm } from './form';
import { isWait, WaitFor } from './WaitFor';

/** Time passes. */
export const wait: StepForm = {
  title: 'Wait',
  icon: 'waiting',
  words: 'delay sleep pause timer later until',
  kind: 'wait',
  first: [by(WaitFor, 'wait', 'Wait', 'A duration such as 30s, 1h30m or 2d, or an expression.', { required: true, shows: isWait })],
};
