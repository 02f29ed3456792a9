import { useId } from 'react';
import { Icon } from '@/design/Icon';
import type { SchemaField } from './fields';

interface Props {
  field: SchemaField;
  typed: string;
  /** Name of the secret of the vault that stands in its place. */
  stored: string | undefined;
  /** Secrets of the vault to choose from. */
  vault: readonly string[];
  wrong: string | undefined;
  onType: (typed: string) => void;
  onStored: (name: string | undefined) => void;
  onFocus: () => void;
  onLeave: () => void;
}

/** A field of the form: label, input, hint, and where it stands in the schema. */
export function SchemaInput({ field, wrong, ...props }: Props) {
  const id = useId();
  const said = wrong ?? field.hint ?? (field.example === undefined ? undefined : `For example ${field.example}.`);
  return (
    <div className={wrong === undefined ? 'sfld' : 'sfld bad'}>
      <label htmlFor={id}>
        {field.label}
        {field.required ? null : <span className="soft"> optional</span>}
      </label>
      <div>
        {field.type === 'secret' ? <Vault label={field.label} vault={props.vault} stored={props.stored} onStored={props.onStored} onFocus={props.onFocus} /> : null}
        {props.stored === undefined ? <Input id={id} field={field} wrong={wrong} said={said} typed={props.typed} onType={props.onType} onFocus={props.onFocus} onLeave={props.onLeave} /> : null}
        <Said id={`${id}-h`} wrong={wrong} text={said} />
      </div>
      <code className="src" title="Where this field stands in the provider">
        {field.path}
        <br />
        {field.type}
      </code>
    </div>
  );
}

function Said({ id, wrong, text }: { id: string; wrong: string | undefined; text: string | undefined }) {
  if (text === undefined) return null;
  if (wrong === undefined) {
    return (
      <span className="hint" id={id}>
        {text}
      </span>
    );
  }
  return (
    <span className="msg" id={id}>
      <Icon name="failed" size={14} />
      <span>{text}</span>
    </span>
  );
}

type Typing = Pick<Props, 'field' | 'wrong' | 'typed' | 'onType' | 'onFocus' | 'onLeave'> & { id: string; said: string | undefined };

function Input({ id, field, wrong, said, typed, onType, onFocus, onLeave }: Typing) {
  const shared = { id, name: field.path, className: 'in mono', 'aria-invalid': wrong !== undefined, 'aria-required': field.required, onFocus, onBlur: onLeave, ...(said === undefined ? {} : { 'aria-describedby': `${id}-h` }) };
  const change = (event: { target: { value: string } }) => onType(event.target.value);
  const choices = field.type === 'yes or no' ? ['true', 'false'] : field.choices;
  if (choices !== undefined) {
    return (
      <select {...shared} value={typed} onChange={change}>
        <option value="">{field.preset ?? 'choose'}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {field.type === 'yes or no' ? (choice === 'true' ? 'yes' : 'no') : choice}
          </option>
        ))}
      </select>
    );
  }
  // A key of several lines does not go into one; a text area cannot hide, so it is masked by its font.
  if (field.type === 'secret') return <textarea {...shared} className="area mono masked" rows={2} spellCheck={false} autoComplete="off" value={typed} onChange={change} />;
  if (field.type === 'JSON') return <textarea {...shared} className="area mono" rows={3} spellCheck={false} value={typed} onChange={change} />;
  return <input {...shared} type="text" inputMode={field.type.includes('number') ? 'decimal' : undefined} spellCheck={false} autoComplete="off" placeholder={field.preset} value={typed} onChange={change} />;
}

function Vault({ label, vault, stored, onStored, onFocus }: Pick<Props, 'vault' | 'stored' | 'onStored' | 'onFocus'> & { label: string }) {
  if (vault.length === 0) return null;
  return (
    <select className="in vault" aria-label={`${label}: typed here, or of the vault`} value={stored ?? ''} onFocus={onFocus} onChange={(event) => onStored(event.target.value === '' ? undefined : event.target.value)}>
      <option value="">typed here</option>
      {vault.map((name) => (
        <option key={name} value={name}>
          secret {name}
        </option>
      ))}
    </select>
  );
}
