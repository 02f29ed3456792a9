import { Field } from '@/design/Field';
import { Input } from '../Inputs';
import { isObject, valueAt } from '../values';
import { DurationField, isDuration } from './DurationField';
import { asks, type Asking } from './form';

const isTime = (value: unknown) => isObject(value) && Object.keys(value).every((key) => key === 'until' || key === 'zone');

/** Whether a step waits for a plain duration, or until a time. */
export const isWait = (value: unknown): boolean => isDuration(value) || isTime(value);

/** How long a step waits, or until when. */
export function WaitFor({ field, form, at }: Asking) {
  const value = valueAt(form.value, field.path);
  const until = isTime(value);
  return (
    <>
      <Field name="how" label={field.label}>
        {(named) => (
          <select {...named} value={until ? 'until' : 'for'} onChange={({ target }) => form.onSet(field.path, target.value === 'until' ? { until: '' } : '1m')}>
            <option value="for">for some time</option>
            <option value="until">until a time</option>
          </select>
        )}
      </Field>
      {until ? (
        <>
          <Input field={asks(`${field.path}.until`, 'Until', 'E.g. 2026-12-24T18:00 or ${input.at}.', { required: true })} form={form} />
          <Input field={asks(`${field.path}.zone`, 'Time zone', 'E.g. Europe/Berlin, where the time names none.')} form={form} />
        </>
      ) : (
        <DurationField field={{ ...field, label: 'For', hint: '' }} form={form} at={at} />
      )}
    </>
  );
}
