import { by, type StepForm } from './form';
import { WorkflowPick } from './picks';
import { RunInput } from './RunInput';
import { isObject } from '../values';

/** Another workflow runs. */
export const run: StepForm = {
  title: 'Run another workflow',
  icon: 'play',
  words: 'subworkflow child call start',
  kind: 'run',
  first: [by(WorkflowPick, 'run', 'Workflow', '', { required: true, input: 'text' }), by(RunInput, 'with', 'Input', '', { shows: (value) => value === undefined || isObject(value) })],
};
