import { Buttons, buttonsOf } from './Buttons';
import { by, type StepForm } from './form';
import { questionId, sentText, sentTo } from './message';

/** A message with buttons. */
export const question: StepForm = {
  title: 'Send a message with buttons',
  icon: 'vote',
  words: 'slack discord teams telegram poll vote',
  calls: 'messaging.question.ask',
  kind: 'call',
  capability: /^messaging\.question\.ask$/,
  first: [
    ...sentTo,
    sentText,
    by(Buttons, 'with.choices', 'Buttons', 'An answer is an event: wait for it with a step of type await.', { required: true, shows: (value) => buttonsOf(value) !== undefined }),
    questionId,
  ],
};
