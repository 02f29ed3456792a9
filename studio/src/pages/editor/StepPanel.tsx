import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { capabilityQuery } from '@/api/queries';
import type { CheckedWorkflow, WorkflowEdit } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { Side } from '../Side';
import { fields, fieldsOf, kindOf, type Schema, type StepField, type StepKind } from './kinds';
import { Names } from './Names';
import { StepInput } from './StepInput';
import { StepTest } from './StepTest';
import { isObject, typedAs, valueAt, type Values } from './values';

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
  onEdit: (edit: WorkflowEdit, then?: string) => void;
  onAdd: () => void;
  onMove: () => void;
  onStep: (by: number) => void;
  onClose: () => void;
}

/** The form of a step: what its type has, and what the capability takes that it calls. */
export function StepPanel({ workflow, text, id, path, checked, schema, kinds, busy, onEdit, onAdd, onMove, onStep, onClose }: Props) {
  const value = valueAt(checked.value, path);
  const step = isObject(value) ? value : {};
  const kind = kindOf(kinds, step);
  const type = checked.places.find((place) => place.path === path)?.type;
  const mine = checked.problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
  const wrong = (field: string) => mine.filter((problem) => problem.path === `${path}.${field}` || problem.path.startsWith(`${path}.${field}.`) || problem.path.startsWith(`${path}.${field}[`)).map(({ rule, fix }) => `${rule}; ${fix}`).join('. ');
  const set = (field: Pick<StepField, 'path' | 'input'>, text: string) => {
    const next = typedAs(field, text);
    onEdit(next === undefined ? { edit: 'remove', step: id, path: field.path } : { edit: 'set', step: id, path: field.path, value: next as NonNullable<WorkflowEdit['value']> });
  };
  const input = (field: StepField, prefix = '') => <StepInput key={`${id} ${prefix}${field.path}`} field={field} value={valueAt(step, field.path)} wrong={wrong(field.path)} names={checked.names} onType={(text) => set(field, text)} />;
  return (
    <Side room="step-panel" title={id} mono label={`Step ${id}`} shown={id} onClose={onClose} step={{ what: 'step', by: onStep }} meta={<Meta kind={kind} problems={mine.length} type={type} />}>
      <div className="body">
        <div className="acts">
          <button type="button" className="btn" onClick={onAdd}>
            <Icon name="add" size={14} />
            Add behind it
          </button>
          <button type="button" className="btn" disabled={busy} onClick={onMove}>
            Move… <kbd>M</kbd>
          </button>
          <Moves id={id} path={path} checked={checked} busy={busy} onEdit={onEdit} />
          <button type="button" className="btn danger" disabled={busy} onClick={() => onEdit({ edit: 'remove', step: id })}>
            Remove
          </button>
        </div>
        <form className="fields" onSubmit={(event) => event.preventDefault()} noValidate>
          <StepInput key={`${id} id`} field={idField} value={id} wrong={wrong('id')} names={{}} onType={(to) => to !== '' && to !== id && onEdit({ edit: 'rename', step: id, to }, to)} />
          {kind === undefined ? <p className="soft">Its type is not known here: write it in the YAML.</p> : fieldsOf(schema, kind).filter(({ path: name }) => name === kind.name).map((field) => input(field))}
          {typeof step.with === 'string' ? input(wholeInput) : kind?.name === 'call' ? <CallInput capability={typeof step.call === 'string' ? step.call : ''} given={isObject(step.with) ? step.with : undefined} input={input} /> : null}
          <Follows id={id} path={path} checked={checked} step={step} onEdit={onEdit} />
          {kind === undefined ? null : fieldsOf(schema, kind).filter(({ path: name }) => name !== kind.name).map((field) => input(field))}
        </form>
        <StepTest key={id} workflow={workflow} id={id} path={path} text={text} checked={checked} />
        <Names names={checked.names} />
      </div>
    </Side>
  );
}

const idField: StepField = { path: 'id', label: 'id', hint: 'Renames it where other steps refer to it, too.', required: true, input: 'text', choices: [] };

const wholeInput: StepField = { path: 'with', label: 'input', hint: 'All of it by one expression.', required: false, input: 'value', choices: [] };

function Meta({ kind, problems, type }: { kind: StepKind | undefined; problems: number; type: string | undefined }) {
  return (
    <>
      {problems === 0 ? null : <State of="failed" word={plural(problems, 'problem')} />}
      <span className="soft">
        {kind?.name ?? 'no type'}
        {type === undefined ? '' : `, gives ${type}`}
      </span>
      {kind === undefined ? null : <span className="soft small">{kind.about}</span>}
    </>
  );
}

/** What the capability takes, by its schema; the whole input where it is one expression. */
function CallInput({ capability, given, input }: { capability: string; given: Values | undefined; input: (field: StepField, prefix?: string) => ReactNode }) {
  const { data } = useQuery({ ...capabilityQuery(capability), enabled: capability !== '', retry: false });
  const known = data === undefined ? [] : fields(data.input, data.input, '');
  const names = new Set(known.map(({ path }) => path));
  const more = Object.keys(given ?? {}).filter((name) => /^[A-Za-z_]\w*$/.test(name) && !names.has(name));
  const all: StepField[] = [...known, ...more.map((name): StepField => ({ path: name, label: name, hint: '', required: false, input: 'value', choices: [] }))];
  if (data === undefined && given === undefined) return null;
  return (
    <fieldset className="with">
      <legend>
        Input <span className="soft">{data === undefined ? '' : `${data.summary} ${data.effect === 'none' ? 'Reads only.' : data.effect === 'idempotent' ? 'May be repeated.' : 'Not repeated by itself.'}`}</span>
      </legend>
      {all.map((field) => input({ ...field, path: `with.${field.path}`, label: field.label }, capability))}
    </fieldset>
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
