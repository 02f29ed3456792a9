import { FieldSet, Input, NameAdder } from '../Inputs';
import { isObject, valueAt } from '../values';
import { asks, type Asking } from './form';

/** Values by names, each in a field of its own. */
export function Named({ field: { path, label, hint }, form }: Asking) {
  const given = valueAt(form.value, path);
  const names = Object.keys(isObject(given) ? given : {}).filter((name) => /^[\w-]+$/.test(name));
  return (
    <FieldSet label={label} hint={hint}>
      {names.map((name) => (
        <Input key={name} field={asks(`${path}.${name}`, name, '', { input: 'value' })} form={form} />
      ))}
      <NameAdder label={`Name of a value of ${label}`} taken={names} onAdd={(name) => form.onSet(`${path}.${name}`, '')} pattern={/^[A-Za-z_][\w-]{0,63}$/} />
    </FieldSet>
  );
}
