import { capitalised } from '@/format/text';
import { isObject, valueAt } from '../values';

/** The id of the question by which people vote on the approval that is asked. */
export const votedBy = '${ask.id}';

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
    return { id, label: typeof label === 'string' ? label : capitalised(id.replaceAll('_', ' ')) };
  });
}

/** The edits that let the tellings by which people vote have the buttons of these choices. */
export function followingVotes(step: unknown, choices: readonly string[]): [string, unknown][] {
  const calls = valueAt(step, 'tell');
  return (Array.isArray(calls) ? calls : []).flatMap((call: unknown, at): [string, unknown][] =>
    valueAt(call, 'with.question') === votedBy ? [[`tell[${at}].with.choices`, voteButtons(choices, valueAt(call, 'with.choices'))]] : [],
  );
}
