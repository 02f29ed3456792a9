import { DurationField, isDuration } from './DurationField';
import { asks, by, lines, type StepForm } from './form';
import { PeoplePick, TeamsPick } from './People';
import { Tells } from './Tells';
import { areTexts, Choices } from './Texts';

/** People are asked for approval. */
export const ask: StepForm = {
  title: 'Ask people',
  icon: 'person',
  words: 'approval approve human review confirm decision people form',
  kind: 'ask',
  first: [
    lines('ask', 'Question', '${…} puts a value in.', { required: true }),
    by(Choices, 'choices', 'Choices', 'The first is what is asked for; each other one decides at once.', { shows: areTexts }),
    by(PeoplePick, 'of.people', 'People', 'Everyone who holds the right where none is named.', { input: 'texts' }),
    by(TeamsPick, 'of.teams', 'Teams', '', { input: 'texts' }),
    by(DurationField, 'due', 'Within', 'Without, it waits until it is answered.', { shows: isDuration }),
    asks('onDue', 'When late', 'The choice that is taken then; fail where none is named.'),
    by(Tells, 'tell', 'Tell them', 'Buttons by which they vote where they read it, or a message with a link.'),
  ],
  value: (id) => `\${${id}.choice}`,
};
