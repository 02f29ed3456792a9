import { useQuery } from '@tanstack/react-query';
import { capabilityQuery } from '@/api/queries';
import { FieldSet, Input, NameAdder, type Form } from './Inputs';
import { fields, type StepField } from './kinds';
import { isObject, valueAt } from './values';

const effects = { none: 'Reads only.', idempotent: 'May be repeated.' } as const;

/** What the capability takes, by its schema; the whole input where it is one expression. */
export function CallInput({ capability, path, form }: { capability: string; path: string; form: Form }) {
  const { data } = useQuery({ ...capabilityQuery(capability), enabled: capability !== '', retry: false });
  const given = valueAt(form.value, path);
  if (typeof given === 'string') return <Input field={{ path, label: 'input', hint: 'All of it by one expression.', required: false, input: 'value', choices: [] }} form={form} />;
  const known = data === undefined ? [] : fields(data.input, data.input);
  const names = known.map(({ path: name }) => name);
  const more = Object.keys(isObject(given) ? given : {}).filter((name) => /^[A-Za-z_]\w*$/.test(name) && !names.includes(name));
  const all: StepField[] = [...known, ...more.map((name): StepField => ({ path: name, label: name, hint: '', required: false, input: 'value', choices: [] }))];
  if (data === undefined && given === undefined) return null;
  const effect = data === undefined ? '' : data.effect in effects ? effects[data.effect as keyof typeof effects] : 'Not repeated by itself.';
  return (
    <FieldSet label="Input" hint={data === undefined ? '' : `${data.summary} ${effect}`}>
      {all.map((field) => (
        <Input key={`${capability} ${field.path}`} field={{ ...field, path: `${path}.${field.path}` }} form={form} />
      ))}
      {data === undefined ? <NameAdder label="Name of a field of the input" taken={[...names, ...more]} onAdd={(name) => form.onSet(`${path}.${name}`, '')} /> : null}
    </FieldSet>
  );
}
