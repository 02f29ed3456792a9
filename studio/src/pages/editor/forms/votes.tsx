import { FieldSet } from '../Inputs';
import { StepInput } from '../StepInput';
import { isObject, valueAt } from '../values';
import { asks, by, lines, type Asking, type StepForm } from './form';
import { sentTo } from './message';

/** The id of the question by which people vote on the approval that is asked. */
export const votedBy = '${ask.id}';

/** A telling may have as many buttons as a message. */
export const mostButtons = 5;

/** What can be chosen where the step says nothing. */
const usual = ['approve', 'refuse'];

/** What a step that asks lets people choose. */
export const choicesOf = (step: unknown): string[] => {
  const given = valueAt(step, 'choices');
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : usual;
};

/** A button for each choice: its label where it has one, else the words of the choice. */
export function voteButtons(choices: readonly string[], before: unknown = []): { id: string; label: string }[] {
  const labels = new Map((Array.isArray(before) ? before : []).filter(isObject).map(({ id, label }) => [id, label]));
  return choices.map((id) => {
    const label = labels.get(id);
    const words = id.replaceAll('_', ' ');
    return { id, label: typeof label === 'string' ? label : words.charAt(0).toUpperCase() + words.slice(1) };
  });
}

/** The edits that let the tellings by which people vote have the buttons of these choices. */
export function followingVotes(step: unknown, choices: readonly string[]): [string, unknown][] {
  const calls = valueAt(step, 'tell');
  return (Array.isArray(calls) ? calls : []).flatMap((call: unknown, at): [string, unknown][] =>
    valueAt(call, 'with.question') === votedBy ? [[`tell[${at}].with.choices`, voteButtons(choices, valueAt(call, 'with.choices'))]] : [],
  );
}

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
  first: [...sentTo, lines('with.text', 'Text', 'Markdown. ${…} puts a value in.', { required: true }), by(VoteButtons, 'with.choices', 'Buttons', 'One for each choice. It takes an endpoint of the provider (room Events), and users whose accounts there are known.')],
  covers: ['with.question'],
};

/** A message that tells of it; it has no buttons, by which nobody would vote. */
export const notice: StepForm = {
  title: 'Send a message',
  icon: 'message',
  words: '',
  calls: 'messaging.message.send',
  kind: 'call',
  first: [...sentTo, lines('with.text', 'Text', 'Markdown. ${…} puts a value in.', { required: true })],
};
