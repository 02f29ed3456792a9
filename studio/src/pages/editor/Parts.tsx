import { Icon } from '@/design/Icon';
import { CallInput } from './CallInput';
import { FieldSet, Input, NameAdder, type Form } from './Inputs';
import { newValue, partsOf, shapeOf, type Part, type Shape, type StepField } from './kinds';
import { Properties } from './Properties';
import { StepInput } from './StepInput';
import { isObject, typedAs, valueAt } from './values';

/** A form that a schema describes. */
export function Parts({ parts, form }: { parts: readonly Part[]; form: Form }) {
  const names = new Set(parts.map((part) => (part.kind === 'field' ? part.field.label : part.label.replace(/ \*$/, ''))));
  return parts.map((part) => {
    const path = part.kind === 'field' ? part.field.path : part.path;
    // What a call takes is said by its capability.
    if (/(^|\.)with$/.test(path) && names.has('call')) {
      const capability = valueAt(form.value, path.replace(/with$/, 'call'));
      return <CallInput key={path} capability={typeof capability === 'string' ? capability : ''} path={path} form={form} />;
    }
    return <One key={path} part={part} form={form} />;
  });
}

function One({ part, form }: { part: Part; form: Form }) {
  switch (part.kind) {
    case 'field':
      return <Input field={part.field} form={form} />;
    case 'properties':
      return <Properties path={part.path} label={part.label} hint={part.hint} form={form} />;
    case 'map':
      return <Free path={part.path} label={part.label} hint={part.hint} form={form} known={form.known?.(part.path) ?? []} />;
    case 'group':
      return (
        <FieldSet label={part.label} hint={part.hint}>
          <Parts parts={part.parts} form={form} />
        </FieldSet>
      );
    case 'shapes':
      return <Shaped part={part} form={form} />;
    case 'list':
      return <Listed part={part} form={form} />;
  }
}

/** A value that is one of some shapes: which, and the fields of that one. */
function Shaped({ part: { path, label, hint, shapes }, form }: { part: Extract<Part, { kind: 'shapes' }>; form: Form }) {
  const value = valueAt(form.value, path);
  const shape = shapeOf(shapes, value);
  const choose = (name: string) => {
    const chosen = shapes.find((one) => one.name === name);
    form.onSet(path, chosen === undefined ? undefined : newValue(form.schema, chosen, form.free, 'value'));
  };
  const known = value === undefined || shape !== undefined;
  const field: StepField = { path, label: label.replace(/ \*$/, ''), hint, required: label.endsWith(' *'), input: known ? 'choice' : 'value', choices: known ? shapes.map(({ name }) => name) : [] };
  return (
    <>
      <StepInput field={field} value={known ? shape?.name : value} wrong={form.wrong(path)} names={form.names} last={form.last} onType={known ? choose : (text) => form.onSet(path, typedAs(field, text))} />
      {shape?.schema.properties === undefined ? null : <Parts parts={flattened(partsOf(form.schema, shape.schema, path))} form={form} />}
    </>
  );
}

/** The fields of a single object stand where the object would. */
const flattened = (parts: Part[]): Part[] => (parts.length === 1 && parts[0]?.kind === 'group' ? parts[0].parts : parts);

function Listed({ part: { path, label, hint, shapes }, form }: { part: Extract<Part, { kind: 'list' }>; form: Form }) {
  const found = valueAt(form.value, path);
  const items: unknown[] = Array.isArray(found) ? found : [];
  const word = label.replace(/s?( \*)?$/, '');
  return (
    <FieldSet label={label} hint={hint}>
      {items.map((item, at) => {
        const shape = shapeOf(shapes, item);
        const own = `${path}[${at}]`;
        return (
          <div key={own} className="item" role="group" aria-label={`${word} ${at + 1}`}>
            <p>
              <span>
                {word} {at + 1}
                {shape === undefined || shape.name === '' ? '' : `, ${shape.name}`}
              </span>
              <button type="button" className="ghost" aria-label={`Remove ${word} ${at + 1}`} onClick={() => form.onSet(own, undefined)}>
                <Icon name="close" size={14} />
              </button>
            </p>
            {shape === undefined ? null : <Parts parts={partsOf(form.schema, shape.schema, own)} form={form} />}
          </div>
        );
      })}
      <div className="acts">
        {shapes.map((shape) => (
          <Adder key={shape.name} shape={shape} word={word} onAdd={() => form.onAdd(path, newValue(form.schema, shape, form.free, word))} />
        ))}
      </div>
    </FieldSet>
  );
}

function Adder({ shape: { name }, word, onAdd }: { shape: Shape; word: string; onAdd: () => void }) {
  return (
    <button type="button" className="btn" onClick={onAdd}>
      <Icon name="add" size={14} />
      Add {word}
      {name === '' ? '' : `: ${name}`}
    </button>
  );
}

/** Values by names that one chooses; those that are known are offered. */
export function Free({ path, label, hint, form, known }: { path: string; label: string; hint: string; form: Form; known: readonly string[] }) {
  const value = valueAt(form.value, path);
  const whole: StepField = { path, label: label.replace(/ \*$/, ''), hint, required: label.endsWith(' *'), input: 'value', choices: [] };
  if (value !== undefined && !isObject(value)) return <Input field={whole} form={form} />;
  const names = [...new Set([...known, ...Object.keys(value ?? {})])].filter((name) => /^[A-Za-z_][\w-]*$/.test(name));
  return (
    <FieldSet label={label} hint={hint}>
      {names.map((name) => (
        <Input key={name} field={{ path: `${path}.${name}`, label: name, hint: '', required: false, input: 'value', choices: [] }} form={form} />
      ))}
      <NameAdder label={`Name of a value of ${whole.label}`} taken={names} onAdd={(name) => form.onSet(`${path}.${name}`, '')} />
    </FieldSet>
  );
}
