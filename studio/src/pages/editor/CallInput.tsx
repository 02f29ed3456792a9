import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { capabilityQuery } from '@/api/queries';
import { FieldSet, Input, NameAdder, type Form } from './Inputs';
import { fields, type StepField } from './kinds';
import { isObject, valueAt } from './values';

const effects = { none: 'Reads only.', idempotent: 'May be repeated.' } as const;

interface Props {
  capability: string;
  path: string;
  form: Form;
  /** What it must have and what is set, the rest of it, or all. */
  of?: 'first' | 'rest' | 'all';
  /** Paths that are shown elsewhere. */
  shown?: ReadonlySet<string>;
}

/** What the capability takes, by its schema; the whole input where it is one expression. */
export function CallInput({ capability, path, form, of = 'all', shown = new Set() }: Props) {
  const { data } = useQuery({ ...capabilityQuery(capability), enabled: capability !== '', retry: false });
  const given = valueAt(form.value, path);
  const set = Object.keys(isObject(given) ? given : {});
  // What is set while the form is open stays where it was typed.
  const [before] = useState(set);
  if (typeof given === 'string') return <Input field={{ path, label: 'input', hint: 'All of it by one expression.', required: false, input: 'value', choices: [] }} form={form} />;
  const known = data === undefined ? [] : fields(data.input, data.input);
  const names = known.map(({ path: name }) => name);
  const more = set.filter((name) => /^[A-Za-z_]\w*$/.test(name) && !names.includes(name));
  const all: StepField[] = [...known, ...more.map((name): StepField => ({ path: name, label: name, hint: '', required: false, input: 'value', choices: [] }))];
  const first = ({ path: name, required }: StepField) => required || before.includes(name) || !names.includes(name);
  const wanted = all.filter((field) => !shown.has(`${path}.${field.path}`) && (of === 'all' || first(field) === (of === 'first')));
  if ((data === undefined && given === undefined) || (of !== 'first' && wanted.length === 0)) return null;
  const effect = data === undefined ? '' : data.effect in effects ? effects[data.effect as keyof typeof effects] : 'Not repeated by itself.';
  return (
    <FieldSet label={of === 'first' ? 'Input' : 'More input'} hint={data === undefined || of !== 'first' ? '' : `${data.summary} ${effect}`}>
      {wanted.map((field) => (
        <Input key={`${capability} ${field.path}`} field={{ ...field, path: `${path}.${field.path}` }} form={form} />
      ))}
      {data === undefined && of !== 'rest' ? <NameAdder label="Name of a field of the input" taken={[...names, ...more]} onAdd={(name) => form.onSet(`${path}.${name}`, '')} /> : null}
    </FieldSet>
  );
}
