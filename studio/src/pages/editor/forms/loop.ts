import { isCondition } from './condition';
import { ConditionField } from './ConditionField';
import { DurationField, isDuration } from './DurationField';
import { asks, by, type StepForm } from './form';

/** Steps again and again. */
export const loop: StepForm = {
  title: 'Repeat',
  icon: 'again',
  words: 'while until again poll retry',
  kind: 'loop',
  first: [
    asks('loop', 'At most', 'Rounds.', { required: true, input: 'number' }),
    by(ConditionField, 'until', 'Until', 'Without, all rounds are made.', { shows: isCondition }),
    by(DurationField, 'every', 'Pause', 'Between two rounds.', { shows: isDuration }),
  ],
};
