import { Icon } from '@/design/Icon';
import { FieldSet, Input, NameAdder, type Form } from './Inputs';
import { isObject, valueAt } from './values';

const types: Readonly<Record<string, string>> = { string: 'text', number: 'number', integer: 'whole number', boolean: 'yes or no', array: 'list', object: 'object' };

/** Properties by name, each with its type and its default; a whole JSON Schema is left to the YAML. */
export function Properties({ path, label, hint, form }: { path: string; label: string; hint: string; form: Form }) {
  const value = valueAt(form.value, path);
  const all = isObject(value) ? value : {};
  const whole = typeof all.type === 'string' || isObject(all.properties);
  if (whole || (value !== undefined && !isObject(value))) return <Input field={{ path, label, hint: 'It is a whole JSON Schema.', required: false, input: 'value', choices: [] }} form={form} />;
  return (
    <FieldSet label={label} hint={hint}>
      {Object.entries(all).map(([name, schema]) => (
        <Property key={name} name={name} schema={schema} path={`${path}.${name}`} form={form} />
      ))}
      <NameAdder label={`Name of a field of ${label}`} taken={Object.keys(all)} onAdd={(name) => form.onSet(`${path}.${name}`, { type: 'string' })} />
    </FieldSet>
  );
}

function Property({ name, schema, path, form }: { name: string; schema: unknown; path: string; form: Form }) {
  const type = isObject(schema) && typeof schema.type === 'string' ? schema.type : '';
  return (
    <div className="item" role="group" aria-label={name}>
      <p>
        <code>{name}</code>
        <button type="button" className="ghost" aria-label={`Remove ${name}`} onClick={() => form.onSet(path, undefined)}>
          <Icon name="close" size={14} />
        </button>
      </p>
      <div className="field">
        <label htmlFor={`type of ${path}`}>type</label>
        <select id={`type of ${path}`} value={type} onChange={({ target }) => form.onSet(`${path}.type`, target.value)}>
          {type in types ? null : <option value={type}>{type === '' ? 'any' : type}</option>}
          {Object.entries(types).map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <Input field={{ path: `${path}.default`, label: 'default', hint: 'Without one, it must be given.', required: false, input: 'value', choices: [] }} form={form} />
    </div>
  );
}
