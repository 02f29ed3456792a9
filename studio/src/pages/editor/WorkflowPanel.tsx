import type { CheckedWorkflow, WorkflowEdit } from '@/api/schema';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { Side } from '../Side';
import type { Form } from './Inputs';
import { partsOf, type Schema } from './kinds';
import { Parts } from './Parts';
import { freeName, takenNames, valueAt } from './values';
import { addedField, addedTrigger, inputNames } from './webhookInput';

interface Props {
  id: string;
  checked: CheckedWorkflow;
  schema: Schema;
  onEdit: (edit: WorkflowEdit) => void;
  onClose: () => void;
}

type Given = NonNullable<WorkflowEdit['value']>;

/** What a call from outside, an event or a time is to the expressions of a trigger. */
const heard: Readonly<Record<string, string>> = { event: 'a call from outside, or what happened', 'event.body': 'of a call', 'event.headers': 'of a call', 'event.query': 'of a call', 'event.data': 'of an event, or an item of a list', 'event.subject': 'text', schedule: 'a time of cron', 'schedule.at': 'time', 'schedule.date': 'text', 'schedule.time': 'text', 'schedule.zone': 'text', 'schedule.missed': 'integer' };

/** The form of the workflow itself: its input, triggers and output. */
export function WorkflowPanel({ id, checked, schema, onEdit, onClose }: Props) {
  const spec = valueAt(checked.value, 'spec');
  const steps = /^spec\.(steps|finally)\b|^spec\.catch\[\d+\]\.steps\b/;
  const mine = checked.problems.filter(({ path }) => path.startsWith('spec.') && !steps.test(path));
  const taken = takenNames(spec);
  const form: Form = {
    schema,
    value: spec,
    names: heard,
    wrong: (path) => {
      const at = `spec.${path}`;
      return mine.filter((problem) => problem.path === at || problem.path.startsWith(`${at}.`) || problem.path.startsWith(`${at}[`)).map(({ rule, fix }) => `${rule}; ${fix}`).join('. ');
    },
    onSet: (path, next) => {
      onEdit(next === undefined ? { edit: 'remove', path: `spec.${path}` } : { edit: 'set', path: `spec.${path}`, value: next as Given });
      const [, field] = /^input\.(\w+)$/.exec(path) ?? [];
      if (field !== undefined && next !== undefined) addedField(spec, field).forEach(([at, value]) => onEdit({ edit: 'set', path: `spec.${at}`, value }));
    },
    onSetAll: (all) => all.forEach(([path, next]) => form.onSet(path, next)),
    onAdd: (path, next, at) => onEdit({ edit: 'add', in: `spec.${path}`, value: (path === 'triggers' ? addedTrigger(spec, next) : next) as Given, ...(at === undefined ? {} : { at }) }),
    free: (wanted) => {
      const name = freeName(taken, wanted);
      taken.add(name);
      return name;
    },
    known: (path) => (/^triggers\[\d+\]\.input$/.test(path) ? inputNames(spec) : []),
  };
  const parts = partsOf(schema, schema, '').filter((part) => (part.kind === 'field' ? part.field.path : part.path) !== 'workflow');
  return (
    <Side room="step-panel" title={id} mono label="The workflow" shown="workflow" onClose={onClose} meta={mine.length === 0 ? <span className="soft">input, what starts it, output</span> : <State of="failed" word={plural(mine.length, 'problem')} />}>
      <div className="body">
        <form className="fields" onSubmit={(event) => event.preventDefault()} noValidate>
          <Parts parts={parts} form={form} />
        </form>
      </div>
    </Side>
  );
}
