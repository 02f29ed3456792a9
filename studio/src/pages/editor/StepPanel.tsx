import { useState } from 'react';
import type { CheckedWorkflow, WorkflowEdit } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { Side } from '../Side';
import { formFor } from './forms';
import type { StepForm } from './forms/form';
import type { Form } from './Inputs';
import { stepPaths } from './flawed';
import { kindOf, type Schema, type StepField, type StepKind } from './kinds';
import { lastValues } from './lastValues';
import { Names } from './Names';
import { StepFields } from './StepFields';
import { StepInput } from './StepInput';
import { StepTest } from './StepTest';
import { useInserted } from './useInserted';
import { freeName, isObject, takenNames, valueAt, type Values } from './values';

type Given = NonNullable<WorkflowEdit['value']>;

interface Props {
  workflow: string;
  text: string;
  id: string;
  /** Path of the step in the text. */
  path: string;
  checked: CheckedWorkflow;
  schema: Schema;
  kinds: readonly StepKind[];
  busy: boolean;
  /** `then` is the step that is shown after. */
  onEdit: (edit: WorkflowEdit | WorkflowEdit[], then?: string) => void;
  onAdd: () => void;
  onMove: () => void;
  onStep: (by: number) => void;
  onClose: () => void;
}

/** The form of a step: what its type has, and what the capability takes that it calls. */
export function StepPanel({ workflow, text, id, path, checked, schema, kinds, busy, onEdit, onAdd, onMove, onStep, onClose }: Props) {
  const insert = useInserted();
  const [testing, setTesting] = useState(false);
  const value = valueAt(checked.value, path);
  const step = isObject(value) ? value : {};
  const kind = kindOf(kinds, step);
  const type = checked.places.find((place) => place.path === path)?.type;
  const mine = checked.problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
  const wrong = (field: string) => mine.filter((problem) => problem.path === `${path}.${field}` || problem.path.startsWith(`${path}.${field}.`) || problem.path.startsWith(`${path}.${field}[`)).map(({ rule, fix }) => `${rule}; ${fix}`).join('. ');
  const taken = takenNames(checked.value);
  const change = (field: string, next: unknown): WorkflowEdit => (next === undefined ? { edit: 'remove', step: id, path: field } : { edit: 'set', step: id, path: field, value: next as Given });
  const form: Form = {
    schema,
    value: step,
    names: checked.names,
    namesAt: (at) => (kind?.name === 'ask' && at.startsWith('tell[') ? { ...checked.names, ...inTell } : checked.names),
    last: (names) => lastValues(workflow, path, names, checked.value, stepPaths(checked)),
    wrong,
    onSet: (field, next) => onEdit(change(field, next)),
    onSetAll: (all) => onEdit(all.filter(([field, next]) => next !== undefined || valueAt(step, field) !== undefined).map(([field, next]) => change(field, next))),
    onAdd: (list, next, at) => onEdit({ edit: 'add', in: `${path}.${list}`, value: next as Given, ...(at === undefined ? {} : { at }) }),
    free: (wanted) => {
      const name = freeName(taken, wanted);
      taken.add(name);
      return name;
    },
  };
  const known = formFor(kind?.name, step.call);
  return (
    <Side room="step-panel" title={id} mono label={`Step ${id}`} shown={id} onClose={onClose} step={{ what: 'step', by: onStep }} meta={<Meta kind={kind} of={known} id={id} problems={mine.length} type={type} />}>
      <div className="body">
        <div className="acts on-top">
          <button type="button" className="btn" onClick={onAdd}>
            <Icon name="add" size={14} />
            Add behind it
          </button>
          <button type="button" className="btn" disabled={busy} onClick={onMove}>
            Move… <kbd>M</kbd>
          </button>
          <Moves id={id} path={path} checked={checked} busy={busy} onEdit={onEdit} />
          <button type="button" className="btn" onClick={() => setTesting(true)}>
            <Icon name="play" size={14} />
            Test…
          </button>
          <button type="button" className="btn danger" disabled={busy} onClick={() => onEdit({ edit: 'remove', step: id })}>
            Remove
          </button>
        </div>
        <form className="fields" onSubmit={(event) => event.preventDefault()} noValidate>
          <StepInput key={`${id} id`} field={idField} value={id} wrong={wrong('id')} names={{}} onType={(to) => to !== '' && to !== id && onEdit({ edit: 'rename', step: id, to }, to)} />
          {kind === undefined ? (
            <p className="soft">Its type is not known here: write it in the YAML.</p>
          ) : (
            <StepFields key={`${id} ${known?.title ?? String(step.call)}`} kind={kind} of={known} form={form}>
              <Follows id={id} path={path} checked={checked} step={step} onEdit={onEdit} />
            </StepFields>
          )}
        </form>
        <StepTest key={id} open={testing} onOpen={setTesting} workflow={workflow} id={id} path={path} text={text} checked={checked} />
        <Names names={checked.names} onName={insert} />
      </div>
    </Side>
  );
}

