import { asks, by, lines, type Shown, type StepForm } from './form';
import { ChannelPick, ProviderPick } from './picks';
import { Buttons } from './Buttons';

/** What a message and a question are sent to. */
export const sentTo: readonly Shown[] = [
  by(ProviderPick, 'provider', 'Through', '', { input: 'text' }),
  by(ChannelPick, 'with.channel', 'Channel', '', { required: true, input: 'text' }),
];

/** What it says. */
export const sentText = lines('with.text', 'Text', 'Markdown. ${…} puts a value in.', { required: true });

/** A message in a channel. */
export const message: StepForm = {
  title: 'Send a message',
  icon: 'message',
  words: 'slack discord teams telegram chat notify notification post tell channel',
  calls: 'messaging.message.send',
  kind: 'call',
  capability: /^messaging\.message\.send$/,
  first: [...sentTo, sentText, by(Buttons, 'with.choices', 'Buttons')],
};

/** The id of a question that is another one for each run. */
export const questionId = asks('with.question', 'Question id', 'Answers are told by it: another one for each question.', { required: true });
