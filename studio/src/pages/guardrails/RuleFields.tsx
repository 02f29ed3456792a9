import { useId } from 'react';
import { Field, type Named } from '@/design/Field';
import type { Draft, Wrong } from './draft';

/** What a field of the form needs of it. */
export interface Writing {
  draft: Draft;
  wrong: Wrong;
  set: (change: Partial<Draft>) => void;
}

type TextName = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft];

export function TextField({ of: { draft, wrong, set }, name, label, hint, placeholder = '', rows }: { of: Writing; name: TextName; label: string; hint?: string; placeholder?: string; rows?: number }) {
  const common = (input: Named) => ({ ...input, value: draft[name], placeholder, spellCheck: false, onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }) });
  return (
    <Field name={name} label={label} hint={hint} wrong={wrong[name]}>
      {(input) => (rows === undefined ? <input {...common(input)} autoComplete="off" /> : <textarea {...common(input)} className="area" rows={rows} />)}
    </Field>
  );
}

export function Choice({ of: { draft, wrong, set }, name, label, hint, options }: { of: Writing; name: TextName; label: string; hint?: string | undefined; options: readonly (readonly [string, string])[] }) {
  return (
    <Field name={name} label={label} hint={hint} wrong={wrong[name]}>
      {(input) => (
        <select {...input} value={draft[name]} onChange={({ target }) => set({ [name]: target.value })}>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Boxes of which any may be chosen. */
export function Checks({ name, label, hint, wrong, options, chosen, onChange }: { name: string; label: string; hint?: string; wrong?: string | undefined; options: readonly (readonly [string, string])[]; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={id} aria-describedby={`${id}-said`}>
      <span className="lab" id={id}>
        {label}
      </span>
      <div>
        <div className="checks">
          {options.map(([value, words]) => (
            <label key={value}>
              <input type="checkbox" name={name} aria-invalid={wrong !== undefined} checked={chosen.includes(value)} onChange={({ target }) => onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))} />
              {words}
            </label>
          ))}
        </div>
        <p id={`${id}-said`} className={wrong === undefined ? 'soft small' : 'wrong small'}>
          {wrong ?? hint}
        </p>
      </div>
    </div>
  );
}
