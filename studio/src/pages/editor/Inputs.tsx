import { useState, type ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import type { Schema, StepField } from './kinds';
import type { RunValues } from './lastValues';
import { StepInput } from './StepInput';
import { typedAs, valueAt } from './values';

/** What the parts of a form show and change. Paths are those in its object. */
export interface Form {
  schema: Schema;
  value: unknown;
  names: Readonly<Record<string, string>>;
  /** Those at a path, where they are others. */
  namesAt?: (path: string) => Readonly<Record<string, string>>;
  /** What names meant in the last run. */
  last?: (names: readonly string[]) => Promise<RunValues>;
  wrong: (path: string) => string;
  /** Sets what is at a path; undefined takes it out. */
  onSet: (path: string, value: unknown) => void;
  /** Sets several, as one edit. */
  onSetAll: (all: readonly (readonly [path: string, value: unknown])[]) => void;
  /** Puts a value into the list at a path: at its end, or before the item of a number. */
  onAdd: (path: string, value: unknown, at?: number) => void;
  /** A name that nothing has yet. */
  free: (wanted: string) => string;
  /** Names that the object at a path is likely to have. */
  known?: (path: string) => string[];
}

/** One field of a form. */
export function Input({ field, form: { value, names, namesAt, last, wrong, onSet } }: { field: StepField; form: Form }) {
  return <StepInput field={field} value={valueAt(value, field.path)} wrong={wrong(field.path)} names={namesAt?.(field.path) ?? names} last={last} onType={(text) => onSet(field.path, typedAs(field, text))} />;
}

/** Fields that belong together. */
export function FieldSet({ label, hint, children }: { label: ReactNode; hint: string; children: ReactNode }) {
  return (
    <fieldset className="with">
      <legend>
        {label} <span className="soft">{hint}</span>
      </legend>
      {children}
    </fieldset>
  );
}

/** Asks for a name, and adds what it is the name of. */
export function NameAdder({ label, taken, onAdd, pattern = /^[A-Za-z_]\w{0,63}$/ }: { label: string; taken: readonly string[]; onAdd: (name: string) => void; pattern?: RegExp }) {
  const [typed, setTyped] = useState('');
  const fits = pattern.test(typed) && !taken.includes(typed);
  const add = () => {
    if (!fits) return;
    onAdd(typed);
    setTyped('');
  };
  return (
    <div className="acts">
      <input
        className="in mono"
        aria-label={label}
        placeholder="name"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <button type="button" className="btn" disabled={!fits} onClick={add}>
        <Icon name="add" size={14} />
        Add
      </button>
    </div>
  );
}
