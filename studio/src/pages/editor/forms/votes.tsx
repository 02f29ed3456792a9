import { FieldSet } from '../Inputs';
import { StepInput } from '../StepInput';
import { valueAt } from '../values';
import { asks, by, type Asking, type StepForm } from './form';
import { message, sentText, sentTo } from './message';
import { choicesOf, voteButtons } from './voteButtons';

/** What stands on the button of each choice. */
function VoteButtons({ field: { path, label, hint }, form }: Asking) {
  const buttons = voteButtons(choicesOf(form.value), valueAt(form.value, path));
  const write = (id: string, text: string) => form.onSet(path, buttons.map((one) => (one.id === id && text.trim() !== '' ? { id, label: text } : one)));
  return (
    <FieldSet label={label} hint={hint}>
      {buttons.map(({ id, label: text }) => (
        <StepInput key={id} field={asks(`${path}.${id}`, id)} value={text} wrong="" names={{}} onType={(typed) => write(id, typed)} />
      ))}
      {form.wrong(path) === '' ? null : <p className="wrong small">{form.wrong(path)}</p>}
    </FieldSet>
  );
}

/** A message with the approval's choices as buttons, by which people vote where they read it. */
export const votes: StepForm = {
  title: 'Ask in a channel',
  icon: 'vote',
  words: '',
  calls: 'messaging.question.ask',
  kind: 'call',
  first: [...sentTo, sentText, by(VoteButtons, 'with.choices', 'Buttons', 'One for each choice. It takes an endpoint of the provider (room Events), and users whose accounts there are known.')],
  covers: ['with.question'],
};

/** A message without buttons: clicks on others than those of `votes` count for no vote. */
export const notice: StepForm = { ...message, first: [...sentTo, sentText] };
