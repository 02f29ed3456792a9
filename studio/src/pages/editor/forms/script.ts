import { asks, by, type StepForm } from './form';
import { Named } from './Named';
import { isObject } from '../values';

/** A function of JavaScript. */
export const script: StepForm = {
  title: 'Run a script',
  icon: 'transform',
  words: 'code javascript js function compute',
  kind: 'script',
  first: [
    asks('script', 'JavaScript', 'What the function returns is the value.', { required: true, input: 'code' }),
    by(Named, 'with', 'It is given', 'Values by name, in one object.', { shows: (value) => value === undefined || isObject(value) }),
  ],
  value: (id) => `\${${id}.value}`,
};
