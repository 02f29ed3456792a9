import { useState } from 'react';
import { Field } from '@/design/Field';
import type { StepField } from './kinds';
import { inField } from './values';

interface Props {
  field: StepField;
  value: unknown;
  wrong: string;
  names: Readonly<Record<string, string>>;
  /** Called with the value of the field on blur and on Enter. */
  onType: (text: string) => void;
}

/** An input of a step's form. What is typed becomes an edit of the text when one leaves it. */
export function StepInput({ field, value, wrong, onType }: Props) {
  const known = inField(field, value);
  const [{ typed, from }, setTyped] = useState({ typed: known, from: known });
  // What was written elsewhere, e.g. by undo, is shown in place of what was typed before.
  const shown = from === known ? typed : known;
  const type = (text: string) => setTyped({ typed: text, from: known });
  const commit = (text: string) => text !== known && onType(text);
  const choices = field.input === 'yes or no' ? ['true', 'false'] : field.choices;
  const asChoice = choices.length > 0 && (shown === '' || choices.includes(shown));
  const lines = shown.split('\n').length;
  return (
    <Field name={field.path} label={field.required ? `${field.label} *` : field.label} hint={field.hint === '' ? undefined : field.hint} wrong={wrong === '' ? undefined : wrong}>
      {(named) =>
        asChoice ? (
          <select {...named} value={shown} onChange={({ target }) => onType(target.value)}>
            <option value="">–</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : field.input === 'value' && field.path !== 'id' ? (
          <textarea {...named} className="mono" rows={Math.min(12, Math.max(1, lines))} spellCheck={false} value={shown} onChange={({ target }) => type(target.value)} onBlur={({ target }) => commit(target.value)} />
        ) : (
          <input
            {...named}
            className="mono"
            type="text"
            spellCheck={false}
            autoComplete="off"
            value={shown}
            onChange={({ target }) => type(target.value)}
            onBlur={({ target }) => commit(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit(event.currentTarget.value);
            }}
          />
        )
      }
    </Field>
  );
}
