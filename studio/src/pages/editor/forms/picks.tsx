import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { providersQuery, workflowsQuery } from '@/api/queries';
import { readItems } from '@/api/workflowEditor';
import { Field } from '@/design/Field';
import { Refused } from '../../Refused';
import { useModels } from '../../playground/useModels';
import { Input } from '../Inputs';
import { isObject, valueAt } from '../values';
import type { Asking, Shown } from './form';

/** A value that can be picked. */
export interface Choice {
  value: string;
  /** What it is, beside its name. */
  what?: string;
  name?: string;
}

interface Picking extends Asking {
  choices: readonly Choice[];
  /** What it means that none is picked. */
  none?: string;
  below?: ReactNode;
}

const typing = 'Type another…';

/** Picks one of what is there, or takes what is typed. */
export function Pick({ field, form, choices, none, below }: Picking) {
  const value = valueAt(form.value, field.path);
  const [types, setTypes] = useState(false);
  // Choices that come while one types change nothing under one's hands.
  const [inside, setInside] = useState(false);
  const known = value === undefined || value === '' || choices.some((one) => one.value === value);
  if (choices.length === 0 || !known || types || inside) {
    return (
      <>
        <div role="presentation" onFocus={() => setInside(true)} onBlur={() => setInside(false)}>
          <Input field={field} form={form} />
        </div>
        {choices.length > 0 ? (
          <p className="pick-one">
            <button type="button" className="linked small" onClick={() => (known ? setTypes(false) : form.onSet(field.path, choices[0]?.value))}>
              Pick one that is there
            </button>
          </p>
        ) : null}
        {below}
      </>
    );
  }
  const wrong = form.wrong(field.path);
  return (
    <>
      <Field name={field.path} label={labelled(field)} hint={field.hint === '' ? undefined : field.hint} wrong={wrong === '' ? undefined : wrong}>
        {(named) => (
          <select {...named} value={typeof value === 'string' ? value : ''} onChange={({ target }) => (target.value === typing ? setTypes(true) : form.onSet(field.path, target.value === '' ? undefined : target.value))}>
            <option value="">{none ?? '–'}</option>
            {choices.map((one) => (
              <option key={one.value} value={one.value}>
                {one.name ?? one.value}
                {one.what === undefined ? '' : `, ${one.what}`}
              </option>
            ))}
            <option>{typing}</option>
          </select>
        )}
      </Field>
      {below}
    </>
  );
}

const labelled = ({ label, required }: Shown) => (required ? `${label} *` : label);

/** A model that has the step's capability, or the name that a route gives. */
export function ModelPick(asking: Asking) {
  const capability = valueAt(asking.form.value, `${asking.at}call`);
  const { models, connected } = useModels(typeof capability === 'string' ? capability : '');
  return <Pick {...asking} choices={models.map(({ name, what }) => ({ value: name, what }))} below={connected ? null : <Connect what="No model that answers this is connected yet." />} />;
}

/** Leads to where a provider is connected. */
function Connect({ what }: { what: string }) {
  return (
    <p className="pick-one soft small">
      {what}{' '}
      <Link to="/providers/catalogue" search={{}}>
        Connect one
      </Link>
    </p>
  );
}

/** The provider that a call goes to, of the kind of its capability. */
export function ProviderPick(asking: Asking) {
  const { data } = useQuery(providersQuery({}));
  const capability = valueAt(asking.form.value, `${asking.at}call`);
  const kind = typeof capability === 'string' ? (capability.split('.')[0] ?? '') : '';
  const all = data?.items.filter((one) => one.kind === kind) ?? [];
  const none = data !== undefined && all.length === 0;
  const choices = all.map(({ id, connector }) => ({ value: id, ...(connector === id ? {} : { what: connector }) }));
  return (
    <Pick
      {...asking}
      choices={choices}
      none={all.length === 1 ? `the one there is: ${all[0]?.id ?? ''}` : 'as routes and the default say'}
      below={none ? <Connect what="None is connected yet." /> : null}
    />
  );
}

/** What a capability lists at the provider of a step, asked for when that is wanted; or what is typed. */
function Listed({ capability, word, ...asking }: Asking & { capability: string; word: string }) {
  const provider = valueAt(asking.form.value, `${asking.at}provider`);
  const list = useMutation({
    mutationFn: async () => {
      const items = await readItems(capability, typeof provider === 'string' ? provider : undefined);
      return items.flatMap((item): Choice[] => {
        const id = valueAt(item, 'ref.id');
        const name = valueAt(item, 'name') ?? valueAt(item, 'title');
        return typeof id === 'string' ? [{ value: id, ...(typeof name === 'string' && name !== id ? { name } : {}) }] : [];
      });
    },
  });
  const given = valueAt(asking.form.value, asking.field.path);
  // One that names its provider, too, is more than a name.
  if (isObject(given)) return <Input field={{ ...asking.field, input: 'value' }} form={asking.form} />;
  return (
    <Pick
      {...asking}
      choices={list.data ?? []}
      below={
        list.data === undefined ? (
          <p className="pick-one">
            <button type="button" className="linked small" disabled={list.isPending} onClick={() => list.mutate()}>
              Show {word}
            </button>
            <Refused error={list.error} />
          </p>
        ) : null
      }
    />
  );
}

export const ChannelPick = (asking: Asking) => <Listed {...asking} capability="messaging.channel.list" word="channels" />;
export const ProjectPick = (asking: Asking) => <Listed {...asking} capability="tracker.project.list" word="projects" />;

/** A workflow of the tenant. */
export function WorkflowPick(asking: Asking) {
  const { data } = useQuery(workflowsQuery);
  return <Pick {...asking} choices={(data?.items ?? []).map(({ id }) => ({ value: id }))} />;
}

/** A list that the step sees, or an expression of one. */
export function ListPick(asking: Asking) {
  const lists = Object.entries(asking.form.names).filter(([, type]) => type.startsWith('list'));
  return <Pick {...asking} choices={lists.map(([name, type]) => ({ value: `\${${name}}`, name, what: type }))} />;
}
