import { asks, by, lines, type StepForm } from './form';
import { ProviderPick } from './picks';

/** An e-mail. */
export const mail: StepForm = {
  title: 'Send an e-mail',
  icon: 'mail',
  words: 'email mail gmail outlook smtp notify',
  calls: 'mail.message.send',
  kind: 'call',
  capability: /^mail\.message\.send$/,
  first: [
    by(ProviderPick, 'provider', 'From', '', { input: 'text' }),
    asks('with.to', 'To', 'Addresses, with commas between them.', { required: true, input: 'texts' }),
    asks('with.subject', 'Subject', '', { required: true }),
    lines('with.text', 'Text', '${…} puts a value in.', { required: true }),
  ],
};
