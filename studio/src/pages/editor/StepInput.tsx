import { useRef, useState } from 'react';
import { Field, type Named } from '@/design/Field';
import { Offers, useCompletion } from './Completed';
import type { StepField } from './kinds';
import type { RunValues } from './lastValues';
import { inField } from './values';

interface Props {
  field: StepField;
  value: unknown;
  wrong: string;
  /** Without its label in sight, which is read out all the same. */
  bare?: boolean;
  /** What its expressions can read, with types. */
  names: Readonly<Record<string, string>>;
  /** What names meant in the last run. */
  last?: ((names: readonly string[]) => Promise<RunValues>) | undefined;
  /** Called with the value of the field on blur and on Enter. */
  onType: (text: string) => void;
}

/** An input of a step's form. What is typed becomes an edit of the text when one leaves it. */
export function StepInput({ field, value, wrong, bare = false, names, last, onType }: Props) {
  const known = inField(field, value);
  const [{ typed, from }, setTyped] = useState({ typed: known, from: known });
  // What was written elsewhere, e.g. by undo, is shown in place of what was typed before.
  const shown = from === known ? typed : known;
  const type = (text: string) => setTyped({ typed: text, from: known });
  const commit = (text: string) => text !== known && onType(text);
  const choices = field.input === 'yes or no' ? ['true', 'false'] : field.choices;
  const asChoice = choices.length > 0 && (shown === '' || choices.includes(shown));
  const area = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { id, found, chosen, look, leave, key, take, named: completing } = useCompletion({ field: area, text: shown, names, onText: type });
  const write = (text: string) => {
    type(text);
    look();
  };
  const end = (text: string) => {
    leave();
    commit(text);
  };
  const lines = shown.split('\n').length;
  const prose = field.input === 'lines';
  const large = prose || field.input === 'code';
  const input = (named: Partial<Named> & { 'aria-label'?: string }) =>
        asChoice ? (
          <select {...named} value={shown} onChange={({ target }) => onType(target.value)}>
            <option value="">–</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <>
            {large || (field.input === 'value' && field.path !== 'id') ? (
              <textarea {...named} {...completing.ofText} ref={area} className={prose ? 'prose' : 'mono'} rows={Math.min(large ? 20 : 12, Math.max(large ? 3 : 1, lines))} spellCheck={prose} value={shown} onChange={({ target }) => write(target.value)} onClick={look} onKeyDown={key} onBlur={({ target }) => end(target.value)} />
            ) : (
              <input
                {...named}
                {...completing.ofLine}
                ref={area}
                className="mono"
                type="text"
                spellCheck={false}
                autoComplete="off"
                value={shown}
                onChange={({ target }) => write(target.value)}
                onClick={look}
                onBlur={({ target }) => end(target.value)}
                onKeyDown={(event) => {
                  if (!key(event) && event.key === 'Enter') commit(event.currentTarget.value);
                }}
              />
            )}
            <Offers id={id} found={found} chosen={chosen} last={last} onTake={take} />
          </>
        );
  if (bare) return <div>{input({ name: field.path, 'aria-label': field.label })}</div>;
  return (
    <Field name={field.path} label={field.required ? `${field.label} *` : field.label} hint={field.hint === '' ? undefined : field.hint} wrong={wrong === '' ? undefined : wrong}>
      {input}
    </Field>
  );
}
