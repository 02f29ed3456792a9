import { Icon } from '@/design/Icon';
import { answerForms, blank, formsTaken, taken, type AnswerForm, type Field, type Question } from './question';

interface Props {
  question: Question;
  bad: { field: Field; why: string } | undefined;
  /** The fields that the operation takes. */
  properties: Record<string, unknown>;
  onChange: (question: Question) => void;
}

/** What is said before the message, and how the answer is drawn; what is left empty is the vendor's own choice. */
export function Settings({ question, bad, properties, onChange }: Props) {
  const set = (field: Exclude<keyof Question, 'stream' | 'cache'>) => ({ target }: { target: { value: string } }) => onChange({ ...question, [field]: target.value });
  return (
    <aside className="settings" aria-label="Settings">
      <div className="title">
        <h2>Settings</h2>
        <button type="button" className="ghost" aria-label="Reset settings" onClick={() => onChange({ ...blank, message: question.message })}>
          <Icon name="again" />
        </button>
      </div>
      <label className="f">
        <span>System prompt</span>
        <textarea className="area" rows={5} value={question.system} onChange={set('system')} />
      </label>
      <div className="duo">
        {taken(properties).map(({ field, name }) => (
          <label key={field} className="f">
            <span>{name}</span>
            <input className="in" value={question[field]} inputMode={field === 'stop' ? 'text' : 'decimal'} autoComplete="off" spellCheck={false} aria-invalid={bad?.field === field} onChange={set(field)} />
          </label>
        ))}
      </div>
      <AnswerAs question={question} bad={bad} forms={formsTaken(properties)} onChange={onChange} />
      {bad === undefined ? null : (
        <p className="bad" role="alert">
          {bad.why}
        </p>
      )}
      <label className="f">
        <span>Labels</span>
        <input className="in mono" value={question.labels} placeholder="team=claims" autoComplete="off" spellCheck={false} onChange={set('labels')} />
      </label>
      <fieldset className="call">
        <legend>This call</legend>
        <label>
          <input type="checkbox" checked={question.stream} onChange={({ target }) => onChange({ ...question, stream: target.checked })} />
          stream
        </label>
        <label>
          <input type="checkbox" checked={question.cache} onChange={({ target }) => onChange({ ...question, cache: target.checked })} />
          may use the cache
        </label>
      </fieldset>
      <p className="hint">What is left empty is not sent. What a vendor cannot be told is left out, and the decision says so.</p>
    </aside>
  );
}

/** What the answer shall be, with the field that this needs. */
function AnswerAs({ question, bad, forms, onChange }: Pick<Props, 'question' | 'bad' | 'onChange'> & { forms: readonly AnswerForm[] }) {
  if (forms.length < 2) return null;
  return (
    <>
      <label className="f">
        <span>Answer as</span>
        <select className="in" value={question.form} onChange={({ target }) => onChange({ ...question, form: forms.find((form) => form === target.value) ?? 'text' })}>
          {forms.map((form) => (
            <option key={form} value={form}>
              {answerForms[form]}
            </option>
          ))}
        </select>
      </label>
      {question.form === 'schema' ? (
        <label className="f">
          <span>JSON Schema</span>
          <textarea className="area mono" rows={6} value={question.schema} spellCheck={false} aria-invalid={bad?.field === 'schema'} onChange={({ target }) => onChange({ ...question, schema: target.value })} />
        </label>
      ) : null}
      {question.form === 'xml' ? (
        <label className="f">
          <span>Elements</span>
          <input className="in mono" value={question.elements} autoComplete="off" spellCheck={false} aria-invalid={bad?.field === 'elements'} onChange={({ target }) => onChange({ ...question, elements: target.value })} />
        </label>
      ) : null}
    </>
  );
}
