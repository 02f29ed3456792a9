import { Icon } from '@/design/Icon';
import { FieldSet } from '../Inputs';
import { isObject, valueAt } from '../values';
import { ConditionField } from './ConditionField';
import { by, type Asking } from './form';

/** The ways of a branch: a condition each, and what is done when none holds. Their steps stand in the graph. */
export function Arms({ field: { path, label, hint }, form, at }: Asking) {
  const given = valueAt(form.value, path);
  const arms: unknown[] = Array.isArray(given) ? given : [];
  const last = arms.at(-1);
  const otherwise = isObject(last) && 'else' in last;
  const empty = () => [{ id: form.free('value'), transform: null }];
  const place = otherwise ? arms.length - 1 : arms.length;
  return (
    <FieldSet label={label} hint={hint}>
      {arms.map((arm, index) => {
        const own = `${path}[${index}]`;
        const name = isObject(arm) && 'else' in arm ? 'Otherwise' : index === 0 ? 'If' : 'Else if';
        return (
          <div key={own} className="item" role="group" aria-label={`Way ${index + 1}`}>
            <p>
              <span>{name}</span>
              {arms.length < 2 ? null : (
                <button type="button" className="ghost" aria-label={`Remove way ${index + 1}`} onClick={() => form.onSet(own, undefined)}>
                  <Icon name="close" size={14} />
                </button>
              )}
            </p>
            {name === 'Otherwise' ? null : <ConditionField field={by(ConditionField, `${own}.when`, 'Condition', '', { required: true })} form={form} at={at} />}
          </div>
        );
      })}
      <div className="acts">
        <button type="button" className="btn" onClick={() => form.onAdd(path, { when: '${true}', steps: empty() }, place)}>
          <Icon name="add" size={14} />
          Add else if
        </button>
        {otherwise ? null : (
          <button type="button" className="btn" onClick={() => form.onAdd(path, { else: empty() })}>
            <Icon name="add" size={14} />
            Add otherwise
          </button>
        )}
      </div>
    </FieldSet>
  );
}
