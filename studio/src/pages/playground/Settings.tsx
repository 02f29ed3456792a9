import { Icon } from '@/design/Icon';
import { blank, taken, type Field, type Question } from './question';

interface Props {
  question: Question;
  bad: { field: Field; why: string } | undefined;
  /** The fields that the operation takes. */
  properties: Record<string, unknown>;
  onChange: (question: Question) => void;
}

/** What is said before the message, and how the answer is drawn; what is left empty is the vendor's own choice. */
export function Settings({ question, bad, properties, onChange }: Props) {
  const set = (field: keyof Question) => ({ target }: { target: { value: string } }) => onChange({ ...question, [field]: target.value });
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
      {bad === undefined ? null : (
        <p className="bad" role="alert">
          {bad.why}
        </p>
      )}
      <label className="f">
        <span>Labels</span>
        <input className="in mono" value={question.labels} placeholder="team=claims" autoComplete="off" spellCheck={false} onChange={set('labels')} />
      </label>
      <p className="hint">What is left empty is not sent. What a vendor cannot be told is left out, and the decision says so.</p>
    </aside>
  );
}
