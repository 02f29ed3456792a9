import { Arms } from './Arms';
import { by, type StepForm } from './form';

/** One of several ways is taken. */
export const branch: StepForm = {
  title: 'If',
  icon: 'branch',
  words: 'condition else switch case when decide',
  kind: 'branch',
  first: [by(Arms, 'branch', 'Ways', 'The first whose condition holds is taken.')],
};