/** What calls that tell of a question can read besides. */
const inTell: Readonly<Record<string, string>> = { 'ask.question': 'text', 'ask.link': 'text', 'ask.id': 'text' };

const idField: StepField = { path: 'id', label: 'Name', hint: 'Renames it where other steps refer to it, too.', required: true, input: 'text', choices: [] };

function Meta({ kind, of, id, problems, type }: { kind: StepKind | undefined; of: StepForm | undefined; id: string; problems: number; type: string | undefined }) {
  return (
    <>
      {problems === 0 ? null : <State of="failed" word={plural(problems, 'problem')} />}
      <span className="soft">
        {of?.title ?? kind?.name ?? 'no type'}
        {type === undefined || of?.value !== undefined ? '' : `, gives ${type}`}
      </span>
      {of?.value === undefined ? (
        kind === undefined || of !== undefined ? null : <span className="soft small">{kind.about}</span>
      ) : (
        <span className="soft small">
          later steps read <code>{of.value(id)}</code>
        </span>
      )}
    </>
  );
}

/** Moves a step among those of its list. */
function Moves({ id, path, checked, busy, onEdit }: Pick<Props, 'id' | 'path' | 'checked' | 'busy' | 'onEdit'>) {
  const [, list = '', index = '0'] = /^(.*)\[(\d+)\]$/.exec(path) ?? [];
  const all = valueAt(checked.value, list);
  const at = Number(index);
  const last = Array.isArray(all) ? all.length - 1 : at;
  const move = (to: number) => onEdit({ edit: 'move', step: id, in: list, at: to });
  return (
    <>
      <button type="button" className="btn" aria-label="Move it up" disabled={busy || at === 0} onClick={() => move(at - 1)}>
        <Icon name="up" size={14} />
      </button>
      <button type="button" className="btn" aria-label="Move it down" disabled={busy || at >= last} onClick={() => move(at + 2)}>
        <Icon name="down" size={14} />
      </button>
    </>
  );
}

/** Which steps of its list it follows: the one above it, or those that are chosen. */
function Follows({ id, path, checked, step, onEdit }: Pick<Props, 'id' | 'path' | 'checked' | 'onEdit'> & { step: Values }) {
  const list = valueAt(checked.value, path.replace(/\[\d+\]$/, ''));
  const others = (Array.isArray(list) ? list : []).flatMap((one) => (isObject(one) && typeof one.id === 'string' && one.id !== id ? [one.id] : []));
  if (others.length === 0) return null;
  const after = step.after === undefined ? undefined : [step.after].flat().filter((one): one is string => typeof one === 'string');
  const toggle = (other: string) => {
    const next = after?.includes(other) === true ? after.filter((one) => one !== other) : [...(after ?? []), other];
    onEdit({ edit: 'set', step: id, path: 'after', value: next });
  };
  return (
    <div className="field">
      <span className="lab" id={`follows-${id}`}>
        follows
      </span>
      <div role="group" aria-labelledby={`follows-${id}`}>
        <div className="checks">
          <label>
            <input type="checkbox" checked={after === undefined} onChange={() => onEdit(after === undefined ? { edit: 'set', step: id, path: 'after', value: [] } : { edit: 'remove', step: id, path: 'after' })} />
            the one above
          </label>
          {after === undefined
            ? null
            : others.map((other) => (
                <label key={other}>
                  <input type="checkbox" checked={after.includes(other)} onChange={() => toggle(other)} />
                  <code>{other}</code>
                </label>
              ))}
        </div>
        <p className="soft small">{after?.length === 0 ? 'Begins at once.' : 'What it follows, it can read.'}</p>
      </div>
    </div>
  );
}
