import { Field } from '@/design/Field';

/** A field for the value of a secret, which is hidden while it is typed. A key of several lines fits, which a field for passwords would join. */
export function SecretValue({ label, typed, wrong, onType }: { label: string; typed: string; wrong?: string | undefined; onType: (typed: string) => void }) {
  return (
    <Field name="value" label={label} hint="It is stored encrypted, and shown to nobody." wrong={wrong}>
      {(named) => <textarea {...named} className="mono masked" rows={2} spellCheck={false} autoComplete="off" value={typed} onChange={({ target }) => onType(target.value)} />}
    </Field>
  );
}
