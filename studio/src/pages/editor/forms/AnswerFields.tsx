import { Icon } from '@/design/Icon';
import { FieldSet, NameAdder } from '../Inputs';
import { StepInput } from '../StepInput';
import { valueAt } from '../values';
import { answerTypes, schemaFields, schemaOf, type AnswerField } from './chatText';
import { asks, type Asking } from './form';

/** The fields of a typed answer, in place of its JSON Schema. */
export function AnswerFields({ field: { path, label }, form }: Asking) {
  const fields = schemaFields(valueAt(form.value, path)) ?? [];
  const write = (next: readonly AnswerField[]) => form.onSet(path, schemaOf(next));
  const wrong = form.wrong(path);
  return (
    <FieldSet label={label} hint={fields.length === 0 ? 'Free text. Add fields to get them instead.' : 'JSON with these fields.'}>
      {fields.map((field, at) => (
        <Row key={field.name} field={field} onField={(next) => write(fields.with(at, next))} onRemove={() => write(fields.filter((other) => other !== field))} />
      ))}
      {wrong === '' ? null : <p className="wrong small">{wrong}</p>}
      <NameAdder label="Name of a field of the answer" taken={fields.map(({ name }) => name)} onAdd={(name) => write([...fields, { name, type: 'string', about: '' }])} />
    </FieldSet>
  );
}

function Row({ field, onField, onRemove }: { field: AnswerField; onField: (next: AnswerField) => void; onRemove: () => void }) {
  return (
    <div className="item" role="group" aria-label={field.name}>
      <p>
        <code>{field.name}</code>
        <button type="button" className="ghost" aria-label={`Remove ${field.name}`} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      </p>
      <div className="field">
        <label htmlFor={`answer type of ${field.name}`}>is</label>
        <select id={`answer type of ${field.name}`} value={field.type} onChange={({ target }) => onField({ ...field, type: target.value })}>
          {Object.entries(answerTypes).map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <StepInput field={asks(`about ${field.name}`, 'means', 'In words for the model.')} value={field.about} wrong="" names={{}} onType={(about) => onField({ ...field, about })} />
    </div>
  );
}
