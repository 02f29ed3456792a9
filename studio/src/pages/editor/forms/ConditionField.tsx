import { useState } from 'react';
import { Input } from '../Inputs';
import { StepInput } from '../StepInput';
import { valueAt } from '../values';
import { conditionOf, expressionOf, hows, type Condition, type How } from './condition';
import { asks, type Asking } from './form';

const other = 'Write an expression…';

/** A condition as a comparison of a value that the step sees; any other one is written as an expression. */
export function ConditionField({ field, form }: Asking) {
  const value = valueAt(form.value, field.path);
  const known = conditionOf(value);
  const [begun, setBegun] = useState<{ name: string; how: How; from: unknown }>();
  const [writes, setWrites] = useState(false);
  const names = Object.entries(form.names).filter(([name, type]) => !name.startsWith('run.') && !name.startsWith('tenant') && name !== 'run' && !type.startsWith('object'));
  if (known === undefined || writes) return <Input field={{ ...field, input: 'value' }} form={form} />;
  // What is looked at can be chosen before there is anything to compare it with.
  const shown = known.name === '' && begun !== undefined && begun.from === value ? { ...known, name: begun.name, how: begun.how } : known;
  const write = (part: Partial<Condition>) => {
    const next = { ...shown, ...part };
    const whole = next.than.trim() === '' && known.name === '' ? undefined : expressionOf(next, form.names[next.name]);
    if (whole === undefined && next.name !== '') setBegun({ name: next.name, how: next.how, from: value });
    else form.onSet(field.path, whole ?? (field.required ? '${true}' : undefined));
  };
  const wrong = form.wrong(field.path);
  return (
    <div className="field">
      <span className="lab">{field.required ? `${field.label} *` : field.label}</span>
      <div className="condition" role="group" aria-label={field.label}>
        <select aria-label={`${field.label}: value`} value={shown.name} onChange={({ target }) => (target.value === other ? setWrites(true) : write({ name: target.value }))}>
          <option value="">{field.required ? 'always' : '–'}</option>
          {shown.name === '' || names.some(([name]) => name === shown.name) ? null : <option>{shown.name}</option>}
          {names.map(([name]) => (
            <option key={name}>{name}</option>
          ))}
          <option>{other}</option>
        </select>
        <select aria-label={`${field.label}: comparison`} value={shown.how} onChange={({ target }) => write({ how: target.value as How })}>
          {Object.entries(hows).map(([how, word]) => (
            <option key={how} value={how}>
              {word}
            </option>
          ))}
        </select>
        <StepInput bare field={asks(`${field.path} than`, `${field.label}: compared with`)} value={shown.than} wrong="" names={form.names} onType={(than) => write({ than })} />
        {wrong === '' ? field.hint === '' ? null : <p className="soft small">{field.hint}</p> : <p className="wrong small">{wrong}</p>}
      </div>
    </div>
  );
}
